"""Writing the gazetteer: entities, their names, and garbles that a person confirmed. Files: importing.py."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Final

import sqlalchemy as sa

from ..accounts.models import User
from ..db import db
from ..db.versions import require_version
from ..errors import Invalid, Stale
from ..text.characters import checked
from ..text.skeleton import fold
from .models import ALIAS_KINDS, ENTITY_KINDS, SCOPES, Alias, Entity
from .queries import record_of
from .records import LONGEST_NAME, LONGEST_TEXT, MOST_ALIASES, MOST_WORDS

# What these writes are called in the history; what can be undone is known by them (undoing.py).
NEW, EDIT = "new name", "edit name"
ADD, CHANGE, REMOVE = "add spelling", "edit spelling", "remove spelling"
REMOVE_GARBLE, MERGE, SPLIT, UNDO = "remove garble", "merge names", "split name", "undo"

_WIKIDATA: Final = re.compile(r"Q[1-9]\d{0,14}")
_LANGUAGE: Final = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_LOCK: Final = 0x57495245  # any number that nothing else of the desk locks by


@dataclass(frozen=True)
class EntityFields:
    """What a person may say of an entity; one field of the form each."""

    name: str
    kind: str = "other"
    native_name: str = ""
    description: str = ""
    context: tuple[str, ...] = ()
    identifiers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class AliasFields:
    """What a person may say of another name of an entity."""

    name: str
    kind: str = "spelling"
    language: str = ""
    scope: str = "everywhere"
    within: str = ""
    note: str = ""


def one_at_a_time() -> None:
    """Inside a transaction, before its first write: whoever writes names waits for who does already.

    The memory's copy of the gazetteer is kept true by the numbers of the history rows (changes.py): they must be
    committed in their order. SQLite has one writer anyway.
    """
    if db.session.get_bind().dialect.name == "postgresql":
        db.session.execute(sa.select(sa.func.pg_advisory_xact_lock(_LOCK)))


def create(fields: EntityFields, *, by: User | None, key: str = "") -> Entity:
    """A new entity. Its key, by which files know it, is made of its name where none is given."""
    one_at_a_time()
    entity = Entity(key=key or free_key(fields.name), aliases=[])
    fill(entity, fields)
    db.session.add(entity)
    db.session.flush()
    return entity


def edit(entity: Entity, fields: EntityFields, *, by: User, seen: int | None = None) -> None:
    """Change what an entity is called and known by. Raises Stale when it was saved since `seen`, Invalid."""
    one_at_a_time()
    mine = asdict(fields) | {"context": list(fields.context), "identifiers": dict(fields.identifiers)}
    require_version(entity, seen, mine)
    require_unmerged(entity)
    fill(entity, fields)
    db.session.flush()


def identify(entity: Entity, scheme: str, value: str, *, by: User) -> None:
    """Add one identifier. Raises Invalid when the entity has another one of the same kind."""
    one_at_a_time()
    require_unmerged(entity)
    scheme, value = checked(scheme.strip(), "scheme"), checked(value.strip(), "value")
    there = entity.identifiers.get(scheme)
    if there == value:
        raise Invalid(f"{entity.name} has this identifier already.")
    if there is not None:
        raise Invalid(f"{entity.name} has another identifier of {scheme}, {there}. Edit the name to put it right.")
    if not value:
        raise Invalid("There is no identifier in that.")
    entity.identifiers = identifiers_of({**entity.identifiers, scheme: value})
    db.session.flush()


def fill(entity: Entity, fields: EntityFields) -> None:
    if fields.kind not in ENTITY_KINDS:
        raise Invalid(f"The kind must be one of {', '.join(ENTITY_KINDS)}.", "kind")
    context = [word for word in (checked(word.strip(), "context") for word in fields.context) if word]
    if len(context) > MOST_WORDS:
        raise Invalid(f"At most {MOST_WORDS} words.", "context")
    entity.name = name_of(fields.name, "name")
    entity.kind = fields.kind
    entity.native_name = name_of(fields.native_name, "native_name", needed=False) or None
    entity.description = short(fields.description, "description") or None
    entity.context = list(dict.fromkeys(context))
    entity.identifiers = identifiers_of(fields.identifiers)


def name_of(words: str, name: str, *, needed: bool = True) -> str:
    """A name with single spaces. Raises Invalid for an empty one, where it is needed, and for a text that is none."""
    words = checked(" ".join(words.split()), name)
    if needed and not words:
        raise Invalid("A name needs its words.", name)
    if len(words) > LONGEST_NAME:
        raise Invalid(f"That has {len(words):,} characters; a name has at most {LONGEST_NAME}.", name)
    return words


def short(words: str, name: str) -> str:
    words = checked(words.strip(), name)
    if len(words) > LONGEST_TEXT:
        raise Invalid(f"That has {len(words):,} characters; at most {LONGEST_TEXT:,} are taken.", name)
    return words


def identifiers_of(given: Mapping[str, str]) -> dict[str, str]:
    found = {key.strip(): value.strip() for key, value in given.items() if value.strip()}
    if len(found) > MOST_WORDS:
        raise Invalid(f"At most {MOST_WORDS} identifiers.", "identifiers")
    for key, value in found.items():
        if not key or len(key) + len(value) > LONGEST_NAME:
            raise Invalid("Each identifier needs a word for what it is of, such as “ofac: 12345”.", "identifiers")
        checked(key + value, "identifiers")
    if "wikidata" in found and not _WIKIDATA.fullmatch(found["wikidata"]):
        raise Invalid("A Wikidata id is a Q and a number, such as Q796.", "wikidata")
    return found


def free_key(name: str) -> str:
    """An id for files that no entity has yet, made of a name's words."""
    stem = re.sub(r"[\W_]+", "-", fold(name)).strip("-")[:60] or "name"
    taken = set(db.session.scalars(sa.select(Entity.key).where(Entity.key.startswith(stem, autoescape=True))))
    number, key = 1, stem
    while key in taken:
        number += 1
        key = f"{stem}-{number}"
    return key


def require_unmerged(entity: Entity) -> None:
    if entity.merged_into_id is not None:
        raise Invalid(f"{entity.name} was merged into {entity.survivor.name}. Edit that one, or undo the merge.")


def add_alias(entity: Entity, fields: AliasFields, *, by: User) -> Alias:
    """Another name of an entity. Raises Invalid for one that it has already."""
    one_at_a_time()
    require_unmerged(entity)
    alias = Alias(entity_id=entity.id)
    if len(entity.aliases) >= MOST_ALIASES:
        raise Invalid(f"{entity.name} has {MOST_ALIASES:,} other names: no more are taken.", "name")
    fill_alias(alias, entity, fields)
    entity.aliases.append(alias)
    db.session.flush()
    return alias


def edit_alias(alias: Alias, fields: AliasFields, *, by: User, seen: AliasFields | None = None) -> None:
    """Change another name. Raises Stale when it is not any more what `seen` says the form was made from."""
    one_at_a_time()
    now = fields_of(alias)
    if seen is not None and seen != now:
        raise Stale(
            "Somebody else saved this since you opened it. Yours is kept below.",
            theirs=asdict(now),
            mine=asdict(fields),
            base=asdict(seen),
        )
    fill_alias(alias, alias.entity, fields)
    db.session.flush()


def remove_alias(alias: Alias, *, by: User) -> None:
    """Take another name off its entity."""
    one_at_a_time()
    alias.entity.aliases.remove(alias)
    db.session.flush()


def fields_of(alias: Alias) -> AliasFields:
    return AliasFields(alias.name, alias.kind, alias.language or "", alias.scope, alias.within, alias.note)


def fill_alias(alias: Alias, entity: Entity, fields: AliasFields) -> None:
    name = name_of(fields.name, "name")
    if fields.kind not in ALIAS_KINDS:
        raise Invalid(f"The kind must be one of {', '.join(ALIAS_KINDS)}.", "kind")
    language = fields.language.strip()
    if language and not _LANGUAGE.fullmatch(language):
        raise Invalid("A language is a code of two or three letters, such as fr or ar.", "language")
    within = " ".join(fields.within.split())
    require_scope(fields.scope, within)
    if fields.kind == "garble" and name in right_names(entity):
        raise Invalid(f"“{name}” is the right name of {entity.name}, not a garble of it.", "name")
    if any(
        other is not alias and (other.name, other.scope, other.within) == (name, fields.scope, within)
        for other in entity.aliases
    ):
        raise Invalid(f"{entity.name} has “{name}” already.", "name")
    alias.name, alias.kind, alias.language = name, fields.kind, language or None
    alias.scope, alias.within, alias.note = fields.scope, checked(within, "within"), short(fields.note, "note")


def require_scope(scope: str, within: str) -> None:
    if scope not in SCOPES:
        raise Invalid(f"The scope must be one of {', '.join(SCOPES)}.", "scope")
    if (scope == "everywhere") != (within == ""):
        raise Invalid("Say in which feed or article it holds; everywhere needs none.", "within")


def right_names(entity: Entity) -> set[str | None]:
    folded = record_of(entity)
    return {folded.name, folded.native_name}


def add_garble(entity: Entity, name: str, *, scope: str, within: str = "", by: User | None) -> Alias:
    """Let a wrong name be found under the right one: an alias of kind garble. The same one twice is one.

    `scope` "feed" holds in the feed named `within`, "article" in the article with that uid. Of a merged entity it
    becomes the survivor's. Raises Invalid.
    """
    one_at_a_time()
    entity = entity.survivor
    name = " ".join(name.split())
    if not name:
        raise Invalid("A garble needs its words.", "name")
    require_scope(scope, within)
    if name in right_names(entity):
        raise Invalid(f"“{name}” is the right name of {entity.name}, not a garble of it.", "name")
    for alias in entity.aliases:
        if (alias.name, alias.scope, alias.within) == (name, scope, within):
            return alias
    alias = Alias(name=name_of(name, "name"), kind="garble", scope=scope, within=within)
    entity.aliases.append(alias)
    db.session.flush()
    return alias


def remove_garble(alias: Alias, *, by: User) -> None:
    """Forget a wrong name: the next search does not look for it. Raises Invalid for a name that is not a garble."""
    if alias.kind != "garble":
        raise Invalid("Only a garble is removed here; other names are removed on the entity's page.", "name")
    remove_alias(alias, by=by)
