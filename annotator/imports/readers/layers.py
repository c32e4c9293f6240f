"""Spans with features, as WebAnno TSV and UIMA XMI both hold them, to marks: the desk's own layers, and others'.

The desk's own (docs/exports.md): a claim in several stretches is a span for each, with the same uid.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from annotator.text.spans import CLAIM_KINDS

from ..records import Mark, Place

CLAIM: Final = "webanno.custom.WirecheckClaim"
GARBLE: Final = "webanno.custom.WirecheckGarble"
CORRECTION: Final = "webanno.custom.WirecheckCorrection"
ZONE: Final = "webanno.custom.WirecheckZone"
OURS: Final = (CLAIM, GARBLE, CORRECTION, ZONE)
# The features that name what a span is, most telling first; of others the first that says something.
_NAMING: Final = ("value", "label", "kind", "category", "type", "class", "PosValue", "identifier")
_UUID: Final = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@dataclass(frozen=True, slots=True)
class Spanned:
    """One annotation of a layer: offsets of the kept text, its quote, and what is said of it."""

    at: str
    layer: str
    start: int
    end: int
    quote: str
    features: Mapping[str, str]


def uuid_of(words: str) -> str | None:
    """The identifier as the desk keeps it, where it is one."""
    plain = words.strip().lower().removeprefix("urn:uuid:")
    return plain if _UUID.fullmatch(plain) else None


def marks_of(found: Iterable[Spanned]) -> list[Mark]:
    """The marks, in the order of the file."""
    marks: dict[str, Mark] = {}
    for number, each in enumerate(found):
        mark = _own(each) if each.layer in OURS else _foreign(each)
        key = mark.uid or f"{number}"
        before = marks.get(key)
        if before is not None and before.kind == mark.kind:
            mark = replace(before, places=(*before.places, *mark.places))
        elif before is not None:
            mark, key = replace(mark, notes=("its uid is another's too",)), f"{number}"
        marks[key] = mark
    return list(marks.values())


def _foreign(each: Spanned) -> Mark:
    named = [each.features[name] for name in _NAMING if each.features.get(name)]
    label = (named or [value for value in each.features.values() if value] or [""])[0]
    said = ", ".join(f"{name}: {value}" for name, value in each.features.items() if value)
    layer = each.layer.rpartition(".")[2]
    return Mark(
        each.at,
        f"{each.layer} {each.start}-{each.end} {said}",
        (_place(each),),
        layer=each.layer,
        label=label[:500],
        reasons=(f"{layer}: {said}" if said else layer,),
    )


def _own(each: Spanned) -> Mark:
    said = each.features
    uid = uuid_of(said.get("uid", ""))
    mark = Mark(each.at, uid or f"{each.layer} {each.start}-{each.end} {dict(said)}", (_place(each),), uid=uid)
    if each.layer == CLAIM:
        kinds = (kind.strip() for kind in said.get("kinds", "").split(","))
        return replace(
            mark,
            kind="claim",
            wording=said.get("wording", ""),
            kinds=tuple(kind for kind in kinds if kind in CLAIM_KINDS),
            machine=said.get("state") in {"suggested", "ambiguous"},
            reasons=judged(said.get("verdict", ""), said.get("confidence", ""), said.get("fault", "")),
        )
    if each.layer == GARBLE:
        return replace(
            mark,
            kind="garble",
            category=said.get("category", ""),
            severity=said.get("severity", ""),
            reading=said.get("reading", ""),
            reasons=tuple(filter(None, (said.get("reason", ""),))),
        )
    if each.layer == CORRECTION:
        return replace(
            mark,
            kind="correction",
            replacement=said.get("replacement", ""),
            correction=said.get("correctionClass", "translation"),
            reasons=tuple(filter(None, (said.get("reason", ""),))),
        )
    return replace(mark, kind="zone", category=said.get("kind", ""))


def judged(verdict: str, confidence: str, fault: str) -> tuple[str, ...]:
    """What another desk found: told, never taken over as this desk's own judgement."""
    if not verdict:
        return ()
    more = [f"confidence {confidence}"] * bool(confidence) + [f"fault: {fault}"] * bool(fault)
    return (f"judged “{verdict}” where it comes from" + (f" ({', '.join(more)})" if more else ""),)


def _place(each: Spanned) -> Place:
    return Place(each.quote, start=each.start, end=each.end)
