"""A correction notice in English, drafted from what readers were given before and what they are given now. Pure.

The form follows what newsrooms print: what an earlier version said, what it should say, and nothing that repeats an
error without putting it right (Associated Press, "Corrections"; BBC, "Mistakes"). A person edits it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from rapidfuzz.distance import Levenshtein

from ...errors import Invalid
from ...garbles.written import is_english
from ...text import names
from ...text.quantities import quantities
from ...text.skeleton import fold
from ...text.spans import Quantity, Span
from ..overlay import Corrected

# Words of context on each side of a change that cannot be understood alone: "said" of "the mayor said he".
CONTEXT: Final = 3
# From here on two words are one that was misspelled: "governer" and "governor" 0.88, "killed" and "wounded" 0.29.
MISSPELLED: Final = 0.7
SAME_NAME: Final = 0.8
LONGEST: Final = 300  # code points of a quoted stretch; what is longer is cut in the middle
_COUNTED: Final = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_CAPITAL: Final = re.compile(r"(?:[a-z]{1,3}[-'’])?[^\W\d_a-zß-ÿ]")
_ARTICLE: Final = re.compile(r"(?:^|\s)((?:an?|the)\s)$", re.IGNORECASE)
_WORD: Final = re.compile(r"\S+")
_PAUSE: Final = re.compile(r"[.!?…,;:]['’”\"]?$")


@dataclass(frozen=True, slots=True)
class Change:
    """A stretch that reads otherwise than before. `before` and `after` are the words in both copies, without context;
    `kinds` the classes of the corrections that did it; `said` and `says` are what a notice quotes."""

    before: str
    after: str
    said: str
    says: str
    kinds: tuple[str, ...]
    is_number: bool = False
    is_name: bool = False

    @property
    def removed(self) -> bool:
        return not self.after.strip()

    @property
    def is_spelling(self) -> bool:
        """Whether it says the same, spelled, set or punctuated in another way."""
        if self.is_number or self.removed or not self.before.strip():
            return False
        if fold(self.before) == fold(self.after):
            return True
        if self.is_name:
            return names.compare(self.before, self.after).score >= SAME_NAME
        one, other = self.before.split(), self.after.split()
        return len(one) == len(other) and all(_misspelled(a, b) for a, b in zip(one, other, strict=True) if a != b)


def _misspelled(old: str, new: str) -> bool:
    """Whether the old word is none, and like the new one; "untied" for "united" is a word and says something else."""
    alike = Levenshtein.normalized_similarity(old.lower(), new.lower()) >= MISSPELLED
    return alike and not is_english(old.strip(".,;:!?"))


def change_of(was: Corrected, now: Corrected, span: Span, kinds: Sequence[str]) -> Change:
    """What became of a stretch of the original between two copies of it."""
    there, here = was.place(span), now.place(span)
    old, new = _trimmed(was.text, there, now.text, here)
    before, after = old.of(was.text), new.of(now.text)
    number = _numbers(was.text, old, now.text, new)
    if number is not None:
        said, says, is_name = _inside(number[0].quote), _inside(number[1].quote), False
    elif not after.strip():
        said, says, is_name = " ".join(before.split()), "", False
    else:
        is_name = bool(before.strip()) and _is_name(was.text, old) and _is_name(now.text, new)
        alone = is_name or len(before.split()) > 2 * CONTEXT
        wide = (old, new) if alone else (_with_context(was.text, old), _with_context(now.text, new))
        said, says = (" ".join(each.of(text).split()) for each, text in zip(wide, (was.text, now.text), strict=True))
    return Change(before, after, said, says, tuple(dict.fromkeys(kinds)), number is not None, is_name)


def _trimmed(one: str, old: Span, other: str, new: Span) -> tuple[Span, Span]:
    """Both stretches without the whole words that they begin and end with alike, and without outer white space."""
    left = [Span(old.start + m.start(), old.start + m.end()) for m in _WORD.finditer(old.of(one))]
    right = [Span(new.start + m.start(), new.start + m.end()) for m in _WORD.finditer(new.of(other))]
    while left and right and left[0].of(one) == right[0].of(other):
        left, right = left[1:], right[1:]
    while left and right and left[-1].of(one) == right[-1].of(other):
        left, right = left[:-1], right[:-1]
    return _hull(left, old.start), _hull(right, new.start)


def _hull(words: Sequence[Span], at: int) -> Span:
    return Span(words[0].start, words[-1].end) if words else Span(at, at)


def _with_context(text: str, span: Span) -> Span:
    """With up to three words on each side, up to a comma or the end of the sentence."""
    start, end = span
    for _ in range(CONTEXT):
        before = re.search(r"\S+\s+$", text[max(0, start - 60) : start])
        if before is None or "\n" in before.group() or _PAUSE.search(before.group().rstrip()):
            break
        start -= len(before.group())
    article = _ARTICLE.search(text[max(0, start - 6) : start])
    start -= len(article[1]) if article else 0
    for _ in range(CONTEXT):
        if _PAUSE.search(text[span.start : end].rstrip()):
            break
        after = re.match(r"\s*\S+", text[end : end + 60])
        if after is None or "\n" in after.group():
            break
        end += len(after.group())
    words = text[start:end]
    stripped = words.rstrip(" \n,;:.!?")
    return Span(start, max(span.end, start + len(stripped)))


def _numbers(one: str, old: Span, other: str, new: Span) -> tuple[Quantity, Quantity] | None:
    """The one quantity that stands on the old words and the one that does on the new, where only the number differs."""
    left, right = (_standing(text, span) for text, span in ((one, old), (other, new)))
    if len(left) != 1 or len(right) != 1:
        return None
    (was,), (now) = left, right[0]
    different = (was.value, was.high) != (now.value, now.high)
    same_words = _without(was.quote) == _without(now.quote) or was.unit == now.unit
    reaches = max(len(old), len(new)) <= max(len(was.quote), len(now.quote))
    return (was, now) if different and same_words and reaches else None


def _standing(text: str, span: Span) -> list[Quantity]:
    low = max(0, span.start - 80)
    found = quantities(text[low : span.end + 80])
    return [
        each._replace(quote=" ".join(each.quote.split()))
        for each in found
        if low + each.start < span.end and low + each.end > span.start
    ]


def _inside(quote: str) -> str:
    """As it is written inside a sentence: "About 300" is "about 300" there."""
    first = quote.split(maxsplit=1)[0]
    return quote[0].lower() + quote[1:] if first.isalpha() and not first.isupper() and is_english(first) else quote


def _without(quote: str) -> str:
    return " ".join(word for word in quote.split() if not any(letter.isdigit() for letter in word))


def _is_name(text: str, span: Span) -> bool:
    """Whether each of the words has a capital, and they do not only open a sentence."""
    words = span.of(text).split()
    if not words or len(words) > CONTEXT * 2 or not all(_CAPITAL.match(word) for word in words):
        return False
    opens = not text[: span.start].rstrip() or text[: span.start].rstrip()[-1] in ".!?:\n"
    return not (opens and len(words) == 1 and is_english(words[0]))


# -- in words


def text_of(changes: Sequence[Change]) -> str:
    """The notice. Raises Invalid when nothing reads otherwise."""
    grouped = list(_grouped(changes))
    if not grouped:
        raise Invalid("Nothing reads otherwise than readers were told. There is nothing to draft.")
    if len(grouped) == 1:
        change, places = grouped[0]
        return _alone(change, places)
    number = _COUNTED[len(grouped) - 1] if len(grouped) <= len(_COUNTED) else str(len(grouped))
    lines = [f"An earlier version of this article contained {number} errors."]
    return " ".join([*lines, *(_among(change, places) for change, places in grouped)])


def _grouped(changes: Sequence[Change]) -> Iterator[tuple[Change, int]]:
    """Each change once, with the number of its places: the same name is put right ten times in an article."""
    seen: dict[tuple[str, str], list[Change]] = {}
    for change in changes:
        key = (change.before, change.after) if change.is_name else (change.said, change.says)
        seen.setdefault(key, []).append(change)
    return ((same[0], len(same)) for same in seen.values())


def _alone(change: Change, places: int) -> str:
    earlier, times = "An earlier version of this article", _times(places)
    if change.removed:
        one = len(change.said.split()) == 1
        words, have = ("word", "It has") if one else ("words", "They have")
        return f"{earlier} included the {words} {_quoted(change.said)}{times}. {have} been removed."
    if change.is_name:
        return f"{earlier} gave a name as {_quoted(change.said)}{times}. The name is {_quoted(change.says)}."
    if change.is_number:
        return f"{earlier} gave a figure as {_quoted(change.said)}{times}. It should be {_quoted(change.says)}."
    return f"{earlier} said {_quoted(change.said)}{times}. It should say {_quoted(change.says)}."


def _among(change: Change, places: int) -> str:
    times = _times(places)
    if change.removed:
        one = len(change.said.split()) == 1
        words, have = ("word", "has") if one else ("words", "have")
        return f"It included the {words} {_quoted(change.said)}{times}, which {have} been removed."
    if change.is_name:
        return f"It gave a name as {_quoted(change.said)}{times}; the name is {_quoted(change.says)}."
    if change.is_number:
        return f"It gave a figure as {_quoted(change.said)}{times}; it should be {_quoted(change.says)}."
    return f"It said {_quoted(change.said)}{times}; it should say {_quoted(change.says)}."


def _times(places: int) -> str:
    if places == 1:
        return ""
    number = _COUNTED[places - 1] if places <= len(_COUNTED) else str(places)
    return f" in {number} places"


def _quoted(words: str) -> str:
    """In quotation marks, those inside changed to single ones; cut in the middle where it is long."""
    plain = " ".join(words.split())
    if len(plain) > LONGEST:
        plain = f"{plain[: LONGEST // 2].rsplit(' ', 1)[0]} … {plain[-LONGEST // 2 :].split(' ', 1)[-1]}"
    inside = re.sub(r"\"([^\"]*)\"", r"‘\1’", plain).replace("“", "‘").replace("”", "’")
    return f"“{inside}”"


def kind_of(changes: Sequence[Change]) -> tuple[str, str]:
    """What kind of notice it is, and why: a correction where a fact was wrong, a clarification where the translation or
    the style said something else, a refile where only the spelling changes."""
    fact = next((change for change in changes if "fact" in change.kinds), None)
    if fact is not None:
        return "correction", f"It puts a fact right: {_told(fact)}."
    other = next((change for change in changes if not change.is_spelling), None)
    if other is not None:
        return "clarification", f"No fact was wrong, but readers were told something else: {_told(other)}."
    return "refile", "Only the spelling or the setting changes; what is said stays the same."


def _told(change: Change) -> str:
    if change.removed:
        return f"{_quoted(change.said)} was taken out"
    return f"{_quoted(change.said)} → {_quoted(change.says)}"
