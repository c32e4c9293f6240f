"""The numbers of a sentence as values, in English and in the languages that copy is translated from.

"deux mille cinq cents", "2 500", "2.500", "٢٬٥٠٠" and "2,500" are one value. Unlike quantities.py, which reads what an
English number counts, this reads every number, dates and labels too, to be compared with those of the translation.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from annotator.text.calendar import DIGITS
from annotator.text.number_words import Words, compound, number_words


class Value(NamedTuple):
    """A number of a text. `readings`: all that it may be ("2.500": 2500 or 2.5). Offsets are code points."""

    start: int
    end: int
    quote: str
    readings: tuple[float, ...]
    digits: bool  # written in digits
    soft: bool  # told by the way ("first", "a dozen", "F-16"): nothing is missing where it is not repeated


_TOKEN: Final = re.compile(
    r"(?P<digits>\d+(?:[.,٬٫'’]\d+)*(?:[ \u00a0\u202f]\d{3}(?![\d.,]))*)(?P<suffix>(?:st|nd|rd|th|bn|mn|"
    r"[kmb])(?![^\W\d_])|[万亿千百])?"
    r"|(?P<roman>[IVX]{1,5})(?:e|er|ème|th)?(?![^\W\d_])"
    r"|[一二三四五六七八九十百千万亿两零〇]+"
    r"|[^\W\d_]+(?:[\u064b-\u0652\u200c][^\W\d_]*)*"
)
_GAP: Final = re.compile(r"[\s\u200c-]{0,3}\Z")
_MARKS: Final = re.compile("[\u064b-\u0652\u0640\u200c]")
_SUFFIXES: Final = {
    "k": 1e3, "m": 1e6, "mn": 1e6, "b": 1e9, "bn": 1e9, "百": 1e2, "千": 1e3, "万": 1e4, "亿": 1e8,
}  # fmt: skip
_PER_CENT: Final = frozenset("بالمئة بالمائة المئة المائة بالمية".split())
_TENS: Final = frozenset({10.0, 20.0, 30.0, 40.0, 50.0, 60.0, 70.0, 80.0, 90.0})
_HAN: Final = {han: float(number) for number, han in enumerate("零一二三四五六七八九")} | {"〇": 0.0, "两": 2.0}
_HAN_TIMES: Final = {"十": 10.0, "百": 100.0, "千": 1000.0}
_HAN_SCALES: Final = {"万": 1e4, "亿": 1e8}
_LETTERS: Final = "abcdefghijklmnopqrstuvwxyz百千万亿"
_NO_DIGIT: Final = re.compile(r"\D")
_GROUPED: Final = re.compile(r"\d{1,3}(?:[.,' ’\u00a0\u202f]\d{3})+\Z")
_DECIMAL: Final = re.compile(r"\d+[.,]\d+\Z")


def values(text: str, language: str) -> list[Value]:
    """All numbers of a text in order, none inside another one. `language`: ISO 639-1, of the text."""
    flat = text.translate(DIGITS).replace("٬", ",").replace("٫", ".")
    table = number_words(language[:2])
    found: list[Value] = []
    run: list[tuple[int, int, float | None, str]] = []  # start, end, value, sort
    for match in _TOKEN.finditer(flat):
        for item in _items(flat, match, table, language[:2]):
            if run and not (_GAP.match(flat[run[-1][1] : item[0]]) and item[3]):
                _close(found, flat, run, text, table.after_ten)
                run = []
            if item[3] == "digits" and run and run[-1][3] != "joiner":
                _close(found, flat, run, text, table.after_ten)
                run = []
            if item[3]:
                run.append(item)
    _close(found, flat, run, text, table.after_ten)
    return found


def _items(flat: str, match: re.Match[str], table: Words, language: str) -> list[tuple[int, int, float | None, str]]:
    """What a token is to a number: digits, a word that adds, multiplies or joins, a soft word, or nothing ("")."""
    start, end = match.span()
    if match["digits"]:
        return [(start, end, None, "digits")]
    if match["roman"]:
        roman = _roman(match["roman"])
        return [(start, end, roman, "soft" if roman and (roman > 1 or end - start > 1) else "")]
    word = match.group().lower()
    if word[0] in _HAN or word[0] in _HAN_TIMES or word[0] in _HAN_SCALES:
        return [(start, end, None, "han")] if language == "zh" else [(start, end, None, "")]
    word = _MARKS.sub("", word)
    sort = _sort(word, table)
    if not sort and language in {"ar", "fa"} and word not in _PER_CENT:
        if word[:1] == "و" and (sort := _sort(word[1:], table)):
            return [(start, start + 1, None, "joiner"), (start + 1, end, _value(word[1:], table), sort)]
        for prefix in ("بال", "لل", "وال", "ال", "ب", "ل", "ف", "ك"):
            rest = word.removeprefix(prefix)
            if len(rest) < len(word) and (sort := _sort(rest, table)):
                return [(start, end, _value(rest, table), sort)]
    return [(start, end, _value(word, table), sort)]


def _roman(written: str) -> float | None:
    """A Roman number up to 39: kings, centuries. None for letters that are none."""
    total = last = 0
    for letter in reversed(written):
        value = {"I": 1, "V": 5, "X": 10}[letter]
        total += value if value >= last else -value
        last = max(last, value)
    return float(total) if total > 0 else None


def _sort(word: str, table: Words) -> str:
    if word in table.add or (table.scales and word not in table.times and compound(word, table) is not None):
        return "add"
    if word in table.times:
        return "times"
    if word in table.joiners:
        return "joiner"
    return "soft" if word in table.soft else ""


def _value(word: str, table: Words) -> float | None:
    value = table.add.get(word, table.times.get(word, table.soft.get(word)))
    return compound(word, table) if value is None and table.scales else value


def _close(
    found: list[Value], flat: str, run: list[tuple[int, int, float | None, str]], text: str, after_ten: frozenset[float]
) -> None:
    """Put a run of number tokens together: "deux mille cinq cents", "103,7 millions", "twenty-four"."""
    while run and run[-1][3] == "joiner":
        run = run[:-1]
    while run and run[0][3] == "joiner":
        run = run[1:]
    at = 0
    while at < len(run):
        sort = run[at][3]
        if sort == "soft":
            at = _ordinal(found, run, at, text)
        elif sort in {"digits", "han"}:
            at = _with_scale(found, flat, run, at, text)
        elif sort == "joiner":
            at += 1
        else:
            at = _in_words(found, run, at, text, after_ten)


def _ordinal(found: list[Value], run: Sequence[tuple[int, int, float | None, str]], at: int, text: str) -> int:
    """A soft word, with the ten behind it that is its own: Arabic "the fifth and forty", "the fourth ten"."""
    start, end, value, _ = run[at]
    at += 1
    after = at + (at < len(run) and run[at][3] == "joiner")
    if 0 < (value or 0) < 10 and after < len(run) and run[after][3] == "add" and run[after][2] in _TENS:
        value = (value or 0) + (run[after][2] or 0)
        end, at = run[after][1], after + 1
    found.append(Value(start, end, text[start:end], (value or 0.0,), digits=False, soft=True))
    return at


def _with_scale(
    found: list[Value], flat: str, run: Sequence[tuple[int, int, float | None, str]], at: int, text: str
) -> int:
    """Digits with the scale behind them. In a name ("F-16", "G20") they are a label."""
    start, end, _, sort = run[at]
    readings = _han(flat[start:end]) if sort == "han" else _digits(flat[start:end])
    at += 1
    scale = 1.0
    while at < len(run) and run[at][3] == "times":
        scale *= run[at][2] or 1.0
        end = run[at][1]
        at += 1
    before = flat[max(0, start - 2) : start]
    label = (before[-1:].isascii() and before[-1:].isalpha()) or (before[-1:] in {"-", "‑"} and before[:1].isalpha())
    written = tuple(reading * scale for reading in readings)
    decade = flat[end : end + 1] == "s" and not flat[end + 1 : end + 2].isalpha()
    soft = sort == "digits" and (label or decade)
    found.append(Value(start, end, text[start:end], written, digits=True, soft=soft))
    return at


def _in_words(
    found: list[Value],
    run: Sequence[tuple[int, int, float | None, str]],
    at: int,
    text: str,
    after_ten: frozenset[float],
) -> int:
    """A number in words: what adds and what multiplies, up to where a next number must begin."""
    start, end = run[at][0], run[at][1]
    total = current = 0.0
    last = float("inf")
    first = at
    while at < len(run) and run[at][3] in {"add", "times", "joiner"}:
        _, stop, value, sort = run[at]
        if sort == "joiner":
            if at + 1 >= len(run) or run[at + 1][3] not in {"add", "times"}:
                break
            at += 1
            continue
        value = value or 0.0
        if sort == "times":
            if value >= 1_000:
                total += max(current, 1.0) * value
                current = 0.0
            else:
                current = max(current, 1.0) * value
            last = value
        elif value == 20 and current == 4:
            current = last = 80.0  # quatre-vingts
        elif at > first and not (_fits(value, current, last) or (last == 10 and value in after_ten)):
            break
        else:
            current += value
            last = value
        end = stop
        at += 1
    if at == first:
        return at + 1
    # "Millions", "thousands": no number, but a size.
    size = all(sort != "add" for *_, sort in run[first:at])
    found.append(
        Value(start, end, text[start:end], (total + current,), digits=False, soft=size or total + current <= 1)
    )
    return at


def _fits(value: float, current: float, last: float) -> bool:
    """Whether a word is the same number's: "vingt deux", "soixante dix", Arabic "خمسة وعشرون"."""
    if last >= 1_000 or current == 0:
        return True
    if current % 100 == 0 and value < 100:
        return True
    low = current % 100
    return (low >= 20 and low % 10 == 0 and value < 20) or (low < 10 and value % 10 == 0 and 10 <= value < 100)


@lru_cache(maxsize=1 << 12)
def _digits(written: str) -> tuple[float, ...]:
    """The readings of digits with marks between them."""
    number = written.rstrip(_LETTERS)
    suffix = _SUFFIXES.get(written[len(number) :], 1.0)
    plain = _NO_DIGIT.sub("", number)
    if len(plain) > 30:
        return (float("inf"),)
    readings = []
    if number.isdecimal() or _GROUPED.match(number):
        readings.append(float(plain))
    if _DECIMAL.match(number):
        readings.append(float(number.replace(",", ".")))
    if not readings:
        # Several marks: the last one is the decimal mark, as in "1.234,5".
        last = max(number.rfind("."), number.rfind(","))
        readings.append(float(f"{_NO_DIGIT.sub('', number[:last]) or 0}.{_NO_DIGIT.sub('', number[last:]) or 0}"))
    return tuple(reading * suffix for reading in readings)


def _han(written: str) -> tuple[float, ...]:
    """A Chinese number: 二十五, 三百万, or digit by digit, 二〇二一."""
    if len(written) > 30:
        return (float("inf"),)
    if all(char in _HAN for char in written):
        return (float("".join(str(int(_HAN[char])) for char in written)),)
    total = section = current = 0.0
    for char in written:
        if char in _HAN:
            current = _HAN[char]
        elif char in _HAN_TIMES:
            section += (current or 1.0) * _HAN_TIMES[char]
            current = 0.0
        else:
            total += (section + current or 1.0) * _HAN_SCALES[char]
            section = current = 0.0
    return (total + section + current,)
