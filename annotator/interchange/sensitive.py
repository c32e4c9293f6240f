"""Claims marked sensitive stay on the desk, with all that hangs on them: also what was said of them in the past."""

from __future__ import annotations

from typing import Any

from .fates import SENSITIVE, table_called
from .reading import Row, Unit, is_part, numbered
from .report import Counts

Left = dict[str, set[int]]  # by table, the ids of what is left out


def without_sensitive(unit: Unit, counts: Counts) -> Unit:
    """The unit without its sensitive claims, and without any row that refers to one, or to such a row, and so on: its
    words, judgements, evidence, comments, corrections. What else was put right in their place by the history names
    nothing there. Counts the claims that are in the article; those that are gone only leave the history."""
    left = sensitive_claims(unit)
    if not left:
        return unit
    counts.left_out += len(left & {row.id for row in unit.parts.get(SENSITIVE[0], ())})
    out: Left = {SENSITIVE[0]: left}
    parts = {name: list(rows) for name, rows in unit.parts.items()}
    while take_out(parts, unit.history, out):
        pass
    history = [entry for entry in unit.history if entry.object_id not in out.get(entry.object_type, ())]
    kept = Unit(unit.table, unit.id, unit.key, unit.row, {name: rows for name, rows in parts.items() if rows}, history)
    numbered(kept)
    for name, ids in out.items():
        numbers = kept.numbers.get(name, {})
        there = sorted(ident for ident in numbers if ident not in ids)
        # What is left out has no number: where the history of something else names it, nothing stands.
        kept.numbers[name] = {ident: number for number, ident in enumerate(there, 1)}
    return kept


def sensitive_claims(unit: Unit) -> set[int]:
    """Those that are, and those that are gone and were at the end."""
    table, column = SENSITIVE
    if column not in table_called(table).table.columns:
        return set()
    there = {row.id: getattr(row, column) for row in unit.parts.get(table, ())}
    last: dict[int, Any] = {}
    for entry in unit.history:
        if entry.object_type == table and entry.object_id not in there:
            for values in (entry.before, entry.after):
                if values and column in values:
                    last[entry.object_id] = values[column]
    return {ident for ident, is_sensitive in (there | last).items() if is_sensitive}


def take_out(parts: dict[str, list[Row]], history: list[Row], out: Left) -> bool:
    """Take out the rows that refer to what is out; whether there were any."""
    found = False
    there: Left = {}
    for name, rows in parts.items():
        references = [(column, target) for column, target in table_called(name).references.items() if target in out]
        is_numbered = table_called(name).is_numbered
        kept = []
        for row in rows:
            is_out = (is_numbered and row.id in out.get(name, ())) or any(
                getattr(row, column) in out[target] for column, target in references
            )
            if not is_out:
                kept.append(row)
            elif is_numbered and row.id not in out.get(name, ()):
                out.setdefault(name, set()).add(row.id)
                found = True
        parts[name] = kept
        if is_numbered:
            there[name] = {row.id for row in kept}
    for entry in history:
        name = entry.object_type
        if entry.object_id in there.get(name, ()) or entry.object_id in out.get(name, ()):
            continue
        if is_part(name) and refers_to(entry, out):
            out.setdefault(name, set()).add(entry.object_id)
            found = True
    return found


def refers_to(entry: Row, out: Left) -> bool:
    for column, target in table_called(entry.object_type).references.items():
        if target in out:
            for values in (entry.before, entry.after):
                if values and values.get(column) in out[target]:
                    return True
    return False
