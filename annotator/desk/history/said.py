"""Undo and redo in words: what the buttons offer, what was done, and where on the workbench it is seen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from . import words
from .steps import Net

# What the workbench can choose, by table, in the order in which it is named.
CHOSEN: Final = {"claims": "claim", "garbles": "garble", "corrections": "correction", "zones": "zone"}
OF_CLAIMS: Final = ("assessments", "adjudications", "evidence", "claim_anchors", "claim_facts", "comments")
MOST: Final = 3
NOTHING: Final = "nothing"
# Columns in the order in which they say most, and those whose values are short enough to be said.
FIRST: Final = ("state", "wording", "verdict", "reading", "kind", "replacement", "stance", "passage", "text")
SHORT: Final = frozenset({"state", "verdict", "kind", "stance", "category", "severity"})
OF_JUDGEMENT: Final = frozenset({"state", "verdict", "confidence", "fault", "disputed"})


def offer(verb: str, things: Sequence[tuple[str, int]], numbers: Mapping[int, int]) -> str:
    """ "judge claim 4"; only the verb where that says it, or there is nothing with a number."""
    idents = [ident for table, ident in things if table == "claims"]
    numbered = sorted(numbers[ident] for ident in idents if ident in numbers)
    if len(idents) == 1 and numbered:
        return f"{verb} claim {numbered[0]}"
    if len(idents) > 1:
        return f"{verb} ({len(idents)} claims)"
    table = next((table for table in CHOSEN if any(each == table for each, _ in things)), None)
    kind = CHOSEN.get(table or "")
    return f"{verb} {kind}" if kind and kind not in verb else verb


def target(rows: Sequence[Net]) -> tuple[str, int] | None:
    """What of it the workbench shows: (kind, number)."""
    for table, kind in CHOSEN.items():
        for row in rows:
            if row.table == table and row.became is not None:
                return kind, row.ident
    for row in rows:
        claim = row.known.get("claim_id")
        if row.table in OF_CLAIMS and claim is not None and not is_gone(rows, claim):
            return "claim", claim
    return None


def is_gone(rows: Sequence[Net], claim: int) -> bool:
    return any(row.table == "claims" and row.ident == claim and row.became is None for row in rows)


def done(rows: Sequence[Net], verb: str, numbers: Mapping[int, int]) -> str:
    """What was undone or done again: "verdict of claim 4, mostly true 80 → nothing"."""
    lines = [line for row in sorted(rows, key=weight) if (line := line_of(row, rows, numbers))]
    if not lines:
        return f"{verb}."
    rest = f" and {len(lines) - MOST} more" if len(lines) > MOST else ""
    return "; ".join(lines[:MOST]) + rest + "."


def weight(row: Net) -> int:
    order = ("assessments", "claims", "garbles", "corrections", "zones", "evidence", "comments", "claim_facts")
    return order.index(row.table) if row.table in order else len(order)


def line_of(row: Net, rows: Sequence[Net], numbers: Mapping[int, int]) -> str:
    """What became of one row; empty for what goes along with something that is said."""
    was, became = row.was or {}, row.became or {}
    if row.table == "assessments":
        claim = claim_name(row.known.get("claim_id"), numbers)
        old, new = judgement(row.known | was, row.was), judgement(row.known | became, row.became)
        return f"verdict of {claim}, {old} → {new}"
    if row.table in {"claim_anchors", "aliases", "sources", "garble_dismissals"}:
        return ""
    name = name_of(row, numbers)
    if row.was is None or row.became is None:
        return f"{name} {'taken away' if row.became is None else 'is there again'}"
    judged = row.table == "claims" and any(each.table == "assessments" for each in rows)
    changed = [column for column in became if column not in words.UNSAID and not (judged and column in OF_JUDGEMENT)]
    if not changed:
        return ""
    first = next((column for column in FIRST if column in changed), changed[0])
    if first in SHORT:
        return (
            f"{name}, {words.value(first, was.get(first)) or NOTHING} → {words.value(first, became[first]) or NOTHING}"
        )
    return f"{words.column(first)} of {name}"


def judgement(values: Mapping[str, Any], there: Mapping[str, Any] | None) -> str:
    """ "mostly true 80", or "nothing" where there is none."""
    if there is None:
        return NOTHING
    parts = [str(values[name]) for name in ("verdict", "confidence") if values.get(name) is not None]
    return " ".join(parts) or "as it was"


def name_of(row: Net, numbers: Mapping[int, int]) -> str:
    if row.table == "claims":
        return claim_name(row.ident, numbers)
    values = row.known | (row.was or {}) | (row.became or {})
    quote = next((str(values[name]) for name in ("quote", "title", "name", "text", "passage") if values.get(name)), "")
    kind = words.thing(row.table)
    if row.table in OF_CLAIMS and values.get("claim_id") is not None:
        kind += f" of {claim_name(values['claim_id'], numbers)}"
    return f"{kind} “{words.short(quote, 50)}”" if quote else kind


def claim_name(ident: Any, numbers: Mapping[int, int]) -> str:
    return f"claim {numbers[ident]}" if ident in numbers else "a claim"
