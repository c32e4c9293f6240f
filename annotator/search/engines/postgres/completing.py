"""Values and words that begin as somebody types, with how many documents that this person may find have each.

Most desks hide little: what is hidden is counted, and taken off what is known of all documents.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import sqlalchemy as sa

from ...documents import Viewer
from ...documents.document import JUDGED
from .matching import sendable
from .rows import as_dict
from .tables import OF_OWN, OF_PLACE
from .tables import SCHEMA_NAME as S

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
    unseen, unseen_values = _unseen(connection, viewer, judged=name in JUDGED)
    if unseen and rows:
        idents = [row.id for row in rows]
        column = "place" if name in OF_PLACE else "own"
        its = f"SELECT unnest(traits) AS t FROM {S}.profiles WHERE id = {column}"
        if name not in OF_PLACE | OF_OWN:
            its = "SELECT unnest(traits) AS t"
        taken = _counted(
            connection,
            f"SELECT t, count(*) FROM (SELECT * FROM {S}.documents WHERE {unseen}) AS d, LATERAL ({its}) AS its"
            " WHERE t = ANY(%s::integer[]) GROUP BY t",
            (*unseen_values, idents),
        )
        found = [(row.value, row.ndoc - taken.get(row.id, 0)) for row in rows]
    else:
        found = [(row.value, row.ndoc) for row in rows]
    return _commonest(found)[:limit]


def commonest_words(
    connection: sa.Connection, words: Sequence[tuple[str, int]], viewer: Viewer
) -> list[tuple[str, int]]:
    """Of these words with the number of documents that have each, those in what this person may find."""
    unseen, unseen_values = _unseen(connection, viewer, judged=False)
    if not unseen or not words:
        return _commonest(words)
    taken = _counted(
        connection,
        f"WITH hidden AS MATERIALIZED (SELECT words FROM {S}.documents WHERE ({unseen}) AND words @@ %s::tsquery)"
        " SELECT w, (SELECT count(*) FROM hidden WHERE words @@ quote_literal(w)::tsquery)"
        " FROM unnest(%s::text[]) AS w",
        (*unseen_values, " | ".join(f"'{word}'" for word, _ in words), [word for word, _ in words]),
    )
    return _commonest([(word, number - taken.get(word, 0)) for word, number in words])


def _unseen(connection: sa.Connection, viewer: Viewer, *, judged: bool) -> tuple[str, tuple[Any, ...]]:
    """A condition for what this person may not find, with its parameters; with `judged` also for what they may not know
    the judgement of. Empty: they may find all."""
    parts, values = [], list[Any]()
    if viewer.seen is not None:
        rows = connection.exec_driver_sql(f"SELECT id, value FROM {S}.traits WHERE name = 'seen' AND ndoc > 0").all()
        if others := [row.id for row in rows if row.value not in viewer.seen]:
            parts.append("seen = ANY(%s::integer[])")
            values.append(others)
    if viewer.blind is not None:
        hidden = "open_to IS NOT NULL AND NOT open_to @> %s::integer[]"
        parts.append(f"({hidden})" if judged else f"(spoken AND {hidden})")
        values.append([viewer.blind])
    return " OR ".join(parts), tuple(values)


def _counted(connection: sa.Connection, statement: str, values: tuple[Any, ...]) -> dict[Any, int]:
    return as_dict(connection.exec_driver_sql(statement, values))


def _commonest(counted: Sequence[tuple[str, int]]) -> list[tuple[str, int]]:
    return sorted(((value, number) for value, number in counted if number > 0), key=lambda item: (-item[1], item[0]))
