"""The words that say that somebody says something: verbs, nouns and phrases, and what may follow each."""

from __future__ import annotations

import re
from typing import Final

# base: its forms. Behind those of SAYING a clause may stand without "that", and they may stand behind what was said.
_SAYING: Final = (
    "say says said saying", "tell tells told telling", "explain explains explained", "add adds added adding",
    "claim claims claimed claiming", "warn warns warned warning", "stress stresses stressed stressing",
    "insist insists insisted insisting", "argue argues argued arguing", "admit admits admitted admitting",
    "acknowledge acknowledges acknowledged", "declare declares declared", "allege alleges alleged alleging",
    "believe believes believed", "predict predicts predicted", "think thinks thought",
    "complain complains complained", "comment comments commented", "remark remarks remarked",
    "assert asserts asserted", "maintain maintains maintained", "contend contends contended",
    "reckon reckons reckoned", "concede concedes conceded", "hope hopes hoped", "grant granted",
    "caution cautions cautioned", "quip quips quipped", "joke jokes joked", "vow vows vowed",
    "pledge pledges pledged", "promise promises promised", "repeat repeats repeated",
    "reiterate reiterates reiterated", "clarify clarifies clarified",
    "emphasise emphasises emphasised emphasize emphasizes emphasized emphasising", "boast boasts boasted",
    "lament laments lamented", "speculate speculates speculated", "swear swears swore", "testify testifies testified",
    "confess confesses confessed", "state states stated stating", "report reports reported",
    "announce announces announced announcing", "suggest suggests suggested suggesting", "reveal reveals revealed",
    "estimate estimates estimated", "write writes wrote written", "recall recalls recalled",
    "conclude concludes concluded", "mention mentions mentioned", "note notes noted noting",
    "specify specifies specified", "affirm affirms affirmed", "confirm confirms confirmed confirming",
    "summarise summarises summarised summarize summarizes summarized", "tweet tweets tweeted", "post posted",
    "disclose discloses disclosed", "observe observes observed", "inform informs informed", "fear fears feared",
    "assure assures assured", "brief briefed", "notify notified", "advise advised", "propose proposes proposed",
    "slip slips", "recognise recognises recognised recognize recognizes recognized", "respond responds responded",
    "reply replies replied", "retort retorts retorted",
)  # fmt: skip
# These report only with a "that", or with a clause whose subject and verb follow at once.
_FINDING: Final = (
    "show shows showed shown", "find finds found", "indicate indicates indicated", "agree agrees agreed",
    "expect expects expected", "suspect suspects suspected", "feel feels felt",
    "demonstrate demonstrates demonstrated", "demand demands demanded", "deny denies denied denying",
    "doubt doubts doubted", "regret regrets regretted", "determine determined", "establish established",
    "calculate calculated", "prove proves proved", "imply implies implied", "judge judges judged",
    "evaluate evaluates evaluated", "rule rules ruled", "understand understands understood", "guess guessed",
    "speak spoke", "threaten threatens threatened", "discuss discussed", "urge urges urged",
    "recommend recommends recommended", "cite cites cited", "point points pointed",
)  # fmt: skip
# Only behind or before a quotation.
_QUOTING: Final = (
    "continue continues continued", "ask asks asked", "wonder wonders wondered", "begin began", "go went",
    "exclaim exclaims exclaimed", "shout shouts shouted", "cry cried", "laugh laughs laughed", "urge urges urged",
    "call calls called", "quote quotes quoted", "read reads", "sum sums summed", "plead pleads pleaded",
    "describe describes described", "dub dubbed",
)  # fmt: skip


def _forms(rows: tuple[str, ...]) -> dict[str, str]:
    return {form: row.split(" ", 1)[0] for row in rows for form in row.split()}


SAYING: Final = _forms(_SAYING)
FINDING: Final = _forms(_FINDING)
QUOTING: Final = _forms(_QUOTING)
BASES: Final = {**QUOTING, **FINDING, **SAYING}
SAYS: Final = frozenset(SAYING.values())
FINDS: Final = frozenset(FINDING.values())
# Of these a quotation is needed.
ONLY_QUOTES: Final = frozenset(QUOTING.values()) - SAYS - FINDS

# These need a subject and its verb at once, or a "that": "announced the men were free", not "claimed four lives".
TIGHT: Final = frozenset(
    "state report announce suggest reveal estimate write recall note mention specify affirm confirm summarise tweet "
    "post disclose observe inform claim slip declare hope fear vow pledge promise grant repeat reiterate advise "
    "propose stress emphasise explain add maintain comment remark respond reply notify brief assure warn "
    "tell conclude acknowledge admit predict".split()
)
# A hearer stands between the cue and what is said.
HEARD: Final = frozenset("tell warn assure inform brief notify advise remind caution".split())

_CHARGES: Final = r"(?:claims?|allegations?|accusations?|reports?|charges?|suggestions?|criticism)"
_FEELINGS: Final = (
    r"(?:hopes?|concerns?|fears?|confidence|regrets?|optimism|doubts?|beliefs?|readiness|support|worry|surprise|anger"
    r"|opposition|condolences|satisfaction|solidarity|willingness|conviction)"
)
# What somebody does with words although no clause is reported. The words stay with the claim: what was denied is not
# stated. Each cue with the pattern that must follow it in the sentence.
_KEPT: Final = {
    "accuse accuses accused": r"\s[^.;:]{2,80}?\s(?:of|that)\b",
    "blame blames blamed": r"\s[^.;:]{2,80}?\s(?:for|on)\b",
    "call calls called": r"\s(?:again\s|also\s)?(?:for|on|upon)\s|\s[^.;:,]{2,60}?[“\"]",
    "deny denies denied": r"\s(?!by\b)\w",
    "confirm confirms confirmed": r"\s(?!by\b|cases?\b)\w",
    "cite cites cited": r"\s[^.;:,]{2,60}?\sas\b",
    "estimate estimates estimated": r"\s[^.;:,]{2,80}?\sat\s",
    "urge urges urged": r"\s[^.;:]{2,80}?\sto\s",
    "demand demands demanded": r"\s(?!by\b|for\b)\w",
    "warn warns warned": r"\s(?:of|against|about)\b|\s[^.;:,]{2,40}?\s(?:of|against|about|not\sto)\b",
    "vow vows vowed": r"\s(?:to|that)\b",
    "pledge pledges pledged": r"\s(?:to|that)\b",
    "promise promises promised": r"\s(?:to|that)\b",
    "threaten threatens threatened": r"\s(?:to|that|[^.;:,]{2,40}?\swith)\b",
    "claim claims claimed": r"\s(?:to|responsibility|victory|credit)\b",
    "reject rejects rejected": rf"\s[^.;:,]{{0,40}}?{_CHARGES}\b",
    "dismiss dismisses dismissed": rf"\s[^.;:,]{{0,60}}?(?:\bas\b|{_CHARGES}\b)",
    "describe describes described": r"\s[^.;:]{2,90}?\sas\b",
    "express expresses expressed": rf"\s[^.;:]{{0,40}}?{_FEELINGS}\b",
    "voice voices voiced": rf"\s[^.;:]{{0,40}}?{_FEELINGS}\b",
    "consider considers considered": r"\sthat\b",
    "hope hopes hoped": r"\s(?:to|for)\b",
    "refute refutes refuted": r"\s(?!by\b)\w",
    "quote quotes quoted": r"\s(?:him|her|them|[^.;:,]{2,60}?\sas)\b",
    "point points pointed": r"\s(?:to|out)\b",
    "predict predicts predicted": r"\s(?!by\b)\w",
    "expect expects expected": r"\s(?!by\b)[^.;:,]{2,60}?\sto\b",
    "issue issues issued": r"\s[^.;:]{0,50}?\b(?:statement|warning|communiqué|decree)\b",
    "saying": "", "adding": "", "stressing": "", "noting": "", "warning": r"\s(?:that|of)\b", "claiming": "",
    "insisting": "", "arguing": "", "explaining": "", "suggesting": r"\sthat\b", "alleging": "", "confirming": "",
    "stating": "", "pointing": r"\sout\b", "announcing": "", "denying": "", "telling": "", "emphasising": "",
    "demanding": "", "urging": "", "calling": r"\s(?:for|on|upon)\s", "vowing": "", "accusing": "",
}  # fmt: skip
KEPT: Final = {
    form: re.compile(pattern, re.IGNORECASE) if pattern else None
    for forms, pattern in _KEPT.items()
    for form in forms.split()
}
# "According to X", "in the words of X", "in X's opinion", "quoting X", "as reported by X".
BY_WHOM: Final = frozenset(
    "reported announced confirmed stated claimed quoted cited revealed disclosed noted comments".split()
)
PREPOSED: Final = re.compile(
    r"\b(?:according\s+to|selon|d['’]après|in\s+the\s+(?:words|opinion|view|eyes|estimation)\s+of|in\s+comments\s+by"
    rf"|(?:{'|'.join(sorted(BY_WHOM - {'comments'}))})\s+by"
    r"|(?:citing|quoting))\s+",
    re.IGNORECASE,
)

# "The claim by X that …", "X's claim that …"; those of HELD also with "of": "the belief of X that …".
NOUN_CUES: Final = frozenset(
    f"{noun}{ending}"
    for noun in "claim report statement allegation assertion belief warning announcement accusation complaint "
    "suggestion insistence testimony denial admission hope fear view opinion conviction estimate argument "
    "promise pledge".split()
    for ending in ("", "s")
)
HELD: Final = frozenset("belief beliefs view opinion conviction insistence hope hopes fear fears".split())
# The words PREPOSED is tried at: how many words before them it begins.
PREPOSING: Final = {
    "according": 0, "selon": 0, "d’après": 0, "d'après": 0, "citing": 0, "quoting": 0, "by": 1, "comments": 1,
    "words": 2, "opinion": 2, "view": 2, "eyes": 2, "estimation": 2,
}  # fmt: skip
VERB_CUES: Final = frozenset({*BASES, *KEPT})
# One of these a sentence must hold for anybody to be looked for in it.
CUES: Final = frozenset({*VERB_CUES, *NOUN_CUES, *PREPOSING, ":"})
