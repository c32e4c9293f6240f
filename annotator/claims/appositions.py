"""Appositions, what stands in brackets after a name, participles and "including …": facts that hang on a phrase."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from annotator.claims import holders
from annotator.claims.clauses import Clause
from annotator.claims.holders import OFFICES, is_person, is_time
from annotator.claims.parts import Coded, Statement
from annotator.claims.phrases import before_age, before_brackets, phrase_before, shared
from annotator.claims.relatives import is_between_subject_and_verb, joined
from annotator.claims.verbs import NO_PASSIVE, form_of_be, own_verb
from annotator.text.words import NAMES

# "…, the majority to the south", "…, the last of them on Monday": a share of what was named, not what it is.
_SHARES: Final = frozenset(
    "majority minority rest most last first second third latter former others other same half bulk remainder "
    "time day week month year".split()
)
# Participles that are prepositions in use.
_NO_FACT: Final = frozenset(
    "according depending considering regarding following assuming given compared concerning".split()
)
_ARTICLES: Final = frozenset({"a", "an", "the", "one"})
_INDEFINITE: Final = frozenset({"a", "an"})
_POINTING: Final = frozenset({"them", "which", "whom"})
# "the ship, property of a firm", "the island, home to 900 people": what a thing is, without an article.
_BARE_ROLES: Final = frozenset(
    "property part home capital seat birthplace headquarters member subsidiary successor heir".split()
)
# "later moved to Kut", "then arrested": what came next, a predicate without its verb.
_NEXT: Final = frozenset("later then also even still soon eventually finally thereafter subsequently not".split())
_WHERE_IT_IS: Final = frozenset({"located", "situated"})
_PARTLY: Final = frozenset({"majority", "state"})  # "majority owned by"
_OFFICE: Final = re.compile(r"[JNP]+(?=[fITtCR,;-]|$)")
_NAMES: Final = re.compile(r"P{1,5}$")
_FINITE: Final = re.compile(r"[VMBHF]")
_IN_PLACE: Final = re.compile(r"[fI]P{1,3}$")
# What a state, a firm or a place is to another one: no event, as "their first meeting" is.
_KIN_OF_PLACES: Final = frozenset(
    "client customer ally neighbour neighbor partner rival supplier birthplace hometown stronghold subsidiary".split()
)
_QUALITY: Final = re.compile(r"f[^,;:VMBHFWwzL]{1,24},[Ry]*[VMBHF]")
_OWN: Final = re.compile(r"OJ{0,3}N{1,2}[,fIt.]")  # "India, its first client,"
_OF_NAME: Final = re.compile(r",fP{1,4}$")
_FULL_NAME: Final = re.compile(r"P{2,4}$")
_MARKS: Final = re.compile(r"[,w]")
_HANGING: Final = re.compile(r"I|(?<=[NP])[ugV]")
_DATED: Final = re.compile(r"I[#P]")
_PAST: Final = {" is": " was", " are": " were"}
_OF_DOER: Final = frozenset("accompanied flanked assisted helped dressed".split())
_KIND: Final = re.compile(r"[DO#][^cWw;:]*$")


def begins_apposition(row: Coded, clause: Clause, comma: int) -> bool:
    """Whether an apposition may begin after the comma: an article or an office there, a name or a kind before it."""
    tokens, line = row.tokens, row.line
    word = tokens[comma + 1].lower
    end = before_age(row, comma, clause.low)
    end = before_brackets(row, end, clause.low) if line[end - 1] == ")" else end
    if tokens[end - 1].tag not in NAMES and word not in _INDEFINITE and word not in _BARE_ROLES:
        office = line[comma + 2] == "f" and is_person(tokens[comma + 1]) and is_person(tokens[end - 1])
        if not office and not holders.measures(row, comma + 1):
            return False
    if clause.subject is not None and end <= clause.subject[0]:
        return False  # "At the end of May, the head …": a date opens the clause
    if line[comma + 1] == "#" and holders.measures(row, comma + 1):
        return True
    if line[comma + 1] == "O":
        own = _OWN.match(line, comma + 1)
        if own is None or tokens[end - 1].tag not in NAMES:
            return False
        return is_person(tokens[own.end() - 2]) or tokens[own.end() - 2].lower in _KIN_OF_PLACES
    return "C" not in line[comma + 1 : comma + 3] and (word in _ARTICLES or _is_office(row, comma + 1, clause.high))


def apposition(row: Coded, clause: Clause, comma: int, end: int) -> list[Statement]:
    """As in "Omar Said, the head of the army," and "Omar Said, prime minister of the region,"."""
    line, tokens = row.line, row.tokens
    if not begins_apposition(row, clause, comma) or not _may_be_apposition(row, clause, comma, end):
        return []
    before = phrase_before(row, before_age(row, comma, clause.low), clause.low)
    if before is None:
        return []
    if holders.is_day(row, before):
        before = holders.behind_day(row, before)
        if before is None:
            return []  # "announced, on the second of May, the loss of …"
    before = holders.measured(row, before, clause.low) if line[comma + 1] == "#" else _bare_name(row, before)
    if holders.is_of_person(row, comma + 1, end):
        before = _named(row, before)
        if not holders.may_be_person(row, before):
            return []  # "In Basra, the mayor": no place is a mayor
    elif is_person(tokens[before[0] + 1]) and (head := holders.head_at(row, comma + 1, end)) is not None:
        # "the consul of Norway, a country which …"
        before = holders.which(row, before) if tokens[head].lower in holders.PLACES else before
    is_bare = line[comma + 1] == "N" and is_person(tokens[comma + 1])  # "a teacher, mother of three"
    before = (holders.who(row, before, clause.low) or before) if is_bare else before
    if tokens[before[0]].lower in _INDEFINITE and not is_bare:
        of = line.rfind("f", before[0], before[1])  # "a soldier of the third brigade, a unit …"
        before = (of + 1, before[1]) if of > 0 and tokens[of + 1].lower == "the" else before
    if tokens[before[1] - 1].tag not in NAMES and tokens[before[0]].lower != "the" and not is_bare:
        return []  # "the firm, a seller of oil": a kind follows a definite phrase
    be = " " + form_of_be(line, tokens, before, clause.verb)
    return [Statement((shared(row, *before, be),), comma + 1, end, "apposition", None, comma + 1, before)]


def _may_be_apposition(row: Coded, clause: Clause, comma: int, end: int) -> bool:
    """Whether the words after `comma` name an office or a kind: no verb, no list item, nothing that points back."""
    line = row.line
    first = [token.lower for token in row.tokens[comma + 1 : min(end, comma + 6)]]
    if (first[1] in _SHARES and line[comma + 3] not in "JNP") or _points_back(first):
        return False  # "attacks in the north, the last of them on Monday": of the attacks, not of the north
    # "A, the B, and C": the second item of a list
    if end + 1 < clause.high and line[end] == "," and line[end + 1] == "C":
        return False
    office = _OFFICE.match(line, comma + 1, end)
    if office is not None and office.end() < end and line[office.end()] == "," and first[0] not in _ARTICLES:
        return False  # an office that a list goes on behind
    verb = own_verb(line, comma + 1, end)
    return verb is None or _is_reduced(row, clause, verb, end)


def _points_back(words: Sequence[str]) -> bool:
    """As in "the last of them", "a part of which"; not "a country which …"."""
    return any(
        word in _POINTING and (word == "them" or words[at - 1] not in holders.PLACES) for at, word in enumerate(words)
    )


def _is_reduced(row: Coded, clause: Clause, verb: int, end: int) -> bool:
    """As in "Omar Said, an engineer retired from the army, counts …": what reads like the apposition's own verb.

    The verb behind the comma shows it; without one only words that are hardly a verb there ("a unit based in Kut").
    """
    line, word = row.line, row.tokens[verb].lower
    if line[verb] != "V" or line[verb - 1] != "N" or line[verb + 1] not in "IfTt#":
        return False
    if line[end] == "," and line[end + 1] in "VMBHF":
        return word.endswith("ed")
    return (
        word in {"based", "located", "situated", "called", "named"} and clause.verb is not None and clause.verb < verb
    )


def _is_office(row: Coded, low: int, high: int) -> bool:
    """As in "Omar Said, prime minister of the region,": an office without an article."""
    line = row.line
    match = _OFFICE.match(line, low, high)
    if match is None:
        return False
    end = match.end()
    head = row.tokens[end - 1]
    if head.lower in OFFICES or (head.lower in _BARE_ROLES and line[end] in "fT"):
        return True
    if line[low - 2] == "P":
        return line[end - 1 : end + 1] == "Nf" or (head.tag == "NN" and is_person(head))
    return line[end] == "f" and head.tag == "NN" and is_person(head) and is_person(row.tokens[low - 2])


def _named(row: Coded, phrase: tuple[int, int]) -> tuple[int, int]:
    """As in "under the leadership of Omar Said, the minister": the person's name in a phrase that is of none itself."""
    of = row.line.rfind("f", phrase[0] + 1, phrase[1] - 1)
    if of < 0 or not _FULL_NAME.match(row.line, of + 1, phrase[1]):
        return phrase
    return phrase if is_person(row.tokens[row.line.find("f", phrase[0]) - 1]) else (of + 1, phrase[1])


def _bare_name(row: Coded, phrase: tuple[int, int]) -> tuple[int, int]:
    """As in "part of Northern Oil, a firm": the name alone, where the phrase before its "of" is no name or person."""
    line = row.line
    of = line.find("f", phrase[0] + 1, phrase[1] - 1)
    if of > 0 and is_person(row.tokens[of - 1]) and row.tokens[phrase[1] + 1].lower == "the":
        return phrase
    while of > 0 and "P" not in line[phrase[0] : of]:
        if "P" in line[of + 1 : of + 3] and (line[of + 1] != "P" or "D" not in line[phrase[0] : of]):
            return of + 1, phrase[1]
        of = line.find("f", of + 1, phrase[1] - 1)
    return phrase


def begins_quality(row: Coded, clause: Clause, comma: int) -> bool:
    """As in "The ship, of property of a firm, was …": "of" with a noun between the subject and its verb."""
    if clause.verb is None or clause.subject is None or clause.subject[1] != comma:
        return False
    return _QUALITY.match(row.line, comma + 1, clause.verb + 1) is not None and row.tokens[comma + 2].lower != "course"


def quality(row: Coded, clause: Clause, comma: int, end: int) -> list[Statement]:
    """That the ship is "of property of a firm", the driver "of Syrian origin", the victim "of 62 years"."""
    assert clause.subject is not None  # otherwise none begins
    be = " " + form_of_be(row.line, row.tokens, clause.subject, clause.verb)
    lead = (shared(row, *clause.subject, be),)
    return [Statement(lead, comma + 1, end, "apposition", None, comma + 1, clause.subject)]


def office_of_subject(row: Coded, clause: Clause) -> list[Statement]:
    """As in "The head of the army, Omar Said, met …": that Omar Said is the head of the army."""
    line = row.line
    if clause.subject is None or clause.verb is None or line[clause.subject[0]] != "D":
        return []
    low, comma = clause.subject
    if comma + 3 > clause.verb or line[comma] != "," or line[clause.verb - 1] != ",":
        return []
    end = before_brackets(row, clause.verb - 1, comma)
    if not _NAMES.fullmatch(line, comma + 1, end):
        return []
    if _IN_PLACE.search(line, low, comma) and not is_person(row.tokens[line.find("f", low, comma) - 1]):
        return []  # "The bank of Kut Province, Iraq, issued …": the place's own place
    be = " " + form_of_be(line, row.tokens, (comma + 1, end), clause.verb)
    name = (comma + 1, end)
    return [Statement((shared(row, *name, be),), low, comma, "apposition", None, low, name)]


def bracketed(row: Coded, clause: Clause, opening: int, closing: int) -> list[Statement]:
    """As in "Omar Said (born in 1950)", "Kut (now part of Wasit)": a fact of the name before the bracket."""
    line, tokens = row.line, row.tokens
    code = line[opening + 1]
    if closing - opening < 3 or _FINITE.search(line, opening, closing):
        return []
    if code not in "uD" and tokens[opening + 1].lower not in {"now", "formerly", "previously", "born"}:
        return []
    before = phrase_before(row, opening, clause.low)
    if before is None or "P" not in line[slice(*before)]:
        return []
    past = code == "u" or clause.verb is None
    be = " was" if past and tokens[opening + 1].lower == "born" else " " + form_of_be(line, tokens, before, clause.verb)
    if tokens[opening + 1].lower == "now":
        be = " is"
    return [Statement((shared(row, *before, be),), opening + 1, closing, "apposition", None, opening + 1, before)]


def dashed(row: Coded, clause: Clause, opening: int, closing: int) -> list[Statement]:
    """As in "these clubs – those with schools – grow", "the bridge – the only one in Kut – was shut"."""
    line = row.line
    if closing - opening < 3 or not _KIND.match(line, opening + 1, closing) or _FINITE.search(line, opening, closing):
        return []
    before = phrase_before(row, opening, clause.low)
    if before is None:
        return []
    is_list = "C" in line[opening:closing]  # "three ships – two tugs and a barge –": said of all, not of each
    if is_list and row.tokens[before[1] - 1].tag not in {"NNS", "NNPS"}:
        return []
    be = " " + form_of_be(line, row.tokens, before, clause.verb)
    rule = "including" if is_list else "apposition"
    return [Statement((shared(row, *before, be),), opening + 1, closing, rule, None, opening + 1, before)]


def begins_participle(row: Coded, clause: Clause, comma: int, subject: tuple[int, int] | None) -> bool:
    """Whether the participle after the comma states something of a phrase, and is no item of a list."""
    line, at = row.line, comma + 1
    if subject is None or clause.low <= comma < subject[0] or row.tokens[at].lower in _NO_FACT:
        return False
    if line[at] in "RN":
        word = row.tokens[at].lower
        if word in _NEXT if line[at] == "R" else word not in _PARTLY:
            return False
        at += 1
    if line[at] == "V":
        return row.tokens[at].lower in _WHERE_IT_IS and at != clause.verb  # "Kut, located 17 km inside …"
    # "layered vocals, softened guitars and …": items of a list, not a statement
    return line[at] == "g" or (line[at] == "u" and line[at + 1] in "IfTtRA" and line[comma - 1] != "u")


def participle(row: Coded, clause: Clause, comma: int, end: int, subject: tuple[int, int]) -> list[Statement]:
    """A participle after a comma where one begins: ", killing two people" and ", led by the coalition,"."""
    line = row.line
    past = line[comma + 1] != "g"
    holder, be = subject, ""
    if past and row.tokens[comma + 1].lower not in NO_PASSIVE:
        holder, number = _acted_on(row, clause, comma, end, subject)
        be = " " + form_of_be(line, row.tokens, number, clause.verb)
        if _has_happened(row, comma + 1, end):
            be = _PAST.get(be, be)
    lead = (shared(row, *holder, be),)
    last, relatives = joined(row, comma + 3, end, holder)
    joint = line.find("Cu" if past else "Cg", comma + 3, last - 2)
    cuts = [(comma + 1, last)] if joint < 0 else [(comma + 1, joint), (joint + 1, last)]
    return [*[Statement(lead, low, high, "participle", None, low + 1, holder) for low, high in cuts], *relatives]


def _has_happened(row: Coded, low: int, end: int) -> bool:
    """As in "arrested on Tuesday", "built in 1950", "born in Kut": over and done, whatever the main verb's tense."""
    if row.tokens[low].lower == "born":
        return True
    match = _DATED.search(row.line, low, end)
    return match is not None and holders.is_day_or_year(row.tokens[match.end() - 1])


def _acted_on(
    row: Coded, clause: Clause, comma: int, end: int, subject: tuple[int, int]
) -> tuple[tuple[int, int], tuple[int, int]]:
    """Of which phrase the past participle behind the comma is said, and the noun of it that gives the number.

    Between the subject and its verb it is the subject's, as two commas set it apart from all that stands before; behind
    the verb it is the nearest phrase's, unless that only says when or where.
    """
    tokens, line = row.tokens, row.line
    word = tokens[comma + 1 + (line[comma + 1] in "RN")].lower
    aside = _OF_NAME.search(line, max(clause.low, comma - 5), comma)
    nearest = _quoted(row, comma if aside is None else aside.start(), clause.low)
    if nearest is not None and is_time(row, nearest) and line[nearest[0] - 1] in "NP":
        nearest = phrase_before(row, nearest[0], clause.low)  # "published the data this morning, updated at noon"
    if nearest is None or is_time(row, nearest):
        return subject, subject
    own = clause.subject
    verb = clause.verb
    is_between = verb is not None and is_between_subject_and_verb(line, verb, comma, end)
    if own is not None and is_between and own[0] < nearest[0] and not _MARKS.search(line, own[0], nearest[0]):
        return (nearest, nearest) if word in holders.OF_NEAREST else (own, (own[0], _core_end(row, own)))
    if word in holders.OF_PERSONS:
        nearest = holders.who(row, nearest, clause.low) or nearest  # "the arrest of two men, accused of theft"
    if word in _OF_DOER or (word in holders.OF_PERSONS and tokens[nearest[1] - 1].lower in holders.COURTS):
        return subject, subject
    if not holders.says_where(row, nearest) or word in holders.PLACES_ARE:
        return nearest, nearest
    around = holders.around_place(row, nearest, clause.low)
    if around is not None:
        return around[1], around[0]
    return (nearest, nearest) if word in holders.OF_NEAREST else (subject, subject)


def _core_end(row: Coded, phrase: tuple[int, int]) -> int:
    """Where a subject's own noun ends: before "in Kut", "rented from a firm"."""
    match = _HANGING.search(row.line, phrase[0] + 1, phrase[1])
    return match.start() if match is not None else phrase[1]


def _quoted(row: Coded, end: int, low: int) -> tuple[int, int] | None:
    """The phrase that ends before `end`, also with a name in quotation marks: "the ship “Nur”"."""
    line = row.line
    if line[end - 1] != '"':
        return phrase_before(row, end, low)
    opening = line.rfind('"', max(low, end - 7), end - 1)
    before = phrase_before(row, opening, low) if opening > low else None
    return (before[0], end) if before is not None else None
