"""What is about to be made of words of the text: by the address, with what was typed before it was refused."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import sqlalchemy as sa

from ...articles import zones
from ...articles.models import Version
from ...articles.queries import offset, selected
from ...corrections.forms import CorrectionForm
from ...corrections.models import Correction
from ...corrections.overlay import joint, laid_over
from ...db import db
from ...errors import Invalid
from ...gazetteer.models import Entity
from ...gazetteer.queries import gazetteer
from ...text.spans import Span
from .queries import Bench

KINDS: Final = frozenset({"claim", "garble", "correction", "merge", "zone", "stretch"})
# A name of the desk is offered for words that are so like it, and have no more words than a name.
LIKE: Final = 0.6
MOST_NAMES: Final = 3
LONGEST_NAME: Final = 80


@dataclass(frozen=True, slots=True)
class Typed:
    """Words that were to be put in for others, and were not proposed yet."""

    start: int
    end: int
    quote: str
    replacement: str


def to_make(found: Bench, given: Mapping[str, str]) -> dict[str, Any] | None:
    """What the address asks to be made: its kind, place and words, and what was typed before it was refused."""
    kind = given.get("new", "")
    if kind not in KINDS:
        return None
    if kind == "merge":
        return to_merge(found, given)
    try:
        span = selected(found.version.text, given)
    except Invalid:
        return {"kind": kind, "typed": given, "found": False, "words": given.get("words", "")} | of_correction(
            kind, given, given.get("words", "")
        )
    made = made_of(found.version, kind, span, given)
    return made | of_correction(kind, given, made["words"])


def made_of(version: Version, kind: str, span: Span, given: Mapping[str, str]) -> dict[str, Any]:
    """A selection as the form shows it, with how the zones there stand now."""
    seen = zones.standing(zones.overlapping(version, span))
    words = span.of(version.text)
    return {
        "kind": kind, "typed": given, "found": True, "start": span.start, "end": span.end, "words": words, "seen": seen,
    }  # fmt: skip


def of_correction(kind: str, given: Mapping[str, str], words: str) -> dict[str, Any]:
    """The form of a correction: filled with the right name of the entity that it is made from; and the names of the
    desk that these words are like."""
    if kind != "correction":
        return {}
    entity = named(given.get("entity", ""))
    fields = {name: given[name] for name in ("kind", "reason", "source", "source_id", "passage") if given.get(name)}
    replacement = given.get("replacement", entity.name if entity else words)
    form = CorrectionForm(formdata=None, data={**fields, "replacement": replacement})
    return {"form": form, "entity": entity, "names": names_like(words) if entity is None else ()}


def named(key: str) -> Entity | None:
    """The entity with this key; where it was merged into another, that one."""
    entity = db.session.scalars(sa.select(Entity).where(Entity.key == key)).one_or_none() if key else None
    while entity is not None and entity.merged_into is not None:
        entity = entity.merged_into
    return entity


def names_like(words: str) -> Sequence[tuple[str, str, str]]:
    """(key, right name, why) of the names that these words may stand for, the likeliest first."""
    wanted = " ".join(words.split())
    if not wanted or len(wanted) > LONGEST_NAME or not any(word[:1].isupper() or "-" in word for word in words.split()):
        return ()
    found = gazetteer().match(wanted, limit=MOST_NAMES, alike_in_length=True)
    return [(each.entity_id, each.name, each.reason) for each in found if each.score >= LIKE and each.name != wanted]


def to_merge(found: Bench, given: Mapping[str, str]) -> dict[str, Any] | None:
    """The corrections that overlap, the words they reach over together, and a beginning for what shall stand there:
    both laid over the text, and what was typed first."""
    wanted = {int(ident) for ident in given.get("with", "").split(",") if offset(ident) is not None}
    rows = [row for row in found.corrections if row.id in wanted and row.state in {"proposed", "accepted"}]
    if not rows or any(row.version_id != found.version.id for row in rows):
        return None
    text = found.version.text
    own = typed_words(text, given)
    over = joint([*(row.span for row in rows), *([Span(own.start, own.end)] if own else [])])
    laid: list[Typed | Correction] = [*([own] if own else []), *rows]
    start = first_with(rows, given)
    form = CorrectionForm(
        formdata=None, data=start | {"replacement": given.get("replacement", laid_over(text, over, laid))}
    )
    return {
        "kind": "merge", "typed": given, "found": True, "start": over.start, "end": over.end, "words": over.of(text),
        "rows": rows, "own": own, "form": form,
    }  # fmt: skip


def typed_words(text: str, given: Mapping[str, str]) -> Typed | None:
    if "own" not in given:
        return None
    try:
        span = selected(text, given)
    except Invalid:
        return None
    return Typed(span.start, span.end, span.of(text), given["own"])


def first_with(rows: Sequence[Correction], given: Mapping[str, str]) -> dict[str, Any]:
    """Class, reason and evidence: as typed, else of the first correction that has them; a reason of each."""
    reasons = [given.get("reason", ""), *(row.reason for row in rows)]
    backed = next((row for row in rows if row.source is not None), None)
    of_row = {
        "source": backed.source.title if backed and backed.source else "",
        "source_id": str(backed.source_id) if backed else "",
        "passage": backed.passage if backed else "",
    }
    evidence = {name: given.get(name, "") for name in of_row} if given.get("source") else of_row
    kind = given.get("kind") or ("fact" if any(row.kind == "fact" for row in rows) else rows[0].kind)
    return {"kind": kind, "reason": "; ".join(dict.fromkeys(filter(None, reasons)))} | evidence
