"""Names folded to what survives transliteration and translation: their consonants.

"al-Hashd al-Shaabi" may arrive as "al-Hachd al-Chaabi" or "al-Hussein al-Sabi". Vowels, articles and most of the
difference between English, French, Turkish, Persian and Kurdish spelling are gone in the skeleton:

| folded together | because |
|---|---|
| vowels, y, and w except before a vowel after a vowel | Moustafa, Mustafa, Mostafa |
| al-, el-, as-, ash-, an-, ar-, ibn, bin, ben, abu, abou, de, of, the | articles and particles are often lost |
| kh, h, ḥ, x at the start | Khamenei, Hamenei; Kurdish Xaneqîn |
| q, k, g, gh, ck, c at the end or before a consonant | Qasem, Kassem, Ghasem, Gassem |
| sh, ch, tch, sch, s, ş, ç | French Hachd, Turkish Beşar, Persian Araghchi |
| t, th | Uthman, Othman; French has no th |
| d, dh, z | Kadhimi, Kazimi |
| j, dj, c before a vowel | French Nadjaf, Turkish Cevad |
| v, w before a vowel, ou before a vowel | Javad, Jawad; French Ouali |
| ph, f; doubled letters; final h | Fayyad, Fayad; Nasiriyah, Nasiriya |

The coarse skeleton folds further what machine translation turns into one another: b p v f, d z t s, k j h.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Final

from annotator.text import scripts

_LATIN: Final = str.maketrans(
    {"ı": "i", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ß": "ss", "ə": "a"}
)
# Ayn, hamza and apostrophes are noise in a name; so are zero-width and bidi marks, vowel marks and tatweel.
_NOISE: Final = re.compile("[’‘'ʼʻʿʾ`´ʹ\u0640\u064b-\u065f\u0670\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\u00ad]")
_POSSESSIVE: Final = re.compile(r"(?<=\w)[’'ʼ]s?(?=\W|$)")
_NOT_WORD: Final = re.compile(r"[\W_]+")
_INITIALS: Final = re.compile(r"\b(?:\w\.){2,}")

PARTICLES: Final = frozenset(
    "al el ul as ash an ar at ad az adh ed es ech er en il l la le les de du des da di d ibn bin ben bint abu abou "
    "aboo abi bu bou umm oum the of and for y e ve u et".split()
)
HONORIFICS: Final = frozenset(
    "mr mrs ms mme dr prof sheikh shaikh shaykh sheik cheikh seikh sayyid sayyed sayed seyed syed seyyed haji "
    "hajji haj hajj hadji mullah mulla mola mawlawi maulvi mawlavi ayatollah imam general gen colonel col commander "
    "president senator minister king prince princess emir engineer eng qari hafiz ustad".split()
)
_ABD: Final = re.compile(r"^(?:abd|aabd)[aeiouy]*(?:l|r(?=r)|s(?=s|h)|d(?=d)|z(?=z)|n(?=n)|t(?=t))(?=.{3})")
_DIN: Final = re.compile(r"^(.{3,}?)(?:[aeiou]+[dl]*-?)d+[aeiy]+n+e?$")

_STEPS: Final = (
    (re.compile("tch|sch|tsh|sh|ch|ş|ç|ş"), "s"),
    (re.compile("kh|ch"), "h"),
    (re.compile("gh|ck|q|g"), "k"),
    (re.compile("dj|zh"), "j"),
    (re.compile("dh|z|ž"), "d"),
    (re.compile("th"), "t"),
    (re.compile("ph"), "f"),
    (re.compile("^x"), "h"),
    (re.compile("x"), "ks"),
    (re.compile("ou(?=[aei])|w(?=[aeiouy])"), "v"),
    (re.compile("c(?=[aeiou])"), "j"),
    (re.compile("c"), "k"),
    (re.compile("(?<=[aeiouy])h$"), ""),
    (re.compile("^[aeiouy]+"), "A"),
    (re.compile("[aeiouyw]+"), ""),
    (re.compile(r"(.)\1+"), r"\1"),
)
_COARSE: Final = str.maketrans("pvfdzsjkgh", "bbbttthhhh")


@dataclass(frozen=True, slots=True, eq=False)  # compared by identity: `_token` makes one object for one word
class Token:
    """One word of a name: as folded, its skeleton and its coarse skeleton. `native`: it was not written in Latin."""

    text: str
    skeleton: str
    coarse: str
    native: bool = False
    article: bool = False  # al- stood before it


@lru_cache(maxsize=1 << 16)
def fold(name: str) -> str:
    """A name with case, diacritics, apostrophes, hyphens and Arabic letter variants folded; words by one space."""
    name = _POSSESSIVE.sub("", name)
    name = _INITIALS.sub(lambda match: match.group().replace(".", ""), name)
    name = unicodedata.normalize("NFKD", name).casefold().translate(_LATIN)
    name = _NOISE.sub("", name)
    name = "".join(char for char in name if not unicodedata.combining(char))
    return _NOT_WORD.sub(" ", name.translate(scripts.ARABIC_VARIANTS)).strip()


@lru_cache(maxsize=1 << 16)
def skeleton(word: str) -> str:
    """The consonants of one folded Latin word, an initial vowel as "A"; never empty for a word with a letter."""
    bones = word
    for pattern, replacement in _STEPS:
        bones = pattern.sub(replacement, bones)
    return bones or word[:1]


@lru_cache(maxsize=1 << 16)
def coarse(bones: str) -> str:
    """A skeleton folded further: labials, dentals and sibilants, velars."""
    return re.sub(r"(.)\1+", r"\1", bones.translate(_COARSE))


@lru_cache(maxsize=1 << 15)
def tokens(name: str) -> tuple[Token, ...]:
    """The words of a name that tell it from others: particles and titles are left out where anything else remains.

    "Abdulaziz" and "Abd al-Aziz" are both abd + aziz, "Salaheddine" and "Salah al-Din" both salah + din.
    """
    folded = fold(name)
    native = scripts.is_arabic(folded)
    if native:
        folded = scripts.to_latin(folded)
    words = folded.split()
    kept = [word for word in words if word not in PARTICLES and word not in HONORIFICS] or words
    articles = {after for before, after in pairwise(words) if before in PARTICLES}
    found = []
    for word in kept:
        for part in _parts(word):
            found.append(_token(part, native, word in articles))
    return tuple(found)


@lru_cache(maxsize=1 << 16)
def _token(word: str, native: bool, article: bool) -> Token:
    bones = skeleton(word)
    return Token(word, bones, coarse(bones), native, article)


def _parts(word: str) -> tuple[str, ...]:
    """A word that is two in other spellings, as two."""
    if word in {"abdul", "abdel", "abdol", "abdal"}:
        return ("abd",)
    match = _ABD.match(word)
    if match:
        return ("abd", word[match.end() :])
    match = _DIN.match(word)
    if match:
        return (match.group(1), "din")
    if word in {"deen", "dine", "dein", "eddine", "eddin", "uddin"}:
        return ("din",)
    return (word,)
