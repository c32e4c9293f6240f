"""The fields of the query language and of the form: their names, their values, how a value is read."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from ...claims.models import FAULTS, VERDICTS
from ...claims.models import STATES as CLAIM_STATES
from ...corrections.models import CLASSES
from ...corrections.models import STATES as CORRECTION_STATES
from ...garbles.kinds import KINDS as GARBLE_KINDS
from ...garbles.models import SEVERITIES
from ...garbles.models import STATES as GARBLE_STATES
from ...sources.models import SOURCE_KINDS
from ...text.spans import CLAIM_KINDS
from ..folding import key, words
from .dates import read_dates
from .expression import AllOf, AnyOf, Field, Node, Phrase, Word

KINDS: Final = ("article", "claim", "garble", "correction", "note", "comment", "source")
STATES: Final = tuple(dict.fromkeys((*CLAIM_STATES, *GARBLE_STATES, *CORRECTION_STATES)))
CATEGORIES: Final = tuple(dict.fromkeys((*CLAIM_KINDS, *GARBLE_KINDS, *CLASSES, *SOURCE_KINDS)))
HAS: Final = ("source", "comment", "garble", "correction", "number", "date", "place", "speaker", "sensitive")
IS: Final = (
    "assigned", "unassigned", "disputed", "checkable", "withdrawn", "resolved", "draft", "hidden", "ready",
    *SEVERITIES, *STATES,
)  # fmt: skip
Shape = Literal["closed", "exact", "within", "named", "number", "date", "words", "switch"]


@dataclass(frozen=True, slots=True)
class About:
    """A field. `shape` is how its value is read: one of `values` (closed); a whole value (exact); words of a value
    (within); a name that stands for an id or an entity and is looked up (named); a number, a date; words of a text;
    on or off (switch)."""

    shape: Shape
    meaning: str
    example: str
    values: tuple[str, ...] = ()


FIELDS: Final[Mapping[str, About]] = {
    "kind": About("closed", "article, claim, garble, correction, note, comment or source", "kind:claim", KINDS),
    "state": About("closed", "how far the desk is with it", "state:open", STATES),
    "verdict": About("closed", "what the desk found", 'verdict:"mostly false"', VERDICTS),
    "confidence": About("number", "of the verdict, 0 to 100", "confidence:>60"),
    "fault": About("closed", "whose fault a false claim is", "fault:translation", FAULTS),
    "worth": About("number", "how much a claim is worth checking, 0 to 100", "worth:>=70"),
    "is": About(
        "closed", "settled and every other state; ready, assigned, disputed, draft, hidden, …", "is:settled", IS
    ),
    "has": About("closed", "what it has: source, comment, garble, correction, number, …", "has:source", HAS),
    "category": About("closed", "the kind of claim, garble, correction or source", "category:quote", CATEGORIES),
    "number": About("number", "a quantity that the claim states", "number:>=2500"),
    "unit": About("within", "what is counted: people, rockets, troops, USD", "unit:troops"),
    "role": About("within", "what a number says of them: killed, wounded, displaced, troops", "role:killed"),
    "said": About("within", "who says it, by the article", "said:Kirby"),
    "place": About("within", "a place that the claim names", "place:Erbil"),
    "date": About("date", "when the article was published", "date:2021-02..2021-03"),
    "feed": About("exact", "the feed it came by", 'feed:"Meridian Wire"'),
    "outlet": About("within", "who published it", 'outlet:"Rafidain Press"'),
    "language": About("exact", "the language of the article, as a code", "language:en"),
    "translator": About("within", "who or what translated it", "translator:Passerelle"),
    "author": About("within", "the byline of the article", "author:Adeyemi"),
    "article": About("exact", "what stands on one article, by the number in its address", "article:2"),
    "collection": About("named", "a collection's name", "collection:Iraq"),
    "tag": About("within", "a tag of the article or claim itself", "tag:follow-up"),
    "matter": About("within", "the matter that a claim is a sighting of, by its title or number", "matter:Erbil"),
    "reviewer": About("named", "who judged, decided or wrote it; me", "reviewer:me"),
    "assigned": About("named", "whose claim it is to judge; me", "assigned:me"),
    "entity": About("named", "a name of the gazetteer, under all its spellings", 'entity:"al-Hashd al-Shaabi"'),
    "garble": About("within", "a garble in it, by its wrong or its right words", "garble:Hashd"),
    "correction": About("within", "a correction in it, by its old or its new words", "correction:rockets"),
    "source": About("within", "a source of the claim, by title or publisher", "source:ministry"),
    "note": About("words", "words of a note or a comment", "note:source"),
    "exact": About("switch", "finds only the spelling typed", "exact:on"),
}
_NUMBER: Final = re.compile(r"^(\d[\d,.’' _]*)\s*(%|k|m|mn|bn|b|thousand|million|billion|trillion)?$", re.IGNORECASE)
_TIMES: Final = {
    "k": 1e3, "thousand": 1e3, "m": 1e6, "mn": 1e6, "million": 1e6, "b": 1e9, "bn": 1e9, "billion": 1e9,
    "trillion": 1e12,
}  # fmt: skip
LARGEST: Final = 1e15


def read_field(name: str, value: str, today: dt.date) -> tuple[Node | None, str]:
    """A field with its value as typed; or None and what is wrong with it, in a sentence."""
    about = FIELDS[name]
    if about.shape == "date":
        return read_dates(value, today)
    if about.shape == "number":
        return read_numbers(name, value)
    if not value.strip() or (about.shape != "closed" and not key(value)):
        return None, f"“{name}:” has no value and was left out."
    if about.shape == "closed":
        return _closed(name, value, about.values)
    if about.shape == "words":
        text: Node = Phrase(value) if len(words(value)) > 1 else Word(value)
        return AllOf((Field("kind", ("note", "comment")), text)), ""
    # Troops are people by their unit and troops by their role: who counts them asks for either.
    names = ("unit", "role") if name == "unit" else (name,)
    return any_of([Field(each, (key(value),), within=about.shape == "within") for each in names]), ""


def _closed(name: str, value: str, known: tuple[str, ...]) -> tuple[Node | None, str]:
    folded = key(value)
    word = next((word for word in known if folded in {key(word), key(word) + "s"}), None)
    if word is None:
        shown = known if len(known) <= 12 else (*known[:12], "…")
        return None, f"“{name}:{value}” was left out: it is none of {', '.join(shown)}."
    if name == "is" and word == "disputed":
        return Field("disputed", ("yes",)), ""
    if name == "is" and word in STATES:
        return Field("state", (word,)), ""
    return Field(name, (word,)), ""


def read_numbers(name: str, value: str) -> tuple[Field | None, str]:
    """A number; one behind <, <=, > or >=; or two joined by "..", either side open."""
    complaint = f"“{name}:{value}” was left out: write {name}:60, {name}:>60, {name}:<=60 or {name}:40..60."
    comparison = re.match(r"^([<>]=?)(.*)$", value)
    if comparison:
        number = read_number(comparison[2])
        if number is None:
            return None, complaint
        least = 1e-6 * max(1.0, abs(number))  # the next number that counts
        limits: dict[str, tuple[float | None, float | None]] = {
            "<": (None, number - least), "<=": (None, number), ">": (number + least, None), ">=": (number, None),
        }  # fmt: skip
        low, high = limits[comparison[1]]
        return Field(name, low=low, high=high), ""
    first, dots, last = value.partition("..")
    low, high = read_number(first), read_number(last if dots else first)
    if (first.strip() and low is None) or (last.strip() and high is None) or (low is None and high is None):
        return None, complaint
    return Field(name, low=low, high=high), ""


def read_number(text: str) -> float | None:
    """ "2,500", "2500", "1.5m", "2 million"; None when it is no number."""
    match = _NUMBER.match(text.strip().rstrip("%"))
    if match is None:
        return None
    digits = re.sub(r"[’' _]", "", match[1])
    digits = re.sub(r"[.,](?=\d{3}(?:\D|$))", "", digits) if re.match(r"^[1-9]\d{0,2}([.,]\d{3})+$", digits) else digits
    try:
        number = float(digits.replace(",", ".")) * _TIMES.get((match[2] or "").lower(), 1)
    except ValueError:
        return None
    return number if number <= LARGEST else None


def any_of(nodes: list[Node]) -> Node:
    """One of these; there is at least one."""
    return nodes[0] if len(nodes) == 1 else AnyOf(tuple(nodes))
