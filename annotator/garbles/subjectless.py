"""Sentences whose verb has no subject: "Sent a message from …", "Stressed that …", "Also said that …".

Arabic, Persian, Italian and Spanish leave the subject to the verb's ending; an engine that translates word by word
leaves it out in English. English begins a sentence with a past form too, but then it is a participle ("Sent to the
front, the men …") or turns the clause round ("Also killed were two guards", "Had he known, …"). So a beginning is taken
for damage only where what stands behind the verb leaves no such reading.
"""

from __future__ import annotations

import re
from typing import Final

from annotator.text.word_forms import class_of, is_verb

# Reported with "that" they have no passive whose participle could begin a sentence: nobody "is stressed that".
_REPORT: Final = (
    "stressed|added|said|noted|explained|declared|announced|confirmed|stated|claimed|affirmed|emphasi[sz]ed|underlined|"
    "underscored|indicated|revealed|denied|insisted|argued|hoped|maintained|mentioned|remarked|recalled|reiterated|"
    "asserted|admitted|acknowledged|pointed out|concluded|reported|considered|believed|wrote|repeated|recognized|"
    "stresses|adds|says|notes|explains|declares|announces|confirms|affirms|emphasi[sz]es|underlines|indicates|"
    "reveals|denies|insists|argues|maintains|mentions|recalls|reiterates|asserts|admits|points out|believes|considers|"
    "thinks|writes|knows"
)
_THAT: Final = r"that (?!night|day|week|month|year|evening|morning|afternoon|time|same|one)"
# What may stand before such a verb and is no subject either.
_BEFORE: Final = r"(?:And |But |Also |Then )?(?:(?:also|further|then|likewise) )?"
_REPORTS: Final = re.compile(
    rf"{_BEFORE}(?P<verb>{_REPORT}) "
    r"(?:(?:also|again|however|repeatedly|in turn|several times|many times|once (?:again|more)|"
    r"yesterday|on [A-Z]\w+day|in (?:a|an) (?:\w+ )?(?:statement|interview)|"
    rf"to (?:the )?(?:reporters|journalists|press)) )?{_THAT}",
    re.IGNORECASE,
)
# "In this context, stressed that …": what stands before the comma begins with a preposition and is no subject.
_AFTER_COMMA: Final = re.compile(
    r"(?:In|On|At|For|From|During|After|Before|Regarding|Concerning|About|Moreover|Furthermore|However|"
    r"Meanwhile|Earlier|Later|Finally|Therefore)(?: [^\s,;:.]+){0,9}, "
    rf"(?:also )?(?P<verb>{_REPORT}) {_THAT}"
)
# "Confirmed the spokesman that …": the verb still stands before its subject, as Arabic has it.
_VERB_FIRST: Final = re.compile(
    rf"(?P<verb>{_REPORT}) (?:the|a|an|Mr|Mrs|Dr)\.? (?:[\w’'-]+ ){{1,8}}{_THAT}", re.IGNORECASE
)
# An auxiliary begins a statement only turned round, and then its subject follows ("Had the army known, …").
_AUXILIARY: Final = re.compile(
    r"(?:(?:And|But|Also|Then) (?=[a-z])|(?=[A-Z]))"
    r"(?P<verb>[Ii]s|[Aa]re|[Ww]as|[Ww]ere|[Hh]as|[Hh]ave|[Hh]ad|[Ww]ill|[Ww]ould|[Cc]an|[Cc]ould|[Mm]ight|[Mm]ust|"
    r"[Ss]hould|[Dd]oes|[Dd]id) (?P<next>not [a-z]+|[a-z]+)(?: (?P<after>[\w’'-]+))?"
)
_NEVER_SUBJECTS: Final = frozenset("been be also still already never reportedly allegedly expected considered".split())
_EXPLETIVE: Final = re.compile(
    r"(?P<verb>Is|Was) (?:also )?(?:worth (?:noting|mentioning|recalling|remembering)|(?:important|necessary|possible|"
    r"noteworthy|essential|notable|clear|likely|known|expected|feared|believed|said|estimated) (?:that|to)\b)"
)
_ADJECTIVES: Final = frozenset("left set read cut united limited armed".split())
_PERFECT: Final = frozenset("is are was were has have had".split())
# "Must try harder." and "Might as well." are said so.
_MODALS: Final = frozenset("will would can could should does did".split())
# These forms are the past and never the participle: no passive, so a subject is missing.
_PAST_ONLY: Final = frozenset(
    "gave took went began spoke wrote chose drove knew grew threw swore flew became came fell rose ran saw withdrew "
    "overthrew shook".split()
)
# These may be participles: without a comma and another verb they have lost their subject.
_LEADING: Final = frozenset(
    "sent said told added made met warned announced declared explained asked called received held urged claimed "
    "rejected condemned ordered demanded says tells adds explains asks expressed described discussed visited stressed "
    "emphasized emphasised praised thanked denied accused criticized criticised reiterated affirmed confirmed attended "
    "signed launched accepted refused pledged promised attacked congratulated informed invited welcomed noted "
    "underlined inaugurated chaired headed presented considered renewed lost won".split()
)
_OBJECT: Final = frozenset("a an the that his her its their him them us this these those".split())
_AFTER_PAST: Final = _OBJECT | frozenset(
    "to in on at from with of about up out part place over into not also president prime king back".split()
)
_LEAD: Final = re.compile(r"(?:(?:And|But|Also|Then) )?(?P<verb>[^\W\d_]+)\s+(?P<next>[^\W\d_]+)")
_ANOTHER_VERB: Final = re.compile(r"(?<!\w)(?:is|are|was|were|am|has|have|had|does|do|did|will|would|can|could)(?!\w)")
_OWN_CLAUSE: Final = re.compile(r"(?<!\w)(?:that|which|who|whom|whose|where|when|because|if|as)(?!\w)")
_CALLED_ON: Final = re.compile(
    r"(?:And |But |Also |Then )?(?P<verb>called (?:on|for|upon)|pointed to|referred to|met with|refused to|"
    r"warned (?:of|against)|threatened to|promised to|pledged to|vowed to|insisted on|appealed (?:to|for)|hoped for|"
    r"expressed) (?=\w)",
    re.IGNORECASE,
)
# "Said he was ready to go.": the subject is of what is said.
_SAID_HE: Final = re.compile(
    rf"{_BEFORE}(?P<verb>{_REPORT}) (?:he|she|they|it|there) (?:was|is|were|are|had|has|have|would|will|could|can) ",
    re.IGNORECASE,
)
_JOINED: Final = re.compile(
    r"(?:And|But) (?:(?:then|also|later|so|immediately) )?(?P<verb>[a-z]+)"
    r"(?=\.\Z| (?:to|in|at|from|for|into|back|his|her|its|their|him|them|it|the|an?)\b)"
)
# "And then came the war.", "But given the price …": the subject follows, or none is needed.
_TURNING: Final = frozenset(
    "came went began stood lay followed arose appeared given granted compared based thus".split()
)
_LONGEST_OPENING: Final = 12


def may_begin(sentence: str) -> bool:
    """Whether a sentence begins with a word that one without its subject begins with."""
    return sentence[:_LONGEST_OPENING].split(None, 1)[0].lower() in _OPENINGS


def missing(sentence: str) -> str | None:
    """The verb without a subject that begins a sentence of English copy, as it stands there; None in doubt.

    The sentence must end in a full stop and stand outside quotation marks: what people say and ask may have none.
    """
    first = sentence[:_LONGEST_OPENING].split(None, 1)[0].lower()
    if first not in _OPENINGS:
        return None
    if first in _PREPOSED:
        match = _AFTER_COMMA.match(sentence)
        return match["verb"] if match else None
    if first in _JOINING and sentence.split(None, 2)[1].lower() not in _BEHIND_JOINING:
        return _joined(sentence)
    for pattern in (_REPORTS, _VERB_FIRST, _EXPLETIVE, _SAID_HE):
        match = pattern.match(sentence)
        if match:
            return match["verb"]
    return _auxiliary(sentence) or _leading(sentence) or (_joined(sentence) if first in _JOINING else None)


def _joined(sentence: str) -> str | None:
    """The verb of "And then wept.", "But fell to 20 percent.": its subject is the one of the sentence before."""
    match = _JOINED.match(sentence)
    if match is None or "," in sentence or match["verb"] in _TURNING or _turned(sentence):
        return None
    return match["verb"] if class_of(match["verb"]) in {"VBD", "VBN"} else None


def _auxiliary(sentence: str) -> str | None:
    match = _AUXILIARY.match(sentence)
    if match is None:
        return None
    verb, following = match["verb"], match["next"]
    if following in _NEVER_SUBJECTS:
        return verb if match["after"] not in {"is", "was"} else None
    denied, _, word = following.partition(" ")
    return verb if _goes_with(verb.lower(), word or denied, match["after"] or "") else None


def _goes_with(auxiliary: str, word: str, after: str) -> bool:
    """Whether a word is the rest of the verb and can be no subject: "will visit", "was born", "has accused"."""
    if auxiliary in _MODALS:
        return is_verb(word) and (after in _AFTER_PAST or after[:1].isupper() or class_of(word) == "VB")
    return auxiliary in _PERFECT and class_of(word) in {"VBN", "VBD"} and word not in _ADJECTIVES


def _leading(sentence: str) -> str | None:
    match = _LEAD.match(sentence)
    if match is None:
        return None
    verb, following = match["verb"].lower(), match["next"].lower()
    if verb in _PAST_ONLY:
        return match["verb"] if following in _AFTER_PAST else None
    if "," in sentence:
        return None  # "Called the last of its kind, the bird …"
    if called := _CALLED_ON.match(sentence):
        return called["verb"] if not _turned(sentence) else None
    if verb in _LEADING and following in _OBJECT and not _turned(sentence):
        return match["verb"]
    return None


def _turned(sentence: str) -> bool:
    """Whether a verb of the main clause stands later on: "Also called the wall is the old rampart"."""
    main = _OWN_CLAUSE.split(sentence, maxsplit=1)[0]
    return _ANOTHER_VERB.search(main) is not None


_OPENINGS: Final = (
    _PAST_ONLY
    | _LEADING
    | frozenset(re.split(r"[|\s]", _REPORT.replace("[sz]", "s")))
    | frozenset(re.split(r"[|\s]", _REPORT.replace("[sz]", "z")))
    | frozenset(
        "and but also then in on at for from during after before regarding concerning about moreover furthermore "
        "however meanwhile earlier later finally therefore is are was were has have had will would can could might "
        "must should does did called pointed referred threatened promised vowed appealed".split()
    )
)
_JOINING: Final = frozenset("and but also then".split())
_PREPOSED: Final = frozenset(
    "in on at for from during after before regarding concerning about moreover furthermore however meanwhile earlier "
    "later finally therefore".split()
)
_BEHIND_JOINING: Final = _OPENINGS | {"further", "likewise"}
