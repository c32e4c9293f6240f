"""How two statements about one matter are to be read where they do not agree: one number said in two ways, a later
count, another scope, or a contradiction. Pure; favours silence over a guess.

Human labels of such pairs are scarce and regular expressions alone do badly at victim counts (arXiv 2302.12367: 0.06 to
0.26), so every reading says why, and a person decides.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from ..sightings.scoring.statement import Statement
from . import dated, denials, exchanged
from .figures import Figure, figures
from .settings import Setting, meet, setting_of
from .things import EVENTS, NATIONS, TOLLS, is_money
from .values import agree, leaves_room, same_number
from .vocabulary import words_of

if TYPE_CHECKING:
    from .telling import Told

Proposed = Literal["same", "superseded", "scope", "contradiction"]
Sort = Literal["figure", "date", "denial"]
# Half an hour apart, two agencies have the same count; later than that the higher toll is the later one.
LATER: Final = dt.timedelta(minutes=30)
# When a lower toll is no slow outlet's but what is known since.
SETTLED: Final = dt.timedelta(hours=12)
# How sure each reading is to be one at all: for the order of the board.
_MONTH: Final = dt.timedelta(days=40)
_WEIGHT: Final = {"contradiction": 1.0, "superseded": 0.6, "scope": 0.4, "same": 0.2}
_ADJUSTED: Final = frozenset(
    {"killed", "wounded", "casualties", "cases", "arrested", "displaced", "destroyed", "damaged", "rescued", "missing"}
)


class Part(NamedTuple):
    """What of a statement disagrees: code points into its wording, and how a page names it."""

    start: int
    end: int
    quote: str
    shown: str


class Reading(NamedTuple):
    sort: Sort
    proposed: Proposed
    reasons: tuple[str, ...]
    first: Part
    second: Part
    strength: float = 0.0


def read(one: Statement, other: Statement) -> Reading | None:
    """How two statements about one matter disagree; None where they do not, or nothing certain can be said."""
    first, second = setting_of(one), setting_of(other)
    mine, theirs = figures(one), figures(other)
    found = [
        reading
        for a in mine
        for b in theirs
        if not is_matched(a, theirs) and not is_matched(b, mine) and _of_one_thing(a, first, second)
        if (reading := between(a, first, b, second)) is not None
    ]
    if found:
        return max(found, key=lambda each: each.strength)
    return (
        dated.read(one, first, other, second) or denials.read(one, first, other, second) or exchanged.read(one, other)
    )


def is_matched(figure: Figure, others: Iterable[Figure]) -> bool:
    """Whether the other statement has this number, too: what it says besides is another figure."""
    return any(
        each.name == figure.name and agree(figure.quantity, each.quantity, figure.thing.factor, each.thing.factor)
        and (figure.quantity.qualifier == "exact" or each.quantity.qualifier == "exact")
        and same_number(figure.quantity, each.quantity, figure.thing.factor, each.thing.factor)
        for each in others
    )  # fmt: skip


def _of_one_thing(figure: Figure, first: Setting, second: Setting) -> bool:
    """Whether two statements that are said to be about one matter speak of one thing in what they count: each naming
    somebody or something that the other does not, they count two."""
    if figure.name in EVENTS or figure.name in {"troops", "fighters", "people", "passengers"}:
        return True
    mine, theirs = first.words.names - second.words.names, second.words.names - first.words.names
    return not (mine and theirs)


def between(one: Figure, first: Setting, other: Figure, second: Setting) -> Reading | None:  # noqa: PLR0911 - readings in order
    """How two figures of one event or state disagree. None: they count different things, agree, or are no pair."""
    if one.name != other.name:
        return _related(one, other)
    if one.part or other.part or one.more or other.more:
        return None
    if one.stage != other.stage and {one.stage, other.stage} & {"before", "allowed"}:
        return None
    if same_number(one.quantity, other.quantity, one.thing.factor, other.thing.factor):
        return None
    if is_apart(one, first, other, second):
        return None
    narrowed = _scope(one, first, other, second)
    if narrowed:
        return _reading("scope", (narrowed,), one, other)
    if agree(one.quantity, other.quantity, one.thing.factor, other.thing.factor):
        return _reading("same", (_why_same(one, other),), one, other)
    if one.name in _ADJUSTED or (one.runs and other.runs):
        later = _later(one, first, other, second)
        if later:
            return _reading("superseded", (later,), one, other)
    elif leaves_room(one.quantity, other.quantity, one.thing.factor, other.thing.factor):
        return None
    changed = _changed(one, first, other, second)
    if changed:
        return _reading("superseded", (changed,), one, other)
    return _reading("contradiction", tuple(_why_not(one, first, other, second)), one, other)


def _related(one: Figure, other: Figure) -> Reading | None:
    """ "Casualties" are the killed and the wounded."""
    names = {one.name, other.name}
    if "casualties" not in names or not names & {"killed", "wounded"} or one.part or other.part:
        return None
    whole, some = (one, other) if one.name == "casualties" else (other, one)
    if whole.quantity.value < some.quantity.value or not whole.quantity.value:
        return None
    return _reading(
        "scope", (f"Casualties are killed and wounded together; the other counts the {some.name} alone.",), one, other
    )


def is_apart(one: Figure, first: Setting, other: Figure, second: Setting) -> bool:
    """Whether the words themselves say that it is another event or another time."""
    if first.places and second.places and not first.places & second.places and not _contains(first, second):
        return True
    if not first.days or not second.days:
        return False
    exact = all(last - start < _MONTH for start, last in (*first.days, *second.days))
    return not meet(first.days, second.days, 1 if one.name in EVENTS else 31 if exact else 0)


def _contains(first: Setting, second: Setting) -> bool:
    """Whether the places of one lie around those of the other, as far as their articles tell."""
    return bool(first.places & second.around_places or second.places & first.around_places)


def _scope(one: Figure, first: Setting, other: Figure, second: Setting) -> str | None:  # noqa: PLR0911 - scopes in order
    """How far each figure goes, where one goes farther than the other."""
    if one.stage != other.stage:
        return (
            "One is what somebody asks for."
            if "asked" in {one.stage, other.stage}
            else "One is a plan, the other says how it is."
        )
    if one.stage == "planned" and one.forecast and other.forecast:
        return "Two forecasts: each can be what its maker expects."
    if bool(one.period) != bool(other.period):
        return f"One goes farther: “{one.period or other.period}”."
    if one.period != other.period:
        return f"They do not go equally far: “{one.period}” and “{other.period}”."
    where = _smaller_place(one, first, other, second) or _smaller_place(other, second, one, first)
    if where:
        return f"One counts only those in {where}."
    mine, theirs = _who(one, second), _who(other, first)
    if mine != theirs:
        if mine and theirs:
            whose = mine & NATIONS, theirs & NATIONS
            if not mine & theirs or (whose[0] and whose[1] and not whose[0] & whose[1]):
                return f"They count different people: {_words(mine)} and {_words(theirs)}."
        else:
            whole, some, of = (other, one, mine) if mine else (one, other, theirs)
            if one.name not in TOLLS or whole.quantity.value >= some.quantity.value:
                return f"One counts only {_words(of)}, the other all."
    if one.alone != other.alone:
        return "One speaks of a part alone."
    return None


def _smaller_place(figure: Figure, setting: Setting, other: Figure, against: Setting) -> str:
    """The place that one figure of a toll is limited to: named right behind it, and by the other report neither there
    nor around it; not the place that its own story is about."""
    if not figure.place or figure.name not in _ADJUSTED or figure.value > other.value:
        return ""
    names = words_of(f"x {figure.place}").names
    known = setting.main | against.main | against.words.names | against.topic.names
    return "" if names & known or setting.places & (against.places | against.around_places) else figure.place


def _who(figure: Figure, against: Setting) -> frozenset[str]:
    """Whom a figure is narrowed to. One person who is described is not a kind of people; a nation that the other
    statement names, too, narrows nothing."""
    if figure.quantity.value == 1 and figure.name in TOLLS:
        return frozenset()
    return frozenset(word for word in figure.thing.who if word not in against.words.names)


def _words(who: frozenset[str]) -> str:
    return " and ".join(sorted(word.title() if " " in word or word in NATIONS else f"“{word}”" for word in who))


def _why_same(one: Figure, other: Figure) -> str:
    names = {"about": "about", "at least": "at least", "at most": "at most", "dozens": "a vague plural"}
    vague = [
        f"“{each.quantity.quote}” is {names[each.quantity.qualifier]}"
        for each in (one, other)
        if each.quantity.qualifier in names
    ]
    if one.thing.factor != other.thing.factor:
        return "The same measure in two units."
    if vague:
        return f"{'; '.join(vague)}: both can be one number."
    if one.quantity.high is not None or other.quantity.high is not None:
        return "One number lies in the range of the other."
    return "One is the other, rounded."


def _later(one: Figure, first: Setting, other: Figure, second: Setting) -> str | None:
    """Why the higher of two tolls is a later one, if it is."""
    low, low_at, high, high_at = (one, first, other, second) if one.value < other.value else (other, second, one, first)
    if one.name == "missing":
        return "The number of missing changes as they are found." if first.published != second.published else None
    if low_at.published and high_at.published:
        if high_at.published - low_at.published >= LATER:
            grown = "; its words say that it grew" if high.grows else ""
            gap = _after(high_at.published - low_at.published)
            return f"A toll grows: “{high.quantity.quote}” was published {gap} later{grown}."
        if low_at.published - high_at.published >= LATER and low.corrects:
            return f"“{low.quantity.quote}” came later and corrects the count."
    elif high.grows and not low.grows:
        return f"Its words say that the count grew to “{high.quantity.quote}”."
    if low.quantity.qualifier == "at least" or (
        low.quantity.qualifier == "dozens" and high.quantity.value > low.quantity.value
    ):
        return f"“{low.quantity.quote}” is the least that was known; “{high.quantity.quote}” is a fuller count."
    return None


def _after(gap: dt.timedelta) -> str:
    hours = gap.total_seconds() / 3600
    if hours < 1.5:
        return "an hour" if hours >= 0.75 else f"{round(hours * 60)} minutes"
    return f"{round(hours)} hours" if hours < 36 else f"{round(hours / 24)} days"


def _changed(one: Figure, first: Setting, other: Figure, second: Setting) -> str | None:
    """Why two levels are of two times: the later words say that it rose or fell to its figure, or that it corrects."""
    if first.published is None or second.published is None or abs(first.published - second.published) < LATER:
        return None
    before, after = (one, other) if first.published < second.published else (other, one)
    way = 1 if after.value > before.value else -1
    if after.corrects and not before.corrects:
        return f"“{after.quantity.quote}” came later and corrects an earlier count."
    if after.trend == way and before.stage == after.stage == "now":
        told = "rose" if way > 0 else "fell"
        return f"The later words say that it {told}: from “{before.quantity.quote}” to “{after.quantity.quote}”."
    return None


def _why_not(one: Figure, first: Setting, other: Figure, second: Setting) -> list[str]:
    what = _counted(one, other)
    reasons = [f"The same {what}, and the two cannot both be right."]
    if one.name in _ADJUSTED and first.published and second.published:
        low, high = (first, second) if one.value < other.value else (second, first)
        if low.published and high.published and low.published - high.published >= LATER:
            reasons.append("The lower count was published later: a toll does not fall without a correction.")
    if first.places & second.places and meet_days(first, second):
        reasons.append("Place and day are the same.")
    return reasons


def _counted(one: Figure, other: Figure) -> str:
    """What both count, in words."""
    if one.name in _NAMED:
        return _NAMED[one.name]
    if is_money(one.name):
        return "sum"
    units = {one.quantity.unit, other.quantity.unit}
    unit = one.quantity.unit if len(units) == 1 and one.quantity.unit else one.name
    return unit if unit == "percent" or one.per else f"number of {unit}"


_NAMED: Final = {
    "killed": "number of dead", "wounded": "number of wounded", "arrested": "number of arrested",
    "crowd": "size of the crowd",
    "missing": "number of missing", "displaced": "number of displaced", "projectiles": "number of rockets or shells",
    "percent": "share", "magnitude": "magnitude", "destroyed": "number of destroyed buildings",
    "damaged": "number of damaged buildings", "rescued": "number of rescued",
}  # fmt: skip


def meet_days(first: Setting, second: Setting) -> bool:
    return meet(first.when, second.when)


def later_lower(reading: Reading, one: Told, other: Told, others: Iterable[Told]) -> Reading:
    """A reading "superseded" with what later reports say: one that is lower than the "later toll" shows that it never
    was one. All else as it is."""
    if reading.proposed != "superseded" or one.figure.name not in TOLLS - {"missing"}:
        return reading
    high = max(one, other, key=lambda each: each.figure.value)
    same = [each for each in others if each is not one and each is not other and _counts_the_same(each, high)]
    if any(each.figure.value >= high.figure.value and each.statement != high.statement for each in same):
        return reading
    for each in same:
        if (
            high.setting.published and each.setting.published
            and each.setting.published - high.setting.published >= SETTLED
            and each.figure.value < high.figure.value
        ):  # fmt: skip
            why = (
                f"A report of {each.setting.published:%-d %B} still has “{each.figure.quantity.quote}”: "
                f"“{high.figure.quantity.quote}” was no later toll."
            )
            return reading._replace(proposed="contradiction", reasons=(why,), strength=1.0)
    return reading


def _counts_the_same(each: Told, high: Told) -> bool:
    figure = each.figure
    return (
        figure.name == high.figure.name and not figure.part and not figure.more
        and figure.thing.who == high.figure.thing.who and figure.quantity.qualifier == "exact" and not figure.period
        and not is_apart(figure, each.setting, high.figure, high.setting)
        and meet(each.setting.when, high.setting.when)
    )  # fmt: skip


def _reading(proposed: Proposed, reasons: tuple[str, ...], one: Figure, other: Figure) -> Reading:
    low, high = sorted((abs(one.value) or 1e-9, abs(other.value) or 1e-9))
    return Reading(
        "figure", proposed, reasons, part_of(one), part_of(other),
        _WEIGHT[proposed] + 0.2 * (1 - low / high),
    )  # fmt: skip


def part_of(figure: Figure) -> Part:
    quantity = figure.quantity
    return Part(quantity.start, quantity.end, quantity.quote, shown(quantity.value, quantity.high))


def shown(value: float, high: float | None = None) -> str:
    """A number as a page shows it: "2,500", "1.4 billion"."""
    for size, word in ((1e12, "trillion"), (1e9, "billion"), (1e6, "million")):
        if abs(value) >= size:
            told = f"{value / size:g} {word}"
            break
    else:
        told = f"{value:,.0f}" if value == int(value) else f"{value:,g}"
    return f"{told} to {shown(high)}" if high is not None else told
