"""Checkable statements of an article: one for each fact, worded to stand alone, tied to the exact words."""

from __future__ import annotations

import datetime
import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from annotator.claims.clauses import Part, Piece, clauses, main_verb, pieces
from annotator.claims.standing import Standing
from annotator.claims.worth import worded_features, worth
from annotator.text.dates import dates
from annotator.text.quantities import quantities
from annotator.text.quotes import Attribution, attribution
from annotator.text.spans import ClaimKind, ClaimSuggestion, DateMention, Quantity, Span, Speaker, Zone
from annotator.text.words import BE, NAMES, NOUNS, Word, words

Places = Callable[[str], Sequence[Span]]

# A "sentence" above this length is no copy (a table, a dump): nobody could check it as one statement.
_LONGEST_SENTENCE: Final = 3_000
_FRENCH: Final = frozenset("le la les des une dans est pour que qui sur avec par du au ont sont été aux ne pas".split())
_LATIN: Final = re.compile(r"[A-Za-zÀ-ÿ]")
_LETTER: Final = re.compile(r"[^\W\d_]")
_SAID_AGAIN: Final = re.compile(
    r"(?:,?\s*(?:and|but)?\s*)(?:adding|saying|stressing|noting|explaining|warning|stressed|added|said|noted|warned|insisted|"
    r"explained|claimed)\s+that\s+",
    re.IGNORECASE,
)
_LOOSE_END: Final = re.compile(r"[\s,;:–—-]+([”\"]?)$")
_PAST: Final = frozenset({"VBD", "VBN"})


@dataclass(slots=True)
class _Facts:
    """What was read in the whole text once: each claim takes what lies inside its anchors."""

    quantities: list[Quantity]
    dates: list[DateMention]
    places: Sequence[Span] | None
    starts: dict[str, list[int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.starts = {
            "quantities": [q.start for q in self.quantities],
            "dates": [d.start for d in self.dates],
            "places": [p.start for p in self.places or ()],
        }

    def inside(self, name: str, anchors: Sequence[Span]) -> Iterator[int]:
        """Indices of the facts of one sort that begin inside an anchor."""
        starts = self.starts[name]
        for anchor in anchors:
            i = bisect_left(starts, anchor.start)
            while i < len(starts) and starts[i] < anchor.end:
                yield i
                i += 1


def claims(
    text: str,
    sentences: Sequence[Span],
    zones: Sequence[Zone],
    *,
    published: datetime.date | None = None,
    places: Places | None = None,
) -> list[ClaimSuggestion]:
    """The statements of a text in text order; none from a zone, a question or a stretch that states nothing.

    Offsets are code points into `text`. `published` resolves relative dates; `places` finds the place names of a
    text (the gazetteer's). Sentences that are not English give one claim each: the rules know English word classes.
    """
    mentions = dates(text, published=published)
    facts = _Facts(quantities(text, apart_from=mentions), mentions, places(text) if places else None)
    standing = Standing()
    found: list[ClaimSuggestion] = []
    at = 0
    for sentence in sentences:
        while at < len(zones) and zones[at].end <= sentence.start:
            at += 1
        if at < len(zones) and Span(zones[at].start, zones[at].end).overlaps(sentence):
            continue
        found.extend(_of_sentence(text, sentence, facts, standing))
    return found


def _of_sentence(text: str, sentence: Span, facts: _Facts, standing: Standing) -> Iterator[ClaimSuggestion]:
    quote = sentence.of(text)
    if len(quote) > _LONGEST_SENTENCE or quote.rstrip("\"'”’»)").endswith(("?", "؟", "…", ":")):
        return
    if not _is_english(quote):
        if len(quote.split()) >= 4:
            yield _suggestion(text, Piece((sentence,)), facts, None, None, frozenset())
        return
    tokens = words(text, sentence)
    if not _states_something(tokens, facts, sentence):
        return
    said = attribution(text, sentence, tokens)
    for group, speaker in _contents(text, tokens, said):
        found = clauses(group)
        standing.enter(group, found, speaker)
        for piece in pieces(group, found):
            if _is_statement(text, piece):
                again = _strip_said_again(text, _apart(piece, said))
                parts, missing = standing.alone(again, group)
                yield _suggestion(text, again, facts, speaker, missing, _tags(again, group), parts)
    standing.leave()


def _is_english(quote: str) -> bool:
    """Latin letters, and more English than French function words."""
    letters = len(_LETTER.findall(quote))
    if letters == 0 or len(_LATIN.findall(quote)) < 0.6 * letters:
        return False
    return sum(word in _FRENCH for word in quote.lower().split()) < max(2, 0.15 * len(quote.split()))


def _states_something(tokens: Sequence[Word], facts: _Facts, sentence: Span) -> bool:
    """A finite verb, or a figure that something is counted by ("Three attacks in a week"), or a cut-off subject."""
    letters = sum(token.text[0].isalpha() for token in tokens)
    if letters < 3:
        return False
    if main_verb(tokens, 0, len(tokens)) is not None or any(token.tag in {"VBD", "VBZ", "VBP", "MD"} for token in tokens):
        return True
    if tokens[0].tag in _PAST and letters >= 5:
        return True
    return letters >= 5 and any(True for _ in facts.inside("quantities", [sentence]))


def _contents(
    text: str, tokens: Sequence[Word], said: Attribution | None
) -> Iterator[tuple[Sequence[Word], Speaker | None]]:
    """The tokens of what is stated, without the attribution, and who states it."""
    if said is None:
        yield tokens, None
        return
    before = [token for token in tokens if token.end <= said.clause.start]
    after = [token for token in tokens if token.start >= said.clause.end]
    if before and after and not any(token.tag in NOUNS for token in before):
        before = []  # "But according to X, …": what stands before states nothing
    if before and after and main_verb(before, 0, len(before)) is None:
        # "In the aftermath of the fire, Washington said Iran should …": one statement around the attribution
        yield [*before, *after], said.speaker
        return
    for group in (before, after):
        again = _SAID_AGAIN.match(text, group[0].start, group[-1].end) if group else None
        if again:
            group = [token for token in group if token.start >= again.end()]
        if any(token.text[0].isalpha() for token in group):
            yield group, said.speaker


def _apart(piece: Piece, said: Attribution | None) -> Piece:
    """The piece without the attribution where that stands in its middle."""
    if said is None:
        return piece
    parts: list[Part] = []
    for part in piece.parts:
        if isinstance(part, Span) and part.overlaps(said.clause):
            sides = (Span(part.start, said.clause.start), Span(said.clause.end, part.end))
            parts.extend(side for side in sides if side.start < side.end)
        else:
            parts.append(part)
    return Piece(tuple(parts), piece.rule)


def _is_statement(text: str, piece: Piece) -> bool:
    """Whether a piece says something: at least two words, and a verb or an addition that implies one."""
    spans = [part for part in piece.parts if isinstance(part, Span)]
    if not spans:
        return False
    length = sum(len(span.of(text).split()) for span in spans)
    if piece.rule:
        return length >= 1
    return length >= 3


def _strip_said_again(text: str, piece: Piece) -> Piece:
    """"… but stressed that it would stay": the second statement of the same speaker, without its cue."""
    if piece.rule != "shared subject" or len(piece.parts) < 2 or not isinstance(piece.parts[1], Span):
        return piece
    span = piece.parts[1]
    again = _SAID_AGAIN.match(text, span.start, span.end)
    return Piece((Span(again.end(), span.end), *piece.parts[2:])) if again and again.end() < span.end else piece


def _tags(piece: Piece, tokens: Sequence[Word]) -> frozenset[str]:
    """Word classes and forms inside a piece that its kinds and features rest on."""
    spans = [part for part in piece.parts if isinstance(part, Span)]
    inside = [token for token in tokens if any(span.start <= token.start < span.end for span in spans)]
    tags = {token.tag for token in inside}
    if any(token.lower in BE for token in inside) and not tags & _PAST - {"VBD"}:
        tags.add("is")
    if any(a.lower in {"in", "at", "near", "outside"} and b.tag in NAMES | {"DT"} for a, b in zip(inside, inside[1:], strict=False)
           if b.tag in NAMES):  # fmt: skip
        tags.add("in NAME")
    return frozenset(tags)


def _suggestion(
    text: str,
    piece: Piece,
    facts: _Facts,
    speaker: Speaker | None,
    missing: str | None,
    tags: frozenset[str],
    parts: Sequence[Part] | None = None,
) -> ClaimSuggestion:
    anchors = tuple(sorted(_trimmed(text, part) for part in piece.parts if isinstance(part, Span)))
    wording = worded(text, parts if parts is not None else piece.parts)
    counted = tuple(facts.quantities[i] for i in facts.inside("quantities", anchors))
    dated = tuple(facts.dates[i] for i in facts.inside("dates", anchors))
    placed = "in NAME" in tags if facts.places is None else any(True for _ in facts.inside("places", anchors))
    features = worded_features(wording.replace("[", "").replace("]", ""))
    kinds = _kinds(counted, dated, placed, speaker, tags, features, piece)
    features |= _features(counted, dated, placed, speaker, tags, kinds)
    if missing:
        features.add("incomplete")
    score, reasons = worth(features)
    checkable = not ({"opinion", "prediction"} & set(kinds))
    return ClaimSuggestion(anchors, wording, kinds, score, reasons, counted, dated, speaker, checkable, missing)


def _trimmed(text: str, span: Span) -> Span:
    quote = span.of(text)
    start = span.start + len(quote) - len(quote.lstrip())
    return Span(start, max(start, span.start + len(quote.rstrip())))


def _kinds(
    counted: Sequence[Quantity],
    dated: Sequence[DateMention],
    placed: bool,
    speaker: Speaker | None,
    tags: frozenset[str],
    features: set[str],
    piece: Piece,
) -> tuple[ClaimKind, ...]:
    kinds: list[ClaimKind] = []
    if counted:
        kinds.append("quantity")
    if "prediction" in features:
        kinds.append("prediction")
    elif features & {"demand", "judgement"} and not counted:
        kinds.append("opinion")
    elif "is" in tags or piece.rule == "apposition":
        kinds.append("relation")
    elif tags & _PAST or not tags & {"VBZ", "VBP"}:
        kinds.append("event")
    else:
        kinds.append("relation")
    if speaker is not None:
        kinds.append("quote")
    if dated:
        kinds.append("date")
    if placed:
        kinds.append("place")
    return tuple(kinds)


def _features(
    counted: Sequence[Quantity],
    dated: Sequence[DateMention],
    placed: bool,
    speaker: Speaker | None,
    tags: frozenset[str],
    kinds: Sequence[ClaimKind],
) -> set[str]:
    found: set[str] = {name for name in ("event", "relation") if name in kinds}
    if counted:
        found.add("quantity")
    if any(quantity.role in {"killed", "wounded"} for quantity in counted):
        found.add("toll")
    if any(quantity.role == "money" for quantity in counted):
        found.add("money")
    if dated:
        found.add("date")
    if placed:
        found.add("place")
    if tags & NAMES:
        found.add("name")
    if speaker is not None:
        found.add("named speaker" if speaker.kind in {"person", "office"} else "anonymous speaker")
    return found


def worded(text: str, parts: Sequence[Part]) -> str:
    """The wording of a claim: quoted words as they stand, added ones in [brackets], on one line, with a stop."""
    out = " ".join(f"[{part}]" if isinstance(part, str) else " ".join(part.of(text).split()) for part in parts)
    out = re.sub(r"\s+([,.;:!?”’])", r"\1", " ".join(out.split()))
    if out.count("“") != out.count("”") or out.count('"') % 2:
        out = re.sub("[“”\"]", "", out)  # half of a pair: its partner stands in another claim or the attribution
    out = _LOOSE_END.sub(r"\1", out).strip()
    if not out:
        return out
    head = re.search(r"[^\W\d_]", out)
    if head and head.start() <= 2:
        out = out[: head.start()] + head.group().upper()[:1] + out[head.end() :]
    return out if out[-1] in ".!?…" or out.endswith((".”", '."')) else out + "."
