"""Who does what a verb says: its subject with relatives and appositions left out, and the word the others hang on."""

from __future__ import annotations

from collections.abc import Sequence, Set
from typing import Final

from annotator.text.heads import FAR, PHRASE, SUFFIXES, TIMES, Subject, is_time, phrase_at
from annotator.text.words import BE, FINITE, NAMES, NOUNS, Word

_BACK: Final = PHRASE | {"VBN", "VBG"}
_NAMED: Final = NAMES | {"JJ", "DT"}
_AUXILIARIES: Final = frozenset(
    "has have had is are was were be been being will would also later earlier previously recently repeatedly can could "
    "may might must should did does do then".split()
)
_SKIPPED: Final = _AUXILIARIES | {"himself", "herself", "itself", "themselves"}
_BOUNDARIES: Final = frozenset(",;:!?–—.…")
_PARTING_WORDS: Final = frozenset("while whereas although though because if unless when but as".split())
_PARTING: Final = _BOUNDARIES | _PARTING_WORDS | {"(", ")", "that"}
_ADVERBS: Final = frozenset({"RB", "MD"})
_FRONTED: Final = frozenset({"IN", "TO", "VBG", "WP", "WDT", "WRB", "WP$"})
_RELATIVES: Final = frozenset({"WP", "WDT", "WP$", "WRB"})
_NOMINATIVE: Final = frozenset("he she they we i it".split())  # "the picture he sent shows"
_LEADING_MARKS: Final = frozenset('“”"•-*«»')
PLAIN: Final = frozenset({"clear", "known"})
_AS_WHAT: Final = frozenset(
    "himself herself themselves name only works worked serves served acts acted working serving acting "
    "identified known described named employed "
    "appointed elected listed registered presented".split()
)
_MEASURES: Final = frozenset("kilometres kilometers km miles metres meters hours minutes years".split())
_MOST_ASIDES: Final = 6


def goes_on(tokens: Sequence[Word], verb: int) -> bool:
    """Whether a base form goes with what stands before: "he went on to say"."""
    return (
        verb > 3
        and tokens[verb - 1].lower == "to"
        and tokens[verb - 2].lower == "on"
        and tokens[verb - 3].lower in {"went", "goes", "go", "gone"}
    )


def made_plain(tokens: Sequence[Word], i: int) -> int:
    """The verb of "made clear", "makes it known" before `i`; 0 without one."""
    at = i - 1 - (tokens[i - 1].lower == "it")
    if at < 1 or tokens[at].lower not in {"made", "makes", "make"} or tokens[at - 1].lower in BE:
        return 0
    return at


def subject_of(tokens: Sequence[Word], verb: int, low: int, hard: Set[int]) -> Subject | None:
    """The subject of the verb at `verb`, looked for from `low` on. `hard` are marks that no phrase goes across."""
    stop = verb - 3 if goes_on(tokens, verb) else verb
    if tokens[verb].lower in PLAIN:
        stop = made_plain(tokens, verb)
    while stop > low:
        before = tokens[stop - 1]
        if before.lower not in _SKIPPED and not (before.tag in _ADVERBS and before.text[0].islower()):
            break
        stop -= 1
    if stop <= low or stop - 1 in hard:
        return None
    last = tokens[stop - 1]
    if last.lower in {"and", "but", "or"} and stop - 1 > low:
        return first_subject(tokens, low, stop - 1, hard)
    if last.text == "," and stop - 2 > low:
        return _before_asides(tokens, low, _comma_before(tokens, stop - 1, low, hard), stop - 1, hard)
    start = _zone_start(tokens, stop, low, hard)
    found = _in_zone(tokens, start, stop, low)
    if found is None and start > low + 1 and tokens[start - 1].text == "," and tokens[start].tag in {"IN", "VBG"}:
        # "Omar Said, the envoy, in a talk with our correspondent said"
        return _before_asides(tokens, low, start - 1, stop, hard)
    return found


def _zone_start(tokens: Sequence[Word], end: int, low: int, hard: Set[int]) -> int:
    """Where the stretch begins that no comma, mark or subordinator parts from `end`."""
    i = end
    bound = max(low, end - FAR)
    depth = 0
    while i > bound:
        token = tokens[i - 1]
        lower = token.lower
        if lower not in _PARTING and i - 1 not in hard:
            pass  # most words
        elif lower == "." and i < len(tokens) and tokens[i].text == "," and tokens[i - 2].lower in SUFFIXES:
            pass  # "Omar Said Jr., the mayor, said"
        elif lower == "as" and i > 1 and tokens[i - 2].lower in _AS_WHAT:
            pass  # "a man identified as Omar Said said"
        elif lower == ")":
            depth += 1
        elif lower == "(" and depth:
            depth -= 1
        elif not depth and (
            lower in _BOUNDARIES
            or i - 1 in hard
            or (lower in _PARTING_WORDS and token.tag in {"IN", "CC", "WRB"})
            or (lower == "that" and i < end and (i < 2 or tokens[i - 2].tag not in NOUNS))
        ):
            break
        i -= 1
    return i


def _in_zone(  # noqa: C901, PLR0911, PLR0912 - tests in order
    tokens: Sequence[Word], start: int, stop: int, low: int
) -> Subject | None:
    """The subject within one stretch that ends before the verb's words."""
    if start + 2 < stop and tokens[start].tag in {"DT", "JJ"} and is_time(tokens[start + 1]):
        start += 2  # "This month the council said"
    while start < stop:
        first = tokens[start]
        if (
            first.tag in {"CC", "UH"}
            or (first.tag == "RB" and start + 1 < stop)
            or first.lower in _LEADING_MARKS
            or (first.lower in TIMES and start + 2 < stop and tokens[start + 1].tag in {"DT", "PRP", "NNP"})
        ):
            start += 1
        else:
            break
    if start < stop and tokens[start].text == "(":
        start = next(
            (j + 1 for j in range(start, stop) if tokens[j].text == ")"), start
        )  # "(Correction) The agency said"
    if start >= stop:
        return None
    first = tokens[start]
    if stop - start == 1 and first.text[0].isupper() and first.tag not in {"PRP", "DT", "IN", "CC", "EX", "TO", "WRB"}:
        return Subject(start, stop, start, stop)  # a name that the lexicon takes for another word
    opens = first.tag in {"IN", "TO", "WRB"} or (
        first.tag in {"VBG", "VBN"} and start + 1 < stop and tokens[start + 1].tag not in NOUNS
    )
    found = None if opens else phrase_at(tokens, start, stop)
    if found is None:
        return _phrase_before(tokens, start, stop)
    if found.end == stop:
        return _as_list(tokens, found, low) if start - 1 > low and tokens[start - 1].lower == "," else found
    rest = tokens[found.end : stop]
    contact = rest[0].lower in _NOMINATIVE or rest[0].lower in {"called", "named", "known", "dubbed"}
    if rest[0].lower == "whom" and not any(token.tag in FINITE for token in rest):
        return None  # "a man whom the army had believed": the relative's own verb
    if rest[0].tag in _RELATIVES or rest[0].lower == "that" or contact:
        return Subject(found.start, found.end, found.head, stop)
    relative = next((j for j, token in enumerate(rest) if token.tag in _RELATIVES), len(rest))
    if _is_reduced(rest[:relative]):
        return Subject(found.start, found.end, found.head, stop)
    if any(token.tag in FINITE for token in rest[:relative]):
        if rest[-1].tag == "CC":
            return Subject(found.start, found.end, found.head, stop)
        return _phrase_before(tokens, found.end, stop)
    if rest[0].tag in {"IN", "TO", "VBN", "VBG", "JJ", "RB", "CC"} or rest[0].text in '(“”"' or is_time(rest[0]):
        return Subject(found.start, found.end, found.head, stop)
    return _phrase_before(tokens, start, stop)


def _as_list(tokens: Sequence[Word], found: Subject, low: int) -> Subject:
    """ "Oman, Qatar and Kuwait said": the names before belong to it, and the first is the head."""
    joined = "and" in [token.lower for token in tokens[found.start : found.end]]
    start, head = found.start, found.head
    while joined and start - 2 >= low and tokens[start - 1].text == "," and tokens[start - 2].tag in NAMES:
        at = start - 2
        while at > low and tokens[at - 1].tag in _NAMED:
            at -= 1
        if at > low and tokens[at - 1].text != ",":
            break
        start, head = at, found.start and start - 2
    return Subject(start, found.end, head, found.stop)


def _is_reduced(rest: Sequence[Word]) -> bool:
    """Whether a form in -ed describes the noun before it, as another verb follows: "officials briefed on it said"."""
    first = rest[0]
    return (
        len(rest) > 1
        and first.tag in {"VBD", "VBN"}
        and first.lower.endswith("ed")
        and rest[1].tag in {"IN", "TO"}
        and rest[-1].tag != "CC"
        and not any(token.tag in FINITE for token in rest[1:])
    )


def _phrase_before(tokens: Sequence[Word], low: int, stop: int) -> Subject | None:
    """The noun phrase that ends before `stop`: back to its article, or over all words of a phrase."""
    i = stop
    while i > low and tokens[i - 1].tag in _BACK and stop - i < 14:
        token = tokens[i - 1]
        if token.tag in {"VBN", "VBG"} and not (i - 1 > low and tokens[i - 2].tag in {"DT", "JJ", "PRP$"}):
            break
        if token.tag == "PRP" and i < stop:
            break
        i -= 1
        if token.tag in {"DT", "PRP$", "PRP"}:
            break
        if is_time(token) and i < stop - 1:
            i += 1
            break
    if i > low and tokens[i - 1].tag in {"IN", "TO"} and i < stop and stop - i > 1 and tokens[i].tag == "NNP":
        after = next((j for j in range(i + 1, stop) if tokens[j].tag in {"NN", "NNS"}), i)
        i = after  # "In Basra officials say"
    if i >= stop:
        return None
    if i > low and tokens[i - 1].tag in {"IN", "TO"} and stop - i < 2 and tokens[i].tag not in {"PRP", "NNS"}:
        return None  # "at home said"
    if i > low and tokens[i - 1].lower == "of":
        return None
    found = phrase_at(tokens, i, stop)
    return Subject(found.start, found.end, found.head, stop) if found is not None and found.end == stop else None


def _before_asides(tokens: Sequence[Word], low: int, opening: int, stop: int, hard: Set[int]) -> Subject | None:
    """ "Omar Said, the mayor, who fled, said": the noun phrase before what stands between commas from `opening` on."""
    best: Subject | None = None
    for _ in range(_MOST_ASIDES):
        if opening <= low:
            break
        start = _zone_start(tokens, opening, low, hard)
        while start < opening and (
            tokens[start].tag in {"CC", "RB"}
            or tokens[start].text in '“”"'
            or (not start and tokens[0].text == "Where")
        ):
            start += 1
        if start >= opening:
            break
        inner = start > low and tokens[start - 1].text == ","
        if tokens[start].tag in _FRONTED or (inner and _is_measure(tokens, start, opening)):
            # ", who came to the north of the country, 30 kilometres from the border, said": not yet the subject
            if best is not None or not inner or tokens[start].tag == "WRB":
                break
            if any(token.tag in FINITE for token in _unrelated(tokens, opening + 1, stop)):
                break  # "The road, which leads to Kut, will open, announced …": its own verb
            opening = start - 1
            continue
        if is_time(tokens[start]) or is_time(tokens[opening - 1]):
            break
        found = phrase_at(tokens, start, opening)
        if found is None or any(token.tag in FINITE for token in _unrelated(tokens, found.end, opening)):
            nearer = _phrase_before(tokens, start, opening) if found is not None and best is None else None
            if nearer is not None and tokens[nearer.start - 1].lower in {"that", "and", "but"}:
                best = Subject(nearer.start, nearer.end, nearer.head, stop)
            break
        best = Subject(found.start, found.end, found.head, stop)
        if not inner:
            break
        opening = start - 1
    return best


def _is_measure(tokens: Sequence[Word], start: int, end: int) -> bool:
    """Whether an aside is a distance or an age, which belongs to what it follows: ", 30 kilometres from Kut,"."""
    return tokens[start].tag == "CD" and any(
        token.lower in _MEASURES for token in tokens[start + 1 : min(end, start + 3)]
    )


def _unrelated(tokens: Sequence[Word], low: int, high: int) -> Sequence[Word]:
    relative = next((j for j in range(low, high) if tokens[j].tag in _RELATIVES or tokens[j].lower == "that"), high)
    return tokens[low:relative]


def _comma_before(tokens: Sequence[Word], end: int, low: int, hard: Set[int]) -> int:
    """The comma before `end`, not across a mark of a quotation; `low` without one."""
    depth = 0
    for i in range(end - 1, max(low, end - FAR), -1):
        if i in hard or tokens[i].text in ";:":
            return low
        depth += (tokens[i].text == ")") - (tokens[i].text == "(")
        if tokens[i].text == "," and depth <= 0:
            return i
    return low


def first_subject(tokens: Sequence[Word], low: int, high: int, hard: Set[int]) -> Subject | None:
    """The subject of the whole sentence, past what is fronted: "In May, the minister came and said …"."""
    start = low
    for _ in range(6):
        while start < high and (tokens[start].tag in {"CC", "RB"} or tokens[start].text in '“”"•-*'):
            start += 1
        if start >= high:
            return None
        fronted = tokens[start].tag in {"IN", "TO", "VBG", "VBN", "WRB"} or is_time(tokens[start])
        found = None if fronted else phrase_at(tokens, start, high)
        if found is not None and not (
            found.end < high
            and tokens[found.end].text == ","
            and all(is_time(t) or t.tag in {"CD", "DT", "JJ"} for t in tokens[start : found.end])
        ):
            return Subject(found.start, found.end, found.head, high)
        comma = next((i for i in range(start, min(high, start + FAR)) if tokens[i].text == "," or i in hard), high)
        start = comma + 1
    return None
