"""What people joined articles by, on its way out: matters, and decisions on sightings, contradictions and relays.

Their lines stand behind all articles, for each needs several. Only what people decided is there, and contradictions
that are open, where all that they join is in the file: what else rules suggest is found anew on the other desk.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

import sqlalchemy as sa

from ..claims.models import Claim
from ..contradictions.models import Disagreement
from ..relays.models import Relay
from ..sightings.models import Matter, MatterClaim, Sighting
from .fates import ARTICLES, SENSITIVE, USERS, joins, table_called
from .lines import columns_of, written
from .reading import SOME, Place, Row

CLAIMS: Final = "claims"
# Of a pair: the columns of its two sides, all of which are turned round together; the first are what it joins.
SIDES: Final[Mapping[str, tuple[tuple[str, str], ...]]] = {
    "sightings": (("first_id", "second_id"),),
    "relays": (("first_id", "second_id"),),
    "disagreements": (
        ("first_article_id", "second_article_id"), ("first_claim_id", "second_claim_id"), ("first", "second"),
    ),
}  # fmt: skip
# Those whose sides stand in no order of their own: on each desk the lower number is first, in the file the lower uid.
EITHER_WAY: Final = ("sightings", "relays")
VERSION: Final = "version_id"  # in a side of a disagreement: a number of this desk, set anew on the other
_GOES: Final[Mapping[str, Any]] = {
    "sightings": Sighting.state != "suggested",
    "relays": Relay.state != "suggested",
    # Open ones too: whoever found an article ready knew of them, and found anew they would end that.
    "disagreements": sa.or_(Disagreement.reading.is_not(None), Disagreement.state != "gone"),
    # One that another took in is a signpost of this desk.
    "matters": Matter.id.in_(sa.select(MatterClaim.matter_id)),
}


class Joins:
    """All that joins the articles of one file. `articles`: their uids, by id."""

    def __init__(self, connection: sa.Connection, articles: Mapping[int, str], *, sensitive: bool) -> None:
        self.articles = articles
        self.claims: dict[int, str] = {}  # those that are in the file, of those that are joined
        self.rows: list[tuple[str, Row, list[Row]]] = []  # with their parts
        for name in joins():
            table = table_called(name).table
            rows = connection.execute(sa.select(*table.c).where(_GOES[name]).order_by(table.c.uid)).all()
            members = members_of(connection) if name == "matters" and rows else {}
            self.know(connection, claims_in(name, rows, members), sensitive)
            for row in rows:
                those = [each for each in members.get(row.id, ()) if each.claim_id in self.claims]
                if len(those) > 1 if name == "matters" else self.has_both(name, row):
                    self.rows.append((name, row, those))

    def know(self, connection: sa.Connection, idents: Iterable[int], sensitive: bool) -> None:
        """Which of these claims are in the file, and their uids."""
        wanted = sorted(set(idents) - self.claims.keys())
        columns = sa.select(Claim.id, Claim.article_id, Claim.uid)
        marked = table_called(CLAIMS).table.c.get(SENSITIVE[1])
        if not sensitive and marked is not None:
            columns = columns.where(~marked)
        for at in range(0, len(wanted), SOME):
            for row in connection.execute(columns.where(Claim.id.in_(wanted[at : at + SOME]))):
                if row.article_id in self.articles:
                    self.claims[row.id] = row.uid

    def has_both(self, name: str, row: Row) -> bool:
        for pair in SIDES[name][:2]:
            known = self.articles if table_called(name).references.get(pair[0]) == ARTICLES else self.claims
            if any(ident is not None and ident not in known for ident in (getattr(row, each) for each in pair)):
                return False
        return True

    def people(self) -> set[Place]:
        """Who decided, as places of other lines."""
        found = set()
        for name, row, members in self.rows:
            for table, some in ((name, [row]), *([("matter_claims", members)] if members else [])):
                for column, target in table_called(table).references.items():
                    if target == USERS:
                        found |= {(USERS, ident) for each in some if (ident := getattr(each, column)) is not None}
        return found

    def lines(self, people: Mapping[int, str]) -> Iterator[tuple[str, int, bytes]]:
        """Each line with its table and how many parts it has. `people`: their names, by id."""
        names = {USERS: people, CLAIMS: self.claims, ARTICLES: self.articles}
        for name, row, members in self.rows:
            found: dict[str, Any] = {"table": name, "row": in_order(name, values(name, row, names))}
            if members:
                parts = [{**values("matter_claims", each, names), "id": at} for at, each in enumerate(members, 1)]
                found["parts"] = {"matter_claims": parts}
            yield name, len(members), written(found)


def members_of(connection: sa.Connection) -> dict[int, list[Row]]:
    """The claims of all matters."""
    table = table_called("matter_claims").table
    found: dict[int, list[Row]] = defaultdict(list)
    for row in connection.execute(sa.select(*table.c).order_by(table.c.id)):
        found[row.matter_id].append(row)
    return found


def claims_in(name: str, rows: Iterable[Row], members: Mapping[int, list[Row]]) -> Iterator[int]:
    columns = [each for each, target in table_called(name).references.items() if target == CLAIMS]
    for row in rows:
        yield from (ident for each in columns if (ident := getattr(row, each)) is not None)
    for those in members.values():
        yield from (row.claim_id for row in those)


def values(name: str, row: Row, names: Mapping[str, Mapping[int, str]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for column, at, target, is_moment in columns_of(name):
        value = row[at]
        if value is None:
            continue
        if target is not None:
            value = names.get(target, {}).get(value)
        elif is_moment:
            value = value.isoformat()
        elif name == "disagreements" and column in SIDES[name][2]:
            value = {key: each for key, each in value.items() if key != VERSION}
        found[column] = value
    return found


def in_order(name: str, row: dict[str, Any]) -> dict[str, Any]:
    """The same on every desk: whichever number is lower there."""
    (first, second) = SIDES[name][0] if name in EITHER_WAY else ("", "")
    if first and row[first] > row[second]:
        row[first], row[second] = row[second], row[first]
    return row
