"""The gazetteer as a reconciliation service: names asked for, candidates given.

Reconciliation Service API 0.2, final report of the W3C Entity Reconciliation Community Group (2023): what OpenRefine
speaks. Scores are 0..100. No Flask here: objects in, objects out.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, Final

from annotator.errors import Invalid, TooLarge

from .lookup import Gazetteer, Match
from .records import ENTITY_KINDS, LONGEST_NAME, EntityRecord

VERSIONS: Final = ["0.2"]
MOST_QUERIES: Final = 100  # in one batch
MOST_RESULTS: Final = 50  # for one query
USUAL_RESULTS: Final = 10
SUGGESTED: Final = 20
# A candidate is a match when it is this good and no other comes near it.
SURE, APART = 95.0, 10.0
TYPES: Final = [{"id": kind, "name": kind} for kind in ENTITY_KINDS]
# What is told of an entity beside its name. Its identifiers come by their own words.
OWN_PROPERTIES: Final = ("native_name", "description", "context", "aliases")


def manifest(base: str, view: str) -> dict[str, Any]:
    """Who answers here, and where what. `base` is the service's address, `view` that of a page with {{id}} in it."""
    here = {"service_url": base}
    return {
        "versions": VERSIONS,
        "name": "Wirecheck: the desk's names",
        "identifierSpace": view.replace("{{id}}", ""),
        "schemaSpace": view.replace("{{id}}", "") + "#kind",
        "defaultTypes": TYPES,
        "view": {"url": view},
        "preview": {"url": f"{base}/preview?id={{{{id}}}}", "width": 400, "height": 160},
        "suggest": {
            "entity": here | {"service_path": "/suggest/entity"},
            "type": here | {"service_path": "/suggest/type"},
            "property": here | {"service_path": "/suggest/property"},
        },
        "extend": {"propose_properties": here | {"service_path": "/properties"}, "property_settings": []},
    }


def parsed_batch(text: str, name: str) -> dict[str, Any]:
    """A parameter that holds a JSON object. Raises Invalid for anything else, TooLarge for a batch beyond the limit."""
    try:
        batch = json.loads(text)
    except (ValueError, RecursionError):
        raise Invalid(f"“{name}” is not JSON.", name) from None
    if not isinstance(batch, dict):
        raise Invalid(f"“{name}” must be a JSON object.", name)
    if len(batch) > MOST_QUERIES:
        raise TooLarge(f"At most {MOST_QUERIES} queries at once; these are {len(batch):,}.")
    return batch


def answers(gazetteer: Gazetteer, batch: Mapping[str, Any]) -> dict[str, Any]:
    """The candidates of each query of a batch. Raises Invalid naming the query that cannot be read."""
    return {key: {"result": candidates(gazetteer, query, key)} for key, query in batch.items()}


def candidates(gazetteer: Gazetteer, query: Any, key: str = "query") -> list[dict[str, Any]]:
    """Entities that a query may mean, the best first."""
    if isinstance(query, str):
        query = {"query": query}
    if not isinstance(query, dict) or not isinstance(query.get("query", ""), str):
        raise Invalid(f"“{key}” has no text in “query”.", key)
    words = query.get("query", "").strip()
    if len(words) > LONGEST_NAME:
        raise Invalid(f"“{key}”: a name has at most {LONGEST_NAME} characters.", key)
    limit = query.get("limit", USUAL_RESULTS)
    limit = min(max(limit, 1), MOST_RESULTS) if isinstance(limit, int) else USUAL_RESULTS
    kinds = _kinds(query)
    said = _properties(query)
    context = " ".join(value for pid, values in said.items() for value in values if pid not in ("wikidata",))
    matches = gazetteer.match(words, context=context, limit=MOST_RESULTS) if words else []
    if kinds and query.get("type_strict") != "should":
        matches = [match for match in matches if match.kind in kinds]
    found = [_candidate(match, gazetteer.entity(match.entity_id), said) for match in matches]
    found.sort(key=lambda candidate: -candidate["score"])
    if found and found[0]["score"] >= SURE:
        found[0]["match"] = len(found) == 1 or found[0]["score"] - found[1]["score"] >= APART
    return found[:limit]


def _kinds(query: Mapping[str, Any]) -> set[str]:
    given = query.get("type") or []
    return {str(kind) for kind in (given if isinstance(given, list) else [given])}


def _properties(query: Mapping[str, Any]) -> dict[str, list[str]]:
    """What the asker knows beside the name, by property."""
    found: dict[str, list[str]] = {}
    given = query.get("properties")
    for one in given[:20] if isinstance(given, list) else []:
        if isinstance(one, dict) and isinstance(one.get("pid"), str):
            values = one.get("v")
            for value in values if isinstance(values, list) else [values]:
                text = value.get("id", "") if isinstance(value, dict) else value
                if isinstance(text, str | int):
                    found.setdefault(one["pid"], []).append(str(text)[:LONGEST_NAME])
    return found


def _candidate(match: Match, record: EntityRecord | None, said: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    identifiers = record.identifiers if record else {}
    same = any(identifiers.get(pid) in values for pid, values in said.items() if identifiers.get(pid))
    other = any(identifiers.get(pid) not in values for pid, values in said.items() if identifiers.get(pid))
    score = 100.0 if same else match.score * (50.0 if other else 100.0)
    return {
        "id": match.entity_id,
        "name": match.name,
        "description": (record.description if record else "") or match.reason,
        "type": [{"id": match.kind, "name": match.kind}],
        "score": round(score, 2),
        "match": False,
        "features": [{"id": name, "value": value} for name, value in match.parts.items()],
    }


def suggested(records: Sequence[EntityRecord]) -> dict[str, Any]:
    """Entities offered while a name is typed."""
    return {
        "result": [
            {
                "id": record.id,
                "name": record.name,
                "description": record.description or record.native_name or "",
                "notable": [{"id": record.kind, "name": record.kind}],
            }
            for record in records
        ]
    }


def suggested_words(words: Sequence[str], prefix: str) -> dict[str, Any]:
    """Types or properties offered while one is typed."""
    found = [word for word in words if word.startswith(prefix.strip().lower())]
    return {"result": [{"id": word, "name": word.replace("_", " ")} for word in found]}


def properties(names: Sequence[str]) -> list[str]:
    """What is told of an entity: the desk's own words, and the identifiers that are in use."""
    return [*OWN_PROPERTIES, *names]


def extended(gazetteer: Gazetteer, wanted: Mapping[str, Any]) -> dict[str, Any]:
    """The values of properties of entities ("data extension"). Raises Invalid for a request that names neither."""
    ids, asked = wanted.get("ids"), wanted.get("properties")
    if not isinstance(ids, list) or not isinstance(asked, list):
        raise Invalid("“extend” needs a list “ids” and a list “properties”.", "extend")
    if len(ids) > MOST_QUERIES * 10:
        raise TooLarge(f"At most {MOST_QUERIES * 10:,} entities at once.")
    names = [str(one["id"]) for one in asked if isinstance(one, dict) and "id" in one]
    rows: dict[str, Any] = {}
    for key in ids:
        record = gazetteer.entity(str(key))
        rows[str(key)] = {name: [{"str": value} for value in _values(record, name)] for name in names}
    return {"meta": [{"id": name, "name": name.replace("_", " ")} for name in names], "rows": rows}


def _values(record: EntityRecord | None, name: str) -> list[str]:
    if record is None:
        return []
    if name == "aliases":
        return [alias.name for alias in record.aliases if alias.kind != "garble"]
    if name == "context":
        return list(record.context)
    value = getattr(record, name) if name in OWN_PROPERTIES else record.identifiers.get(name)
    return [value] if value else []
