"""The charts of the dashboard: what each counts, how it says it, and where the claims behind each mark are."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from statistics import median
from typing import Any, Final

from ...claims.models import VERDICTS
from ...garbles.models import SEVERITIES
from ...search.documents import seen_by
from ...text.spans import CLAIM_KINDS
from ..garbles.board import sum_of_bits
from ..garbles.ratings import WORD
from ..ledger.orders import Order
from .asking import DAY, STAGES, WORK, Asked, Desk, days
from .charts import Chart, Group, Mark
from .contradicting import Pair, pairs
from .counting import within

MOST: Final = 10  # bars of a chart with names; what is beyond stands in no chart, and the chart says so
FEWEST: Final = 5  # claims judged by two, below which agreement says more of chance than of people
Link = Callable[..., str]
# Since when open work waits, in days before today: both ends are inside.
AGES: Final = (
    ("today or yesterday", 0, 1),
    ("2 to 6 days", 2, 6),
    ("7 to 29 days", 7, 29),
    ("30 to 89 days", 30, 89),
    ("90 days or more", 90, None),
)


def all_charts(desk: Desk, link: Link) -> list[Chart]:
    """`link(page, **words)` gives the address of a page of the dashboard under its filters."""
    sizes = sized(desk)
    return [
        judged(desk, link),
        verdicts(desk, link),
        progress(desk, link),
        waiting(desk, link),
        garble_rate(desk, link, sizes, "feed"),
        garble_rate(desk, link, sizes, "translator"),
        contradictions(desk, link),
        agreement(desk, link),
        settling(desk, link),
    ]


def number(count: int, one: str, many: str = "") -> str:
    return f"{count:,} {one if count == 1 else many or one + 's'}"


# -- over time


def stretches(asked: Asked, order: Order, mask: int) -> list[tuple[str, dt.date, dt.date]]:
    """The period in days, weeks or months, each with its first and its last day."""
    first = asked.first_day
    if first is None:
        known = next(iter(order.first(mask, 0, 1)), None)
        first = asked.day(order.key(known)) if known is not None else asked.today
    length = (asked.today - first).days + 1
    if length <= 31:
        return [(f"{day:%-d %b}", day, day) for at in range(length) for day in [first + at * DAY]]
    return list(by_week(first, asked.today) if length <= 370 else by_month(first, asked.today))


def by_week(first: dt.date, last: dt.date) -> Iterator[tuple[str, dt.date, dt.date]]:
    while first <= last:
        end = min(last, first + (6 - first.weekday()) * DAY)
        yield f"{first:%-d %b}", first, end
        first = end + DAY


def by_month(first: dt.date, last: dt.date) -> Iterator[tuple[str, dt.date, dt.date]]:
    while first <= last:
        following = (first.replace(day=1) + 32 * DAY).replace(day=1)
        end = min(last, following - DAY)
        yield f"{first:%b %Y}", first, end
        first = following


def when(first: dt.date, last: dt.date) -> str:
    return f"{first:%-d %B %Y}" if first == last else f"{first:%-d %b} to {last:%-d %b %Y}"


def judged(desk: Desk, link: Link) -> Chart:
    groups = []
    for label, first, last in stretches(desk.asked, desk.counted.judged, desk.claims):
        count = (desk.judged(*seconds(desk, first, last)) & desk.claims).bit_count()
        said = f"{when(first, last)}: {number(count, 'claim')} judged"
        groups.append(Group(label, (Mark(count, count, said, link("claims", judged=days(first, last))),)))
    whole = sum(group.marks[0].count for group in groups)
    return Chart(
        "judged", "Claims judged", f"{number(whole, 'claim')} judged for the first time.", "columns", ("Claims",),
        tuple(groups), "claims", "Day", "Nobody judged a claim in this time.",
    )  # fmt: skip


def seconds(desk: Desk, first: dt.date, last: dt.date) -> tuple[float, float]:
    return desk.asked.seconds(first), desk.asked.seconds(last + DAY)


def settling(desk: Desk, link: Link) -> Chart:
    """How long it took from a claim's making to its settling: the median, in days, or in hours where all are short."""
    found, all_of_it = [], []
    for label, first, last in stretches(desk.asked, desk.counted.settled, desk.claims):
        ids = within(desk.counted.settled.between(*seconds(desk, first, last)), desk.claims)
        took = [desk.counted.took[ident] / 86_400 for ident in ids]
        all_of_it += took
        found.append((label, first, last, median(took) if took else None, len(took)))
    short = max((middle for *_, middle, _ in found if middle is not None), default=0.0) < 2
    groups = []
    for label, first, last, middle, count in found:
        said = f"{when(first, last)}: {number(count, 'claim')} settled"
        if middle is not None:
            said += f", half of them within {in_time(middle)}"
        value = middle * 24 if middle is not None and short else middle
        groups.append(Group(label, (Mark(value, count, said, link("claims", settled=days(first, last))),)))
    whole = f"Half of {number(len(all_of_it), 'claim')} within {in_time(median(all_of_it))}." if all_of_it else ""
    return Chart(
        "settling", "Time to settle", whole, "line", ("Hours" if short else "Days",), tuple(groups),
        "hours" if short else "days", "Settled", "No claim was settled in this time.",
        f"From a claim's making to its settling; the median, in {'hours' if short else 'days'}.",
    )  # fmt: skip


def in_time(length: float) -> str:
    if length < 1:
        return number(max(1, round(length * 24)), "hour")
    return f"{length:.1f} days" if length < 10 else f"{length:,.0f} days"


# -- what was found


def verdicts(desk: Desk, link: Link) -> Chart:
    within_period = desk.told & desk.judged_now
    first, last = desk.asked.first_day, desk.asked.today
    groups = []
    for verdict in VERDICTS:
        count = (desk.counted.verdicts.get(verdict, 0) & within_period).bit_count()
        href = link("claims", verdict=verdict, judged=days(first, last))
        groups.append(Group(verdict, (Mark(count, count, f"{verdict}: {number(count, 'claim')}", href),)))
    whole = sum(group.marks[0].count for group in groups)
    return Chart(
        "verdicts", "Verdicts", f"What stands of {number(whole, 'claim')} judged in this time.", "bars", ("Claims",),
        tuple(groups), "claims", "Verdict", "No verdict was found in this time.",
    )  # fmt: skip


def progress(desk: Desk, link: Link) -> Chart:
    """Of all claims, whenever they came: by feed; of one feed by collection."""
    of = "collection" if desk.asked.feed else "feed"
    names = desk.ledger.values(of, desk.ledger.articles_open_to(desk.asked.user))
    masks = {stage: desk.stage(stage) for stage in STAGES}
    rows = []
    for value in [*names, ""] if of == "feed" else names:
        inside = desk.ledger.claims_of(of, value) & desk.standing
        if inside:
            rows.append((inside.bit_count(), value, inside))
    groups = []
    for whole, value, inside in largest(rows):
        label = desk.collections.get(int(value), value) if of == "collection" else called(of, value)
        marks = []
        for stage in STAGES:
            count = (inside & masks[stage]).bit_count()
            href = link("claims", stage=stage, of=of, value=value)
            marks.append(Mark(count, count, f"{label}: {number(count, 'claim')} {stage}", href))
        done = 100 * (whole - marks[2].count) // whole
        groups.append(Group(label, tuple(marks), f"{done} %"))
    total = desk.standing.bit_count()
    left = masks["to judge"].bit_count()
    return Chart(
        "progress", "Progress", f"{number(left, 'claim')} of {total:,} to judge, now.", "bars",
        ("Settled", "Judged", "To judge"), tuple(groups), "claims", of.capitalize(), "There is no claim yet.",
        beyond(rows, f"{of}s") or "Behind each bar how much is judged.",
    )  # fmt: skip


def largest(rows: list[Any]) -> list[Any]:
    return sorted(rows, key=lambda row: (-row[0], str(row[1]).lower()))[:MOST]


def beyond(rows: Sequence[Any], what: str) -> str:
    return f"The {MOST} largest of {len(rows)} {what}." if len(rows) > MOST else ""


def called(of: str, value: str) -> str:
    return value or {"feed": "no feed", "translator": "not said"}[of]


def waiting(desk: Desk, link: Link) -> Chart:
    """Open work by how long it has waited: for a judgement, a second reader, a recheck."""
    masks = {work: desk.work(work) for work in WORK}
    today, groups = desk.asked.today, []
    for label, newest, oldest in AGES:
        first, last = None if oldest is None else today - oldest * DAY, today - newest * DAY
        start = desk.asked.seconds(first) if first else 0.0
        those = sum_of_bits(desk.counted.waits.between(start, desk.asked.seconds(last + DAY)))
        marks = []
        for work in WORK:
            count = (those & masks[work]).bit_count()
            href = link("claims", work=work, waits=days(first, last))
            marks.append(Mark(count, count, f"{work}, waiting {label}: {number(count, 'claim')}", href))
        groups.append(Group(label, tuple(marks)))
    total = sum(mark.count for group in groups for mark in group.marks)
    return Chart(
        "waiting", "Oldest open work", f"{number(total, 'claim')} wait, now.", "bars",
        ("To judge", "Second reader", "Recheck"), tuple(groups), "claims", "Waits", "Nothing waits.",
    )  # fmt: skip


# -- garbles


Sizes = dict[str, dict[str, list[int]]]


def sized(desk: Desk) -> Sizes:
    """Of the articles that came in within the period: their length and their garbles of each severity, by feed and by
    translator."""
    seen, asked = seen_by(desk.asked.user), desk.asked
    start, end = asked.span
    found: Sizes = {"feed": defaultdict(lambda: [0] * 4), "translator": defaultdict(lambda: [0] * 4)}
    key_of, none = desk.counted.came.key_of, (0, 0, 0)
    for ident in desk.counted.came.between(start, end) if asked.period != "all" else desk.board.articles:
        facts = desk.board.articles.get(ident)
        if facts is None or ident >= len(key_of) or (seen is not None and facts.seen not in seen):
            continue
        if (asked.feed and facts.feed != asked.feed) or not in_collection(desk, ident):
            continue
        garbles = desk.counted.garbles.get(ident, none)
        for of, value in (("feed", facts.feed), ("translator", facts.translator)):
            row = found[of][value]
            row[0] += facts.length
            for at in range(3):
                row[at + 1] += garbles[at]
    return found


def in_collection(desk: Desk, ident: int) -> bool:
    if not desk.asked.collection:
        return True
    facts = desk.ledger.facts.get(ident)
    return facts is not None and desk.asked.collection in map(str, facts.collections)


def garble_rate(desk: Desk, link: Link, sizes: Sizes, of: str) -> Chart:
    rows = [(row[0], value, row) for value, row in sizes[of].items() if row[0] >= WORD]
    groups = []
    for length, value, row in largest(rows):
        words, label = length // WORD, called(of, value)
        marks = []
        for severity in reversed(SEVERITIES):
            count = row[1 + SEVERITIES.index(severity)]
            rate = count * 1_000 / words
            said = f"{label}: {rate:.2f} {severity} garbles per 1,000 words; {count:,} in {words:,} words"
            marks.append(Mark(rate, count, said, link("garbles", of=of, value=value, severity=severity)))
        groups.append(Group(label, tuple(marks), f"{sum(mark.value or 0 for mark in marks):.1f}"))
    all_words = max(1, sum(row[0] for row in rows) // WORD)
    garbles = sum(sum(row[2][1:]) for row in rows)
    return Chart(
        f"garbles-{of}", f"Garbles per 1,000 words, by {of}",
        f"{garbles * 1_000 / all_words:.1f} in all: {number(garbles, 'garble')} in {all_words:,} words.", "bars",
        tuple(severity.capitalize() for severity in reversed(SEVERITIES)), tuple(groups), "per 1,000 words",
        of.capitalize(), "No garble in what came in during this time.",
        " ".join(part for part in (
            "Of articles that came in within the period; dismissed ones are left out, a word is six characters.",
            beyond(rows, f"{of}s"),
        ) if part),
    )  # fmt: skip


# -- contradictions, agreement


def contradictions(desk: Desk, link: Link) -> Chart:
    found: list[Pair] = pairs(desk.asked)
    rows: dict[str, Counter[str]] = defaultdict(Counter)
    for pair in found:
        for feed in pair.feeds:
            rows[feed][pair.state] += 1
    groups = []
    for _, feed, counts in largest([(sum(counts.values()), feed, counts) for feed, counts in rows.items()]):
        label = called("feed", feed)
        marks = []
        for state, words in (("open", "nobody has decided"), ("decided", "decided to be contradictions")):
            count = counts[state]
            href = link("contradictions", of="feed", value=feed, state=state)
            marks.append(Mark(count, count, f"{label}: {count:,} {words}", href))
        groups.append(Group(label, tuple(marks)))
    return Chart(
        "contradictions", "Contradictions, by feed",
        f"{number(len(found), 'contradiction')}; one between two feeds counts for both.", "bars", ("Open", "Decided"),
        tuple(groups), "contradictions", "Feed", "None was found in this time.", beyond(list(rows), "feeds"),
    )  # fmt: skip


def agreement(desk: Desk, link: Link) -> Chart:
    """Of the claims that several people judged; first judged within the period."""
    within_period = desk.told & desk.judged_now
    first, last = desk.asked.first_day, desk.asked.today
    alike, apart = desk.said("alike") & within_period, desk.said("apart") & within_period
    rows = []
    for kind in CLAIM_KINDS:
        inside = desk.ledger.claims_of("kind", kind)
        counts = (inside & alike).bit_count(), (inside & apart).bit_count()
        if any(counts):
            rows.append((sum(counts), kind, counts))
    groups = []
    for whole, kind, counts in largest(rows):
        there = zip(counts, ("alike", "apart"), strict=True)
        address = partial(link, "claims", kind=kind, judged=days(first, last))
        marks = tuple(
            Mark(count, count, f"{kind}: {number(count, 'claim')} judged {said}", address(said=said))
            for count, said in there
        )
        groups.append(Group(kind, marks, f"{100 * counts[0] // whole} %"))
    patterns = {
        verdicts: count for verdicts, mask in desk.counted.said.items() if (count := (mask & within_period).bit_count())
    }
    alpha = alpha_of(patterns)
    several = sum(patterns.values())
    words = f"{number(several, 'claim')} judged by several people, {apart.bit_count():,} apart."
    if alpha is not None:
        words += f" Krippendorff's alpha {alpha:.2f}."
    return Chart(
        "agreement", "Agreement", words, "bars", ("Alike", "Apart"), tuple(groups), "claims", "Kind of claim",
        "No claim was judged by two people in this time.", "Behind each bar how many were judged alike.",
    )  # fmt: skip


def alpha_of(patterns: Mapping[tuple[str, ...], int]) -> float | None:
    """Krippendorff's alpha of verdicts that are the same or not (reviews/agreement/measures.py), from how many claims
    were judged with each set of verdicts; None below FEWEST claims, or where all said one and the same thing."""
    if sum(patterns.values()) < FEWEST:
        return None
    ratings: Counter[str] = Counter()
    observed = 0.0
    for verdicts, count in patterns.items():
        those = Counter(verdicts)
        for verdict, times in those.items():
            ratings[verdict] += times * count
        size = len(verdicts)
        observed += count * (size**2 - sum(times**2 for times in those.values())) / (size - 1)
    whole = sum(ratings.values())
    expected = whole**2 - sum(times**2 for times in ratings.values())
    return 1 - (whole - 1) * observed / expected if expected else None
