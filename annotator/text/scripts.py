"""Names in Arabic script (Arabic, Persian, Kurdish) as Latin letters, so that they meet their transliterations."""

from __future__ import annotations

import re
from typing import Final

ARABIC: Final = re.compile("[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufeff]")
_TOKEN: Final = re.compile(r"[^\W\d_]+")

# Consonants as English copy writes them; letters that only Persian or Kurdish has stand last. Short vowels are not
# written in Arabic and Persian: the result is a skeleton already, its vowels are the long ones.
_LETTERS: Final = {
    "ب": "b", "ت": "t", "ث": "th", "ج": "j", "ح": "h", "خ": "kh", "د": "d", "ذ": "dh", "ر": "r", "ز": "z",
    "س": "s", "ش": "sh", "ص": "s", "ض": "d", "ط": "t", "ظ": "z", "ع": "a", "غ": "gh", "ف": "f", "ق": "q",
    "ك": "k", "ل": "l", "م": "m", "ن": "n", "ه": "h", "ا": "a", "ء": "", "ئ": "", "ؤ": "",
    "پ": "p", "چ": "ch", "ژ": "j", "گ": "g", "ڤ": "v", "ڕ": "r", "ڵ": "l", "ێ": "e", "ۆ": "o", "ە": "a",
}  # fmt: skip
# One letter, several code points: hamza carriers, Persian and Kurdish forms, final alif and ta marbuta.
ARABIC_VARIANTS: Final = str.maketrans(
    {"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ی": "ي", "ې": "ي", "ک": "ك", "ة": "ه", "ھ": "ه", "ہ": "ه"}
)
_VOWELS: Final = frozenset("اويێۆەع")


def is_arabic(name: str) -> bool:
    """Whether any letter of the name is of the Arabic script."""
    return ARABIC.search(name) is not None


def to_latin(name: str) -> str:
    """A name with its Arabic-script words in Latin letters; other words stay. Waw and ya become v, y or a vowel.

    The name must be folded already (`skeleton.fold`): no vowel marks, one code point a letter.
    """
    return _TOKEN.sub(lambda match: _word(match.group()) if is_arabic(match.group()) else match.group(), name)


def _word(word: str) -> str:
    """One word. The article al- is split off; a final h (ta marbuta, silent Persian h, ḥ) is dropped as in Latin."""
    article = ""
    if word.startswith("ال") and len(word) > 4:
        article, word = "al ", word[2:]
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
    return article + "".join(letters)


def _before_vowel(word: str, i: int) -> bool:
    """Whether waw is a consonant: before alif (Jawad), or between two vowels."""
    following = word[i + 1 : i + 2]
    return following == "ا" or (following in _VOWELS and word[i - 1] in _VOWELS)
