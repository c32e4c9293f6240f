"""Checkable statements of an article: one for each fact, worded to stand alone, tied to the exact words."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain, compress
from operator import attrgetter
from typing import Final

from annotator.claims.attributed import SAID_AGAIN, contents
from annotator.claims.circumstances import Circumstances
from annotator.claims.clauses import clauses
from annotator.claims.codes import codes
from annotator.claims.lostverbs import with_verb
from annotator.claims.marks import marks
from annotator.claims.parts import STOPS, Coded, Part, Piece
from annotator.claims.pieces import asides, pieces
from annotator.claims.reading import Reading, assess
from annotator.claims.standing import Standing
from annotator.claims.wording import anchors_of, worded
from annotator.claims.worth import worded_bits
from annotator.text.dates import dates
from annotator.text.lines import ends_with_stop
from annotator.text.quantities import quantities
from annotator.text.quotes import Attribution, attribution
from annotator.text.spans import ClaimSuggestion, Place, Span, Speaker, Zone
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
_FEWEST_ASIDE: Final = 4  # words: "said Omar, a" states nothing
_NO_WORDS: Final = b',;:().-"#X'
_FINITE: Final = re.compile(r"[VMBHF]")
_VERBAL: Final = frozenset({"VBD", "VBN", "VBZ", "VBP", "MD"})
_ANSWERS: Final = (" is not", " are not", " was not", " were not", " does not", " do not", " did not")
_LEADING_ON: Final = frozenset({"IN", "TO", "DT", "CC", "WDT", "WP", "WP$", "PRP$"})
_PAST: Final = frozenset({"VBD", "VBN"})
_start = attrgetter("start")


def claims(
    text: str,
    sentences: Sequence[Span],
    zones: Sequence[Zone],
    *,
    published: datetime.date | None = None,
    places: Sequence[Place] | None = None,
) -> list[ClaimSuggestion]:
    """The statements of a text in text order; none from a zone, a question or a stretch that states nothing.

    Offsets are code points into `text`. `published` resolves relative dates; `places` are those that the gazetteer
    finds in the text, in order. Sentences that are not English give one claim each: the rules know English word
    classes.
    """
    mentions = dates(text, published=published)
    reading = Reading(quantities(text, apart_from=mentions), mentions, places, marks(text))
    standing = Standing()
    circumstances = Circumstances(text, mentions, places, published, zones)
    found: list[ClaimSuggestion] = []
    at = 0
    for sentence in sentences:
        while at < len(zones) and zones[at].end <= sentence.start:
            at += 1
        if at < len(zones) and Span(zones[at].start, zones[at].end).overlaps(sentence):
            continue
        found.extend(_of_sentence(text, sentence, reading, standing, circumstances))
    standing.end()
    return found


def _of_sentence(
    text: str, sentence: Span, reading: Reading, standing: Standing, circumstances: Circumstances
) -> Iterator[ClaimSuggestion]:
    quote = sentence.of(text)
    if len(quote) > _LONGEST_SENTENCE or quote.rstrip("\"'”’»)").endswith(("?", "؟", "…", ":")):
        return
    if not _is_english(quote):
        if sum(1 for word in quote.split() if _LETTER.search(word)) >= 4:
            reading.enter(sentence, NO_WORDS, "")
            wording = worded(text, (sentence,))
            yield _suggestion(text, Piece((sentence,)), reading, wording=wording, speaker=None, missing=None)
        return
    read = tagged(text, sentence)
    if not ends_with_stop(quote):
        read = read.first(_without_stump(read.tokens))
    tokens = read.tokens
    standing.begin(tokens)
    line = codes(read)
    if not _states_something(tokens, line, reading, sentence):
        standing.break_off()
        return
    reading.enter(sentence, read, line)
    said = attribution(text, sentence, tokens)
    if said is not None:
        named = standing.speaker(said.speaker, text, tokens)
        said = said if named is said.speaker else replace(said, speaker=named)
    voice = standing.voice(text, sentence, said)
    groups: list[Sequence[Word]] = []
    for group, speaker in contents(text, read, line, said, voice):
        groups.append(group.tokens)
        row = with_verb(group)
        found = clauses(row, text)
        quoted = said is not None and said.quoted
        standing.enter(group.tokens, found, speaker, quoted=quoted)
        circumstances.enter(row, found, quoted=quoted)
        for piece in pieces(row, found):
            if _is_statement(text, piece) and not (said is not None and _is_leftover(piece, group.tokens)):
                again = piece if said is None else _apart(text, piece, said)
                if again.rule == "shared subject":
                    again = _strip_said_again(text, again)
                parts, missing = standing.alone(again, group.tokens)
                parts, lent = circumstances.added(again, parts)
                wording = worded(text, parts)
                yield _suggestion(
                    text,
                    again._replace(parts=(*again.parts, *lent)) if lent else again,
                    reading,
                    wording=wording,
                    speaker=speaker,
                    missing=missing,
                )
    if said is not None:
        yield from _asides(text, read, line, groups, reading)
    standing.leave()


def _asides(
    text: str, read: Tagged, line: str, groups: Sequence[Sequence[Word]], reading: Reading
) -> Iterator[ClaimSuggestion]:
    """What the words of the attribution state of the speaker: the article's own statements."""
    if len(read.tokens) - sum(map(len, groups)) < _FEWEST_ASIDE:
        return
    used = frozenset(map(_start, chain.from_iterable(groups)))
    unused = [start not in used for start in read.starts]
    rest = Coded(list(compress(read.tokens, unused)), "".join(compress(line, unused)) + STOPS)
    for piece in asides(rest):
        yield _suggestion(text, piece, reading, wording=worded(text, piece.parts), speaker=None, missing=None)


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


def _states_something(tokens: Sequence[Word], line: str, reading: Reading, sentence: Span) -> bool:
    """A finite verb, or a figure that something is counted by ("Two raids in one night"), or a cut-off subject."""
    letters = len(line.encode("ascii").translate(None, _NO_WORDS))
    if letters < 3:
        return False
    if _FINITE.search(line):
        return True
    return letters >= 5 and (tokens[0].tag in _PAST or reading.counts(sentence))


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
    return piece._replace(parts=tuple(parts))


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


def _strip_said_again(text: str, piece: Piece) -> Piece:
    """As in "… but stressed that it would stay": the second statement of the same speaker, without its cue."""
    if len(piece.parts) < 2 or not isinstance(piece.parts[1], Span):
        return piece
    span = piece.parts[1]
    again = SAID_AGAIN.match(text, span.start, span.end)
    if not again or again.end() >= span.end:
        return piece
    return Piece((Span(again.end(), span.end), *piece.parts[2:]))


def _suggestion(
    text: str, piece: Piece, reading: Reading, *, wording: str, speaker: Speaker | None, missing: str | None
) -> ClaimSuggestion:
    anchors = anchors_of(text, piece.parts)
    facts = reading.inside(anchors, piece.verb)
    worded_as = worded_bits(wording.replace("[", "").replace("]", ""), is_modal=facts.is_modal)
    kinds, score, reasons, checkable = assess(
        facts, worded_as, speaker, is_incomplete=missing is not None, is_nominal=_is_nominal(piece)
    )
    return ClaimSuggestion(
        anchors,
        wording,
        kinds,
        score,
        reasons,
        facts.quantities,
        facts.dates,
        speaker,
        checkable,
        missing,
        facts.places,
        facts.marks,
    )


def _is_nominal(piece: Piece) -> bool:
    """Whether the added "is" makes it a statement of what something is: "[Turkey is] backed by two allies"."""
    if piece.rule == "participle":
        added = piece.parts[0]
        return isinstance(added, str) and added.endswith((" is", " are"))
    return piece.rule == "apposition"
