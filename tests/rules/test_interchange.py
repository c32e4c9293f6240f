"""Every table has a fate when articles leave the desk, so that none that comes later is forgotten."""

from __future__ import annotations

import sqlalchemy as sa

from annotator.db import Model
from annotator.factory import models
from annotator.interchange.fates import FATES, Fixed, Part, Root, Stays, joins, parts_of, shared_roots, table_called
from annotator.interchange.reading import TOLD
from annotator.interchange.values import columns_of

assert models
# What of the history stands in a line (lines.py, storing.py); the number and the article are the line's own affair.
OF_HISTORY = {
    "id", "at", "actor_id", "article_id", "object_type", "object_id", "object_version", "action", "verb", "undoes_id",
    "before", "after",
}  # fmt: skip


def without_fate(metadata: sa.MetaData) -> set[str]:
    return metadata.tables.keys() - FATES.keys()


def lost_references(metadata: sa.MetaData) -> list[str]:
    """References from what travels to what does not."""
    return [
        f"{table.name}.{key.parent.name}"
        for table in metadata.tables.values()
        if isinstance(FATES.get(table.name), Root | Part)
        for key in table.foreign_keys
        if travels(table.name, key.parent.name) and isinstance(FATES.get(key.column.table.name), Stays | None)
    ]


def travels(table: str, column: str) -> bool:
    fate = FATES[table]
    return not isinstance(fate, Root) or fate.only is None or column in fate.only


def test_each_table_has_a_fate() -> None:
    assert not without_fate(Model.metadata), "Say in annotator/interchange/fates.py what becomes of them."


def test_each_fate_is_of_a_table() -> None:
    assert not FATES.keys() - Model.metadata.tables.keys()


def test_each_reference_of_what_travels_leads_to_what_travels() -> None:
    assert not lost_references(Model.metadata)


def test_each_part_leads_to_its_root_and_each_column_can_be_read() -> None:
    roots = ["articles", *shared_roots(), *joins()]
    found = {table.name for root in roots for table in (table_called(root), *parts_of(root))}
    assert found == {name for name, fate in FATES.items() if isinstance(fate, Root | Part)}
    for name in found:
        assert columns_of(name)  # raises for a type that nobody has said how to read


def test_the_keys_of_roots_are_keys() -> None:
    for name, fate in FATES.items():
        if isinstance(fate, Root | Fixed):
            keys = [
                [column.name for column in constraint.columns]
                for constraint in Model.metadata.tables[name].constraints
                if isinstance(constraint, sa.UniqueConstraint)
            ]
            assert [fate.key] in keys, name


def test_each_column_of_the_history_is_told() -> None:
    assert set(TOLD) == OF_HISTORY


def test_what_stays_has_a_reason() -> None:
    assert all(len(fate.why) > 10 for fate in FATES.values() if isinstance(fate, Stays))


def test_the_rules_find_a_table_and_a_reference_that_were_forgotten() -> None:
    metadata = sa.MetaData()
    sa.Table("jobs", metadata, sa.Column("id", sa.Integer, primary_key=True))
    sa.Table("later", metadata, sa.Column("id", sa.Integer, primary_key=True))
    sa.Table(
        "claims",
        metadata,
        sa.Column("job_id", sa.ForeignKey("jobs.id")),
        sa.Column("later_id", sa.ForeignKey("later.id")),
    )
    assert without_fate(metadata) == {"later"}
    assert sorted(lost_references(metadata)) == ["claims.job_id", "claims.later_id"]
