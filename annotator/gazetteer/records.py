"""Entities as gazetteer files hold them: one JSON object a line. No database here."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from annotator.errors import Invalid
from annotator.text.characters import checked

ENTITY_KINDS: Final = ("person", "group", "institution", "place", "other")
ALIAS_KINDS: Final = ("spelling", "acronym", "garble")
SCOPES: Final = ("everywhere", "feed", "article")

# In characters. The longest name of the OFAC and UN lists has 160; the skeletons of a name that is a page of text cost
# seconds and match nothing.
LONGEST_NAME: Final = 500
LONGEST_TEXT: Final = 5_000
# Of one entity: more is a file gone wrong, and a page that no browser shows.
MOST_ALIASES: Final = 1_000
MOST_WORDS: Final = 200
# What is seen by no reader: zero-width and bidi characters, the soft hyphen. Kept in the name, passed over when names
# are compared (text/skeleton.py folds the same).
UNSEEN: Final = re.compile("[\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\u00ad]")


@dataclass(frozen=True, slots=True)
class AliasRecord:
    """Another name. `language` is an ISO 639-1 code, or None for the desk's own; `kind` is one of `ALIAS_KINDS`.

    `within` says where a scope narrower than everywhere holds: the feed's name, or the article's uid.
    """

    name: str
    kind: str = "spelling"
    language: str | None = None
    scope: str = "everywhere"
    within: str = ""
    note: str = ""


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
    # The id of the entity that took this one in: it is only a signpost then, its names stand there.
    merged_into: str = ""

    def names(self) -> Iterator[str]:
        """Right name, native name, aliases."""
        yield self.name
        if self.native_name:
            yield self.native_name
        for alias in self.aliases:
            yield alias.name


@dataclass(frozen=True, slots=True)
class BadLine:
    """A line that could not be read: where, and why."""

    number: int
    reason: str
    field: str | None = None


def read_jsonl(lines: Iterable[str], file: str = "gazetteer") -> Iterator[EntityRecord]:
    """The entities of a gazetteer file, one JSON object a line; blank lines and signposts are passed over.

    Only `id` and `name` must be there; an alias may be a bare string. Raises Invalid naming `file`, line and reason
    at the first line that cannot be read; what was yielded before it is good. `read_each` goes on after a bad line.
    """
    for number, read in read_each(lines):
        if isinstance(read, BadLine):
            raise Invalid(f"{file}, line {number}: {read.reason}", read.field)
        if not read.merged_into:
            yield read


def read_each(lines: Iterable[str]) -> Iterator[tuple[int, EntityRecord | BadLine]]:
    """Every line that is not blank, by its number from 1: the entity, or why there is none. Signposts are among them.

    An id that stood on a line before is a bad line: the first one counts.
    """
    seen: dict[str, int] = {}
    for number, line in enumerate(lines, 1):
        if not line.strip("\ufeff \t\r\n"):
            continue
        try:
            record = first_of_its_id(read_line(line), number, seen)
        except Invalid as error:
            yield number, BadLine(number, str(error), error.field)
        else:
            yield number, record


def first_of_its_id(record: EntityRecord, number: int, seen: dict[str, int]) -> EntityRecord:
    """The same record. Raises Invalid when its id stood on a line before; `seen` keeps the lines by id."""
    if record.id in seen:
        raise Invalid(f"the id {record.id!r} stands on line {seen[record.id]} too.", "id")
    seen[record.id] = number
    return record


def read_line(line: str) -> EntityRecord:
    """One entity; raises Invalid with the field that is wrong."""
    return read_object(parsed(line))


def parsed(line: str) -> dict[str, Any]:
    """The object of one line; raises Invalid when it is none."""
    try:
        raw = json.loads(line.lstrip("\ufeff"))
    except (ValueError, RecursionError) as error:
        reason = error.msg if isinstance(error, json.JSONDecodeError) else "it cannot be read"
        raise Invalid(f"not a JSON object ({reason}).") from None
    if not isinstance(raw, dict):
        raise Invalid("not a JSON object but a bare value.")
    return raw


def read_object(raw: Mapping[str, Any]) -> EntityRecord:
    """The entity that an object with the fields of docs/gazetteer.md tells of; raises Invalid with the field."""
    return EntityRecord(
        id=_text(raw, "id", needed=True),
        name=_text(raw, "name", needed=True),
        kind=_one_of(raw, "kind", ENTITY_KINDS, "other"),
        native_name=_text(raw, "native_name") or None,
        description=_text(raw, "description", longest=LONGEST_TEXT) or None,
        context=_texts(raw, "context"),
        identifiers=_identifiers(raw),
        aliases=_aliases(raw),
        merged_into=_text(raw, "merged_into"),
    )


def unseen(record: EntityRecord) -> list[str]:
    """Those of its names that hold characters which no reader sees."""
    return [name for name in record.names() if UNSEEN.search(name)]


def as_object(record: EntityRecord) -> dict[str, Any]:
    """As gazetteer files hold it: what is empty or as usual is left out, so that files stay readable."""
    found: dict[str, Any] = {"id": record.id, "name": record.name, "kind": record.kind}
    for name in ("native_name", "description", "merged_into"):
        if getattr(record, name):
            found[name] = getattr(record, name)
    if record.context:
        found["context"] = list(record.context)
    if record.identifiers:
        found["identifiers"] = dict(record.identifiers)
    if record.aliases:
        found["aliases"] = [_alias_object(alias) for alias in record.aliases]
    return found


def _alias_object(alias: AliasRecord) -> dict[str, str]:
    found = {"name": alias.name, "kind": alias.kind}
    if alias.scope != "everywhere":
        found["scope"] = alias.scope
    for name in ("language", "within", "note"):
        if getattr(alias, name):
            found[name] = getattr(alias, name)
    return found


def _text(raw: Mapping[str, Any], name: str, *, needed: bool = False, longest: int = LONGEST_NAME) -> str:
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
    if len(value) > longest:
        raise Invalid(f"{name!r} has {len(value):,} characters; at most {longest:,} are taken.", name)
    return _plain(value, name)


def _plain(value: str, name: str) -> str:
    try:
        return checked(value, name)
    except Invalid as error:
        raise Invalid(f"{name!r}: {error}", name) from None


def _texts(raw: Mapping[str, Any], name: str) -> tuple[str, ...]:
    value = raw.get(name)
    if value is None:
        return ()
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise Invalid(f"{name!r} must be a list of texts.", name)
    if len(value) > MOST_WORDS:
        raise Invalid(f"{name!r} has {len(value):,} entries; at most {MOST_WORDS} are taken.", name)
    return tuple(sys.intern(_plain(item.strip(), name)) for item in value if item.strip())


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
    if len(value) > MOST_WORDS or any(len(f"{key}{item}") > LONGEST_NAME for key, item in value.items()):
        raise Invalid("'identifiers' has more, or longer, entries than are taken.", "identifiers")
    return {_plain(str(key), "identifiers"): _plain(str(item), "identifiers") for key, item in value.items()}


def _aliases(raw: Mapping[str, Any]) -> tuple[AliasRecord, ...]:
    value = raw.get("aliases")
    if value is None:
        return ()
    if not isinstance(value, list):
        raise Invalid("'aliases' must be a list.", "aliases")
    if len(value) > MOST_ALIASES:
        raise Invalid(f"'aliases' has {len(value):,} entries; at most {MOST_ALIASES:,} are taken.", "aliases")
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
            within=_text(item, "within"),
            note=_text(item, "note", longest=LONGEST_TEXT),
        )
    except Invalid as error:
        raise Invalid(f"an alias: {error}", "aliases") from None
