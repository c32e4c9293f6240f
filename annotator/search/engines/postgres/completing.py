"""Values and words that begin as somebody types, with how many documents that this person may find have each.

Most desks hide little: what is hidden is counted, and taken off what is known of all documents.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import sqlalchemy as sa

from ...documents import Viewer
from ...documents.document import JUDGED
from .conditions import ALL, NONE, Condition, Conditions, any_of, none_of, sendable
from .lexicon import Lexicon, Remembered
from .rows import as_dict
from .tables import OF_OWN, OF_PLACE
from .tables import SCHEMA_NAME as S
from .terms import Terms

CONSIDERED: Final = 200  # values that begin so: the commonest


def commonest_values(
    connection: sa.Connection, name: str, begins: str, viewer: Viewer, limit: int
) -> list[tuple[str, int]]:
    if not sendable(begins):
        return []
    pattern = begins.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    rows = connection.exec_driver_sql(
        f"SELECT id, value, ndoc FROM {S}.traits WHERE name = %s AND (' ' || value || ' ') LIKE %s AND ndoc > 0"
        " ORDER BY ndoc DESC, value LIMIT %s",
        (name, f"% {pattern}%", CONSIDERED),
    ).all()
    unseen = _unseen(connection, viewer, judged=name in JUDGED)
    if unseen is not NONE and rows:
        idents = [row.id for row in rows]
        column = "place" if name in OF_PLACE else "own"
        its = f"SELECT unnest(traits) AS t FROM {S}.profiles WHERE id = {column}"
        if name not in OF_PLACE | OF_OWN:
            its = "SELECT unnest(traits) AS t"
        taken = _counted(
            connection,
            f"SELECT t, count(*) FROM (SELECT * FROM {S}.documents WHERE {unseen.sql}) AS d, LATERAL ({its}) AS its"
            " WHERE t = ANY(%s::integer[]) GROUP BY t",
            (*unseen.values, idents),
        )
        found = [(row.value, row.ndoc - taken.get(row.id, 0)) for row in rows]
    else:
        found = [(row.value, row.ndoc) for row in rows]
    return _commonest(found)[:limit]


def commonest_words(
    connection: sa.Connection, words: Sequence[tuple[str, int]], viewer: Viewer
) -> list[tuple[str, int]]:
    """Of these words with the number of documents that have each, those in what this person may find."""
    unseen = _unseen(connection, viewer, judged=False)
    if unseen is NONE or not words:
        return _commonest(words)
    taken = _counted(
        connection,
        f"WITH hidden AS MATERIALIZED (SELECT words FROM {S}.documents WHERE ({unseen.sql}) AND words @@ %s::tsquery)"
        " SELECT w, (SELECT count(*) FROM hidden WHERE words @@ quote_literal(w)::tsquery)"
        " FROM unnest(%s::text[]) AS w",
        (*unseen.values, " | ".join(f"'{word}'" for word, _ in words), [word for word, _ in words]),
    )
    return _commonest([(word, number - taken.get(word, 0)) for word, number in words])


def _unseen(connection: sa.Connection, viewer: Viewer, *, judged: bool) -> Condition:
    """What this person may not find; with `judged` also what they may not know the judgement of."""
    terms = Terms(Lexicon(connection, "", Remembered()), exact=False)
    conditions = Conditions(connection, terms, viewer, chunked=False)
    seen = conditions.seen()
    unseen = NONE if seen is ALL else none_of(seen)
    return any_of((unseen, conditions.hidden())) if judged else unseen


def _counted(connection: sa.Connection, statement: str, values: tuple[Any, ...]) -> dict[Any, int]:
    return as_dict(connection.exec_driver_sql(statement, values))


def _commonest(counted: Sequence[tuple[str, int]]) -> list[tuple[str, int]]:
    return sorted(((value, number) for value, number in counted if number > 0), key=lambda item: (-item[1], item[0]))
