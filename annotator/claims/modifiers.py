"""What stands behind a phrase without a comma: "a port that exports oil", "a man armed with a rifle"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from annotator.claims import holders
from annotator.claims.clauses import Clause
from annotator.claims.codes import NOUN_PHRASE, VERBS
from annotator.claims.deeds import is_cleft
from annotator.claims.parts import Coded, Piece, Statement
from annotator.claims.phrases import PHRASE, phrase_before, shared, trimmed
from annotator.claims.relatives import possessive, predicates, stated
from annotator.claims.verbs import TAKES_CLAUSE, form_of_be

_DEFINITE: Final = frozenset("the this that these those all any no every each".split())
_INDEFINITE: Final = frozenset("a an one two three four five six seven eight nine ten several some another".split())
# "We are the ones who paid", "It was the man who fled": what follows says which one is meant.
_PLACEHOLDERS: Final = frozenset("one ones people person man men woman women those thing things kind sort way".split())
_JOINED: Final = re.compile(rf"(?:,{NOUN_PHRASE})*,?C{NOUN_PHRASE}")
# "topics related to trade": which topics, not what is said of them.
_SPECIFYING: Final = frozenset(
    "related connected based compared due associated needed dedicated linked similar".split()
)
# A relative clause, a participle with its phrase, or "whose", straight behind a noun.
# It begins with a set of letters, which is found faster than a look behind each one.
_MODIFIER: Final = re.compile(
    r"[WwuVgz](?<=[NP#)].)(?:(?<=[Ww])(?=[Ry\"]*[VMBHF])|(?<=[uV])(?=[IfTtA])|(?<=g)(?=[DO#PJ])|(?<=z))"
)
_REDUCED: Final = re.compile(rf"(?<![fICc,])(?P<holder>{NOUN_PHRASE})(?P<fact>(?:u[IfTt]|g[DO#P])[^,;:VMBHFCcWw()-]+)")
_REDUCED_FACT: Final = re.compile(r"[ug](?<=[NPp#].)(?:(?<=u)[IfTt]|(?<=g)[DO#P])")  # looked for first

# "the treaty the council left in 2018", "the oil it imports": a subject and its verb straight behind a noun.
_CONTACT: Final = re.compile(
    rf"(?<=[NP])(?:p|D(?:[JNP#s]){{0,5}}[NP])(?P<verb>[Ry]*(?:{VERBS}|u)(?:Tb)?)(?:[IT](?=[.,It;]|$))?"
    r"(?![DONPJpo#wWSbugexHVRyT:])(?=[^VMBHF,;:-]*(?:[.,;]|$))"
)
_TWO_IN_A_ROW: Final = re.compile(r"[pD](?<=[NP].)")  # what every contact clause has: looked for first
# What makes the words a clause of another kind: a list, an aside, a relative, reported speech.
_BETWEEN: Final = re.compile(r"[,;:(WwSLkhz-]")
# "the day he left", "the fact the council met", "the way it works": no object of the verb that follows.
_NO_OBJECT: Final = frozenset(
    "day night morning evening week month year time moment hour minute second season way reason fact news idea claim "
    "hope belief chance risk place times days years first last".split()
)


def contact(row: Coded, clause: Clause) -> Iterator[Piece]:
    """As in "keep the treaty the council left in 2018": what a relative without its pronoun states of the noun.

    Worded as a clause of its own, with the noun behind the verb: "The council left [the treaty] in 2018".
    """
    line, tokens, verb = row.line, row.tokens, clause.verb
    if verb is None:
        return
    match = _CONTACT.search(line, clause.after + 1, clause.high)
    if match is None:
        return
    low, behind = match.span()
    phrase = phrase_before(row, low, clause.after)
    if phrase is None or tokens[low - 1].lower in _NO_OBJECT or (line[low - 1] == "P" and line[phrase[0]] != "D"):
        return
    if any(TAKES_CLAUSE.match(tokens[at].lower) for at in (verb, clause.after - 1, phrase[0] - 1, behind - 1)):
        return
    if _BETWEEN.search(line, clause.after, low) or (line[phrase[0] - 1] == "I" and line[low - 1] == "P"):
        return  # "landed at the port of Kut the men rescued …": the place is no object, the subject follows the verb
    comma = line.find(",", behind, clause.high)
    if match["verb"] == "u" and _is_acted_on(row, behind, comma):
        return  # "the minister dismissed by the king"
    start, end = trimmed(row, behind, comma if comma > 0 else clause.high)
    rest = (row.span(start, end),) if start < end else ()
    yield Piece((row.span(low, behind), shared(row, *phrase), *rest), "relative", tokens[match.start("verb")])


def _is_acted_on(row: Coded, low: int, comma: int) -> bool:
    """Whether "by" follows a participle, up to the comma where there is one."""
    return any(token.lower == "by" for token in row.tokens[low : comma if comma > 0 else len(row.tokens)])


# "the elections planned for May": behind a definite phrase, with a date, a number or a name.
_DATED: Final = re.compile(
    rf"(?<![NPCc,])(?P<holder>D[JNP]{{0,5}}N(?:f{NOUN_PHRASE})?)(?P<fact>[uV][ItAf](?=[^,;:VMBHFCcWw()-]*[P#])[^,;:VMBHFCcWw()-]+)"
)

_PARTICIPLE: Final = re.compile(r"[uV](?<=[NPp#].)[ItAf](?=[^,;:VMBHFCcWw()-]*[P#])")


def dated(row: Coded, clause: Clause) -> list[Statement]:
    """As in "before the local elections planned for May": what is stated of a definite phrase behind the verb."""
    line, tokens, verb = row.line, row.tokens, clause.verb
    if verb is None:
        return []
    match = _DATED.search(line, clause.after, clause.high)
    if match is None:
        return []
    (low, at), high = match.span("holder"), match.end()
    if tokens[at].lower in _SPECIFYING or (line[at] == "V" and not _is_read_as_verb(row, clause, low, at)):
        return []
    of = line.find("fD", low, at)
    low = of + 1 if of > 0 else low  # "the opening of the road closed in May"
    be = " " + form_of_be(line, tokens, (low, at), verb)
    return [Statement((shared(row, low, at, be),), at, high, "relative", None, at + 1, (low, at))]


def _is_read_as_verb(row: Coded, clause: Clause, low: int, at: int) -> bool:
    """Whether the word at `at` can be a participle: no clause that may own it is open before its phrase."""
    takes_clause = any(TAKES_CLAUSE.match(row.tokens[verb].lower) for verb in (clause.verb or at, clause.after - 1))
    return row.tokens[at].lower.endswith("ed") and not takes_clause and not _BETWEEN.search(row.line, clause.after, low)


_REASON: Final = re.compile(r",?(?:JT|kf|A[DN]{1,2}f|INT|IDNf|I(?=[DJNPO#]))")
_REASONS: Final = frozenset({"amid", "despite", "due", "because", "result", "response", "background"})
_LONG_REASON: Final = 6  # words
LONG_CLAUSE: Final = 20


def circumstance(row: Coded, clause: Clause) -> int | None:
    """Where "amid …", "due to …", "as a result of …" begins that ends a clause, and is a fact beside it."""
    line, verb = row.line, clause.verb
    if verb is None or clause.high - clause.low <= LONG_CLAUSE:
        return None
    if _REASONS.isdisjoint([token.lower for token in row.tokens[clause.after + 1 : clause.high - 2]]):
        return None
    for match in _REASON.finditer(line, clause.after + 1, clause.high - _LONG_REASON):
        words = row.tokens[match.start() : match.end()]
        if any(word.lower in _REASONS for word in words) and not _BETWEEN.search(line, clause.after, match.start()):
            return match.start()
    return None


def reduced(row: Coded, clause: Clause) -> list[Statement]:
    """As in "A man armed with a rifle fled": what is stated of a name, or of something not yet known, beside a verb."""
    found: list[Statement] = []
    low, high = clause.low, clause.verb or clause.low
    for match in _REDUCED.finditer(row.line, low, high):
        start, end = match.span("holder")
        if "P" not in row.line[start:end] and row.tokens[start].lower not in _INDEFINITE:
            continue
        if row.tokens[end].lower in _SPECIFYING:
            continue
        be = " " + form_of_be(row.line, row.tokens, (start, end), None)
        lead = (shared(row, start, end, be),)
        found.append(Statement(lead, end, match.end(), "relative", None, end + 1, (start, end)))
    return found


def beside(row: Coded, clause: Clause, made: list[Piece]) -> list[Statement]:
    """What phrases of a clause state beside it, which stays whole; contact clauses are `made` at once."""
    line, verb = row.line, clause.verb
    if verb is None:
        return []
    if _TWO_IN_A_ROW.search(line, clause.after, clause.high) is not None:
        made += contact(row, clause)
    found: list[Statement] = []
    if _REDUCED_FACT.search(line, clause.low, verb) is not None:
        found += reduced(row, clause)
    if _PARTICIPLE.search(line, clause.after, clause.high) is not None:
        found += dated(row, clause)
    return found


_SHORTEST_NESTED: Final = 7  # words
_LED_BY: Final = frozenset({"on", "against"})


def nested(row: Coded, clause: Clause) -> tuple[int, int] | None:
    """As in "launched by militias backed by artillery on the town": where a participle's agent has one of its own.

    "On" and "against" go with what was launched, since nobody is backed "on" anything. Half-open; None without one.
    """
    line, tokens, low = row.line, row.tokens, clause.low
    if line[low] not in "uV" or clause.high - low < _SHORTEST_NESTED or tokens[low + 1].lower != "by":
        return None
    agent = PHRASE.match(line, low + 2, clause.high)
    at = agent.end() if agent is not None else clause.high
    if at + 2 >= clause.high or line[at] not in "uV" or tokens[at + 1].lower not in {"by", "with"}:
        return None
    own = PHRASE.match(line, at + 2, clause.high)
    if own is None or own.end() >= clause.high or tokens[own.end()].lower not in _LED_BY:
        return None
    return at, own.end()


def behind(
    row: Coded, clause: Clause, holder: tuple[int, int] | None, *, nominal: bool
) -> tuple[int, list[Statement]] | None:
    """What a relative clause or a participle straight behind a phrase states: where it begins, and of what.

    `nominal`: the phrase says what the `holder` is ("Basra is a port that …").
    """
    if _MODIFIER.search(row.line, clause.after, clause.high) is None:
        return None
    if clause.verb is None and nested(row, clause) is not None:
        return None  # it stands inside, and what follows it goes with the first participle
    return after_nominal(row, clause, holder) if nominal else after_object(row, clause)


def after_nominal(row: Coded, clause: Clause, holder: tuple[int, int] | None) -> tuple[int, list[Statement]] | None:
    """As in "Basra is a port that exports oil": what follows the nominal is stated of the subject.

    Returns where it begins and what it states; None without such words.
    """
    at = _after_adverbs(row.line, clause)
    if holder is None or row.line[at] in "pO" or is_cleft(row.tokens, holder[0]):
        return None
    phrase = PHRASE.match(row.line, at, clause.high)
    if phrase is None:
        return None
    joint = _JOINED.match(row.line, phrase.end(), clause.high)
    at = joint.end() if joint else phrase.end()
    if at + 2 >= clause.high or row.tokens[at - 1].lower in _PLACEHOLDERS or not _MODIFIER.match(row.line, at):
        return None
    said_of = _of_nominal(row, (phrase.start(), at), at, holder)
    return None if said_of is None else (at, _stated_of(row, at, clause, said_of))


def _of_nominal(row: Coded, nominal: tuple[int, int], at: int, holder: tuple[int, int]) -> tuple[int, int] | None:
    """The subject, unless the words belong to what hangs on the nominal: "is an ally of armed groups that …"."""
    low = nominal[0]
    of = row.line.find("f", low, at)
    if of < 0 or row.line[of - 1] == "#" or "C" in row.line[low:at]:
        return holder  # "one of the clerks who fled"
    if row.tokens[at].lower == "who" and holders.is_person(row.tokens[of - 1]):
        return holder if not holders.is_person(row.tokens[at - 1]) else None  # "a member of the council who fled"
    near = holders.restricted(row, nominal, at)
    return holder if near == nominal else near


def after_object(  # noqa: PLR0911 - tests in order
    row: Coded, clause: Clause
) -> tuple[int, list[Statement]] | None:
    """As in "They built a bridge that fell": stated of a phrase behind the verb, unless that is a definite one.

    "The bridge that fell" says which bridge. Returns where the words begin and what they state.
    """
    match = _MODIFIER.search(row.line, clause.after + 1, clause.high - 2)
    if match is None or any(mark in row.line[clause.after : match.start()] for mark in ",("):
        return None
    at = match.start()
    phrase = phrase_before(row, at, clause.after)
    if phrase is None or row.tokens[at - 1].lower in _PLACEHOLDERS:
        return None
    phrase = holders.restricted(row, phrase, at)
    if phrase is None:
        return None
    if row.tokens[phrase[0]].lower in _DEFINITE or row.line[phrase[0]] in "OP":
        return None
    if row.tokens[at].lower in _SPECIFYING:
        return None
    if row.line[at] == "g" and row.tokens[phrase[0]].lower not in _INDEFINITE:
        return None  # "won the cup losing no match": not of the cup
    return at, _stated_of(row, at, clause, phrase)


def _after_adverbs(line: str, clause: Clause) -> int:
    at = clause.after
    while at < clause.high and line[at] in "Ry":
        at += 1
    return at


def _stated_of(row: Coded, at: int, clause: Clause, holder: tuple[int, int]) -> list[Statement]:
    """What the words from `at` to the end of the clause state of `holder`."""
    line, tokens, high = row.line, row.tokens, clause.high
    if line[at] in "Ww":
        lead = (shared(row, *holder),)
        return [stated(row, lead, *span, holder) for span in predicates(row, at + 1, high)]
    if line[at] == "z":
        return [stated(row, (possessive(row, holder),), at + 1, high, None)]
    be = " " + form_of_be(line, tokens, holder, clause.verb)
    return [Statement((shared(row, *holder, be),), at, high, "relative", clause.verb, at + 1, holder)]
