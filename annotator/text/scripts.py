"""Names in Arabic script (Arabic, Persian, Kurdish) as Latin letters, so that they meet their transliterations."""

from __future__ import annotations

import re
from typing import Final

_HEBREW: Final = re.compile("[\u05d0-\u05ea]")
# The definite article, "son of", "father of", "mother of", "and", "in"; sheikh, sayyid, hajji, doctor, imam, mullah.
PARTICLES: Final = frozenset("ال بن ابن ابو ابي ام و في شيخ سيد حاج حاجي دكتور امام ملا".split())
ARABIC: Final = re.compile("[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufeff]")

# Consonants as English copy writes them; letters that only Persian or Kurdish has stand last. Short vowels are not
# written in Arabic and Persian: the result is a skeleton already, its vowels are the long ones.
_LETTERS: Final = {
    "ب": "b", "ت": "t", "ث": "th", "ج": "j", "ح": "h", "خ": "kh", "د": "d", "ذ": "dh", "ر": "r", "ز": "z",
    "س": "s", "ش": "sh", "ص": "s", "ض": "d", "ط": "t", "ظ": "z", "ع": "a", "غ": "gh", "ف": "f", "ق": "q",
    "ك": "k", "ل": "l", "م": "m", "ن": "n", "ه": "h", "ا": "a", "ء": "", "ئ": "", "ؤ": "",
    "پ": "p", "چ": "ch", "ژ": "j", "گ": "g", "ڤ": "v", "ڕ": "r", "ڵ": "l", "ێ": "e", "ۆ": "o", "ە": "a",
}  # fmt: skip
# What is often written with the word after it: with what it begins, in Latin, its letters, and the longest word that
# is one by itself.
_WRITTEN_TOGETHER: Final = (("ابو", "abu", 3, 5), ("عبدال", "abd", 3, 7), ("ال", "al", 2, 4))
# One letter, several code points: hamza carriers, Persian and Kurdish forms, final alif and ta marbuta.
ARABIC_VARIANTS: Final = str.maketrans(
    {"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ی": "ي", "ې": "ي", "ک": "ك", "ة": "ه", "ھ": "ه", "ہ": "ه"}
)
_VOWELS: Final = frozenset("اويێۆەع")


def is_arabic(name: str) -> bool:
    """Whether any letter of the name is of the Arabic script."""
    return ARABIC.search(name) is not None


def words(name: str) -> list[tuple[str, str]]:
    """The words of a folded name in Latin letters, each with its letters as written where they are Arabic or Hebrew.

    What other spellings write apart is apart: the article, Abd al-Rahman, Abu Ghraib.
    """
    found: list[tuple[str, str]] = []
    for word in name.split():
        if not is_arabic(word):
            found.append((word, word if _HEBREW.search(word) else ""))
            continue
        rest = word
        for before, latin, cut, longest in _WRITTEN_TOGETHER:
            if rest.startswith(before) and len(rest) > longest:
                found.append((latin, before[:cut]))
                rest = rest[cut:]
        found.append((_word(rest), rest))
    return found


def padded(letters: str) -> str:
    """Arabic letters in Latin with a vowel between: "سهراب" is not "shrab". For skeletons, which drop vowels."""
    latin = []
    if len(letters) > 2 and letters.endswith(("ه", "ح")):
        letters = letters[:-1]
    for at, letter in enumerate(letters):
        sound = "w" if letter == "و" and (at == 0 or _before_vowel(letters, at)) else _SOUNDS.get(letter, "")
        latin.append(sound if not sound or sound[-1] in "aeiou" or at == len(letters) - 1 else sound + "a")
    return "".join(latin)


_SOUNDS: Final = _LETTERS | {"و": "u", "ي": "i"}


def _word(word: str) -> str:
    """One word, a final h (ta marbuta, silent Persian h, ḥ) dropped as in Latin."""
    if word.endswith(("ه", "ح")) and len(word) > 2:
        word = word[:-1]
    letters = []
    for i, letter in enumerate(word):
        if letter == "و":
            letters.append("w" if i == 0 or _before_vowel(word, i) else "u")
        elif letter == "ي":
            letters.append("y" if i == 0 else "i")
        else:
            letters.append(_LETTERS.get(letter, ""))
    return "".join(letters)


def _before_vowel(word: str, i: int) -> bool:
    """Whether waw is a consonant: before alif (Jawad), or between two vowels."""
    following = word[i + 1 : i + 2]
    return following == "ا" or (following in _VOWELS and word[i - 1] in _VOWELS)
