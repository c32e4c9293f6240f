"""The statements of a sentence: its clauses, what they state besides, and one for each item of a list."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from annotator.claims.additions import Addition, additions
from annotator.claims.appositions import office_of_subject
from annotator.claims.clauses import Clause, opening
from annotator.claims.enumerations import Examples, examples, items
from annotator.claims.gaps import Gap, gap, lead, may_be_passive
from annotator.claims.modifiers import LONG_CLAUSE, behind, beside, circumstance
from annotator.claims.parts import Coded, Part, Piece, Shared, Statement
from annotator.claims.phrases import shared, trimmed
from annotator.claims.verbs import form_of_be
from annotator.text.spans import Span
from annotator.text.words import BE

_BE: Final = BE | {"be", "been", "being"}
# Words of a fact apart that the main clause still anchors, so that its highlighted words read on: those behind a
# phrase, and those between commas before the verb.
_BEHIND: Final = 20
_BEHIND_NOMINAL: Final = 12
_BETWEEN: Final = 6
# Words: a longer office before a name is left to its own claim where the clause is longer than this, too.
_LONG_OFFICE: Final = 6
# What each construction has, behind the verb and before it: most clauses have none of it. Both begin with a set, which
# is found as fast as a letter; the tests behind it are looser than those of the constructions, never stricter.
_HANGS_BEHIND: Final = re.compile(
    r"[WwzugVGC,(ApDt-](?:(?<=[GC(-])|(?<=JA)"  # lists, examples, brackets, dashes
    r"|(?<=,)(?=[WzLGguVDOJNP#wf]|R(?:.?f|u)|[IT].{0,2}W|[IT]L|Io)|(?<=t)(?=g)"  # additions
    r'|(?<=[NP#)]z)|(?<=[NP#)][Ww])(?=[Ry"]*[VMBHF])|(?<=[NPp#)][uV])(?=[IfTtA])|(?<=[NP#)]g)(?=[DO#PJ])'  # modifiers
    r"|(?<=[NP][pD]))"  # contact clauses
)
_HANGS_BEFORE: Final = re.compile(
    r"[ug,(-](?:(?<=[(-])|(?<=,)(?=[WzLGguVDOJNP#RfITpw])|(?<=u)(?=[IfTt])|(?<=g)(?=[DO#P]))"
)
_ASIDE: Final = re.compile(r"[,(-]")  # what stands before an apposition or a relative
_SHORT: Final = 3  # words
_DEEPEST: Final = 3  # a relative in an apposition in a relative: deeper ones stay with what they hang on

_Stretches = list[tuple[int, int]]
# What a statement leaves out: the stretches of its additions; those of a long office, which no list is told apart
# beside; those that are anchored and not said; examples. A plain tuple, as it is made for every second clause.
_Apart = tuple[_Stretches, _Stretches, _Stretches, Examples | None]


def pieces(row: Coded, found: Sequence[Clause]) -> list[Piece]:
    """The statements of the clauses that `clauses(row)` gave, in reading order."""
    made: list[Piece] = []
    subject: tuple[int, int] | None = None
    before: Clause | None = None
    counts = len(found) > 1 and "#" in row.line  # otherwise no clause leaves out its verb
    for clause in found:
        low, high, own, verb, joiner = clause.low, clause.high, clause.subject, clause.verb, clause.joiner
        lacking = gap(row, before.low, joiner) if counts and before is not None and row.line[joiner] in "C," else None
        if lacking is not None and before is not None:
            if made and not made[-1].rule and before.high - before.low <= _SHORT:
                made[-1].rule = "gap"  # it is said, however short: "411 are Libyans, 90 Syrians"
            _say_gap(row, lacking, high, before.verb, made)
            continue
        lead: tuple[Part, ...] = ()
        stated_by = verb
        if own is not None:
            subject = own
        elif (
            subject is not None
            and subject[0] < low
            and (verb is not None or row.line[low:high].lstrip("Ry")[:1] in {"u", "b", "g"})
        ):
            lead = (shared(row, *subject, _shared_group(row, before, clause)),)
            if verb is None and before is not None:
                stated_by = before.verb
        rule = "shared subject" if lead else ""
        if _is_plain(row.line, clause):
            if words := _words(row, low, high):
                made.append(Piece((*lead, *words), rule, None if stated_by is None else row.tokens[stated_by]))
        else:
            after = clause.after if verb is not None else low + 1
            statement = Statement(lead, low, high, rule, stated_by, after, subject)
            _tell_apart(row, statement, clause, 0, made)
        before = clause
    return made


def _say_gap(row: Coded, lacking: Gap, high: int, verb: int | None, made: list[Piece]) -> None:
    """A clause with what it leaves out of the one before, and what it states besides."""
    low, end, _ = lacking
    statement = Statement(lead(row, lacking), end, high, "gap", verb, end + 1, (low, end))
    _say_additions(row, statement, [statement], 1, made)


def asides(row: Coded) -> list[Piece]:
    """What words that only attribute state besides: "said Omar Salman, the mayor of Kut, who …"."""
    made: list[Piece] = []
    high = len(row.tokens)
    if _ASIDE.search(row.line, 1, high - 1) is None:
        return made
    for _, found in additions(row, Clause(0, high, None, None), None):
        for one in found:
            if one.rule in {"relative", "apposition"}:
                _tell_apart(row, one, Clause(one.low, one.high, None, None, one.after), 1, made)
    return made


def _shared_group(row: Coded, before: Clause | None, clause: Clause) -> str:
    """As in "were questioned and sent home", "will visit Kut and meet …": the words that a second form shares."""
    line, first, after = row.line, row.line[clause.low], clause.low + 1
    if before is None or before.verb is None or first not in "ubgV" or before.after - before.verb < 2:
        return ""
    last = line[before.after - 1]
    word = row.tokens[clause.low]
    # "was born in Basra and died": no "was died"
    fits = last == first or (last == "u" and first == "V" and word.tag == "VBD" and may_be_passive(word))
    if not fits or (first in "uV" and line[before.verb] == "B" and after < clause.high and line[after] in "DOopP#"):
        return ""
    return " " + row.quote(before.verb, before.after - 1)


def _is_plain(line: str, clause: Clause) -> bool:
    """Whether nothing can hang on a clause: it has none of the letters that a construction begins with."""
    low, high, verb = clause.low, clause.high, clause.verb
    return _HANGS_BEHIND.search(line, clause.after, high) is None and (
        verb is None
        or (high - low <= LONG_CLAUSE and (verb < low + 3 or _HANGS_BEFORE.search(line, low + 1, verb) is None))
    )


def _tell_apart(row: Coded, statement: Statement, clause: Clause, depth: int, made: list[Piece]) -> None:
    """A statement without its additions, item by item, then the additions."""
    tokens, line = row.tokens, row.line
    low, high, subject, verb, after = clause.low, clause.high, clause.subject, clause.verb, clause.after
    is_clause = depth == 0
    ground = _ground(row, clause) if is_clause and verb is not None and high - low > LONG_CLAUSE else None
    if ground is not None:
        high = ground.low - (line[ground.low - 1] == ",")
        clause = Clause(low, high, subject, verb, after)
    is_nominal = tokens[after - 1].lower in _BE
    if statement.rule == "apposition":
        is_nominal, subject, verb, after = True, None, None, low
        clause = Clause(low, high, None, None, low)
    whole = clause
    hung = behind(row, clause, statement.holder, nominal=is_nominal)
    if hung is not None:
        high = hung[0]
        clause = Clause(low, high, subject, verb, after)
    besides = additions(row, clause, statement.holder)
    shown = examples(row, statement.after, high) if statement.rule or verb is not None else None
    if shown is not None:
        besides = [one for one in besides if one[0][1] <= shown.low or one[0][0] >= shown.high]
    if is_clause and subject is not None and subject[0] > low + 2:
        besides = _with_opening(row, clause, besides)
    taken = [span for span, _ in besides]
    silent = [span for span in taken if span[1] <= verb and span[1] - span[0] <= _BETWEEN] if verb is not None else []
    if hung is not None and whole.high - high <= (_BEHIND_NOMINAL if is_nominal else _BEHIND):
        silent.append((high, whole.high))
    office = office_of_subject(row, whole) if is_clause and verb is not None and line[verb - 1] == "," else []
    apart = (taken, _apart_from_name(office, whole) if office else [], silent, shown)
    _say_without(row, statement, clause, apart, made)
    hanging = [one for _, found in besides for one in found]
    if hung is not None:
        hanging += hung[1]
    if is_clause and verb is not None:
        hanging += beside(row, clause, made)
        hanging += office
    if ground is not None:
        hanging.append(ground)
    if hanging:
        _say_additions(row, statement, hanging, depth + 1, made)


def _ground(row: Coded, clause: Clause) -> Statement | None:
    """What a long clause ends with and states beside itself: "… as a result of the fire"."""
    at = circumstance(row, clause)
    if at is None or at <= clause.low + 2:
        return None
    lead = (shared(row, clause.low, at),)
    at += row.line[at] == ","
    return Statement(lead, at, clause.high, "ground", None, at + 1, clause.subject)


def _apart_from_name(office: Sequence[Statement], clause: Clause) -> list[tuple[int, int]]:
    """What stands before and behind the name in "The head of the patrols of the port, Omar Said, met …"."""
    if clause.verb is None or clause.high - clause.low <= LONG_CLAUSE:
        return []
    low, high = office[0].low, office[0].high
    return [(low, high), (clause.verb - 1, clause.verb)] if high - low > _LONG_OFFICE else []


def _with_opening(row: Coded, clause: Clause, besides: list[Addition]) -> list[Addition]:
    """Also what "Born in Kut, Omar Said joined the army" begins with: that Omar Said was born in Kut."""
    comma = opening(row, clause)
    if comma is None:
        return besides
    low, subject = clause.low, clause.subject or (clause.low, comma)
    be = "" if row.line[low] == "x" else " " + form_of_be(row.line, row.tokens, subject, clause.verb)
    opened = Statement((shared(row, *subject, be),), low, comma, "participle", None, low + 1, subject)
    return [((low, comma), [opened]), *[one for one in besides if one[0][0] > comma]]


def _say_additions(row: Coded, of: Statement, hanging: list[Statement], depth: int, made: list[Piece]) -> None:
    """What the additions of a statement state, each again without its own additions."""
    for one in hanging:
        lead, low, high, rule, verb = one.lead, one.low, one.high, one.rule, one.verb
        word = None if verb is None else row.tokens[verb]
        if rule == "including" or depth > _DEEPEST:
            if rule == "including" and of.lead:
                lead = (_joined((*of.lead, *lead)),)  # of whom it is said
            made.append(Piece((*lead, row.span(low, high)), rule, word))
            continue
        inside = verb if verb is not None and low <= verb < high else None
        clause = Clause(low, high, None, inside, one.after)
        if not _is_plain(row.line, clause):
            _tell_apart(row, one, clause, depth, made)
        elif words := _words(row, low, high):
            made.append(Piece((*lead, *words), rule, word))


def _say_without(row: Coded, statement: Statement, clause: Clause, apart: _Apart, made: list[Piece]) -> None:
    """The statement without the stretches that others took, or one for each item of the list or example it has."""
    tokens, line = row.tokens, row.line
    lead, first, last, rule, after = statement.lead, statement.low, statement.high, statement.rule, statement.after
    taken, office, silent, shown = apart
    low, high = clause.low, clause.high
    if shown is not None:
        taken = sorted([*taken, (shown.low, shown.high)])
    found = items(row, first, after, high) if not taken and "C" in line[after:high] else None
    verb = None if statement.verb is None else tokens[statement.verb]
    if found is not None:
        made += _lists(row, statement, high, found)
    elif rule != "apposition" or high == last or high - low > 2:
        # "Northern Oil, the firm that bought it": that it is a firm is no news
        kept = _kept(row, low, high, sorted([*taken, *office]) if office else taken)
        if kept:
            anchored = (Shared("", tuple([row.span(*span) for span in silent])),) if silent else ()
            made.append(Piece((*lead, *kept, *anchored), rule, verb))
    if shown is not None:
        head = _head(row, statement, shown.kind)
        made += [Piece((head, row.span(*span)), "list", verb) for span in shown.items]


def _head(row: Coded, statement: Statement, end: int) -> Shared:
    """What the items of a list share: who it is stated of, and the words before the first item."""
    parts = (*statement.lead, shared(row, statement.low, end)) if statement.low < end else statement.lead
    return _joined(parts)


def _joined(parts: tuple[Part, ...]) -> Shared:
    words = [part for part in parts if isinstance(part, str)]
    spans = tuple(span for part in words if isinstance(part, Shared) for span in part.spans)
    return Shared(" ".join(words), spans)


def _lists(row: Coded, statement: Statement, high: int, found: Sequence[tuple[int, int]]) -> Iterator[Piece]:
    """One statement for each item of a list that ends the predicate ("sells wheat, rice and sugar")."""
    line, tail, low, lead = row.line, found[-1][1], statement.low, statement.lead
    rest: tuple[Part, ...] = (row.span(tail, high),) if tail < high else ()
    # What follows the last item belongs to all only where it says when or where; "of …", "that …" is the last one's.
    is_shared = tail < high and line[tail] in "ITtA" and "," not in line[tail:high]
    rest_added: tuple[Part, ...] = (shared(row, tail, high),) if is_shared else ()
    first = found[0][0]
    head = (_head(row, statement, first),)
    verb = None if statement.verb is None else row.tokens[statement.verb]
    for number, (start, end) in enumerate(found):
        if number == 0:
            yield Piece((*lead, row.span(low, end), *rest_added), "list", verb)
        elif number == len(found) - 1:
            yield Piece((*head, row.span(start, end), *rest), "list", verb)
        else:
            yield Piece((*head, row.span(start, end), *rest_added), "list", verb)


def _kept(row: Coded, low: int, high: int, taken: Sequence[tuple[int, int]]) -> tuple[Span, ...]:
    """The clause's stretches that no addition took."""
    if not taken:
        return _words(row, low, high)
    parts: list[Span] = []
    at = low
    for first, last in taken:
        if first > at:
            parts.append(row.span(at, first))
        at = last + (last < high and row.line[last] == ",")
    return (*parts, *_words(row, at, high)) if at < high else tuple(parts)


def _words(row: Coded, low: int, high: int) -> tuple[Span, ...]:
    """A stretch without what ties it to its neighbours, where anything is left of it."""
    start, end = trimmed(row, low, high)
    return (Span(row.tokens[start].start, row.tokens[end - 1].end),) if start < end else ()
