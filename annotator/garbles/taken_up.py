"""Counts that take up an earlier one: "the nine wounded" behind "five people were wounded" cannot be those five.

What is counted with "the", "these" or "our" has been told of before. Where no such number was, and another one of the
same people or things was, one of the two is wrong. Engines drop, double and turn round digits and number words.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from operator import attrgetter
from typing import Final, NamedTuple

from annotator.text.quantities import quantities
from annotator.text.roles import PEOPLE
from annotator.text.spans import Quantity, Span
from annotator.text.word_forms import class_of

_ROLES: Final = {
    "wounded": "wounded", "injured": "wounded", "dead": "killed", "killed": "killed", "victims": "killed",
    "bodies": "killed", "martyrs": "killed", "coffins": "killed",
    "detained": "arrested", "detainees": "arrested", "arrested": "arrested", "suspects": "arrested",
    "missing": "missing",
}  # fmt: skip
# A definite count and the participle or noun that says of whom; "of the nine wounded, four" has no other number.
# "the 36 victims of the attack in 2015" tells itself which ones.
# It begins with its letter and looks back from there: by its letter the search runs over all else.
_DEFINITE: Final = re.compile(
    rf"[Tt]he (?<!\w[Tt]he )(?P<count>[\w-]{{1,14}} (?P<who>{'|'.join(_ROLES)}))\b"
    r"(?! (?:by|in|on|at|of|who|whose|from)\b)"
)
# "The bodies of the eight": who they are is told by what is said of them.
_BARE: Final = re.compile(
    r"\b(?:(?P<killed>bodies|funerals?|coffins|remains|graves|deaths?)|(?P<arrested>arrests?|detention|trial|lawyers|"
    r"interrogation)) of the (?P<count>[a-z]{3,9}|\d{1,3})(?= (?:to|were|are|have|had|was|will|is)\b|[.,;])"
)
# Looked for first: the pattern would try each word of the text.
_WHOSE: Final = tuple(
    f"{word} of the "
    for word in "bodies funeral funerals coffin coffins remains graves death deaths arrest arrests detention trial "
    "lawyers interrogation".split()
)
# Words by which a count takes up another, and such as say whose they are: these need more that speaks for it.
_TAKES_UP: Final = re.compile(r"(?<![\w’'-])(?P<how>[Tt]he|[Tt]hese|[Tt]hose|[Oo]ur|[Tt]heir|[Hh]is|[Hh]er|[Ii]ts) \Z")
_SAYS_WHICH: Final = re.compile(
    r" (?:(?P<of>of|from|in|at|on)\b|who\b|whose\b|that\b|which\b|with\b|to\b|"
    r"(?P<form>[a-z]+ed)\b(?! (?:the|an?|his|her|its|their|that|to)\b)|held)|-"
)
# "The 27 members", "the two countries", "the five years": known by themselves.
_KNOWN: Final = frozenset(
    "members countries states years months weeks days hours minutes seats deputies lawmakers senators provinces "
    "regions governorates districts judges nations sides parties percent ministers presidents leaders kilometres "
    "kilometers metres meters miles times points goals euros dollars others brothers sisters capitals".split()
)
_DURATIONS: Final = frozenset("years months weeks days hours minutes".split())
_OFFICES: Final = frozenset("members ministers deputies judges lawmakers senators".split())
_SOLDIERS: Final = frozenset("soldiers comrades troops servicemen men fighters peacekeepers".split())
_ANYBODY: Final = frozenset({None, "people", "persons"})
_OF_ROLE: Final = re.compile(
    r"\b(?:(?P<arrested>arrests?|detention|capture) of|(?P<killed>(?:deaths?|killing|loss) of|(?:has|have|had) lost))"
    r"(?: (?:about|some|over|nearly))? \Z"
)
_FELL: Final = re.compile(r" (?:who|that) (?:fell|died|were killed|have fallen|lost their lives)\b")
_NEW: Final = {"additional": "new", "more": "new", "further": "new", "extra": "new"}
_REACH: Final = 6_000  # characters back: a reader still knows which ones are meant
_NEAR: Final = 250  # characters back: what "these" goes back to
_FAR: Final = 20_000  # characters back: what stands further off is another story; all is looked at in linear time
_FURTHEST: Final = 2.5  # times one number is the other: further apart they count other people
_BREATH: Final = 16  # characters that "eighteen of" or "a part of" may take
_BESIDE: Final = 300  # characters between a count and one that goes off it
_FEW: Final = 12  # members of a delegation or crew, not of a parliament
_LEAD: Final = 500  # characters of headline and lead: what they name is the story's
_START: Final = attrgetter("start")
_TIMES: Final = frozenset({"later", "since", "now"})
_OTHERS: Final = re.compile(r"\b(?:other|another|more|further|additional|second|remaining|rest|later|since|now)\b")
OTHER_TIME: Final = re.compile(
    r"\b(?:\d{4}|last|previous|earlier|ago|since|later|January|February|March|April|May|June|July|August|September|"
    r"October|November|December|[A-Z]\w+day|other|another|year|years|month|months|week)\b"
)
_OF_KNOWN: Final = re.compile(
    r" (?:of|from|in|at|on) (?:(?P<name>[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)*)(?![\w’'])|the (?P<word>[A-Z]?[a-z]{3,}))"
)
_PART_OF: Final = re.compile(r"(?:including|among them|of whom|of them|of which) \Z")
_ONE_MORE: Final = re.compile(r"\b(?:one|another|an?other|a (?:second|third|fourth|fifth)|its own|his own)\b")
_SOME: Final = re.compile(
    r"\b(?:[Ss]ome|[Ss]everal|[Oo]thers|[Aa] few|[Hh]alf|[Tt]he rest)(?: of them)? "
    r"(?:were|was|have|had|are|died|fled|left|escaped)\b"
)
_NAME: Final = re.compile(r"(?<=[ (])[A-Z][\w’'-]+")
_CLAUSE_BEHIND: Final = re.compile(r" (?:that|who|which)(?: [\w’'-]+){1,4}")
_EMPTY: Final = frozenset("which their there these those after before would could".split())
_CLAUSE: Final = re.compile(r"[^.,;:!?\n”]*")


class Clash(NamedTuple):
    """A count that takes up another, and that other one."""

    taken: Quantity
    against: Quantity


def taken_up(text: str, told: Sequence[Quantity]) -> Iterator[Clash]:
    """Each definite count whose number is none that was told before, with the one count of its kind that was.

    `told`: the quantities of the text in order. Only where all counts of that kind so far say one exact number.
    """
    if not told:
        return
    for match in _DEFINITE.finditer(text):
        if clash := _of_role(text, told, match, _ROLES[match["who"]]):
            yield clash
    for match in _BARE.finditer(text) if any(map(text.__contains__, _WHOSE)) else ():
        if clash := _of_role(text, told, match, "killed" if match["killed"] else "arrested"):
            yield clash
    for at, count in enumerate(told):
        if count.unit and count.qualifier == "exact" and not count.high and count.value > 1:
            how = _TAKES_UP.search(text, max(0, count.start - 8), count.start)
            if how and (against := _against(text, told, at, how["how"].lower())):
                yield Clash(count, against)


def _of_role(text: str, told: Sequence[Quantity], match: re.Match[str], role: str) -> Clash | None:
    """The count of a role that is told with another number: "the nine wounded", "the bodies of the eight"."""
    span = Span(*match.span("count"))
    found = quantities(text, span)
    if len(found) != 1 or found[0].qualifier != "exact" or found[0].start != span.start:
        return None
    who = match.groupdict().get("who")
    before = _before(text, told, span.start, _REACH)
    alike = [one for one in before if _role(text, one) == role]
    if not alike or (not _is_one(alike) and who not in {"victims", None}):
        return None
    first, value = alike[0], found[0].value
    # "The 36 victims" are fewer than "at least 43".
    fewer = (
        first.qualifier == "at least" and value < first.value and (who is None or who == "victims" or _is_one(alike))
    )
    if first.high or not (first.qualifier == "exact" or fewer):
        return None
    if who == "suspects" and not (first.value < value <= first.value * _FURTHEST):
        return None  # fewer may be those of them who are charged
    if any(one.value == value for one in before):
        return None  # told before of some of them: "nine were wounded, four seriously. The four wounded …"
    against = first if who in {"victims", None} else alike[-1]
    return Clash(found[0]._replace(end=span.end, quote=span.of(text)), against)


def _against(  # noqa: PLR0911 - one test a line
    text: str, told: Sequence[Quantity], at: int, how: str
) -> Quantity | None:
    """The count that a definite one takes up with another number: "40 migrants", and later "the 41 migrants"."""
    count = told[at]
    reach = _NEAR if how in {"these", "those"} else _REACH
    before = _before(text, told, count.start, reach)
    noun = (count.unit or "").split()[-1]
    near = re.split(r"[.!?“\n]", text[max(0, count.start - 80) : count.start])[-1]
    if not before or _stands(told, count):
        return None
    says_which = _says_which(text, count)
    if (others := _OTHERS.search(near)) and (says_which or others.group() not in _TIMES):
        return None
    if reach == _NEAR:
        if not says_which and noun in _DURATIONS:  # "90 days", "these nine days": a nought was lost
            return next((one for one in reversed(before) if _noun(one) == noun and _is_tenth(one, count)), None)
        if says_which or noun in _KNOWN:
            return None
        people = noun in PEOPLE | {"volunteers", "dead"}
        alike = [one for one in before if (_is_of_people(one) if people else _noun(one) == noun)]
        return _one(alike[-1:] if people else alike, count)
    if not says_which and how == "the":
        alike = [one for one in before if _noun(one) == noun or _is_named(text, one, count)]
        alike = [one for one in alike if _fits(text, one, count)]
        if misread := next((one for one in alike if is_misread(one, count)), None):
            return misread
        if others:
            return None
        if noun in _KNOWN:
            few = noun in _OFFICES and count.value <= _FEW
            alike = [one for one in alike if few and abs(one.value - count.value) <= 2]
        if (against := _one(alike, count)) and not is_made_of(text, before, against, count):
            return against
    return None if others else _surely(text, before, count, noun)


def _surely(text: str, before: Sequence[Quantity], count: Quantity, noun: str) -> Quantity | None:
    """The same for a count that tells itself which ones, where figures, names or what became of them say the same."""
    clause = _clause(text, count)
    names = set(_NAME.findall(clause))
    lead = text[: min(_LEAD, count.start)]
    if OTHER_TIME.search(clause) or not all(
        name in lead or any(name in _around(text, one, count.start) for one in before) for name in names
    ):
        return None
    alike = [one for one in before if _noun(one) == noun and _fits(text, one, count)]
    if misread := next((one for one in alike if is_misread(one, count)), None):
        return misread
    if noun in _KNOWN:
        return _one([one for one in alike if _says_the_same(text, one, count)], count)
    role = "killed" if _FELL.match(text, count.end) else _ROLES.get(noun, count.role)
    if role in {"killed", "wounded", "arrested"}:
        same = [one for one in before if _role(text, one) == role and (_are_alike(one, noun) or noun in _ROLES)]
        if noun in _ROLES and (misread := next((one for one in same if is_misread(one, count)), None)):
            return misread
    else:
        same = [one for one in alike if names & set(_NAME.findall(_around(text, one, count.start)))]
        same = same or [one for one in alike if _says_the_same(text, one, count)]
        if not same and len(alike) > 1 and alike[0].start < _LEAD and len({one.value for one in alike}) == 1:
            same = alike  # headline and lead say one number
    against = _one(same, count)
    return against if against and not is_made_of(text, before, against, count) else None


def _one(alike: Sequence[Quantity], count: Quantity) -> Quantity | None:
    """The last of the counts before, where all that are near the new one say one number that it cannot be."""
    alike = [one for one in alike if count.value / _FURTHEST <= one.value <= count.value * _FURTHEST]
    if len({one.value for one in alike}) != 1 or any(one.high for one in alike):
        return None
    last = alike[-1]
    if last.qualifier == "about":
        apart = not 0.8 <= count.value / (last.value or 1) <= 1.25
    else:
        apart = last.qualifier == "exact" and all(one.qualifier == "exact" for one in alike)
    return last if apart and last.value != count.value else None


def _is_tenth(one: Quantity, other: Quantity) -> bool:
    low, high = sorted((one.value, other.value))
    return one.qualifier in {"exact", "at most", "at least"} and not one.high and low > 1 and high == 10 * low


def is_misread(one: Quantity, other: Quantity) -> bool:
    """Whether two whole numbers differ as by a slip: two neighbouring digits changed round (108 and 180, 98 and 89), or
    a nought lost or won (200 and 2,000)."""
    if one.qualifier not in {"exact", "about", "at least"} or one.high or other.high:
        return False
    first, second = f"{one.value:.0f}", f"{other.value:.0f}"
    if len(first) != len(second):
        if one.qualifier == "at least" and other.value > one.value:
            return False
        return min(one.value, other.value) >= 20 and max(one.value, other.value) == 10 * min(one.value, other.value)
    differ = [n for n, (a, b) in enumerate(zip(first, second, strict=True)) if a != b]
    return (
        len(differ) == 2
        and differ[1] == differ[0] + 1
        and first[differ[0]] == second[differ[1]]
        and first[differ[1]] == second[differ[0]]
    )


def is_made_of(text: str, before: Sequence[Quantity], one: Quantity, count: Quantity) -> bool:
    """Whether a number is another with one that is told beside it, or without: "five hostages. Two were freed."."""
    noun = _noun(count)
    between = text[one.end : min(count.start, one.end + _BESIDE)]
    if (count.value == one.value + 1 and _ONE_MORE.search(between)) or (
        count.value < one.value and _SOME.search(between)
    ):
        return True
    return any(
        abs(one.value - count.value) == part.value
        for part in before
        if part is not one
        and not _PART_OF.search(text, max(0, part.start - 20), part.start)
        and abs(part.start - one.start) < _BESIDE
        and (part.unit is None or _noun(part) == noun or (noun in PEOPLE and _noun(part) in PEOPLE))
    )


def _role(text: str, count: Quantity) -> str | None:
    """What became of the counted, also where a noun says it: "the arrest of nine people"."""
    if count.role in {None, "troops"} and (match := _OF_ROLE.search(text, max(0, count.start - 30), count.start)):
        return match.lastgroup
    return count.role


def _are_alike(one: Quantity, noun: str) -> bool:
    """Whether a count may be of those with this noun: the same, anybody, or soldiers by another name."""
    other = _noun(one)
    return other == noun or other in _ANYBODY or (noun in _SOLDIERS and other in _SOLDIERS)


def _noun(count: Quantity) -> str | None:
    return count.unit.split()[-1] if count.unit else None


def _modifiers(count: Quantity) -> set[str]:
    """The small words between the number and its noun: "additional", "Malian" is none of them."""
    return {_NEW.get(word, word) for word in re.findall(r"(?<= )[a-z]{3,}(?= )", count.quote)} - {
        "hundred", "thousand", "million", "billion", "and", "dozen"
    }  # fmt: skip


def _fits(text: str, one: Quantity, count: Quantity) -> bool:
    """Whether what a count says of its noun was said of the other: "condemned seven teachers", "the eleven condemned
    teachers"."""
    said = _modifiers(count) - _modifiers(one)
    return not said or all(word in _around(text, one, count.start) for word in said)


def _is_named(text: str, one: Quantity, count: Quantity) -> bool:
    """Whether people who are called so later do what it says: "Ninety-eight people submitted their candidacy"."""
    noun = count.unit or ""
    stem = noun[: max(6, len(noun) - 4)]
    told = text[one.end : min(one.end + 60, count.start)]
    return _noun(one) in _ANYBODY and len(noun) > len(stem) and stem in told


def _says_the_same(text: str, one: Quantity, count: Quantity) -> bool:
    """Whether a clause behind a count tells what the other count was told of: "the twelve parties that signed the
    charter" where "eleven parties signed the charter"."""
    match = _CLAUSE_BEHIND.match(text, count.end)
    words = [word for word in re.findall(r"[a-z]{5,}", match.group()) if word not in _EMPTY] if match else []
    around = _around(text, one, count.start)
    return len(words) > 1 and "not" not in (match.group() if match else "") and all(word in around for word in words)


def _clause(text: str, count: Quantity) -> str:
    """What stands behind a count to the next mark."""
    match = _CLAUSE.match(text, count.end, count.end + 160)
    return match.group() if match else ""


def _around(text: str, count: Quantity, end: int) -> str:
    """A hundred characters on both sides of a count, in its paragraph and before `end`."""
    low = text.rfind("\n", max(0, count.start - 100), count.start) + 1 or max(0, count.start - 100)
    return text[low : min(count.end + 100, end)].partition("\n")[0]


def _before(text: str, told: Sequence[Quantity], at: int, reach: int) -> Sequence[Quantity]:
    """The counts before an offset, but for a part that is told in the same breath: "eighteen of the twenty wounded"."""
    before = _between(told, at - reach, at)
    if before and at - before[-1].end < _BREATH and not re.search(r"[.!?\n]", text[before[-1].end : at]):
        return before[:-1]
    return before


def _between(told: Sequence[Quantity], low: int, high: int) -> Sequence[Quantity]:
    """Those that begin from `low` on and before `high`."""
    return told[bisect_left(told, low, key=_START) : bisect_left(told, high, key=_START)]


def _is_one(counts: Sequence[Quantity]) -> bool:
    """Whether these all say one exact number."""
    return len({one.value for one in counts}) == 1 and not any(one.high or one.qualifier != "exact" for one in counts)


def _is_of_people(count: Quantity) -> bool:
    return (count.unit or "").rpartition(" ")[2] in PEOPLE and count.value > 1


def _says_which(text: str, count: Quantity) -> bool:
    """Whether words behind a count tell which ones are meant, and these are not just the story's own.

    "The 4,500 workers of Haft Tappeh" are, where the headline or lead names it; "of the port", where that was told of.
    """
    said = _SAYS_WHICH.match(text, count.end)
    if said is None or (said["form"] and class_of(said["form"]) == "VBD"):
        return False
    match = _OF_KNOWN.match(text, count.end)
    if match is None:
        return True
    if match["name"]:
        return match["name"] not in text[: min(_LEAD, count.start)]
    return match["word"] not in text[max(0, count.start - _REACH) : count.start]


def _stands(told: Sequence[Quantity], count: Quantity) -> bool:
    """Whether the number stands before in the text, of the same, of people where these are, or of nothing named."""
    noun = _noun(count)
    people = noun in PEOPLE or noun in _SOLDIERS
    return any(
        one.value == count.value
        and (one.unit is None or _noun(one) == noun or (people and (_noun(one) in PEOPLE or one.role is not None)))
        for one in _between(told, count.start - _FAR, count.start)
    )
