"""People who can log in."""

from __future__ import annotations

import pytest

from tests.support.cast import Cast
from tests.support.entrance import give_password


@pytest.fixture
def open_cast(cast: Cast) -> Cast:
    """The cast, each with a password (tests.support.entrance.PASSWORD)."""
    give_password(cast.reader, cast.reviewer, cast.colleague, cast.editor, cast.administrator)
    return cast
