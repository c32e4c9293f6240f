"""Who did what to whom stands the wrong way round, by what the article says itself.

An engine that loses a passive, a case or a preposition swaps the parties: the accused accuse, the one who is punished
must lift the punishment, the leader is led. No list of facts can tell; but six constructions contradict themselves, or
what the same article says elsewhere. Each names its reason, and each has a look-alike that is right and stays silent.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cached_property
from typing import Final

from annotator.garbles import powers
from annotator.garbles.passage import Passage
from annotator.text.beginnings import beginnings
from annotator.text.spans import Finding, Reading, Span

KIND: Final = "turned-relation"

_STATE: Final = (
    "(?:[Tt]he )?(?:" + "|".join(re.escape(name) for name in sorted(powers.NAMES, key=len, reverse=True)) + ")"
)
# The words that a turned relation hangs on: one search for how they begin sends nearly all text home.
_BEGINNINGS: Final = beginnings(
    "(?:a(?:ccuse|rreste|cquitte|ttacked (?:the )?[A-Z])|b(?:lame[sd]? [ht]|ombed )|c(?:ommanded by|ondemn|onvicted)"
    "|e(?:ase |lected)|freed|headed by|in(?:vaded|terrogated)|l(?:ed by|eave the|ift )|pull out|qu(?:it the|estioned)"
    "|re(?:move |leased)|sentenced|t(?:reated|ried|hreaten)|urge[sd] |w(?:arn|ithdr))"
)
_TRIGGER: Final = re.compile(
    r"(?:(?P<led>led by|headed by|commanded by)|(?P<lift>lift|remove|ease)(?= (?:the |its |their )?(?:\w+ )?"
    r"(?:sanctions|embargo|blockade|siege))|(?P<accuse>accuses?|blames?)(?= (?:them|him|her)\b)"
    r"|(?P<leave>withdraw from|leave|quit|pull out of)(?= the [a-z ]{0,24}(?:deal|agreement|treaty|accord|pact))"
    r"|(?P<withdrew>withdrew)(?= (?:in|on|under|after|during|last)\b)"
    r"|(?P<self>accused|accuses|threatened|threatens|invaded|bombed|condemned|condemns|warned|warns|attacked|urged|urges)"
    r"(?= (?:the )?[A-Z])"
    r"|(?P<role>arrested|sentenced|convicted|acquitted|tried|treated|freed|released|elected|interrogated|questioned))\b"
)
_BEFORE: Final = 160  # characters in which the parties before a verb stand
_AFTER: Final = 160

_LED: Final = re.compile(rf"(?:^|[\s“\"(])(?P<who>{_STATE}),? (?:which is |is )?\Z")
# An alliance of states; a government may well be led by a coalition of parties.
_ALLIANCE: Final = re.compile(
    r"\w+ by (?P<what>(?:the |an? )?(?:[\w’.-]+ ){0,4}?(?:coalition|alliance|task force))(?=[\s,.;)])", re.IGNORECASE
)
_OF_STATES: Final = re.compile(
    r"(?<![\w-])(?:international|anti-\w+|antijihadi\w*|global|military|multinational|Arab|Western|Atlantic|maritime|"
    r"naval|allied)(?![\w-])",
    re.IGNORECASE,
)


class _Article:
    """A passage with what the rules ask of the whole of it, each looked for once: triggers may come by the thousand."""

    def __init__(self, passage: Passage) -> None:
        self.passage = passage
        self._laid: dict[tuple[str, str], str | None] = {}

    @cached_property
    def suspected(self) -> dict[tuple[str, str], tuple[str, str]]:
        """Whom the article suspects: the head and one describing word → how, and the words that say so."""
        found: dict[tuple[str, str], tuple[str, str]] = {}
        for match in _SUSPECTED.finditer(self.passage.text):
            for word in _content(match["who"]):
                found.setdefault((match["head"], word), (match["how"], match.group().strip()))
        return found

    def laid_on(self, state: str, measure: str) -> str | None:
        """Where the article has a measure on a state that lays none itself; None where it does not."""
        key = (state, measure)
        if key not in self._laid:
            self._laid[key] = None if _lays(self.passage, state, measure) else _laid_on(self.passage, state, measure)
        return self._laid[key]


def find(passage: Passage) -> Iterator[Finding]:
    """Relations turned round. Time is linear: each trigger looks at a fixed stretch before and behind it."""
    text = passage.text
    article = _Article(passage)
    for start in _BEGINNINGS(text, 0):
        trigger = _TRIGGER.match(text, start)
        sentence = passage.sentence_at(start) if trigger else None
        if trigger is None or sentence is None:
            continue
        finding = _RULES[trigger.lastgroup or ""](article, trigger, sentence)
        if finding is not None:
            yield finding


def _around(text: str, trigger: re.Match[str], sentence: Span) -> tuple[str, str]:
    """What stands before the trigger, and the trigger with what stands behind it, inside its sentence."""
    low = max(sentence.start, trigger.start() - _BEFORE)
    high = min(sentence.end, trigger.end() + _AFTER)
    return text[low : trigger.start()], text[trigger.start() : high]


def _led(article: _Article, trigger: re.Match[str], sentence: Span) -> Finding | None:
    """A state is led by the coalition that it is in: states lead coalitions, coalitions lead no state."""
    before, behind = _around(article.passage.text, trigger, sentence)
    who = _LED.search(before)
    what = _ALLIANCE.match(behind)
    if who is None or what is None or not _OF_STATES.search(what["what"]) or behind[what.end() :][:4] == " of p":
        return None
    span = Span(trigger.start() - (len(before) - who.start("who")), trigger.start() + what.end())
    name = who["who"]
    return article.passage.finding(
        KIND, span,
        f"A state is not led by a coalition of states: “{name}” leads “{what['what']}”, or is part of it.",
        [Reading(f"{name}, which leads {what['what']}", 0.6, "the leader and the led change places")],
    )  # fmt: skip


_LIFTER: Final = re.compile(
    rf"(?:^|[\s“\"(,])(?P<who>{_STATE})(?: (?:must|should|has to|needs to|will have to|would have to|had to|agreed to|"
    r"refuses to|refused to|is ready to|promised to)(?: first| also| now)? |’s refusal to | to (?:first )?)\Z"
)
_LIFTED: Final = re.compile(
    r"\w+ (?P<what>(?:the )?(?:\w+ )?(?P<measure>sanctions|embargo|blockade|siege))(?P<rest>.{0,40})"
)
_ON_SOMEONE: Final = re.compile(r" (?:imposed |it imposed |laid |that it )?(?:on|against|upon|of|it)\b")


def _lift(article: _Article, trigger: re.Match[str], sentence: Span) -> Finding | None:
    """Who is under sanctions, by the article, must lift sanctions: those who laid them lift them."""
    before, behind = _around(article.passage.text, trigger, sentence)
    who = _LIFTER.search(before)
    what = _LIFTED.match(behind)
    if who is None or what is None or _ON_SOMEONE.match(what["rest"]):
        return None
    state = powers.state(who["who"])
    laid = article.laid_on(state, what["measure"]) if state else None
    if laid is None:
        return None
    start = trigger.start() - (len(before) - who.start("who"))
    return article.passage.finding(
        KIND, Span(start, trigger.start() + what.end("what")),
        f"“{who['who']}” cannot lift {what['what']} laid on it: the same article has “{laid}”.",
        [Reading(f"{what['what']} on {who['who']} must be lifted", 0.5, "the one who is punished asks for it")],
    )  # fmt: skip


def _laid_on(passage: Passage, state: str, measure: str) -> str | None:
    """Where the article has the measure on a state: "sanctions against Iran", "Iran, overwhelmed by sanctions"."""
    names = "|".join(re.escape(name) for name in powers.names_of(state))
    laid = re.search(
        rf"\b(?i:{measure}) (?:imposed |laid |reimposed )?(?:by [A-Z]\w+ )?(?:on|against|of) (?:the )?(?:{names})\b"
        rf"|\b(?:{names}),? (?:\w+ ){{0,3}}(?:by|under)(?: \w+){{0,3}} {measure}\b",
        passage.text,
    )
    return laid.group() if laid else None


def _lays(passage: Passage, state: str, measure: str) -> bool:
    """Whether the article has the state lay such measures itself, so that it could lift them."""
    names = "|".join(re.escape(name) for name in powers.names_of(state))
    people = "|".join(re.escape(name) for name, meant in powers.PEOPLES.items() if meant == state)
    return (
        re.search(
            rf"\b(?:{names}) (?:has |had |also )?(?:re)?(?:imposed|imposes|impose|slapped|laid)\b"
            rf"|\b(?:(?:{names})’s|(?:{people})) (?:own )?(?:counter-?)?{measure}\b",
            passage.text,
        )
        is not None
    )


_ACCUSER: Final = re.compile(r"(?P<who>(?:[\w’-]+ ){1,4}?(?P<head>[a-z]{3,}))(?: also| now| today)? \Z")
_CHARGE: Final = re.compile(
    r"\w+ (?:them|him|her) (?:of|for) (?P<what>being behind [^,.;]{3,40}|(?:carrying out|launching|firing|ordering|"
    r"committing) [^,.;]{3,40}|the (?:attacks?|shooting|bombing|rockets?|strikes?|blast|killing)[^,.;]{0,20})"
)
_SUSPECTED: Final = re.compile(
    r"(?<![\w’-])(?P<who>(?:[\w’-]{1,30} ){1,5}?(?P<head>[a-z]{3,30}))(?: (?:are|were|is|was|have been|has been))?,? "
    r"(?P<how>suspected of|accused of|blamed for)\b"
)
_WEAK: Final = frozenset("the those these some several other many and but that they which have today now also".split())


def _accuse(article: _Article, trigger: re.Match[str], sentence: Span) -> Finding | None:
    """Those whom the article has suspected of a deed accuse "them" of it: they are the accused."""
    before, behind = _around(article.passage.text, trigger, sentence)
    who, what = _ACCUSER.search(before), _CHARGE.match(behind)
    if who is None or what is None:
        return None
    for word in sorted(_content(who["who"]) - {who["head"]}):
        # The same head, and one describing word in common: "pro-Iranian groups", "pro-Iranian Iraqi militant groups".
        if (who["head"], word) in article.suspected:
            how, words = article.suspected[who["head"], word]
            start = trigger.start() - (len(before) - who.start("head"))
            return article.passage.finding(
                KIND, Span(start, trigger.start() + what.end()),
                f"By this article “{who['head']}” are {how} it (“{words}”): they are accused rather than accuse.",
                [Reading(f"{who['head']} are accused of {what['what']}", 0.5, "accuser and accused change places")],
            )  # fmt: skip
    return None


def _content(words: str) -> frozenset[str]:
    return frozenset(word.lower() for word in words.split() if len(word) > 3 and word.lower() not in _WEAK)


_ASKED: Final = re.compile(
    r"\b(?:call(?:s|ed)? (?:on|for|upon)|urge[sd]?|ask(?:s|ed)?|want(?:s|ed)?|press(?:es|ed)?|demand(?:s|ed)? that) "
    r"(?P<who>(?:the )?[A-Z][\w’.-]*(?: [A-Z][\w’.-]*){0,3}) (?:to )?\Z"
)
_ALREADY_LEFT: Final = re.compile(
    r"(?P<verb>withdraw from|leave|quit|pull out of) the [a-z ]{0,24}?(?P<pact>deal|agreement|treaty|accord|pact)"
    r"(?: (?:that|which))? (?:it|they|he|she) (?:has |have |had )?(?:already )?(?P<did>broke|broken|violated|breached|"
    r"abandoned|left|quit|withdrew from|withdrawn from|pulled out of|flouted)\b"
)


def _leave(article: _Article, trigger: re.Match[str], sentence: Span) -> Finding | None:
    """Someone is called on to leave the deal that they broke or left already: such a call is to come back to it."""
    before, behind = _around(article.passage.text, trigger, sentence)
    who, what = _ASKED.search(before), _ALREADY_LEFT.match(behind)
    if who is None or what is None:
        return None
    return article.passage.finding(
        KIND, Span(trigger.start(), trigger.start() + what.end()),
        f"Nobody calls on “{who['who']}” to {what['verb']} the {what['pact']} that it {what['did']} already: "
        "the call must be to come back to it.",
        [Reading("return to" + behind[len(what["verb"]) : what.end()], 0.7, "the opposite direction")],
    )  # fmt: skip


_PACT_BEFORE: Final = re.compile(
    r"\b(?P<pact>(?:deal|agreement|treaty|accord|pact))(?: (?:that|which))? (?P<who>(?:the )?[A-Z][\w’.-]*"
    r"(?: [A-Z][\w’.-]*){0,3}|it|they|he|she) (?:unilaterally )?\Z"
)


def _withdrew(article: _Article, trigger: re.Match[str], sentence: Span) -> Finding | None:
    """ "The agreement the United States withdrew in 2018": it was not taken back, they left it; "from" was lost."""
    before, _ = _around(article.passage.text, trigger, sentence)
    found = _PACT_BEFORE.search(before)
    if found is None:
        return None
    start = trigger.start() - (len(before) - found.start())
    return article.passage.finding(
        KIND, Span(start, trigger.end()),
        f"“{found['who']}” did not withdraw the {found['pact']} but left it: “from” is missing.",
        [Reading(f"{found.group()}withdrew from", 0.9, "the lost preposition")], severity="major",
    )  # fmt: skip


_SUBJECT: Final = re.compile(
    rf"(?:^|[.!?;:]\s|[“\"]|, |\b(?:and|but|while|that|as) )(?P<who>{_STATE}) (?:has |had |again )?\Z"
)
_OBJECT: Final = re.compile(rf"\w+ (?P<whom>{_STATE})(?= (?:of|for|with|against|over|to|in|on|not|that)\b|[.,;])")


def _self(article: _Article, trigger: re.Match[str], sentence: Span) -> Finding | None:
    """A state accuses, threatens or attacks itself, under one name or two: "Washington accused the United States"."""
    before, behind = _around(article.passage.text, trigger, sentence)
    who, whom = _SUBJECT.search(before), _OBJECT.match(behind)
    if who is None or whom is None or powers.state(who["who"]) != powers.state(whom["whom"]):
        return None
    return article.passage.finding(
        KIND, Span(trigger.start() - (len(before) - who.start("who")), trigger.start() + whom.end()),
        f"“{who['who']}” and “{whom['whom']}” are one state: one of the two is somebody else.",
    )  # fmt: skip


# Verb → (who does it, whom it is done to). Flagged when each stands in the other's place.
_POLICE: Final = "police|policemen|officers|soldiers|troops|gendarmes|security forces|detectives|investigators"
_SUSPECTS: Final = (
    "suspects?|suspected \\w+|defendants?|accused|detainees|arrested men|prisoners?|attackers?|assailants?|thieves|"
    "robbers?|smugglers?|arsonists?|looters|hooligans|fugitives?"
)
_COURTS: Final = "court|courts|judges?|tribunal|jury|prosecutors?"
_DOCTORS: Final = "doctors?|nurses?|medics|paramedics|hospitals?"
_HURT: Final = "patients?|wounded|injured|victims?|casualties"
_CAPTORS: Final = "kidnappers|hostage-takers|captors|abductors"
_ROLES: Final = {
    **dict.fromkeys(("arrested", "interrogated", "questioned"), (_POLICE, _SUSPECTS)),
    **dict.fromkeys(("sentenced", "convicted", "acquitted", "tried"), (_COURTS, _SUSPECTS)),
    "treated": (_DOCTORS, _HURT),
    **dict.fromkeys(("freed", "released"), (_CAPTORS, "hostages?|captives?|abductees")),
    "elected": ("voters|electorate|citizens|electors", "president|parliament|lawmakers|deputies|mayor|senators?"),
}
_TURNED: Final = {
    verb: (
        re.compile(rf"\b(?P<who>{patient}) (?:on \w+ |later |have |had |has )?\Z", re.IGNORECASE),
        re.compile(rf"\w+ (?:the |some |several |two |three )?(?P<whom>{agent})(?=[\s,.;])(?! who)", re.IGNORECASE),
        re.compile(rf"\b(?P<who>{agent}) (?:was|were|has been|have been|had been)(?: later)? \Z", re.IGNORECASE),
        re.compile(rf"\w+(?: on \w+| in \w+)? by (?:the |some |an? )?(?P<whom>{patient})(?=[\s,.;])", re.IGNORECASE),
    )
    for verb, (agent, patient) in _ROLES.items()
}  # fmt: skip


def _role(article: _Article, trigger: re.Match[str], sentence: Span) -> Finding | None:
    """ "The suspects arrested the police", "the doctors were treated by the wounded": each does the other's part."""
    before, behind = _around(article.passage.text, trigger, sentence)
    active, objects, passive, agents = _TURNED[trigger.group()]
    who = active.search(before)
    whom = objects.match(behind) if who else None
    if who is None or whom is None:
        who = passive.search(before)
        whom = agents.match(behind) if who else None
    if who is None or whom is None:
        return None
    return article.passage.finding(
        KIND, Span(trigger.start() - (len(before) - who.start("who")), trigger.start() + whom.end()),
        f"“{who['who']}” and “{whom['whom']}” have changed places: each stands where the other is {trigger.group()}.",
    )  # fmt: skip


_RULES: Final[dict[str, Callable[[_Article, re.Match[str], Span], Finding | None]]] = {
    "led": _led, "lift": _lift, "accuse": _accuse, "leave": _leave, "withdrew": _withdrew, "self": _self, "role": _role,
}  # fmt: skip
