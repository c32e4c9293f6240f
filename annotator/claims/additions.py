"""What a clause states besides: relatives, appositions, participles, "including …", what follows a nominal.

Each rule looks for a pattern that news copy uses for one more fact, and leaves the clause whole where it is not plain.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from annotator.claims.clauses import Clause
from annotator.claims.phrases import PHRASE, before_brackets, phrase_before, quote_of, span_of, trimmed
from annotator.claims.verbs import form_of_be, starts_predicate, waits
from annotator.text.spans import Span
from annotator.text.words import BE, FINITE, NAMES, NOUNS, Word

Part = Span | str  # words of the text, or words that the reader needs added

_RELATIVES: Final = frozenset({"which", "who", "whose", "where"})
_CHAINING: Final = frozenset("in at near of for from on with to".split())
_OFFICES: Final = frozenset(
    "minister head spokesman spokeswoman leader commander president chief governor director mayor chairman secretary "
    "ambassador speaker member professor founder owner".split()
)
# Participles that are prepositions in use.
_NO_FACT: Final = frozenset(
    "according depending considering regarding following assuming given compared concerning".split()
)


_CALENDAR: Final = frozenset(
    "january february march april may june july august september october november december monday tuesday wednesday "
    "thursday friday saturday sunday".split()
)
# "…, the majority to the south", "…, the last of them on Monday": a share of what was named, not what it is.
_SHARES: Final = frozenset(
    "majority minority rest most last first second third latter former others other same half bulk remainder "
    "time day week month year".split()
)
# "We are the ones who paid", "It was the man who fled": what follows says which one is meant.
_PLACEHOLDERS: Final = frozenset("one ones people person man men woman women those thing things kind sort way".split())
_PERSONS: Final = _OFFICES | frozenset(
    "man woman boy girl son daughter wife husband father mother brother sister deputy commander official officer "
    "soldier doctor king queen prince sheikh general colonel heir relative friend victim widow guard driver".split()
)


@dataclass(frozen=True, slots=True)
class Piece:
    """One statement: its parts in reading order. `rule` names what it was split by, "" for the main clause.

    `verb` is the finite verb that states it where that stands outside its own words (an item of a list).
    """

    parts: tuple[Part, ...]
    rule: str = ""
    verb: Word | None = None


def additions(
    tokens: Sequence[Word], clause: Clause, shared: tuple[int, int] | None
) -> Iterator[tuple[tuple[int, int], list[Piece]]]:
    """Stretches after a comma that state a fact of their own, with the statements they make."""
    i = clause.low + 1
    depth = 0
    subject = clause.subject or shared
    while i < clause.high - 1:
        depth += (tokens[i].text in "([") - (tokens[i].text in ")]")
        if tokens[i].text == "," and depth <= 0:
            end = _addition_end(tokens, clause, i)
            found = _addition(tokens, clause, i, end, subject)
            if found:
                yield (i, end), found
                i = end
                continue
        i += 1


def _addition_end(tokens: Sequence[Word], clause: Clause, comma: int) -> int:
    """Where the addition after `comma` ends. After the verb it takes along what cannot stand in the main clause."""
    end = _stretch_end(tokens, comma + 1, clause.high)
    if clause.verb is None or comma < clause.verb:
        return end
    while end + 1 < clause.high and tokens[end].text == "," and tokens[end + 1].tag in PHRASE - {"DT"}:
        end = _stretch_end(tokens, end + 1, clause.high)
    return end


def _addition(
    tokens: Sequence[Word], clause: Clause, comma: int, end: int, subject: tuple[int, int] | None
) -> list[Piece]:
    first = tokens[comma + 1]
    if end - comma < 3:
        return []
    before = phrase_before(tokens, comma, clause.low)
    verb = clause.verb
    if first.lower in _RELATIVES and first.tag != "IN":
        return _relative(tokens, comma, end, before, verb + 1 if verb is not None and verb < comma else clause.low)
    found: Piece | None = None
    if first.lower == "including":
        if verb is not None and verb < comma:
            head = quote_of(tokens, clause.low, comma) + ","
            found = Piece((head, span_of(tokens, comma + 1, end)), "including", tokens[verb])
    elif first.tag in {"VBG", "VBN"}:
        found = _participle(tokens, clause, comma, end, subject)
    elif first.lower in {"a", "an", "the", "one"} or _is_office(tokens, comma + 1, end):
        found = _apposition(tokens, clause, comma, end, before)
    return [found] if found is not None else []


def _relative(tokens: Sequence[Word], comma: int, end: int, before: tuple[int, int] | None, low: int) -> list[Piece]:
    """As in ", which …", ", who …", ", whose …", ", where …": what is stated of the phrase before the comma."""
    if before is None or not any(token.tag in FINITE for token in tokens[comma + 2 : end]):
        return []
    first = tokens[comma + 1].lower
    if first == "which":
        before = _chain(tokens, before, low)
    before = _last_holder(tokens, before, first)
    antecedent = quote_of(tokens, *before)
    if first == "whose":
        mark = "’" if antecedent.endswith("s") else "’s"
        return [Piece((antecedent + mark, span_of(tokens, comma + 2, end)), "relative")]
    if first == "where":
        where = tokens[before[0] - 1].lower if before[0] else ""
        where = where if where in {"at", "near", "on", "outside"} else "at" if where == "to" else "in"
        return [Piece((f"{where.capitalize()} {antecedent}", span_of(tokens, comma + 2, end)), "relative")]
    if tokens[_after_time(tokens, comma + 2, end)].tag not in FINITE | {"RB"}:
        return []  # "which the firm sells": the antecedent is not the subject
    return [Piece((antecedent, span), "relative") for span in _predicates(tokens, comma + 2, end)]


def _last_holder(tokens: Sequence[Word], phrase: tuple[int, int], relative: str) -> tuple[int, int]:
    """Which noun of "the visit of Pope Omar, who …" or "the fence of the embassy, whose …" the relative describes.

    "Who" is of a person: the last phrase, unless the first is one ("the head of the army, who"). "Which" and "whose"
    go with the nearest phrase where that has its own article; "the city of Mosul" stays whole.
    """
    of = next((i for i in range(phrase[1] - 2, phrase[0], -1) if tokens[i].lower == "of"), None)
    if of is None or any(token.tag in NAMES for token in tokens[phrase[0] : of]):
        return phrase
    head = next((tokens[i - 1] for i in range(phrase[0] + 1, of + 1) if tokens[i].lower == "of"), tokens[of - 1])
    if relative == "who":
        is_person = head.lower in _PERSONS or head.lower.removesuffix("s") in _PERSONS
        return phrase if is_person or not any(token.tag in NAMES for token in tokens[of:]) else (of + 1, phrase[1])
    if head.lower in _PERSONS or tokens[of + 1].lower != "the" or tokens[phrase[0]].lower in {"a", "an"}:
        return phrase
    return of + 1, phrase[1]


def _after_time(tokens: Sequence[Word], low: int, end: int) -> int:
    """Past "until now", "in 2019", "on Monday" after the relative pronoun; `low` where no such words stand there."""
    if low + 2 < end and tokens[low].tag == "IN" and tokens[low + 1].tag in {"CD", "RB", "NNP", "NN"}:
        return low + 2 if tokens[low + 2].tag in FINITE else low
    return low


def _predicates(tokens: Sequence[Word], low: int, high: int) -> list[Span]:
    """The coordinated predicates of a stretch that begins with one ("was born in Mosul and grew up in Basra")."""
    cuts = [low]
    for i in range(low + 2, high - 1):
        if tokens[i].lower in {"and", "but"} and starts_predicate(tokens, i + 1, high) and not waits(tokens, low, i):
            cuts.append(i)
    found = []
    for first, last in zip(cuts, [*cuts[1:], high], strict=True):
        start, end = trimmed(tokens, first, last)
        if start < end:
            found.append(span_of(tokens, start, end))
    return found


def _chain(tokens: Sequence[Word], phrase: tuple[int, int], low: int) -> tuple[int, int]:
    """As in "a base near the airport, which …": the phrase with what it hangs on, since either may be meant."""
    start, end = phrase
    while start - 2 > low and tokens[start - 1].lower in _CHAINING:
        wider = phrase_before(tokens, start - 1, low)
        if wider is None:
            break
        start = wider[0]
    return start, end


def _participle(
    tokens: Sequence[Word],
    clause: Clause,
    comma: int,
    end: int,
    subject: tuple[int, int] | None,
) -> Piece | None:
    """A participle after a comma: ", killing two people" and ", led by the coalition,"."""
    verb = clause.verb
    if subject is None or tokens[comma + 1].lower in _NO_FACT or clause.low <= comma < subject[0]:
        return None
    past = tokens[comma + 1].tag == "VBN"
    if past and (tokens[comma + 2].tag not in {"IN", "TO", "RB"} or tokens[comma - 1].tag == "VBN"):
        return None  # "layered vocals, softened guitars and …": items of a list, not a statement
    before = phrase_before(tokens, comma, clause.low)
    holder = before if past and before is not None and (verb is None or comma < verb) else subject
    added = quote_of(tokens, *holder)
    if past:
        added += " " + form_of_be(tokens, holder, verb)
    return Piece((added, span_of(tokens, comma + 1, end)), "participle")


def _apposition(
    tokens: Sequence[Word], clause: Clause, comma: int, end: int, before: tuple[int, int] | None
) -> Piece | None:
    """As in "Omar Said, the head of the army," and "the head of the army, Omar Said,"."""
    if before is None or not _may_be_apposition(tokens, clause, comma, end):
        return None
    if clause.subject is not None and before[1] <= clause.subject[0]:
        return None  # "At the end of May, the head …": a date opens the clause
    if any(token.lower in _CALENDAR for token in tokens[slice(*before)]):
        return None  # "announced, on the second of May, the loss of …"
    before = _bare_name(tokens, before)
    if tokens[before[1] - 1].tag not in NAMES:
        return None
    added = quote_of(tokens, *before) + " " + form_of_be(tokens, before, clause.verb)
    return Piece((added, span_of(tokens, comma + 1, end)), "apposition")


def _may_be_apposition(tokens: Sequence[Word], clause: Clause, comma: int, end: int) -> bool:
    """Whether the words after `comma` name an office or a kind: no verb, no list item, nothing that points back."""
    first = [token.lower for token in tokens[comma + 1 : comma + 6]]
    if first[0] not in {"a", "an", "the", "one"} and not _is_office(tokens, comma + 1, end):
        return False
    if any(token.tag in FINITE for token in tokens[comma + 1 : end]) or {"and", "or"} & set(first[:2]):
        return False
    if {"them", "which", "whom"} & set(first) or first[1] in _SHARES:
        return False  # "attacks in the north, the last of them on Monday": of the attacks, not of the north
    # "A, the B, and C": the second item of a list
    return not (end + 1 < clause.high and tokens[end].text == "," and tokens[end + 1].lower in {"and", "or"})


def _is_office(tokens: Sequence[Word], low: int, high: int) -> bool:
    """As in "Omar Said, prime minister of the region,": an office without an article and with its "of"."""
    i = low
    while i < high and tokens[i].tag in {"NN", "JJ", "NNP"}:
        i += 1
    return low < i < high - 1 and tokens[i - 1].lower in _OFFICES and tokens[i].lower in {"of", "for", "at"}


def _bare_name(tokens: Sequence[Word], phrase: tuple[int, int]) -> tuple[int, int]:
    """As in "part of Northern Oil, a firm": the name alone, where the phrase before its "of" is no name."""
    for i in range(phrase[1] - 1, phrase[0], -1):
        if tokens[i - 1].lower == "of" and not any(token.tag in NAMES | {"DT"} for token in tokens[phrase[0] : i]):
            return i, phrase[1]
    return phrase


def _stretch_end(tokens: Sequence[Word], low: int, high: int) -> int:
    """Where an addition ends: the next comma that is not inside a list of its own, a joiner is not crossed."""
    i = low
    depth = 0
    while i < high:
        text = tokens[i].text
        depth += (text in "([") - (text in ")]")
        if text in {";", "–", "—"} and not depth:
            return i
        if text == "," and not depth and not _list_goes_on(tokens, i, high):
            return i
        i += 1
    return high


def _list_goes_on(tokens: Sequence[Word], comma: int, high: int) -> bool:
    """Whether the comma separates items ("A, B and C") rather than closing the addition."""
    for i in range(comma + 1, min(high, comma + 9)):
        if tokens[i].tag in FINITE | {"WDT", "WP"} or (tokens[i].tag == "VBG" and i == comma + 1):
            return False
        if tokens[i].lower in {"and", "or"}:
            return True
    return False


def after_nominal(
    tokens: Sequence[Word], clause: Clause, shared: tuple[int, int] | None
) -> tuple[int, list[Piece]] | None:
    """As in "Basra is a port that exports oil": what follows the nominal is stated of the subject.

    Returns where it begins and what it states.
    """
    subject, verb = clause.subject or shared, clause.verb
    if subject is None or verb is None or tokens[verb].lower not in BE or verb + 2 >= clause.high:
        return None
    i = verb + 1
    while i < clause.high and tokens[i].tag == "RB":
        i += 1
    if i >= clause.high or tokens[i].lower not in {"a", "an", "the", "one"}:
        return None
    i += 1
    while i < clause.high and (tokens[i].tag in PHRASE or (tokens[i].lower == "of" and tokens[i - 1].tag in NOUNS)):
        i += 1
    if i + 2 >= clause.high or tokens[i - 1].tag not in NOUNS or tokens[i - 1].lower in _PLACEHOLDERS:
        return None
    relative = tokens[i].lower in {"that", "who", "which"} and tokens[i + 1].tag in FINITE | {"RB"}
    reduced = tokens[i].tag in {"VBN", "VBD"} and tokens[i + 1].tag in {"IN", "TO"}
    if not relative and not reduced:
        return None
    added = quote_of(tokens, *subject)
    if reduced:
        added += " " + form_of_be(tokens, subject, verb)
    spans = _predicates(tokens, i + relative, clause.high) if relative else [span_of(tokens, i, clause.high)]
    return i, [Piece((added, span), "relative") for span in spans]


def office_of_subject(tokens: Sequence[Word], clause: Clause) -> Piece | None:
    """As in "The head of the army, Omar Said, met …": that Omar Said is the head of the army."""
    if clause.subject is None or clause.verb is None or tokens[clause.subject[0]].tag != "DT":
        return None
    low, comma = clause.subject
    if comma + 3 > clause.verb or tokens[comma].text != "," or tokens[clause.verb - 1].text != ",":
        return None
    end = before_brackets(tokens, clause.verb - 1, comma)
    name = tokens[comma + 1 : end]
    if not 0 < len(name) <= 5 or any(token.tag not in NAMES for token in name):
        return None
    added = quote_of(tokens, comma + 1, end) + " " + form_of_be(tokens, (comma + 1, end), clause.verb)
    return Piece((added, span_of(tokens, low, comma)), "apposition")
