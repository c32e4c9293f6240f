"""What a sentence states once its attribution is taken off, and who states it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Final

from annotator.claims.clauses import own_subject
from annotator.claims.parts import Coded
from annotator.claims.verbs import own_verb
from annotator.text.cues import BASES
from annotator.text.quotes import Attribution
from annotator.text.words import FINITE, NOUNS, Tagged, Word

SAID_AGAIN: Final = re.compile(
    r"(?:[”\"]?,?\s*(?:and|but)?\s*)(?:adding|saying|stressing|noting|explaining|warning|stressed|added|said|noted|warned|"
    r"insisted|explained|claimed)\s+that\s+",
    re.IGNORECASE,
)
_BEHIND_DASH: Final = re.compile(r"-(?:[DO#p]|I[D#])")
_BEHIND_COMMA: Final = re.compile(r",(?:I|R?#[^,.])")
_SHARES_SUBJECT: Final = re.compile(r",?C[Ry]*[MBHF]")
# ", while the ministry denied", ", but the firm called it": another subject than a pronoun.
_ANSWER: Final = re.compile(r",[hc](?!p[RyMBHFV])")
_STATING: Final = NOUNS | FINITE
_ANSWERING: Final = frozenset(BASES) | frozenset(
    "called calls accused accuses rejected rejects blamed blames refused".split()
)


def contents(text: str, read: Tagged, line: str, said: Attribution | None) -> Iterator[tuple[Coded, bool]]:
    """The words of what is stated, without the attribution, and whether they are its speaker's or the article's.

    Without an attribution they are whose quotation goes on.
    """
    tokens = read.tokens
    row = Coded(tokens, line)
    if said is None:
        yield row, True
        return
    low = bisect_left(read.starts, said.clause.start)
    if low and tokens[low - 1].end > said.clause.start:
        low -= 1
    high = bisect_left(read.starts, said.clause.end)
    before, after = row.part(0, low), row.part(high, len(tokens))
    if low and after.tokens and _STATING.isdisjoint(read.tags[:low]):
        before = row.part(0, 0)  # "But according to X, …": what stands before states nothing
    if before.tokens and after.tokens:
        goes_on = next((token.lower for token in after.tokens if token.text != ","), "") == "that"
        if goes_on or (not _has_verb(before) and _has_verb(after)) or _shares_subject(before, after):
            # "After the flood, Ankara said the bridge was …": one statement around the attribution
            yield Coded([*before.tokens, *after.tokens], row.line[:low] + after.line), True
            return
        if not _has_verb(after) and (cut := _goes_on(before, tokens[low:high], after, quoted=said.quoted)):
            first = sum(1 for code in after.line[:2] if code in ",-")
            rest = after.part(first, len(after.tokens))
            yield Coded([*before.tokens[:cut], *rest.tokens], before.line[:cut] + rest.line), True
            return
        label = _label(before)
        if label:  # "The step was bitter: without it, she argues, …"
            yield before.part(0, label), False
            rest = before.part(label + 1, low)
            yield Coded([*rest.tokens, *after.tokens], row.line[label + 1 : low] + after.line), True
            return
    for side in (before, after):
        again = SAID_AGAIN.match(text, side.tokens[0].start, side.tokens[-1].end) if side.tokens else None
        first = sum(token.start < again.end() for token in side.tokens) if again else _after_joiner(side.tokens)
        group = side.part(first, len(side.tokens)) if first else side
        if side is after and side.line[0] == "," and not _has_verb(group):
            continue  # ", a grocer of the district": who the speaker is, not what is said
        if any(token.text[0].isalpha() for token in group.tokens):
            # What "while" and "as" add behind an attribution is the article's own.
            own = side is after and first > 0 and not again and not said.quoted
            own = own or (side is before and said.own_before)
            apart = not (own or said.quoted or side is before or said.clause.start == said.clause.end)
            answer = _answered(group) if apart else None
            if answer is not None:
                yield group.part(0, answer), True
                yield group.part(answer + 2, len(group.tokens)), False
                continue
            yield group, not own


def _shares_subject(before: Coded, after: Coded) -> bool:
    """As in "He accepted it, his spokesman said, and is looking for a successor"."""
    return _SHARES_SUBJECT.match(after.line) is not None and _has_verb(before)


def _has_verb(row: Coded) -> bool:
    return own_verb(row.line, 0, len(row.tokens)) is not None


def _goes_on(before: Coded, cue: Sequence[Word], after: Coded, *, quoted: bool) -> int:
    """Where the words before an attribution end if they go on behind it without a verb; 0 if they do not.

    Behind a dash, or behind "officials said," and "according to officials," with a count or a preposition. What
    follows “…”, she said, or "said Omar Salman," is of the speaker: ", in the east of Kut", ", the mayor".
    """
    is_closed = bool(cue) and not quoted and (cue[-1].tag in FINITE or cue[0].lower == "according")
    if not (_BEHIND_DASH.match(after.line) or (is_closed and _BEHIND_COMMA.match(after.line))):
        return 0
    end = len(before.tokens)
    while end and before.line[end - 1] in ",-":
        end -= 1
    return end


def _label(row: Coded) -> int:
    """The colon after which no verb stands; 0 without one."""
    colon = max(0, row.line.find(":"))
    return colon if own_verb(row.line, colon, len(row.tokens)) is None else 0


def _after_joiner(tokens: Sequence[Word]) -> int:
    """As in "…, officials said, as parties quarrel": where the second statement begins, without comma and joiner."""
    at = 0
    while at < len(tokens) and (
        tokens[at].text in {",", "“", "”", '"'} or tokens[at].lower in {"as", "while", "because"}
    ):
        at += 1
    return at if 0 < at < len(tokens) and tokens[at - 1].lower in {"as", "while", "because"} else 0


def _answered(row: Coded) -> int | None:
    """As in "said A, while the ministry denied B": where another one speaks, in the article's words."""
    for match in _ANSWER.finditer(row.line, 2):
        at = match.end()
        if own_subject(row.line, at, len(row.tokens)):
            verb = own_verb(row.line, at, len(row.tokens))
            if verb is not None and row.tokens[verb].lower in _ANSWERING:
                return match.start()
    return None
