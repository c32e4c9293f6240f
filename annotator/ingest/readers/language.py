"""Which of the desk's languages a text is in, cheaply: by script, then by function words."""

from __future__ import annotations

import re

from annotator.text.letters import coded, runs_of_letters

_SAMPLE = 2_000  # code points from the beginning, middle and end each; function words show within a paragraph
_ARABIC_LETTER = re.compile("[\u0620-\u064a\u066e-\u06d3\u06d5]")
_LATIN_LETTER = re.compile("[A-Za-z\u00c0-\u024f]")
_NO_LETTERS = bytes(code for code in range(128) if not chr(code).isalpha())
# Letters of Persian that Arabic lacks: peh, tcheh, jeh, gaf, and the Persian keheh and yeh.
_PERSIAN_LETTER = re.compile("[\u067e\u0686\u0698\u06af\u06a9\u06cc]")
# Kurdish in Arabic script (reh, lam, yeh with small v, oe, ae): near to Persian by letters, and neither language.
_KURDISH_LETTER = re.compile("[\u0695\u06b5\u06ce\u06c6\u06d5]")

_FUNCTION_WORDS = {
    "en": frozenset({
        "the", "of", "and", "to", "in", "that", "is", "was", "for", "on", "with", "as", "at", "by", "from", "said",
        "were", "has", "have", "had", "which", "this", "its",
    }),
    "fr": frozenset({
        "le", "la", "les", "des", "et", "du", "en", "une", "dans", "que", "qui", "est", "pour", "sur", "au", "par",
        "avec", "ont", "aux", "cette", "ce", "selon", "été",
    }),
}  # fmt: skip
_CODED = {language: frozenset(map(coded, words)) for language, words in _FUNCTION_WORDS.items()}
_OF_EITHER = frozenset().union(*_CODED.values())
_SHARE = 0.08  # of all words; running prose of either language has 0.2 to 0.4
_LEAD = 2.0  # how much more often than the other's: a leftover foreign sentence must not decide
_FEWEST = 2


def detect(text: str) -> str | None:
    """ "en", "fr", "ar", "fa", or None when it is another language or too short to tell."""
    sample = _sample(text)
    if not _is_plain(sample):
        arabic = len(_ARABIC_LETTER.findall(sample))
        if arabic > len(_LATIN_LETTER.findall(sample)):
            return _of_arabic_script(sample, arabic)
    words = runs_of_letters(sample)
    known = list(filter(_OF_EITHER.__contains__, words))
    counts = {language: sum(map(own.__contains__, known)) for language, own in _CODED.items()}
    best, other = sorted(counts, key=lambda language: -counts[language])
    enough = counts[best] >= max(_FEWEST, _SHARE * len(words))
    return best if enough and counts[best] >= _LEAD * max(counts[other], 1) else None


def _is_plain(sample: str) -> bool:
    """Whether there are more letters of ASCII than characters beyond it: then the script is not Arabic."""
    plain = sample.encode("ascii", "ignore")
    return len(plain.translate(None, _NO_LETTERS)) >= len(sample) - len(plain)


def _sample(text: str) -> str:
    """Three stretches of a long text: a leftover paragraph of another language at its head must not decide."""
    if len(text) <= 3 * _SAMPLE:
        return text
    middle = (len(text) - _SAMPLE) // 2
    return f"{text[:_SAMPLE]} {text[middle : middle + _SAMPLE]} {text[-_SAMPLE:]}"


def _of_arabic_script(sample: str, letters: int) -> str | None:
    if len(_KURDISH_LETTER.findall(sample)) > 0.03 * letters:
        return None
    return "fa" if len(_PERSIAN_LETTER.findall(sample)) > 0.03 * letters else "ar"
