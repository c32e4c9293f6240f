"""The article gives two numbers for the same thing: headline "two killed", body "three dead"; parts that make no whole.

What two sources say differently is news and no damage ("the ministry said three, the hospital five"), and so is what
changes ("rose to", "earlier said"). Only counts that must agree are compared: a headline or caption with the first
sentences of the body; two statements of one day and place; a whole with the parts that are told behind it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import chain, combinations, islice, pairwise
from typing import Final, NamedTuple

from annotator.garbles.passage import Passage
from annotator.garbles.taken_up import taken_up
from annotator.garbles.told_again import told_again
from annotator.text.quantities import quantities
from annotator.text.roles import PEOPLE
from annotator.text.spans import ClaimSuggestion, Finding, Quantity, Reading, Span

KIND: Final = "number-clash"
_SUMMARIES: Final = frozenset({"headline", "heading", "caption", "repeated-lead"})
_TOLD_IN: Final = frozenset({None, "headline", "heading"})
_NAMES: Final = {"repeated-lead": "the repeated lead"}
_TOLLS: Final = frozenset({"killed", "wounded", "arrested", "missing", "displaced"})
# What is counted says nothing of who: "three dead" and "three people killed" are one count, "three soldiers" another.
_ANYBODY: Final = frozenset(
    "people persons person dead deaths death fatalities victims lives killed wounded injured injuries casualties "
    "arrested detainees detained arrests missing displaced others services".split()
)
_MEASURED: Final = frozenset(
    "years months weeks days hours minutes seconds times percent kilometres metres miles feet years-old day week month "
    "year hour people".split()
)
# Words by which a number is meant to differ from another one, or counts only a part.
_DIFFERS: Final = re.compile(
    r"(?<!\w)(?:rose|risen|rising|climb\w*|increas\w*|decreas\w*|fell|fallen|up from|down from|from \w+ to|earlier|"
    r"previous\w*|initial\w*|revis\w*|later|first|since|now|another|others?|additional|more|further|includ\w+|"
    r"of wh\w+|of them|among|each|every|per|respectively|separate\w*|second|third|elsewhere|last year|ago|former\w*|"
    r"at the time|record|total|average|both|also|besides|alone|as well|another|different|similar|while|whereas|"
    r"in \d{4}|new|again|wave|series|two incidents|in turn)(?!\w)",
    re.IGNORECASE,
)
# "A soldier and two civilians": one more than the numbers say.
_ONE_BEFORE: Final = re.compile(
    r"(?<!\w)(?:an?|one|his|her|their|the) [\w’ -]{3,40}?(?:,| and| along with| as well as) \Z", re.I
)
_ONE_AFTER: Final = re.compile(
    r"(?: [\w’-]+){0,4}(?:,| and|, and| along with| as well as) (?:an?|one|his|her|their|the) ", re.I
)
# Headlines are in the present; the roles of their verbs.
_VERB_BEFORE: Final = {
    **dict.fromkeys(("kill", "kills", "killing", "claims"), "killed"),
    **dict.fromkeys(("wound", "wounds", "injure", "injures", "hurt", "hurts"), "wounded"),
    **dict.fromkeys(("arrest", "arrests", "detain", "detains", "jail", "jails", "hold", "holds"), "arrested"),
    **dict.fromkeys(("displace", "displaces"), "displaced"),
}
_VERB_AFTER: Final = {
    **dict.fromkeys(("drown", "die", "perish", "dead", "killed", "slain", "drowned"), "killed"),
    **dict.fromkeys(("hurt", "wounded", "injured"), "wounded"),
    **dict.fromkeys(("held", "arrested", "detained", "jailed"), "arrested"),
    **dict.fromkeys(("missing", "abducted", "kidnapped"), "missing"),
}
_DATED: Final = re.compile(r"\b(?:19|20)\d\d\b|\bago\b|\b(?:last|previous) (?:year|month)\b")
_WHERE: Final = re.compile(
    r"\b(?:in|at|near|outside|off|around|from|of|north|south|east|west) (?:the )?(?:\w+ of )?"
    r"(?!Mon|Tue|Wed|Thu|Fri|Sat|Sun|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)([A-Z][\w’-]{1,40})"
)
_NUMBER: Final = re.compile(
    r"\d|\b(?:[Tt]wo|[Tt]h(?:ree|irty)|[Ff](?:our|ive|if|orty)|[Ss](?:ix|even)|[Ee]ight|[Nn]ine|[Tt](?:en\b|wen|wel)|[Ee]leven)"
)
_LEAD: Final = 5  # sentences of the body that a headline sums up
_MOST: Final = 24  # counts of one role that are compared, and whose sums are tried
_COLON: Final = re.compile(r"[^.;:]{0,40}?(?:[:—–]|, namely)\s*\Z")
_JOINED: Final = re.compile(r"(?:\s[\w’-]+){0,3}(?:,| and|, and)\s\Z")
_ENDS: Final = re.compile(r"(?:\s(?!and\b|or\b|others?\b)[\w’-]+){0,3}\s*(?:[.;)—–]|\Z)")
_INCLUDING: Final = re.compile(r"[^.;:]{0,40}?(?:,? including|,? among them|, of whom|, of which)\s\Z")
_OF_WHICH: Final = re.compile(r"[^.;:]{0,60}?,? of (?:which|whom)(?: about)?\s\Z")
_SOURCE: Final = re.compile(r"(?: [a-z]+){0,4}? (?P<from>from|by|for|in|to) ")
_NEXT: Final = 60  # characters from one part to the next
_OF: Final = re.compile(r"\sof (?:the|these|those|them|his|her|its|their)\s\Z")


class _Count(NamedTuple):
    """A number of people in one role or of one thing, with what it holds for."""

    quantity: Quantity
    claim: ClaimSuggestion | None  # None in a headline or caption
    zone: str | None


def find(passage: Passage) -> Iterator[Finding]:
    """Counts that cannot both be right, and wholes that are not the sum of their parts."""
    body = _of_body(passage)
    yield from _parts(passage, body)
    told = [count for count in body if count.quantity.role in _TOLLS or count.quantity.role == "troops"]
    if len(told) > 1:
        yield from _among(passage, told)
    everywhere = _everywhere(passage, body)
    again = (two for two in taken_up(passage.text, everywhere) if not _DIFFERS.search(_beside(passage.text, two.taken)))
    for quantity, against in chain(again, told_again(passage.text, everywhere)):
        yield _clash(passage, _Count(quantity, None, None), _Count(against, None, None))
    for zone in passage.zones:
        if zone.kind in _SUMMARIES:
            yield from _summary(passage, Span(zone.start, zone.end), zone.kind, body)


def _of_body(passage: Passage) -> list[_Count]:
    """The quantities of the claims in text order; one that several claims share is one."""
    found: dict[int, _Count] = {}
    for claim in passage.about.claims:
        for quantity in claim.quantities:
            found.setdefault(quantity.start, _Count(quantity, claim, None))
    return [found[start] for start in sorted(found)]


def _everywhere(passage: Passage, body: Sequence[_Count]) -> list[Quantity]:
    """The quantities of the text in order: also of its headlines, and of sentences that no claim was made of."""
    found = [count.quantity for count in body]
    starts = [quantity.start for quantity in found]
    for sentence in passage.sentences:
        at = bisect_left(starts, sentence.start)
        if (
            (at == len(starts) or starts[at] >= sentence.end)
            and passage.zone_at(sentence.start) in _TOLD_IN
            and _NUMBER.search(passage.text, sentence.start, sentence.end)
        ):
            found += quantities(passage.text, sentence)
    return sorted(found)


def _beside(text: str, quantity: Quantity) -> str:
    """Thirty characters before a number, as far as its clause, and twelve behind it."""
    before = text[max(0, quantity.start - 30) : quantity.start]
    behind = text[quantity.end : quantity.end + 12]
    # Those who fell are dead: no number fell.
    return f"{re.split(r'[,;.]', before)[-1]} | {'' if behind.startswith((' who fell', ' that fell')) else behind}"


def _summary(passage: Passage, zone: Span, kind: str, body: Sequence[_Count]) -> Iterator[Finding]:
    """The numbers of a headline or caption against those of the first sentences."""
    text = passage.text
    if kind == "caption" and _DATED.search(text, zone.start, zone.end):
        return  # a picture from the archive shows another event
    for quantity in map(partial(_as_headline, text), quantities(text, zone)):
        alike = list(islice((count for count in body if _alike(quantity, count.quantity)), _MOST)) or [
            count for count in body[:_MOST] if _is_more_than_all(passage, zone, quantity, count.quantity)
        ]
        if not alike or any(_agree(quantity, count.quantity) for count in alike):
            continue
        first = alike[0]
        if not _in_lead(passage, zone, first) or _is_made_up(passage, quantity, alike):
            continue
        if _differs(passage, first.quantity) or _DIFFERS.search(zone.of(text)):
            continue
        yield _clash(passage, first, _Count(quantity, None, kind))


def _as_headline(text: str, quantity: Quantity) -> Quantity:
    """A quantity of a headline with the role that the verb beside it gives: "Police arrest twelve", "Ten drown"."""
    before = text[max(0, quantity.start - 20) : quantity.start].split()
    after = text[quantity.end : quantity.end + 12].split()
    role = (before and _VERB_BEFORE.get(before[-1].lower())) or (
        after and _VERB_AFTER.get(after[0].strip(",.;:").lower())
    )
    return quantity._replace(role=role) if role else quantity


def _alike(one: Quantity, other: Quantity) -> bool:
    """Whether two quantities count the same: one role and anybody or the same people; else the same countable thing."""
    if one.role != other.role:
        return False
    if one.role in _TOLLS:
        return one.unit == other.unit or (_is_anybody(one) and _is_anybody(other))
    return (
        one.unit is not None and one.unit == other.unit and one.unit.endswith("s") and one.role != "money"
        and one.unit not in _MEASURED and not one.unit.endswith(" old") and " per " not in one.unit
    )  # fmt: skip


def _is_more_than_all(passage: Passage, zone: Span, whole: Quantity, part: Quantity) -> bool:
    """Whether more of one kind are told of than there are in all: headline "Four dead", body "Six guards were killed".

    Only in a place that the headline names.
    """
    if whole.role not in _TOLLS or whole.role != part.role or not _is_anybody(whole) or part.unit not in PEOPLE:
        return False
    sentence = _sentence(passage, part)
    places = re.findall(r"(?<= )[A-Z][a-z]{2,}", zone.of(passage.text))
    return part.value > whole.value and any(place in sentence for place in places)


def _is_anybody(quantity: Quantity) -> bool:
    return quantity.unit is None or quantity.unit in _ANYBODY


def _agree(one: Quantity, other: Quantity) -> bool:
    """Whether one number can be both: "at least two" may be three, "about 50" may be 52, "two to four" three."""
    low, high = _reach(one)
    other_low, other_high = _reach(other)
    return low <= other_high and other_low <= high


def _reach(quantity: Quantity) -> tuple[float, float]:
    value, high = quantity.value, quantity.high if quantity.high is not None else quantity.value
    match quantity.qualifier:
        case "about":
            return value * 0.8, high * 1.25
        case "at least":
            return value, float("inf")
        case "at most":
            return 0.0, high
        case "dozens":
            return value * 0.3, high * 5
        case _:
            return value, high


def _in_lead(passage: Passage, zone: Span, count: _Count) -> bool:
    """Whether a count stands in the first sentences of the body behind the headline (before a repeated lead)."""
    at = count.quantity.start
    seen = 0
    for sentence in passage.sentences:
        if sentence.start > at:
            break
        seen += passage.zone_at(sentence.start) is None
        if seen > _LEAD:
            return False
    return at > zone.end or zone.start > at


def _is_made_up(passage: Passage, whole: Quantity, alike: Sequence[_Count]) -> bool:
    """Whether numbers of the body add up to the headline's, or may with one that is told without a number."""
    values = [count.quantity.value for count in alike]
    sums = {sum(some) for size in (2, 3) for some in combinations(values, size)}
    if any(abs(total - whole.value) < 0.5 for total in sums):
        return True
    return any(
        0 < whole.value - count.quantity.value <= 2
        and (
            _ONE_BEFORE.search(passage.text, max(0, count.quantity.start - 60), count.quantity.start)
            or _ONE_AFTER.match(passage.text, count.quantity.end, count.quantity.end + 80)
        )
        for count in alike
    )


def _sentence(passage: Passage, quantity: Quantity) -> str:
    """The sentence around a quantity, at most 300 characters on both sides."""
    sentence = passage.sentence_at(quantity.start)
    low, high = sentence or (quantity.start, quantity.end)
    return passage.text[max(low, quantity.start - 300) : min(high, quantity.end + 300)]


def _differs(passage: Passage, quantity: Quantity) -> bool:
    return _DIFFERS.search(_sentence(passage, quantity)) is not None


def _among(passage: Passage, told: Sequence[_Count]) -> Iterator[Finding]:
    """Two statements of one role, day and place with two numbers."""
    first: dict[tuple[object, ...], _Count] = {}
    for count in told:
        key = _key(count)
        if key is None:
            continue
        before = first.setdefault(key, count)
        if (
            before is not count
            and not _agree(before.quantity, count.quantity)
            and passage.sentence_at(before.quantity.start) != passage.sentence_at(count.quantity.start)
            and not _differs(passage, before.quantity)
            and not _differs(passage, count.quantity)
        ):
            yield _clash(passage, count, before)


def _key(count: _Count) -> tuple[object, ...] | None:
    """What two counts must share to be one: role, who is counted, day, place, who says it. None: not certain."""
    quantity, claim = count.quantity, count.claim
    if claim is None or quantity.high is not None or any(mark.kind == "negated" for mark in claim.marks):
        return None
    days = {date.resolved for date in claim.dates if date.precision == "day" and date.resolved and not date.until}
    # Names behind "in" or "near" stand for places that the gazetteer does not have.
    places = frozenset(place.entity for place in claim.places) | frozenset(_WHERE.findall(claim.wording))
    if len(days) != 1 or (quantity.role == "troops" and not places):
        return None
    who = "anybody" if _is_anybody(quantity) else quantity.unit if len(quantity.quote.split()) > 1 else None
    speaker = claim.speaker.name if claim.speaker else None
    return quantity.role, who, *days, places, speaker


def _parts(passage: Passage, counts: Sequence[_Count]) -> Iterator[Finding]:
    """ "Three killed: two soldiers and two civilians"; "five people, including six children"; "five of the three"."""
    text = passage.text
    for number, (whole, part) in enumerate(pairwise(counts)):
        one, other = whole.quantity, part.quantity
        gap = text[one.end : other.start]
        if not 2 <= len(gap) < 80:
            continue
        if _OF_WHICH.match(gap) and number + 2 < len(counts):
            yield from _from_sources(passage, one, other, counts[number + 2].quantity)
        if not _is_count(one) or not _is_count(other):
            continue
        # "18 fishermen of the two boats" are no part of them.
        of = _OF.match(gap) and one.unit in {None, other.unit}
        if (_INCLUDING.match(gap) and other.value > one.value) or (of and one.value > other.value):
            larger, smaller = (other, one) if other.value > one.value else (one, other)
            yield passage.finding(
                KIND, Span(larger.start, larger.end),
                f"A part cannot be more than the whole: “{larger.quote}” of “{smaller.quote}”.",
            )  # fmt: skip
        elif _COLON.match(gap):
            yield from _sum(passage, one, [count.quantity for count in counts[number + 1 : number + 6]])


def _from_sources(passage: Passage, whole: Quantity, one: Quantity, other: Quantity) -> Iterator[Finding]:
    """ "Three billion, of which two billion from Riyadh and two billion from Doha": from two sources more than all."""
    text = passage.text
    first = _SOURCE.match(text, one.end)
    second = _SOURCE.match(text, other.end)
    if first is None or second is None or first["from"] != second["from"]:
        return
    units = {quantity.unit for quantity in (whole, one, other)} - {None}
    joined = other.start - first.end() < _NEXT and not re.search(r"[.;:\n]", text[whole.start : other.start])
    exact = all(each.qualifier in {"exact", "at least"} and each.high is None for each in (one, other))
    if joined and exact and len(units) == 1 and whole.qualifier == "exact" and one.value + other.value > whole.value:
        yield passage.finding(
            KIND, Span(other.start, other.end),
            f"“{one.quote}” and “{other.quote}” are more than the “{whole.quote}” that they are parts of.",
        )  # fmt: skip


def _is_count(quantity: Quantity) -> bool:
    """Whether it is an exact number of whole things: no money, measure, share or age."""
    return (
        quantity.qualifier == "exact" and quantity.high is None and quantity.value == int(quantity.value)
        and 0 < quantity.value < 10_000 and quantity.role != "money"
        and not (quantity.unit or "").endswith((" old", "percent", "metres", "hours", "minutes", "days"))
    )  # fmt: skip


def _sum(passage: Passage, whole: Quantity, following: Sequence[Quantity]) -> Iterator[Finding]:
    """The parts behind a colon, joined by commas and "and" up to the end of the sentence, against the whole."""
    text = passage.text
    parts = [following[0]]
    for before, after in pairwise(following):
        if not _JOINED.match(text[before.end : after.start]) or not _is_count(after):
            break
        parts.append(after)
    if len(parts) < 2 or not _ENDS.match(text, parts[-1].end, parts[-1].end + 60):
        return
    if any(f" {word} " in f" {text[parts[0].end : parts[-1].start].lower()} " for word in ("a", "an", "his", "her")):
        return  # "two soldiers, a guard and two civilians": one is told without a number
    total = sum(part.value for part in parts)
    people = any(part.role in _TOLLS or part.unit in PEOPLE for part in (whole, *parts))
    if people and total != whole.value:
        told = ", ".join(f"“{part.quote}”" for part in parts)
        yield passage.finding(
            KIND, Span(whole.start, whole.end), f"“{whole.quote}”, but the parts behind make {total:g}: {told}."
        )


def _clash(passage: Passage, count: _Count, other: _Count) -> Finding:
    """A finding at one number with the other one and its place in the reason."""
    quantity, against = count.quantity, other.quantity
    where = f"in {_NAMES.get(other.zone, 'the ' + other.zone)}" if other.zone else _place(passage, against.start)
    return passage.finding(
        KIND, Span(quantity.start, quantity.end),
        f"“{quantity.quote}” here, but “{against.quote}” {where}: one of the two is wrong.",
        [Reading(against.quote, 0.5, f"as {where}")],
    )  # fmt: skip


def _place(passage: Passage, at: int) -> str:
    """Where in the text a number stands, in words: by its paragraph."""
    for number, paragraph in enumerate(passage.paragraphs, 1):
        if paragraph.start <= at < paragraph.end:
            return f"in paragraph {number}"
    return "elsewhere"
