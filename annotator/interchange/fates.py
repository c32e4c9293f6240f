"""What becomes of each table when articles leave the desk: the one list. All else is read from the tables themselves.

A *root* has a line of its own in the file, and a key by which every desk knows it; its *parts* stand in that line. A
*fixed* table has the same rows on every desk. The others *stay*, each for a reason. A test fails for a table that is
not here, and for a reference from what travels to what does not.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any, Final, get_args, get_type_hints

import sqlalchemy as sa

from ..db import Model, Tracked
from ..db.base import UtcDateTime


@dataclass(frozen=True)
class Root:
    """Has a line. `only` are the columns that travel, if not all; `told`: whether its history goes with it."""

    key: str
    only: frozenset[str] | None = None
    told: bool = True


@dataclass(frozen=True)
class Join(Root):
    """Joins articles: its line stands behind theirs, names claims by their uid, and has no history."""

    told: bool = False


@dataclass(frozen=True)
class Part:
    """Belongs to a root: `of` are the columns that lead there, at least one of them filled in each row."""

    of: tuple[str, ...]


@dataclass(frozen=True)
class Fixed:
    """The same on every desk; named by this column."""

    key: str


@dataclass(frozen=True)
class Stays:
    why: str


Fate = Root | Part | Fixed | Stays

ARTICLES: Final = "articles"
USERS: Final = "users"
FATES: Final[dict[str, Fate]] = {
    ARTICLES: Root("uid"),
    "versions": Part(("article_id",)),
    "zones": Part(("version_id",)),
    "claims": Part(("article_id",)),
    "claim_anchors": Part(("claim_id",)),
    "claim_facts": Part(("claim_id",)),
    "evidence": Part(("claim_id",)),
    "assessments": Part(("claim_id",)),
    "adjudications": Part(("claim_id",)),
    "garbles": Part(("article_id",)),
    "corrections": Part(("article_id",)),
    "carried": Part(("article_id",)),
    "approvals": Part(("article_id",)),
    "notices": Part(("article_id",)),
    "notice_corrections": Part(("notice_id",)),
    "comments": Part(("article_id",)),
    "comment_mentions": Part(("comment_id",)),
    "taggings": Part(("article_id", "claim_id")),
    "collection_articles": Part(("article_id",)),
    "collections": Root("uid"),
    "sources": Root("uid"),
    "tags": Root("uid"),
    "entities": Root("key"),
    "aliases": Part(("entity_id",)),
    # Neither address nor password, and nothing of what somebody chose for themselves. The history of an account tells
    # its address and stays too.
    USERS: Root("name", frozenset({"name", "role_id", "active"}), told=False),
    "roles": Fixed("name"),
    "history": Stays("goes with the rows that it tells of, in their lines"),
    "journal": Stays("what this desk's index must still read"),
    "idempotency_keys": Stays("which forms were sent to this desk"),
    "jobs": Stays("work of this desk"),
    "invitations": Stays("links into this desk"),
    "review_policy": Stays("what this desk asks of a verdict"),
    "rule_switches": Stays("which rules this desk uses"),
    "garble_dismissals": Stays("what this desk's rules pass over"),
    "saved_queues": Stays("a person's way to look at this desk"),
    "saved_searches": Stays("a person's way to look at this desk"),
    "feed_tokens": Stays("secrets that let readers in here"),
    "comments_seen": Stays("what a person has read here"),
    "deliveries": Stays("who took which copy from this desk"),
    "delivered_copies": Stays("who took which copy from this desk"),
    "copy_changes": Stays("when a copy that was taken from this desk became another one"),
    "webhooks": Stays("whom this desk tells, with secrets"),
    # Of these only what people decided (joins.py).
    "matters": Join("uid"),
    "matter_claims": Part(("matter_id",)),
    "sightings": Join("uid"),
    "disagreements": Join("uid"),
    "relays": Join("uid"),
    "matching_due": Stays("where this desk must still look for sightings"),
    "matched_claims": Stays("reckoned from the claims"),
    "matching_keys": Stays("reckoned from the claims"),
    "matching_marks": Stays("how far this desk has looked for sightings"),
    "figure_marks": Stays("reckoned from the claims"),
    "signed_texts": Stays("reckoned from the texts"),
    "signature_bands": Stays("reckoned from the texts"),
}
# Of a claim: it stays out of files that leave sensitive claims out.
SENSITIVE: Final = ("claims", "sensitive")


class Table:
    """A table that travels, as its columns say."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.fate = FATES[name]
        self.table: sa.Table = Model.metadata.tables[name]
        self.model = models().get(name)
        only = self.fate.only if isinstance(self.fate, Root) else None
        own = {"id"} if isinstance(self.fate, Root) else set()
        if isinstance(self.fate, Part) and len(self.fate.of) == 1 and self.owner(self.fate.of[0]) == self.root:
            own.add(self.fate.of[0])  # the line says it
        # Those that stand in the file. The number of a part (`id`) is its number in the line.
        self.columns: list[sa.Column[Any]] = [
            column for column in self.table.columns if column.name not in own and (only is None or column.name in only)
        ]
        self.references = {
            column.name: self.owner(column.name)
            for column in self.table.columns
            if any(key.column.primary_key for key in column.foreign_keys) and column.name != "id"
        }
        self.is_numbered = "id" in self.table.columns
        self.is_told = self.model is not None and issubclass(self.model, Tracked)

    def owner(self, column: str) -> str:
        """The table that a column refers to."""
        return next(key.column.table.name for key in self.table.columns[column].foreign_keys if key.column.primary_key)

    @cached_property
    def root(self) -> str:
        """The table of the line that its rows stand in."""
        return self.name if isinstance(self.fate, Root) else root_of(self.owner(self.parents[0]))

    @property
    def parents(self) -> tuple[str, ...]:
        return self.fate.of if isinstance(self.fate, Part) else ()

    @cached_property
    def identities(self) -> list[tuple[str, ...]]:
        """The columns that no two rows share: how a row is known again. A uid comes first."""
        found = [
            tuple(column.name for column in constraint.columns)
            for constraint in self.table.constraints
            if isinstance(constraint, sa.UniqueConstraint)
        ]
        if not self.is_numbered:
            found.append(tuple(column.name for column in self.table.primary_key.columns))
        return sorted((each for each in found if "id" not in each), key=lambda each: (each != ("uid",), each))

    @cached_property
    def to_itself(self) -> list[str]:
        return [name for name, target in self.references.items() if target == self.name]

    @cached_property
    def shapes(self) -> dict[str, Any]:
        """Of columns that hold JSON: what Python makes of it, as the model says."""
        if self.model is None:
            return {}
        hints = get_type_hints(self.model)
        found = {}
        for column in self.columns:
            if isinstance(column.type, sa.JSON):
                options = get_args(hints[column.name])[0]
                found[column.name] = next((each for each in get_args(options) if each is not type(None)), options)
                if getattr(options, "__origin__", None) in {list, dict}:
                    found[column.name] = options
        return found

    @cached_property
    def checks(self) -> dict[str, Any]:
        """What the model itself checks of a column, by column."""
        if self.model is None:
            return {}
        return {name: each[0] for name, each in sa.inspect(self.model).validators.items()}

    @cached_property
    def moments(self) -> frozenset[str]:
        return frozenset(column.name for column in self.columns if isinstance(column.type, UtcDateTime))


@cache
def models() -> dict[str, type[Model]]:
    return {mapper.local_table.name: mapper.class_ for mapper in Model.registry.mappers}  # type: ignore[attr-defined]


@cache
def table_called(name: str) -> Table:
    return Table(name)


@cache
def root_of(name: str) -> str:
    return table_called(name).root


def travels(name: str) -> bool:
    """Whether rows of this table stand in the file."""
    return name in Model.metadata.tables and isinstance(FATES.get(name), Root | Part)


@cache
def parts_of(root: str) -> tuple[Table, ...]:
    """The tables of a line's parts; what a row refers to stands before it."""
    return tuple(
        table_called(table.name)
        for table in Model.metadata.sorted_tables
        if isinstance(FATES.get(table.name), Part) and root_of(table.name) == root
    )


@cache
def shared_roots() -> tuple[str, ...]:
    """The roots before articles; what a row refers to stands before it."""
    fates = ((table.name, FATES.get(table.name)) for table in Model.metadata.sorted_tables)
    return tuple(
        name for name, fate in fates if isinstance(fate, Root) and not isinstance(fate, Join) and name != ARTICLES
    )


@cache
def joins() -> tuple[str, ...]:
    """The roots behind articles."""
    return tuple(name for name, fate in FATES.items() if isinstance(fate, Join))
