"""The words of a stretch as a string, one letter a word, so that compiled expressions can read its grammar.

Source of the method: S. Abney, "Partial parsing via finite-state cascades", 1996. The letters:

    D determiner   O possessive   J adjective   N noun    P name        # number     s possessive mark
    p pronoun      o its object   V verb        B be      H have        F do         M modal     (finite: V B H F M)
    b base form    e "be"         x been, being u past participle       g -ing form  R adverb    y "so"
    T to           f of           I preposition G including             t after, before, since, until            A as
    C and, or      c but          W which, who  z whose   w that        L where      k because, although
    h while        S if, when, how …            and , ; : ( ) " - . as they stand; X what is none of these
"""

from __future__ import annotations

import re
from itertools import repeat
from operator import getitem
from typing import Final

from annotator.claims.parts import STOPS
from annotator.text.words import Tagged


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

# Groups of words. None crosses a comma, so each is matched in time linear in its own length.
VERBS: Final = r'(?:V|[MBHF](?:[Ry"]*[eHxF]){0,3}(?:[Ry"]*[ugbV])?)'
# No two of these match the same letters: a noun phrase is found without trying again, however long.
_MODIFIERS: Final = (
    r"J(?:,J){0,3},?C[Ry]?(?=J)"  # "simple and quick", "small, old and dark"
    r'|[JNP#s]|(?<=[DOJ#R])[ug](?=[JNPug#])|(?<=[DOJNP])"'
)
NOUN_PHRASE: Final = rf"(?:p|(?:[DO]{{1,2}}[Ry]?)?(?:{_MODIFIERS})*[NP#])"
FINITE: Final = frozenset("VMBHF")
# "the camp, that shelters 4,000 families": a translator's comma before a relative clause, for ", which". Not behind an
# opening phrase or clause ("After the raid, that changed"), not "that is, the mayor", and not what is said of the whole
# clause ("34 were killed in Mali, that is the highest toll").
_RELATIVE_THAT: Final = re.compile(r"(?:(?<=N,)(?=wB[^,D])|(?<=[NP],)(?=w[VHMF]))w")
_OPENING_PHRASE: Final = re.compile(r"[Skht]|[TIAGg][^VMBHF]*\Z")


def _relative_that(match: re.Match[str]) -> str:
    line, end = match.string, match.start() - 1
    opening = max(map(line.rfind, ',;:("-.', repeat(0), repeat(end))) + 1
    return "w" if _OPENING_PHRASE.match(line, opening, end) else "W"


# ", once the largest lake of the country,": no condition, as no verb follows.
_ONCE_A: Final = re.compile(r"S[DJ][^VMBHF,.;]*,")
# "25 injured" behind a verb or a preposition: so many persons, not what was done to 25.
_HURT: Final = re.compile(r"(?<=[VbgIfT]#)u|(?<=[VbgIfT]##)u")
_HURT_WORDS: Final = frozenset("injured wounded killed missing detained displaced arrested kidnapped".split())


def _hurt(row: Tagged, line: str) -> str:
    for match in _HURT.finditer(line):
        at = match.start()
        words = row.lowers
        if words[at] in _HURT_WORDS and words[at - 2] != "than" and "by" not in words[at + 1 : at + 2]:
            line = f"{line[:at]}N{line[at + 1 :]}"
    return line


def codes(row: Tagged) -> str:
    """One letter a word (see above), and stops behind the last so that a rule may look ahead."""
    line = "".join(map(getitem, map(_LETTERS.__getitem__, row.tags), row.lowers)) + STOPS
    if ",w" in line:
        line = _RELATIVE_THAT.sub(_relative_that, line)
    if "S" in line and "once" in row.lowers:
        at = row.lowers.index("once")
        if _ONCE_A.match(line, at):
            line = f"{line[:at]}R{line[at + 1 :]}"
    if "#u" in line:
        line = _hurt(row, line)
    if "-" in line:
        tokens = row.tokens
        for at in range(1, len(tokens) - 1):
            if line[at] == "-" and tokens[at - 1].end == tokens[at].start and tokens[at].end == tokens[at + 1].start:
                line = f"{line[:at]}J{line[at + 1 :]}"  # "37-year-old": no dash
    return line


class _Letters(dict[str, str]):
    """The letters of the words of one class, by the word in lower case. Few come again and again."""

    def __init__(self, tag: str) -> None:
        self._tag = tag

    def __missing__(self, word: str) -> str:
        if len(self) >= _MOST_LETTERS:
            self.clear()
        tag = self._tag
        letter = _BY_BOTH.get((word, tag)) or _BY_WORD.get(word) or _BY_TAG.get(tag)
        return self.setdefault(word, letter or ("N" if word[:1].isalnum() else "X"))


class _Classes(dict[str, _Letters]):
    """The letters of each class: looking up two strings takes less than one pair, which must be made first."""

    def __missing__(self, tag: str) -> _Letters:
        return self.setdefault(tag, _Letters(tag))


_MOST_LETTERS: Final = 1 << 16
_LETTERS: Final = _Classes()
