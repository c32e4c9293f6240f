"""Numbers with what they count: value or range, how exact, unit, and the role that matters to a desk."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, Literal

from annotator.text.dates import DIGITS, ascii_digits, dates
from annotator.text.spans import DateMention, Quantity, Span
from annotator.text.words import class_of

Qualifier = Literal["exact", "about", "at least", "at most", "dozens"]

_UNITS: Final = {
    w: i
    for i, w in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen".split()
    )
}
_TENS: Final = {w: i * 10 for i, w in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)}
_SCALES: Final = {
    "hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12,
    "mn": 1e6, "bn": 1e9, "k": 1e3, "m": 1e6,
}  # fmt: skip
# Vague plurals: the value is the smallest number that the word can stand for.
_VAGUE: Final = {
    "dozens": 24.0,
    "scores": 40.0,
    "hundreds": 200.0,
    "thousands": 2_000.0,
    "millions": 2e6,
    "billions": 2e9,
}
_CURRENCIES: Final = {
    "$": "USD", "us$": "USD", "€": "EUR", "£": "GBP", "dollar": "USD", "dollars": "USD", "euro": "EUR", "euros": "EUR",
    "pound": "GBP", "pounds": "GBP", "dinar": "IQD", "dinars": "IQD", "rial": "IRR", "rials": "IRR", "usd": "USD",
    "eur": "EUR", "gbp": "GBP", "yen": "JPY", "yuan": "CNY", "rubles": "RUB", "lira": "TRY", "riyals": "SAR",
}  # fmt: skip

_DIGIT: Final = r"\d{1,3}(?:[,\u00a0\u202f]\d{3})+(?:\.\d+)?(?!\d)|\d+(?:[.\u066b]\d+)?"
_SMALL_WORD: Final = "|".join([*sorted({*_UNITS, *_TENS}, key=len, reverse=True)])
_SCALE_WORD: Final = "hundred|thousand|million|billion|trillion"
_WORDS: Final = (
    rf"(?:{_SMALL_WORD})(?:[- ](?:{_SMALL_WORD}|{_SCALE_WORD})|"
    rf"(?:(?<=hundred)|(?<=thousand)|(?<=million))\s+and\s+(?:{_SMALL_WORD})(?=\s))*"
    rf"|an?\s+(?:{_SCALE_WORD})(?!s)"
)
_NUMBER: Final = rf"(?:{_DIGIT})(?:\s?(?:{_SCALE_WORD}|bn|mn)(?![\w])|[kKmM](?![\w]))?|{_WORDS}"
_QUALIFIERS: Final = {
    "about": "about", "around": "about", "roughly": "about", "approximately": "about", "some": "about",
    "nearly": "about",
    "almost": "about", "an estimated": "about", "estimated": "about", "close to": "about", "circa": "about",
    "~": "about",
    "at least": "at least", "more than": "at least", "over": "at least", "no fewer than": "at least",
    "no less than": "at least", "not less than": "at least", "upwards of": "at least", "a minimum of": "at least",
    "at most": "at most", "up to": "at most", "fewer than": "at most", "less than": "at most", "under": "at most",
    "no more than": "at most", "as many as": "at most", "a maximum of": "at most", "as much as": "at most",
    "exactly": "exact", "only": "exact", "just": "exact",
}  # fmt: skip
_QUALIFIER: Final = "|".join(sorted((re.escape(q) for q in _QUALIFIERS), key=len, reverse=True))
_MENTION: Final = re.compile(
    # The lookahead lets most words fail at their first letters: without it this scan cost as much as the tagger.
    r"(?<![\w.,/:-])(?=[\d$€£]|us[$€£]|(?:zero|one|two|t[hweri]|f[oi]|si|se|sc|ei|n[i]|el|a |an |hu|ha|mi|bi|do|betw))"
    rf"(?:(?P<sign>(?:US)?[$€£]\s?)?(?:"
    rf"(?P<vague>(?:tens|hundreds|thousands) of (?:thousands|millions)|dozens|scores|hundreds|"
    r"thousands|millions|billions)"
    rf"|(?P<dozen>(?:half a|a|two|three|several)\s+dozen)"
    rf"|(?P<low>{_NUMBER})(?:\s?(?:-|–|to|or)\s?(?=[\d$€£]|(?:{_SMALL_WORD})\b)(?:US)?[$€£]?\s?(?P<high>{_NUMBER}))?)"
    rf"|between\s+(?P<sign2>(?:US)?[$€£]\s?)?(?P<low2>{_NUMBER})\s+and\s+(?:US)?[$€£]?\s?(?P<high2>{_NUMBER}))"
    r"(?!\w|[.,:/]\d|[-‑][^\W\d]|(?:st|nd|rd|th)\b)",
    re.IGNORECASE,
)
_BEFORE: Final = re.compile(rf"(?<!\w)({_QUALIFIER})\s+$|(~)\s?$", re.IGNORECASE)
_PERCENT: Final = re.compile(r"\s?(?:%|٪|per\s?cent\b|percentage points?\b|pct\b)", re.IGNORECASE)
_TOKEN: Final = re.compile(r"\s*([^\W_]+(?:[-’'.][^\W_]+)*|[(\[])")
_OPERATORS: Final = frozenset("of the these those other more additional further".split())
_NO_UNIT: Final = frozenset(
    "in on at to for from by with and or but as than after before since until who which that when where while was were "
    "is are has have had be been will would said ago later per am pm i he she it they we you not".split()
)

_ROLE_WORDS: Final[dict[str, tuple[str, ...]]] = {
    "killed": (
        "killed", "killing", "kill", "kills", "dead", "died", "die", "dying", "deaths", "death", "fatalities", "slain",
        "martyred", "martyrs", "executed", "murdered", "drowned", "perished", "beheaded", "assassinated",
    ),
    "wounded": ("wounded", "wounding", "wounds", "injured", "injuring", "injuries", "injures", "hurt", "maimed"),
    "arrested": ("arrested", "arresting", "arrests", "detained", "detaining", "detainees", "captured", "imprisoned",
                 "jailed"),
    "displaced": ("displaced", "displacing", "fled", "fleeing", "refugees", "evacuated", "uprooted", "homeless"),
    "missing": ("missing", "abducted", "kidnapped"),
}  # fmt: skip
_ROLE: Final = {word: role for role, forms in _ROLE_WORDS.items() for word in forms}
_TROOPS: Final = frozenset(
    "troops soldiers forces servicemen personnel marines fighters militants militiamen peacekeepers gunmen policemen "
    "officers combatants".split()
)
_PEOPLE: Final = (
    frozenset(
        "people persons civilians men women children others protesters demonstrators contractors workers employees "
        "villagers residents students journalists passengers pilgrims officials members boys girls families person man "
        "woman "
        "child soldier militant fighter civilian contractor guard guards policeman".split()
    )
    | _TROOPS
)
_CLAUSE_END: Final = re.compile(r"[.;:!?](?:\s|$)|\n|,\s+(?:which|who|where|while|but|as)\b")
_ROLE_MENTION: Final = re.compile(r"[a-z]+", re.IGNORECASE)


def quantities(
    text: str, span: Span | None = None, *, apart_from: Sequence[DateMention] | None = None
) -> list[Quantity]:
    """The quantities of a text, or of a stretch of it, in order. Dates and years are none, nor is "F-16".

    `apart_from` are the text's dates where they have been read already. Offsets are code points into `text`.
    """
    low, high = (span.start, span.end) if span else (0, len(text))
    flat = ascii_digits(text).replace("٬", ",").replace("٫", ".")
    mentions = dates(text, span) if apart_from is None else apart_from
    taken = [Span(mention.start, mention.end) for mention in mentions]
    found: list[Quantity] = []
    at = 0
    for match in _MENTION.finditer(flat, low, high):
        while at < len(taken) and taken[at].end <= match.start():
            at += 1
        if at < len(taken) and taken[at].overlaps(Span(match.start(), match.end())):
            continue
        quantity = _read(text, flat, match, high)
        if quantity is not None:
            found.append(quantity)
    return found


def _read(text: str, flat: str, match: re.Match[str], limit: int) -> Quantity | None:
    start, end = match.start(), match.end()
    before = _BEFORE.search(flat, max(0, start - 18), start)
    qualifier = "exact"
    if before:
        start = before.start()
        qualifier = _QUALIFIERS[" ".join(before.group().lower().split())]
    high: float | None = None
    if match["vague"]:
        value, qualifier = _vague(match["vague"].lower()), "dozens"
    elif match["dozen"]:
        value = _dozen(match["dozen"].lower())
    else:
        value, high = _range(match["low"] or match["low2"], match["high"] or match["high2"])
    unit, unit_end = _unit(flat, end, min(limit, end + 120), match["sign"] or match["sign2"])
    if value == 1 and (match["low"] or "").lower() == "one" and unit is None:
        return None  # "one explained", "one of them"
    end = max(end, unit_end)
    role = _role(flat, start, end, unit, value)
    return Quantity(start, end, text[start:end], value, high, qualifier, unit, role)  # type: ignore[arg-type]


def _range(low: str, high: str | None) -> tuple[float, float | None]:
    """As in "3 to 4 million": the scale of the upper end holds for the lower one where that has none."""
    value = number(low)
    if high is None:
        return value, None
    top = number(high)
    if _scale_of(low) == 1 and value * _scale_of(high) <= top:
        value *= _scale_of(high)
    return value, top


def number(words: str) -> float:
    """The value of a number in digits or English words ("2.5 million", "twenty-two thousand and five")."""
    total, group = 0.0, 0.0
    for piece in re.findall(r"\d[\d,.\u00a0\u202f]*|[a-z]+", words.lower().translate(DIGITS)):
        if piece[0].isdigit():
            group += float(re.sub(r"[,\u00a0\u202f]", "", piece).rstrip("."))
        elif piece in _UNITS or piece in _TENS:
            group += _UNITS.get(piece, 0) + _TENS.get(piece, 0)
        elif piece == "hundred":
            group = (group or 1) * 100
        elif piece in _SCALES:
            total += (group or 1) * _SCALES[piece]
            group = 0.0
        elif piece in {"a", "an"}:
            group = 1.0
    return total + group


def _scale_of(words: str) -> float:
    tail = re.findall(r"[a-z]+", words.lower())
    return _SCALES.get(tail[-1], 1.0) if tail else 1.0


def _vague(words: str) -> float:
    first, _, second = words.partition(" of ")
    if not second:
        return _VAGUE[first]
    return {"tens": 20.0, "hundreds": 200.0, "thousands": 2_000.0}[first] * (1e3 if second == "thousands" else 1e6)


def _dozen(words: str) -> float:
    first = words.split(maxsplit=1)[0]
    return {"half": 6.0, "a": 12.0, "two": 24.0, "three": 36.0}.get(first, 24.0)


def _unit(flat: str, end: int, limit: int, sign: str | None) -> tuple[str | None, int]:
    """What is counted, and where its words end: the head noun after the number, a currency, or "percent"."""
    percent = _PERCENT.match(flat, end, limit)
    if percent:
        return "percent", percent.end()
    if sign:
        return _CURRENCIES[sign.strip().lower()], end
    at, unit, unit_end = end, None, end
    for _ in range(6):
        token = _TOKEN.match(flat, at, limit)
        if token is None or token[1] in "([" or "\n" in token.group():
            break
        word = token[1]
        lower = word.lower()
        if lower in _NO_UNIT:
            break
        if lower in _CURRENCIES:
            return _CURRENCIES[lower], token.end()
        if word[0].isupper() and unit is None:
            at = token.end()  # "2,500 US troops": what is counted comes after the name
            continue
        kind = class_of(word)
        if lower in _OPERATORS or (
            unit is None and kind.startswith(("JJ", "DT", "VBN", "PRP$")) and lower not in _PEOPLE
        ):
            at = token.end()
            continue
        noun = kind.startswith("NN") or lower in _PEOPLE or (not kind and word[0].isalpha())
        if not noun or (lower in _ROLE and unit is not None) or lower.endswith("ed"):
            break
        unit, unit_end, at = lower, token.end(), token.end()
        if kind in {"NNS", "NNPS"} and not word[0].isupper():
            break  # a plural is the head: "three rockets" ends the phrase before a verb read as a noun
    return unit, unit_end


def _role(flat: str, start: int, end: int, unit: str | None, value: float) -> str | None:
    """The nearest word of a role in the same clause: straight after the number, before it, or later on."""
    if unit in {"USD", "EUR", "GBP", "IQD", "IRR", "JPY", "CNY", "RUB", "TRY", "SAR"}:
        return "money"
    if unit in _ROLE:
        return _ROLE[unit]
    counted = unit is None or unit in _PEOPLE
    if not counted:
        return None
    after_text = flat[end : end + 90]
    stop = _CLAUSE_END.search(after_text)
    after = [
        m.group().lower() for m in _ROLE_MENTION.finditer(after_text, 0, stop.start() if stop else len(after_text))
    ]
    before_text = flat[max(0, start - 60) : start]
    stops = [m.end() for m in _CLAUSE_END.finditer(before_text)]
    before = [m.group().lower() for m in _ROLE_MENTION.finditer(before_text, stops[-1] if stops else 0)][::-1]
    best: tuple[int, str] | None = None
    for distance, word in enumerate(after[:9]):
        # "killed two and wounded five": what follows "and" belongs to the next number.
        if word in {"and", "or"} and distance > 0:
            break
        if word in _ROLE and not (distance and after[distance - 1] == "and"):
            best = (distance, _ROLE[word])
            break
    for distance, word in enumerate(before[:6]):
        if word == "and" and distance > 1:
            break
        if word in _ROLE and (best is None or distance < best[0]):
            best = (distance, _ROLE[word])
            break
    if best is not None:
        return best[1]
    if unit == "forces" and value < 50:
        return None  # "two forces" are organisations, "2,000 forces" are men
    return "troops" if unit in _TROOPS else None
