"""Who does what a verb says: its subject with relatives and appositions left out, and the word the others hang on."""

from __future__ import annotations

from collections.abc import Sequence, Set
from typing import Final, NamedTuple

from annotator.text.words import FINITE, NAMES, NOUNS, Word

_PHRASE: Final = NOUNS | {"DT", "PDT", "JJ", "JJR", "JJS", "CD", "POS", "PRP", "PRP$", "FW"}
_SUBJECTS: Final = NOUNS | {"PRP"}
_HEADS: Final = NOUNS | {"PRP", "CD"}
_NOUN_OR_ADJECTIVE: Final = NOUNS | {"JJ"}
_GOES_ON: Final = _PHRASE | {"VBN"}
_BACK: Final = _PHRASE | {"VBN", "VBG"}
_NAMED: Final = NAMES | {"JJ", "DT"}
_OPENING: Final = frozenset({"DT", "PRP$"})
_ENDING: Final = frozenset({"VBZ", "VBP", "VB", "MD", "WP", "WDT", "WRB", ","})  # goes on with none of these
_LEFT_OFF: Final = frozenset({"POS", "CC", "IN", "TO", "DT"})
_JOINS: Final = frozenset("of for in at from with to on against".split())
_AUXILIARIES: Final = frozenset(
    "has have had is are was were be been being will would also later earlier previously recently repeatedly can could "
    "may might must should did does do then".split()
)
_BOUNDARIES: Final = frozenset(",;:!?–—.…")
_PARTING_WORDS: Final = frozenset("while whereas although though because if unless when but as".split())
_PARTING: Final = _BOUNDARIES | _PARTING_WORDS | {"(", ")", "that"}
TIMES: Final = frozenset(
    f"{word}{ending}"
    for word in "monday tuesday wednesday thursday friday saturday sunday yesterday today tonight tomorrow morning "
    "evening afternoon night week month year time january february march april may june july august september "
    "october november december".split()
    for ending in ("", "s")
)
_HOLDERS: Final = (
    "minister",
    "president",
    "secretary",
    "director",
    "chief",
    "governor",
    "ambassador",
    "commissioner",
    "head",
)
_ADVERBS: Final = frozenset({"RB", "MD"})
_SUFFIXES: Final = frozenset({"jr", "jr.", "sr", "sr.", "ii", "iii", "qc", "mp", "phd"})
_FRONTED: Final = frozenset({"IN", "TO", "VBG", "WP", "WDT", "WRB", "WP$"})
_RELATIVES: Final = frozenset({"WP", "WDT", "WP$", "WRB"})
_ARTICLES: Final = frozenset({"the", "a", "an"})
_NOMINATIVE: Final = frozenset("he she they we i it".split())  # "the picture he sent shows"
_LEADING_MARKS: Final = frozenset('“”"•-*«»')
_FAR: Final = 60  # tokens: no subject stands farther from its verb; keeps the reading of one sentence linear


class Subject(NamedTuple):
    """Token numbers: `start` to `end` is the noun phrase, `head` its head word, `outer` begins what belongs to it."""

    start: int
    end: int
    head: int
    stop: int  # where the verb's own words begin: an apposition, a relative stand between `end` and `stop`


def is_time(token: Word) -> bool:
    """Whether a word is a day, a month or "yesterday"."""
    return token.lower in TIMES


def phrase_at(tokens: Sequence[Word], low: int, high: int) -> Subject | None:  # noqa: C901, PLR0912, PLR0915 - one scan
    """The noun phrase that begins at `low`, within `high`; None without a noun, a pronoun or a number in it."""
    i = low
    head = -1
    first_head = -1
    high = min(high, low + _FAR)
    nested = False  # behind "of": the head stands before
    while i < high:
        token = tokens[i]
        tag = token.tag
        if tag in _PHRASE or (tag == "RB" and i == low):
            if i > low:
                if tag == "PRP" or (tag in _OPENING and tokens[i - 1].tag in _SUBJECTS):
                    break
                if head >= 0 and not nested and tag != "NNS" and token.lower in TIMES:
                    break
            if not nested and tag != "POS" and (tag in _HEADS or head < 0 or tokens[head].tag not in NOUNS):
                head = i
            i += 1
            if tag == "PRP":
                break
            continue
        if tag in _ENDING:
            break
        after = tokens[i + 1] if i + 1 < high else None
        before = tokens[i - 1] if i > low else None
        if token.text in "“”\"‘’'" and after is not None and (after.tag in _PHRASE or after.text in "“”\"‘’'"):
            i += 1
        elif token.text == "(" and before is not None:
            closing = next((j for j in range(i + 1, min(high, i + 9)) if tokens[j].text == ")"), 0)
            if not closing:
                break
            i = closing + 1
            nested = nested and not (i < high and tokens[i].tag == "NN")  # "Office of Aid (OA) spokesman Omar Said"
        elif (
            token.tag in {"VBN", "VBD"}
            and before is not None
            and before.lower in _ARTICLES
            and (after is None or after.tag not in _NOUN_OR_ADJECTIVE)
        ):
            head = i if not nested else head  # "the displaced", "an elected of the town"
            i += 1
        elif (
            token.tag in {"VBN", "VBG", "VBD"}
            and after is not None
            and after.tag in _NOUN_OR_ADJECTIVE
            and (before is None or before.tag in {"DT", "JJ", "PRP$", "RB", "CC", "POS"} or token.lower == "united")
        ):
            i += 1
        elif token.tag == "CC" and token.lower in {"and", "or", "&"} and before is not None and after is not None:
            if after.tag not in _GOES_ON or after.tag == "PRP":
                break
            if first_head < 0 and before.tag in NOUNS and not nested:
                first_head = head
                head_joined = after.tag in {"DT", "PRP$"} or after.tag in NOUNS
                nested = nested or head_joined
            i += 1
            if i < high and tokens[i].tag in {"DT", "PRP$"}:
                i += 1
        elif token.lower in _JOINS and head >= 0 and after is not None:
            if token.lower in {"on", "in", "at", "from"} and (is_time(after) or after.tag == "CD"):
                break
            if after.tag not in _GOES_ON or after.tag == "PRP":
                break
            nested = True
            i += 1
            if i < high and tokens[i].tag in {"DT", "PRP$"}:
                i += 1
        elif token.text == "." and before is not None and before.lower in _SUFFIXES:
            i += 1
        else:
            break
    if head < 0:
        return None
    while i > low and i - 1 != head and tokens[i - 1].tag in _LEFT_OFF:
        i -= 1
    if head >= i or tokens[head].tag == "RB":
        return None
    return Subject(low, i, _last_name(tokens, low, i, head), i)


def _last_name(tokens: Sequence[Word], low: int, end: int, head: int) -> int:
    """ "Minister of Justice Omar Said": a holder of an office is called by his name. Not by "Jr." behind it."""
    lower = tokens[head].lower
    if lower.endswith(_HOLDERS) or ("spokes" in lower and not lower.endswith("spokes")):
        names = end
        while names > head + 1 and tokens[names - 1].tag in NAMES:
            names -= 1
        if end - names >= 3 and tokens[names - 1].lower in {"of", "for"}:
            return end - 1
    while head > low and tokens[head].lower in _SUFFIXES:
        head -= 1
    return head


def subject_of(tokens: Sequence[Word], verb: int, low: int, hard: Set[int]) -> Subject | None:
    """The subject of the verb at `verb`, looked for from `low` on. `hard` are marks that no phrase goes across."""
    stop = verb
    while stop > low:
        before = tokens[stop - 1]
        if before.lower not in _AUXILIARIES and not (before.tag in _ADVERBS and before.text[0].islower()):
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
    bound = max(low, end - _FAR)
    depth = 0
    while i > bound:
        token = tokens[i - 1]
        lower = token.lower
        if lower not in _PARTING and i - 1 not in hard:
            pass  # most words
        elif lower == "." and i < len(tokens) and tokens[i].text == "," and tokens[i - 2].lower in _SUFFIXES:
            pass  # "Omar Said Jr., the mayor, said"
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
    if rest[0].tag in _RELATIVES or rest[0].lower == "that" or contact:
        return Subject(found.start, found.end, found.head, stop)
    relative = next((j for j, token in enumerate(rest) if token.tag in _RELATIVES), len(rest))
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
    for _ in range(5):
        if opening <= low:
            break
        start = _zone_start(tokens, opening, low, hard)
        while start < opening and (tokens[start].tag in {"CC", "RB"} or tokens[start].text in '“”"'):
            start += 1
        if start >= opening or tokens[start].tag in _FRONTED or is_time(tokens[start]) or is_time(tokens[opening - 1]):
            break
        found = phrase_at(tokens, start, opening)
        if found is None or any(token.tag in FINITE for token in _unrelated(tokens, found.end, opening)):
            inner = _phrase_before(tokens, start, opening) if found is not None and best is None else None
            if inner is not None and tokens[inner.start - 1].lower in {"that", "and", "but"}:
                best = Subject(inner.start, inner.end, inner.head, stop)
            break
        best = Subject(found.start, found.end, found.head, stop)
        if start == low or tokens[start - 1].text != ",":
            break
        opening = start - 1
    return best


def _unrelated(tokens: Sequence[Word], low: int, high: int) -> Sequence[Word]:
    relative = next((j for j in range(low, high) if tokens[j].tag in _RELATIVES or tokens[j].lower == "that"), high)
    return tokens[low:relative]


def _comma_before(tokens: Sequence[Word], end: int, low: int, hard: Set[int]) -> int:
    """The comma before `end`, not across a mark of a quotation; `low` without one."""
    depth = 0
    for i in range(end - 1, max(low, end - _FAR), -1):
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
        comma = next((i for i in range(start, min(high, start + _FAR)) if tokens[i].text == "," or i in hard), high)
        start = comma + 1
    return None
