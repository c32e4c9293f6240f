"""The letter of a word, by which a sentence becomes a string that compiled expressions can read (claims/codes.py).

The letters:

    D determiner   O possessive   J adjective   N noun    P name        # number     s possessive mark
    p pronoun      o its object   V verb        B be      H have        F do         M modal     (finite: V B H F M)
    b base form    e "be"         x been, being u past participle       g -ing form  R adverb    y "so"
    T to           f of           I preposition G including             t after, before, since, until            A as
    C and, or      c but          W which, who  z whose   w that        L where      k because, although
    h while        S if, when, how …            and , ; : ( ) " - . as they stand; X what is none of these
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final


def _letters(**classes: str) -> dict[str, str]:
    return {word: letter for letter, words in classes.items() for word in words.split()}


_BY_WORD: Final = {
    **_letters(
        D="a an the this these those all both each every some any no many several few half another either neither",
        O="his its their our my your",
        p="i he she it they we",
        o="him them us me himself herself itself themselves",
        B="is are was were am 'm ’m 're ’re",
        H="has have had 've ’ve",
        F="do does did",
        M="will would can could may might shall should must cannot ca wo 'll ’ll 'd ’d",
        e="be",
        x="been being having",
        T="to",
        f="of",
        G="including",
        t="after before since until till",
        A="as",
        C="and or nor",
        c="but yet",
        W="which who whom",
        z="whose",
        w="that",
        L="where",
        k="because although though",
        h="while whereas whilst",
        S="if when unless whether once whenever why how what wherever whatever",
        y="so",
        R="not n't n’t also now then there here never ever just even",
        I="in on at by for with from into onto about over under near against during amid despite among amongst between "
        "through throughout across behind beyond within without toward towards around above below inside outside upon "
        "via per than like unlike alongside along following",
        N="% percent %",
    ),
    ",": ",", "،": ",", ";": ";", "؛": ";", ":": ":", "(": "(", ")": ")", "[": "(", "]": ")",
    "“": '"', "”": '"', '"': '"', "«": '"', "»": '"', "„": '"', "–": "-", "—": "-", "-": "-",
    ".": ".", "!": ".", "?": ".", "…": ".", "$": "#", "€": "#", "£": "#", "&": "P",
}  # fmt: skip
_BY_TAG: Final = {
    "DT": "D", "PDT": "D", "PRP$": "O", "JJ": "J", "JJR": "J", "JJS": "J", "NN": "N", "NNS": "N", "NNP": "P",
    "NNPS": "P", "CD": "#", "POS": "s", "PRP": "p", "EX": "p", "VBD": "V", "VBZ": "V", "VBP": "V", "MD": "M",
    "VB": "b", "VBN": "u", "VBG": "g", "RB": "R", "RBR": "R", "RBS": "R", "RP": "R", "TO": "T", "IN": "I",
    "CC": "C", "WDT": "W", "WP": "W", "WP$": "z", "WRB": "S", "FW": "N", "UH": "R", "$": "#",
}  # fmt: skip
# Words that are one thing as a class and another by their word: the tagger decides.
_BY_BOTH: Final = {
    ("that", "DT"): "D", ("there", "EX"): "p", ("like", "VBP"): "V", ("like", "VB"): "b", ("following", "VBG"): "g",
    ("may", "NNP"): "P", ("will", "NNP"): "P", ("’s", "VBZ"): "B", ("'s", "VBZ"): "B", ("so", "IN"): "y",
    ("then", "JJ"): "J", ("can", "NN"): "N", ("might", "NN"): "N", ("us", "NNP"): "P", ("past", "IN"): "I",
}  # fmt: skip


@lru_cache(maxsize=1 << 16)
def letter_of(lower: str, tag: str) -> str:
    """The letter of a word in lower case that has this class in its sentence."""
    letter = _BY_BOTH.get((lower, tag)) or _BY_WORD.get(lower) or _BY_TAG.get(tag)
    return letter or ("N" if lower[:1].isalnum() else "X")
