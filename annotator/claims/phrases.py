"""Noun phrases, the edges of a statement, and the words of a stretch."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from annotator.claims.verbs import main_verb
from annotator.text.spans import Span
from annotator.text.words import FINITE, NOUNS, Word

PHRASE: Final = NOUNS | {"DT", "JJ", "JJR", "JJS", "CD", "POS", "PRP", "PRP$", "FW", "PDT", "$", "#"}
QUOTE_TOKENS: Final = frozenset('“”"«»')
_LEAD_INS: Final = frozenset(
    "but and however meanwhile moreover furthermore additionally nevertheless nonetheless also finally then therefore "
    "thus so overall indeed still besides similarly consequently hence first second third firstly secondly "
    "lastly no yes".split()
)
_EDGE: Final = frozenset(",.;:!?–—-•…")
_OPENING: Final = frozenset("“”\"«»„‘’'([$€£#@§+~")
_SAYING: Final = frozenset({"adding", "saying", "stressing", "noting"})
_NOTICES: Final = frozenset("note noting mention mentioning remember noteworthy noted recalled mentioned".split())
_LEAD_PHRASES: Final[dict[str, tuple[tuple[str, ...], ...]]] = {
    "in": (("in", "fact"), ("in", "addition"), ("in", "conclusion"), ("in", "other", "words"), ("in", "summary"),
           ("in", "particular")),
    "for": (("for", "example"), ("for", "instance")),
    "as": (("as", "a", "result"), ("as", "such")),
    "on": (("on", "the", "other", "hand"), ("on", "the", "contrary")),
    "at": (("at", "the", "same", "time"),),
    "of": (("of", "course"),),
}  # fmt: skip


def span_of(tokens: Sequence[Word], low: int, high: int) -> Span:
    return Span(tokens[low].start, tokens[high - 1].end)


def quote_of(tokens: Sequence[Word], low: int, high: int) -> str:
    """The words of a stretch as added text: single spaces, marks and possessives closed up."""
    out = ""
    last = -1
    for token in tokens[low:high]:
        out += (" " if out and token.start > last else "") + token.text
        last = token.end
    return out


def before_brackets(tokens: Sequence[Word], end: int, low: int) -> int:
    """Where the words before `end` end without what stands in brackets after them: a name in its own letters."""
    if tokens[end - 1].text != ")":
        return end
    return next((i for i in range(end - 2, low, -1) if tokens[i].text == "("), end)


def phrase_before(tokens: Sequence[Word], end: int, low: int) -> tuple[int, int] | None:
    """The noun phrase that ends before `end`, with its "of …" and names joined by "and"."""
    i = end = before_brackets(tokens, end, low)
    while i > low:
        token = tokens[i - 1]
        inner = i < end
        if (
            (token.tag in PHRASE and not (inner and token.tag == "PRP"))
            or (inner and token.lower in {"of"} and i - 1 > low and tokens[i - 2].tag in NOUNS)
            or (inner and token.tag in {"VBN", "VBG"} and i - 1 > low and tokens[i - 2].tag in {"DT", "JJ", "PRP$"})
        ):
            i -= 1
        else:
            break
    if i < end and any(token.tag in NOUNS for token in tokens[i:end]):
        return i, end
    return None


def trimmed(tokens: Sequence[Word], low: int, high: int) -> tuple[int, int]:
    """Without joiners, commas and stops at the edges; quotation marks that have no partner inside go too."""
    while low < high and (_is_edge(tokens[low]) or _lone_quote(tokens, low, high, low)):
        low += 1
    while low < high and (
        tokens[high - 1].text in _EDGE
        or tokens[high - 1].lower in {"and", "but", "or", "while"}
        or (tokens[high - 1].lower in _SAYING and tokens[high - 2].text == ",")
        or _lone_quote(tokens, low, high, high - 1)
    ):
        high -= 1
    return low, high


def _is_edge(token: Word) -> bool:
    """A mark that no statement begins with, pictographs among them."""
    return token.text in _EDGE or not (token.text[0].isalnum() or token.text[0] in _OPENING)


def _lone_quote(tokens: Sequence[Word], low: int, high: int, at: int) -> bool:
    if tokens[at].text not in QUOTE_TOKENS:
        return False
    return sum(token.text in QUOTE_TOKENS for token in tokens[low:high]) % 2 == 1 or (
        tokens[low].text in QUOTE_TOKENS and tokens[high - 1].text in QUOTE_TOKENS and high - low > 2
    )


def after_lead_in(tokens: Sequence[Word], low: int, high: int) -> int:
    """Past "But", "However," and the like, which tie a sentence to the one before and state nothing."""
    while low < high - 1:
        word = tokens[low]
        if word.lower in _LEAD_INS and (tokens[low + 1].text == "," or word.tag == "CC"):
            low += 1 + (tokens[low + 1].text == ",")
            continue
        if word.lower in {"it", "note"}:
            after = _after_notice(tokens, low, high)
            if after > low:
                low = after
                continue
        comma = low + _lead_phrase(tokens, low)
        if comma == low or comma >= high or tokens[comma].text != ",":
            break
        low = comma + 1
    return _after_label(tokens, low, high)


def _after_notice(tokens: Sequence[Word], low: int, high: int) -> int:
    """Past "It is worth noting that" and "Note that"."""
    for i in range(low + 1, min(high - 2, low + 7)):
        if tokens[i].lower == "that":
            between = {token.lower for token in tokens[low:i]}
            return i + 1 if between & _NOTICES else low
    return low


def _lead_phrase(tokens: Sequence[Word], low: int) -> int:
    """The length of the tying phrase that begins at `low`, 0 without one."""
    for phrase in _LEAD_PHRASES.get(tokens[low].lower, ()):
        if tuple(token.lower for token in tokens[low : low + len(phrase)]) == phrase:
            return len(phrase)
    return 0


def _after_label(tokens: Sequence[Word], low: int, high: int) -> int:
    """Past a short label with a colon and no verb ("First the costs: the ministry has …")."""
    for i in range(low + 1, min(high - 1, low + 9)):
        if tokens[i].tag in FINITE:
            return low
        if tokens[i].text == ":":
            return i + 1 if main_verb(tokens, i + 1, high) is not None else low
    return low
