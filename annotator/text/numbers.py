"""Numbers as news writes them, in digits and in English words: where one ends, and what it is worth.

"2,500", "40 000", "2.5 million", "5m", "1 1/2", "twenty-five hundred", "two thirds", "one and a half million", "half a
dozen". Left out on purpose: powers, and "one over three" ("over" is "more than" in news).
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from annotator.text.calendar import CARDINALS, ascii_digits

_SCALES: Final = {
    "hundred": 1e2, "thousand": 1e3, "lakh": 1e5, "million": 1e6, "crore": 1e7, "billion": 1e9, "trillion": 1e12,
    "k": 1e3, "m": 1e6, "mn": 1e6, "mln": 1e6, "mil": 1e6, "b": 1e9, "bn": 1e9, "bln": 1e9, "tn": 1e12, "trn": 1e12,
    "tln": 1e12,
}  # fmt: skip
_DOZENS: Final = {"dozen": 12.0, "dozens": 12.0, "doz": 12.0}
# Vague plurals: the value is the smallest number that the word can stand for.
_VAGUE: Final = {
    "dozens": 24.0, "scores": 40.0, "tens": 20.0, "hundreds": 200.0, "thousands": 2e3, "millions": 2e6,
    "billions": 2e9, "trillions": 2e12,
}  # fmt: skip
_GLYPHS: Final = {"½": 1 / 2, "⅓": 1 / 3, "⅔": 2 / 3, "¼": 1 / 4, "¾": 3 / 4, "⅕": 1 / 5, "⅛": 1 / 8, "⅜": 3 / 8}
_PARTS: Final = {
    "half": 2, "halve": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8,
    "ninth": 9,
    "tenth": 10, "eleventh": 11, "twelfth": 12, "thirteenth": 13, "fourteenth": 14, "fifteenth": 15, "sixteenth": 16,
    "seventeenth": 17, "eighteenth": 18, "nineteenth": 19, "twentieth": 20, "thirtieth": 30, "fortieth": 40,
    "fiftieth": 50, "sixtieth": 60, "seventieth": 70, "eightieth": 80, "ninetieth": 90,
    "hundredth": 100, "thousandth": 1000,
    "millionth": 10**6,
    "billionth": 10**9, "trillionth": 10**12,
}  # fmt: skip
# Words that are numbers or parts of them, in the plural too.
NUMBER_WORDS: Final = frozenset(
    word + ending for word in (*_SCALES, *_DOZENS, *_VAGUE, *_PARTS, *CARDINALS) for ending in ("", "s")
)

_SCALE: Final = r"(?:hundred|thousand|million|billion|trillion|lakh|crore)"
_WORD: Final = (
    r"(?:zero|one|two|three|five|eleven|t(?:en|welve|wenty|hirteen|hirty)|(?:six|seven|eigh|nine|four|fif)teen"
    r"|for(?:ty)|four"
    rf"|fifty|six(?:ty)?|seven(?:ty)?|eight(?:y)?|nine(?:ty)?|nought|naught|{_SCALE})(?!\w)"
)
_PART: Final = (
    r"(?:hal(?:f|ves)|third|quarter|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth"
    r"|(?:thir|four|fif|six|seven|eigh|nine)teenth|(?:twent|thirt|fort|fift|sixt|sevent|eight|ninet)ieth|hundredth|thousandth"
    r"|millionth|billionth|trillionth)"
)
# No number has more than a dozen words: without that bound a text of "twenty twenty twenty" took time by its square.
_MORE: Final = rf"(?:[\s-]+(?:and\s+)?{_WORD}){{0,12}}"
_RUN: Final = re.compile(rf"{_WORD}{_MORE}", re.IGNORECASE)
_PIECE: Final = re.compile(r"(and\s+)?([a-z]+)", re.IGNORECASE)
# 1,234.5 · 1.234.567 · 40 000 · 12 · 12.5 · 1,3 · .25
_DIGITS: Final = re.compile(
    r"(?:\d{1,3}(?:[,\u00a0\u202f]\d{3})+(?:[.]\d+)?|\d{1,3}(?:\.\d{3})+,\d{1,2}(?!\d)|\d{1,3}(?:['’]\d{3})+"
    r"|\d{1,3}(?: \d{3})+(?![\d,]|[.]\d)|\d{1,3}(?:\.\d{3}){2,}"
    r"|\d+\.\d+|\d+,\d{1,2}(?![\d,])"
    r"|\d+)(?!\d)"
)
_AFTER_DIGITS: Final = re.compile(
    r"(?P<mixed>\s{1,2}(?P<a>\d{1,2})/(?P<b>\d{1,3})(?![\w/]))|(?P<over>/(?P<c>\d{1,3})(?![\w/]))"
    r"|(?P<glyph>\s?[½⅓⅔¼¾⅕⅛⅜])"
    r"|(?P<power>[eE][+-]?\d{1,3}(?!\w)|\^[+-]?\d{1,3}(?!\w)|\s?[x×]\s?10\^[+-]?\d{1,3}(?!\w))"
    rf"|[\s-]?(?P<word>{_SCALE}(?=s?(?!\w))|(?:dozens?|doz)(?!\w)|mln(?!\w)|bln(?!\w)|mn(?!\w)|bn(?!\w)|trn(?!\w)"
    rf"|tln(?!\w)|tn(?!\w)|mil(?!\w))"
    r"|(?P<letter>[kKmMbB](?!\w)|\s[kMB](?!\w))",
    re.IGNORECASE,
)
_GOES_ON: Final = frozenset("x×hHtTmMbBdDlLcCkK0123456789½⅓⅔¼¾⅕⅛⅜ ")
_MORE_WORDS: Final = re.compile(
    rf"\s+(?:and\s+)?(?:(?P<d>\d{{1,3}})(?![\w,.%]|\s?{_SCALE}?\s?(?:%|per))(?:\s(?P<s>hundred"
    rf"|thousand)(?!\w))?|(?P<w>{_WORD}{_MORE}))",
    re.IGNORECASE,
)
_AND_A_PART: Final = re.compile(
    rf"\s+and\s+(?:an?\s+|(?P<n>one|two|three|four|five|six|seven|eight|nine)\s+)(?P<part>{_PART})s?(?!\w)",
    re.IGNORECASE,
)
_PARTS_OF: Final = re.compile(rf"\s?(?:-\s?|\s)(?P<part>{_PART})(?P<s>s?)(?![\w-])", re.IGNORECASE)
_LOWER: Final = dict(
    zip("first third fourth fifth sixth seventh eighth ninth".split(), (1, 3, 4, 5, 6, 7, 8, 9), strict=True)
)
_LOWER_PART: Final = re.compile(rf"[\s-]({'|'.join(_LOWER)})s(?![\w-])", re.IGNORECASE)
_POINT: Final = re.compile(rf"\s+point((?:[\s-]+{_WORD}){{1,6}})", re.IGNORECASE)
_TIMES: Final = re.compile(rf"\s+(?:of\s+a\s+|a\s+)?({_SCALE}|dozens?|doz)(?!\w)", re.IGNORECASE)
_DOZEN: Final = re.compile(r"[\s-]+(?:dozens?|dozs?)(?!\w)", re.IGNORECASE)
_HALF_OF: Final = (
    "(?:per\\s?cent|percentage|mile|kilomet|met(?:re|er)|ton|acre|hectare|inch|foot|pound|dollar|euro|point|degree|lit)"
)
_SPECIAL: Final = re.compile(
    rf"(?P<vague>(?:tens|hundreds|thousands|dozens)\s+of\s+(?P<vague2>thousands|millions|billions)|dozens"
    rf"|scores(?=\s+(?:of|more))|hundreds|thousands|millions|billions|trillions)(?!\w)"
    rf"|(?P<half>half)[\s-]+(?:an?\s+|of\s+a\s+)?(?P<of>dozen|{_SCALE})(?!\w)"
    rf"|(?P<few>several|(?:a\s+)?few|(?:a\s+)?couple(?:\s+of)?)\s+(?P<of2>dozen|{_SCALE})(?!\w)"
    rf"|(?P<couple>a\s+couple\s+of)(?!\w)"
    rf"|(?P<part>quarter|three\s+quarters)\s+(?:of\s+a\s+)?(?P<of3>{_SCALE})(?!\w)"
    rf"|(?P<one>an?)\s+(?:(?P<of4>dozen|{_SCALE})(?!\w)(?P<more>{_MORE})"
    rf"|(?P<part2>{_PART})(?=\s+(?:of|a)\b|\s*[.,;!?]|\s*$))"
    rf"|(?P<bare>half\s+an?(?=\s+{_HALF_OF})|(?:half|two-?\s?thirds|three-?\s?quarters)(?=\s+(?:of|the|its|his|her|their|all)\b))",
    re.IGNORECASE,
)


class Number(NamedTuple):
    """A number in a text: `end` is a code point, `scale` what a lower end of a range takes over ("3 to 4 million")."""

    end: int
    value: float
    scale: float = 1.0
    vague: bool = False
    letter: str = ""  # "5m" may be millions or metres: what follows decides
    one: bool = False  # the bare word "one", which is a pronoun too
    plain_end: int = 0  # where the digits end, before the letter


def in_digits(text: str, at: int) -> Number | None:  # noqa: PLR0911 - shapes in order
    """The number whose first digit stands at `at`."""
    match = _DIGITS.match(text, at)
    if match is None:
        return None
    end = match.end()
    if end - at > 24:
        return None  # a code: no count has so many digits
    if text[at - 1 : at] == "," and text[at - 2 : at - 1].isdigit() and (comma := text.find(",", at, end)) > 0:
        end = comma  # the next of a list: "12,14,16"
    value = float(text[at:end]) if text[at:end].isdecimal() else _digits(match.group())
    if text[end : end + 7] == " and a ":
        return _on(text, end, value, 1.0)  # "5 and a half"
    if text[end : end + 1] == " " and text[end + 1 : end + 2] not in _GOES_ON:
        return Number(end, value)  # most numbers: "12 people"
    after = _AFTER_DIGITS.match(text, end)
    if after is None:
        return Number(end, value)
    if after["power"]:
        return _power(after, value)
    if after["word"]:
        word = after["word"].lower()
        scale, stop = _DOZENS.get(word) or _SCALES[word], after.end()
        stop += text[stop : stop + 1] in {"s", "S"}  # "3 millions"
        return _on(text, stop, value * scale, scale) if word in _SCALES else Number(stop, value * scale, scale)
    if after["glyph"]:
        return Number(after.end(), value + _GLYPHS[after["glyph"].strip()])
    if after["letter"]:
        letter = after["letter"].strip()
        return Number(
            after.end(), value * _SCALES[letter.lower()], _SCALES[letter.lower()], letter=letter, plain_end=end
        )
    top, bottom = (int(after["a"]), int(after["b"])) if after["mixed"] else (value, int(after["c"]))
    if not 0 < top < bottom or bottom not in {2, 3, 4, 5, 6, 8, 10, 16, 100}:
        return Number(end, value) if after["mixed"] else None  # "9/11", "24/7"
    part = top / bottom
    return Number(after.end(), value + part if after["mixed"] else part)


def _power(match: re.Match[str], value: float) -> Number | None:
    """As in "1.2e6", "3x10^8", "2^10"; None for what no float holds."""
    sign, _, exponent = match["power"].strip().lower().rpartition("^")
    power = int(exponent.lstrip("e"))
    try:
        made = value**power if sign == "" and "^" in match["power"] else value * 10.0**power
    except (OverflowError, ZeroDivisionError):
        return None
    return Number(match.end(), made) if made < 1e300 else None


def glyph(text: str, at: int) -> Number | None:
    return Number(at + 1, _GLYPHS[text[at]]) if text[at] in _GLYPHS else None


def in_words(text: str, at: int) -> Number | None:  # noqa: PLR0911 - shapes in order
    """The number whose first word stands at `at`."""
    if special := _SPECIAL.match(text, at):
        return _special(text, special)
    match = _RUN.match(text, at)
    if match is None:
        return None
    end, value, scale = _run(text, at, match.end())
    if end == at:
        return None
    if (end < match.end() or text[end : end + 1] in {" ", "-"}) and (fraction := _fraction(text, at, match.end())):
        return fraction
    if not text[end : end + 1].isspace() and text[end : end + 1] != "-":
        return Number(end, value, scale, one=value == 1 and end - at == 3)
    if dozens := _DOZEN.match(text, end):
        return Number(dozens.end(), value * 12)
    if parts := _PARTS_OF.match(text, end):
        name = parts["part"].lower()
        plural = bool(parts["s"]) or name == "halves"
        joined = text.rfind(" and ", at, end)
        if joined > 0:  # "two million and three fifths": the fraction begins after the "and"
            whole_end, whole, scale = _run(text, at, joined)
            top_end, top, _ = _run(text, joined + 5, end)
            if plural and whole_end == joined and top_end == end and not _AND_A_PART.match(text, joined):
                return Number(parts.end(), whole + top / _PARTS["half" if name == "halves" else name])
            return _on(text, whole_end, whole, scale)
        if plural == (value != 1) and value == int(value):
            return _times(text, parts.end(), value / _PARTS["half" if name == "halves" else name])
    if point := _POINT.match(text, end):
        return _times(text, point.end(), float(f"{int(value)}.{_decimals(point[1])}"))
    one = value == 1 and end - at == 3
    return _on(text, end, value, scale, one=one)


def _fraction(text: str, at: int, stop: int) -> Number | None:
    """A fraction whose lower part has words of its own: "three twenty-fifths", "two one hundred fifths".

    Tens before "fifths" belong to them, and so does a scale with its own digit ("one thousand fifths").
    """
    parts = _LOWER_PART.match(text, stop)
    if parts is None:
        return None
    pieces = list(_PIECE.finditer(text, at, stop))
    words = [piece[2].lower() for piece in pieces]
    lower = _LOWER[parts[1].lower()]
    first = len(words)
    if first > 1 and CARDINALS.get(words[-1], 0) >= 20:
        first, lower = first - 1, lower + CARDINALS[words[-1]]
    digit = CARDINALS.get(words[first - 2], 0) if first > 2 and words[first - 1] in _SCALES else 0
    if 0 < digit < 10 and CARDINALS.get(words[first - 3], 0) < 20:  # "ninety-five hundred fifths" are 1,900
        lower += int(digit * _SCALES[words[first - 1]])
        first -= 2
    if first in {0, len(words)} or any(piece[1] for piece in pieces):
        return None
    end, value, _ = _run(text, at, pieces[first - 1].end())
    return Number(parts.end(), value / lower) if end == pieces[first - 1].end() else None


def _digits(written: str) -> float:
    if "." in written and "," in written and written.rfind(",") > written.rfind("."):
        return float(written.replace(".", "").replace(",", "."))  # 1.234.567,89
    if written.count(".") > 1:
        return float(written.replace(".", ""))
    whole, comma, rest = written.rpartition(",")
    if comma and len(rest) < 3:
        return float(f"{whole}.{rest}")
    return float(re.sub(r"[,\u00a0\u202f '’]", "", written))


def _decimals(words: str) -> str:
    values = [CARDINALS.get(word, 0) for word in words.lower().replace("-", " ").split()]
    if len(values) == 2 and values[0] >= 20 and values[1] < 10:
        return str(sum(values))
    return "".join(map(str, values))


def _run(text: str, at: int, limit: int) -> tuple[int, float, float]:
    """The longest run of words from `at` that is one number: its end, value and last scale. "Two three" are two."""
    total = group = 0.0
    smallest = 1e18
    last, end, scale = "", at, 1.0
    for match in _PIECE.finditer(text, at, limit):
        word = match[2].lower()
        if match[1] and last not in _SCALES:
            break
        value = CARDINALS.get(word, 0 if word in {"nought", "naught"} else None)
        if value is not None:
            fits = not last or (group % 100 == 0 if value >= 10 else group % 10 == 0 and not 0 < group % 100 < 20)
            if not fits or (last and (value == 0 or last == "zero")):
                break
            group += value
        elif word == "hundred":
            if group >= 100 or (last and group == 0):
                break
            group = (group or 1) * 100
            scale = 100.0
        else:
            scale = _SCALES[word]
            if last in _SCALES and group == 0:
                total *= scale
            elif scale >= smallest:
                break
            else:
                total += (group or 1) * scale
            group, smallest = 0.0, scale
        last, end = word, match.end()
    return end, total + group, scale if last in _SCALES else 1.0


def _on(text: str, end: int, value: float, scale: float, *, one: bool = False) -> Number:
    """What goes on after a number: "and a half", "3 hundred and 21", "and a half million"."""
    if text[end : end + 1].isspace():
        if text[end : end + 8].lstrip()[:3].lower() == "and" and (match := _AND_A_PART.match(text, end)):
            name = match["part"].lower()
            part = CARDINALS[(match["n"] or "one").lower()] / _PARTS["half" if name == "halves" else name]
            # "Five billion and three quarters", "three million and a half": parts of the scale.
            times = _TIMES.match(text, match.end()) if scale > 100 else None
            if times:
                return Number(times.end(), value + part * (_DOZENS.get(times[1].lower()) or _SCALES[times[1].lower()]))
            return _times(text, match.end(), value + part * (scale if scale > 100 else 1))
        if scale in {1e2, 1e3} and (match := _MORE_WORDS.match(text, end)) is not None:
            rest = (
                float(match["d"]) * _SCALES.get((match["s"] or "").lower(), 1.0)
                if match["d"]
                else _run(text, match.start("w"), match.end())[1]
            )
            if rest < scale:
                return _on(
                    text,
                    match.end() if match["d"] else _run(text, match.start("w"), match.end())[0],
                    value + rest,
                    100.0 if match["s"] else 1.0,
                )
    return Number(end, value, scale, one=one)


def _times(text: str, end: int, value: float) -> Number:
    match = _TIMES.match(text, end)
    if match is None:
        return Number(end, value)
    scale = _DOZENS.get(match[1].lower()) or _SCALES[match[1].lower()]
    return Number(match.end(), value * scale, scale)


def _special(text: str, match: re.Match[str]) -> Number:  # noqa: PLR0911 - shapes in order
    end = match.end()
    if match["vague"]:
        first = match["vague"].split(maxsplit=1)[0].lower()
        value = _VAGUE[first] * (_VAGUE[match["vague2"].lower()] / 2 if match["vague2"] else 1)
        return Number(end, value, vague=True)
    if match["couple"]:
        return Number(end, 2.0)
    of = (match["of"] or match["of2"] or match["of3"] or match["of4"] or "").lower()
    scale = _DOZENS.get(of) or _SCALES.get(of, 1.0)
    if match["half"]:
        return Number(end, scale / 2, scale)
    if match["few"]:
        return Number(end, scale * (2 if "couple" in match["few"].lower() else 3), scale, vague=True)
    if match["part"]:
        return Number(end, scale * (0.25 if match["part"].lower() == "quarter" else 0.75), scale)
    if match["part2"]:
        return _times(text, end, 1 / _PARTS[match["part2"].lower().replace("halves", "half")])
    if match["bare"]:
        name = match["bare"].lower()
        return Number(end, 0.5 if name.startswith("half") else 2 / 3 if "third" in name else 0.75)
    if not match["more"] or of in _DOZENS:
        return _on(text, match.end("of4"), scale, scale)
    stop, value, last = _run(text, match.start("of4"), end)
    return _on(text, stop, value, last)


def number(words: str) -> float:
    """The value of a number alone ("2.5 million", "twenty-two thousand and five"); 0 where there is none."""
    text = ascii_digits(words).strip()
    found = (in_digits(text, 0) if text[:1].isdigit() else in_words(text, 0)) if text else None
    return found.value if found else 0.0
