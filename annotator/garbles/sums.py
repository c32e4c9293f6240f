"""Large figures as other languages put them: "26/200 tomans", "105 millions of euro", "3 milliards"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from math import gcd
from typing import Final

from annotator.text.number_words import number_words
from annotator.text.spans import Span

Found = Iterator[tuple[Span, str, str]]
_SIGN: Final = r"[$€£¥₤₪₹]"
_SLASHED: Final = re.compile(r"(?<![\w/.,])[1-9]\d{0,2}(?:/\d{3})+(?![\w/]|[.,]\d)")
_PAID_IN: Final = re.compile(
    r" (?:[a-z]+ (?!of\b)){0,2}?(?:[a-z]{3,}s|(?:Afghani|Rial|Toman|Dinar|Euro|Dollar)s?|"
    r"toman|rial|dinar|afghani|people|men|women|children|police|dead)\b"
)
_CASE: Final = re.compile(
    r"\b(?:resolutions?|no\.?|law|act|decree|decision|order|case|file|directive|regulation|rule)[ .]*\Z", re.IGNORECASE
)
_UNITS: Final = {
    "million": "million", "billion": "billion", "trillion": "trillion", "thousand": "thousand",
    "milliard": "billion", "mld": "billion", "mrd": "billion", "mio": "million",
}  # fmt: skip
_CURRENCIES: Final = {"euro": "€", "euros": "€", "dollar": "$", "dollars": "$"}
_MEASURED: Final = (
    r"per ?cent|[mb]illion|trillion|kilograms?|kg|tons?|tonnes|kilomet(?:er|re)s|km|met(?:er|re)s|hectares|barrels|"
    r"lit(?:er|re)s|degrees|dollars|euros|tomans|rials"
)
_DECIMAL_STROKE: Final = re.compile(rf"(?<![\w/.,])(\d{{1,3}})/(\d{{1,2}})(?= ?(?:%|(?:{_MEASURED})\b))")
_STROKE: Final = "A stroke stands for the decimal point, as in Persian copy."
_FRACTIONS: Final = frozenset({"10", "12", "16", "20", "32", "64"})
_WRITTEN: Final = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty"
_VALUES: Final = {word: int(number_words("en").add[word]) for word in _WRITTEN.split("|")}
# Of a part of a whole one may speak: "2 million of the refugees", "3 million of them", "a million of us".
_WHAT: Final = (
    r"(?P<what>euros?|dollars?|people|men|women|children|(?!(?:these|those|its|his|theirs|ours)\b)[a-z]{3,}s)\b(?!['’])"
)
_PLURAL: Final = re.compile(
    rf"(?<![\w.,$€£¥-])(?P<sign>{_SIGN})?(?:(?P<figure>\d[\d.,]*(?<=\d)) "
    r"?(?P<unit>[mb]illions|trillions|thousands|milliards?|mld|mrd|Mld|Mrd|Mio)"
    rf"|(?P<word>{_WRITTEN}) (?P<many>[mb]illions|milliards?))(?![\w’'])(?P<of> of)?(?: {_WHAT})?"
)
_OF: Final = re.compile(
    rf"(?<![\w.,$€£¥-])(?P<sign>{_SIGN})?(?P<figure>\d[\d.,]*(?<=\d)|(?:{_WRITTEN})(?: hundred)?) "
    rf"(?P<unit>million|billion|trillion|thousand) of (?P<kind>(?:cubic|square|metric) )?{_WHAT}"
)
_AND_THOUSAND: Final = re.compile(
    rf"(?<![\w.,])(\d{{1,3}}|(?:{_WRITTEN})) (million|billion),? (?:and )?(\d{{1,3}}) (thousand|million)\b"
)
# "30 ten thousand" (Chinese wan), "1.2 hundred million" (yi), "12 thousand and 500"
_PERCENTS: Final = re.compile(
    rf"(?<![\w.,])((?:\d[\d.,]*|{_WRITTEN}|(?:twen|thir|for|fif|six|seven|eigh|nine)ty(?:-[a-z]+)?) per ?cent)s\b"
)
_BY_MYRIADS: Final = re.compile(
    r"(?<![\w.,])(\d{1,4}(?:\.\d{1,3})?) (ten thousand|hundred million|hundred thousand|ten million)s?\b"
)
_MYRIADS: Final = {
    "ten thousand": 10_000, "hundred thousand": 100_000, "ten million": 10_000_000, "hundred million": 100_000_000,
}  # fmt: skip
_AND_HUNDRED: Final = re.compile(
    r"(?<![\w.,$€£-])(\d{1,3}) thousand,? (?:and )?([1-9]\d\d|[1-9]0)"
    r"(?= [a-z]{3})(?! (?:thousand|million|percent|to|or)\b)"
)
WRITTEN: Final = re.compile(rf"\b(?:{_WRITTEN}) (?:[mb]illions|milliard)")
_NO_PLURAL: Final = "Behind a figure English has “{0}” without ending and without “of”."


def slashed(text: str) -> Found:
    """ "26/200 tomans", "1/250/000 people": a stroke groups the thousands in Persian copy."""
    for match in _SLASHED.finditer(text):
        groups = match.group().split("/")
        fraction = len(groups) == 2 and int(groups[0]) <= 1
        if fraction or _CASE.search(text, max(0, match.start() - 20), match.start()):
            continue
        if len(groups) > 2 or _PAID_IN.match(text, match.end()):
            yield Span(*match.span()), ",".join(groups), "A stroke groups the thousands, as in Persian copy."


def decimals(text: str) -> Found:
    """ "3/67 percent", "48/5 percent", "2/4 kilometers": a stroke is the decimal point in Persian copy. "3/16" and
    "3/4" are fractions, which nobody writes with a nought or in other than their lowest terms."""
    for match in _DECIMAL_STROKE.finditer(text):
        whole, part = int(match[1]), int(match[2])
        if match.group() == "24/7":
            continue
        if (whole > part or gcd(whole, part) > 1) if len(match[2]) == 1 else match[2] not in _FRACTIONS and whole > 0:
            yield Span(*match.span()), f"{match[1]}.{match[2]}", _STROKE


def in_words(text: str) -> Found:
    """ "105 millions of euro", "2 million of people", "3 milliards", "2 million and 300 thousand"."""
    for match in _PLURAL.finditer(text):
        unit = _UNITS[(match["unit"] or match["many"]).lower().rstrip("s")]
        end = match.end() if match["what"] else match.end("of") if match["of"] else match.end()
        yield Span(match.start(), end), _sum(match, match["figure"] or match["word"], unit), _NO_PLURAL.format(unit)
    for match in _OF.finditer(text):
        unit = match["unit"]
        yield Span(*match.span()), _sum(match, match["figure"], unit), _NO_PLURAL.format(unit)
    for match in _AND_THOUSAND.finditer(text):
        if (match[2], match[4]) in {("million", "thousand"), ("billion", "million")}:
            whole = int(match[1]) if match[1].isdigit() else _VALUES[match[1]]
            right = f"{whole + int(match[3]) / 1_000:g} {match[2]}"
            yield Span(*match.span()), right, _ONE_FIGURE
    yield from said_twice(text)
    for match in _PERCENTS.finditer(text):
        yield Span(*match.span()), match[1], "“Percent” has no plural behind a figure."
    for match in _BY_MYRIADS.finditer(text):
        right = _large(float(match[1]) * _MYRIADS[match[2]])
        yield Span(*match.span()), right, f"Counted by the {match[2]}, as in Chinese copy."
    for match in _AND_HUNDRED.finditer(text):
        yield Span(*match.span()), f"{int(match[1]) * 1_000 + int(match[2]):,}", _ONE_FIGURE


# "5 Mds €", "5 M€", "3 Md$": thousand millions and millions of French and German tables.
_SHORT_SUM: Final = re.compile(r"(?<![\w.,])(\d[\d.,]*(?<=\d)) ?(Mds?|Mrd|M|k) ?([€$£])(?!\w)")
_SHORT_UNITS: Final = {"Md": " billion", "Mds": " billion", "Mrd": " billion", "M": " million", "k": ",000"}
# "10 million dollar was given": a sum that ends its phrase has the plural; "a 10 million dollar loan" has not.
SINGULAR: Final = "dollar|euro|dinar|riyal|pound|rupee|afghani|franc|peso|shekel|ruble|rouble|dirham"
_ONE_DOLLAR: Final = re.compile(
    r"(?<![\w.,$€£-])((?!1 |0[.,])\d[\d.,]*(?<=\d)(?: [mb]illion| trillion| thousand)? "
    rf"(?:{SINGULAR}))"
    r"(?=[.,;]?\s(?:was|is|were|are|has|had|for|in|to|from|on|at|of|per|and|by|as|which|that|each|monthly|a (?:day|"
    r"month|year|barrel|litre|liter|kilo))\b| \(|[.;)]\s|[.;)]?\Z)"
)
THOUSAND_WORD: Final = re.compile(
    rf"\b({_WRITTEN}) thousand,? (?:and )?([1-9]\d\d)(?= [a-z]{{3}})|\b({_WRITTEN}) hundreds (?=[a-z]{{3}})(?!of\b)",
    re.IGNORECASE,
)
_PERCENT_BEFORE: Final = re.compile(
    r"(?<![\d%] )(?<!\w)(?<!many )(?<!some )per ?cent (\d{1,3}(?:[.,]\d{1,2})?)(?= of\b|[.,;]\s|[.,;]?\Z)"
)
_CENTS: Final = re.compile(
    r"(?<![\w.,])(\d{1,3}(?:[.,]\d{1,2})?) (?:for cent|by cent|for hundred|per hundred|in cent)\b(?! [tm])"
)


def in_currency(text: str) -> Found:
    """ "5 Mds €", "10 million dollar was given", "five hundreds people", "percent 60 of them", "60 for cent"."""
    for match in _SHORT_SUM.finditer(text):
        figure = match[1].replace(",", ".") if re.fullmatch(r"\d+,\d{1,2}", match[1]) else match[1]
        yield (
            Span(*match.span()),
            f"{match[3]}{figure}{_SHORT_UNITS[match[2]]}",
            "A sum as French or German copy has it.",
        )
    for match in _ONE_DOLLAR.finditer(text):
        figure, _, currency = match[1].partition(" ")
        if re.fullmatch(r"\d{1,3}(?:\.\d{3})+", figure):
            figure = figure.replace(".", ",")
        yield Span(*match.span(1)), f"{figure} {currency}s", "The currency has no plural, as in Arabic or Persian copy."
    for match in THOUSAND_WORD.finditer(text):
        if match[3]:
            yield Span(match.start(), match.end() - 1), f"{match[3]} hundred", _NO_PLURAL.format("hundred")
        else:
            yield Span(*match.span()), f"{_VALUES[match[1].lower()] * 1_000 + int(match[2]):,}", _ONE_FIGURE
    for pattern in (_PERCENT_BEFORE, _CENTS):
        for match in pattern.finditer(text):
            yield Span(*match.span()), f"{match[1].replace(',', '.')} percent", "Not how English counts by the hundred."


_ONE_FIGURE: Final = "English writes such a sum as one figure."


def _large(value: float) -> str:
    """ "120 million", "300,000"."""
    for size, unit in ((10**9, "billion"), (10**6, "million")):
        if value >= size:
            return f"{value / size:g} {unit}"
    return f"{value:,.0f}"


# "$750 million dollars": the sign says it already.
SAID_TWICE: Final = re.compile(
    r"(?P<sum>(?P<sign>[$€£])\d[\d.,]*(?<=\d)(?: (?:thousand|million|billion|trillion))?) "
    r"(?P<name>dollars?|euros?|pounds?)\b"
)
_SIGNS: Final = {"$": "dollar", "€": "euro", "£": "pound"}


def said_twice(text: str) -> Found:
    """Sums with the sign of their money and its name: "$750 million dollars"."""
    for match in SAID_TWICE.finditer(text):
        if match["name"].startswith(_SIGNS[match["sign"]]):
            yield Span(*match.span()), match["sum"], "The sign says already which money it is."


OF_WORDS: Final = re.compile(r"\b(?:thousand|million|billion) of [a-z]{3}")


def _sum(match: re.Match[str], figure: str, unit: str) -> str:
    """The sum as English has it: "€105 million", "2.2 billion people"."""
    if re.fullmatch(r"\d+,\d{1,2}", figure):
        figure = figure.replace(",", ".")
    what = (match.groupdict().get("kind") or "") + (match["what"] or "")
    sign = match["sign"] or (_CURRENCIES.get(what, "") if figure[0].isdigit() else "")
    told = what and not (sign and what in _CURRENCIES)
    return f"{sign}{figure} {unit}" + (f" {what}" if told else "")
