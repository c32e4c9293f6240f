"""A person puts right what the rules read from a claim: a figure, a date, a place, who says it.

From then on the fact is the person's: no later reading of the claim touches it.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Mapping
from typing import Final

import sqlalchemy as sa

from ..accounts.models import User
from ..articles.anchors import HasText
from ..db import db
from ..db.versions import require_version
from ..errors import Invalid
from ..gazetteer.models import Alias, Entity
from ..text.characters import checked
from .models import Claim, Fact
from .states import drop_to_recheck

QUALIFIERS: Final = ("exact", "about", "at least", "at most", "dozens")
SPEAKER_KINDS: Final = ("person", "office", "anonymous", "document")
LONGEST: Final = 500  # characters of a name or unit
# What may be put right of each kind of fact, by the form's field names.
FIELDS: Final[dict[str, tuple[str, ...]]] = {
    "quantity": ("value", "high", "qualifier", "unit", "role"),
    "date": ("resolved", "until"),
    "place": ("name",),
    "speaker": ("name", "role"),
}
_NAMES: Final = {"name": "quote"}  # what a field is called in the row
_DATE: Final = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d):(\d\d))?)?)?")
_PRECISION: Final = ("year", "month", "day", None, "time")


def mend(fact: Fact, given: Mapping[str, str], *, by: User, seen: int | None = None) -> None:
    """Put a fact right: `given` holds the fields of its kind (`FIELDS`) as typed, empty for what is not known.
    A settled claim must then be checked again.

    Raises Invalid naming the field, Stale when the fact was changed since `seen`, its row version.
    """
    words = {name: checked(given.get(name, "").strip(), name) for name in FIELDS[fact.kind]}
    require_version(fact, seen, {_NAMES.get(name, name): typed for name, typed in words.items()})
    for name, typed in words.items():
        if len(typed) > LONGEST:
            raise Invalid(f"At most {LONGEST} characters.", name)
    _MENDERS[fact.kind](fact, words)
    fact.origin = "person"
    if fact.claim.state == "settled":  # what was settled was the claim with the fact as it stood
        drop_to_recheck(fact.claim)
    db.session.flush()


def _quantity(fact: Fact, words: Mapping[str, str]) -> None:
    value, high = number(words["value"], "value"), number(words["high"], "high")
    if value is None:
        raise Invalid("Give the number.", "value")
    if high is not None and high <= value:
        raise Invalid("The upper end of a range is above its lower one.", "high")
    if words["qualifier"] not in QUALIFIERS:
        raise Invalid("Choose how exact the number is.", "qualifier")
    fact.value, fact.high, fact.qualifier = value, high, words["qualifier"]
    fact.unit, fact.role = words["unit"] or None, words["role"] or None


def _date(fact: Fact, words: Mapping[str, str]) -> None:
    fact.precision = precision(words["resolved"], "resolved") if words["resolved"] else None
    if words["until"] and not words["resolved"]:
        raise Invalid("Give the first day of the range, too.", "resolved")
    if words["until"]:
        precision(words["until"], "until")
        if words["until"] < words["resolved"]:
            raise Invalid("A range ends after it begins.", "until")
    fact.resolved, fact.until, fact.doubt = words["resolved"] or None, words["until"] or None, None


def _place(fact: Fact, words: Mapping[str, str]) -> None:
    if not words["name"]:
        fact.entity_id = None
        return
    found = db.session.scalars(
        sa.select(Entity.id)
        .outerjoin(Alias, Alias.entity_id == Entity.id)
        .where(sa.or_(Entity.name == words["name"], Alias.name == words["name"]))
        .order_by(Entity.name != words["name"], Entity.id)
    ).first()
    if found is None:
        raise Invalid(f"The desk knows no place called “{words['name']}”.", "name")
    fact.entity_id = found


def _speaker(fact: Fact, words: Mapping[str, str]) -> None:
    if not words["name"]:
        raise Invalid("Say who said it.", "name")
    if words["role"] not in SPEAKER_KINDS:
        raise Invalid("Choose what kind of speaker this is.", "role")
    if words["name"] != fact.quote:
        fact.quote, fact.head = words["name"], None
    fact.role = words["role"]


_MENDERS: Final = {"quantity": _quantity, "date": _date, "place": _place, "speaker": _speaker}


def number(typed: str, field: str) -> float | None:
    """ "2,500.5" as typed, None when empty. Raises Invalid."""
    if not typed:
        return None
    plain = typed.replace(",", "").replace(" ", "").replace("\u00a0", "")
    try:
        value = float(plain) if len(plain) < 30 and re.fullmatch(r"[+-]?\d+(\.\d+)?", plain, re.ASCII) else math.nan
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        raise Invalid("Give a number in digits.", field)
    return value


def precision(typed: str, field: str) -> str:
    """How exact a date as typed is: "2021-02-16" is known to the day. Raises Invalid."""
    found = _DATE.fullmatch(typed)
    try:
        if found is None or not typed.isascii():
            raise ValueError
        year, month, day, hour, minute = (
            int(part or given) for part, given in zip(found.groups(), "01100", strict=True)
        )
        dt.datetime(year, month, day, hour, minute, tzinfo=dt.UTC)
    except ValueError:
        raise Invalid("Give it as 2021-02-16, 2021-02 or 2021.", field) from None
    return str(_PRECISION[sum(part is not None for part in found.groups()) - 1])


def hand_on(facts: list[Fact], to: Claim, version: HasText) -> None:
    """Give what a person put right in one claim to another one whose words hold it (split, merge)."""
    for fact in facts:
        at = [anchor for anchor in to.anchors if anchor.version_id == version.id]
        if any(anchor.start <= fact.start and fact.end <= anchor.end for anchor in at):
            columns = {c.key: getattr(fact, c.key) for c in sa.inspect(Fact).column_attrs if c.key not in _OWN}
            to.facts.append(Fact(**columns))


_OWN: Final = frozenset({"id", "claim_id", "row_version"})
