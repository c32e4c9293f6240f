"""Letters of two alphabets, or invisible characters, inside one name or word.

Reference: Unicode Technical Standard 39 (confusables, mixed scripts), Unicode Annex 9 (bidi controls). The text stays
as it is: the finding tells what the word reads when it is folded. Joiners inside Persian, Arabic or Indian words, in
emoji, and bidi marks beside such words are right.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from annotator.garbles.passage import Passage
from annotator.text.spans import Finding, Reading, Span

KIND: Final = "mixed-scripts"
_INVISIBLE: Final = "\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
_HIDDEN: Final = re.compile(f"[{_INVISIBLE}]")
# Greek, Cyrillic, Armenian, Cherokee; letters of mathematics and full width, which only look like Latin.
_LOOKALIKE: Final = re.compile("[\u0370-\u058f\u13a0-\u13ff\uff21-\uff3a\uff41-\uff5a\U0001d400-\U0001d7cb]")
_NEAR: Final = 60  # characters of a word on each side
# Letters that look like Latin ones; UTS 39 confusables, as far as they are one letter to the eye.
_CONFUSABLE: Final = dict(
    zip(
        "АВЕКМНОРСТУХЅІЈԌаеорсухѕіјһԁԛԝгкмнтвΑΒΕΖΗΙΚΜΝΟΡΤΥΧαικνορτυχ",
        "ABEKMHOPCTYXSIJGaeopcyxsijhdqwrkmhtbABEZHIKMNOPTYXaiKvoptux",
        strict=True,
    )
)
_TO_CYRILLIC: Final = {
    latin: cyrillic for cyrillic, latin in zip("АВЕКМНОРСТУХІаеорсухі", "ABEKMHOPCTYXIaeopcyxi", strict=True)
}
_SCRIPTS: Final = ("LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE")


def find(passage: Passage) -> Iterator[Finding]:
    """Each such word with what it reads when folded."""
    text = passage.text
    if text.isascii():
        return
    end = 0
    places = sorted([*_HIDDEN.finditer(text), *_LOOKALIKE.finditer(text)], key=lambda match: match.start())
    for match in places:
        if match.start() < end:
            continue
        span = _word(text, match.start())
        end = max(end, span.end, match.end())
        word = span.of(text)
        finding = _hidden(passage, span, word) or _mixed(passage, span, word)
        if finding:
            yield finding


def _word(text: str, at: int) -> Span:
    """The word around a place, at most sixty characters to each side."""
    start, end = at, at + 1
    while start > max(0, at - _NEAR) and _belongs(text[start - 1]):
        start -= 1
    while end < min(len(text), at + _NEAR) and _belongs(text[end]):
        end += 1
    return Span(start, end)


def _belongs(character: str) -> bool:
    return character.isalnum() or character in "-'’" or _HIDDEN.match(character) is not None


def _hidden(passage: Passage, span: Span, word: str) -> Finding | None:
    """Invisible characters between two letters of a script that needs none."""
    inner = word.strip("".join(chr(code) for code in _CODES))
    found = _HIDDEN.search(inner)
    if found is None:
        return None
    folded = _HIDDEN.sub("", word)
    if not any("A" <= letter <= "ɏ" for letter in folded) and any(script(letter) is None for letter in folded):
        return None
    if found.group() == "\u00ad":
        return None  # a place where the word may be divided
    name = unicodedata.name(found.group(), "an invisible character").capitalize()
    severity = "critical" if found.group() in "\u202a\u202b\u202d\u202e\u2066\u2067" else None
    start = span.start + word.index(inner)
    reason = f"{name} (U+{ord(found.group()):04X}) stands inside the word and cannot be seen."
    reading = Reading(_HIDDEN.sub("", inner), 0.95, "without what cannot be seen")
    return passage.finding(KIND, Span(start, start + len(inner)), reason, [reading], severity=severity)


_CODES: Final = (
    0xAD, 0x61C, 0x180E, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2065),
    *range(0x2066, 0x206A), 0xFEFF,
)  # fmt: skip


def _mixed(passage: Passage, span: Span, word: str) -> Finding | None:
    """Letters of two alphabets in one part of a word; parts joined by a hyphen may be of two."""
    start = span.start
    for part in re.split("(-)", word):
        low, start = start, start + len(part)
        bare = part.strip("'’" + "".join(map(chr, _CODES)))
        letters = [letter for letter in bare if letter.isalpha()]
        found = {script(letter) for letter in letters}
        wide = unicodedata.normalize("NFKC", bare)
        if wide != bare and len(letters) > 1 and found & {"WIDE"} and "LATIN" in found:
            right, names = wide, "full-width or mathematical letters and common ones"
        elif len(found & set(_SCRIPTS)) < 2 or _is_formula(letters):
            continue
        else:
            right = _folded(letters, bare)
            names = " and ".join(sorted(name.capitalize() for name in found if name in _SCRIPTS))
        place = Span(low + part.index(bare), low + part.index(bare) + len(bare))
        reason = f"Letters of two alphabets stand in one word: {names}."
        reading = [Reading(right, 0.9, "the letters that look alike, of one alphabet")] if right != bare else []
        return passage.finding(KIND, place, reason, reading)
    return None


def _is_formula(letters: list[str]) -> bool:
    """Whether one Greek letter stands at an end of a Latin word, as in science: "TGFβ", "ΔE", "µg"."""
    greek = [i for i, letter in enumerate(letters) if script(letter) == "GREEK"]
    others = {script(letter) for letter in letters} - {"GREEK", "LATIN"}
    return (
        not others
        and len(greek) == 1
        and greek[0] in {0, len(letters) - 1}
        and letters[greek[0]] not in "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧοι"
    )


def _folded(letters: list[str], word: str) -> str:
    """The word in the alphabet of most of its letters that belong to one only."""
    cyrillic = sum(script(letter) == "CYRILLIC" and letter not in _CONFUSABLE for letter in letters)
    latin = sum(script(letter) == "LATIN" and letter not in _TO_CYRILLIC for letter in letters)
    table = _TO_CYRILLIC if cyrillic > latin else _CONFUSABLE
    return "".join(table.get(letter, letter) for letter in word)


@lru_cache(maxsize=4_096)
def script(letter: str) -> str | None:
    """The alphabet of a letter, of those that look alike; "WIDE" for letters of mathematics and full width."""
    if "\uff21" <= letter <= "\uff5a" or letter >= "\U0001d400":
        return "WIDE"
    name = unicodedata.name(letter, "").partition(" ")[0]
    return name if name in _SCRIPTS else None
