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

from annotator.text import alphabets, scripts

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
    "aboo abi bu bou umm oum the of and for y e ve u et von van der den".split()
)
HONORIFICS: Final = frozenset(
    "mr mrs ms mme dr prof sheikh shaikh shaykh sheik cheikh seikh sayyid sayyed sayed seyed syed seyyed haji "
    "hajji haj hajj hadji mullah mulla mola mawlawi maulvi mawlavi ayatollah imam general gen colonel col commander "
    "president senator minister king prince princess emir engineer eng qari hafiz ustad".split()
)
# These are names too: what ends a name is no title ("Hussein al-Sheikh", "Kaiss Sayed").
_NAMES_TOO: Final = frozenset(
    "sheikh shaikh shaykh sheik sayyid sayyed sayed seyed syed imam emir hafiz prince king".split()
)
_ABD: Final = re.compile(r"^(?:abd|aabd)[aeiouy]*(?:l|r(?=r)|s(?=s|h)|d(?=d)|z(?=z)|n(?=n)|t(?=t))(?=.{3})")
_DIN: Final = re.compile(r"^(.{3,}?)(?:[aeiou]+[dl]*-?)d+[aeiy]+n+e?$")

_HUSHED: Final = re.compile("tch|sch|tsh|sh|ch|ş|ç|ş")
_VOWELS: Final = "aeiouy"
_TO_V: Final = re.compile("ou(?=[aei])|w(?=[aeiouy])")
_C_TO_J: Final = re.compile("c(?=[aeiou])")
_DOUBLED: Final = re.compile(r"(.)\1+")
# What no other letter decides: single letters that sound alike, and the vowels, which go.
_REST: Final = str.maketrans("qgzž", "kkdd", "aeiouyw")
_COARSE: Final = str.maketrans("pvfdzsjkgh", "bbbttthhhh")
# A plain name is folded by one table: capitals to small letters, all else but digits to spaces.
_PLAIN: Final = str.maketrans({chr(code): chr(code).lower() if chr(code).isalnum() else " " for code in range(128)})
_DINS: Final = frozenset({"deen", "dine", "dein", "eddine", "eddin", "uddin"})
_ABDS: Final = frozenset({"abdul", "abdel", "abdol", "abdal"})


@dataclass(frozen=True, slots=True, eq=False)  # compared by identity: `_token` makes one object for one word
class Token:
    """One word of a name: as folded, its skeleton and its coarse skeleton. `native`: it was not written in Latin."""

    text: str
    skeleton: str
    coarse: str
    native: bool = False
    article: bool = False  # al- stood before it
    letters: str = ""  # as written, where that is in Arabic or Hebrew letters


def is_plain(name: str) -> bool:
    """Whether nothing in a name asks for more than small letters and spaces: no accents, apostrophes, initials."""
    return name.isascii() and "'" not in name and "." not in name and "`" not in name


@lru_cache(maxsize=1 << 16)
def fold(name: str) -> str:
    """A name with case, diacritics, apostrophes, hyphens and Arabic letter variants folded; words by one space."""
    if is_plain(name):
        return " ".join(name.translate(_PLAIN).split())  # nearly all, at a third of the time
    name = _POSSESSIVE.sub("", name)
    name = _INITIALS.sub(lambda match: match.group().replace(".", ""), name)
    name = unicodedata.normalize("NFKD", name).casefold().translate(_LATIN)
    name = _NOISE.sub("", name)
    name = "".join(char for char in name if not unicodedata.combining(char))
    return _NOT_WORD.sub(" ", name.translate(scripts.ARABIC_VARIANTS)).strip()


@lru_cache(maxsize=1 << 16)
def skeleton(word: str) -> str:
    """The consonants of one folded Latin word, an initial vowel as "A"; never empty for a word with a letter."""
    # Most rules need a letter that most words lack. Their order matters: "ck" is one letter, the "ck" of "cgh" is two.
    bones = word
    if "h" in bones or not bones.isascii():
        bones = _HUSHED.sub("s", bones).replace("kh", "h")
    if "ck" in bones:
        bones = bones.replace("ck", "k")
    if "dj" in bones:
        bones = bones.replace("dj", "j")
    if "h" in bones:
        bones = bones.replace("gh", "k").replace("zh", "j").replace("dh", "d").replace("th", "t").replace("ph", "f")
    if "x" in bones:
        bones = ("h" + bones[1:] if bones[0] == "x" else bones).replace("x", "ks")
    if "w" in bones or "ou" in bones:
        bones = _TO_V.sub("v", bones)
    if "c" in bones:
        bones = _C_TO_J.sub("j", bones).replace("c", "k")
    if bones[-1:] == "h" and bones[-2:-1] in _VOWELS and len(bones) > 1:
        bones = bones[:-1]
    consonants = bones.lstrip(_VOWELS)
    if len(consonants) != len(bones):
        consonants = "A" + consonants
    return undoubled(consonants.translate(_REST)) or word[:1]


@lru_cache(maxsize=1 << 16)
def coarse(bones: str) -> str:
    """A skeleton folded further: labials, dentals and sibilants, velars."""
    return undoubled(bones.translate(_COARSE))


def undoubled(bones: str) -> str:
    """Consonants without the second of two that are the same."""
    return bones if len(set(bones)) == len(bones) else _DOUBLED.sub(_single, bones)


def _single(doubled: re.Match[str]) -> str:
    return doubled[1]


# The article written in one with a surname: "Mostafa Alkazemi".
_GLUED: Final = re.compile(r" al(?=[bcdfghjkmnpqrstvwxyz][a-z]{4})")


@lru_cache(maxsize=1 << 15)
def tokens(name: str) -> tuple[Token, ...]:
    """The words of a name that tell it from others: particles and titles are left out where anything else remains.

    "Abdulaziz" and "Abd al-Aziz" are both abd + aziz, "Salaheddine" and "Salah al-Din" both salah + din.
    """
    return _tokens_in(fold(name))


def read(name: str) -> tuple[str, tuple[Token, ...]]:
    """`fold` and `tokens` of a name, kept nowhere: a gazetteer's names, each of them read once, would fill both."""
    folded = fold.__wrapped__(name)
    return folded, _tokens_in(folded)


def _tokens_in(folded: str) -> tuple[Token, ...]:
    if not folded.isascii():
        return _foreign(folded)
    words = folded.split()
    if len(words) > 1 and _GLUED.search(folded):
        words = _GLUED.sub(" al ", folded).split()
    if PARTICLES.isdisjoint(words):
        kept = words if HONORIFICS.isdisjoint(words) else _without_titles(words)
        return tuple([token for word in kept for token in _tokens_of(word, False)])
    kept = _without_titles([word for word in words if word not in PARTICLES]) or words
    articles = {after for before, after in pairwise(words) if before in PARTICLES}
    return tuple([token for word in kept for token in _tokens_of(word, word in articles)])


def _without_titles(words: list[str]) -> list[str]:
    """The words that are no titles; the last one counts as a name where it may be one and another stands before it."""
    kept = [word for word in words if word not in HONORIFICS]
    if kept and words[-1] in _NAMES_TOO:
        kept.append(words[-1])
    return kept or words


def _foreign(folded: str) -> tuple[Token, ...]:
    """The same for a name that has other letters than Latin ones, word by word."""
    pieces = [(alphabets.to_latin(latin), letters) for latin, letters in scripts.words(folded)]
    pieces = [(latin, letters) for latin, letters in pieces if latin]
    small = [letters in scripts.PARTICLES or latin in PARTICLES or latin in HONORIFICS for latin, letters in pieces]
    found: list[Token] = []
    for at, (latin, letters) in enumerate(pieces):
        if small[at] and not all(small):
            continue
        article = at > 0 and pieces[at - 1][0] in PARTICLES
        if letters:
            found.append(_native_token(latin, letters, article))
        else:
            for word in latin.split():
                found += _tokens_of(word, article)
    return tuple(found)


@lru_cache(maxsize=1 << 16)
def _tokens_of(word: str, article: bool) -> tuple[Token, ...]:
    if "d" not in word:
        return (_token(word, article),)
    return tuple([_token(part, article) for part in _parts(word)])


@lru_cache(maxsize=1 << 16)
def _token(word: str, article: bool) -> Token:
    bones = skeleton(word)
    return Token(word, bones, coarse(bones), article=article)


@lru_cache(maxsize=1 << 14)
def _native_token(word: str, letters: str, article: bool) -> Token:
    bones = skeleton(scripts.padded(letters)) if scripts.is_arabic(letters) else skeleton(word)
    return Token(word, bones, coarse(bones), True, article, letters)


def _parts(word: str) -> tuple[str, ...]:
    """A word that is two in other spellings, as two: all of these have a d."""
    if word in _ABDS:
        return ("abd",)
    match = _ABD.match(word)
    if match:
        return ("abd", word[match.end() :])
    match = _DIN.match(word)
    if match:
        return (match.group(1), "din")
    return ("din",) if word in _DINS else (word,)
