"""The figures of a statement: what each counts, of whom, and how far it goes (planned, a part, in a year)."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final, Literal, NamedTuple

from ..sightings.scoring.statement import Statement
from ..text.spans import Quantity
from .settings import days_of
from .things import EVENTS, TOLLS, Thing, thing_of

Stage = Literal["now", "planned", "before", "allowed", "asked"]
# What comes to be: the figure is a plan, whoever tells of it.
_PLANNED: Final = re.compile(
    r"\b(?:will|would|shall|(?:is|are|was|were) to(?= [a-z])|plans?|planned|planning|aims?|intends?|to "
    r"(?:raise|increase|expand|enlarge|reach|send|deploy|"
    r"cut|reduce|build|hire|spend|buy|add)|wants?|proposed?|proposes|pledged?|promised?|expected|forecasts?|foresees?|"
    r"draft|due to|could|ordered)\b",
    re.I,
)
_ALLOWED: Final = re.compile(
    r"\b(?:licen[cs]ed|capacity|designed|built|permitted|allowed|limit|up to a maximum|can (?:carry|hold|seat|"
    r"take)|certified)\b",
    re.I,
)
_ASKED: Final = re.compile(
    r"\b(?:call(?:s|ed|ing)? for|demand(?:s|ed|ing)?|ask(?:s|ed|ing)? for|urg(?:e|es|ed|ing)|sought|seeks|"
    r"propos(?:e|es|ed|al))\b",
    re.I,
)
_FORECAST: Final = re.compile(
    r"\b(?:expect\w*|forecast\w*|predict\w*|projec\w*|estimat\w*|awaits|seen at|is seen)\b", re.I
)
_FROM: Final = re.compile(
    r"\b(?:down from|up from|compared (?:with|to)|against|instead of)(?: (?:some|about|nearly|around|just|only|"
    r"more than|fewer than))?\s*$",
    re.I,
)
_TO: Final = re.compile(
    r"^(?: [\w’'-]+){0,3} to(?: (?:some|about|around|nearly|more than|as many as|up to))?\s*$", re.I
)
_PART_BEFORE: Final = re.compile(
    r"\b(?:including|among them|of whom|of which|among whom|at least one of)(?: \w+)?\s*$", re.I
)
_PART_AFTER: Final = re.compile(
    r"^\s*(?:[\w-]+ )?(?:of (?:them|these|those|the|its|his|her|their|whom|which)\b|(?:were|was|are|is) among)", re.I
)
_PART_IN: Final = re.compile(
    r"^(?:(?:about|some|at least|nearly|only) )?[\w,.’'-]+ of (?:them|the|these|those|its|his|her|their)\b", re.I
)
_MORE: Final = re.compile(
    r"\b(?:another|a further|additional|other)\s*$|^\s*(?:more|others?|additional|further)\b", re.I
)
_MORE_IN: Final = re.compile(r"\b(?:more|other|others|additional|further)\b", re.I)
_NEXT: Final = re.compile(r"\d|\b(?:from|against|compared)\b")  # where another figure begins
_SPAN: Final = re.compile(
    r"\b(?:since (?!then|early|dawn|morning|midnight|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|"
    r"Sunday)[\w ]{3,30}|"
    r"(?:so far )?this (?:year|month|week)|in total|altogether|in all\b|over the (?:past|last) [\w-]+ \w+|"
    r"in the (?:past|last) [\w-]+ \w+|(?:in|over|during) (?:a|one|two|three|four|five|six|seven|eight|ten|\d+) "
    r"(?:days?|weeks?|months?|years?)|nationwide|across the country|worldwide|on \w+day alone)",
    re.I,
)
_GROWS: Final = re.compile(
    r"\b(?:rises?|rose|risen|rising|climb\w*|jump\w*|grew|grows?|grown|mounts?|mounted|increas\w+|reach\w*|now|so far|"
    r"passes|passed|tops?|topped|swell\w*|later died|died of (?:his|her|their) (?:wounds|injuries)|updated?)\b",
    re.I,
)
_CORRECTS: Final = re.compile(
    r"\b(?:revis\w+|correct(?:s|ed|ing|ion)|not \d|lowered|previously|earlier (?:said|put|reported|figure|"
    r"toll)|initially|wrongly|mistakenly|downgraded)\b",
    re.I,
)
_SHRINKS: Final = re.compile(
    r"\b(?:reduc\w+|cut|cuts|fell|fall\w*|drop\w*|declin\w*|decreas\w*|shrink\w*|shrank|halved|lowered)\b", re.I
)
_RAISES: Final = re.compile(
    r"\b(?:rais\w+|increas\w*|rose|ris\w+|climb\w*|jump\w*|grew|grow\w*|expand\w*|enlarg\w*|doubl\w*)\b", re.I
)

_BACK: Final = re.compile(r"\b(?:after|because|since|when|although|as)\b|; ")
# Running totals, which grow like tolls: "has burned 19,000 hectares".
_RUNS: Final = re.compile(r"\b(?:burn(?:ed|t)|scorched|charred|ravaged|spilled|leaked|so far)\b", re.I)
_OF_WHOLE: Final = re.compile(r"^ (?:out )?of (?:the |its |their |all )?$")
_PER: Final = re.compile(
    r"^\s*(?:[\w-]+ ){0,3}?(?:per|a|an|each|every) (day|week|month|year|hour|head|barrel|person)\b", re.I
)
_BEHIND: Final = re.compile(
    r"^(?:[^.;:,]{0,40}?)\b(?:in|at|near|around|outside) (?:the )?(?:[a-z]+ (?:of )?){0,2}?"
    r"(?P<name>[A-Z][\w’'-]+(?: [A-Z][\w’'-]+){0,3})"
)
_PERSON: Final = (
    "man|woman|boy|girl|child|person|civilian|soldier|policeman|officer|contractor|worker|driver|protester|journalist|"
    "student|teacher|guard|farmer|employee|passenger|fighter|militant|villager|resident|fisherman|sailor|firefighter|"
    "doctor|nurse|passer-by|pedestrian|cyclist|tourist|pilot|miner|engineer|official|mother|father|migrant|crewman|"
    "marcher|demonstrator|bystander|pensioner|shopkeeper|infant|baby|toddler|teenager|commander|aide"
)
_ONE_KILLED: Final = re.compile(
    rf"\b(?P<verb>kill(?:ed|ing|s)|wound(?:ed|ing|s)|injur(?:ed|ing|es)|claim(?:ed|ing|s) the life of) "
    rf"(?P<one>an? (?:[\w-]+ ){{0,3}}?(?:{_PERSON}))\b(?! and \w+ (?:others?|more)|,? (?:and|as well as) )"
    rf"|(?P<other>\b[Aa]n? (?:[\w-]+ ){{0,3}}?(?:{_PERSON}))(?: who [\w ,'’-]{{3,60}})? "
    rf"(?P<passive>was killed|was wounded|was injured|was shot dead|has died|died|is dead|was hurt)\b"
)
_VERBS: Final = {"k": "killed", "c": "killed", "w": "wounded", "i": "wounded"}


_DAYS: Final = frozenset("Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()) | frozenset(
    "January February March April May June July August September October November December".split()
)


class Figure(NamedTuple):
    """One figure of a statement. `period` is the stretch of time that it sums up ("this year"), in its words."""

    quantity: Quantity
    thing: Thing
    stage: Stage = "now"
    part: bool = False
    more: bool = False
    period: str = ""
    grows: bool = False
    corrects: bool = False
    alone: bool = False
    per: str = ""  # of a rate: "day" of "18 million cubic metres a day"
    place: str = ""  # the name that stands behind it: "El Oro" of "three died in El Oro province"
    since: float | None = None  # in "from 500 to 5,000" the 500
    forecast: bool = False
    runs: bool = False  # a running total
    trend: int = 0  # what the words say of its change: up 1, down -1

    @property
    def name(self) -> str:
        return self.thing.name

    @property
    def value(self) -> float:
        return self.quantity.value * self.thing.factor


def figures(statement: Statement) -> list[Figure]:
    """The comparable figures of a statement, in text order."""
    wording = statement.wording
    found: list[Figure] = []
    quantities = sorted((*statement.quantities, *ones(wording, statement.quantities)), key=lambda each: each.start)
    before: Quantity | None = None
    was: float | None = None
    wholes = _wholes(quantities, wording)
    published = statement.published
    ahead = published is not None and any(first > published for first, _last in days_of(statement.dates))
    for quantity in quantities:
        for each, stage in _split(quantity, wording):
            thing = thing_of(each, wording)
            if (
                thing is None
                and before is not None
                and before.end < each.start
                and _TO.match(wording[before.end : each.start])
            ):
                thing = thing_of(before, wording)  # "from 500 people to around 4,000"
            if thing is None and quantity in wholes:
                thing = thing_of(wholes[quantity], wording)  # "24 of the 45 seats"
            if thing is not None and quantity in wholes.values():
                thing = thing._replace(name=f"{thing.name} in all")
            if thing is not None:
                found.append(
                    _figure(
                        each,
                        thing,
                        stage,
                        wording,
                        ahead=ahead,
                        counted=quantity in wholes and thing.name not in EVENTS,
                    )._replace(since=None if stage == "before" else was)
                )
            was = each.value if stage == "before" else None
        before = quantity
    return found


def _split(quantity: Quantity, wording: str) -> list[tuple[Quantity, Stage | None]]:
    """ "From 500 to 5,000 men" is read as a range: what was, and what is to be."""
    ahead = wording[max(0, quantity.start - 24) : quantity.start]
    if quantity.high is not None and re.search(r"\bfrom\s*$", ahead) and quantity.qualifier == "exact":
        return [(quantity._replace(high=None), "before"), (quantity._replace(value=quantity.high, high=None), None)]
    behind = wording[quantity.end : quantity.end + 40]
    if _FROM.search(ahead) or (re.search(r"\bfrom\s*$", ahead) and re.match(r"(?: [\w’'-]+){0,3} to\b", behind)):
        return [(quantity, "before")]
    return [(quantity, None)]


def _stage(wording: str, quantity: Quantity, thing: Thing, *, ahead: bool) -> Stage:
    """`ahead`: the statement names a day or year to come."""
    if thing.name in TOLLS:
        return "now"
    low = max(0, quantity.start - 80)
    if _ASKED.search(wording, low, quantity.start):
        return "asked"
    if _ALLOWED.search(wording, low, min(len(wording), quantity.end + 30)):
        return "allowed"
    # What comes "after" or "because of" something is planned; that itself is not.
    near = _BACK.split(wording[low : quantity.end])[-1]
    return "planned" if ahead or _PLANNED.search(near) else "now"


def _wholes(quantities: list[Quantity], wording: str) -> dict[Quantity, Quantity]:
    """The whole of each number that stands before it: "24 of the 45 seats"."""
    return {one: other for one, other in pairwise(quantities) if _OF_WHOLE.match(wording[one.end : other.start])}


def _figure(
    quantity: Quantity, thing: Thing, stage: Stage | None, wording: str, *, ahead: bool, counted: bool
) -> Figure:
    before, after = wording[max(0, quantity.start - 40) : quantity.start], wording[quantity.end : quantity.end + 60]
    period = _SPAN.search(before) or _SPAN.search(_NEXT.split(after, maxsplit=1)[0])
    return Figure(
        quantity,
        thing,
        stage or _stage(wording, quantity, thing, ahead=ahead),
        part=not counted
        and bool(_PART_BEFORE.search(before) or _PART_AFTER.match(after) or _PART_IN.match(quantity.quote)),
        more=bool(
            _MORE.search(before)
            or _MORE.match(after)
            or (_MORE_IN.search(quantity.quote) and "more than" not in quantity.quote.lower())
        ),
        period=period.group().lower() if period else "",
        grows=bool(_GROWS.search(wording)),
        per=_per(after),
        place=_place_behind(wording[quantity.end :]),
        alone=" alone" in after[:24],
        runs=bool(_RUNS.search(wording)),
        forecast=bool(_FORECAST.search(wording)),
        corrects=bool(_CORRECTS.search(wording)),
        trend=bool(_RAISES.search(wording)) - bool(_SHRINKS.search(wording)),
    )


def _per(after: str) -> str:
    match = _PER.match(after)
    return match[1].lower() if match else ""


def _place_behind(after: str) -> str:
    match = _BEHIND.match(after)
    return "" if match is None or match["name"] in _DAYS else match["name"]


def ones(wording: str, known: tuple[Quantity, ...]) -> list[Quantity]:
    """One person who is told without a number: "killing a foreign contractor"."""
    found = []
    plain = wording.replace("[", " ").replace("]", " ")
    for match in _ONE_KILLED.finditer(plain):
        group = "one" if match["one"] else "other"
        start, end = match.span(group)
        role = (
            _VERBS[match["verb"][0]]
            if match["verb"]
            else "wounded"
            if re.search("wound|injur|hurt", match["passive"])
            else "killed"
        )
        if any((each.start < end and start < each.end) or each.role == role for each in known):
            continue
        found.append(Quantity(start, end, wording[start:end], 1.0, unit=plain[start:end].split()[-1], role=role))
    return found
