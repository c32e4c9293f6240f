"""Checkable statements of an article: one for each fact, worded to stand alone, tied to the exact words."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from annotator.claims.circumstances import Circumstances
from annotator.claims.marks import marks
from annotator.claims.parsing import Content, Parsed, parse
from annotator.claims.parts import Part, Piece
from annotator.claims.reading import Reading, assess
from annotator.claims.standing import Standing
from annotator.claims.wording import anchors_of, worded
from annotator.claims.worth import worded_bits
from annotator.text.dates import dates
from annotator.text.quantities import quantities
from annotator.text.spans import ClaimSuggestion, Place, Span, Speaker, Zone

# Sentences that go through each step together (parsing.py): more would no longer be near when the next step begins.
_BLOCK: Final = 32


@dataclass(slots=True)
class _Claim:
    """A statement on its way: `parts` are what its wording says, those of `piece` what it is anchored to."""

    piece: Piece
    parts: Sequence[Part]
    content: Content | None = None  # of the sentence's stretch that it stands in
    speaker: Speaker | None = None
    missing: str | None = None


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
    copy = list(_outside(zones, sentences))
    found: list[ClaimSuggestion] = []
    for at in range(0, len(copy), _BLOCK):
        block = parse(text, copy[at : at + _BLOCK], reading.counts)
        stated = [_standing_alone(text, sentence, standing) for sentence in block]
        for sentence, claims_of in zip(block, stated, strict=True):
            _add_circumstances(sentence, claims_of, circumstances)
        found += _suggestions(text, block, stated, reading)
    standing.end()
    return found


def _outside(zones: Sequence[Zone], sentences: Sequence[Span]) -> Iterator[Span]:
    """The sentences that no zone overlaps; both are in text order."""
    at = 0
    for sentence in sentences:
        while at < len(zones) and zones[at].end <= sentence.start:
            at += 1
        if at == len(zones) or not Span(zones[at].start, zones[at].end).overlaps(sentence):
            yield sentence


def _standing_alone(text: str, sentence: Parsed, standing: Standing) -> list[_Claim]:
    """The claims of the next sentence, their pronouns replaced where it is certain who is meant."""
    if not sentence.is_english:
        return [_Claim(Piece((sentence.span,)), (sentence.span,))]
    tokens = sentence.row.tokens
    standing.begin(sentence.row)
    if not sentence.states:
        standing.break_off()
        return []
    said = sentence.said
    if said is not None:
        named = standing.speaker(said.speaker, text, tokens)
        said = said if named is said.speaker else replace(said, speaker=named)
    voice = standing.voice(text, sentence.span, said)
    quoted = said is not None and said.quoted
    found: list[_Claim] = []
    for content in sentence.contents:
        speaker = voice if content.is_said else None
        words = content.row.tokens
        standing.enter(words, content.clauses, speaker, quoted=quoted)
        for piece in content.pieces:
            parts, missing = standing.alone(piece, words)
            found.append(_Claim(piece, parts, content, speaker, missing))
    found += [_Claim(piece, piece.parts) for piece in sentence.asides]
    standing.leave()
    return found


def _add_circumstances(sentence: Parsed, stated: list[_Claim], circumstances: Circumstances) -> None:
    """Give the claims of the next sentence the days and places that they share, and days that their words mean."""
    quoted = sentence.said is not None and sentence.said.quoted
    at = 0
    for content in sentence.contents:
        circumstances.enter(content.row, content.clauses, quoted=quoted)
        for claim in stated[at : at + len(content.pieces)]:
            piece = claim.piece
            claim.parts, lent = circumstances.added(piece, claim.parts)
            if lent:
                claim.piece = Piece((*piece.parts, *lent), piece.rule, piece.verb)
        at += len(content.pieces)


def _suggestions(
    text: str, block: Sequence[Parsed], stated: Sequence[Sequence[_Claim]], reading: Reading
) -> list[ClaimSuggestion]:
    """The claims in words, with the facts inside them."""
    together = [claim for found in stated for claim in found]
    wordings = [worded(text, claim.parts) for claim in together]
    anchored = [anchors_of(text, claim.piece.parts) for claim in together]
    facts = []
    at = 0
    for sentence, found in zip(block, stated, strict=True):
        if found:
            reading.enter(sentence.span, sentence.row, sentence.line)
        for claim in found:
            facts.append(reading.inside(anchored[at], claim.piece.verb))
            at += 1
    shown = [
        worded_bits(wording.replace("[", "").replace("]", ""), is_modal=inside.is_modal)
        for wording, inside in zip(wordings, facts, strict=True)
    ]
    made: list[ClaimSuggestion] = []
    for claim, wording, anchors, inside, bits in zip(together, wordings, anchored, facts, shown, strict=True):
        kinds, score, reasons, checkable = assess(
            inside, bits, claim.speaker, is_incomplete=claim.missing is not None, is_nominal=_is_nominal(claim.piece)
        )
        made.append(
            ClaimSuggestion(
                anchors,
                wording,
                kinds,
                score,
                reasons,
                inside.quantities,
                inside.dates,
                claim.speaker,
                checkable,
                claim.missing,
                inside.places,
                inside.marks,
            )
        )
    return made


def _is_nominal(piece: Piece) -> bool:
    """Whether the added "is" makes it a statement of what something is: "[Turkey is] backed by two allies"."""
    if piece.rule == "participle":
        added = piece.parts[0]
        return isinstance(added, str) and added.endswith((" is", " are"))
    return piece.rule == "apposition"
