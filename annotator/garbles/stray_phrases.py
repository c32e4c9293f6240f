"""Marks that stand inside a phrase: between a figure and its unit, a preposition and what it governs.

English puts no mark there whatever the phrase says. Where a construction looks the same and is right (a preposition
that a relative clause leaves behind: "the town he came from, a ruin"), the words around must rule it out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final

from annotator.garbles.passage import Passage
from annotator.text import cues
from annotator.text.spans import Span
from annotator.text.words import FINITE, class_of, words

# An offset of a mark that does not belong, and why.
Place = tuple[int, str]

_NAMES: Final = {
    ",": "A comma", ";": "A semicolon", ":": "A colon", "!": "An exclamation mark", "?": "A question mark",
    ".": "A stop",
}  # fmt: skip
_UNIT: Final = re.compile(
    r"[,;:!?](?<=\d.) (?=(?:km|kg|cm|mm|percent|per cent|million|billion|trillion|years old|degrees|kilograms)\b)"
    r"|[,;:!?](?<=\w.) (?=(?:BC|BCE|a\.m\.|p\.m\.)(?!\w))"
)
# "the areas: that were", "characters: and the bridge", "328; to 820 feet": none of these begins what a mark announces.
_BEGINS_NOTHING: Final = re.compile(
    r"[,;:](?:"
    r"(?<=[^\W\d_]:) (?=(?:of|and) [a-z]|that (?:was|were|is|are|has|have|had|would|could) )"
    r"|(?<=[^\W\d_];) (?=(?:that|which) (?:was|were|is|are|has|have|had|would|could) (?!why|how|what))"
    r"|(?<=[^\W\d_];) (?=(?:could|would|should|must) [a-z])"
    r"|(?<=\d.) (?=to \d))"
)
_LAST_WORD: Final = re.compile(r"[;:!?] (?=(?:respectively|said|says|does|did|too)\.)")
_BRACKET: Final = re.compile(r"[,;:](?<=[^\W_].) \((?!(?:\d{1,2}|[a-zA-Z]|[ivxIVX]+)\))")
# By the word before the mark.
_DETERMINERS: Final = frozenset("the its our their your".split())
_COMMA_THAT: Final = re.compile(r"\b(?P<verb>[a-z]+)(?P<mark>,) (?=that (?!is\b|was\b|would\b|he\b said))")
_MANY: Final = frozenset("few many several various numerous".split())
_LINKS: Final = frozenset("was were is are be been".split())
_JOINING: Final = frozenset("and but or".split())
_PREPOSITIONS: Final = frozenset("of in on at by to from for with into".split())
# Behind one of these a preposition may stand alone: "the man whom he came with", "what it is made of".
_STRANDS: Final = frozenset("which who whom whose what where how whatever whichever that as than when".split())
# "taken care of." ends a clause with its "of".
_LEANS: Final = frozenset(
    "care rid use advantage fun hold charge note notice sight track made part sort kind lot control ahead".split()
)
# What may stand by itself behind a verb and a comma at a sentence's end.
_TAILS: Final = frozenset(
    "too though either then now really indeed anyway instead maybe perhaps however therefore sir please again also yes "
    "no mister alas here there today".split()
)
_ARTICLES: Final = frozenset("a an the his her their its this these".split())
_CLOSES: Final = re.compile(r"[,–—);:]")
_LONGEST: Final = 400  # characters of a sentence that are looked at
_MARKS_BEHIND: Final = (
    (_DETERMINERS, ","), (frozenset({"than"}), ",;:"), (_MANY, ";:!?"), (frozenset({"that"}), ";:?"), (_LINKS, ",;:"),
    (_JOINING, ","), (_PREPOSITIONS, ",:"), (frozenset({"of"}), "."),
)  # fmt: skip
_TELLING: Final = frozenset(word + mark for some, marks in _MARKS_BEHIND for word in some for mark in marks)
_WORDS: Final = "|".join(sorted({chunk[:-1] for chunk in _TELLING}))
_BEHIND_WORD: Final = re.compile(rf"(?<![^\s(“\"])(?P<word>{_WORDS})(?P<mark>[,;:!?.]) (?=(?P<next>\(?[\"“]?\w+))")


def places(passage: Passage) -> Iterator[Place]:
    """Where marks stand inside a phrase, with the reason, rule by rule."""
    text = passage.text
    for pattern, is_stray, where in _RULES:
        for match in pattern.finditer(text):
            if is_stray is None or is_stray(passage, match.start()):
                yield _at(text, match.start(), where)
    if ", that " in text:
        for match in _COMMA_THAT.finditer(text):
            if _opens_speech(passage, match):
                yield _at(text, match.start("mark"), "between the verb and the “that” that opens what is said.")
    if _TELLING.isdisjoint(passage.chunks):
        return  # nearly all texts of one paragraph
    for match in _BEHIND_WORD.finditer(text):
        where = _behind_word(passage, match)
        if where:
            yield _at(text, match.start("mark"), where)


def _behind_word(passage: Passage, match: re.Match[str]) -> str:  # noqa: PLR0911 - one rule a line
    """Where a mark behind a small word stands, if it does not belong there; else nothing."""
    word, mark, follows = match["word"], match["mark"], match["next"]
    if word + mark not in _TELLING or passage.is_quoted(match.start()):
        return ""
    if word in _DETERMINERS:
        return "" if follows[0].islower() else "between a name or figure and its article."
    if word == "than":
        return "behind “than”." if follows[0].isdigit() else ""
    if word in _MANY:
        return "between a word of number and what it counts." if _counts_many(passage, match) else ""
    if word == "that":
        return "behind the “that” that opens a clause." if _opens_a_clause(passage, match) else ""
    if word in _LINKS:
        parts = _ends_sentence(passage, match) if mark == "," else _parts_verb(passage, match)
        return "between the verb and what belongs to it." if parts else ""
    if word in _JOINING:
        return "between the “and” and its verb." if _parts_verbs(passage, match) else ""
    governs = _ends_in_of(passage, match) if mark == "." else _governs(passage, match)
    return "between a preposition and what it governs." if governs else ""


def _at(text: str, at: int, where: str) -> Place:
    return at, f"{_NAMES[text[at]]} stands {where}"


def _around(passage: Passage, at: int) -> tuple[str, str]:
    """The sentence before and behind a mark; both empty where it is too long to tell, or stands in no copy."""
    sentence = passage.sentence_at(at)
    if sentence is None or sentence.end - sentence.start > _LONGEST or passage.zone_at(at) is not None:
        return "", ""
    return passage.text[sentence.start : at], passage.text[at + 1 : sentence.end]


def _is_only_mark(passage: Passage, at: int) -> bool:
    """Whether a sentence of copy has no other such mark: it is no list."""
    said, rest = _around(passage, at)
    return len(said.split()) > 2 and not any(mark in said + rest for mark in ";:") and not passage.is_quoted(at)


def _opens_speech(passage: Passage, match: re.Match[str]) -> bool:
    """As in "the report showed, that the dam had burst", which German, Czech and Persian write so; not "the fact is, he
    said, that …"."""
    verb = match["verb"]
    if verb not in cues.BASES or verb in cues.ONLY_QUOTES or class_of(verb)[:2] != "VB":
        return False
    said, rest = _around(passage, match.start("mark"))
    return bool(said) and "," not in said and _CLOSES.search(rest) is None and not passage.is_quoted(match.start())


def _counts_many(passage: Passage, match: re.Match[str]) -> bool:
    """As in "a few: days"."""
    follows = match["next"]
    said = _around(passage, match.start("mark"))[0]
    return follows.islower() and class_of(follows) in {"NNS", "JJ"} and len(said.split()) > 2


def _opens_a_clause(passage: Passage, match: re.Match[str]) -> bool:
    """As in "told the court that: the man died", not "he knew that; the man died"."""
    said, rest = _around(passage, match.start("mark"))
    before = said.split()[-2:-1]
    if not before or not match["next"][0].isalpha():
        return False
    speaks = before[0].lower() in _SPEAKING or (match["mark"] == ":" and class_of(before[0]) == "NN")
    return speaks and _has_verb(rest)


_SPEAKING: Final = frozenset("said says told added announced confirmed stated reported stressed claimed court".split())


def _parts_verb(passage: Passage, match: re.Match[str]) -> bool:
    """As in "the rocket was: developed in the north"."""
    said, rest = _around(passage, match.start("mark"))
    ahead = rest.split()[:2]
    if len(said.split()) < 4 or not ahead or any(mark in rest for mark in '“"'):
        return False
    verb = ahead[-1] if ahead[0] in _ADVERBS or ahead[0].endswith("ly") else ahead[0]
    if "," in rest and ahead[-1] not in _PREPOSITIONS:
        return False  # "The result was: closed shops, empty streets"
    return verb.islower() and class_of(verb) in {"VBN", "VBD"} and verb.endswith(("ed", "wn", "en", "ght"))


_ADVERBS: Final = frozenset("often also later not never now still always".split())


def _parts_verbs(passage: Passage, match: re.Match[str]) -> bool:
    """As in "was a priest and, was accused": no second comma closes a parenthesis."""
    said, rest = _around(passage, match.start("mark"))
    return match["next"] in _FINITE and len(said.split()) > 2 and _CLOSES.search(rest) is None


_FINITE: Final = frozenset("was were is are has had have will would could".split())


def _ends_sentence(passage: Passage, match: re.Match[str]) -> bool:
    """As in "which can be, impossible."."""
    said, rest = _around(passage, match.start("mark"))
    before, word = said.split(), rest.strip().rstrip(".")
    if len(before) < 4 or not word.isalpha() or not word.islower() or word in _TAILS:
        return False
    return class_of(word) in {"JJ", "VBN"} and not _COMPARES.intersection(one.lower() for one in before[-8:])


_COMPARES: Final = frozenset("how as where what than so".split())


def _governs(passage: Passage, match: re.Match[str]) -> bool:
    """As in "men from: the north" or "midnight on, August 6", where no clause left its preposition behind."""
    said, rest = _around(passage, match.start("mark"))
    before = said.split()
    if len(before) < 4 or _CLOSES.search(rest) or any(mark in rest for mark in '"“”'):
        return False
    word, preposition, follows = before[-2], before[-1], match["next"]
    if follows in {"which", "whom"}:
        return class_of(word).startswith("NN")
    if any(one.lower().strip("(“\"'") in _STRANDS for one in before[-9:-1]):
        return False
    noun = class_of(word).startswith("NN") or word[0].isupper()
    if not noun and not (preposition == "by" and class_of(word) == "VBN"):
        return False
    if match["mark"] == ":":
        return follows.islower() and (" and " not in rest or (preposition == "of" and follows in _ARTICLES))
    return (follows.lower() in _ARTICLES or not follows[0].islower()) and not _has_verb(rest)


def _ends_in_of(passage: Passage, match: re.Match[str]) -> bool:
    """As in "the islands of. Ecuador"."""
    said = _around(passage, match.start("mark"))[0].split()
    if len(said) < 4 or not match["next"][0].isupper() or said[-2].lower() in _LEANS:
        return False
    return class_of(said[-2]) in {"NN", "NNS", "NNP"} and not any(word.lower() in _STRANDS for word in said[:-2])


def _is_before_bracket(passage: Passage, at: int) -> bool:
    """As in "46,000 rupees, (3.8 euros)"; what a colon announces may be an enumeration."""
    text = passage.text
    closes = text.find(")", at, at + 80)
    if closes < 0 or not _around(passage, at)[0]:
        return False
    return text[at] != ":" or "," not in text[at:closes]


def _has_verb(rest: str) -> bool:
    return any(word.tag in FINITE for word in words(rest, Span(0, len(rest))))


_RULES: Final[tuple[tuple[re.Pattern[str], Callable[[Passage, int], bool] | None, str], ...]] = (
    (_UNIT, None, "between a figure and what it counts."),
    (_LAST_WORD, None, "before a word that ends its clause."),
    (_BEGINS_NOTHING, _is_only_mark, "inside a phrase."),
    (_BRACKET, _is_before_bracket, "before the bracket."),
)
