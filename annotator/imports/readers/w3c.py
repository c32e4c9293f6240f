"""W3C Web Annotations in JSON-LD, and what Hypothesis exports: to marks that name the text they belong to.

What the desk's own export writes comes back as what it was (annotator/exports/formats/w3c.py). Of other tools: editing
is a proposed correction, a tag that names a kind of garble is a garble, a reply is a remark, all else is a claim.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any, Final

from annotator.errors import Invalid
from annotator.ingest.draft import Origin, Problem
from annotator.ingest.limits import Limits

from ..records import MOST_MARKS, Mark, MarkKind, Read
from . import hypothesis
from .layers import judged, uuid_of
from .markup import text_of_html
from .naming import category_of, claim_kind
from .selectors import place_of
from .strict_json import Record, kind_of, listed, read_each
from .w3c_model import Node, check, check_context, ident_of, types_of, words_of

_STATES: Final = ("state:", "severity:", "confidence:", "fault:")
_CLASSES: Final = ("translation", "fact", "style")
_MOST_PAGES: Final = 1_000


@dataclass
class _Said:
    """What the bodies of one annotation say, by purpose."""

    described: list[str] = field(default_factory=list)
    edited: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    classes: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    named: list[str] = field(default_factory=list)
    verdict: str = ""
    of_desk: dict[str, str] = field(default_factory=dict)  # "state": "open", …
    notes: list[str] = field(default_factory=list)


def read(data: bytes, origin: Origin, _limits: Limits) -> Iterator[Read | Problem]:
    seen: set[str] = set()
    yield from read_each(data, origin, lambda record: _document(record, seen))


def _document(record: Record, seen: set[str]) -> Iterator[Read | Problem]:
    """An annotation, a page or a collection; or rows of Hypothesis."""
    node = record.value
    if not isinstance(node, dict):
        raise Invalid(f"An annotation is an object, not {kind_of(node)}.")
    items: list[Any]
    notes: tuple[str, ...] = ()
    if hypothesis.is_export(node):
        items = hypothesis.rows_of(node)
    else:
        check_context(node)
        types = types_of(node)
        if "AnnotationCollection" in types or "AnnotationPage" in types:
            items, notes = _items(node)
        elif "Annotation" in types or not types:
            items = [node]
        else:
            raise Invalid(
                f"The type {', '.join(types)[:60]} is none of Annotation, AnnotationPage, AnnotationCollection."
            )
    if len(items) > MOST_MARKS:
        raise Invalid(f"There are {len(items):,} annotations; at most {MOST_MARKS:,} are taken. Split the file.")
    marks: list[Mark] = []
    wrong: list[Problem] = []
    for number, item in enumerate(items, 1):
        at = record.at if item is node else f"{record.at}, annotation {number}"
        try:
            mark = _mark(item, at)
            if mark.identity in seen:
                raise Invalid(f"The id {mark.identity[:80]} stands twice in the file: the first counts.")
        except Invalid as error:
            where = "" if item is node else f"annotation {number}: "
            wrong.append(Problem(record.origin, f"{where}{error}"))
        else:
            seen.add(mark.identity)
            marks.append(mark)
    if marks or notes or not items:
        yield Read(record.at, marks=tuple(marks), notes=notes or (() if marks else ("there is no annotation in it",)))
    yield from wrong


def _items(node: Node) -> tuple[list[Any], tuple[str, ...]]:
    """The annotations of a collection or page that are in the file; pages elsewhere are not fetched (5.1, 5.2)."""
    items: list[Any] = []
    notes: list[str] = []
    page: Any = node if "AnnotationPage" in types_of(node) or "items" in node else node.get("first")
    for _ in range(_MOST_PAGES):
        if isinstance(page, str):
            notes.append(f"its pages are elsewhere and were not fetched ({page[:200]})")
            break
        if page is None:
            break
        if not isinstance(page, dict) or not isinstance(page.get("items", []), list):
            raise Invalid("The items of a page must be a list (5.2).")
        items += page.get("items", [])
        page = page.get("next")
    total = node.get("total")
    if total is not None and (isinstance(total, bool) or not isinstance(total, int) or total < 0):
        raise Invalid("The total of a collection must be a whole number from 0 on (5.1).")
    return items, tuple(notes)


def _mark(node: Any, at: str) -> Mark:
    if not isinstance(node, dict):
        raise Invalid(f"An annotation is an object, not {kind_of(node)}.")
    check(node)
    said = _said(node)
    ident = str(ident_of(node))
    targets = [_place(target) for target in listed(node["target"])]
    sources = tuple(dict.fromkeys(source for found, _ in targets for source in found))
    places = tuple(place for _, place in targets if place is not None)
    notes = [*said.notes]
    if ident in sources:
        raise Invalid("The annotation is about itself.")
    motivations = words_of(node.get("motivation"))
    kind, category = _kind(node, motivations, said)
    mark = Mark(
        at,
        ident,
        places,
        kind=kind,
        uid=uuid_of(ident),
        sources=sources,
        category=category,
        severity=said.of_desk.get("severity", ""),
        machine=_is_machine(node, said),
        notes=tuple(notes),
    )
    return _filled(mark, said, _maker(node))


def _kind(node: Node, motivations: list[str], said: _Said) -> tuple[MarkKind, str]:
    if "replying" in motivations:
        return "reply", ""
    named = [found for value in (*said.tags, *said.classes) if (found := category_of(value))]
    if named and not said.described and "editing" not in motivations:
        return "garble", named[0]
    if "editing" in motivations or (said.edited and not said.described):
        if said.edited or said.remarks or said.described:
            return "correction", ""
        said.notes.append("it is to be edited, but does not say how: taken as a claim")
    return "claim", ""


def _filled(mark: Mark, said: _Said, maker: str) -> Mark:
    by = (f"by {maker}",) if maker else ()
    if mark.kind == "reply":
        words = "\n".join((*said.remarks, *said.described, *said.edited, *said.tags))
        return replace(mark, remarks=(words,) if words else (), answers=next(iter(mark.sources), ""), reasons=by)
    if mark.kind == "garble":
        reading = next(iter(said.edited), "")
        return replace(mark, reading=reading, reasons=(*said.remarks, *by))
    if mark.kind == "correction":
        offered = [*said.edited, *said.described] or said.remarks[:1]
        reasons = said.remarks if said.edited or said.described else said.remarks[1:]
        given = next((each for each in said.classes if each in _CLASSES), "translation")
        return replace(mark, replacement=offered[0], correction=given, reasons=(*reasons, *by))
    kinds = tuple(dict.fromkeys(kind for each in said.classes if (kind := claim_kind(each))))
    tags = [*said.tags, *(each for each in said.classes if not claim_kind(each))]
    found = judged(said.verdict, said.of_desk.get("confidence", ""), said.of_desk.get("fault", ""))
    return replace(
        mark,
        wording=next(iter(said.described), ""),
        kinds=kinds,
        tags=tuple(dict.fromkeys(tags)),
        remarks=tuple(said.remarks),
        reasons=(*found, *by),
    )


def _said(node: Node) -> _Said:
    said = _Said()
    if isinstance(node.get("bodyValue"), str):
        said.remarks.append(node["bodyValue"])
    motivations = words_of(node.get("motivation"))
    for body in listed(node.get("body")):
        _body(body, motivations, said)
    return said


def _body(body: Any, motivations: list[str], said: _Said) -> None:
    if isinstance(body, str):
        said.notes.append(f"a body elsewhere was not fetched ({body[:200]})")
        return
    if isinstance(body.get("items"), list):  # of a choice the first (3.2.7)
        _body(body["items"][0], motivations, said)
        return
    purposes = words_of(body.get("purpose")) or motivations[:1]
    purpose = purposes[0] if purposes else "commenting"
    if not isinstance(body.get("value"), str):
        source = body.get("source", ident_of(body))
        address = ident_of(source) if isinstance(source, dict) else source
        if purpose == "linking" and isinstance(address, str):
            said.remarks.append(f"See {address[:500]}")
        else:
            said.notes.append(f"a body elsewhere was not fetched ({str(address)[:200]})")
        return
    marked = str(body.get("format", "")).startswith(("text/html", "application/xhtml"))
    _by_purpose(purpose, text_of_html(body["value"]) if marked and body["value"].strip() else body["value"], said)


def _by_purpose(purpose: str, value: str, said: _Said) -> None:
    words = value.strip()
    prefix = next((each for each in _STATES if words.startswith(each)), None)
    if purpose == "editing":
        said.edited.append(value)  # an empty one takes the words out
    elif not words:
        return
    elif purpose in {"tagging", "classifying"} and prefix:
        said.of_desk[prefix.rstrip(":")] = words.removeprefix(prefix).strip()
    elif purpose == "tagging":
        said.tags.append(words)
    elif purpose == "classifying":
        said.classes.append(words)
    elif purpose == "describing":
        said.described.append(words)
    elif purpose == "assessing" and len(words) <= 20:
        said.verdict = words
    elif purpose == "identifying":
        said.named.append(words)
    else:
        said.remarks.append(words)


def _place(target: Any) -> tuple[list[str], Any]:
    """What a target is about, all names that it gives for it, and where in that it is."""
    if isinstance(target, str):
        return [target], None
    if isinstance(target.get("items"), list):
        found = [_place(item) for item in target["items"]]
        return [source for sources, _ in found for source in sources], None
    source = target.get("source", target)
    names = [source] if isinstance(source, str) else [ident_of(source), source.get("canonical"), source.get("via")]
    names += [target.get("canonical"), target.get("scope")]
    return [str(name) for name in names if isinstance(name, str)], place_of(listed(target.get("selector")))


def _maker(node: Node) -> str:
    """Who made it, by name; the desk's own rules go without saying."""
    for agent in listed(node.get("creator")):
        name = agent if isinstance(agent, str) else agent.get("name", agent.get("nickname", ident_of(agent)))
        if isinstance(name, list):
            name = next(iter(name), None)
        if isinstance(name, str) and name != "Wirecheck":
            return name[:200]
    return ""


def _is_machine(node: Node, said: _Said) -> bool:
    """Whether nobody has looked at it: by its state on another desk, else by who made it."""
    state = said.of_desk.get("state")
    if state:
        return state in {"suggested", "ambiguous"}
    agents = [agent for agent in listed(node.get("creator")) if isinstance(agent, dict)]
    return bool(agents) and all("Software" in types_of(agent) for agent in agents)
