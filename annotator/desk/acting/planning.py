"""What acts would do to a selection: how many rows each would change, and one act row by row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from ...accounts.models import User
from ...accounts.policy import may
from ...errors import Invalid, NotAllowed, NotFound
from .acts import ACTS, Act, Given, Judged
from .kept import Kept
from .targets import Target, batches, load

SHOWN: Final = 20
LOOKED_AT: Final = 20_000  # rows of a kind that are looked at to say how many an act can change: half a second
GONE: Final = "not there any more, or not open to you"
MEANWHILE: Final = "changed meanwhile"


@dataclass(slots=True)
class Plan:
    """`doing`: the rows that change, "kind:id:version". `first` and `first_left`: the first of both, as judged."""

    act: Act
    given: Given
    doing: list[str] = field(default_factory=list)
    left: Counter[str] = field(default_factory=Counter)
    first: list[tuple[str, Judged]] = field(default_factory=list)
    first_left: list[tuple[str, Judged]] = field(default_factory=list)

    @property
    def number(self) -> int:
        return len(self.doing)


@dataclass(frozen=True, slots=True)
class Offer:
    """An act that applies to what is selected. `number`: how many rows it can change, whatever is chosen with it."""

    act: Act
    number: int
    noun: str


def act_named(name: str, *, by: User) -> Act:
    """Raises NotFound for one that there is not, NotAllowed for one that this person may not do."""
    act = ACTS.get(name)
    if act is None:
        raise NotFound(f"There is: {', '.join(ACTS)}.")
    if not may(by, act.needs):
        raise NotAllowed("Your role does not allow this.")
    return act


def judged(
    act: Act, keys: Sequence[str], given: Given | None, *, by: User, locked: bool = False
) -> Iterator[tuple[str, Target | None, Judged]]:
    """Each of these keys (one batch) with its row and what the act would do to it."""
    found = load(keys, by=by, locked=locked)
    around = act.around(list(found.values()), given, by=by)
    for key in keys:
        row = found.get(key)
        yield key, row, Judged(GONE) if row is None else act.judge(row, given, around, by=by)


def offers(keys: Sequence[str], *, by: User) -> list[Offer]:
    """What can be done with these hits by this person. Each batch of rows is read once for all acts; of very many none
    is read before an act is chosen: the number is then how many there are."""
    able = [act for act in ACTS.values() if may(by, act.needs)]
    groups: dict[tuple[str, ...], list[Act]] = {}
    for act in able:
        groups.setdefault(tuple(act.targets(keys, by=by)), []).append(act)
    found = []
    for targets, acts in groups.items():
        counts: Counter[str] = Counter()
        if len(targets) > LOOKED_AT:
            counts.update({act.name: len(targets) for act in acts})
        for batch in batches(targets if len(targets) <= LOOKED_AT else ()):
            rows = list(load(batch, by=by).values())
            for act in acts:
                around = act.around(rows, None, by=by)
                counts[act.name] += sum(not act.judge(row, None, around, by=by).left for row in rows)
        kinds = {key.partition(":")[0] for key in targets}
        found += [Offer(act, counts[act.name], noun(kinds)) for act in acts if counts[act.name]]
    order = list(ACTS)
    return sorted(found, key=lambda offer: order.index(offer.act.name))


def noun(kinds: set[str]) -> str:
    return f"{next(iter(kinds))}s" if len(kinds) == 1 else "claims and articles"


def planned(act: Act, keys: Sequence[str], given: Mapping[str, str], *, by: User) -> Plan:
    """What the act would do to these hits. Raises Invalid for what was chosen with it."""
    plan = Plan(act, act.checked(given, by=by))
    for batch in batches(act.targets(keys, by=by)):
        for key, row, judgement in judged(act, batch, plan.given, by=by):
            if row is None or judgement.left:
                plan.left[judgement.left] += 1
                if len(plan.first_left) < SHOWN:
                    plan.first_left.append((key, judgement))
            else:
                plan.doing.append(f"{key}:{row.version}")
                if len(plan.first) < SHOWN:
                    plan.first.append((key, judgement))
    return plan


def kinds_in(act: Act, lines: Sequence[str]) -> list[str]:
    """The kinds of rows that are among the keys, as the act names them."""
    there = {line.partition(":")[0] for line in lines}
    return [kind for kind in act.kinds if kind in there]


def keep(plan: Plan, kept: Kept, head: Mapping[str, Any], *, by: User) -> str:
    """Keep a plan, so that what is confirmed is what was shown. Returns its name."""
    return kept.keep(dict(head) | {"act": plan.act.name, "given": plan.given}, plan.doing, owner=by.id)


def versioned(line: str) -> tuple[str, int]:
    """A line of a kept plan as a key and the row version that was shown."""
    key, _, version = line.rpartition(":")
    if not key or not version.isdecimal():
        raise Invalid("The plan cannot be read. Look at what would change again.")
    return key, int(version)
