"""What the desk asks of a verdict before it is settled, and what a claim still lacks of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from ..accounts.models import User
from ..accounts.policy import may
from ..claims.models import Claim
from ..db import db
from ..db.versions import require_version
from ..errors import Invalid
from ..text.spans import CLAIM_KINDS
from .models import Adjudication, Assessment, Policy

EVERY: Final = "every"  # in `second_reader`: all kinds
MOST: Final = 9
NUMBERS: Final = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


@dataclass(frozen=True)
class Terms:
    """The policy as values. `assessments` and `sources` are the least a claim must have; `second_reader` the kinds of
    claim that somebody else than its judge must settle, ("every",) for all. The defaults are a desk's without one."""

    blind: bool = False
    assessments: int = 1
    sources: int = 0
    second_reader: tuple[str, ...] = (EVERY,)

    def wants_second(self, claim: Claim) -> bool:
        return EVERY in self.second_reader or any(kind in self.second_reader for kind in claim.kinds)


@dataclass(frozen=True)
class Lack:
    """What a claim lacks to be settled. `words`: each thing, such as "one more judgement"; `barred`: why this person
    may not settle it though somebody else may."""

    words: tuple[str, ...] = ()
    barred: str = ""

    def __bool__(self) -> bool:
        return bool(self.words or self.barred)

    def __str__(self) -> str:
        """One or two sentences."""
        *most, last = self.words or ("",)
        needs = f"Needs {', '.join(most)} and {last}." if most else f"Needs {last}." if last else ""
        return " ".join(part for part in (needs, self.barred) if part)


def load_policy() -> Policy | None:
    """The desk's policy; None: it goes by the defaults of Terms."""
    return db.session.get(Policy, 1)


def terms() -> Terms:
    """The terms that hold now."""
    row = load_policy()
    return Terms() if row is None else terms_of(row.blind, row.assessments, row.sources, row.second_reader)


def terms_of(blind: bool, assessments: int, sources: int, second_reader: Sequence[str]) -> Terms:
    return Terms(blind, assessments, sources, tuple(second_reader))


def keep(wanted: Terms, *, by: User, seen: int | None = None) -> Policy:
    """Change the desk's policy. It holds for claims settled from now on; what is settled stays so. `seen` is the row
    version that the form was made from, 0 where there was none. Raises Invalid naming the field, Stale."""
    for name in ("assessments", "sources"):
        least = 1 if name == "assessments" else 0
        if not least <= getattr(wanted, name) <= MOST:
            raise Invalid(f"A number from {least} to {MOST}.", name)
    unknown = [kind for kind in wanted.second_reader if kind not in (EVERY, *CLAIM_KINDS)]
    if unknown:
        raise Invalid(f"There is no kind of claim called “{unknown[0]}”.", "second_reader")
    row = load_policy()
    typed = {
        "blind": wanted.blind,
        "assessments": wanted.assessments,
        "sources": wanted.sources,
        "second_reader": [EVERY] if EVERY in wanted.second_reader else list(wanted.second_reader),
    }
    if row is None:
        row = Policy(id=1)
        db.session.add(row)
    else:
        require_version(row, seen, typed)
    for name, value in typed.items():
        setattr(row, name, value)
    db.session.flush()
    return row


def lacking(
    claim: Claim,
    wanted: Terms,
    judged: Sequence[Assessment],
    decided: Adjudication | None,
    *,
    sources: int,
    by: User | None,
    veiled: bool = False,
) -> Lack:
    """What a claim lacks to be settled by this person (None: by whoever may).

    `judged` are its assessments, `decided` its newest adjudication, `sources` the number of its independent sources,
    `veiled` whether this person may not see its verdict yet.
    """
    words = []
    if not judged:
        words.append(counted(wanted.assessments, "judgement", "a"))
    elif len(judged) < wanted.assessments:
        words.append(more(wanted.assessments - len(judged), "judgement"))
    if sources < wanted.sources:
        words.append(more(wanted.sources - sources, "independent source"))
    if claim.disputed and not veiled:
        words.append("an editor's pick between the judgements that differ")
    barred = ""
    if veiled:
        barred = "It is judged blind: judge it yourself first."
    elif judged and by is not None and not may(by, "edit") and wanted.wants_second(claim):
        # Who found what stands: its judges, and whoever picked it where they differed.
        found = {row.reviewer_id for row in judged if row.verdict == claim.verdict}
        if decided is not None and decided.verdict == claim.verdict:
            found.add(decided.created_by_id)
        if not found - {by.id}:
            barred = "A second reader must settle this claim."
    return Lack(tuple(words), barred)


def more(number: int, what: str) -> str:
    return f"{NUMBERS[number]} more {what}{'s' if number > 1 else ''}"


def counted(number: int, what: str, one: str) -> str:
    return f"{one} {what}" if number == 1 else f"{NUMBERS[number]} {what}s"
