"""A number or currency written as another language writes it.

Reference: MQM, Locale convention / Number format; the separators are those of Unicode CLDR for fr, de, ar and en_IN.
"2.500 troops" is read as two and a half, "1,5 million" as fifteen hundred thousand or as nonsense. What English writes
the same way is left alone: decimals with three digits ("3.141", "1.125 percent"), versions, sections, addresses.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from annotator.garbles import calendar_forms, sums
from annotator.garbles.passage import Passage
from annotator.text.spans import Finding, Reading, Span
from annotator.text.words import class_of

KIND: Final = "number-format"
_SKIPPED_ZONES: Final = frozenset({"boilerplate", "byline"})
_SPACES: Final = "\u00a0\u202f\u2009"
_SIGN: Final = r"[$€£¥₤₪₹]"
_MANY: Final = r"(?:hundred|thousand|million|billion|trillion|mn|bn|m|k)\b"
# What is counted in parts; of all else that is counted, nobody writes three decimals.
_UNIT: Final = re.compile(
    r"\s?(?:percent|per cent|percentage|points?|%|°|degrees?|metres?|meters?|m|cm|mm|km|kilometers?|kilometres?|miles?|"
    r"kg|g|grams?|kilos?|kilograms?|tons?|tonnes?|litres?|liters?|gallons?|ounces?|oz|pounds?|lbs?|hectares?|acres?|"
    r"seconds?|secs?|minutes?|hours?|volts?|watts?|mw|gw|kw|hertz|ghz|mhz|inches|feet|ft|times|barrels?|million|billion|"
    r"trillion|thousand|euros?|dollars?|yen|yuan|rubles?|roubles?|francs?|pesos?|dinars?|liras?|per|in|to|and|or|on)\b",
    re.IGNORECASE,
)
_RATED: Final = re.compile(
    r"\b(?:average|avg|batting|percentage|ops|era|gpa|rate|ratio|version|section|chapter|paragraph|article|no|point|"
    r"exchange|trading|traded|at|odds|index|magnitude|factor|coefficient|density)\.?\s(?:of\s|at\s)?\W?$",
    re.IGNORECASE,
)
_MONTHS: Final = frozenset(
    "January February March April May June July August September October November December".split()
)
_SCORED: Final = re.compile(r" (?:OPS|ERA|batting|winning|average|percentage)\b")
_COUNTED: Final = re.compile(
    r" (?:[a-z]+ (?!of\b)){0,2}?([a-z]{3,}s|people|men|women|children|police|personnel|dead)\b"
)
_DOTTED: Final = re.compile(r"(?<![\w.,$])\d{1,3}(?:\.\d{3})+(?:,\d{1,2})?(?![\w]|[.,]\d|-\d)")
_PRICED: Final = re.compile(rf"{_SIGN}\d{{1,3}}(?:\.\d{{3}})+(?:,\d{{1,2}})?(?![\w]|[.,]\d)")
_DECIMAL_COMMA: Final = re.compile(
    rf"(?<![\w.,])(?:{_SIGN})?\d{{1,3}},\d{{1,2}}"
    r"(?=\s?(?:%|percent\b|per cent\b|million\b|billion\b|trillion\b|km\b|kg\b|"
    r"kilomet|tonnes?\b|tons?\b|litres?\b|liters?\b|degrees?\b|euros?\b|dollars?\b|points?\b|metres?\b|meters?\b|"
    r"miles?\b|hectares?\b|thousand\b|hours?\b|years?\b|months?\b|times\b|barrels?\b|kilos?\b|rubles?\b|roubles?\b|"
    r"yuan\b|yen\b|dinars?\b|liras?\b|rials?\b|tomans?\b|trillions?\b|millions\b|billions\b|mln\b|mld\b|bn\b|°|€|"
    r"on the Richter\b))"
)
_MEASURED_COMMA: Final = re.compile(r"\b(?:magnitude|average|rate|factor)(?: of)? (\d{1,3},\d{1,2})(?![\d,]|\.\d)")
_PRICE_COMMA: Final = re.compile(rf"{_SIGN}\d{{1,3}},\d{{2}}(?![\d,]|\.\d)")
_TWO_COMMAS: Final = re.compile(r"(?<![\w.,])\d{1,3}(?:,\d{3})+,\d{2}(?![\d,])")
_BADLY_GROUPED: Final = re.compile(r"(?<![\w.,])(?:\d{4,},\d{3}|\d{1,4}(?:,\d{4})+)(?:,\d{3})*(?![\w,]|\.\d)")
_INDIAN: Final = re.compile(r"(?<![\w.,])\d{1,2}(?:,\d{2})+,\d{3}(?![\w,]|\.\d)")
_INDIA: Final = re.compile(r"\b(?:lakhs?|crores?|rupees?|Rs|India|Indian|Pakistan|Bangladesh|Nepal|Sri Lanka)\b|₹")
_SPACED_GROUPS: Final = re.compile(rf"(?<![\w.,+/-])\d{{1,3}}(?:[ {_SPACES}]\d{{3}})+(?![\w]|[.,/-]\d|[ {_SPACES}]\d)")
_SWISS: Final = re.compile(r"(?<![\w.,])\d{1,3}(?:['’]\d{3})+(?![\w'’])")
_SPACED_PERCENT: Final = re.compile(rf"\d[ {_SPACES}]+%")
_SPACED_SIGN: Final = re.compile(rf"{_SIGN}[ {_SPACES}]+(?=\d)")
_SIGN_LAST: Final = re.compile(
    rf"(?<![\w.,$€£¥])\d[\d.,]*(?:[ {_SPACES}](?:thousand|million|billion|trillion))?[ {_SPACES}]?[$€£¥₤](?![\w])"
)
_OTHER_DIGITS: Final = re.compile(
    "[\u0660-\u0669\u06f0-\u06f9\u0966-\u096f\u09e6-\u09ef\uff10-\uff19][\u0660-\u066c\u06f0-\u06f9\u0966-\u096f\u09e6-\u09ef\uff10-\uff19.,]*"
)
_NUMERO: Final = re.compile(r"(?:\b(?:[Nn][°º]|Nr\.?)|№)\s?(?=\d)")
_PERCENT_FIRST: Final = re.compile(r"(?<![\w%/=?&+-])%\s?(\d{1,3}(?:[.,]\d{1,2})?)(?![\w%.,-])")
_ARABIC_PERCENT: Final = re.compile(r"(?<![\w.,])(?:٪\s?(\d+(?:[.,]\d+)?)|(\d+(?:[.,]\d+)?)\s?٪)")
# One look at each figure decides for nearly all copy: a mark, space or word beside it that English does not put there.
# Sorted by the next character: a figure without any of these is left at once.
_SUSPECT: Final = re.compile(
    r"[0-9](?:"
    rf"[ {_SPACES}](?:\d{{3}}(?!\d)|[ {_SPACES}]*%|[$€£¥₤٪hH](?![a-z])|Uhr|o['’]clock"
    r"|(?:of|de) (?:Jan|Feb|Ma[ry]|Apr|Ju[nl]|Aug|Sep|Oct|Nov|Dec)|(?:[mb]i|tri)llions|thousands|milliard|[mM]ld|[mM]rd"
    r"|Mio|[mb]illion (?:and )?\d|(?:[mb]illion|trillion|thousand) of [a-z]{3}|(?:ten|hundred) [tm]"
    r"|(?:Jan|Feb|Ma[ry]|Apr|Ju[nl]|Aug|Sep|Oct|Nov|Dec)(?:(?<=[Tt]he \d ...)|(?<=[Tt]he \d\d ...))|per ?cents"
    rf"|thousand,? (?:and )?\d|years?(?<=[nse] \d{{4}} year)|Mds?\b|[Mk] ?[€$£]|(?:for|by|in) cent|(?:for|per) hund"
    rf"|(?:[mb]illion |trillion |thousand )?(?:{sums.SINGULAR})\b"
    r"|[ap]\.?m(?:(?<=[\s(]1[3-9] .m)|(?<=[\s(]2[0-3] .m)|(?<=[\s(]1[3-9] .\.m)|(?<=[\s(]2[0-3] .\.m)"
    r"|(?<=1[3-9]:\d\d .m)|(?<=2[0-3]:\d\d .m)|(?<=1[3-9]:\d\d .\.m)|(?<=2[0-3]:\d\d .\.m)))"
    rf"|\.(?:\d{{3}}(?!\d)|\s?\d\d?\.|(?: of)? (?:Jan|Feb|Ma[ry]|Apr|Ju[nl]|Aug|Sep|Oct|Nov|Dec))|['’]\d{{3}}(?!\d)"
    r"|,\d(?:\d?(?!\d)|\d{3}|\d\d(?<=\d{4},\d{3}))"
    r"|/\d(?:\d\d|\d?/\d{4}|\d? ?(?:%|per|[mb]illion|[kml]|to[nm]|hect|barr|deg|doll|euro|rial|trill))"
    r"|-(?:(?:st|nd|rd|th)\b|\d\d?-\d{4})"
    r"|[a-zA-ZèiU](?:(?<=[hH])(?![a-z])|r\b|me\b|ème\b|re\b|hr\b|(?:illi|rilli|housands|ld|rd|io)|\.?m\b)"
    rf"|[$€£¥₤٪]|[\n\t\r][hH]"
    # What stands before a figure.
    rf"|(?<=[ {_SPACES}%.].)"
    rf"(?:(?<={_SIGN}[ {_SPACES}].)|(?<={_SIGN}[ {_SPACES}]{{2}}.)|(?<=[\s(]%.)|(?<=[\s(]% .)"
    r"|(?<= (?:[Ll]e|[EeIi]l|am) .)|(?<= de[nr] .)|(?<=ercent .)|(?<=er cent .)"
    r"|(?<=Nr\..)|(?<=Nr\. .)|(?<=Nr .)|(?<=[Yy]ears .))"
    r"|(?<=[Yy]ears ['’‘].))"
)
_FOREIGN_SUSPECT: Final = re.compile("[°º№\u0660-\u0669\u066a\u06f0-\u06f9\u0966-\u096f\u09e6-\u09ef\uff10-\uff19]")
_CENTURY: Final = re.compile(r"[IVX](?:e|th|st|nd|ème|è)? centur")


def find(passage: Passage) -> Iterator[Finding]:
    """Figures in the conventions of French, German, Arabic, Indian or Chinese copy, each with the English one."""
    text = passage.text
    if not _is_suspect(text):
        return
    end = 0
    found = [one for rule in _RULES for one in rule(passage)]
    for span, right, reason in sorted(found, key=lambda one: (one[0].start, -one[0].end)):
        if span.start >= end and passage.zone_at(span.start) not in _SKIPPED_ZONES and not _is_address(text, span):
            end = span.end
            mended = [Reading(right, 0.9, "as English copy writes it")] if right else []
            # A reader of English can read the others in some way.
            severity = "major" if reason is _OTHER_SCRIPT else None
            yield passage.finding(KIND, span, reason, mended, severity=severity)


def _is_suspect(text: str) -> bool:
    return bool(
        _SUSPECT.search(text)
        or (" centur" in text and _CENTURY.search(text))
        or (("illions" in text or "illiard" in text) and sums.WRITTEN.search(text))
        or ("illion and " in text and " thousand" in text)
        or ((" thousand " in text or " hundreds " in text) and sums.THOUSAND_WORD.search(text))
        or ((" thousand of " in text or "illion of " in text) and sums.OF_WORDS.search(text))
        or (" hours" in text and calendar_forms.IN_HOURS.search(text))
        or calendar_forms.may_be_turned(text)
        or ("percents" in text or "per cents" in text)
        or (("$" in text or "€" in text) and sums.SAID_TWICE.search(text))
        or (not text.isascii() and _FOREIGN_SUSPECT.search(text))
    )


_DECIMAL: Final = "A comma stands for the decimal point, as in French or German copy."
_OTHER_SCRIPT: Final = "Digits of another script."
_Found = Iterator[tuple[Span, str, str]]


def _is_address(text: str, span: Span) -> bool:
    """Whether a figure is part of an address, a version, a telephone or account number."""
    before = text[max(0, span.start - 24) : span.start]
    last = before.split(" ")[-1]
    return bool(re.search(r"[@/_#=]|\bv\.?$|://", last)) or bool(_NUMBERED.search(before))


_NUMBERED: Final = re.compile(
    r"(?:\b(?:tel|phone|fax|call|iban|account|isbn|version|section|chapter|article|ip|flight|page|pages|pp|psalm|verse|"
    r"figure|fig|table)\b\.?:?|\+\d{1,3}|\d[ -])\s?\(?\d{0,4}\)?\s?$",
    re.IGNORECASE,
)


def _dotted(passage: Passage) -> _Found:
    """ "2.500 troops", "1.234.567", "1.000,50"."""
    text = passage.text
    for match in _DOTTED.finditer(text):
        figure = match.group()
        groups = figure.partition(",")[0].split(".")
        sure = len(groups) > 2 or "," in figure
        if groups[0].startswith("0") or (len(groups) == 4 and not sure) or (len(groups) >= 4 and "," not in figure):
            continue  # "0.125", "192.168.001.001"
        if not sure and not _is_thousands(text, match, groups):
            continue
        right = ",".join(groups) + ("." + figure.partition(",")[2] if "," in figure else "")
        yield Span(*match.span()), right, "A stop groups the thousands, as in French, German or Spanish copy."
    for match in _PRICED.finditer(text):
        figure = match.group()
        groups = figure.partition(",")[0].split(".")
        if len(groups) > 2 or "," in figure or (groups[1] in {"000", "500"} and len(groups[0]) > 1):
            right = ",".join(groups) + ("." + figure.partition(",")[2] if "," in figure else "")
            yield Span(*match.span()), right, "A stop groups the thousands, as in French, German or Spanish copy."


def _is_thousands(text: str, match: re.Match[str], groups: list[str]) -> bool:  # noqa: PLR0911 - one test a line
    """Whether one stop groups thousands: people or things are counted, or the figure is too round for a decimal."""
    rated = _SCORED.match(text, match.end()) or _RATED.search(text, max(0, match.start() - 30), match.start())
    unit = _UNIT.match(text, match.end())
    if unit:
        counted = unit.group().strip().lower()
        if counted.startswith("per") and groups[1].endswith("00") and not rated:
            return _SOARS.search(text, max(0, match.start() - _NEAR), match.start()) is not None
        if counted in _WEIGHED and groups[1].endswith("0") and not rated:
            return True
        if counted == "million":
            return groups[1].endswith("00") and _CURRENCY.match(text, unit.end()) is not None
        large = counted in _LARGE_UNITS
        return large and groups[1] in {"000", "500"} and len(groups[0]) > 1 and not rated
    if _COUNTED.match(text, match.end()):
        return True
    if rated:
        # "The count stopped at 6.762": "at" goes with rates, but with counts too.
        return rated.group().startswith("at ") and _counts_people(text, match)
    return groups[1].endswith("0") or _counts_people(text, match)


def _counts_people(text: str, match: re.Match[str]) -> bool:
    """Whether the words near a bare figure tell that heads are counted: "the count stopped at 6.762"."""
    low, high = max(0, match.start() - _NEAR), match.end() + _NEAR
    return _HEADS.search(text, low, match.start()) is not None or _HEADS.search(text, match.end(), high) is not None


_NEAR: Final = 50  # characters
_HEADS: Final = re.compile(
    r"\b(?:number(?:s|ed)? of|count (?:stopped|stands|stood|rose|reached)|toll|inhabitants|population|arrivals|votes|"
    r"victims|refugees|migrants|residents|soldiers|dead|wounded|in total|a total of)\b"
)


# "Inflation of 2.700 percent": a rate in thousands, where a yield may be one of "4.500 percent".
_SOARS: Final = re.compile(r"\b(?:[Ii]nflation|devaluation|soared|exploded|hyperinflation)\b")
# Counted in thousands far more often than in thousandths.
_LARGE_UNITS: Final = frozenset(
    "euros euro dollars dollar tons tonnes kilometres kilometers km hectares barrels dinars".split()
)


# Nobody tells these to the kilogram and ends in a nought; "2.755 tons" may be.
_WEIGHED: Final = frozenset("tons tonnes hectares barrels".split())
# "1.300 million euros": Spanish and Italian count by thousands of millions.
_CURRENCY: Final = re.compile(r" (?:of )?(?:euros?|dollars?|dinars?|dirhams?|francs?|pounds?|riyals?|people)\b")


def _commas(passage: Passage) -> _Found:
    """ "1,5 million", "€3,50", "2,500,00", "1234,567", "1,50,000"."""
    text = passage.text
    for pattern in (_DECIMAL_COMMA, _PRICE_COMMA):
        for match in pattern.finditer(text):
            right = match.group().replace(",", ".")
            yield Span(*match.span()), right, _DECIMAL
    for match in _MEASURED_COMMA.finditer(text):
        yield Span(*match.span(1)), match[1].replace(",", "."), _DECIMAL
    for match in _TWO_COMMAS.finditer(text):
        whole, _, cents = match.group().rpartition(",")
        yield Span(*match.span()), f"{whole}.{cents}", "The last comma stands for the decimal point."
    for match in _BADLY_GROUPED.finditer(text):
        digits = match.group().replace(",", "")
        yield Span(*match.span()), f"{int(digits):,}", "The commas do not stand at the thousands."
    if not _INDIA.search(text):
        for match in _INDIAN.finditer(text):
            digits = match.group().replace(",", "")
            yield Span(*match.span()), f"{int(digits):,}", "Grouped by lakh and crore, as in Indian copy."


def _spaces(passage: Passage) -> _Found:
    """ "1 000 000", "25 000 people", "1'000'000", "10 %", "$ 2 billion"."""
    text = passage.text
    for match in _SPACED_GROUPS.finditer(text):
        figure = match.group()
        plain = any(space in figure for space in _SPACES)
        if not plain and not _is_one_number(text, match):
            continue
        right = re.sub(rf"[ {_SPACES}]", ",", figure)
        yield Span(*match.span()), right, "Spaces group the thousands, as in French copy."
    for match in _SWISS.finditer(text):
        right = re.sub("['’]", ",", match.group())
        yield Span(*match.span()), right, "Apostrophes group the thousands, as in Swiss copy."
    in_words = " percent" in text
    for match in _SPACED_PERCENT.finditer(text):
        start = match.start()
        while start > 0 and (
            text[start - 1].isdigit() or (text[start - 1] in ".," and text[start - 2 : start - 1].isdigit())
        ):
            start -= 1
        figure = text[start : match.start() + 1]
        right = figure if "," not in figure or re.search(r",\d{3}$", figure) else figure.replace(",", ".")
        word = " percent" if in_words else "%"
        yield Span(start, match.end()), right + word, "A space stands before the percent sign, as in French copy."
    for match in _SPACED_SIGN.finditer(text):
        sum_ = _FIGURE.match(text, match.end())
        if sum_ is not None:
            right = match.group()[0] + sum_.group()
            yield Span(match.start(), sum_.end()), right, "A space stands between the currency sign and its figure."
    for match in _SIGN_LAST.finditer(text):
        sign = match.group()[-1]
        right = sign + match.group()[:-1].strip(f" {_SPACES}")
        if sign == "$" and match.group()[-2].isdigit() and text[match.end() : match.end() + 1].isdigit():
            continue
        yield Span(*match.span()), right, "The currency sign stands behind the figure."


_FIGURE: Final = re.compile(rf"\d[\d,.]*(?<=\d)(?:[ -]{_MANY})?")


def _is_one_number(text: str, match: re.Match[str]) -> bool:
    """Whether groups of digits with common spaces are one number: not "on May 12 300 people", nor a row of a table."""
    groups = match.group().split(" ")
    before = text[max(0, match.start() - 16) : match.start()].rstrip("( ")
    last = before.split(" ")[-1]
    if not groups[-1].endswith("0") or before[-1:].isdigit() or last in {"At", "at", "by", "in", "In", "No.", "Group"}:
        return False
    if last[:1].isupper() and len(groups) == 2 and (last in _MONTHS or class_of(last.lower())[:2] in {"", "NN"}):
        return False  # a month, a class, a road
    following = text[match.end() : match.end() + 14]
    word = re.match(r"\s([a-z]+)", following)
    return len(groups) > 2 or (
        word is not None
        and (word.group(1).endswith("s") or class_of(word.group(1)).startswith(("NN", "IN", "JJ", "CC")))
    )


def _in_words(passage: Passage) -> _Found:
    """Sums, hours, dates, ordinals and centuries."""
    for rule in (
        sums.slashed,
        sums.decimals,
        sums.in_words,
        sums.in_currency,
        calendar_forms.hours,
        calendar_forms.dates,
    ):
        yield from rule(passage.text)


def _signs(passage: Passage) -> _Found:
    """Digits of another script, "n° 5", "%25", "25٪"."""
    text = passage.text
    for match in _NUMERO.finditer(text):
        figure_match = _FIGURE.match(text, match.end())
        end = figure_match.end() if figure_match else match.end()
        sign = match.group().strip()
        yield Span(match.start(), end), f"No. {text[match.end() : end]}", f"“{sign}” is “No.” in English copy."
    if "%" in text:
        for match in _PERCENT_FIRST.finditer(text):
            yield Span(*match.span()), f"{match[1].replace(',', '.')}%", "The percent sign stands before its figure."
    if text.isascii():
        return
    for match in _ARABIC_PERCENT.finditer(text):
        figure = (match[1] or match[2]).replace(",", ".")
        yield Span(*match.span()), f"{figure}%", "The percent sign of another script."
    for match in _OTHER_DIGITS.finditer(text):
        figure = match.group().rstrip(".,")
        around = text[max(0, match.start() - 2) : match.start()] + text[match.end() : match.end() + 2]
        if any("\u0590" < one < "\ufb00" and one.isalpha() for one in around):
            continue  # inside words of that script
        right = "".join(str(int(one)) if one.isdigit() else {"٫": ".", "٬": ","}.get(one, one) for one in figure)
        yield Span(match.start(), match.start() + len(figure)), right, _OTHER_SCRIPT


_RULES: Final = (_dotted, _commas, _spaces, _in_words, _signs)
