"""Names of people: one person must not be able to pass for another (UTS 39, CVE-2021-42574)."""

from __future__ import annotations

import re
import unicodedata

from ..errors import Invalid

LONGEST = 80  # code points
JOINERS = "\u200c\u200d"  # ZWNJ and ZWJ: Persian and Indic names are misspelt without them
HIDDEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}  # control, format (bidi, zero-width), not characters at all
# Letters that look like a Latin one, and figures that do: those of UTS 39's confusables that common fonts draw alike.
LOOK_ALIKES = str.maketrans(
    {
        "а": "a", "в": "b", "с": "c", "ԁ": "d", "е": "e", "һ": "h", "н": "h", "і": "l", "ј": "j",
        "к": "k", "ӏ": "l", "м": "m", "п": "n", "о": "o", "р": "p", "ԛ": "q", "г": "r", "ѕ": "s", "т": "t", "и": "u",
        "ѵ": "v", "ԝ": "w", "х": "x", "у": "y", "ү": "y", "з": "3",
        "α": "a", "β": "b", "ε": "e", "η": "n", "ι": "l", "κ": "k", "μ": "u", "ν": "v", "ο": "o", "ρ": "p", "σ": "o",
        "τ": "t", "υ": "u", "χ": "x", "ω": "w", "γ": "y", "ζ": "z",
        "օ": "o", "ս": "u", "հ": "h", "ո": "n", "ց": "g", "յ": "j",
        "0": "o", "1": "l", "i": "l", "ı": "l", "ɑ": "a", "ɡ": "g", "ø": "o", "ł": "l", "đ": "d", "ħ": "h",
    }
)  # fmt: skip
SCRIPTS = re.compile(r"^(LATIN|CYRILLIC|GREEK|ARMENIAN)\b")


def clean(name: str) -> str:
    """The name as it is kept: NFKC, single spaces. Raises Invalid (field "name") for one that could deceive."""
    text = " ".join(unicodedata.normalize("NFKC", name).split())
    if not any(unicodedata.category(letter).startswith("L") for letter in text):
        raise Invalid("A name needs at least one letter.", "name")
    if len(text) > LONGEST:
        raise Invalid(f"At most {LONGEST} characters.", "name")
    for at, letter in enumerate(text):
        if unicodedata.category(letter) in HIDDEN and not joins(text, at):
            raise Invalid(f"The invisible character U+{ord(letter):04X} cannot be part of a name.", "name")
    if any(len(alphabets(word)) > 1 for word in re.split(r"[\s-]", text)):
        raise Invalid("One word of the name mixes letters of different alphabets.", "name")
    return text


def joins(text: str, at: int) -> bool:
    """Whether a joiner stands where a script needs it: between two letters of one that is written joined."""
    around = text[at - 1 : at] + text[at + 1 : at + 2]
    return text[at] in JOINERS and len(around) == 2 and all(needs_joiners(letter) for letter in around)


def needs_joiners(letter: str) -> bool:
    return unicodedata.category(letter)[0] in "LM" and not SCRIPTS.match(unicodedata.name(letter, ""))


def alphabets(word: str) -> set[str]:
    """The alphabets with look-alikes of each other that the word's letters belong to."""
    found = (SCRIPTS.match(unicodedata.name(letter, "")) for letter in word)
    return {match.group(1) for match in found if match}


def likeness(name: str) -> str:
    """The same for two names that a reader would take for one: case, accents, spaces, marks and look-alikes folded."""
    bare = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", name).casefold())
    return "".join(letter for letter in bare.translate(LOOK_ALIKES) if is_told_apart(letter))


def is_told_apart(letter: str) -> bool:
    """Letters, figures, and the vowel signs of Indic scripts; not the accents of European letters."""
    return unicodedata.category(letter)[0] in "LNM" and not "\u0300" <= letter <= "\u036f"
