"""What a reader hands on: a text with what stands on it, or annotations that name the text they belong to. Pure.

All offsets are code points into the text as the desk keeps it; a reader of a format that counts otherwise turns them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from typing import Any, Final, Literal

from ..ingest.draft import ArticleDraft

MarkKind = Literal["claim", "garble", "correction", "zone", "reply", "span"]
MOST_MARKS: Final = 100_000  # of one text: more is no annotation of an article


@dataclass(frozen=True, slots=True)
class Place:
    """One stretch: its words with what stands around them, or where it stands, or both.

    `inside`: it is looked for only there. `until`: it goes from this place to where that one begins.
    """

    quote: str = ""
    prefix: str = ""
    suffix: str = ""
    start: int | None = None
    end: int | None = None
    inside: Place | None = None
    until: Place | None = None

    @classmethod
    def from_record(cls, record: Mapping[str, Any]) -> Place:
        inner = {name: cls.from_record(record[name]) for name in ("inside", "until") if record[name] is not None}
        return cls(**{**record, **inner})


@dataclass(frozen=True, slots=True)
class Mark:
    """One annotation. `at` says in words where it stands in the file, `identity` is what makes it itself there.

    A "span" has a layer and a label of another tool: a mapping says what it becomes. `machine`: no person made it.
    `reasons` go onto the thing itself, `remarks` are what people said about it, `notes` are for the report.
    """

    at: str
    identity: str
    places: tuple[Place, ...] = ()
    kind: MarkKind = "span"
    uid: str | None = None
    sources: tuple[str, ...] = ()
    layer: str = ""
    label: str = ""
    wording: str = ""
    kinds: tuple[str, ...] = ()
    category: str = ""  # of a garble, or a zone's kind
    severity: str = ""
    reading: str = ""
    replacement: str | None = None
    correction: str = "translation"  # the class of a correction
    machine: bool = False
    reasons: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    answers: str = ""  # the identity of what a reply answers
    notes: tuple[str, ...] = ()

    @classmethod
    def from_record(cls, record: Mapping[str, Any]) -> Mark:
        lists = ("sources", "kinds", "reasons", "remarks", "tags", "notes")
        return cls(
            **{
                **record,
                **{name: tuple(record[name]) for name in lists},
                "places": tuple(Place.from_record(place) for place in record["places"]),
            }
        )


@dataclass(frozen=True, slots=True)
class Read:
    """What was read at one place of a file. Without a draft and without marks there is nothing to take in: `notes` say
    why.

    `draft`: the text that the marks stand on. `gaps`: the format does not say which white space stands between its
    sentences. `tags` and `remarks` are of the whole text.
    """

    at: str
    draft: ArticleDraft | None = None
    marks: tuple[Mark, ...] = ()
    gaps: bool = False
    sources: tuple[str, ...] = ()  # what the text is a text of: urn:uuid of an article
    embargo: str | None = None  # ISO 8601: not to be published before
    tags: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    def to_record(self) -> dict[str, Any]:
        """As JSON can hold it; `from_record` is the way back."""
        marks = [_plain(mark) | {"places": [_place(place) for place in mark.places]} for mark in self.marks]
        return _plain(self) | {"draft": self.draft.to_record() if self.draft else None, "marks": marks}

    @classmethod
    def from_record(cls, record: Mapping[str, Any]) -> Read:
        return cls(
            **{
                **record,
                "draft": ArticleDraft.from_record(record["draft"]) if record["draft"] else None,
                "marks": tuple(Mark.from_record(mark) for mark in record["marks"]),
                **{name: tuple(record[name]) for name in ("sources", "tags", "remarks", "notes")},
            }
        )


def _plain(record: Place | Mark | Read) -> dict[str, Any]:
    """The fields by name. `asdict` copies each value, which for the marks of a long text takes seconds."""
    return {name: getattr(record, name) for name in _names(type(record).__name__)}


def _place(place: Place) -> dict[str, Any]:
    inner = {name: _place(each) for name in ("inside", "until") if (each := getattr(place, name)) is not None}
    return _plain(place) | inner


@cache
def _names(kind: str) -> tuple[str, ...]:
    return tuple(field.name for field in fields({"Place": Place, "Mark": Mark, "Read": Read}[kind]))
