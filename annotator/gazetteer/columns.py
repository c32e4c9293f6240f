"""Files of other shapes read as gazetteer files: a map says from which of their fields each of ours comes.

The maps of the OFAC and UN lists and of place files are in maps/; how one is written is in docs/gazetteer.md.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from annotator.errors import Invalid

from .records import ALIAS_KINDS, ENTITY_KINDS

FOLDER: Final = Path(__file__).parent / "maps"
PRESETS: Final = tuple(sorted(path.stem for path in FOLDER.glob("*.json")))

_PARTS: Final = {
    "id": {"from", "prefix"},
    "kind": {"from", "is", "values", "otherwise"},
    "name": {"from", "turned", "capitals"},
    "native_name": {"from"},
    "description": {"from", "separator", "values"},
    "context": {"from", "separator", "values"},
    "identifiers": {"from", "prefix"},
    "aliases": {"from", "separator", "name", "language", "kind", "turned", "capitals", "acronyms", "weak"},
}
# Small words of the names of groups, which stand small in the middle of a name.
_SMALL: Final = frozenset("of the and for in on at by to de la le les des du et al".split())


class ColumnMap:
    """Makes the object of a gazetteer file of one of another shape. Raises Invalid for a map that it cannot follow."""

    def __init__(self, rules: Any, name: str) -> None:
        if not isinstance(rules, dict):
            raise Invalid(f"The map {name} is not a JSON object.", "map")
        for part, rule in rules.items():
            if part not in _PARTS:
                raise Invalid(f"The map {name} knows “{part}”, but an entity has only {', '.join(_PARTS)}.", "map")
            wanted = list if part in ("context", "aliases") else dict
            if not isinstance(rule, wanted):
                raise Invalid(f"The map {name}: “{part}” must be {_CALLED[wanted]}.", "map")
            each: list[Any] = [rule]
            if isinstance(rule, list):
                each = rule
            elif part == "identifiers":
                each = list(rule.values())
            for one in each:
                unknown = set(one) - _PARTS[part] if isinstance(one, dict) else {str(one)}
                if unknown:
                    raise Invalid(
                        f"The map {name}: “{part}” knows {', '.join(sorted(_PARTS[part]))}, not {unknown.pop()!r}.",
                        "map",
                    )
        if "id" not in rules or "name" not in rules:
            raise Invalid(f"The map {name} must say where “id” and “name” come from.", "map")
        self._rules = rules

    def apply(self, raw: Mapping[str, Any]) -> dict[str, Any]:
        """The object of an entity, to be checked as one that was written so (records.py: read_object)."""
        rules = self._rules
        kind = self._kind(raw)
        found: dict[str, Any] = {"id": self._id(raw), "kind": kind}
        found["name"] = _styled(_text(raw.get(rules["name"].get("from"))), rules["name"], kind)
        for part in ("native_name", "description"):
            if part in rules:
                found[part] = "; ".join(_values(raw, rules[part]))
        found["context"] = [word for rule in rules.get("context", ()) for word in _values(raw, rule)]
        found["identifiers"] = {
            name: rule.get("prefix", "") + value
            for name, rule in rules.get("identifiers", {}).items()
            for value in _values(raw, rule)[:1]
        }
        right = {found["name"], found.get("native_name")}
        aliases: dict[str, dict[str, Any]] = {}
        for rule in rules.get("aliases", ()):
            for alias in _aliases(raw, rule, kind, found["name"]):
                if alias["name"] and alias["name"] not in right:
                    aliases.setdefault(alias["name"], alias)
        found["aliases"] = list(aliases.values())
        return found

    def _id(self, raw: Mapping[str, Any]) -> str:
        rule = self._rules["id"]
        columns = rule.get("from", "id")
        parts = [_text(raw.get(column)) for column in ([columns] if isinstance(columns, str) else columns)]
        return rule.get("prefix", "") + "-".join(filter(None, parts)) if any(parts) else ""

    def _kind(self, raw: Mapping[str, Any]) -> str:
        rule = self._rules.get("kind", {})
        if "is" in rule:
            return str(rule["is"])
        value = _text(raw.get(rule.get("from", "kind")))
        found = rule.get("values", {}).get(value, value)
        return str(found if found in ENTITY_KINDS else rule.get("otherwise", "other"))


_CALLED: Final = {list: "a list", dict: "an object"}


def load_map(name: str) -> ColumnMap | None:
    """A preset by its name, or the map in a file; None for no name: the file is of our own shape. Raises Invalid."""
    if not name:
        return None
    path = FOLDER / f"{name}.json" if name in PRESETS else Path(name)
    try:
        rules = json.loads(path.read_text(encoding="utf-8"))
    except OSError:
        raise Invalid(f"There is no map {name}. Known: {', '.join(PRESETS)}, or a file.", "map") from None
    except ValueError as error:
        raise Invalid(f"The map {name} is not JSON ({error}).", "map") from None
    return ColumnMap(rules, name)


def _text(value: Any) -> str:
    if isinstance(value, bool) or value is None:
        return ""
    return " ".join(str(value).split()) if isinstance(value, str | int | float) else ""


def _values(raw: Mapping[str, Any], rule: Mapping[str, Any]) -> list[str]:
    """The texts of a field: one, a list of them, or one text cut at a separator."""
    value = raw.get(rule.get("from", ""))
    if isinstance(value, str) and rule.get("separator"):
        value = value.split(rule["separator"])
    texts = [_text(item) for item in (value if isinstance(value, list) else [value])]
    meaning = rule.get("values", {})
    return [str(meaning.get(text, text)) for text in texts if text]


def _aliases(raw: Mapping[str, Any], rule: Mapping[str, Any], kind: str, name: str) -> Iterator[dict[str, Any]]:
    value = raw.get(rule.get("from", ""))
    if isinstance(value, str) and rule.get("separator"):
        value = value.split(rule["separator"])
    language: Any = rule.get("language")
    if isinstance(value, dict):
        items: Sequence[tuple[Any, Any]] = [
            (key if language == "key" else language, text) for key, text in value.items()
        ]
    else:
        items = [(language, item) for item in (value if isinstance(value, list) else [value])]
    for given, item in items:
        alias: dict[str, Any] = {"kind": rule.get("kind", "spelling")}
        spoken, written = given, item
        if isinstance(item, dict):
            spoken = None if given is None else item.get(given)
            written = item.get(rule.get("name", "name"))
            if item.get("kind") in ALIAS_KINDS:
                alias["kind"] = item["kind"]
            # "Chairman", "Israel": one word that a list itself calls weak is everybody's.
            weak = any(item.get(column) in values for column, values in rule.get("weak", {}).items())
            if weak and " " not in _text(written):
                continue
        text = _text(written)
        alias["name"] = _styled(text, rule, kind)
        if spoken:
            alias["language"] = str(spoken)
        if rule.get("acronyms") and _is_initials(text, name):
            alias |= {"name": text, "kind": "acronym"}
        yield alias


def _styled(name: str, rule: Mapping[str, Any], kind: str) -> str:
    """A name of a list as copy writes it: "BIN LADIN, Usama" is Usama Bin Ladin."""
    if rule.get("turned") and kind == "person" and name.count(",") == 1:
        family, given = name.split(",")
        name = f"{given.strip()} {family.strip()}".strip()
    if rule.get("capitals"):
        words = name.split(" ")
        name = " ".join(_small(word, kind, first=n == 0) for n, word in enumerate(words))
    return name


def _small(word: str, kind: str, *, first: bool) -> str:
    letters = [char for char in word if char.isalpha()]
    if len(letters) < 2 or not word.isupper() or word.startswith("(") or "." in word[:-1]:
        return word
    if kind != "person":
        if word.casefold() in _SMALL and not first:
            return word.lower()
        if len(letters) <= 3:
            return word  # PLC, LTD, an acronym
    return re.sub(r"[^\W\d_]+", lambda match: match.group().capitalize(), word)


def _is_initials(word: str, name: str) -> bool:
    """Whether a word in capitals is made of the first letters of a name's words, small words counted or not."""
    if not 2 <= len(word) <= 8 or not word.isupper() or not word.isalpha():
        return False
    words = re.findall(r"[^\W\d_]+", name)
    return word.casefold() in {
        "".join(each[0] for each in words).casefold(),
        "".join(each[0] for each in words if each.casefold() not in _SMALL).casefold(),
    }
