"""How far a Latin word is a transliteration of a word in Arabic letters, whatever the system.

A skeleton throws all vowels away; here they are held against the long ones that Arabic script writes, so that
"زرند" is nearer to Zarand than to Zarandiyeh. Each letter has the Latin spellings that English, French, Persian,
Kurdish and Turkish usage give it, with what each costs; short vowels and doubled letters are nearly free.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

# Letter: spellings, then after "|" those that are rarer.
_SPELLED: Final = {
    "ا": "a e | i o u aa", "و": "w v ou oo u o | uw ow aw au ouw", "ي": "y i ee ei ai ay iy ie | e ey j",
    "ب": "b | p", "ت": "t | th d", "ث": "th t s", "ج": "j dj g | zh c tch", "ح": "h | kh x",
    "خ": "kh x h | k ch q", "د": "d | dh", "ذ": "dh d z | th", "ر": "r", "ز": "z | s", "س": "s c | ç sh",
    "ش": "sh ch | s sch", "ص": "s c | sh", "ض": "d dh z", "ط": "t | th", "ظ": "z dh | d th", "ع": "a aa | e i o u",
    "غ": "gh g | r q k", "ف": "f ph | v", "ق": "q k g gh c | kh", "ك": "k c ck | q g ch", "ل": "l", "م": "m",
    "ن": "n | m", "ه": "h | a e", "پ": "p | b", "چ": "ch tch c | j tsh sh", "ژ": "zh j | z g", "گ": "g | gh k j",
    "ڤ": "v", "ڕ": "r", "ڵ": "l", "ێ": "e | i y", "ۆ": "o | u", "ە": "a e",
}  # fmt: skip
_LAST: Final = {"ه": "a e h ah eh | at et t", "ي": "i y a e | ee", "ا": "a | aa e ah"}
_FIRST: Final = {"ا": "a e i o u", "ع": "a e i o u"}
# Two letters that stand for one sound of another language.
_TWO: Final = {"تش": "ch c | tch", "دج": "j dj", "كس": "x ks", "غو": "go gu", "جو": "go gu"}
RARER: Final = 0.2
# What a letter costs that is not in the Latin word: a long vowel, a throat sound, any other.
_DROPPED: Final = dict.fromkeys("اوي", 0.4) | {"ع": 0.05, "ء": 0.0, "ه": 0.5, "ح": 0.6}
_LATIN_ADDED: Final = dict.fromkeys("aeiou", 0.06) | {"y": 0.45, "h": 0.6, "w": 0.8}
DOUBLED: Final = 0.03
MOST: Final = 2.6  # cost at which it is given up
LONGEST: Final = 24


def _options(table: dict[str, str]) -> dict[str, tuple[tuple[str, float], ...]]:
    found = {}
    for letter, spelled in table.items():
        usual, _, rarer = spelled.partition("|")
        found[letter] = (*((text, 0.0) for text in usual.split()), *((text, RARER) for text in rarer.split()))
    return found


_USUAL, _AT_END, _AT_START, _PAIRS = (_options(table) for table in (_SPELLED, _LAST, _FIRST, _TWO))


@lru_cache(maxsize=1 << 16)
def likeness(latin: str, letters: str) -> float:
    """How far `latin` (folded) is a transliteration of `letters` (folded Arabic script), 0..1."""
    latin, letters = latin[:LONGEST], letters[:LONGEST]
    if not latin or not letters:
        return 0.0
    most = min(MOST, 0.5 * max(3.0, 0.75 * len(latin)))
    # What is reached: how many Latin characters are used up, at what cost; one table for each letter.
    reached: list[dict[int, float]] = [{} for _ in range(len(letters) + 1)]
    reached[0][0] = 0.0
    last = len(letters) - 1
    for at, letter in enumerate(letters):
        here = _with_added(reached[at], latin, most)
        options = _USUAL.get(letter, ())
        if at == last:
            options = _AT_END.get(letter, options)
        elif at == 0:
            options = _AT_START.get(letter, options)
        two = _PAIRS.get(letters[at : at + 2])
        dropped = 0.1 if at == 0 and letter == "ا" else _DROPPED.get(letter, 1.0)
        for used, cost in here.items():
            _reach(reached[at + 1], used, cost + dropped, most)
            for text, more in options:
                if latin.startswith(text, used):
                    _reach(reached[at + 1], used + len(text), cost + more, most)
            if two:
                for text, more in two:
                    if latin.startswith(text, used):
                        _reach(reached[at + 2], used + len(text), cost + more, most)
    whole = _with_added(reached[-1], latin, most).get(len(latin))
    if whole is None:
        return 0.0
    return max(0.0, 1.0 - whole / max(2.5, 0.6 * (len(latin) + len(letters)) / 1.8))


def _reach(reached: dict[int, float], used: int, cost: float, most: float) -> None:
    if cost <= most and cost < reached.get(used, 9.0):
        reached[used] = cost


def _with_added(reached: dict[int, float], latin: str, most: float) -> dict[int, float]:
    """The same with Latin letters that no Arabic one stands for: short vowels, doubled consonants, at a cost others."""
    if not reached:
        return reached
    for used in range(min(reached), len(latin)):
        cost = reached.get(used)
        if cost is None:
            continue
        char = latin[used]
        more = DOUBLED if used and char == latin[used - 1] else _LATIN_ADDED.get(char, 1.0)
        _reach(reached, used + 1, cost + more, most)
    return reached
