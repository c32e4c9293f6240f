"""Out of one desk, into an empty one, and out again: the same bytes, and every field of every row the same."""

from __future__ import annotations

import io

import sqlalchemy as sa

from annotator.accounts.models import User
from annotator.db import db
from annotator.interchange import carry_out, plan, write
from annotator.exports.queries import all_ids
from tests.support.lived import live

from .conftest import Desks


def everything(*, sensitive: str = "with") -> bytes:
    file = io.BytesIO()
    write(all_ids(None), file, by=None, sensitive=sensitive)  # type: ignore[arg-type]
    return file.getvalue()


def test_the_same_bytes_come_out_of_an_empty_desk_that_took_them_in(desks: Desks) -> None:
    with desks.one():
        live()
        given = everything()
    path = desks.folder / "desk.jsonl"
    path.write_bytes(given)
    with desks.other():
        foreseen = plan(path, by=None)
        report = carry_out(path, by=None)
        assert not report.refused and not report.conflicts
        assert foreseen == report
        assert everything().decode().splitlines() == given.decode().splitlines()
