"""Entities as gazetteer files hold them: one JSON object a line. No database here."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from annotator.errors import Invalid

ENTITY_KINDS: Final = ("person", "group", "institution", "place", "other")
ALIAS_KINDS: Final = ("spelling", "acronym", "garble")
SCOPES: Final = ("everywhere", "feed", "article")


@dataclass(frozen=True, slots=True)
class AliasRecord:
    """Another name. `language` is an ISO 639-1 code, or None for the desk's own; `kind` is one of `ALIAS_KINDS`.

    `within` is the feed or the article's uid that a narrower scope than everywhere is tied to; files have none.
    """

    name: str
    kind: str = "spelling"
    language: str | None = None
    scope: str = "everywhere"
    within: str = ""


@dataclass(frozen=True, slots=True)
class EntityRecord:
    """A person, group, institution or place under its right name. `kind` is one of `ENTITY_KINDS`."""

    id: str
    name: str
    kind: str = "other"
    native_name: str | None = None
    description: str | None = None
    context: tuple[str, ...] = ()
    identifiers: Mapping[str, str] = field(default_factory=dict)
    aliases: tuple[AliasRecord, ...] = ()

    def names(self) -> Iterator[str]:
        """Right name, native name, aliases."""
        yield self.name
        if self.native_name:
            yield self.native_name
        for alias in self.aliases:
            yield alias.name


def read_jsonl(lines: Iterable[str], file: str = "gazetteer") -> Iterator[EntityRecord]:
    """The entities of a gazetteer file, one JSON object a line; blank lines are passed over.

    Only `id` and `name` must be there; an alias may be a bare string. Raises Invalid naming `file`, line and reason
    at the first line that cannot be read; what was yielded before it is good. A caller that wants to go on after a
    bad line hands the lines to `read_line` one by one.
    """
    seen: dict[str, int] = {}
    for number, line in enumerate(lines, 1):
        if not line.strip("\ufeff \t\r\n"):
            continue
        try:
            record = read_line(line)
        except Invalid as error:
            raise Invalid(f"{file}, line {number}: {error}", error.field) from None
        if record.id in seen:
            raise Invalid(f"{file}, line {number}: the id {record.id!r} stands on line {seen[record.id]} too.", "id")
        seen[record.id] = number
        yield record


def read_line(line: str) -> EntityRecord:
    """One entity; raises Invalid with the field that is wrong."""
    try:
        raw = json.loads(line.lstrip("\ufeff"))
    except (ValueError, RecursionError) as error:
        reason = error.msg if isinstance(error, json.JSONDecodeError) else "it cannot be read"
        raise Invalid(f"not a JSON object ({reason}).") from None
    if not isinstance(raw, dict):
        raise Invalid("not a JSON object but a bare value.")
    return EntityRecord(
        id=_text(raw, "id", needed=True),
        name=_text(raw, "name", needed=True),
        kind=_one_of(raw, "kind", ENTITY_KINDS, "other"),
        native_name=_text(raw, "native_name") or None,
        description=_text(raw, "description") or None,
        context=_texts(raw, "context"),
        identifiers=_identifiers(raw),
        aliases=_aliases(raw),
    )


def _text(raw: Mapping[str, Any], name: str, *, needed: bool = False) -> str:
    value = raw.get(name)
    if isinstance(value, int) and not isinstance(value, bool) and name == "id":
        value = str(value)
    if value is None and not needed:
        return ""
    if not isinstance(value, str):
        raise Invalid(f"{name!r} is missing." if value is None else f"{name!r} must be text.", name)
    value = value.strip()
    if needed and not value:
        raise Invalid(f"{name!r} is empty.", name)
    return value


def _texts(raw: Mapping[str, Any], name: str) -> tuple[str, ...]:
    value = raw.get(name)
    if value is None:
        return ()
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise Invalid(f"{name!r} must be a list of texts.", name)
    return tuple(item.strip() for item in value if item.strip())


def _one_of(raw: Mapping[str, Any], name: str, allowed: tuple[str, ...], default: str) -> str:
    value = raw.get(name)
    if value is None or value == "":
        return default
    if value not in allowed:
        raise Invalid(f"{name!r} must be one of {', '.join(allowed)}, not {value!r}.", name)
    return str(value)


def _identifiers(raw: Mapping[str, Any]) -> dict[str, str]:
    value = raw.get("identifiers")
    if value is None:
        return {}
    if not isinstance(value, dict) or not all(isinstance(item, str | int) for item in value.values()):
        raise Invalid("'identifiers' must be an object of texts.", "identifiers")
    return {str(key): str(item) for key, item in value.items()}


def _aliases(raw: Mapping[str, Any]) -> tuple[AliasRecord, ...]:
    value = raw.get("aliases")
    if value is None:
        return ()
    if not isinstance(value, list):
        raise Invalid("'aliases' must be a list.", "aliases")
    return tuple(_alias(item) for item in value)


def _alias(item: Any) -> AliasRecord:
    if isinstance(item, str):
        item = {"name": item}
    if not isinstance(item, dict):
        raise Invalid("an alias must be a text or an object.", "aliases")
    try:
        return AliasRecord(
            name=_text(item, "name", needed=True),
            kind=_one_of(item, "kind", ALIAS_KINDS, "spelling"),
            language=_text(item, "language") or None,
            scope=_one_of(item, "scope", SCOPES, "everywhere"),
        )
    except Invalid as error:
        raise Invalid(f"an alias: {error}", "aliases") from None
