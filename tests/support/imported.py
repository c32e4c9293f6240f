"""Files of other tools for tests, and taking them in."""

from __future__ import annotations

import json
from typing import Any

import sqlalchemy as sa

from annotator.accounts.models import User
from annotator.db import db
from annotator.gazetteer.queries import gazetteer
from annotator.imports.outcome import Outcome
from annotator.imports.service import Wanted, take_in
from annotator.ingest.limits import Limits
from annotator.ingest.sandbox import Given

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
ADDRESS = "https://news.example/kirkuk"
HEAD = "#FORMAT=WebAnno TSV 3.3"


def taken(
    content: bytes | str | list[Given], form: str, *, by: User | None = None, dry: bool = False, **more: Any
) -> Outcome:
    """Take one file in, or several."""
    data = content.encode() if isinstance(content, str) else content
    files = data if isinstance(data, list) else [Given(f"file.{form}", data)]
    limits = more.pop("limits", Limits())
    outcome = take_in(files, Wanted(form, **more), by=by, gazetteer=gazetteer(), limits=limits, dry=dry)
    db.session.rollback()
    return outcome


def told(outcome: Outcome, result: str) -> list[str]:
    """The reasons of one kind."""
    return [entry.reason for entry in outcome.of(result)]  # type: ignore[arg-type]  # one of RESULTS


def annotation(source: str, exact: str, **more: Any) -> dict[str, Any]:
    """A Web Annotation of another tool: a comment on a quote."""
    selector: dict[str, Any] = {"type": "TextQuoteSelector", "exact": exact}
    for name in ("prefix", "suffix"):
        if name in more:
            selector[name] = more.pop(name)
    body = more.pop("body", {"type": "TextualBody", "purpose": "commenting", "value": "Says who?"})
    return {
        "@context": CONTEXT,
        "id": more.pop("id", "http://tool.example/1"),
        "type": "Annotation",
        "body": body,
        "target": {"source": source, "selector": selector},
        **more,
    }


def lines(*values: Any) -> str:
    return "\n".join(json.dumps(value, ensure_ascii=False) for value in values)


def tsv(text: str, layers: list[str], marks: dict[str, list[str]]) -> str:
    """A WebAnno TSV of one sentence: the cells of each token by its word, `_` where it has none."""
    rows, at = [], 0
    for number, word in enumerate(text.split(), 1):
        start = text.index(word, at)
        at = start + len(word)
        units = [sum(1 + (character > "\uffff") for character in text[:end]) for end in (start, at)]
        cells = marks.get(word, ["_"] * sum(max(1, layer.count("|")) for layer in layers))
        rows.append("\t".join([f"1-{number}", f"{units[0]}-{units[1]}", word, *cells]) + "\t")
    return "\n".join([HEAD, *(f"#T_SP={layer}" for layer in layers), "", "", f"#Text={text}", *rows, ""])


def all_of(model: type) -> list[Any]:
    """Every row of a table, oldest first."""
    table: Any = model
    return list(db.session.scalars(sa.select(table).order_by(table.id)))
