"""A sentence into clauses: each with its own verb, and its own subject or the one that it shares.

A joiner splits only where a finite verb stands on both sides and the words between read as one phrase. Names with "and"
in them, restrictive relatives and conditions stay whole. Source: L. Del Corro, R. Gemulla, "ClausIE", 2013.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from annotator.claims.codes import NOUN_PHRASE
from annotator.claims.gaps import AFTER_COMMA, gap, may_be_passive
from annotator.claims.parts import Coded
from annotator.claims.phrases import after_lead_in, is_between, trimmed
from annotator.claims.splices import SPLICED, spliced
from annotator.claims.verbs import TAKES_CLAUSE, group_end, own_verb, starts_predicate, waits

# Where a clause may begin: joiners, marks, words that open a stated clause; a comma before a predicate or a subject.
_JOINT: Final = re.compile(rf"[CchkytAS;:,](?:(?<!,)|(?=[Ry]*[MBHFV]|{SPLICED}|{AFTER_COMMA}))")
_FINITE: Final = re.compile(r"[VMBHF]")
_LAST_VERB: Final = re.compile(r".*[VMBHF]")
# Behind the last finite verb only a form that shares its first half begins a clause, adverbs before it.
_FORMS: Final = frozenset('ubgRy"')
# A stretch longer than this many words is no sentence of copy: it is left whole.
_LONGEST: Final = 160
_FARTHEST_VERB: Final = 22  # words from a clause's beginning to its verb
# What may open a clause before its subject: a clause that begins otherwise begins with its subject.
_ADVERBIAL: Final = frozenset('"RyITAtgSLukhGfx')
_QUALIFYING: Final = frozenset({"at", "more", "less", "fewer", "up", "close"})
_QUALIFIED: Final = frozenset({"least", "most", "than", "to"})
_COUNTING: Final = frozenset({"about", "over", "around", "near", "under", "within"})
TIME_UNITS: Final = frozenset(
    "day days hour hours minute minutes week weeks month months year years decade decades".split()
)
_TIME_NOUNS: Final = frozenset("time moment day night morning evening hour week month year period point days".split())
_OPENERS: Final = frozenset({"after", "when", "as"})
_TIMES: Final = frozenset({"after", "when", "since"})
_ABOUT_TIME: Final = frozenset({"late", "early"})
_PAST: Final = frozenset({"was", "were", "had", "did"})
_ORDER: Final = frozenset({"first", "last", "later", "once", "soon"})  # "The club first reached the final"
_NOUNS: Final = re.compile(r"[NPpD#O]")
_OPEN: Final = re.compile(r"[WwSkzL][^,]*$")
_ASIDE: Final = re.compile(r"[,(-]")
_OPEN_CLAUSE: Final = re.compile(r"[WwSkzLhGC,][^VMBHF]*$")
_OPENING: Final = re.compile(r"[Ry]*(?:u[IfTtPNDA]|xu|#NJ)")
_ITEM: Final = rf"{NOUN_PHRASE}(?:[fI]{NOUN_PHRASE})*"
_LIST: Final = re.compile(rf"{_ITEM}(?:,{_ITEM})+,?C{_ITEM}$")
_SUBJECT: Final = re.compile(rf"{_ITEM}[Ry]*")
_PREDICATE: Final = re.compile(r"[Ry]*[MBHFV]")
_LAST_OF_SERIES: Final = re.compile(r"[Cc][^,;]{0,8}[VMBHF]")
_BARE_COUNT: Final = re.compile(r"#(?P<noun>N?)V[,;.)]")
_RELATIVE: Final = re.compile(r"[Ww](?:[^VMBHF]*[VMBHF])?")
_MAY_BE_PREDICATE: Final = frozenset("RyVMBHF")
_NOMINAL: Final = frozenset("DOJNP#")
_COMMA_AND: Final = re.compile(r",[Cchky]")
_PLACE_OR_YEAR: Final = re.compile(r"[P#]+,(?=[DOJNP#p])")
_SECOND_PHRASE: Final = re.compile(r"[NP#p](?=[DOp])|N(?=[P#])")


@dataclass(slots=True)
class Clause:
    """Word indices, half-open. `subject` is None where an earlier clause's subject is shared or none was found.

    `after` is the end of the verb group ("has been seen"), `joiner` the index of the word that joins it, or -1.
    """

    low: int
    high: int
    subject: tuple[int, int] | None
    verb: int | None
    after: int = 0
    joiner: int = -1


def clauses(row: Coded, text: str = "") -> list[Clause]:
    """One sentence cut at "and", "but", "because", ";" …; at least one clause where a word is left.

    With its `text` (the offsets of the words are of it) also at a line break that stands for a lost stop.
    """
    line, tokens = row.line, row.tokens
    first, high = trimmed(row, 0, len(tokens))
    low = after_lead_in(row, first, high)
    if low >= high:
        return []
    if high - low > _LONGEST:
        return [Clause(low, high, None, None)]
    if line[low] == "h" and own_verb(line, low, high) is None:
        low += 1  # "While the army denied it.": translated so, without what it is set against
    newline = text.find("\n", tokens[low].start, tokens[high - 1].start) if text else -1
    broken = _lost_stop(row, newline, low, high) if newline >= 0 else None
    cuts, joiners = _cuts(row, low, high, broken)
    if len(cuts) == 1 and cuts[0] == first and '"' not in line:
        return [_clause(row, low, high, -1)]  # its edges are known
    found = []
    for number, opening in enumerate(cuts):
        cut = opening + (number > 0 and line[opening] == "g")  # ", meaning that …"
        last = joiners[number + 1] if number + 1 < len(cuts) else high
        is_that = number > 0 and line[cut + 1] not in "VMBHF" and tokens[cut].lower == "that"
        start, last = trimmed(row, cut + is_that, last)
        start = after_lead_in(row, start, last)
        if start < last:
            found.append(_clause(row, start, last, joiners[number]))
    return found


def _cuts(row: Coded, low: int, high: int, broken: int | None) -> tuple[list[int], list[int]]:
    """Where clauses begin, and the joiner of each, -1 for the first. `broken` is where a stop was lost."""
    line = row.line
    cuts, joiners = [low], [-1]
    opened = _opening_clause(row, low, high) if line[low] in "khtSA" else None
    if opened is not None:
        cuts = [low + 1, opened + 1]
        joiners.append(opened)
    begins = (opened or low) + 1
    joints = [match.start() for match in _JOINT.finditer(line, begins, high)]
    first_verb, last_verb = _first_and_last_verb(line, cuts[-1], high) if joints else (low, low)
    whole = cuts[-1]  # where the last clause begins that lacks nothing
    counts = line.find("#", low, high) >= 0
    for at in joints:
        if broken is not None and broken <= at:
            cuts.append(broken)
            joiners.append(broken)
            whole, broken = broken, None
        if counts and first_verb < at and line[at] in "C," and gap(row, whole, at) is not None:
            cuts.append(at + 1)
            joiners.append(at)
            continue
        if at > last_verb and line[at + 1] not in _FORMS:
            continue
        if at < first_verb and line[at] != ";" and line[at + 1] != "p" and line[cuts[-1]] not in "ubg":
            continue
        begins = at + 1
        if line[at] == "," and (line[at + 1] not in _MAY_BE_PREDICATE or not _is_series(row, cuts[-1], at)):
            begins = spliced(row, cuts[-1], at, high)
        if begins and ((line[at] == "," and line[at + 1] not in "Og") or _splits(row, cuts[-1], at, broken or high)):
            whole = begins
            cuts.append(begins)
            joiners.append(at - 3 if line[at] == "S" and _at_a_time(row, at) else at)
    if broken is not None:
        cuts.append(broken)
        joiners.append(broken)
    return cuts, joiners


def _first_and_last_verb(line: str, low: int, high: int) -> tuple[int, int]:
    """Where the finite verbs of a stretch begin and end: outside of them hardly any joiner parts clauses."""
    first = _FINITE.search(line, low, high)
    if first is None:
        return high, -1
    last = _LAST_VERB.match(line, first.start(), high)
    return first.start(), last.end() - 1 if last is not None else -1


def _lost_stop(row: Coded, newline: int, low: int, high: int) -> int | None:
    """As in "… lowered the tax on dates⏎Omar brings back": the word that opens a second sentence behind the `newline`.

    Only behind a verb with words of its own, and before a subject with its verb; None without such a word.
    """
    line, tokens = row.line, row.tokens
    at = next(at for at in range(low, high) if tokens[at].start > newline)
    verb = own_verb(line, low, at)
    if verb is None or not tokens[at].text[0].isupper() or line[at - 1] not in "NP#p)":
        return None
    words_after = line[group_end(line, verb) : at]
    if len(words_after) < 2 or _OPEN_CLAUSE.search(words_after) or TAKES_CLAUSE.match(tokens[verb].lower):
        return None
    return at if own_subject(line, at, high) else None


def _opening_clause(row: Coded, low: int, high: int) -> int | None:
    """The comma that closes "Although the talks failed, …", "After rebels took it, …"; None without such an opening."""
    line, word = row.line, row.tokens[low].lower
    if line[low] not in "kh" and word not in _OPENERS:
        return None
    comma = line.find(",", low + 2, high - 2)
    while comma > 0:
        if own_verb(line, low + 1, comma) is not None and own_subject(line, comma + 1, high):
            return comma if line[low] in "kh" or _both_past(row, low + 1, comma + 1, high) else None
        comma = line.find(",", comma + 1, high - 2)
    return None


def _splits(row: Coded, low: int, at: int, high: int) -> bool:  # noqa: PLR0911 - one test a line
    """Whether the joiner at `at` stands between two clauses or two predicates of one subject."""
    line, code, j = row.line, row.line[at], at + 1
    if code in "St" and row.tokens[at].lower not in _TIMES:
        return False
    if line.find("(", low, at) >= 0 and line.count("(", low, at) > line.count(")", low, at):
        return False
    verb = _verb_before(line, low, at)
    if verb is None or waits(line, low, at) or (code == "C" and is_between(row, low, at)):
        return False
    if line[j] == "," or (code == "C" and (row.tokens[at].lower != "and" or line[at - 2 : at] == "Tb")):
        return False  # also "a way to keep and breed horses"
    if code in ";:,":
        return own_subject(line, j + (line[j] == "g") + (line[j + 1] == "w"), high)
    if code in "ktAS":
        return _states_reason(row, low, at, high)
    while j < high and line[j] in 'Ry"':
        j += 1
    if j >= high - 1 or (line[at - 1] != "," and (code == "y" or row.tokens[at].lower == "yet")):
        return False
    if line[j] == "#" and (count := _BARE_COUNT.match(line, j)) is not None:
        # "left nine dead and 20 wounded"; "… and five people died" stands by itself.
        return count["noun"] == "N" and not may_be_passive(row.tokens[j + 2])
    if line[j] == "w":
        # "… had begun and that output would fall": two statements of a speaker whose first "that" is gone
        return "w" not in line[low:at] and own_subject(line, j + 1, high)
    if code in "Cc" and (starts_predicate(line, j, high) or _same_form(row, verb, at, j)):
        # "the agreement he signed and broke": the verb before must be the clause's own.
        return _OPEN.search(line, verb, at) is None and not _shares_object(row, at, j)
    return own_subject(line, j, high)


def _verb_before(line: str, low: int, at: int) -> int | None:
    """The verb of the words before a joiner, also one that shares its first half or was not seen as a verb."""
    verb = own_verb(line, low, at)
    if verb is None and (
        line[low] in "ubg" or line[at] == ";" or (line[at] in "Cc" and line[at - 1] == "," and line[at + 1] == "p")
    ):
        return low  # "… and reelected in 1910, but he never spoke"
    return verb


def _at_a_time(row: Coded, when: int) -> bool:
    """As in "They met at a time when prices rose", which says no more than "while"."""
    return [token.lower for token in row.tokens[max(0, when - 3) : when]] == ["at", "a", "time"]


def _shares_object(row: Coded, at: int, j: int) -> bool:
    """As in "built and sold nine houses": the first verb has no words of its own, and the second has an object."""
    first = row.tokens[at - 1]
    if row.line[at - 1] != "V" or row.line[j] != "V" or row.line[j + 1] not in "DO#pPNJ":
        return False
    return first.tag != "VBD" or may_be_passive(first)


def _states_reason(row: Coded, low: int, at: int, high: int) -> bool:  # noqa: PLR0911 - tests in order
    """As in "…, because the road was shut", "… as output fell", "… after rebels took it": stated as a fact."""
    line, word = row.line, row.tokens[at].lower
    if not own_subject(line, at + 1, high):
        return False
    if line[at] == "S" and row.tokens[at - 1].lower in _TIME_NOUNS:
        return _at_a_time(row, at)  # "on the day when rebels took it" says which day
    if line[at] == "k":
        return line[at - 1] not in "Ry" and line[at + 1] != "f"
    comma = line.find(",", at, own_verb(line, at + 1, high))
    if comma > 0:
        return False  # "after years in the camps, returned": the verb is not of these words
    if line[at - 1] == "," and word in {"as", "since"}:
        return True
    if line[at - 1] in ("RyJ" if line[at] == "A" else "R") or row.tokens[at - 1].lower in TIME_UNITS:
        return False  # "as long as", "three days after it fell"
    return word != "since" and _both_past(row, low, at + 1, high)


def _both_past(row: Coded, low: int, second: int, high: int) -> bool:
    """Whether what stands on both sides has happened: "after" and "when" do not open a condition then."""
    verbs = own_verb(row.line, low, second - 1), own_verb(row.line, second, high)
    return all(at is not None and (row.tokens[at].tag == "VBD" or row.tokens[at].lower in _PAST) for at in verbs)


def _is_series(row: Coded, low: int, comma: int) -> bool:
    """As in "The tower was hit in 1348, lost its roof and was restored": a comma between two predicates."""
    line = row.line
    if _PREDICATE.match(line, comma + 1) is None or _LAST_OF_SERIES.search(line, comma + 2) is None:
        return False
    verb = own_verb(line, low, comma)
    if verb is None or any(code in line[verb:comma] for code in ",Sz("):
        return False
    relative = _RELATIVE.search(line, verb, comma)
    if relative is not None and not _other_tense(row, verb, relative.end() - 1, comma + 1):
        return False
    start = _subject_start(row, low, verb)
    # "Kut Oil, a firm founded in May, sold wheat": only one predicate
    return start is None or "," not in line[start:verb] or line[start:verb].rstrip("Ry")[-1] == ","


def _other_tense(row: Coded, verb: int, relative: int, second: int) -> bool:
    """As in "blocked the road that links two towns, burned tyres": the second verb goes with the first by its tense."""
    tags = [row.tokens[at].tag for at in (verb, relative, second)]
    return tags[0] == tags[2] != tags[1]


def own_subject(line: str, low: int, high: int) -> bool:
    """Whether a noun phrase and then a finite verb follow, with nothing else between but its own additions."""
    verb = own_verb(line, low, high)
    if verb is None or verb == low or verb - low > _FARTHEST_VERB:
        return False
    head = line[low:verb].replace(",", "").lstrip('"')
    bare = head.rstrip("Ry")
    if not bare or bare[-1] in "Cc" or not _NOUNS.search(bare) or bare.find("Cw") > 0:
        # "… and journals and has received", "Omar and Ali and that it fell": the verb is the next joiner's.
        return False
    if (
        line[low - 1] == "C"
        and line[low] in _NOMINAL
        and line.count(",", low, verb) == 1
        and "J," not in line[low:verb]
    ):
        # "the men, held since May and June, were freed", "theft and fraud, the trial opens": a comma never stands alone
        # between a subject and its verb.
        return line[low - 2] == "," and line[verb - 1] == ","
    joiner = _COMMA_AND.search(line, low, verb)
    if joiner and _LIST.fullmatch(line, low, verb) is None:
        return False  # "in and around the port, but they …": the verb belongs to the next joiner
    return head[0] not in "gubTWe"


def _same_form(row: Coded, verb: int, at: int, j: int) -> bool:
    """As in "They buy grain and sell flour", "will visit Kut and meet …": a form that the first verb's group shares."""
    line = row.line
    if line[j] == "b" and row.tokens[verb].tag in {"VBP", "VB"} and line[verb] == "V":
        return "T" not in line[verb:at] and "M" not in line[verb:at]
    after = group_end(line, verb)
    last = line[after - 1]
    if after - verb < 2 or last not in "bug" or line[j] != last:
        return False
    between = line[after:at]
    return not any(code in between for code in "Tbug") and line[j + 1] in "DO#PIfTJNpotARS"


def _clause(row: Coded, low: int, high: int, joiner: int) -> Clause:
    line = row.line
    verb = own_verb(line, low, high)
    if verb is None:
        return Clause(low, high, None, None, low, joiner)
    after = verb + 1 if line[verb] == "V" else group_end(line, verb)
    opens = line[low] in _ADVERBIAL or (row.tokens[low].lower in _ABOUT_TIME and line[low + 1] == "I")
    start = _subject_start(row, low, verb) if opens else low
    if start is None or start == verb:
        return Clause(low, high, None, verb, after, joiner)
    end = verb
    if line[end - 1] == '"' and line.count('"', start, end) % 2:
        end -= 1  # it opens behind the subject
    while end > start and (line[end - 1] in "Ry" or (end > start + 1 and row.tokens[end - 1].lower in _ORDER)):
        end -= 1
    # The subject without its additions: "Iran, overwhelmed by sanctions, is" has the subject "Iran".
    aside = _ASIDE.search(line, start, end) if end > start + 1 else None
    if aside is not None and aside.start() > start and _LIST.match(line, start, end) is None:
        end = aside.start()
    return Clause(low, high, (start, end), verb, after, joiner)


def opening(row: Coded, clause: Clause) -> int | None:
    """The comma that closes "Born in Kut in 1950, …" or "44 years old, …" before the subject; None without it."""
    if clause.subject is None or clause.subject[0] < clause.low + 3:
        return None
    line, comma = row.line, clause.subject[0] - 1
    if line[comma] != "," or not _OPENING.match(line, clause.low, comma):
        return None
    return comma


def _subject_start(row: Coded, low: int, verb: int) -> int | None:
    """Where the subject begins: after the adverbials that open the clause, each closed by a comma."""
    line, tokens = row.line, row.tokens
    start = low
    while start < verb:
        code = line[start]
        if code in '"Ry' or (start == low and code == "J"):  # "Late on 3 May, …"
            following = tokens[start + 1].lower
            if code == "R" and tokens[start].lower in _QUALIFYING and following in _QUALIFIED:
                return _behind_asides(line, low, start, verb)
            comma = line.find(",", start, verb)
            start = comma + 1 if code != '"' and 0 < comma <= start + 4 and line[verb - 1] != "," else start + 1
            continue
        if tokens[start].lower in _QUALIFYING and tokens[start + 1].lower in _QUALIFIED:
            return _behind_asides(line, low, start, verb)
        if line.startswith("tR", start):  # "since then half of them have left"
            start += 2
            continue
        if code not in "ITAtgSLukhGfx" or (tokens[start].lower in _COUNTING and line[start + 1] == "#"):
            return _behind_asides(line, low, start, verb)
        comma = line.find(",", start, verb)
        if comma < 0:
            return start if code in "gu" else _after_phrase(line, start, verb)
        place = _PLACE_OR_YEAR.match(line, comma + 1, verb)
        # "In Kut, Iraq, the army": the place's own place; "In Kut, Omar, the mayor, resigned": a name
        start = place.end() if place and line[verb - 1] != "," else comma + 1
    return None


def _behind_asides(line: str, low: int, start: int, verb: int) -> int:
    """As in "Born in Kut, a town whose school was shut, the singer": what describes the opening is no subject.

    A subject's own additions close with a comma before the verb, a list has its "and".
    """
    comma = line.rfind(",", start, verb) if start > low and line[verb - 1] != "," else -1
    if comma < 0 or line[comma - 1] == "J" or _SUBJECT.fullmatch(line, comma + 1, verb) is None:
        return start
    return start if _LIST.match(line, start, verb) else comma + 1


def _after_phrase(line: str, low: int, verb: int) -> int | None:
    """As in "In late May the river fell": where a second noun phrase follows the first without a comma."""
    match = _SECOND_PHRASE.search(line, low + 1, verb)
    return match.end() if match and match.end() < verb else None
