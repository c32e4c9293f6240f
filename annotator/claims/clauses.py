"""A sentence into clauses: each with its own verb, and its own subject or the one that it shares.

Works on word classes (annotator/text/words.py), not on a parse: a joiner splits only where a finite verb stands on both
sides and the words between read as one phrase. Names with "and" in them and restrictive relatives stay whole.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from annotator.claims.phrases import QUOTE_TOKENS, after_lead_in, trimmed
from annotator.claims.verbs import depth_at, main_verb, starts_predicate, waits
from annotator.text.words import NOUNS, Word

_JOINERS: Final = frozenset("and but yet while whereas whilst so as because since although though".split())
_BREAKS: Final = frozenset(";:,")
# A clause after one of these is stated as a fact; after "if", "when" or "once" it is a condition.
_FACTUAL: Final = frozenset({"because", "although", "though", "while", "whereas", "whilst"})
_AFTER_COMMA: Final = frozenset({"as", "because", "since", "although", "though"})
_QUALIFYING: Final = frozenset({"at", "more", "less", "fewer", "up", "close"})
_ASIDE: Final = frozenset(",(–—")
# A stretch longer than this many tokens is no sentence of copy: it is left whole.
_LONGEST: Final = 160


@dataclass(frozen=True, slots=True)
class Clause:
    """Token indices, half-open. `subject` is None where an earlier clause's subject is shared or none was found."""

    low: int
    high: int
    subject: tuple[int, int] | None
    verb: int | None


def clauses(tokens: Sequence[Word]) -> list[Clause]:
    """One sentence cut at "and", "but", ";" … where a finite verb stands on both sides; at least one clause."""
    low, high = trimmed(tokens, 0, len(tokens))
    low = after_lead_in(tokens, low, high)
    if low >= high:
        return []
    if high - low > _LONGEST:
        return [Clause(low, high, None, None)]
    cuts = [low]
    if tokens[low].lower == "while" and main_verb(tokens, low, high) is None:
        low, cuts = low + 1, [low + 1]  # "While the army denied it.": translated so, without what it is set against
    opened = _opening_clause(tokens, low, high)
    if opened is not None:
        cuts.append(opened)
    for i in range((opened or low) + 1, high - 1):
        if tokens[i].text == "," and not _is_splice(tokens, cuts[-1], i, high):
            continue
        if (tokens[i].lower in _JOINERS or tokens[i].text in _BREAKS) and _splits(tokens, cuts[-1], i, high):
            cuts.append(i)
    found = []
    for first, last in zip(cuts, [*cuts[1:], high], strict=True):
        start = first + (first != low or opened is not None)
        start += start > low and tokens[start].lower == "that"
        start, end = trimmed(tokens, start, last)
        start = after_lead_in(tokens, start, end)
        if start < end:
            found.append(_clause(tokens, start, end))
    return found


def _opening_clause(tokens: Sequence[Word], low: int, high: int) -> int | None:
    """The comma that closes "Although the talks failed, …"; None without such an opening."""
    if tokens[low].lower not in _FACTUAL:
        return None
    for i in range(low + 2, high - 2):
        if tokens[i].text == "," and main_verb(tokens, low + 1, i) is not None and _own_subject(tokens, i + 1, high):
            return i
    return None


def _splits(tokens: Sequence[Word], low: int, i: int, high: int) -> bool:  # noqa: PLR0911 - one test a line
    """Whether the joiner at `i` stands between two clauses or two predicates of one subject."""
    if tokens[low].lower == "and" and tokens[low + 1].lower == "that":
        low += 2  # the clause that "and that" opened
    if depth_at(tokens, low, i) or main_verb(tokens, low, i) is None or waits(tokens, low, i):
        return False
    j = i + 1
    if tokens[j].text == ",":
        return False
    if tokens[i].text in _BREAKS:
        return _own_subject(tokens, j, high)
    if tokens[i].lower in _AFTER_COMMA:
        return tokens[i - 1].text == "," and _own_subject(tokens, j, high)
    while j < high and (tokens[j].tag == "RB" or tokens[j].text in QUOTE_TOKENS):
        j += 1
    if j < high - 1 and tokens[j].lower == "that":
        # "… had begun and that output would fall": two statements of a speaker whose first "that" is gone
        return not any(token.lower == "that" for token in tokens[low:i]) and _own_subject(tokens, j + 1, high)
    if j >= high or (tokens[i].lower in {"so", "yet"} and tokens[i - 1].text != ","):
        return False
    verb = main_verb(tokens, low, i)
    if starts_predicate(tokens, j, high) or (verb is not None and _same_form(tokens, verb, i, j)):
        # "the agreement he signed and broke": the verb before must be the clause's own.
        return tokens[i].lower in {"and", "but", "yet"} and not _is_open_relative(tokens, low, i)
    return _own_subject(tokens, j, high)


def _is_splice(tokens: Sequence[Word], low: int, comma: int, high: int) -> bool:
    """As in "The troops number 900, their task is training": a clause joined by a comma, as translators leave it.

    Only with a possessive, a form of "to be" soon after it, and nothing behind that could own the verb.
    """
    if tokens[comma + 1].tag != "PRP$" or any(token.text == "," for token in tokens[low:comma]):
        return False
    return any(token.lower in {"is", "are", "was", "were"} for token in tokens[comma + 3 : comma + 6])


def _own_subject(tokens: Sequence[Word], j: int, high: int) -> bool:
    """Whether a noun phrase and then a finite verb follow, with nothing else between but its own additions."""
    verb = main_verb(tokens, j, high)
    if verb is None or verb == j or verb - j > 22:
        return False
    head = [token for token in tokens[j:verb] if token.text != ","]
    last = next((token for token in reversed(head) if token.tag != "RB"), None)
    if last is None or last.tag == "CC":
        return False  # "… and journals and has received": the verb belongs to the next joiner
    if not any(token.tag in NOUNS | {"PRP", "EX", "DT", "CD"} for token in head):
        return False
    if any(a.text == "," and b.lower in _JOINERS for a, b in zip(tokens[j:verb], tokens[j + 1 : verb], strict=False)):
        return False  # "in and around the port, but they …": the verb belongs to the next joiner
    return head[0].tag not in {"VBG", "VBN", "VB", "TO"} and head[0].tag not in {"WDT", "WP"}


def _same_form(tokens: Sequence[Word], verb: int, i: int, j: int) -> bool:
    """As in "They buy grain and sell flour": a base form pairs with a present one, no "to" or modal between."""
    if tokens[j].tag != "VB" or tokens[verb].tag not in {"VBP", "VB"}:
        return False
    return not any(token.tag in {"TO", "MD"} for token in tokens[verb:i])


def _is_open_relative(tokens: Sequence[Word], low: int, i: int) -> bool:
    """Whether a restrictive relative or "that" clause began after the main verb and may own what follows "and"."""
    for j in range(i - 1, low, -1):
        if tokens[j].text == ",":
            return False
        if tokens[j].tag in {"WDT", "WP"} or tokens[j].lower in {"if", "because", "when", "that"}:
            return True
    return False


def _clause(tokens: Sequence[Word], low: int, high: int) -> Clause:
    verb = main_verb(tokens, low, high)
    if verb is None:
        return Clause(low, high, None, None)
    start = _subject_start(tokens, low, verb)
    if start is None:
        return Clause(low, high, None, verb)
    end = verb
    while end > start and tokens[end - 1].tag == "RB":
        end -= 1
    # The subject without its additions: "Iran, overwhelmed by sanctions, is" has the subject "Iran".
    comma = next((i for i in range(start, end) if tokens[i].text in _ASIDE), end)
    return Clause(low, high, (start, comma if comma > start else end), verb)


def _subject_start(tokens: Sequence[Word], low: int, verb: int) -> int | None:
    """Where the subject begins: after the adverbials that open the clause, each closed by a comma."""
    start = low
    while start < verb:
        token = tokens[start]
        if token.text in QUOTE_TOKENS:
            start += 1
            continue
        if token.lower in _QUALIFYING and tokens[start + 1].lower in {"least", "most", "than", "to"}:
            return start
        if token.tag in {"IN", "TO", "VBG", "WRB", "RB", "VBN"} and token.lower not in {
            "about",
            "over",
            "nearly",
            "there",
        }:
            comma = next((i for i in range(start, verb) if tokens[i].text == ","), None)
            if comma is not None:
                start = comma + 1
                continue
            if token.tag == "RB":
                start += 1
                continue
            if token.tag in {"VBG", "VBN"}:
                return start
            return _after_phrase(tokens, start, verb)
        return start
    return None


def _after_phrase(tokens: Sequence[Word], low: int, verb: int) -> int | None:
    """As in "In late May the river fell": where a second noun phrase follows the first without a comma."""
    for i in range(low + 2, verb):
        before, tag = tokens[i - 1].tag, tokens[i].tag
        if tag in {"DT", "PRP$", "PRP", "EX"} and before in NOUNS | {"CD", "PRP"}:
            return i
        if tag in {"NNP", "CD"} and before in {"NN", "NNS"}:
            return i
    return None
