"""Yes and no: one statement denies what the other asserts, or says the opposite of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from ..sightings.scoring.statement import Statement
from .settings import Setting, meet
from .vocabulary import Words, stem, words_of

if TYPE_CHECKING:
    from .readings import Reading

_NEGATION: Final = re.compile(
    r"\b(?:not(?! (?:only|just|least|merely|until|all|every))|never|cannot|nobody|nothing|none(?! of (?:the|"
    r"them))|neither|"
    r"no(?! (?:more|less|fewer|longer than|later|sooner|matter|doubt))(?= [a-z])|without|"
    r"denies|denied|deny|denying|rejects? (?:claims?|reports?|allegations?)|rejected (?:claims?|reports?|allegations?)|"
    r"fail(?:s|ed)? to|refus(?:es|ed) to|declin(?:es|ed) to|lacks?|absence of|ruled out|rules out|dismissed)\b|"
    r"n[’']t\b",
    re.I,
)
_OPPOSITE: Final = """
open close|accept reject|accept refuse|approve reject|rise fall|increase decrease|raise cut|raise reduce|gain lose
win lose
begin end|start stop|start end|allow ban|allow forbid|permit ban|permit prohibit|legal illegal|guilty innocent
convict acquit
arrive leave|arrive depart|enter leave|join quit|join leave|support oppose|back oppose|confirm deny|admit deny
agree disagree
alive dead|survive die|live die|arrest release|detain release|arrest free|jail free|capture release|more fewer|more less
higher lower|high low|larger smaller|strong weak|success failure|succeed fail|pass fail|fast slow
early late|before after|first last|north south|east west|northern southern|eastern western|inside outside|present absent
attack defend|advance retreat|deploy withdraw|send withdraw|hire fire|appoint dismiss|appoint sack|lift impose
ease tighten
import export|buy sell|lend borrow|profit loss|surplus deficit|public private|true false|dangerous safe|empty full
asleep awake
break mend|build destroy|break repair|majority minority|maximum minimum|major minor|possible impossible
resume suspend|resume halt|continue stop|continue halt|extend shorten|lengthen shorten|improve worsen|better worse
victory defeat|friend enemy|ally enemy|peace war|war ceasefire|unanimous split|include exclude|inhale exhale
appear disappear|add remove|give take|push pull|love hate|hire dismiss|keep drop|keep abandon|keep scrap|maintain scrap
best worst|highest lowest|biggest smallest|largest smallest|strongest weakest|positive negative|positively negatively
widely narrowly|speed slow|accelerate slow|include exclude|connect disconnect|related unrelated|popular unpopular
known unknown|likely unlikely|able unable|usual unusual|common uncommon|common rare|often rarely|always never
agree refuse|easy difficult|easy hard|simple complex|heavy light|rich poor|top bottom|good bad|happy unhappy
stable unstable
visible invisible|regular irregular|complete incomplete|official unofficial|willing unwilling|lucky unlucky|fair unfair
optimistic pessimistic|domestic foreign|temporary permanent|direct indirect|necessary unnecessary
sufficient insufficient
ahead behind|inner outer|upper lower|internal external|encourage discourage|like dislike|appear vanish|remember forget
expand shrink|widen narrow|above below|over under|ahead behind|cheap expensive|cheaper dearer|cheaper costlier
""".replace("\n", "|")
_PAIRS: Final = frozenset(
    frozenset((stem(a), stem(b))) for line in _OPPOSITE.split("|") if len(pair := line.split()) == 2 for a, b in [pair]
)
_SIDES: Final = frozenset(word for pair in _PAIRS for word in pair)
_MODAL: Final = re.compile(
    r"\b(?:could|may|might|would|should|possibly|perhaps|likely|plans?|planned|expected|hopes?|wants?|if)\b", re.I
)
_TOKEN: Final = re.compile(r"[A-Za-z’'-]+")
_ENOUGH: Final = 0.67  # of the shorter statement's words
_CLAUSE: Final = re.compile(r"[,;:.!?–—]\s|\b(?:and|but|while|whereas|until|because|although|though)\b")
_SAID: Final = 0.6
_STRICT: Final = 0.6  # of the longer one's
_LEAST: Final = 2


def read(  # noqa: PLR0911 - tests in order
    one: Statement, first: Setting, other: Statement, second: Setting, *, strict: bool = False
) -> Reading | None:
    """A denial against what is asserted, in otherwise the same words. `strict`: nobody has said that the two are about
    one matter."""
    from .readings import Part, Reading

    mine, theirs = words_of(one.wording), words_of(other.wording)
    shared = mine.all & theirs.all
    least = min(len(mine.all), len(theirs.all))
    if first.places and second.places and not first.places & second.places:
        return None
    opposed = _opposed(one.wording, other.wording)
    gained = 1 if opposed else 0
    if len(shared) < _LEAST or least == 0 or (len(shared) + gained) / least < _ENOUGH:
        return None
    if strict and (len(shared) + gained) / max(len(mine.all), len(theirs.all)) < _STRICT:
        return None
    if strict and not _sure(mine, theirs, first, second):
        return None
    if bool(_MODAL.search(one.wording)) != bool(_MODAL.search(other.wording)):
        return None
    all_no, all_yes = _negations(one.wording), _negations(other.wording)
    no = [each for each in all_no if _bears_on(each, one.wording, theirs)]
    yes = [each for each in all_yes if _bears_on(each, other.wording, mine)]
    if opposed and len(no) % 2 == len(yes) % 2:
        a, b = _part(one.wording, opposed[0]), _part(other.wording, opposed[1])
        return Reading(
            "denial", "contradiction",
            (f"In otherwise the same words one says “{a.quote}”, the other “{b.quote}”.",), a, b, 0.7,
        )  # fmt: skip
    if opposed is None and len(no) % 2 != len(yes) % 2 and len(all_no) % 2 != len(all_yes) % 2:
        denied = (no or yes)[0]
        return Reading(
            "denial", "contradiction", (f"One denies (“{denied.group()}”) what the other says.",),
            Part(*_span(no, one.wording)), Part(*_span(yes, other.wording)), 0.75,
        )  # fmt: skip
    return None


def _sure(mine: Words, theirs: Words, first: Setting, second: Setting) -> bool:
    """Whether two claims of different articles are about one thing: a name in common, or much else."""
    if first.when and second.when and not meet(first.when, second.when):
        return False
    plain, names = mine.plain & theirs.plain, mine.names & theirs.names
    return len(plain) + len(names) > _LEAST and bool(names or first.named & second.named)


def _opposed(one: str, other: str) -> tuple[str, str] | None:
    """Two stems of opposite meaning, each in one statement only."""
    mine, theirs = _sided(one), _sided(other)
    for a in sorted(mine - theirs):
        for b in sorted(theirs - mine):
            if frozenset((a, b)) in _PAIRS:
                return a, b
    return None


def _sided(wording: str) -> frozenset[str]:
    """The stems that have an opposite, those that say nothing else ("before", "more") among them."""
    return frozenset(stem(word.lower()) for word in _TOKEN.findall(wording)) & _SIDES


def _negations(wording: str) -> list[re.Match[str]]:
    return list(_NEGATION.finditer(wording))


def _bears_on(negation: re.Match[str], wording: str, other: Words) -> bool:
    """Whether what is negated is said in the other statement at all: "found on Mars, but not on Neptune" denies nothing
    of "found on Mars"."""
    rest = _CLAUSE.split(wording[negation.end() :], maxsplit=1)[0]
    denied = words_of(f"x {rest}")
    if not denied.all:
        denied = words_of(f"x {_CLAUSE.split(wording[: negation.start()])[-1]}")
    return bool(denied.all) and len(denied.all & other.all) >= _SAID * len(denied.all)


def _span(found: list[re.Match[str]], wording: str) -> tuple[int, int, str, str]:
    if found:
        return *found[0].span(), found[0].group(), found[0].group()
    return 0, len(wording), wording, "yes"


def _part(wording: str, stemmed: str) -> Part:  # type: ignore[name-defined]  # noqa: F821
    from .readings import Part

    for match in _TOKEN.finditer(wording):
        if stem(match.group().lower()) == stemmed:
            return Part(*match.span(), match.group(), match.group())
    return Part(0, len(wording), wording, stemmed)
