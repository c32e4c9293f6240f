"""The structure of the W3C Web Annotation Data Model (Recommendation of 23 February 2017; sections are its own).

`check` raises Invalid for what breaks one of its MUSTs, and names the section: what looks right and is not would be
anchored somewhere by luck.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from typing import Any, Final

from annotator.errors import Invalid

from .strict_json import kind_of, listed

CONTEXT: Final = "http://www.w3.org/ns/anno.jsonld"
_IRI: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:[^\s<>\"{}|\\^`]+")
# Tools that work inside a page (Annotorious) name annotations relative to it.
_RELATIVE: Final = re.compile(r"#[\w-]{1,200}")
_MOMENT: Final = re.compile(r"\d{4,}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)")
_LAST: Final = re.compile(r"[#:/]")
_DEEPEST: Final = 20
_SETS: Final = ("Choice", "Composite", "List", "Independents")
_VALUED: Final = ("FragmentSelector", "CssSelector", "XPathSelector")
_POSITIONS: Final = ("TextPositionSelector", "DataPositionSelector")

Node = dict[str, Any]


def types_of(node: Any) -> list[str]:
    """The types of a node, in the standard's short form and in JSON-LD's."""
    if not isinstance(node, dict):
        return []
    return [str(each) for each in listed(node.get("type", node.get("@type"))) if isinstance(each, str)]


def ident_of(node: Node) -> Any:
    return node.get("id", node.get("@id"))


def words_of(value: Any) -> list[str]:
    """Motivations and purposes by their word: "commenting", "oa:commenting", the standard's IRI."""
    return [_LAST.split(each)[-1] for each in listed(value) if isinstance(each, str)]


def is_iri(value: Any) -> bool:
    return isinstance(value, str) and _IRI.fullmatch(value) is not None


def check_context(node: Node) -> None:
    """3.1: one or more contexts, the standard's among them."""
    contexts = listed(node.get("@context"))
    if CONTEXT not in contexts:
        raise Invalid(f"The @context {CONTEXT} is missing (3.1): this is no Web Annotation.")


def check(node: Node) -> None:
    """One annotation, as far as its MUSTs go."""
    ident = ident_of(node)
    if isinstance(ident, list):
        raise Invalid("An annotation has exactly one id (3.1), this has several.")
    if not is_iri(ident) and not (isinstance(ident, str) and _RELATIVE.fullmatch(ident)):
        raise Invalid(
            "The id of an annotation must be an IRI (3.1)" + (f", not “{str(ident)[:60]}”." if ident else ".")
        )
    if "Annotation" not in types_of(node):
        raise Invalid("The type of an annotation must be Annotation (3.1).")
    if not listed(node.get("target")):
        raise Invalid("An annotation must have at least one target (3.1).")
    _check_bodies(node)
    for target in listed(node["target"]):
        _check_resource(target, "target", 0)
    _check_said(node)


def _check_bodies(node: Node) -> None:
    if "body" in node and "bodyValue" in node:
        raise Invalid("An annotation has body or bodyValue, never both (3.2.5).")
    if "bodyValue" in node and not isinstance(node["bodyValue"], str):
        raise Invalid("bodyValue must be one string (3.2.5).")
    for body in listed(node.get("body")):
        _check_resource(body, "body", 0)


def _check_said(node: Node) -> None:
    """3.3: who made it, when, under which rights, and where it comes from."""
    for name in ("creator", "generator"):
        for agent in listed(node.get(name)):
            if not isinstance(agent, dict) and not is_iri(agent):
                raise Invalid(f"A {name} is an IRI or an object (3.3.1), not {kind_of(agent)}.")
    for name in ("created", "modified", "generated"):
        if name in node and not _is_moment(node[name]):
            raise Invalid(f"{name} must be one moment like 2015-01-28T12:00:00Z (3.3.1).")
    for name in ("rights", "via"):
        if any(not is_iri(each) for each in listed(node.get(name)) if not isinstance(each, dict)):
            raise Invalid(f"{name} must be an IRI (3.3.{6 if name == 'rights' else 7}).")
    if "canonical" in node and not is_iri(node["canonical"]):
        raise Invalid("canonical must be one IRI (3.3.7).")
    for motivation in listed(node.get("motivation")):
        if not isinstance(motivation, str):
            raise Invalid("A motivation is a word of the standard or an IRI (3.3.5).")


def _is_moment(value: Any) -> bool:
    if not isinstance(value, str) or not _MOMENT.fullmatch(value):
        return False
    try:
        datetime.fromisoformat(value)
    except ValueError:
        return False
    return True


def _check_resource(value: Any, role: str, depth: int) -> None:
    """A body or a target: an IRI, or an object that says what it is (3.2, 4)."""
    if depth > _DEEPEST:
        raise Invalid(f"The {role} is nested more than {_DEEPEST} deep.")
    if isinstance(value, str):
        if not is_iri(value):
            raise Invalid(f"A {role} given as words must be an IRI (3.2.1), not “{value[:60]}”.")
        return
    if not isinstance(value, dict):
        raise Invalid(f"A {role} must be an IRI or an object (3.2.1), not {kind_of(value)}.")
    types = types_of(value)
    if any(each in _SETS for each in types) or "items" in value:
        _check_set(value, role, depth)
    elif "SpecificResource" in types or "source" in value or "selector" in value:
        _check_specific(value, role, depth)
    elif "TextualBody" in types or "value" in value:
        if role == "target" and "TextualBody" in types:
            raise Invalid("A target is never a TextualBody (3.2.4).")
        if not isinstance(value.get("value"), str):
            raise Invalid("A TextualBody must have exactly one value, a string (3.2.4).")
    elif not is_iri(ident_of(value)):
        raise Invalid(f"A {role} must say what it is: an id, a source, a value or items (3.2.1).")
    _check_said(value)


def _check_set(value: Node, role: str, depth: int) -> None:
    items = value.get("items")
    if not isinstance(items, list) or not items:
        raise Invalid(f"A {role} that is a set of others must have items (3.2.7).")
    for item in items:
        _check_resource(item, role, depth + 1)


def _check_specific(value: Node, role: str, depth: int) -> None:
    source = value.get("source")
    if source is None or isinstance(source, list):
        raise Invalid(
            f"A specific resource must have exactly one source (4), the {role} has {'several' if source else 'none'}."
        )
    _check_resource(source, role, depth + 1)
    for selector in listed(value.get("selector")):
        check_selector(selector, 0)


def check_selector(value: Any, depth: int) -> None:
    """4.2: what each kind of selector must hold."""
    if depth > _DEEPEST:
        raise Invalid(f"Selectors are nested more than {_DEEPEST} deep.")
    if isinstance(value, str):
        if not is_iri(value):
            raise Invalid("A selector given as words must be an IRI (4.2).")
        return
    if not isinstance(value, dict):
        raise Invalid(f"A selector must be an IRI or an object (4.2), not {kind_of(value)}.")
    for kind in types_of(value):
        rule = _RULES.get(kind)
        if rule is not None:
            rule(value, kind)
    for name in ("startSelector", "endSelector"):
        if "RangeSelector" in types_of(value):
            check_selector(value[name], depth + 1)
    for inner in listed(value.get("refinedBy")):
        check_selector(inner, depth + 1)


def _valued(value: Node, kind: str) -> None:
    if not isinstance(value.get("value"), str):
        raise Invalid(f"A {kind} must have exactly one value, a string (4.2).")


def _quoted(value: Node, _kind: str) -> None:
    if not isinstance(value.get("exact"), str):
        raise Invalid("A TextQuoteSelector must have exactly one “exact”, a string (4.2.4).")
    for name in ("prefix", "suffix"):
        if not isinstance(value.get(name, ""), str):
            raise Invalid(f"“{name}” of a TextQuoteSelector must be one string (4.2.4).")


def _positioned(value: Node, kind: str) -> None:
    for name in ("start", "end"):
        number = value.get(name)
        if isinstance(number, bool) or not isinstance(number, int) or number < 0:
            raise Invalid(f"“{name}” of a {kind} must be a whole number from 0 on (4.2.5).")


def _ranged(value: Node, _kind: str) -> None:
    for name in ("startSelector", "endSelector"):
        if not isinstance(value.get(name), dict | str):
            raise Invalid(f"A RangeSelector must have exactly one {name} (4.2.8).")


_RULES: Final[dict[str, Callable[[Node, str], None]]] = {
    **dict.fromkeys(_VALUED, _valued),
    **dict.fromkeys(_POSITIONS, _positioned),
    "TextQuoteSelector": _quoted,
    "RangeSelector": _ranged,
}
