"""What may be done to articles and collections."""

from __future__ import annotations

import pytest

from annotator.articles import service
from annotator.db import transaction

pytestmark = pytest.mark.usefixtures("either_app")


@pytest.mark.parametrize(
    "first, again",
    [("Canal", "CANAL"), ("Élysée  papers", " Élysée papers "), ("Élysée Papers", "Élysée papers"), ("محاضر", "محاضر")],
)
def test_the_same_name_again_is_the_same_collection(first: str, again: str) -> None:
    with transaction(by=None):
        one, other = (service.find_or_create_collection(name, by=None) for name in (first, again))
    assert one is other


def test_another_name_is_another_collection() -> None:
    with transaction(by=None):
        one, other = (service.find_or_create_collection(name, by=None) for name in ("Élysée", "Élysées"))
    assert one is not other
