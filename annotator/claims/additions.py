"""What a clause states besides: stretches after a comma or in brackets that are a fact of their own."""

from __future__ import annotations

import re
from typing import Final

from annotator.claims import holders
from annotator.claims.appositions import (
    apposition,
    begins_apposition,
    begins_participle,
    begins_quality,
    bracketed,
    dashed,
    participle,
    quality,
)
from annotator.claims.clauses import TIME_UNITS, Clause
from annotator.claims.holders import is_person
from annotator.claims.modifiers import nested
from annotator.claims.parts import Coded, Shared, Statement
from annotator.claims.phrases import before_age, phrase_before, shared
from annotator.claims.relatives import again, calque, preposed, relative
from annotator.claims.verbs import form_of_be

Addition = tuple[tuple[int, int], list[Statement]]  # where it stands, and what it states

# What may begin an addition: of the commas only those before a word that a construction begins with.
_TRIGGER: Final = re.compile(
    r"[,(t-](?:(?<=[(-])|(?<=,)(?=[WzLGguVDOJNP#f]|R(?:.?f|u)|[IT].{0,2}W|[IT]L|Io|C(?:[WzL]|[IT][WL])|w[DJN#]{1,3}f)|(?<=t)(?=g))"
)
_END: Final = re.compile(r"[(),;-]")
_PLACE_OR_YEAR: Final = re.compile(r",(?:P{1,3}|#)(?=[,;)]|$)")
_AGENT: Final = re.compile(r",P{1,4}(?:,[It][P#]{1,3})?(?=,)")
_SHARE: Final = re.compile(
    r"[D#JRN]{1,2}f(?:o|p(?![RyVMBHF]))|Io[^,.;)]"
)  # "most of them anonymous", "among them two officers"
_BEFORE_COUNTS: Final = frozenset(
    "at least most more less fewer than about some nearly over around almost up to".split()
)
# What somebody did, asked or said: no port, firm or person is one.
_DEEDS: Final = frozenset(
    "demand request step move decision accusation allegation proposal threat gesture measure verdict ruling "
    "announcement message signal sign blow setback success defeat increase decrease drop rise decline record practice "
    "violation breach concession compromise refusal rejection withdrawal promise pledge warning claim charge "
    "development achievement failure mistake".split()
)
_LONGEST_PREDICATE: Final = 12  # words that are said again of some of all
_AMONG: Final = frozenset({"among", "amongst"})
# Whether a comma separates items ("A, B and C") rather than closing the addition.
_LIST_GOES_ON: Final = re.compile(r",(?!g)[^MBHFVWwzLCc,()]{1,8},?(?:[^MBHFVWwzLCc,()]{1,8},){0,6}C(?![MBHFV])")


def additions(row: Coded, clause: Clause, sharing: tuple[int, int] | None) -> list[Addition]:
    """The stretches that state a fact of their own, in order, with the statements that they make."""
    line = row.line
    found: list[Addition] = []
    subject = clause.subject or sharing
    done = clause.low
    related: Statement | None = None  # the last relative: "…, which met in Kut, where it has its seat, and which …"
    last: Statement | None = None  # what the addition that ends here states: "Omar Said, the mayor, who …"
    if clause.verb is None and (inside := nested(row, clause)) is not None:
        found.append((inside, [_of_agent(row, clause.low + 2, *inside)]))
        done = inside[1]
    for match in _TRIGGER.finditer(line, clause.low + 1, clause.high - 1):
        at = match.start()
        if at < done:
            continue
        code = line[at]
        if code == ",":
            before = related if line[at + 1] == "C" else last
            end, made = _behind_comma(row, clause, at, subject, before if at == done else None)
        elif code == "t":
            if subject is None or clause.verb is None or at < clause.verb or line[at - 1] == "R":
                continue
            if row.tokens[at - 1].lower in TIME_UNITS:
                continue  # "less than a year after taking office" says when
            end = _stretch_end(line, at + 1, clause.high)
            made = [Statement((shared(row, *subject),), at + 1, end, "participle", None, at + 2, subject)]
        else:
            closing = line.find(")" if code == "(" else "-", at + 1, clause.high)
            if closing < 0:
                continue
            end = closing + 1
            made = bracketed(row, clause, at, closing) if code == "(" else dashed(row, clause, at, closing)
            if not made:
                done = closing if code == "(" else end
        if made:
            opens = at + (code == "," and before_age(row, at, clause.low) < at)  # "Omar Said, 44, a baker, left"
            found.append(((opens, end), made))
            done = end
            last = made[0]
            if last.rule == "relative" and last.holder is not None:
                related = last
    return found


def _of_agent(row: Coded, agent: int, low: int, high: int) -> Statement:
    """What "backed by artillery" states of the militias in "launched by militias backed by artillery on the town"."""
    holder = (agent, low)
    be = " " + form_of_be(row.line, row.tokens, holder, None)
    return Statement((shared(row, *holder, be),), low, high, "participle", None, low + 1, holder)


def _behind_comma(
    row: Coded, clause: Clause, comma: int, subject: tuple[int, int] | None, before: Statement | None
) -> tuple[int, list[Statement]]:
    """Where the words behind a comma end, and what they state. `before` is what the addition before it stated first."""
    if row.line[comma + 1] == "C":
        if before is None:
            return comma, []
        end = _addition_end(row, clause, comma)
        return end, again(row, comma, end, before)
    if not _may_state(row, clause, comma, subject):
        return comma, []
    end = _addition_end(row, clause, comma)
    named = before if before is not None and before.rule in {"apposition", "participle"} else None
    return end, _after_comma(row, clause, comma, end, subject, named)


def _may_state(row: Coded, clause: Clause, comma: int, subject: tuple[int, int] | None) -> bool:
    """Whether the words after a comma can be a fact of their own, by how they begin: most are items and adverbials.

    Asked before anybody looks where they end, which takes longer.
    """
    line = row.line
    code = line[comma + 1]
    if code in "WzLGw" or line.startswith("gTW", comma + 1):  # ", according to which …"
        return True
    if code in "guV" or (code in "RN" and line[comma + 2] == "u"):
        return begins_participle(row, clause, comma, subject)
    if code in "D#fIT" and "W" in line[comma + 2 : comma + 5]:
        return True
    if code in "fIT":
        if line[comma + 2] == "o":
            return row.tokens[comma + 1].lower in _AMONG
        return begins_quality(row, clause, comma) if code == "f" else line[comma + 2] == "L"
    return _SHARE.match(line, comma + 1) is not None or (code != "R" and begins_apposition(row, clause, comma))


def _after_comma(  # noqa: PLR0911, PLR0917 - one construction a line, and what each needs
    row: Coded,
    clause: Clause,
    comma: int,
    end: int,
    subject: tuple[int, int] | None,
    named: Statement | None,
) -> list[Statement]:
    line = row.line
    code = line[comma + 1]
    if end - comma < 3:
        return []
    if code in "WzL" or line[comma + 2] == "L":
        return relative(row, clause, comma, end, named)
    if line.startswith("gTW", comma + 1):
        return preposed(row, clause, comma, end)
    if code == "G":
        return _including(row, clause, comma, end)
    if code == "w":
        return calque(row, clause, comma, end)
    if _SHARE.match(line, comma + 1, end):
        return (_including(row, clause, comma, end) if code == "I" else []) or _share(row, clause, comma, end)
    if code in "guV" or (code in "RN" and line[comma + 2] == "u"):
        assert subject is not None  # otherwise none begins
        return participle(row, clause, comma, end, subject)
    if "W" in line[comma + 2 : comma + 5] and code in "D#fIT":
        made = preposed(row, clause, comma, end, named)
        if made:
            return made
    if code == "f":
        return quality(row, clause, comma, end) if begins_quality(row, clause, comma) else []
    if code in "DOJNP" or row.tokens[comma + 1].lower == "one" or holders.measures(row, comma + 1):
        return _of_whole(row, clause, comma, end) or apposition(row, clause, comma, end)
    return []


def _share(row: Coded, clause: Clause, comma: int, end: int) -> list[Statement]:
    """As in "two children, one of them a girl", "among them a girl": of the nearest plural, never of the day before."""
    before = phrase_before(row, comma, clause.low)
    if before is not None:
        before = holders.many(row, before, clause.low)
    if (
        (before is None or holders.is_time(row, before))
        and clause.subject is not None
        and holders.is_many(row, clause.subject)
    ):
        before = clause.subject  # "Twelve people were killed, among them …"
    if before is None or holders.is_time(row, before):
        return []
    return [Statement((_whole_count(row, before, clause.low),), comma + 1, end, "share", None, comma + 3)]


def _whole_count(row: Coded, phrase: tuple[int, int], low: int) -> Shared:
    """The phrase with what stands before its count: "[At least 26 persons,] including ten soldiers"."""
    start = phrase[0]
    while start > low and row.tokens[start - 1].lower in _BEFORE_COUNTS:
        start -= 1
    return shared(row, start, phrase[1], ",")


def _of_whole(row: Coded, clause: Clause, comma: int, end: int) -> list[Statement]:
    """As in "The army left the port, a decision welcomed by residents": said of all that stands before the comma."""
    if row.tokens[comma + 1].lower not in {"a", "an"} or clause.verb is None or clause.verb > comma:
        return []
    head = holders.head_at(row, comma + 1, end)
    if head is None or row.tokens[head].lower not in _DEEDS or row.line[end] == ",":
        return []
    before = phrase_before(row, comma, clause.low)
    if before is not None and row.tokens[before[1] - 1].lower in _DEEDS:
        return []
    lead = shared(row, clause.low, comma, ",")
    return [Statement((lead,), comma + 1, end, "including", clause.verb, comma + 2)]


def _including(row: Coded, clause: Clause, comma: int, end: int) -> list[Statement]:
    """As in "Five were hurt, including a driver", "among them a driver": with the rest of the clause before it."""
    verb = clause.verb
    if verb is None:
        return []
    if verb < comma:
        head = shared(row, clause.low, comma, ",")
        return [Statement((head,), comma + 1, end, "including", verb, comma + 2)]
    # "Five men, including a driver, were hurt": what is said of all is said of these.
    before = phrase_before(row, comma, clause.low)
    if row.line[end] != "," or before is None or not holders.is_many(row, before):
        return []
    high = clause.high if clause.high - verb <= _LONGEST_PREDICATE else clause.after
    words = f"{row.quote(clause.low, comma)} {row.quote(end + 1, high)},"
    head = Shared(words, (row.span(clause.low, comma), row.span(end + 1, high)))
    return [Statement((head,), comma + 1, end, "including", verb, comma + 2)]


def _addition_end(row: Coded, clause: Clause, comma: int) -> int:
    """Where the addition after `comma` ends. After the verb it takes along what cannot stand in the main clause."""
    line = row.line
    end = _stretch_end(line, comma + 1, clause.high)
    if clause.verb is None or comma < clause.verb:
        return _past_agent(row, end, clause.verb or clause.high) if line[comma + 1] == "u" else end
    first = end
    while end + 1 < clause.high and line[end] == "," and line[end + 1] in "JNP#O":
        end = _stretch_end(line, end + 1, clause.high)
    if end > first and line[comma + 1] in "WzL" and line[end : end + 2] in {",I", ",t"}:
        end = _stretch_end(line, end + 1, clause.high)  # "who handed it to his deputy, Omar Said, in May"
    return end


def _past_agent(row: Coded, end: int, high: int) -> int:
    """Past the name in ", discovered by a French doctor, Omar Said, in 1886, …": it belongs to the one who did it."""
    line = row.line
    if line[end] != "," or line[end - 1] != "N" or not is_person(row.tokens[end - 1]):
        return end
    match = _AGENT.match(line, end, high)
    return match.end() if match is not None else end


def _is_place(line: str, low: int, comma: int, high: int) -> bool:
    """As in ", based in Kut, Iraq," and ", born on 2 May, 1950,": the comma stands inside a place or a date."""
    if comma <= low or line[comma - 1] not in "P#" or line[comma + 1] not in "P#":
        return False
    return _PLACE_OR_YEAR.match(line, comma, high) is not None and "I" in line[low:comma]


def _stretch_end(line: str, low: int, high: int) -> int:
    """Where an addition ends: the next comma that is not inside a list of its own, a joiner is not crossed."""
    depth = 0
    listing = False
    for match in _END.finditer(line, low, high):
        at = match.start()
        code = line[at]
        if code == "(":
            depth += 1
        elif code == ")":
            depth -= 1
        elif depth > 0:
            continue
        elif code != ",":
            return at
        elif line.find("C", at, high) > 0 and _LIST_GOES_ON.match(line, at, high):
            listing = True
        elif not _is_place(line, low, at, high) and not (listing and line[at + 1] == "C"):
            return at
    return high
