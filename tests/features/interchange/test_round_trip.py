"""Out of one desk, into an empty one, and out again: the same bytes, and every field of every row the same."""

from __future__ import annotations

import datetime as dt
import io
import shutil
from collections import defaultdict
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import sqlalchemy as sa

from annotator.accounts.models import User
from annotator.articles.models import Article
from annotator.claims.models import Claim
from annotator.db import Model, db, transaction
from annotator.db.tracking import HistoryEntry, JournalEntry
from annotator.errors import Invalid
from annotator.exports.queries import all_ids
from annotator.garbles import service as garbles
from annotator.garbles.models import Garble
from annotator.gazetteer.models import Alias
from annotator.gazetteer.queries import gazetteer
from annotator.interchange import carry_out, plan, write
from annotator.interchange.shared import last_key
from tests.support.lived import undo

from .conftest import Desks, Fill

# What a row is known by on any desk, and the column that leads from a row without that to one that has it.
KNOWN_BY = {
    "articles": "uid", "versions": "uid", "claims": "uid", "evidence": "uid", "assessments": "uid",
    "adjudications": "uid", "garbles": "uid", "corrections": "uid", "notices": "uid", "comments": "uid",
    "collections": "uid", "sources": "uid",
    "tags": "uid", "entities": "key", "users": "name", "roles": "name",
}  # fmt: skip
PARENT = {
    "zones": "version_id", "claim_anchors": "claim_id", "claim_facts": "claim_id", "aliases": "entity_id",
    "taggings": "tag_id", "collection_articles": "article_id", "comment_mentions": "comment_id",
    "notice_corrections": "notice_id",
}  # fmt: skip
# An account that came along has neither address nor password, and is as old as the import.
OF_PEOPLE = {"name", "active", "role_id"}


def everything(**how: Any) -> bytes:
    file = io.BytesIO()
    write(all_ids(None), file, by=None, **how)
    return file.getvalue()


def carried(desks: Desks, given: bytes) -> None:
    """Into the other desk, which is open."""
    path = desks.folder / "desk.jsonl"
    path.write_bytes(given)
    foreseen = plan(path, by=None)
    report = carry_out(path, by=None)
    assert not report.refused and not report.conflicts
    assert foreseen == report


def known_rows() -> dict[str, dict[Any, dict[str, Any]]]:
    """Every row of every table that travels, by what it is known by; ids as what they are of. Read without a line of
    the code that is tested."""
    tables = {name: Model.metadata.tables[name] for name in (*KNOWN_BY, *PARENT)}
    found = {name: list(db.session.execute(sa.select(table)).mappings()) for name, table in tables.items()}
    names: dict[tuple[str, int], Any] = {}
    for name, column in KNOWN_BY.items():
        names |= {(name, row["id"]): row[column] for row in found[name]}
    count: dict[Any, int] = defaultdict(int)
    for name, column in PARENT.items():
        target = next(iter(tables[name].c[column].foreign_keys)).column.table.name
        for row in sorted(found[name], key=lambda row: row.get("id", 0)):
            if "id" in row:
                parent = names[target, row[column]]
                count[name, parent] += 1
                names[name, row["id"]] = (parent, count[name, parent])

    def told(name: str, row: Any) -> dict[str, Any]:
        values = {}
        for column in tables[name].columns:
            value = row[column.name]
            key = next((key for key in column.foreign_keys if key.column.name == "id"), None)
            values[column.name] = value if key is None or value is None else names[key.column.table.name, value]
        values.pop("id", None)
        return {each: values[each] for each in OF_PEOPLE} if name == "users" else values

    result: dict[str, dict[Any, dict[str, Any]]] = {}
    for name in tables:
        rows = {}
        for row in found[name]:
            values = told(name, row)
            key = names[name, row["id"]] if "id" in row else tuple(sorted(map(str, values.values())))
            rows[key] = values
        assert len(rows) == len(found[name])
        result[name] = rows
    return result


def known_history() -> list[Any]:
    """The history of each article, in its order; numbers by their order in it."""
    people = dict(db.session.execute(sa.select(User.id, User.name)).all())
    uids = dict(db.session.execute(sa.select(Article.id, Article.uid)).all())
    steps = {
        row.id: (row.at, row.verb)
        for row in db.session.execute(sa.select(HistoryEntry.id, HistoryEntry.at, HistoryEntry.verb))
    }
    found = []
    for row in db.session.scalars(
        sa.select(HistoryEntry)
        .where(HistoryEntry.article_id.is_not(None))
        .order_by(HistoryEntry.article_id, HistoryEntry.id)
    ):
        sides = [
            {name: value for name, value in (side or {}).items() if name != "id" and not name.endswith("_id")}
            for side in (row.before, row.after)
        ]
        found.append(
            (
                uids[row.article_id], row.at, people.get(row.actor_id or 0), row.verb, row.action, row.object_type,
                row.object_version, steps.get(row.undoes_id or 0), *sides,
            )
        )  # fmt: skip
    return found


def test_the_same_bytes_come_out_of_an_empty_desk_that_took_them_in(desks: Desks, fill: Fill) -> None:
    with desks.one():
        fill()
        given, rows, history = everything(), known_rows(), known_history()
    with desks.other():
        carried(desks, given)
        there = known_rows()
        for name, known in rows.items():
            if name not in {"roles", "users"}:
                assert there[name] == known, name
        assert rows["users"].items() >= there["users"].items() and len(there["users"]) == 4  # nobody names the reader
        assert known_history() == history
        assert everything().decode().splitlines() == given.decode().splitlines()


def test_each_table_that_travels_has_rows_on_the_desk_of_these_tests(desks: Desks, fill: Fill) -> None:
    with desks.one():
        fill()
        empty = [name for name, rows in known_rows().items() if not rows]
        null = [
            f"{table.name}.{column.name}"
            for table in (Model.metadata.tables[name] for name in KNOWN_BY)
            for column in table.columns
            if not db.session.scalar(sa.select(sa.exists().where(column.is_not(None))))
        ]
        assert not empty
        # Each column that may be empty is filled somewhere, but those that no test of the round trip can miss.
        assert len(null) < 40, null


def pressed(title: str, name: str) -> list[str]:
    """What each press of a button says, of this person on this article: back as far as it goes, and forth again."""
    person = db.session.scalars(sa.select(User).where(User.name == name)).one()
    article = db.session.scalars(sa.select(Article).where(Article.title.startswith(title))).one()
    said = []
    for way in ("undo", "redo"):
        while True:
            try:
                said.append(f"{way} {undo(article, way, by=person)}")
            except Invalid as refused:
                said.append(str(refused))
                break
    return said


@pytest.mark.parametrize("name", ["Cora", "Edda"])
def test_what_was_done_is_undone_and_done_again_on_the_other_desk_too(desks: Desks, fill: Fill, name: str) -> None:
    with desks.one():
        fill()
        given = everything()
        said = pressed("Canal", name)
        assert len(said) > 5
        left = known_rows()
    with desks.other():
        carried(desks, given)
        assert pressed("Canal", name) == said
        there = known_rows()
        for table, rows in left.items():
            if table not in {"roles", "users"}:
                assert without_moments(there[table]) == without_moments(rows), table


def without_moments(rows: dict[Any, dict[str, Any]]) -> list[str]:
    """What undoing sets anew is of the moment at which it is done."""
    moments = (dt.datetime, float)
    return sorted(
        repr({name: value for name, value in row.items() if not isinstance(value, moments)}) for row in rows.values()
    )


def test_a_name_that_a_confirmation_taught_goes_with_it(desks: Desks, fill: Fill) -> None:
    """The step is in two lines of the file: the garble's in the article's, the name's in the entity's."""
    with desks.one():
        desk = fill()
        cora = desk.cast.colleague
        garble = db.session.scalars(sa.select(Garble).where(Garble.article_id == desk.second)).one()
        with transaction(by=cora, verb="reopen"):
            garbles.reopen(garble, by=cora)
        with transaction(by=cora, verb="confirm"):
            garbles.confirm(garble, entity=garbles.entity_named("Zab al-Saghir"), scope="article", by=cora)
        given = everything()
    with desks.other():
        carried(desks, given)
        cora = db.session.scalars(sa.select(User).where(User.name == "Cora")).one()
        article = db.session.scalars(sa.select(Article).where(Article.title.startswith("Boats"))).one()
        assert names_in_one_article() == ["al-Sabi"]
        assert undo(article, "undo", by=cora) == "confirm"
        assert names_in_one_article() == []
        assert undo(article, "redo", by=cora) == "confirm"
        assert names_in_one_article() == ["al-Sabi"]


def names_in_one_article() -> list[str]:
    return list(db.session.scalars(sa.select(Alias.name).where(Alias.scope == "article")))


def test_new_rows_get_numbers_that_nothing_of_the_file_had(desks: Desks, fill: Fill) -> None:
    with desks.one():
        fill()
        given = everything()
    with desks.other():
        carried(desks, given)
        with transaction(by=None):
            article = db.session.scalars(sa.select(Article)).first()
            claim = Claim(article=article, wording="New")
            db.session.add(claim)
            db.session.flush()
            told = db.session.scalar(
                sa.select(sa.func.max(HistoryEntry.object_id)).where(
                    HistoryEntry.object_type == "claims", HistoryEntry.object_id != claim.id
                )
            )
            assert claim.id > (told or 0)
            newest = db.session.scalars(sa.select(HistoryEntry).order_by(HistoryEntry.id.desc())).first()
            assert newest is not None and newest.object_id == claim.id


def test_the_index_hears_of_all_and_names_are_known_at_once(desks: Desks, fill: Fill) -> None:
    with desks.one():
        fill()
        given = everything()
    with desks.other():
        assert not gazetteer().exact("Zab al-Saghir")
        carried(desks, given)
        assert gazetteer().exact("Zab al-Saghir")
        heard = set(db.session.execute(sa.select(JournalEntry.object_type, JournalEntry.object_id)).all())
        for kind, table in (
            ("claim", "claims"),
            ("article", "articles"),
            ("comment", "comments"),
            ("source", "sources"),
        ):
            ids = db.session.scalars(sa.select(Model.metadata.tables[table].c.id)).all()
            assert ids and {(kind, ident) for ident in ids} <= heard


# The lived desk above goes between both databases; this one is large.
@pytest.mark.parametrize("desks", ["sqlite to sqlite"], indirect=True)
def test_the_sample_corpus_comes_out_as_it_went_in(desks: Desks, sampled: Path) -> None:
    shutil.copy(sampled / "wirecheck.db", desks.folder / "desk0" / "wirecheck.db")
    with desks.one():
        given = everything()
    with desks.other():
        carried(desks, given)
        assert everything() == given


def test_a_name_that_is_gone_is_called_by_text_alone() -> None:
    """A history that came with a file may tell anything."""

    def told(**uid: Any) -> Any:
        return SimpleNamespace(object_type="sources", before=uid, after=None)

    assert last_key([told(uid="a"), told(uid=7), told(uid=["b"])], "sources", "uid") == "a"
    assert last_key([told(uid=7)], "sources", "uid") is None
