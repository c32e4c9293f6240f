"""Sentences that are only a clause of another: "Which he denied.", "According to the governor, who left."

An engine that breaks a long sentence of Arabic, French or Turkish at its commas leaves the clauses behind as sentences.
English has such fragments for effect ("Which is why they left."): they are left alone, and so is whatever may have a
main clause of its own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from annotator.text.word_forms import class_of, is_verb
from annotator.text.words import FINITE

# "Which" before a subject or a past form; "Which is why …" and "Which means …" are said for effect.
_WHICH: Final = re.compile(
    r"(?:And )?[Ww]hich (?:the|a|an|he|she|it|they|his|her|its|their|was|were|has|had|will|would|did|does|"
    r"could|cannot|led|caused|resulted|"
    r"made|came|took|left|drew|[a-z]+ed|[A-Z]\w+)\b"
)
_SUBJECT: Final = (
    r"(?=(?:the|an?|he|she|it|they|we|this|these|those|there|his|her|its|their|some|many|most|no|nobody|[A-Z]\w+)\b)"
)
# "What the latter denies.": a French "Ce que" that goes back to the sentence before. "What a day.", "What they saw
# shocked them." are whole.
_WHAT: Final = re.compile(
    r"(?:And )?[Ww]hat (?=(?:the (?!hell|heck|devil)|he |she |it |they |his |her |its |their |[A-Z]\w+ ))"
)
# "That the vote would be held in May.", "Who was arrested in June.": with a second verb they are subjects.
_THAT: Final = re.compile(rf"(?:And |But )?[Tt]hat {_SUBJECT}(?!he said|she said|it is|it was)")
_WHO: Final = re.compile(r"(?:And |But )?[Ww]ho (?=(?:was|were|is|are|had|has|have|will|would|also|[a-z]+ed)\b)")
# "And to free the men.", "But the army no.": Italian and French leave the verb to the sentence before.
_INFINITIVE: Final = re.compile(r"(?:And|But|Or) (?:not )?to (?P<verb>[a-z]+) ")
_ANSWER: Final = re.compile(r"(?:And|But) (?:the|an?|his|her|its|their|not|[A-Z])[^,;:]{2,40} (?:no|yes|not)\Z")
_REPORTING: Final = re.compile(
    r"(?:Also )?(?:Emphasi[sz]|Stress|Not|Add|Explain|Point|Indicat|Underlin|Underscor|Recall|Affirm|Reiterat|Declar|"
    r"Claim|Say|Announc|Confirm|Reveal|Warn|Remind|Argu|Insist|Stat|Mention|Specify|Clarify|Observ|emphasi[sz]|stress|"
    r"not|add|explain|point|indicat)ing (?:out )?that "
    r"(?=(?:the|an?|he|she|it|they|we|this|these|those|there|his|her|its|their|all|any|no|nobody|some|many|most|both|"
    r"such|[A-Z]\w+|\d+|[a-z]+s)\b)"
)
# "Where the minister stressed that …": Arabic joins a report to what stands before it by such a word.
_WHERE: Final = re.compile(
    r"Where (?:he|she|it|they|the [\w’'-]+(?: [\w’'-]+){0,5}) (?:(?:also|further) )?(?:said|stressed|added|confirmed|"
    r"explained|indicated|noted|pointed|announced|affirmed|emphasi[sz]ed|stated|revealed|declared|told|underlined)\b"
)
_PREPOSED: Final = re.compile(
    r"(?:According to|In|At|For|From|With|Despite|During|After|Before|Regarding|Concerning|Unlike|Like|Among|By|On|"
    r"Near|Against|Under|Since|Besides|Along with) [^,;:]{2,80}, (?:who|which|whose|where|whom) "
    r"(?!knows\b)(?P<clause>[^,;:]+)\Z"
)
# With a subject behind it: "Though tired they walked on" is whole.
_SUBORDINATE: Final = re.compile(
    rf"(?:And |But )?(?:Although|Though|Whereas|Unless|Because|If|While|although|because|if|while) {_SUBJECT}"
)
# "… added that nobody from the officials.": what was said has no verb.
_SAID_THAT: Final = re.compile(
    r"[^,;:]*\b(?:said|added|stressed|stated|noted|explained|declared|announced|confirmed|affirmed|indicated|claimed|"
    r"says|adds|hopes?|hoped|fears?|feared|believes?|believed|thinks?|warned|warns|insists?|insisted|denied|denies) "
    r"that (?P<clause>[^;:]{12,})\Z"
)
# "… must decide whether its soldiers.", "… withdrew because the road to the north."
_OPEN_CLAUSE: Final = re.compile(
    r"[^;:]*\b(?P<word>whether|because) "
    r"(?P<clause>(?:the|an?|its|his|her|their|these|those|this|some|many|several|all|no) [^,;:]+)\Z"
)
# "Local sources, quoting witnesses, that the convoy had left.": the verb of the report is gone.
_REPORT_THAT: Final = re.compile(
    r"(?P<main>[A-Z][^,;:“”()]{3,60}?)(?:, (?P<aside>[^,;:“”()]{3,60}),)? that "
    r"(?P<clause>(?:(?:the|an?|its|his|her|their|these|those|this|some|many|several|all|no) \w|he |she |it |they |"
    r"there |no one |nobody |[A-Z][a-z]+ )[^,;:]+)\Z"
)
# A clause with "that" belongs to these: "A sign that the war is near." is said for effect.
_THOUGHTS: Final = frozenset(
    "sign signs proof evidence news fact hope hopes fear fears claim claims idea reminder indication feeling belief "
    "thought warning signal view impression knowledge suspicion rumour rumours rumor rumors condition conclusion pity "
    "shame result way day time moment point doubt chance risk danger promise assurance word agreement guarantee hint "
    "conviction thing things something everything anything nothing all so such now given provided".split()
)
_AUXILIARIES: Final = frozenset("is are was were be been being has have had not".split())
_WORD: Final = re.compile(r"[^\W\d_]+(?:['’][a-z]+)?")
FIRST: Final = frozenset(
    "which also where according in at for from with despite during after before regarding concerning unlike like among "
    "by on near against under since besides along although though whereas unless because and but that who if while "
    "or what".split()
)
_FEWEST: Final = 3
_BEFORE_NOUNS: Final = frozenset({"DT", "JJ", "PRP$", "IN", "CC", "CD", "POS", "TO"})
_NEVER_VERBS: Final = frozenset({"NNS", "PRP$", "DT", "IN", "PRP"})
_RELATED: Final = ("who", "which", "whose", "where", "whom")
_CLOSE_TO: Final = ["close", "to"]
_WITH_OBJECT: Final = re.compile(
    r"\b[a-z]{2,}s (?:the|an?|his|her|its|their|this|these|those|all|no|any|him|them|it)\b"
)
_VERBAL: Final = frozenset({"VB", "VBN", "VBD", "VBG", "VBZ", "VBP", "MD"})
_REPORTS: Final = "ing"


def may_begin(first: str, sentence: str) -> bool:
    """Whether a sentence that begins with this word, written small, may be only a clause: a quick look."""
    if " that " in sentence:
        bare = sentence.rstrip(".")
        if _SAID_THAT.match(bare) or _is_report(bare):
            return True
    if (" whether " in sentence or " because " in sentence) and _OPEN_CLAUSE.match(sentence.rstrip(".")):
        return True
    if first in FIRST:
        return first not in _PREPOSITIONS or any(word in sentence for word in _RELATED)
    return first.endswith(_REPORTS) and " that " in sentence


def only_clause(sentence: str) -> str | None:
    """Why a sentence that ends in a full stop is only a clause of another; None where it is none, or in doubt."""
    bare = sentence.rstrip(".")
    if _WHERE.match(bare):
        return "A clause with “where” stands alone: it belongs to the sentence before."
    if (match := _PREPOSED.match(bare)) and _verbs(match["clause"]) <= 1:
        return "The main clause is missing: what stands here only leads up to it."
    if (match := _SAID_THAT.match(bare)) and not _may_have_verb(match["clause"]):
        return "The sentence breaks off: what stands behind “that” has no verb."
    if (match := _OPEN_CLAUSE.match(bare)) and not _has_any_verb(match["clause"]):
        return f"The sentence breaks off: what stands behind “{match['word']}” has no verb."
    if _is_report(bare):
        return "The verb is missing that goes before “that”: who said or did what?"
    return _without_comma(bare) if "," not in bare else None


def _is_report(bare: str) -> bool:
    """Whether a clause with "that" follows a subject without its verb: "The governor that the water was cut off"."""
    match = _REPORT_THAT.match(bare)
    if match is None:
        return False
    main = _WORD.findall(match["main"])
    if (
        main[-1].lower() in _THOUGHTS
        or any(class_of(word)[:2] in {"VB", "MD", ""} and word[0].islower() for word in main[1:])
        or class_of(main[0]) in _VERBAL
    ):
        return False
    if any(class_of(word) in FINITE for word in _WORD.findall(match["aside"] or "")) or _may_act(main):
        return False
    if not any(class_of(word) in {"NN", "NNS"} for word in main):
        return False
    clause = _WORD.findall(match["clause"])
    verbal = [_may_be_verb(word) for word in clause]
    return sum(now and not (at and clause[at - 1] in _AUXILIARIES) for at, now in enumerate(verbal)) == 1


def _without_comma(bare: str) -> str | None:  # noqa: PLR0911 - one test a line
    """The same for clauses that a comma would set off from the main clause behind them."""
    if _WHICH.match(bare):
        return "“Which” has nothing that it goes back to in this sentence: only a clause stands here."
    if match := _REPORTING.match(bare):
        return f"“{match.group().rstrip()}” has no subject: who?"
    if (match := _SUBORDINATE.match(bare)) and _verbs(bare[match.end() :]) <= 1:
        return f"A clause with “{match.group().split()[-1].lower()}” stands alone: the main clause is missing."
    for pattern, word in ((_THAT, "that"), (_WHO, "who")):
        if (match := pattern.match(bare)) and _verbs(bare[match.end() :]) == 1 and bare.count(" ") > _FEWEST:
            return f"A clause with “{word}” stands alone: it belongs to the sentence before."
    if (match := _WHAT.match(bare)) and _may_be_verbs(bare[match.end() :]) == 1 and bare.count(" ") > _FEWEST:
        return "“What” goes back to the sentence before: only a clause stands here."
    infinitive = _INFINITIVE.match(bare)
    if (infinitive and is_verb(infinitive["verb"]) and not _verbs(bare)) or (_ANSWER.match(bare) and not _verbs(bare)):
        return "The sentence has no verb of its own: it belongs to the one before."
    return None


_PREPOSITIONS: Final = FIRST - frozenset(
    "which also where although though whereas unless because and but that who if while or what".split()
)


def _verbs(clause: str) -> int:
    """How many words of a clause are finite verbs by their usual class; with its auxiliary one is counted once."""
    words = [word if word[0].islower() else "" for word in _WORD.findall(clause)]  # "in May" is no verb
    return sum(class_of(word) in FINITE and not (at and words[at - 1] in _AUXILIARIES) for at, word in enumerate(words))


def _may_be_verbs(clause: str) -> int:
    """How many words of a clause may be verbs, one with its auxiliaries counted once."""
    words = [word for word in _WORD.findall(clause) if word[0].islower()]
    verbal = [_is_verbal(word) for word in words]
    return sum(now and not (at and words[at - 1] in _AUXILIARIES) for at, now in enumerate(verbal))


def _is_verbal(word: str) -> bool:
    usual = class_of(word)
    return usual[:2] in {"VB", "MD", ""} or (usual[:2] == "NN" and word.endswith(("ed", "es")))


def _may_have_verb(clause: str) -> bool:
    """Whether any word of a clause is a verb by its usual class, has the ending of one, or is unknown and small."""
    return clause.count(" ") + 1 < _FEWEST or _has_any_verb(clause)


def _has_any_verb(clause: str) -> bool:
    """The same, whatever its length. "This attack ties the hands": what a determiner follows is no plural."""
    words = _WORD.findall(clause)
    if any(map(_may_be_verb, words)) or _WITH_OBJECT.search(clause):
        return True
    return _may_act(words)


def _may_act(words: Sequence[str]) -> bool:
    """Whether a word may be noun or verb where not only a noun can stand: "the shells fall", "statistics show"."""
    return any(
        at and class_of(words[at - 1]) not in _BEFORE_NOUNS and conjugates(word) and words[at : at + 2] != _CLOSE_TO
        for at, word in enumerate(words)
        if word.islower()
    )


def conjugates(word: str) -> bool:
    """Whether the lexicon knows a past or -ing form of a word: "bets" (betting), "share" (shared)."""
    stem = word.removesuffix("s").removesuffix("e")
    forms = (stem + "ed", stem + "ing", stem + stem[-1:] + "ing", word.removesuffix("es") + "ed")
    return any(class_of(form) in {"VBD", "VBN", "VBG"} for form in forms)


def _may_be_verb(word: str) -> bool:
    usual = class_of(word.lower())
    if usual in _NEVER_VERBS:
        return False
    return (usual[:2] in {"VB", "MD", ""} and word[0].islower()) or word.lower().endswith(("s", "ed", "n't", "n’t"))
