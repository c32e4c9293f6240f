"""Which documents match, as sets over the columns. Those of a common word, or of a phrase, are kept: of a later change
only the documents that came are looked at."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import sqlalchemy as sa
from numpy.typing import NDArray

from .tables import SCHEMA_NAME as S

if TYPE_CHECKING:
    from .columns import Columns

Array = NDArray[Any]
KEPT: Final = 128  # a bit a document each: 40 KB for 300,000
COMMON: Final = 500  # what fewer documents have is found in a millisecond or two
Key = tuple[str, tuple[Any, ...]]


class Sets:
    """Those of one generation, by the condition that they are: a packed set and how many documents it is about."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.kept: dict[Key, tuple[int, Array]] = {}

    def of(
        self, connection: sa.Connection, columns: Columns, sql: str, values: tuple[Any, ...], *, costly: bool = False
    ) -> Array:
        """The documents for which a condition of SQL on their own row holds, whenever it is asked; of those that are
        gone it says nothing. `values` are its parameters; `costly`: to be kept, however few there are."""
        key = (sql, tuple(tuple(each) if isinstance(each, list) else each for each in values))
        with self.lock:
            kept = self.kept.pop(key, None)
            if kept is not None:
                self.kept[key] = kept  # the last one asked for
        if kept is None:
            found = self.read(connection, columns, sql, values)
            if not costly and np.count_nonzero(found) < COMMON:
                return found
        else:
            found = columns.nothing()
            known = min(kept[0], columns.size)
            found[:known] = np.unpackbits(kept[1], count=known)
            if kept[0] >= columns.size:
                return found
            last = int(columns["number"][kept[0] - 1]) if kept[0] else 0
            found |= self.read(connection, columns, f"number > %s AND ({sql})", (last, *values))
        with self.lock:
            self.kept.pop(key, None)
            while len(self.kept) >= KEPT:
                del self.kept[next(iter(self.kept))]
            self.kept[key] = columns.size, np.packbits(found)
        return found

    @staticmethod
    def read(connection: sa.Connection, columns: Columns, sql: str, values: tuple[Any, ...]) -> Array:
        statement = f"SELECT array_agg(number) FROM {S}.documents WHERE {sql}"
        numbers = connection.exec_driver_sql(statement, values).scalar()
        return columns.nothing() if numbers is None else columns.with_numbers(numbers)
