"""Relative clauses that state a fact: ", which …", ", who …", ", whose …", ", where …", ", one of which …"."""

from __future__ import annotations

import re
from typing import Final

from annotator.claims import holders
from annotator.claims.clauses import Clause
from annotator.claims.codes import FINITE, NOUN_PHRASE
from annotator.claims.parts import Coded, Part, Shared, Statement
from annotator.claims.phrases import IN_PHRASE, before_age, phrase_before, shared, trimmed
from annotator.claims.verbs import group_end, own_verb, starts_predicate, waits

_WHERE: Final = frozenset({"at", "near", "on", "outside"})
_CHAIN: Final = re.compile(rf"{NOUN_PHRASE}(?:[fIT]{NOUN_PHRASE})*$")
_IN_CHAIN: Final = IN_PHRASE + "IT"
_PAIR: Final = re.compile(r"(?:D?P{1,3},)*D?P{1,3},?CD?P{1,3}$")
_FINITE: Final = re.compile(f"[{''.join(sorted(FINITE))}]")
# "who until now had", "which in 2019 was": words of time between the pronoun and its verb.
_PREDICATE: Final = re.compile(r"(?:[It](?:#|R|N|P#?))?[Ry]*[VMBHF]")
# "in which", "one of which", "most of whom", "according to which".
_LEAD: Final = re.compile(r"[IfTt]|[D#JN]{1,2}f|gT")
_AND: Final = re.compile(r"[Cc]")
_ONLY_BEFORE: Final = re.compile(r"(?:#|P{1,4})[IT]")
# ", which means that …": said of the whole clause.
_OF_CLAUSE: Final = frozenset({"means", "meant"})
_EFFECTS: Final = frozenset(
    "angered angers prompted prompts sparked sparks triggered triggers provoked provokes forced forces caused causes "
    "surprised surprises worries worried alarmed alarms complicates complicated infuriated outraged".split()
)
# "… and whose latest book appeared", "… and on which 640 people live": one more relative of the same phrase.
_NEXT: Final = re.compile(r"[Cc](?=[Wz]|[IT]?L|[IT]W)")
_CALQUE: Final = re.compile(r"w(?:[DJN#]{1,3})f[op]")  # ", that some of them wore", for "some of whom"
_AMONG: Final = frozenset({"among", "amongst"})
# "for which", "against which": not of the place or the day before the comma, as "in which" and "during which" may be.
_NO_PLACE: Final = frozenset("for of by against with under about".split())


def relative(row: Coded, clause: Clause, comma: int, end: int, named: Statement | None = None) -> list[Statement]:
    """What is stated of the phrase before the comma by the relative clause after it.

    `named` is the apposition or the participle that the comma closes: "Omar Said, the mayor, who …".
    """
    line = row.line
    if not _FINITE.search(line, comma + 2, end):
        return []
    if clause.verb is not None and clause.verb < comma and _is_effect(row, comma + 1):
        head = shared(row, clause.low, comma, ",")
        return [Statement((head,), comma + 1, end, "including", clause.verb, comma + 2)]
    described = _described(row, clause, comma, end, named)
    if described is None:
        return []
    cuts = [comma + 1]
    cuts += [match.end() for match in _NEXT.finditer(line, comma + 3, end - 2)] if "C" in line[comma + 3 : end] else []
    found: list[Statement] = []
    for first, last in zip(cuts, [*cuts[1:], end + 1], strict=True):
        start, stop = trimmed(row, first, last - 1)
        if start + 1 < stop:
            found += _one(row, described, start, stop)
    return found


def _is_effect(row: Coded, opening: int) -> bool:
    """As in "signed the law without a vote, which angered the council": what the whole clause brought about."""
    verb = opening + 1 + (row.line[opening + 1] in "HR")
    if verb >= len(row.tokens):
        return False  # "…, which has": the text was cut there
    return row.tokens[opening].lower == "which" and row.tokens[verb].lower in _EFFECTS


def again(row: Coded, comma: int, end: int, before: Statement) -> list[Statement]:
    """As in ", which was adopted in May, and which foresees …": one more relative of the same phrase."""
    if before.holder is None or _NEXT.match(row.line, comma + 1) is None:
        return []
    return _one(row, before.holder, comma + 2, end)


def joined(row: Coded, low: int, end: int, holder: tuple[int, int]) -> tuple[int, list[Statement]]:
    """As in ", planned since 2009 and for which 90 million were voted": where a relative is joined, and its facts."""
    match = _NEXT.search(row.line, low, end - 2)
    return (end, []) if match is None else (match.start(), _one(row, holder, match.end(), end))


def _one(row: Coded, described: tuple[int, int], opening: int, end: int) -> list[Statement]:
    """What one relative states of the phrase that it describes."""
    tokens, line = row.tokens, row.line
    word = tokens[opening].lower
    if word == "whose":
        return _of_its_own(row, possessive(row, described), opening + 1, end)
    if word == "where":
        where = tokens[described[0] - 1].lower if described[0] else ""
        where = where if where in _WHERE else "at" if where == "to" else "in"
        return [stated(row, (shared(row, *described, before=where.capitalize() + " "),), opening + 1, end, None)]
    if line[opening] in "IT":
        return [stated(row, (row.span(opening, opening + 1), shared(row, *described)), opening + 2, end, None)]
    of_clause = tokens[opening + 1].lower in _OF_CLAUSE and line[opening + 2] in "wp"
    if of_clause or not _PREDICATE.match(line, opening + 1, end):
        return []  # "which the firm sells": the antecedent is not the subject
    lead = (shared(row, *described),)
    return [stated(row, lead, *span, described) for span in predicates(row, opening + 1, end)]


def _described(row: Coded, clause: Clause, comma: int, end: int, named: Statement | None) -> tuple[int, int] | None:
    """The phrase that the relative behind the comma describes."""
    tokens, line = row.tokens, row.line
    verb = clause.verb
    low = clause.after if verb is not None and verb < comma else clause.low
    before = phrase_before(row, before_age(row, comma, low), low)
    opening = comma + 1
    word = tokens[opening + (line[opening] in "IT")].lower
    if named is not None and named.holder is not None and named.rule == "apposition":
        return _described_again(row, before, named, word)
    if before is not None and word == "where" and holders.is_time(row, before):
        before = holders.place_before(row, before, low)
    if before is None or (word == "that" and holders.is_day(row, before)):
        return None
    if word == "that":
        word = "who" if holders.is_person(tokens[before[1] - 1]) else "which"
    if named is not None and named.holder is not None and word == "which" and holders.is_person(tokens[before[1] - 1]):
        return named.holder  # "a commission, chaired by a judge, which …"
    if word in {"who", "whose"}:
        bare = line[before[0]] == "N" and line[before[0] - 1] in ",C" and holders.is_person(tokens[before[0]])
        title = line.rfind(",", low, before[0]) if bare else -1  # "a baker and father of five, whose"
        before = (phrase_before(row, title, low) or before) if title > 0 else before
    if word == "who":
        return _subject_who(row, clause, comma, end, before) or holders.who(row, before, low)
    if word == "whose":
        return holders.whose(row, before, low, _owned(row, opening))
    if word == "which":
        named_place = "P" in line[slice(*before)]
        both = _both(row, opening + 1, before, low)
        before = both or (_with_place(row, before, low) if named_place else _chain(line, before, low))
    return holders.which(row, before)


def _both(row: Coded, verb: int, last: tuple[int, int], low: int) -> tuple[int, int] | None:
    """As in "Italy and Greece, which fight fires": all the names, where the relative's verb is a plural."""
    if row.tokens[verb].tag not in {"VBP", "VB"} and row.tokens[verb].lower not in {"are", "were", "have"}:
        return None
    pair = _PAIR.search(row.line, max(low, last[1] - 12), last[1])
    return (pair.start(), last[1]) if pair is not None and pair.start() < last[0] else None


def _subject_who(row: Coded, clause: Clause, comma: int, end: int, before: tuple[int, int]) -> tuple[int, int] | None:
    """As in "The widow of a man killed in the fire, who …, left": the subject, where no person stands nearer."""
    tokens, line = row.tokens, row.line
    own, verb = clause.subject, clause.verb
    if own is None or verb is None or own[0] >= before[0] or "P" in line[slice(*before)]:
        return None
    if not is_between_subject_and_verb(line, verb, comma, end) or "," in line[own[0] : comma]:
        return None
    head = holders.head_at(row, *own)
    if head is None or holders.is_person(tokens[before[1] - 1]):
        return None
    return own if holders.is_person(tokens[head]) else None


def is_between_subject_and_verb(line: str, verb: int, comma: int, end: int) -> bool:
    """Whether an aside stands before the clause's verb, which another comma then closes.

    "The ships rented from a firm, moored since May in Kut, will leave": "rented" only looks like the verb.
    """
    if comma < verb:
        return True
    return line[end] == "," and line[end + 1] in "VMBHF" and line[verb] == "V" and line[verb + 1] in "IfT"


def _described_again(row: Coded, before: tuple[int, int] | None, named: Statement, word: str) -> tuple[int, int] | None:
    """The phrase that a relative behind an apposition describes: whom the apposition names, or a thing inside it."""
    head = holders.head_at(row, named.low, named.high)
    if before is None or head is None:
        return named.holder
    of_person = holders.is_person(row.tokens[head])
    if word == "where":
        is_place = row.tokens[head].lower in holders.PLACES
        return named.holder if is_place else holders.which(row, before)
    if word == "which" and of_person:
        inner = holders.which(row, before)
        return named.holder if inner[0] <= head else inner
    return named.holder


def _owned(row: Coded, whose: int) -> str:
    """The noun behind "whose"."""
    head = holders.head_at(row, whose + 1, min(len(row.tokens), whose + 9))
    return "" if head is None else row.tokens[head].lower


def _with_place(row: Coded, before: tuple[int, int], low: int) -> tuple[int, int]:
    """As in "the hospital in Kut, which …": the phrase with the place that it stands in, since either may be meant."""
    around = holders.around_place(row, before, low) if holders.says_where(row, before) else None
    if around is None:
        return before
    (begins, ends), whole = around
    inner = holders.which(row, (begins, ends))
    if holders.is_person(row.tokens[inner[1] - 1]) or inner[1] != ends:
        return before
    return inner[0], whole[1]


def _of_its_own(row: Coded, lead: Shared, low: int, high: int) -> list[Statement]:
    """As in "whose construction began in 1186 and lasted a century": each predicate with the subject that it shares."""
    verb = own_verb(row.line, low, high)
    if verb is None:
        return [stated(row, (lead,), low, high, None)]
    (_, first_end), *others = predicates(row, verb, high)
    found = [stated(row, (lead,), low, first_end, None)]
    found.extend(stated(row, (lead, shared(row, low, verb)), *span, None) for span in others)
    return found


def stated(row: Coded, lead: tuple[Part, ...], low: int, high: int, holder: tuple[int, int] | None) -> Statement:
    verb = own_verb(row.line, low, high)
    after = low if verb is None else group_end(row.line, verb)
    return Statement(lead, low, high, "relative", verb, after, holder)


def preposed(row: Coded, clause: Clause, comma: int, end: int, named: Statement | None = None) -> list[Statement]:
    """As in ", one of which was Kut", ", in which two died": the pronoun stands behind words of its own clause.

    `named`: as for `relative`.
    """
    line = row.line
    pronoun = line.find("W", comma + 1, min(end, comma + 5))
    if pronoun < 0:
        return []
    of = line[pronoun - 1] == "f"
    among = row.tokens[pronoun - 1].lower in _AMONG
    before = phrase_before(row, comma, clause.low)
    if named is not None and named.rule == "apposition" and row.tokens[pronoun].lower == "whom":
        before = named.holder or before
    if (
        before is None
        and (among or (of and pronoun > comma + 2))
        and clause.subject
        and holders.is_many(row, clause.subject)
    ):
        before = clause.subject  # "Five children had fled, two of whom …"
    lead = line[comma + 1 : pronoun]
    if before is None or not _LEAD.fullmatch(lead):
        return []
    things = row.tokens[pronoun].lower == "which"
    if among and not holders.is_time(row, before):
        before = _chain(line, before, clause.low)
    elif of or among:
        before = holders.many(row, before, clause.low, things=things)
    else:
        before = _chain(line, before, clause.low)
    if of and things and not holders.is_many(row, before):
        before = holders.which(row, before)
    if row.tokens[pronoun - 1].lower in _NO_PLACE and (holders.says_where(row, before) or holders.is_day(row, before)):
        around = holders.around_place(row, before, clause.low)
        if around is None:
            return []
        before = around[1]
    if own_verb(line, pronoun + 1, end) is None:
        return [Statement((shared(row, *before, ","),), comma + 1, end, "relative", None, pronoun + 1, before)]
    return [stated(row, (row.span(comma + 1, pronoun), shared(row, *before)), pronoun + 1, end, None)]


def calque(row: Coded, clause: Clause, comma: int, end: int) -> list[Statement]:
    """As in "armed men, that some of them wore uniforms": a relative whose pronoun stands where the noun would."""
    match = _CALQUE.match(row.line, comma + 1)
    before = phrase_before(row, comma, clause.low)
    if match is None or before is None or own_verb(row.line, match.end(), end) is None:
        return []
    of = match.end() - 1
    before = holders.many(row, before, clause.low) if row.tokens[of].lower == "them" else before
    return [stated(row, (row.span(comma + 2, of), shared(row, *before)), match.end(), end, before)]


def _chain(line: str, phrase: tuple[int, int], low: int) -> tuple[int, int]:
    """As in "a base near the airport, which …": the phrase with what it hangs on, since either may be meant."""
    first, end = max(low, phrase[1] - 25), phrase[1]
    start = first + len(line[first:end].rstrip(_IN_CHAIN))
    if start >= phrase[0]:
        return phrase
    match = _CHAIN.search(line, start, end)
    if match is None or match.start() >= phrase[0]:
        return phrase
    if line[match.start() - 1] in "IT" and _ONLY_BEFORE.match(line, match.start()):
        return phrase  # "in 2018 for a raid": the day and the place only stand before it
    return match.start(), phrase[1]


def predicates(row: Coded, low: int, high: int) -> list[tuple[int, int]]:
    """The coordinated predicates of a stretch that begins with one ("was born in Mosul and grew up in Basra")."""
    line = row.line
    cuts = [low]
    for match in _AND.finditer(line, low + 2, high - 1):
        at = match.start()
        after = at + 1
        while after < high - 1 and line[after] in "Ry":
            after += 1
        if starts_predicate(line, after, high) and row.tokens[at].lower != "or" and not waits(line, low, at):
            cuts.append(at)
    found = []
    for first, last in zip(cuts, [*cuts[1:], high], strict=True):
        start, end = trimmed(row, first + (first > low), last)
        if start < end:
            found.append((start, end))
    return found


def possessive(row: Coded, holder: tuple[int, int]) -> Shared:
    """The holder of what "whose" stands before: "[the mayor’s] brother"."""
    return shared(row, *holder, "’" if row.tokens[holder[1] - 1].lower.endswith("s") else "’s")
