"""What each sentence of an article states, before it is known who is meant: from its words to its statements.

No step needs another sentence, so all sentences of a block go through a step before the next step begins: the code and
tables of a step are in the processor's caches from the second sentence on. One sentence after another through all the
steps found each of them cold, and a step took up to twice as long.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import chain, compress
from operator import attrgetter
from typing import Final

from annotator.claims.attributed import SAID_AGAIN, contents
from annotator.claims.clauses import Clause, clauses
from annotator.claims.codes import codes
from annotator.claims.lostverbs import with_verb
from annotator.claims.parts import STOPS, Coded, Part, Piece
from annotator.claims.pieces import asides, pieces
from annotator.text.lines import ends_with_stop
from annotator.text.quotes import Attribution, attribution
from annotator.text.spans import Span
from annotator.text.words import FINITE, NO_WORDS, Tagged, Word, tagged

# A "sentence" above this length is no copy (a table, a dump): nobody could check it as one statement.
_LONGEST_SENTENCE: Final = 3_000
_SURELY_LONG: Final = 100  # characters: above this nobody need count the words
_FRENCH: Final = frozenset("le la les des une dans est pour que qui sur avec par du au ont sont été aux ne pas".split())
_LATIN: Final = re.compile(r"[A-Za-zÀ-ÿ]")
_LETTER: Final = re.compile(r"[^\W\d_]")
_NO_PLAIN_LETTERS: Final = bytes(code for code in range(128) if not chr(code).isalpha())
_WORDS: Final = re.compile(r"[^\W_]\S*")  # from its first letter or digit on: "12 passengers drowned" has three
_FOUR_WORDS: Final = re.compile(r"(?:[\W\d_]*+[^\W\d_]\S*+){4}")
_FEWEST_FOREIGN: Final = 4  # words of a sentence that is not English: fewer are a label
_FEWEST_ASIDE: Final = 4  # words: "said Omar, a" states nothing
_NO_WORDS: Final = b',;:().-"#X'
_FINITE: Final = re.compile(r"[VMBHF]")
_VERBAL: Final = frozenset({"VBD", "VBN", "VBZ", "VBP", "MD"})
_ANSWERS: Final = (" is not", " are not", " was not", " were not", " does not", " do not", " did not")
_LEADING_ON: Final = frozenset({"IN", "TO", "DT", "CC", "WDT", "WP", "WP$", "PRP$"})
_PAST: Final = frozenset({"VBD", "VBN"})
_start = attrgetter("start")


@dataclass(slots=True)
class Content:
    """Words of a sentence that one speaker states, as they are coded, and their clauses and statements.

    `is_said`: it is who the sentence is said by; else the article itself.
    """

    row: Coded
    is_said: bool
    clauses: Sequence[Clause] = ()
    pieces: Sequence[Piece] = ()


@dataclass(slots=True)
class Parsed:
    """A sentence with its words and their code string (codes.py), and what it states.

    One that is not English has no words, and states itself.
    """

    span: Span
    is_english: bool
    row: Tagged = NO_WORDS
    line: str = ""
    states: bool = False
    said: Attribution | None = None
    contents: Sequence[Content] = ()
    asides: Sequence[Piece] = ()  # what the words of its attribution state: the article's own


def parse(text: str, sentences: Sequence[Span], counts: Callable[[Span], bool]) -> list[Parsed]:
    """Those of the sentences that a claim can come from, in order. `counts`: does a quantity begin in a sentence?"""
    found = [one for sentence in sentences if (one := _admitted(text, sentence)) is not None]
    block = [one for one in found if one.is_english]
    for one in block:
        one.row = _words(text, one.span)
    for one in block:
        one.line = codes(one.row)
    block = [one for one in block if _states_something(one.row.tokens, one.line, one.span, counts)]
    for one in block:
        one.states = True
        one.said = attribution(text, one.span, one.row)
    for one in block:
        one.contents = [Content(group, is_said) for group, is_said in contents(text, one.row, one.line, one.said)]
    stated = [(content, one.said) for one in block for content in one.contents]
    for content, _ in stated:
        content.row = with_verb(content.row)
    for content, _ in stated:
        content.clauses = clauses(content.row, text)
    for content, _ in stated:
        content.pieces = pieces(content.row, content.clauses)
    for content, said in stated:
        content.pieces = _statements(text, content, said)
    for one in block:
        if one.said is not None:
            one.asides = _asides(one)
    return found


def _admitted(text: str, sentence: Span) -> Parsed | None:
    """A sentence to be read; None for a question, for what breaks off or leads on, and for what is no copy."""
    quote = sentence.of(text)
    if len(quote) > _LONGEST_SENTENCE or quote.rstrip("\"'”’»)").endswith(("?", "؟", "…", ":")):
        return None
    if _is_english(quote):
        return Parsed(sentence, True)
    words = sum(1 for word in quote.split() if _LETTER.search(word))
    return Parsed(sentence, False) if words >= _FEWEST_FOREIGN else None


def _words(text: str, sentence: Span) -> Tagged:
    """The words of a sentence; of one that breaks off, those that lead somewhere."""
    read = tagged(text, sentence)
    return read if ends_with_stop(sentence.of(text)) else read.first(_without_stump(read.tokens))


def _statements(text: str, content: Content, said: Attribution | None) -> list[Piece]:
    """The pieces that say something, without the attribution in their midst."""
    found: list[Piece] = []
    for piece in content.pieces:
        if _is_statement(text, piece) and not (said is not None and _is_leftover(piece, content.row.tokens)):
            own = piece if said is None else _apart(text, piece, said)
            found.append(_strip_said_again(text, own) if own.rule == "shared subject" else own)
    return found


def _without_stump(tokens: Sequence[Word]) -> int:
    """How many words of a sentence that breaks off lead somewhere: not "… and met with", "…, whose government"."""
    end = len(tokens)
    comma = next((i for i in range(end - 1, 0, -1) if tokens[i].text == ","), 0)
    if comma and tokens[min(comma + 1, end - 1)].tag in {"WDT", "WP", "WP$"}:
        relative = tokens[comma:end]
        end = end if any(token.tag in FINITE for token in relative) else comma
    cut = end
    while end > 1 and (tokens[end - 1].tag in _LEADING_ON or tokens[end - 1].lower == "according"):
        end -= 1
    if end < cut and end > 2 and tokens[end - 1].tag in FINITE and tokens[end - 2].tag == "CC":
        end -= 2  # "… and met"
    return end


def _is_english(quote: str) -> bool:
    """Latin letters, and more English than French function words."""
    if not quote.isascii() and not _is_latin(quote):
        return False
    if " the " in quote:
        return True
    found = quote.lower().split()
    if _FRENCH.isdisjoint(found):
        return True
    return len([word for word in found if word in _FRENCH]) < max(2, 0.15 * len(found))


def _is_latin(quote: str) -> bool:
    """Whether most letters are Latin ones."""
    ascii_only = quote.encode("ascii", "ignore")
    plain = len(ascii_only.translate(None, _NO_PLAIN_LETTERS))
    if plain >= 2 * (len(quote) - len(ascii_only)):  # also if all others were letters of other scripts
        return plain > 0
    letters = len(_LETTER.findall(quote))
    return letters > 0 and len(_LATIN.findall(quote)) >= 0.6 * letters


def _states_something(tokens: Sequence[Word], line: str, sentence: Span, counts: Callable[[Span], bool]) -> bool:
    """A finite verb, or a figure that something is counted by ("Two raids in one night"), or a cut-off subject."""
    letters = len(line.encode("ascii").translate(None, _NO_WORDS))
    if letters < 3:
        return False
    if _FINITE.search(line):
        return True
    return letters >= 5 and (tokens[0].tag in _PAST or counts(sentence))


def _is_statement(text: str, piece: Piece) -> bool:
    """Whether a piece says something: three words, or one where a rule added the others."""
    for part in piece.parts:
        if isinstance(part, Span) and _FOUR_WORDS.match(text, part[0], part[1]):
            return True
    spans = [part for part in piece.parts if isinstance(part, Span)]
    if sum([end - start for start, end in spans]) > _SURELY_LONG:
        return True
    length = sum([len(_WORDS.findall(text, start, end)) for start, end in spans])
    if length < 4 and not piece.rule and spans[0].of(text).lower().endswith(_ANSWERS):
        return False  # "It is not.": the answer to somebody's question
    return length >= (1 if piece.rule else 3)


def _is_leftover(piece: Piece, group: Sequence[Word]) -> bool:
    """Whether no verb is left of a clause, or no subject: the attribution had it ("a source close to …")."""
    if piece.rule:
        return False
    if piece.verb is not None:
        return piece.verb is group[0] and piece.verb.tag == "VBP" and len(group) > 1
    return not any(word.tag in _VERBAL for word in group)


def _apart(text: str, piece: Piece, said: Attribution) -> Piece:
    """The piece without the attribution where that stands in its middle."""
    if said.clause.start == said.clause.end:
        return piece
    parts: list[Part] = []
    for part in piece.parts:
        if isinstance(part, Span) and part.overlaps(said.clause):
            after = said.clause.end
            while after < part.end and text[after] in " ,-–—":
                after += 1  # "Half of the wards, she said, were shut": the second comma closed the attribution
            before = said.clause.start
            if text[said.clause.end - 1] == "," and text[part.start : before].endswith(", "):
                before -= 2
            while text[part.start : before].endswith((" -", " –", " —", "- ", "– ", "— ")):
                before -= 1  # "took back - the army says - half of the land"
            sides = (Span(part.start, before), Span(after, part.end))
            parts.extend(side for side in sides if side.start < side.end)
        else:
            parts.append(part)
    return Piece(tuple(parts), piece.rule, piece.verb)


def _strip_said_again(text: str, piece: Piece) -> Piece:
    """As in "… but stressed that it would stay": the second statement of the same speaker, without its cue."""
    if len(piece.parts) < 2 or not isinstance(piece.parts[1], Span):
        return piece
    span = piece.parts[1]
    again = SAID_AGAIN.match(text, span.start, span.end)
    if not again or again.end() >= span.end:
        return piece
    return Piece((Span(again.end(), span.end), *piece.parts[2:]))


def _asides(sentence: Parsed) -> Sequence[Piece]:
    """What the words of the attribution state of the speaker: the article's own statements."""
    row = sentence.row
    groups = [content.row.tokens for content in sentence.contents]
    if len(row.tokens) - sum(map(len, groups)) < _FEWEST_ASIDE:
        return ()
    used = frozenset(map(_start, chain.from_iterable(groups)))
    unused = [start not in used for start in row.starts]
    return asides(Coded(list(compress(row.tokens, unused)), "".join(compress(sentence.line, unused)) + STOPS))
