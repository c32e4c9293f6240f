"""Which language a small-written word is of, when it is not English.

Three things are asked, in this order: is it English, by the lexicon, its endings or its parts; do the word lists of
another language have it; do its letters give it away. The files are made by tools/tongues.py (docs/adr/0008).
"""

from __future__ import annotations

import gzip
from bisect import bisect_right
from functools import cache, lru_cache
from pathlib import Path
from typing import Final

from annotator.text.lexicon import lexicon

FOLDER: Final = Path(__file__).parent / "lexica"
LONGEST: Final = 24
NAMES_OF_LANGUAGES: Final = {
    "ar": "Arabic", "cs": "Czech", "de": "German", "es": "Spanish", "fa": "Persian", "fr": "French", "he": "Hebrew",
    "hi": "Hindi", "hy": "Armenian", "it": "Italian", "ja": "Japanese", "ka": "Georgian", "ko": "Korean",
    "pl": "Polish", "pt": "Portuguese", "ru": "Russian", "th": "Thai", "tr": "Turkish", "uk": "Ukrainian",
    "zh": "Chinese",
}  # fmt: skip
# Groups of letters are counted in eighths of a natural logarithm.
STEPS_A_UNIT: Final = 8
# The letters of the word are e^8 times likelier in the other language than in English: 3 English words in 3,300 WMT
# and news sentences came so far, 90 % of Polish and Czech ones do.
TELLING: Final = 8 * STEPS_A_UNIT
# Endings that English puts to a word of its own, and those that British spelling has: (ending, what the lexicon has).
_ENDINGS: Final = tuple(
    (ending, stem)
    for ending, stems in (
        ("s", ("",)), ("es", ("", "e")), ("ies", ("y",)), ("ed", ("", "e")), ("ing", ("", "e")), ("er", ("", "e")),
        ("ers", ("", "e")), ("ly", ("",)), ("ness", ("",)), ("less", ("",)), ("able", ("", "e")), ("like", ("",)),
        ("ization", ("ize",)),
    )
    for stem in stems
)  # fmt: skip
_BRITISH: Final = (
    ("ise", "ize"), ("ises", "ize"), ("ised", "ize"), ("ising", "ize"), ("isation", "ize"), ("isations", "ize"),
    ("isation", "ization"), ("isations", "ization"), ("yse", "yze"), ("ysed", "yze"), ("ysing", "yze"), ("our", "or"),
    ("ours", "or"), ("oured", "or"), ("ouring", "or"), ("oural", "oral"), ("ourable", "orable"), ("ogue", "og"),
    ("ogues", "og"), ("lled", "l"), ("lling", "l"),
)  # fmt: skip
# One test each sends most words home.
_ANY_ENDING: Final = tuple({ending for ending, _ in _ENDINGS})
_ANY_BRITISH: Final = tuple({ending for ending, _ in _BRITISH})
_DIAERESES: Final = str.maketrans("äëïöü", "aeiou")
_NOT_ENGLISH: Final = frozenset({"FW", "NNP", "NNPS"})
_BEGINNINGS: Final = tuple(
    "un re non pre anti over under out mis super sub co inter multi semi self micro cyber bio neuro geo counter mega "
    "giga kilo eco auto tele photo hydro electro petro agro ultra mini".split()
)

# Bytes between two places of the word lists at which a search may begin.
_STRETCH: Final = 2_048


def language_of(word: str) -> str | None:
    """The ISO 639-1 code of the language that a word in lower case is of; None where it is or may be English."""
    if len(word) > LONGEST:
        return None
    return _language_of(word.replace("œ", "oe") if "œ" in word else word)  # as the word lists spell it


@lru_cache(maxsize=1 << 14)
def _language_of(word: str) -> str | None:
    if word in loans():
        return None
    if word in _both():
        return _both()[word]
    if is_listed(word):  # nearly every word
        return None
    return in_words(word) or _by_form(word)


def _by_form(word: str) -> str | None:
    """The language of a word that no list of another language has."""
    if word in english():
        return None
    if word.isascii():
        found = None if is_formed_as_english(word) else by_letters(word)
        # Without its own letters Turkish looks like the Arabic and Persian terms that English copy writes: "hawza".
        return found if found != "tr" else None
    if word.removesuffix("s") in loans() or is_listed(word.translate(_DIAERESES)):  # "décors", "coöperate", "naïvely"
        return None
    return by_letters(word, at_least=0)


@lru_cache(maxsize=1 << 12)
def is_on_a_list(word: str) -> bool:
    """Whether a word list has it, and not its letters alone gave it away."""
    word = word.replace("œ", "oe")
    return word in _both() or in_words(word) is not None


def is_name(word: str) -> bool:
    """Whether the English lexicon has the word as a name, or in lower case."""
    return word in lexicon() or word.lower() in lexicon()


@cache
def _both() -> dict[str, str]:
    """Words that English has too, but the other language far oftener: "entre". Few: looked up first."""
    lines = (FOLDER / "both.txt").read_text(encoding="utf-8").splitlines()
    return dict(line.split(" ") for line in lines)


def is_listed(word: str) -> bool:
    """Whether the English lexicon has the word in lower case, and as an English one."""
    return lexicon().get(word, "FW") not in _NOT_ENGLISH


def is_british(word: str) -> bool:
    """Whether it is the British spelling of a word of the lexicon, or of one with an ending: "civilisations"."""
    if not word.endswith(_ANY_BRITISH):
        return False
    known = lexicon()
    return any(
        word.endswith(ending) and len(word) >= len(ending) + 3 and word.removesuffix(ending) + stem in known
        for ending, stem in _BRITISH
    )


def is_formed_as_english(word: str) -> bool:
    """Whether it is an English word with an English ending or beginning, two of them in one, or a British spelling."""
    if not word.isascii():
        return False
    known = lexicon()
    if word.endswith(_ANY_ENDING):
        for ending, stem in _ENDINGS:
            if word.endswith(ending) and is_listed(word.removesuffix(ending) + stem):
                return True
    if is_british(word):
        return True
    if word.startswith(_BEGINNINGS):
        for beginning in _BEGINNINGS:
            rest = word[len(beginning) :]
            if word.startswith(beginning) and len(rest) >= 3 and (rest in known or is_formed_as_english(rest)):
                return True
    halves = [at for at in range(4, len(word) - 3) if word[:at] in known and word[at:] in known]
    return bool(halves) and any(is_listed(word[:at]) and is_listed(word[at:]) for at in halves)


@cache
def _words() -> bytes:
    """Lines of a word and its language, sorted by bytes, as they stand in the file: in the memory of one object."""
    return b"\n" + gzip.decompress((FOLDER / "words.txt.gz").read_bytes())


@cache
def _stretches() -> tuple[list[bytes], list[int]]:
    """The first words of stretches of the lists, and where each stretch begins; where the last one ends."""
    lines = _words()
    places = sorted({lines.find(b"\n", at) for at in range(0, len(lines) - 1, _STRETCH)} | {len(lines) - 1})
    return [lines[at + 1 : lines.find(b" ", at)] for at in places[:-1]], places


def in_words(word: str) -> str | None:
    """The language under which the list has the word: sought in the one stretch where it can be."""
    wanted = word.encode()
    firsts, places = _stretches()
    at = bisect_right(firsts, wanted)
    if not at:
        return None
    lines = _words()
    found = lines.find(b"\n%b " % wanted, places[at - 1], places[at])
    if found < 0:
        return None
    start = found + len(wanted) + 2
    return lines[start : lines.find(b"\n", start)].decode()


@cache
def english() -> frozenset[str]:
    """English words whose letters would speak for another language: "savanna"."""
    return frozenset((FOLDER / "english.txt").read_text(encoding="utf-8").split())


@cache
def loans() -> frozenset[str]:
    """Words that English has taken over with their foreign look, kept by hand: "communiqué", "peshmerga"."""
    lines = (FOLDER / "loans.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


@cache
def letters() -> tuple[tuple[str, ...], dict[str, tuple[int, ...]]]:
    """The languages, and for each group of three letters how much each language has it oftener than English."""
    first, *rows = gzip.decompress((FOLDER / "letters.txt.gz").read_bytes()).decode().splitlines()
    table = {}
    for row in rows:
        group, *steps = row.split(" ")
        table[group] = tuple(map(int, steps))
    return tuple(first.split()), table


def groups(word: str) -> list[str]:
    """Each three letters in a row, the word's edges as "^" and "$"."""
    edged = f"^{word}$"
    return [edged[i : i + 3] for i in range(len(edged) - 2)]


def by_letters(word: str, at_least: int = TELLING) -> str | None:
    """The language whose words are most like this one, when they are `at_least` so much more like it than English."""
    languages, table = letters()
    rows = [table[group] for group in groups(word) if group in table]
    if not rows:
        return None
    sums = list(map(sum, zip(*rows, strict=True)))
    most = max(sums)
    return languages[sums.index(most)] if most >= at_least else None
