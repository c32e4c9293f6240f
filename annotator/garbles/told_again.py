"""One fact that is told twice with two numbers: "from a height of seven metres … from a height of four metres".

Compared are only facts that an article has one of: the toll of the one event that it calls "the clashes", a measure
that the same verb goes with, what a place was built for, the day that fighting is in, a person's age.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from annotator.garbles.taken_up import OTHER_TIME, Clash, is_made_of, is_misread
from annotator.text.spans import Quantity
from annotator.text.word_forms import class_of

_EVENTS: Final = (
    "bombs?|clashes|fighting|battles?|attacks?|explosions?|blasts?|bombings?|shootings?|shelling|crash|collision|fire|blaze|"
    "floods?|earthquake|quake|shipwreck|sinking|collapse|avalanche|landslide|storm|raids?|strikes?|airstrikes?|ambush|"
    "massacre|stampede|riots?|violence|accident|derailment|assault"
)
# "The clashes, which left": the event that the article is about, told of once more.
_THE_EVENT: Final = re.compile(
    rf"\b[Tt]he (?P<event>{_EVENTS})(?P<comma>,)? (?:which|that|in which)"
    r"(?: (?:has|have|had|left|killed|wounded|injured|claimed|took|cost|caused|at|least|the|a|death|toll|lives|deaths|"
    r"of|resulted|in)){1,7} \Z"
)
_TOLLS: Final = frozenset({"killed", "wounded", "arrested", "missing"})
_MEASURE: Final = re.compile(
    r"\b(?P<phrase>(?:from|at|to|over|with) (?:a|the) (?P<what>height|depth|length|width|distance|altitude|speed|range|"
    r"radius|weight|magnitude)) of \Z"
)
_BUILT_FOR: Final = re.compile(
    r"\b(?:designed|built|intended|planned|equipped|made) (?:to (?:hold|house|host|take|accommodate) |for )\Z"
    r"|\b(?:capacity (?:of|is|was)|(?:room|space) for) \Z"
)
_ANOTHER: Final = re.compile(r"\b(?:another|other|second|new|third|further|neighbou?ring|also|too)\b", re.IGNORECASE)
_PLACES: Final = frozenset("places beds people persons migrants prisoners inmates patients residents guests".split())
_HOLDS: Final = re.compile(r"\b(?:has|have|with|of|offers|counts) \Z")
# "Four countries: France, Germany and Britain": names that are counted and told one by one.
_LIST: Final = re.compile(
    r"(?::| –| —) (?P<names>(?:the )?[A-Z][\w’'-]+(?: (?:[A-Z]|al-|of |de )[\w’'-]+){0,3}"
    r"(?:, (?:the )?[A-Z][\w’'-]+(?: (?:[A-Z]|al-|of |de )[\w’'-]+){0,3})*,? and "
    r"(?:the )?[A-Z][\w’'-]+(?: (?:[A-Z]|al-|of |de )[\w’'-]+){0,3})(?=[.;]|,? (?:–|—))"
)
_LISTED_AT_MOST: Final = 12
_FEW_NAMES: Final = 2
# "Sistan and Baluchestan", "Trinidad and Tobago" are one.
_DOUBLE: Final = frozenset("Sistan Trinidad Bosnia Antigua Kitts Tome Chaharmahal Kohgiluyeh Turks Wallis".split())
_ORDINALS: Final = {
    word: number
    for number, word in enumerate(
        "second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
        "sixteenth seventeenth eighteenth nineteenth twentieth".split(),
        2,
    )
}
_UNIT: Final = re.compile(r" (?:day|week|night|month)\b")
_BEFORE_UNIT: Final = frozenset({*_ORDINALS, "consecutive", "straight", "successive"})
_NTH: Final = re.compile(
    r"\b(?:(?:[Ff]or (?:a|the)|[Ee]nter(?:ed|s|ing) (?:the|an?|its|their)|\b(?:in|on) (?:its|their)) "
    rf"(?P<nth>{'|'.join(_ORDINALS)}) (?:(?:consecutive|straight|successive) )?(?P<unit>day|week|night|month)\b"
    rf"|(?P<nth2>{'|'.join(_ORDINALS)}) (?:(?:consecutive|straight|successive) (?P<unit2>day|week|night|month)\b"
    r"|(?P<unit3>day|week|night|month) (?:in a row|running|of (?:the|these|this) (?P<what>[a-z]+))))"
)
# Two digits that may be an age: "Salem, 52, says", "Salem (52)", "Salem, who is 52", "the 52-year-old Salem".
_TWO: Final = re.compile(r"(?<=[ (])[1-9]\d(?=[,.;) ]|-year-old [A-Z])")
_NAMED: Final = re.compile(r"(?P<name>(?:[A-Z][\w’'-]+ )*[A-Z][\w’'-]+)\Z")
_AGED: Final = re.compile(
    r"(?P<name>(?:[A-Z][\w’'-]+ )*[A-Z][\w’'-]+),? (?:(?:an?|the) [\w -]{3,40} )?(?:aged|who is|who was|is) \Z"
)
_NEXT_NAME: Final = re.compile(r"-year-old (?P<name>(?:[A-Z][\w’'-]+ )*[A-Z][\w’'-]+)")
_NO_AGE: Final = re.compile(r" (?!years old)[a-z]")
_MONTHS: Final = re.compile(
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Aug|Sept?|Oct|Nov|"
    r"Dec|[A-Z]\w+day|Article|Resolution|Chapter|Section|Group|Flight|Day|Level|Under|Over|Channel|Highway|Route)\Z"
)
_COMPLEMENT: Final = re.compile(r" (?:of|in|under|at) (?:the |a |an )?(?P<word>[a-z]{4,})\b")
_ENDING: Final = re.compile(r"(?<=[a-z]{4})(?:ing|ment|ed|es|e|s)\Z")
_TWO_DIGITS: Final = 10
_WORD: Final = re.compile(r"[a-z]{4,}")
_MAGNITUDE: Final = re.compile(r"\b[Mm]agnitude(?: of)? (?P<value>\d\.\d)\b")
_MEASURED_BY: Final = re.compile(
    r"\b(?:aftershocks?|foreshocks?|second|another|first|later|earlier|previous|since|again|revised|according|said|says|"
    r"survey|institute|cent(?:er|re)|observatory|USGS|put|measured|19\d\d|20\d\d|also|other|strongest)\b",
    re.IGNORECASE,
)
_YEAR: Final = re.compile(r"\b(?:19|20)\d\d\b|\bago\b|\bthen\b")
_ROOTS: Final = {"fell": "fall", "fallen": "fall", "flew": "fly", "flown": "fly", "dived": "dive", "thrown": "throw",
                 "threw": "throw", "sank": "sink", "sunk": "sink"}  # fmt: skip
_AROUND: Final = 70  # characters before a measure: the verb that it goes with
_MOST: Final = 40  # earlier counts that one is compared with


def told_again(text: str, told: Sequence[Quantity]) -> Iterator[Clash]:
    """The later of two numbers for one fact, and the earlier. `told`: the quantities of the text in order."""
    for at, count in enumerate(told):
        if count.qualifier != "exact" or count.high is not None:
            continue
        before = told[max(0, at - _MOST) : at]
        against = _toll(text, before, count) or _measure(text, before, count) or _turned(text, before, count)
        if against:
            yield Clash(count, against)
    yield from _capacity(text, told)
    yield from _listed(text, told)
    yield from _days(text)
    yield from _magnitudes(text)
    yield from _ages(text)


def _toll(text: str, before: Sequence[Quantity], count: Quantity) -> Quantity | None:
    """ "The clashes, which left eight dead", where "clashes that left six dead" stands above."""
    if count.role not in _TOLLS:
        return None
    event = _THE_EVENT.search(text, max(0, count.start - 70), count.start)
    if event is None or OTHER_TIME.search(re.split(r"[.,;\n]", text[count.end : count.end + 80])[0]):
        return None
    same = [one for one in before if one.role == count.role]
    if not same or any(one.value == count.value for one in same):
        return None
    stem = event["event"].rstrip("s")
    of_event = [one for one in same if stem in text[max(0, one.start - 90) : one.end + 90].lower()]
    if len(of_event) != len(same) and not event["comma"]:
        return None
    one = of_event[-1] if of_event else None
    if one is None or len({each.value for each in of_event}) > 1 or one.qualifier != "exact":
        return None
    return None if is_made_of(text, before, one, count) else one


def _measure(text: str, before: Sequence[Quantity], count: Quantity) -> Quantity | None:
    """ "Fell from a height of seven metres … had fallen from a height of four metres"."""
    said = _MEASURE.search(text, max(0, count.start - 30), count.start)
    if said is None:
        return None
    verbs = _roots(text[max(0, said.start() - _AROUND) : said.start()])
    for one in before:
        if one.unit != count.unit or one.value == count.value or one.qualifier != "exact":
            continue
        first = _MEASURE.search(text, max(0, one.start - 30), one.start)
        if (
            first
            and first["what"] == said["what"]
            and (is_misread(one, count) or verbs & _roots(text[max(0, first.start() - _AROUND) : first.start()]))
        ):
            return one
    return None


def _roots(words: str) -> set[str]:
    """The words of the last clause without their endings."""
    found = {_ROOTS.get(word, word) for word in _WORD.findall(re.split(r"[.;:!?\n]", words)[-1])}
    return {re.sub(r"(?:ing|ed|s)\Z", "", word) for word in found} - {"from", "that", "with", "which", "been", "have"}


def _turned(text: str, before: Sequence[Quantity], count: Quantity) -> Quantity | None:
    """Digits turned round before the same words: "13 years in exile", "31 years of exile"."""
    if count.value < _TWO_DIGITS or not count.unit or any(one.value == count.value for one in before):
        return None
    for one in before:
        if one.unit == count.unit and is_misread(one, count) and "\n" in text[one.end : count.start]:
            said = _COMPLEMENT.match(text, count.end)
            if said and _ENDING.sub("", said["word"]) in text[max(0, one.start - 40) : one.end + 40]:
                return one
    return None


def _capacity(text: str, told: Sequence[Quantity]) -> Iterator[Clash]:
    """ "Has 400 places … a structure designed for 600", where no third is told."""
    found = []
    for count in told:
        if count.high is not None or count.value < 10 or (count.unit or "people") not in _PLACES:
            continue
        low = max(0, count.start - 34)
        if _BUILT_FOR.search(text, low, count.start) or (
            count.unit in {"places", "beds"} and _HOLDS.search(text, low, count.start)
        ):
            found.append(count)
    if (
        len(found) == 2
        and found[0].value != found[1].value
        and not _ANOTHER.search(_sentence_before(text, found[1].start))
    ):
        first, second = found
        if first.qualifier == second.qualifier == "exact":
            yield Clash(second, first)


def _listed(text: str, told: Sequence[Quantity]) -> Iterator[Clash]:
    """A number and the names behind its colon, where these are more or fewer: "two or three" may be left open."""
    for count in told:
        if count.qualifier != "exact" or count.high is not None or not 1 < count.value <= _LISTED_AT_MOST:
            continue
        match = _LIST.match(text, count.end) if count.unit else None
        if match is None:
            continue
        names = re.split(r", (?:and )?| and ", match["names"])
        spare = len(names) - count.value - (names[-2].split()[-1] in _DOUBLE)
        # One more than was counted may be a name that holds an "and"; before a last comma none does.
        if spare not in {0, 1} or (spare == 1 and ", and " not in match["names"] and len(names) > _FEW_NAMES):
            yield Clash(count, Quantity(*match.span("names"), match["names"], float(len(names))))


def _sentence_before(text: str, at: int) -> str:
    """What stands before an offset in its sentence, at most 120 characters."""
    return re.split(r"(?<=[a-z]{3})[.!?]|\n", text[max(0, at - 120) : at])[-1]


def _days(text: str) -> Iterator[Clash]:
    """ "For the sixth day in a row … on the fifth day of the clashes"."""
    units = (text[max(0, unit.start() - 12) : unit.start()].rpartition(" ")[2] for unit in _UNIT.finditer(text))
    if sum(word in _BEFORE_UNIT for word in units) <= 1:
        return
    first: dict[str, Quantity] = {}
    for match in _NTH.finditer(text):
        group = "nth" if match["nth"] else "nth2"
        count = Quantity(*match.span(group), match[group], float(_ORDINALS[match[group]]))
        earlier = first.setdefault(match["unit"] or match["unit2"] or match["unit3"], count)
        low = max(text.rfind(".", 0, match.start()), text.rfind("\n", 0, match.start())) + 1
        sentence = text[low : match.start()] + re.split(r"[.\n]", text[match.end() : match.end() + 200])[0]
        if 0 < abs(earlier.value - count.value) <= 2 and not _is_past(sentence):
            yield Clash(count, earlier)


def _magnitudes(text: str) -> Iterator[Clash]:
    """The magnitude of one quake; what institutes measured each for itself may differ."""
    first: Quantity | None = None
    for match in _MAGNITUDE.finditer(text):
        count = Quantity(*match.span("value"), match["value"], float(match["value"]))
        if first is None:
            first = count
        elif first.value != count.value and not _MEASURED_BY.search(
            _sentence_before(text, match.start()) + re.split(r"\.\s|\n", text[match.end() : match.end() + 120])[0]
        ):
            yield Clash(count, first)


def _is_past(sentence: str) -> bool:
    """Whether a word of a sentence is a past form by its usual class: then the day is gone."""
    return any(class_of(word) == "VBD" for word in re.findall(r"\b[a-z]{2,}\b", sentence))


def _ages(text: str) -> Iterator[Clash]:
    """ "Kasim, a Pakistani aged 24 … Kasim, who is 42"."""
    told: dict[str, list[tuple[str, Quantity]]] = {}
    for match in _TWO.finditer(text):
        name = _whose_age(text, match)
        if name is None or _MONTHS.search(name) or _YEAR.search(_sentence_before(text, match.start())):
            continue
        count = Quantity(*match.span(), match.group(), float(match.group()))
        others = told.setdefault(name.split()[-1], [])
        for other, age in others[:_MOST]:
            if (name.endswith(other) or other.endswith(name)) and age.value != count.value:
                yield Clash(count, age)
                break
        others.append((name, count))


def _whose_age(text: str, match: re.Match[str]) -> str | None:
    """The name beside two digits that are its age."""
    start, end = match.span()
    if text[end] == "-":
        behind = _NEXT_NAME.match(text, end)
        return behind["name"] if behind else None
    before = text[max(0, start - 90) : start]
    if (before.endswith(", ") and text[end] == ",") or (before.endswith(" (") and text[end] == ")"):
        found = _NAMED.search(before[:-2])
    elif before.endswith(("aged ", "is ", "was ")) and not _NO_AGE.match(text, end):
        found = _AGED.search(before)
    else:
        return None
    return found["name"] if found else None
