"""What "the restaurant", "the attack", "these tools" point back to, where the article has said it in one way only.

Three sources: is-a facts of the article itself ("Noma is a restaurant", "Saraya X, an armed group", "the minister Omar
Said"), names that hold their noun ("the Ministry of Defence"), and a fuller mention of the same noun ("a volley of
rockets"). Two that differ make it uncertain; then nothing is added.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import compress, pairwise
from typing import Final

from annotator.claims.changes import Change
from annotator.claims.mentions import APART, ATTACKS, TIMES, Mention, is_person_noun, said
from annotator.claims.nounphrases import NAMES, Phrases
from annotator.text.quotes import QUOTE_MARKS
from annotator.text.speakers import is_office_word, kind_of
from annotator.text.words import BE, Word

# How far back a fuller mention may stand, in sentences; a name holds for the whole article.
_REACH: Final = 6
# Two names of one kind make it uncertain which is meant: more need not be kept.
_ENOUGH: Final = 3
# In how many sentences, from here back, a noun is looked for.
_SENTENCES: Final = 12
# Nouns that news copy exchanges for each other.
_GROUP: Final = frozenset("group faction militia movement organisation organization".split())
_FIRM: Final = frozenset("company firm corporation".split())
_TOWN: Final = frozenset("city town".split())
_ALIKE: Final = {noun: nouns for nouns in (_GROUP, _FIRM, _TOWN, ATTACKS) for noun in nouns}
# "The group" as a subject cannot be checked before one knows which it is.
WHICH: Final = _GROUP | ATTACKS | _FIRM
_ATTACKED: Final = frozenset(
    "attacked struck hit bombed shelled targeted raided stormed bombarded attack strike bomb shell target raid".split()
)
_BEHIND: Final = frozenset({"of"})
_BEHIND_EVENTS: Final = frozenset({"of", "on", "against", "at", "in", "near"})
_NAMED: Final = frozenset({"called", "named", "dubbed"})
# Behind these a phrase says what somebody is: "became the mayor", "works as the mayor".
_PREDICATING: Final = BE | frozenset(
    "as become becomes became becoming remain remains remained appointed elected".split()
)
_OWN_NAME: Final = re.compile(",D?P")
# A place may be one of these: "in Zirku, an island", not "in Kut, the firm".
_PLACES: Final = frozenset(
    "city town village island capital province district region country port area suburb neighbourhood neighborhood "
    "camp governorate county state base valley".split()
)
# The verbs that tell of such an event themselves: "He received the consul. The meeting …".
_TOLD_BY: Final = {
    noun: frozenset(verbs.split())
    for noun, verbs in {
        "meeting": "met meet meets received receive receives hosted gathered convened",
        "visit": "visited visits visit arrived arrives",
        "explosion": "exploded explodes detonated",
        "blast": "exploded explodes detonated",
        "crash": "crashed crashes collided",
        "protest": "protested protest marched",
        "statement": "stated said says announced",
    }.items()
}
_ROLE_AND_NAME: Final = re.compile("Nu?P")
# The nouns of "the minister Omar" and "the minister, Omar,", and of "Omar, a minister of long standing".
_MAY_DESCRIBE: Final = re.compile(",D[ACNMPSgu]*[NMP]|[NMP](?=,|u?P)")
_RECENT: Final = 64  # sentences whose nouns are looked through one by one
# "The year", "this page": time and place of the telling, no thing told of.
HERE_NOW: Final = frozenset(
    "time times year years week weeks month months day days century article report page website way case "
    "kind sort point moment today tomorrow morning evening afternoon night season decade means respect regard".split()
)
# These are one each in their country or their story, and always understood so.
_UNDERSTOOD: Final = frozenset(
    "government army police president state parliament country world public people media internet economy war past "
    "future rest area region capital way fact case result number end beginning street sun sky sea moon earth system "
    "answer question latter former same majority minister team day use right term idea field matter market".split()
)


@dataclass(frozen=True, slots=True)
class Meant:
    """What a phrase points to: a `name` in its place, or words `before` and `behind` its noun. `unsure`: two fit."""

    name: str = ""
    before: str = ""
    behind: str = ""
    unsure: bool = False


class Described:
    """The nouns that an article has used so far, with the names and phrases that they were said of."""

    def __init__(self) -> None:
        self._all: list[Phrases] = []
        self._recent: list[Phrases] = []  # the last sentences
        self._with: defaultdict[str, list[Phrases]] = defaultdict(list)  # the sentences before these with a noun
        self._gathered = 0  # so many sentences are in either
        self._descriptive: dict[int, set[str]] = {}  # the nouns that a sentence, by its number, may say of a name
        self._read: set[int] = set()  # the numbers of those whose is-a facts are known
        self._is_a: dict[str, dict[str, str]] = {}
        self._groups: dict[str, str] = {}
        self._grouped = 0

    def enter(self, phrases: Phrases) -> None:
        """Remember the phrases of the next sentence."""
        self._all.append(phrases)

    def _sentences(self, noun: str) -> list[Phrases]:
        """The last sentences that have this noun, their is-a facts learned."""
        if self._gathered < len(self._all):
            self._gather()
        found = [phrases for phrases in self._recent if noun in phrases.nouns]
        if noun in self._with:
            found = self._with[noun][-_SENTENCES:] + found
        found = found[-_SENTENCES:]
        for phrases in found:
            if phrases.number not in self._read and noun in self._said_of_names(phrases):
                self._read.add(phrases.number)
                self._learn_from(phrases)
        return found

    def _said_of_names(self, phrases: Phrases) -> Collection[str]:
        """The nouns of a sentence, in small letters, that it may say of a name."""
        number = phrases.number
        if number not in self._descriptive:
            spans = [match.span() for match in _MAY_DESCRIBE.finditer(phrases.letters)]
            self._descriptive[number] = {lower for low, high in spans for lower in phrases.lowers[low:high]}
        return self._descriptive[number]

    def _gather(self) -> None:
        """Take in the sentences since the last time.

        To look through the sets of a few sentences is cheaper than an entry for each of their nouns; not of many.
        """
        self._recent += self._all[self._gathered :]
        self._gathered = len(self._all)
        if len(self._recent) > _RECENT:
            for phrases in self._recent[:-_SENTENCES]:
                for noun in phrases.nouns:
                    self._with[noun].append(phrases)
            del self._recent[:-_SENTENCES]

    def _learn_from(self, phrases: Phrases) -> None:
        tokens, letters = phrases.tokens, phrases.letters
        for mention in phrases.all:
            if mention.is_name and letters[mention.low] == "D":
                self._role_before(tokens, letters, mention)
        for first, second in pairwise(phrases.all):
            if second.low - first.high == 1 and tokens[first.high].text == ",":
                self._apposition(phrases, first, second)

    def learn(self, noun: str, name: str) -> None:
        """`name` was said to be a `noun` (small letters)."""
        names = self._is_a.setdefault(noun, {})
        if len(names) < _ENOUGH:
            names[name.lower().removeprefix("the ")] = name

    def _role_before(self, tokens: Sequence[Word], letters: str, mention: Mention) -> None:
        """As in "the minister Omar Said" and "an island called Zirku": the noun before the name."""
        role = _ROLE_AND_NAME.search(letters, mention.low, mention.high)
        if role is None or (role.end() - role.start() == 3 and tokens[role.start() + 1].lower not in _NAMED):
            return
        self.learn(tokens[role.start()].lower, said(tokens, role.end() - 1, mention.high))

    def _apposition(self, phrases: Phrases, first: Mention, second: Mention) -> None:
        """As in "Omar Said, the mayor of …" and "the mayor of …, Omar Said,": closed by a comma or the stop."""
        tokens, letters = phrases.tokens, phrases.letters
        if _is_fronted(tokens, letters, first, second.head):
            return
        if first.is_name and not second.is_name and tokens[second.low].lower in {"a", "an", "the"}:
            closes = re.compile(r"[^,.&]*[,.]").match(letters, second.high)
            if closes is not None and letters[first.low - 1 : first.low] != "," and "V" not in closes.group():
                self.learn(second.head, first.name)
                phrases.same.add(second.start)
        elif second.is_name and second.kind == first.kind == "person" and not first.is_name:
            closed = tokens[first.low].lower == "the" and letters.startswith(",", second.high)
            if closed:
                self.learn(first.head, second.name)

    def meant(self, noun: str, at: int, *, plural: bool = False) -> Meant | None:
        """What "the `noun`" (small letters) at `at` points back to; None where the article has nothing fuller."""
        nouns = _ALIKE.get(noun, (noun,))
        if noun in _UNDERSTOOD and not self._candidates(nouns, at, plural=plural, reach=0)[0]:
            return None
        names, fuller = self._candidates(nouns, at, plural=plural)
        if nouns is _GROUP and not names:
            return self._group()
        if len(names) == 1 and not any(more.name or more.unsure for more in fuller):
            return Meant(name=next(iter(names.values())), unsure=self._has_rival(noun, at))
        if nouns is ATTACKS and not names:
            fuller |= self._attacked()
        if names or len(fuller) > 1:
            return Meant(unsure=True)
        found = next(iter(fuller), None)
        if found is None or found.unsure or noun in _UNDERSTOOD or self._is_told_again(noun):
            return None
        return found

    def _has_rival(self, noun: str, at: int) -> bool:
        """As in "Basra’s mayor called the mayor": another one in the same sentence, before `at`."""
        here = (m for m in self._all[-1].before(at) if m.head == noun and not m.is_name)
        return any(more.name or more.unsure for m in here if (more := _more(m)) is not None)

    def _is_told_again(self, noun: str) -> bool:
        """Whether this sentence or the one before tells of such an event by its verb, which "the `noun`" then means."""
        verbs = _TOLD_BY.get(noun)
        return verbs is not None and not all(verbs.isdisjoint(phrases.lowers) for phrases in self._all[-2:])

    def _candidates(
        self, nouns: Collection[str], at: int, *, plural: bool, reach: int = _REACH
    ) -> tuple[dict[str, str], set[Meant]]:
        """The names that are one of these nouns, by key, and what fuller mentions say beyond the noun."""
        names: dict[str, str] = {}
        fuller: set[Meant] = set()
        number = len(self._all)
        for noun in nouns:
            for phrases in self._sentences(noun):
                back = number - phrases.number
                if not 0 < back <= reach and not _has_name(phrases, noun, at if back <= 0 else None):
                    continue  # so near that only a name counts, or so far
                for mention in phrases.all:
                    if mention.head != noun or mention.start in phrases.same:
                        continue
                    if back <= 0 and not (mention.is_name and mention.end <= at):
                        continue
                    if mention.is_name and mention.kind != "person":
                        if mention.name.removeprefix("the ")[:1].isupper():
                            names[mention.key] = mention.name
                    elif back <= reach and (more := _more(mention)) is not None:
                        fuller.add(more)
            if not plural:
                names.update(self._is_a.get(noun, {}))
        return names, fuller

    def _group(self) -> Meant | None:
        """An armed group by its name: the only one, or the only one of the sentence before."""
        number = len(self._all)
        for phrases in self._all[self._grouped : number - 1]:
            for mention in phrases.all if "P" in phrases.letters else ():
                if mention.is_name and _is_armed(mention):
                    self._groups[mention.key] = mention.name
        self._grouped = max(self._grouped, number - 1)
        if len(self._groups) == 1:
            return Meant(name=next(iter(self._groups.values())))
        near = {m.name for m in self._all[-2].all if m.is_name and m.key in self._groups} if number > 1 else set()
        return Meant(name=near.pop()) if len(near) == 1 else Meant(unsure=True) if self._groups else None

    def attack(self) -> str | None:
        """The one attack that was told of, as "the attack on …"; None where there are two or none."""
        found = self.meant("attack", 0)
        if found is None or found.unsure:
            return None
        if found.name:
            return found.name
        return " ".join(part for part in ("the", found.before, "attack", found.behind) if part)

    def _attacked(self) -> set[Meant]:
        """As in "Rockets struck the airport": the attack on the airport."""
        found: set[Meant] = set()
        for phrases in self._all[-_REACH - 1 : -1]:
            tokens, letters = phrases.tokens, phrases.letters
            if _ATTACKED.isdisjoint(phrases.lowers):
                continue
            for target in phrases.all:
                at = target.low - 1
                is_target = target.role == "object" and letters[at] == "V" and letters[target.low] != "O"
                if is_target and tokens[at].lower in _ATTACKED:
                    found.add(Meant(behind=f"on {_widened(tokens, letters, target)}"))
        return found


def _is_fronted(tokens: Sequence[Word], letters: str, name: Mention, noun: str) -> bool:
    """As in "In Baghdad, the minister, who …": a comma behind words of place, no apposition.

    No person is meant by a name behind a preposition that may be a place's, and what opens a sentence is said of a
    place only by a noun of places.
    """
    low = name.low - 1
    if low < 0 or letters[low] not in "IoT" or name.kind == "person":
        return False
    is_opening = low == 0 or letters[low - 1] in ",.&"
    return is_person_noun(noun) or (is_opening and noun not in _PLACES)


def refers(tokens: Sequence[Word], letters: str, low: int, at: int) -> bool:
    """Whether "the mayor", from `low` to its noun at `at`, is somebody, not said of one who is named beside it.

    Not "is the mayor", "Omar Said, the mayor, left", "the mayor, Omar Said", "the firm “Sama”".
    """
    before = low - 1
    while before >= 0 and letters[before] == "R":
        before -= 1
    if before >= 0 and tokens[before].lower in _PREDICATING:
        return False
    behind = letters[at + 1 : at + 2]
    if behind == "," and _OWN_NAME.match(letters, at + 1):
        return False
    if behind == "." and tokens[at + 1].text in QUOTE_MARKS and at + 2 < len(tokens):
        return not tokens[at + 2].text[0].isupper()
    is_aside = low > 1 and (letters[low - 1] == "," or tokens[low - 1].text == "(")
    return not (is_aside and letters[low - 2] in "NMP." and behind in {"", ",", ".", "W"})


def _has_name(phrases: Phrases, noun: str, before: int | None) -> bool:
    """Whether this word (small letters) is in a name, as in "the Ministry of Defence"; `before` this offset."""
    if noun not in phrases.names:
        return False
    names = compress(phrases.tokens, phrases.letters.encode().translate(NAMES))
    return before is None or any(name.end <= before and name.lower == noun for name in names)


def _is_armed(mention: Mention) -> bool:
    """Whether a name is that of an armed group: known as such, and no office by its last word."""
    head = mention.head
    return len(head) > 2 and "." not in head and not is_office_word(head) and kind_of(mention.name) == "office"


def _widened(tokens: Sequence[Word], letters: str, mention: Mention) -> str:
    """A phrase with its "of …": "the airport district of Erbil"."""
    high = mention.high
    if letters[high : high + 1] == "o":
        end = re.compile(r"oD?[ACNMP]{0,4}[NMP]").match(letters, high)
        high = end.end() if end is not None else high
    return said(tokens, mention.low, high)


def _more(mention: Mention) -> Meant | None:
    """What a mention says beyond its noun; None: nothing. `unsure` where it is another one of its kind."""
    tokens, letters = mention.tokens, mention.letters
    first = tokens[mention.low]
    if letters[mention.low] == "O":
        return Meant(name=mention.name, unsure=True)
    low = mention.low + (letters[mention.low] == "D")
    last = mention.high - 1
    while last > low and tokens[last].lower != mention.head:
        last -= 1
    inner = letters[low:last]
    if mention.is_name or (mention.kind == "many" and letters[last] != "M"):
        return None
    if inner[:1] == "S" or ("S" in inner and first.lower in TIMES):
        return None  # a lone quotation mark; "Friday’s market"
    if "S" in inner:
        return Meant(name=mention.name)
    apart = any(token.lower in APART or token.tag in {"JJS", "JJR"} for token in tokens[low:last])
    if apart or "C" in inner:
        return Meant(before=said(tokens, low, last), unsure=True)
    joined = low > 0 and letters[low - 1] in "&,"  # "the old and new tools": half of its adjectives
    before = said(tokens, low, last) if low < last and not joined else ""
    behind = _behind(tokens, letters, mention.high, mention.head)
    return Meant(before=before, behind=behind) if before or behind else None


def _behind(tokens: Sequence[Word], letters: str, high: int, noun: str) -> str:
    """The "of …" behind a noun, behind an attack also its "on …", and "developed by …"."""
    if high >= len(tokens):
        return ""
    allowed = _BEHIND_EVENTS if noun.removesuffix("s") in ATTACKS else _BEHIND
    if tokens[high].lower in allowed:
        end = _BEHIND_PHRASE.match(letters, high + 1)
    elif letters[high] == "u" and letters[high + 1 : high + 2] in {"I", "T"}:
        end = _BEHIND_PHRASE.match(letters, high + 2)
    else:
        return ""
    return said(tokens, high, end.end()) if end is not None else ""


_BEHIND_PHRASE: Final = re.compile(r"D?(?:A&A)?[ACNMPS]{0,6}[NMP](?:oD?[ACNMP]{0,4}[NMP])?(?!S)")


def changed(tokens: Sequence[Word], low: int, at: int, meant: Meant, *, owner: bool) -> list[Change]:
    """What a phrase from its pointing word at `low` to its noun at `at` becomes; `owner`: “’s” stands behind it."""
    pointer, noun = tokens[low], tokens[at]
    if meant.name:
        mark = ("’" if meant.name.endswith("s") else "’s") if owner else ""
        end = tokens[at + 1].end if owner else noun.end
        return [Change(pointer.start, end, meant.name + mark, f"{pointer.text} {noun.text}")]
    if owner:
        return []
    before = [Change(noun.start, noun.start, meant.before, noun.text)] if meant.before else []
    behind = [Change(noun.end, noun.end, meant.behind, "")] if meant.behind else []
    return before + behind
