"""One sentence into its statements: coordinated clauses, relatives, appositions, participles and lists.

Works on word classes (annotator/text/words.py), not on a parse: each rule looks for a pattern that news copy uses for
one more fact, and leaves the sentence whole where the pattern is not plain. What is not split: names with "and" in
them, restrictive relatives ("the man who …"), quotations that are not sentences.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from annotator.text.spans import Span
from annotator.text.words import BE, DO, FINITE, HAVE, MODALS, NAMES, NOUNS, Word

Part = Span | str  # words of the text, or words that the reader needs added


@dataclass(frozen=True, slots=True)
class Piece:
    """One statement: its parts in reading order. `rule` names what it was split by, "" for the main clause."""

    parts: tuple[Part, ...]
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Clause:
    """Token indices, half-open. `subject` is None where an earlier clause's subject is shared or none was found."""

    low: int
    high: int
    subject: tuple[int, int] | None
    verb: int | None


_PHRASE: Final = NOUNS | {"DT", "JJ", "JJR", "JJS", "CD", "POS", "PRP", "PRP$", "FW", "PDT", "$", "#"}
_JOINERS: Final = frozenset("and but yet while whereas whilst so as because since although though".split())
_SUBORDINATORS: Final = frozenset(
    "that because if when while although though whereas unless whether until after before since as where why how "
    "what whenever once".split()
)
_MAYBE_PREPOSITION: Final = frozenset("until after before since as".split())
_BREAKS: Final = frozenset(";:")
# A clause after one of these is stated as a fact; after "if", "when" or "once" it is a condition.
_FACTUAL: Final = frozenset({"because", "although", "though", "while", "whereas", "whilst"})
_AFTER_COMMA: Final = frozenset({"as", "because", "since", "although", "though"})
_RELATIVES: Final = frozenset({"which", "who", "whose", "where"})
_CHAINING: Final = frozenset("in at near of for from on with to".split())
# Participles that are prepositions in use.
_NO_FACT: Final = frozenset(
    "according depending considering regarding following assuming given compared concerning".split()
)
_QUOTES: Final = frozenset("“”\"«»")
_ASIDE: Final = frozenset(",(–—")
_LEAD_INS: Final = frozenset(
    "but and however meanwhile moreover furthermore additionally nevertheless nonetheless also finally then therefore "
    "thus so overall indeed still besides similarly consequently hence first second third firstly secondly lastly no yes".split()
)
_LEAD_PHRASES: Final[dict[str, tuple[tuple[str, ...], ...]]] = {
    "in": (("in", "fact"), ("in", "addition"), ("in", "conclusion"), ("in", "other", "words"), ("in", "summary"),
           ("in", "particular")),
    "for": (("for", "example"), ("for", "instance")),
    "as": (("as", "a", "result"), ("as", "such")),
    "on": (("on", "the", "other", "hand"), ("on", "the", "contrary")),
    "at": (("at", "the", "same", "time"),),
    "of": (("of", "course"),),
}  # fmt: skip
# A stretch longer than this many tokens is no sentence of copy: it is left whole.
_LONGEST: Final = 160


def pieces(tokens: Sequence[Word], found: Sequence[Clause]) -> list[Piece]:
    """The statements of the clauses that `clauses(tokens)` gave, in reading order."""
    statements: list[Piece] = []
    subject: tuple[int, int] | None = None
    for clause in found:
        if clause.subject is not None:
            subject = clause.subject
        statements.extend(_of_clause(tokens, clause, subject))
    return statements


def clauses(tokens: Sequence[Word]) -> list[Clause]:
    """One sentence cut at "and", "but", ";" … where a finite verb stands on both sides; at least one clause."""
    low, high = _trimmed(tokens, 0, len(tokens))
    low = _after_lead_in(tokens, low, high)
    if low >= high:
        return []
    if high - low > _LONGEST:
        return [Clause(low, high, None, None)]
    cuts = [low]
    opened = _opening_clause(tokens, low, high)
    if opened is not None:
        cuts.append(opened)
    for i in range((opened or low) + 1, high - 1):
        if (tokens[i].lower in _JOINERS or tokens[i].text in _BREAKS) and _splits(tokens, cuts[-1], i, high):
            cuts.append(i)
    found = []
    for first, last in zip(cuts, [*cuts[1:], high], strict=True):
        start = first + (first != low or opened is not None)
        start, end = _trimmed(tokens, start, last)
        start = _after_lead_in(tokens, start, end)
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


def _splits(tokens: Sequence[Word], low: int, i: int, high: int) -> bool:
    """Whether the joiner at `i` stands between two clauses or two predicates of one subject."""
    if _depth(tokens, low, i) or main_verb(tokens, low, i) is None or _waits(tokens, low, i):
        return False
    j = i + 1
    if tokens[j].text == ",":
        return False
    if tokens[i].text in _BREAKS:
        return _own_subject(tokens, j, high)
    if tokens[i].lower in _AFTER_COMMA:
        return tokens[i - 1].text == "," and _own_subject(tokens, j, high)
    while j < high and (tokens[j].tag == "RB" or tokens[j].text in _QUOTES):
        j += 1
    if j >= high or tokens[j].lower == "that" or ((tokens[i].lower in {"so", "yet"} and tokens[i - 1].text != ",")):
        return False
    verb = main_verb(tokens, low, i)
    if starts_predicate(tokens, j, high) or (verb is not None and _same_form(tokens, verb, i, j)):
        # "the agreement he signed and broke": the verb before must be the clause's own.
        return tokens[i].lower in {"and", "but", "yet"} and not _is_open_relative(tokens, low, i)
    return _own_subject(tokens, j, high)


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
        return False  # "inside and outside the city, but we …": the verb belongs to the next joiner
    return head[0].tag not in {"VBG", "VBN", "VB", "TO"} and head[0].tag not in {"WDT", "WP"}


def starts_predicate(tokens: Sequence[Word], j: int, high: int) -> bool:
    """Whether a finite verb stands at `j`; a past form counts where an object or a preposition follows."""
    token = tokens[j]
    if token.tag in {"VBD", "VBN"} and _is_modifier(tokens, j, high):
        return False
    if token.tag in {"MD", "VBZ", "VBP"}:
        return token.tag != "VBZ" or j + 1 >= high or tokens[j + 1].tag not in {"VBD", "VBZ", "MD"}
    if token.tag == "VBD":
        return True
    return token.tag == "VBN" and j + 1 < high and tokens[j + 1].tag in {"DT", "CD", "NNP", "PRP$", "IN", "TO", "JJ", "NNS", "NN", "PRP"}


def _is_modifier(tokens: Sequence[Word], j: int, high: int) -> bool:
    """"a tired and bored guard": a participle that a noun follows, joined to another modifier."""
    return (
        j > 2 and j + 1 < high and tokens[j + 1].tag in {"NN", "NNS"}
        and tokens[j - 2].tag in {"JJ", "VBN", "VBD"} and tokens[j - 3].tag in {"DT", "JJ", "PRP$", ","}
    )  # fmt: skip


def _waits(tokens: Sequence[Word], low: int, i: int) -> bool:
    """Whether a "where", "which" … before `i` still lacks its verb ("where storage and transport are dear")."""
    for j in range(i - 1, max(low, i - 8), -1):
        if tokens[j].tag in FINITE or tokens[j].text == ",":
            return False
        if tokens[j].tag in {"WDT", "WP", "WRB"} or tokens[j].lower in {"because", "if", "whether"}:
            return True
        if tokens[j].lower in _MAYBE_PREPOSITION and tokens[i + 1].tag != "PRP":
            return True  # "as prices and wages fell"
    return False


def _same_form(tokens: Sequence[Word], verb: int, i: int, j: int) -> bool:
    """"They buy grain and sell flour": a base form pairs with a present one when no "to" or modal stands between."""
    if tokens[j].tag != "VB" or tokens[verb].tag not in {"VBP", "VB"}:
        return False
    return not any(token.tag in {"TO", "MD"} for token in tokens[verb:i])


def main_verb(tokens: Sequence[Word], low: int, high: int) -> int | None:
    """The first finite verb that no subordinator or relative pronoun claims."""
    pending = 0
    prepositions = 0
    depth = 0
    for i in range(low, high):
        token = tokens[i]
        if token.text in "([":
            depth += 1
        elif token.text in ")]":
            depth = max(0, depth - 1)
        if depth:
            continue
        if token.text == ",":
            pending -= prepositions
            prepositions = 0
        elif token.tag in {"WDT", "WP"} or (token.lower in _SUBORDINATORS and token.tag != "DT"):
            pending += 1
            prepositions += token.lower in _MAYBE_PREPOSITION
        elif token.tag in FINITE and not _continues_group(tokens, low, i):
            if pending <= 0:
                return i
            pending -= 1
            prepositions = min(prepositions, pending)
    return None


def _continues_group(tokens: Sequence[Word], low: int, i: int) -> bool:
    """"has promised": the second verb of one group."""
    j = i - 1
    while j >= low and tokens[j].tag == "RB":
        j -= 1
    return j >= low and tokens[j].lower in BE | HAVE | DO | MODALS


def _is_open_relative(tokens: Sequence[Word], low: int, i: int) -> bool:
    """Whether a restrictive relative or "that" clause began after the main verb and may own what follows "and"."""
    for j in range(i - 1, low, -1):
        if tokens[j].text == ",":
            return False
        if tokens[j].tag in {"WDT", "WP"} or tokens[j].lower in {"if", "because", "when", "that"}:
            return True
    return False


def _depth(tokens: Sequence[Word], low: int, i: int) -> int:
    return sum((token.text in "([") - (token.text in ")]") for token in tokens[low:i])


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
        if token.tag in {"IN", "TO", "VBG", "WRB", "RB", "VBN"} and token.lower not in {"about", "over", "nearly", "there"}:
            comma = next((i for i in range(start, verb) if tokens[i].text == ","), None)
            if comma is not None:
                start = comma + 1
                continue
            if token.tag == "RB":
                start += 1
                continue
            if token.tag in {"VBG", "VBN"}:
                return start
            return None
        return start
    return None


def _of_clause(tokens: Sequence[Word], clause: Clause, shared: tuple[int, int] | None) -> Iterator[Piece]:
    """The main statement of a clause and those that hang on it."""
    nominal = _after_nominal(tokens, clause, shared)
    whole = clause
    if nominal is not None:
        clause = replace(clause, high=nominal[0])
    additions = list(_additions(tokens, clause, shared))
    taken = [span for span, _ in additions]
    office = _office_of_subject(tokens, whole)
    kept = _without(tokens, clause.low, clause.high, taken)
    lead: tuple[Part, ...] = ()
    if clause.subject is None and clause.verb is not None and shared is not None and shared[0] < clause.low:
        lead = (_quote(tokens, *shared),)
    if kept:
        main = Piece((*lead, *kept), "shared subject" if lead else "")
        yield from _lists(tokens, clause, main, taken, lead)
    for _, found in additions:
        yield from found
    if nominal is not None:
        yield from nominal[1]
    if office is not None:
        yield office


def _after_nominal(
    tokens: Sequence[Word], clause: Clause, shared: tuple[int, int] | None
) -> tuple[int, list[Piece]] | None:
    """"Basra is a port that exports oil": what follows the nominal is stated of the subject; where it begins, and it."""
    subject, verb = clause.subject or shared, clause.verb
    if subject is None or verb is None or tokens[verb].lower not in BE or verb + 2 >= clause.high:
        return None
    i = verb + 1
    while i < clause.high and tokens[i].tag == "RB":
        i += 1
    if i >= clause.high or tokens[i].lower not in {"a", "an", "the", "one"}:
        return None
    i += 1
    while i < clause.high and (tokens[i].tag in _PHRASE or (tokens[i].lower == "of" and tokens[i - 1].tag in NOUNS)):
        i += 1
    if i + 2 >= clause.high or tokens[i - 1].tag not in NOUNS:
        return None
    relative = tokens[i].lower in {"that", "who", "which"} and tokens[i + 1].tag in FINITE | {"RB"}
    reduced = tokens[i].tag in {"VBN", "VBD"} and tokens[i + 1].tag in {"IN", "TO"}
    if not relative and not reduced:
        return None
    added = _quote(tokens, *subject)
    if reduced:
        added += " " + _be(tokens, subject, verb)
    spans = _predicates(tokens, i + relative, clause.high) if relative else [_span(tokens, i, clause.high)]
    return i, [Piece((added, span), "relative") for span in spans]


def _office_of_subject(tokens: Sequence[Word], clause: Clause) -> Piece | None:
    """"The head of the army, Omar Said, met …": that Omar Said is the head of the army."""
    if clause.subject is None or clause.verb is None or tokens[clause.subject[0]].tag != "DT":
        return None
    low, comma = clause.subject
    if comma + 3 > clause.verb or tokens[comma].text != "," or tokens[clause.verb - 1].text != ",":
        return None
    name = tokens[comma + 1 : clause.verb - 1]
    if len(name) > 5 or any(token.tag not in NAMES for token in name):
        return None
    added = _quote(tokens, comma + 1, clause.verb - 1) + " " + _be(tokens, (comma + 1, clause.verb - 1), clause.verb)
    return Piece((added, _span(tokens, low, comma)), "apposition")


def _additions(
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
    while end + 1 < clause.high and tokens[end].text == "," and tokens[end + 1].tag in _PHRASE - {"DT"}:
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
        return _relative(tokens, comma, end, before, verb + 1 if verb is not None else clause.low)
    found: Piece | None = None
    if first.lower == "including":
        if verb is not None and verb < comma:
            found = Piece((_quote(tokens, clause.low, comma) + ",", _span(tokens, comma + 1, end)), "including")
    elif first.tag in {"VBG", "VBN"}:
        found = _participle(tokens, clause, comma, end, subject, before)
    elif first.lower in {"a", "an", "the", "one"}:
        found = _apposition(tokens, clause, comma, end, before)
    return [found] if found is not None else []


def _relative(
    tokens: Sequence[Word], comma: int, end: int, before: tuple[int, int] | None, low: int
) -> list[Piece]:
    """", which …", ", who …", ", whose …", ", where …": what is stated of the phrase before the comma."""
    if before is None or not any(token.tag in FINITE for token in tokens[comma + 2 : end]):
        return []
    first = tokens[comma + 1].lower
    if first == "which":
        before = _chain(tokens, before, low)
    antecedent = _quote(tokens, *before)
    if first == "whose":
        mark = "’" if antecedent.endswith("s") else "’s"
        return [Piece((antecedent + mark, _span(tokens, comma + 2, end)), "relative")]
    if first == "where":
        return [Piece(("In " + antecedent, _span(tokens, comma + 2, end)), "relative")]
    if tokens[comma + 2].tag not in FINITE | {"RB"}:
        return []  # "which Iraq pays for": the antecedent is not the subject
    return [Piece((antecedent, span), "relative") for span in _predicates(tokens, comma + 2, end)]


def _predicates(tokens: Sequence[Word], low: int, high: int) -> list[Span]:
    """The coordinated predicates of a stretch that begins with one ("was born in Mosul and grew up in Basra")."""
    cuts = [low]
    for i in range(low + 2, high - 1):
        if tokens[i].lower in {"and", "but"} and starts_predicate(tokens, i + 1, high) and not _waits(tokens, low, i):
            cuts.append(i)
    found = []
    for first, last in zip(cuts, [*cuts[1:], high], strict=True):
        start, end = _trimmed(tokens, first, last)
        if start < end:
            found.append(_span(tokens, start, end))
    return found


def _chain(tokens: Sequence[Word], phrase: tuple[int, int], low: int) -> tuple[int, int]:
    """"a base near the airport, which …": the phrase with what it hangs on, since either may be meant."""
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
    before: tuple[int, int] | None,
) -> Piece | None:
    """", killing two people" and ", led by the coalition,"."""
    verb = clause.verb
    if subject is None or tokens[comma + 1].lower in _NO_FACT or clause.low <= comma < subject[0]:
        return None
    past = tokens[comma + 1].tag == "VBN"
    if past and (tokens[comma + 2].tag not in {"IN", "TO", "RB"} or tokens[comma - 1].tag == "VBN"):
        return None  # "layered vocals, softened guitars and …": items of a list, not a statement
    holder = before if past and before is not None and (verb is None or comma < verb) else subject
    added = _quote(tokens, *holder)
    if past:
        added += " " + _be(tokens, holder, verb)
    return Piece((added, _span(tokens, comma + 1, end)), "participle")


def _be(tokens: Sequence[Word], subject: tuple[int, int], verb: int | None) -> str:
    """The form of "to be" that the subject and the tense of the clause ask for."""
    plural = tokens[subject[1] - 1].tag == "NNS" or any(token.lower == "and" for token in tokens[slice(*subject)])
    past = verb is not None and (tokens[verb].tag == "VBD" or tokens[verb].lower in {"was", "were", "had"})
    return ("were" if plural else "was") if past else ("are" if plural else "is")


def _apposition(
    tokens: Sequence[Word], clause: Clause, comma: int, end: int, before: tuple[int, int] | None
) -> Piece | None:
    """"Omar Said, the head of the army," and "the head of the army, Omar Said,"."""
    if before is None or any(token.tag in FINITE for token in tokens[comma + 1 : end]):
        return None
    if clause.subject is not None and before[1] <= clause.subject[0]:
        return None  # "At the end of May, the head …": a date opens the clause
    if any(token.lower in {"and", "or"} for token in tokens[comma + 1 : comma + 3]):
        return None
    if end < clause.high and tokens[end].text == "," and end + 1 < clause.high and tokens[end + 1].lower in {"and", "or"}:
        return None  # the second item of a list
    before = _bare_name(tokens, before)
    if tokens[before[1] - 1].tag not in NAMES or tokens[comma + 1].lower not in {"a", "an", "the", "one"}:
        return None
    return Piece((_quote(tokens, *before) + " " + _be(tokens, before, clause.verb), _span(tokens, comma + 1, end)), "apposition")


def _bare_name(tokens: Sequence[Word], phrase: tuple[int, int]) -> tuple[int, int]:
    """"part of Northern Oil, a firm": the name alone, where the phrase before its "of" is no name."""
    for i in range(phrase[1] - 1, phrase[0], -1):
        if tokens[i - 1].lower == "of" and not any(token.tag in NAMES | {"DT"} for token in tokens[phrase[0] : i]):
            return i, phrase[1]
    return phrase


def phrase_before(tokens: Sequence[Word], end: int, low: int) -> tuple[int, int] | None:
    """The noun phrase that ends before `end`, with its "of …" and names joined by "and"."""
    i = end
    while i > low:
        token = tokens[i - 1]
        inner = i < end
        if (token.tag in _PHRASE and not (inner and token.tag == "PRP")) or (inner and token.lower in {"of"} and i - 1 > low and tokens[i - 2].tag in NOUNS) or (inner and token.tag in {"VBN", "VBG"} and i - 1 > low and tokens[i - 2].tag in {"DT", "JJ", "PRP$"}):
            i -= 1
        else:
            break
    if i < end and any(token.tag in NOUNS for token in tokens[i:end]):
        return i, end
    return None


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


def _lists(
    tokens: Sequence[Word], clause: Clause, main: Piece, taken: Sequence[tuple[int, int]], lead: tuple[Part, ...]
) -> Iterator[Piece]:
    """One statement for each item of a list that ends the predicate ("sells wheat, rice and sugar")."""
    items = None if taken else _items(tokens, clause)
    if items is None:
        yield main
        return
    tail = items[-1][1]
    rest = (_span(tokens, tail, clause.high),) if tail < clause.high else ()
    rest_added = (_quote(tokens, tail, clause.high),) if tail < clause.high else ()
    first = items[0][0]
    head = (*lead, _quote(tokens, clause.low, first))
    for number, (low, high) in enumerate(items):
        if number == 0:
            yield Piece((*lead, _span(tokens, clause.low, high), *rest_added), "list")
        elif number == len(items) - 1:
            yield Piece((*_joined(head), _span(tokens, low, high), *rest), "list")
        else:
            yield Piece((*_joined(head), _span(tokens, low, high), *rest_added), "list")


def _joined(parts: tuple[Part, ...]) -> tuple[Part, ...]:
    return (" ".join(part for part in parts if isinstance(part, str)),)


def _items(tokens: Sequence[Word], clause: Clause) -> list[tuple[int, int]] | None:
    """The items of the list that ends a clause's predicate, at least three, each a noun phrase; None without one."""
    if clause.verb is None:
        return None
    for joint in range(clause.high - 2, clause.verb + 1, -1):
        if tokens[joint].lower not in {"and", "or"} or _depth(tokens, clause.verb, joint):
            continue
        items = _items_at(tokens, clause, joint)
        if items is not None:
            return items
    return None


def _items_at(tokens: Sequence[Word], clause: Clause, joint: int) -> list[tuple[int, int]] | None:
    assert clause.verb is not None
    last_end = joint + 1
    while last_end < clause.high and (tokens[last_end].tag in _PHRASE | {"VBN"} or tokens[last_end].tag == "RB"):
        last_end += 1
    while last_end > joint + 1 and tokens[last_end - 1].tag in {"VBN", "RB"}:
        last_end -= 1  # "wheat and rice grown in …"
    if last_end < clause.high and tokens[last_end].text == ",":
        return None
    end = joint - (tokens[joint - 1].text == ",")
    items: list[tuple[int, int]] = []
    right = i = end
    while i > clause.verb + 1:
        token = tokens[i - 1]
        if token.text == ",":
            items.insert(0, (i, right))
            right = i - 1
        elif token.text == ")":
            i = _opening(tokens, i - 1, clause.verb + 1)
            continue
        elif not _belongs(tokens, i - 1):
            break
        i -= 1
    items.insert(0, (i, right))
    items.append((joint + 1, last_end))
    if len(items) == 2 and not _pair(tokens, clause, *items):
        return None
    return items if all(low < high and _is_item(tokens, low, high) for low, high in items) else None


def _opening(tokens: Sequence[Word], closing: int, low: int) -> int:
    """The bracket that opens what `closing` closes, or `closing` itself."""
    return next((i for i in range(closing - 1, low, -1) if tokens[i].text == "("), closing)


def _belongs(tokens: Sequence[Word], i: int) -> bool:
    """Whether the token at `i` may be part of an item: a participle only inside a noun phrase."""
    if tokens[i].tag in _PHRASE:
        return True
    return tokens[i].tag in {"VBN", "RB"} and tokens[i - 1].tag in {"DT", "JJ", "PRP$", ","} | {"RB"}


def _is_item(tokens: Sequence[Word], low: int, high: int) -> bool:
    """A noun phrase: it ends in a noun (or in brackets after one) and holds no verb."""
    last = tokens[high - 1]
    if any(token.tag in FINITE for token in tokens[low:high]):
        return False
    return last.tag in NOUNS | {"CD"} or (last.text == ")" and any(token.tag in NOUNS for token in tokens[low:high]))


def _pair(tokens: Sequence[Word], clause: Clause, a: tuple[int, int], b: tuple[int, int]) -> bool:
    """Whether "A and B" are two things and not one name or a fixed pair.

    Two roles of one holder after "to be", or two phrases of more than one word that are not names.
    """
    if tokens[a[0] - 1].lower in {"between", "both", "of", "from"} or a[0] >= a[1] or b[0] >= b[1]:
        return False
    last_a, last_b = tokens[a[1] - 1], tokens[b[1] - 1]
    if last_a.tag not in {"NN", "NNS"} or last_b.tag not in {"NN", "NNS"}:
        return False
    assert clause.verb is not None
    if tokens[clause.verb].lower in BE and a[0] == clause.verb + 1 and tokens[a[0]].tag == "DT":
        return True
    return a[1] - a[0] > 1 and b[1] - b[0] > 1


def _without(tokens: Sequence[Word], low: int, high: int, taken: Sequence[tuple[int, int]]) -> tuple[Part, ...]:
    """The clause's stretches that no addition took."""
    parts: list[Part] = []
    at = low
    for first, last in taken:
        if first > at:
            parts.append(_span(tokens, at, first))
        at = last + (last < high and tokens[last].text == ",")
    if at < high:
        start, end = _trimmed(tokens, at, high)
        if start < end:
            parts.append(_span(tokens, start, end))
    return tuple(parts)


def _trimmed(tokens: Sequence[Word], low: int, high: int) -> tuple[int, int]:
    """Without joiners, commas and stops at the edges; quotation marks that have no partner inside go too."""
    edge = {",", ".", ";", ":", "!", "?", "–", "—", "-", "•", "…"}
    while low < high and (tokens[low].text in edge or _lone_quote(tokens, low, high, low)):
        low += 1
    while low < high and (
        tokens[high - 1].text in edge
        or tokens[high - 1].lower in {"and", "but", "or", "while"}
        or _lone_quote(tokens, low, high, high - 1)
    ):
        high -= 1
    return low, high


def _lone_quote(tokens: Sequence[Word], low: int, high: int, at: int) -> bool:
    if tokens[at].text not in _QUOTES:
        return False
    return sum(token.text in _QUOTES for token in tokens[low:high]) % 2 == 1 or (
        tokens[low].text in _QUOTES and tokens[high - 1].text in _QUOTES and high - low > 2
    )


def _after_lead_in(tokens: Sequence[Word], low: int, high: int) -> int:
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
            return i + 1 if between & {"note", "noting", "mention", "mentioning", "remember"} else low
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


def _span(tokens: Sequence[Word], low: int, high: int) -> Span:
    return Span(tokens[low].start, tokens[high - 1].end)


def _quote(tokens: Sequence[Word], low: int, high: int) -> str:
    """The words of a stretch as added text: single spaces, marks and possessives closed up."""
    out = ""
    last = -1
    for token in tokens[low:high]:
        out += (" " if out and token.start > last else "") + token.text
        last = token.end
    return out
