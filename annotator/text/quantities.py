"""Numbers with what they count: value or range, how exact, unit, and the role that matters to a desk."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final, Literal

from annotator.text import numbers, units
from annotator.text.beginnings import beginnings, heads
from annotator.text.calendar import ascii_digits, maybe_arabic
from annotator.text.counted import head_noun, plain
from annotator.text.dates import dates
from annotator.text.numbers import Number, number
from annotator.text.roles import PEOPLE, role
from annotator.text.spans import DateMention, Quantity, Span
from annotator.text.words import class_of

__all__ = ["number", "quantities"]

Qualifier = Literal["exact", "about", "at least", "at most", "dozens"]

# How the words that a quantity may begin with go on after their first three letters.
_GOES_ON: Final = {
    "zer": "o", "one": r"(?!\w)", "two": r"(?!\w)", "thr": "ee", "fou": "r", "fiv": "e", "six": "", "sev": "e",
    "eig": "h", "nin": "e(?!v)", "ten": r"(?:s|(?!\w))", "ele": "v", "twe": "[ln]", "thi": "rt", "for": "ty",
    "fif": "t[ey]",
    "hun": "d", "tho": "us", "mil": "l", "bil": "l", "tri": "l", "doz": "", "sco": "res", "hal": "f", "qua": "rter",
    "few": " (?i:[dhtmblc])", "cou": "p", "nau": "g",
    "no ": r"(?=[cdfiwsv])(?i:(?:[a-z]+\s+)?(?:cas|inj|dea|fat|vic|sur|wou|los))",
}  # fmt: skip
# No digit after another number's mark; the digit behind a point that begins a number belongs to it.
_BEGINNINGS: Final = beginnings(
    r"[0-9½⅓⅔¼¾⅕⅛⅜](?<!\d[.:/].)(?<![^\w.]\..)(?<!\A\..)|\.(?<![\w.].)[0-9]"
    r"|[A-Z]{3}[0-9]|[aA]n? (?:hun|tho|mil|bil|tri|doz|cou|few|hal|qua|thi|fou|for|fif|six|sev|eig|nin|ten|ele|twe)|"
    + heads(_GOES_ON)
)
_NONE: Final = re.compile(
    r"no\s+(?:[a-z]+\s+)?(casualties|injuries|deaths|fatalities|victims|survivors|wounded|losses)(?!\w)", re.IGNORECASE
)
_QUALIFIERS: Final = {
    **dict.fromkeys(
        ["about", "around", "roughly", "approximately", "some", "nearly", "almost", "an estimated", "estimated",
        "close to",
         "circa", "ca.", "~", "c.", "an average of", "environ", "nearly some", "in the region of"], "about",
    ),
    **dict.fromkeys(
        ["at least", "more than", "over", "no fewer than", "no less than", "not less than", "upwards of",
        "a minimum of",
         "minimum of", "above", "exceeding", "exceeds", "exceed", "exceeded", "greater than", "higher than",
         "bigger than", "larger than", "older than",
         "longer than", "well over", ">", ">=", "greater than or equal to", "at the least"], "at least",
    ),
    **dict.fromkeys(
        ["at most", "up to", "fewer than", "less than", "under", "no more than", "not more than", "as many as",
        "a maximum of",
         "maximum of", "as much as", "below", "lower than", "smaller than", "<", "<=", "less than or equal to",
         "at the most"], "at most",
    ),
    **dict.fromkeys(["exactly", "only", "just", "precisely"], "exact"),
}  # fmt: skip
# By the last word of a qualifier, how many words it may have, the longest first.
_LENGTHS: Final = {
    last: sorted({len(one.split()) for one in _QUALIFIERS if one.split()[-1] == last}, reverse=True)
    for last in {phrase.split()[-1] for phrase in _QUALIFIERS}
}
_MAY_BE_MORE: Final = frozenset({" or ", " at "})
_OR_MORE: Final = re.compile(
    r"\+|\s+or\s+(?P<more>more|so|less|fewer|older|above|higher|greater|lower|younger|under)(?!\w)"
    r"|\s+at\s+(?P<at>least|most)(?!\w)",
    re.IGNORECASE,
)
_TO: Final = re.compile(
    r"\s?(?:(?:%|percent|per cent)\s?)?(?:[-–—~]\s?|\s(?:to|or|through|and)\s)(?:(?:US|A|C)?[$€£]\s?)?(?=\S)(?P<end>)"
)
_OUT_OF: Final = re.compile(r"\s+(?:out\s+of|in)(?:\s+every)?\s+(?=\w)", re.IGNORECASE)
# No sign, and no "minus" or "negative".
_BEFORE_PLAIN: Final = re.compile(r"[\n(“\"]|\s(?<!(?:us|US|ve|VE).)")
_AGED: Final = re.compile(r"(?:(?<!\w)aged?|(?<!\w)(?:the|at|under|over|of) age of|[^\W\d_]{2,},)\s$")
_STOP: Final = re.compile(r"(?!\w|[.:/]\d|,\d{3}(?!\d))")
_TOKEN: Final = re.compile(r"\s*([^\W_]+(?:[-’'.][^\W_]+)*|[(\[])")
_AND: Final = re.compile(r"\s+(?:and\s+)?(?=\w)")
_CENTS: Final = re.compile(r"(\s+(?:cents?|pence|fils|piast(?:er|re)s?)(?!\w))|(?=\s*(?:[.,;)](?!\d)|$))|(?=\s+more\b)")
_INCHES: Final = re.compile(
    r"\.?,?\s+(?:and\s+)?(?:(\d{1,2}(?:\.\d)?)[\s-]?(?:inch(?:es)?(?!\w)|in(?=\.|[,;)]|\s*$))|(\d{1,2})\s?[\"”″])"
)
_SCALE_AFTER: Final = re.compile(r"\s+(thousand|million|billion|trillion)(?!\w)")
_MEMBER: Final = re.compile(r"[-‑]([a-z]+)")


def quantities(
    text: str, span: Span | None = None, *, apart_from: Sequence[DateMention] | None = None
) -> list[Quantity]:
    """The quantities of a text, or of a stretch of it, in order. Dates and years are none, nor is "F-16".

    `apart_from` are the text's dates where they have been read already. Offsets are code points into `text`.
    """
    low, high = (span.start, span.end) if span else (0, len(text))
    base = max(0, low - 80)
    flat = text[base:high] if span else text
    if maybe_arabic(flat):
        flat = ascii_digits(flat).replace("٬", ",").replace("٫", ".")
    taken = dates(text, span) if apart_from is None else apart_from
    found: list[Quantity] = []
    at, done, count = 0, low - base, len(taken)
    for start in _BEGINNINGS(flat, max(0, done - 3)):
        if flat[start].isupper() and flat[start + 1].isupper():
            start += 3  # noqa: PLW2901 - "USD35"
        if start < done:
            continue
        while at < count and taken[at].end - base <= start:
            at += 1
        if at < count and taken[at].start - base <= start:
            done = max(done, taken[at].end - base)
            continue
        limit = taken[at].start - base if at < count else len(flat)
        quantity = _read(flat, start, limit, base, text)
        if quantity is not None:
            found.append(quantity)
            done = quantity.end - base
    return found


def _number(flat: str, at: int) -> Number | None:
    first = flat[at]
    if first.isascii() and first.isdigit():
        found = numbers.in_digits(flat, at)
        if found is not None and found.letter:
            return _letter(flat, found)
        return found
    if first == ".":
        rest = numbers.in_digits(flat, at + 1)
        return (
            Number(rest.end, float("." + flat[at + 1 : rest.end]))
            if rest and flat[at + 1 : rest.end].isdecimal()
            else None
        )
    return numbers.in_words(flat, at) if first.isalpha() else numbers.glyph(flat, at)


def _letter(flat: str, found: Number) -> Number:
    """A "5m" is five millions after a sign of money and before what is counted, and five metres else."""
    if found.letter in "kKMBb":
        return found
    sign, _ = units.before(
        flat,
        found.plain_end - len(flat[max(0, found.plain_end - 12) : found.plain_end].rsplit(" ", 1)[-1].lstrip("$€£¥₪₺")),
    )
    following = _TOKEN.match(flat, found.end)
    word = following[1].lower() if following else ""
    if sign or (word and (word in PEOPLE or units.money(word) or class_of(word) == "NNS")):
        return found
    return Number(found.plain_end, found.value / found.scale)


def _read(flat: str, at: int, limit: int, base: int, text: str) -> Quantity | None:  # noqa: C901, PLR0911, PLR0912 - shapes in order
    first = flat[at]
    before = flat[max(0, at - 26) : at]
    told = before[-1:] != " " or _tells(before[before.rfind(" ", 0, -1) + 1 : -1])
    if (not told or _BEFORE_PLAIN.match(flat, at - 1)) and (simple := plain(flat, at, limit)):
        value, unit, end = simple
        if not told or units.before(flat, at)[0] is None:
            if unit is None and first.isdigit() and _is_age(flat, at, end, value):
                unit = "years old"
            start: int = at
            qualifier: Qualifier = "exact"
            if told or flat[end : end + 1] == "+" or flat[end : end + 4] in _MAY_BE_MORE:
                qualifier, start, end = _qualified(flat, at, end, vague=False)
            return Quantity(
                start + base, end + base, text[start + base : end + base], value, None, qualifier, unit,
                role(flat, start, end, unit, value),
            )  # fmt: skip
    if first in "nN" and (none := _NONE.match(flat, at)):
        unit = none[1].lower()
        return Quantity(
            at + base,
            none.end() + base,
            text[at + base : none.end() + base],
            0.0,
            None,
            "exact",
            unit,
            role(flat, at, none.end(), unit, 0.0),
        )
    low = _number(flat, at)
    if low is None or low.end > limit:
        return None
    start, end, value = at, low.end, low.value
    if at and flat[at - 1] in "-‑−–" and flat[at - 2 : at - 1].isalpha():
        return None  # "COVID-19", "F-16"
    if at > 1 and (
        flat[at - 1] in "-−"
        or (flat[at - 1] == " " and flat[max(0, at - 9) : at].lower().endswith(("minus ", "negative ")))
    ):
        start, value = _below_zero(flat, at, value)
    elif at == 1 and flat[0] in "-−":
        start, value = 0, -value
    sign, start = units.before(flat, start)
    if start == at and sign is None and at and flat[at - 1].isalpha():
        return None  # "KFR35", but "USD35" is money
    high, end = _range(flat, low, end, limit, start)
    if high is None and flat[end : end + 3] in {" in", " ou"} and (share := _share(flat, low, end)):
        value, end = share
    elif high is not None and low.scale == 1 and high.scale > 1 and value * high.scale <= high.value:
        value *= high.scale  # "3 to 4 million": the scale of the upper end holds for the lower one
    digits = first.isdigit()
    unit, unit_end = _unit(flat, end, min(limit, end + 120), sign, digits=digits)
    if not _STOP.match(flat, max(end, unit_end)) and unit is None:
        return None
    if unit is None and flat[end : end + 1] in {"-", "‑"} and flat[end + 1 : end + 2].isalpha():
        return None
    if unit == "feet" and (inches := _INCHES.match(flat, max(end, unit_end))):
        value, unit_end = value + float(inches[1] or inches[2]) / 12, inches.end()
    if unit in units.MONEY and unit_end > end and flat[unit_end : unit_end + 1] == " ":
        value, unit_end = _more_money(flat, value, unit_end, limit)
    if low.one and value == 1 and (unit is None or unit in {"day", "time", "side", "hand", "way", "thing"}):
        return None  # "one explained", "one of them"
    if unit is None and digits and _is_age(flat, start, end, value):
        unit = "years old"
    end = max(end, unit_end)
    qualifier, start, after = _qualified(flat, start, end, vague=low.vague)
    if after > end and unit is None:
        unit, unit_end = _unit(flat, after, min(limit, after + 120), None, digits=digits)
        after = max(after, unit_end)
    end = after
    if value < 0 and unit in PEOPLE:
        value = -value  # a dash before a line, no minus
    return Quantity(
        start + base, end + base, text[start + base : end + base], value, high.value if high else None, qualifier, unit,
        role(flat, start, end, unit, value),
    )  # fmt: skip


@lru_cache(maxsize=1 << 14)
def _tells(word: str) -> bool:
    """Whether a word before a number may say something of it: a sign, "about", "minus"."""
    last = word[-1:]
    return (
        not last or last in units.SIGNS or last.isupper() or last in "-." or word[-2:] == "Rs"
        or word.lower() in _LENGTHS or word.lower().endswith(("minus", "negative"))
    )  # fmt: skip


def _more_money(flat: str, value: float, end: int, limit: int) -> tuple[float, int]:
    """As in "three dollars and 45 cents", "15 dollars 50.", "75 USD million"."""
    if scale := _SCALE_AFTER.match(flat, end):
        return value * number(scale[1]), scale.end()
    gap = _AND.match(flat, end)
    if gap is None or gap.end() >= limit:
        return value, end
    small = _number(flat, gap.end())
    if small is None or not 0 < small.value < 100:
        return value, end
    cents = _CENTS.match(flat, small.end)
    if cents is None or ("and" in gap.group() and not cents[1]):
        return value, end
    return value + small.value / 100, cents.end()


def _below_zero(flat: str, at: int, value: float) -> tuple[int, float]:
    if flat[at - 1] in "-−":
        return (at - 1, -value) if flat[at - 2].isspace() else (at, value)
    return at - (6 if flat[at - 6 : at].lower() == "minus " else 9), -value


def _range(flat: str, low: Number, end: int, limit: int, start: int) -> tuple[Number | None, int]:
    """The upper end of "20-30", "from 5 to 7", "between 20 and 30"; "houses two and three" and "3-1" are none."""
    mark = flat[end : end + 1]
    if not mark or mark not in " -–—~%" or (mark == " " and flat[end + 1 : end + 2] not in "-–—~%pPtToOaA"):
        return None, end
    match = _TO.match(flat, end)
    if match is None or match.end() >= limit:
        return None, end
    joiner = match.group()
    if "and" in joiner and flat[max(0, start - 8) : start].lower() != "between ":
        return None, end
    high = _number(flat, match.end())
    if high is None or high.end > limit or high.one or not _STOP.match(flat, high.end):
        return None, end
    if high.value * (high.scale if low.scale == high.scale else 1) <= low.value and high.value <= low.value:
        return None, end
    return high, high.end


def _share(flat: str, low: Number, end: int) -> tuple[float, int] | None:
    """As in "one out of three", "one in five": a part of one."""
    match = _OUT_OF.match(flat, end)
    if match is None or not 0 < low.value < 1000 or ("out" not in match.group().lower() and not low.one):
        return None
    whole = _number(flat, match.end())
    if whole is None or not low.value < whole.value or (low.one and flat[whole.end : whole.end + 1] == ","):
        return None
    return low.value / whole.value, whole.end


def _is_age(flat: str, start: int, end: int, value: float) -> bool:
    """As in "Salim, 34, said", "aged 30", "the age of 12"."""
    if not 0 < value < 120 or not flat[max(0, start - 7) : max(0, start - 1)].endswith((",", "age", "aged", "age of")):
        return False
    cue = _AGED.search(flat, max(0, start - 12), start)
    if cue is None:
        return False
    if not cue.group().rstrip().endswith(","):
        return True
    word = flat[max(0, start - 24) : start - 2].rsplit(" ", 1)[-1]
    return word[:1].isupper() and flat[end : end + 1] == "," and value == int(value)


def _qualified(flat: str, start: int, end: int, *, vague: bool) -> tuple[Qualifier, int, int]:
    """How exact the number is, and where the words that say so begin and end."""
    qualifier: Qualifier = "dozens" if vague else "exact"
    last = flat[max(0, start - 14) : start].rstrip().rpartition(" ")[2].lower()
    if last in _LENGTHS:
        words = flat[max(0, start - 26) : start].lower().split()
        for count in _LENGTHS[last]:
            found = _QUALIFIERS.get(" ".join(words[-count:]))
            if found:
                qualifier = found if not vague else "dozens"  # type: ignore[assignment]
                low = max(0, start - 26)
                start = low + flat[low:start].lower().rfind(words[-count:][0])
                break
    if flat[end : end + 4] in _MAY_BE_MORE or flat[end : end + 1] == "+":
        match = _OR_MORE.match(flat, end)
        if match:
            more = (match["more"] or match["at"] or "more").lower()
            qualifier = (
                "about"
                if more == "so"
                else "at most"
                if more in {"less", "fewer", "lower", "younger", "under", "most"}
                else "at least"
            )
            end = match.end()
    return qualifier, start, end


def _unit(flat: str, end: int, limit: int, sign: str | None, *, digits: bool) -> tuple[str | None, int]:
    """What is counted, and where its words end: a measure, a currency, "percent", or the head noun after the number."""
    if sign:
        return sign, end
    if end >= limit or flat[end] in ".,;:)!?\n":
        return None, end
    unit, unit_end = units.after(flat, end, limit, digits=digits)
    if unit is not None:
        return unit, unit_end
    if flat[end] in "-‑":
        member = _MEMBER.match(flat, end, limit)
        return (member[1], member.end()) if member and not member[1].endswith("s") else (None, end)
    return head_noun(flat, end, limit)
