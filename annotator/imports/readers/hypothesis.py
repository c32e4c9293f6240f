"""What Hypothesis exports (its API's rows, and the files of its client), as Web Annotations."""

from __future__ import annotations

from typing import Any, Final

from annotator.errors import Invalid

from .strict_json import kind_of, listed
from .w3c_model import is_iri

_NOWHERE: Final = "urn:x-hypothesis:no-address"  # of a file without one: a person names the article
_API: Final = "https://hypothes.is/api/annotations/"
_SELECTORS: Final = ("TextQuoteSelector", "TextPositionSelector")


def is_export(node: dict[str, Any]) -> bool:
    """Whether this is one of its files, or one row of them: they have no context and no type."""
    if "@context" in node:
        return False
    rows = node.get("rows", node.get("annotations"))
    if isinstance(rows, list):
        return "rows" in node or any(isinstance(row, dict) and "uri" in row for row in rows)
    return "uri" in node and "target" in node


def rows_of(node: dict[str, Any]) -> list[Any]:
    """The rows as annotations of the standard. Raises Invalid for a row that is none."""
    rows = node.get("rows", node.get("annotations", [node]))
    return [_annotation(row) for row in rows]


def _annotation(row: Any) -> dict[str, Any]:
    if not isinstance(row, dict):
        raise Invalid(f"A row is an object, not {kind_of(row)}.")
    ident = str(row.get("id", ""))
    address = ident if is_iri(ident) else f"{_API}{ident}" if ident else "urn:x-hypothesis:none"
    uri = row.get("uri") or _NOWHERE
    references = [str(each) for each in listed(row.get("references"))]
    bodies: list[dict[str, Any]] = []
    if isinstance(row.get("text"), str) and row["text"].strip():
        bodies.append({"type": "TextualBody", "purpose": "commenting", "value": row["text"]})
    bodies += [
        {"type": "TextualBody", "purpose": "tagging", "value": tag}
        for tag in listed(row.get("tags"))
        if isinstance(tag, str)
    ]
    made: dict[str, Any] = {"id": address, "type": "Annotation", "motivation": "commenting", "body": bodies}
    if isinstance(row.get("user"), str):
        made["creator"] = {"type": "Person", "name": row["user"].removeprefix("acct:")}
    if references:
        return made | {"motivation": "replying", "target": f"{_API}{references[-1]}"}
    targets = [_target(target, uri) for target in listed(row.get("target"))]
    return made | {"target": targets or uri}


def _target(target: Any, uri: Any) -> Any:
    if not isinstance(target, dict):
        return target
    selectors = [
        each for each in listed(target.get("selector")) if isinstance(each, dict) and each.get("type") in _SELECTORS
    ]
    return {"type": "SpecificResource", "source": target.get("source") or uri, "selector": selectors}
