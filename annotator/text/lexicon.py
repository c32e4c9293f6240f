"""The usual class of a word (Penn Treebank tag), from a lexicon of 94,000 forms.

The lexicon is E. Brill's ("A simple rule-based part of speech tagger", 1992; MIT licence) in TextBlob's wheel, a text
with a form and its tag a line: nothing is downloaded. It is read without importing TextBlob, which would load NLTK and
take six times as long. For forms that it does not have, `guess` gives the answers of TextBlob's tagger.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from sys import intern
from typing import Final

_NUMBER: Final = re.compile(r"[0-9\-,.:/%$]+$")
# What the end of an unknown word tells; of several the last holds.
_ADJECTIVES: Final = ("able", "al", "ful", "ible", "ient", "ish", "ive", "less", "tic", "ous")
_ENDINGS: Final[tuple[tuple[str, tuple[str, ...]], ...]] = (
    ("VBP", ("ate", "ify", "ise", "ize")),
    ("VBN", ("ed",)),
    ("JJ", _ADJECTIVES),
)


@cache
def lexicon() -> dict[str, str]:
    """Every form of the lexicon with its tag. Read with the first text, not with the program: 0.1 s and 15 MB.

    Raises FileNotFoundError where TextBlob is not installed whole.
    """
    spec = find_spec("textblob")
    for folder in (spec and spec.submodule_search_locations) or ():
        lines = (Path(folder) / "en" / "en-lexicon.txt").read_text(encoding="utf-8").split("\n")
        pairs = (line.split() for line in lines if not line.startswith(";;;"))
        # Some 90 tags for all the forms: one object each.
        return {pair[0]: intern(pair[1]) for pair in pairs if len(pair) == 2}
    message = "TextBlob, whose wheel has the lexicon of word classes, is not installed."
    raise FileNotFoundError(message)


def usual_class(word: str, *, first: bool) -> str:
    """The usual class of a word alone, never empty. `first`: it opens a sentence, its capital says nothing."""
    found = lexicon().get(word)
    if found is None and first:
        found = lexicon().get(word.lower())
    return found or guess(word)


def guess(word: str) -> str:
    """The class of a form that the lexicon does not have, by its capital, its figures or its ending."""
    if word.istitle():
        return "NNP"
    if _NUMBER.match(word):
        return "CD"
    for tag, endings in _ENDINGS:
        if word.endswith(endings) or (tag == "JJ" and "-" in word):
            return tag
    if word.endswith("s") and not word.endswith(("is", "ous", "ss")):
        return "NNS"
    if word.endswith("ly"):
        return "RB"
    return "VBG" if word.endswith("ing") else "NN"
