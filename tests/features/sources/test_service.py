"""What may be done to sources."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from annotator.accounts.models import User
from annotator.db import db, transaction
from annotator.errors import Invalid, Stale
from annotator.sources import service
from annotator.sources.models import Source
from annotator.sources.service import SourceFields
from tests.support.cast import make_user

pytestmark = pytest.mark.usefixtures("either_app")


@pytest.fixture
def by() -> User:
    with transaction(by=None):
        user = make_user("Hala", "reviewer")
    return user


def find(title: str, by: User, url: str | None = None) -> Source:
    with transaction(by=by):
        source = service.find_or_create(title, url=url, by=by)
    return source


@pytest.mark.parametrize("again", ["Élysée note, 3 March", " Élysée note, 3 March ", "Élysée NOTE, 3 march"])
def test_a_title_typed_again_is_the_same_source(by: User, again: str) -> None:
    first = find("Élysée note, 3 March", by)
    assert find(again, by) is first
    assert (first.kind, first.reliability, first.created_by_id) == ("document", "F", by.id)


def test_the_same_title_at_another_address_is_another_source(by: User) -> None:
    first = find("Daily bulletin", by, "https://example.org/1")
    second = find("Daily bulletin", by, "https://example.org/2")
    assert first is not second
    assert find("Daily bulletin", by, " https://example.org/2 ") is second
    assert find("Daily bulletin", by) is first


def test_a_known_source_without_an_address_is_used_for_every_address(by: User) -> None:
    first = find("Daily bulletin", by)
    assert find("Daily bulletin", by, "https://example.org/1") is first


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", " JavaScript:alert(1)", "data:text/html,x", "//example.org", "https://", "example.org"],
)
def test_an_address_that_is_none_of_the_web_is_refused_also_for_a_known_title(by: User, url: str) -> None:
    find("Daily bulletin", by)
    for title in ("Daily bulletin", "Never seen"):
        with pytest.raises(Invalid) as refused:
            find(title, by, url)
        assert refused.value.field == "url"
    assert db.session.scalar(sa.select(sa.func.count(Source.id))) == 1


@pytest.mark.parametrize(
    "fields", [SourceFields("  "), SourceFields("X", kind="rumour"), SourceFields("X", reliability="G")]
)
def test_a_source_without_title_or_with_an_unknown_word_is_refused(by: User, fields: SourceFields) -> None:
    with pytest.raises(Invalid) as refused, transaction(by=by):
        service.create(fields, by=by)
    assert refused.value.field in {"title", "kind", "reliability"}


def test_a_stale_edit_is_refused_with_both_texts(by: User) -> None:
    source = find("Daily bulletin", by)
    seen = source.row_version
    with transaction(by=by):
        service.edit(source, SourceFields("Daily bulletin", publisher="Zubair town hall"), seen=seen, by=by)
    with pytest.raises(Stale) as refused, transaction(by=by):
        service.edit(source, SourceFields("Daily bulletin", publisher="Town council"), seen=seen, by=by)
    assert (refused.value.theirs["publisher"], refused.value.mine["publisher"]) == ("Zubair town hall", "Town council")
    assert source.publisher == "Zubair town hall"
