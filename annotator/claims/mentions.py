"""What a later word may mean: who or what a noun phrase is, how many, of which sex, under which noun.

Where the phrases of a sentence stand is read in nounphrases.py, over a string of one letter a token.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from annotator.text.spans import Speaker
from annotator.text.speakers import is_office_word, kind_of
from annotator.text.words import Word

_OF_CLASSES: Final = {
    "DT": "D", "PDT": "D", "PRP$": "O", "JJ": "A", "JJR": "A", "JJS": "A", "FW": "A", "NN": "N", "NNS": "M",
    "NNP": "P", "NNPS": "P", "CD": "C", "POS": "S", "PRP": "p", "VBD": "V", "VBZ": "V", "VBP": "V", "MD": "H",
    "VBN": "u", "VBG": "g", "VB": "b", "IN": "I", "TO": "T", "RB": "R", "RBR": "R", "CC": "&", "WDT": "W", "WP": "W",
    "WP$": "W", "WRB": "w", "EX": "E", ",": ",",
}  # fmt: skip
TITLE: Final = re.compile(
    r"(?:President|Minister|General|Mrs?|Ms|Dr|Sheikh|Ambassador|Senator|Justice|King|Queen|Prince|Princess|Judge|Pope"
    r"|Professor|Colonel|Captain|Sir|Lady|Lord|Imam|Ayatollah|Premier|Governor|Mayor|Secretary|Chancellor|Prime|Vice"
    r"|Defen[cs]e|Foreign|Interior|Finance|Deputy|Lieutenant|Major|Secretary-General|Commander|Chief|Brigadier)\.?"
)
_PERSON: Final = re.compile(
    r"(?:.*(?:man|woman|person|ologist|ician|economist|journalist|activist|artist|scientist|pianist|novelist|chemist"
    r"|dentist|specialist|physicist|columnist|protagonist|priest)|official|officer|doctor|nurse|source|witness|resident"
    r"|engineer|adviser|aide|diplomat|envoy|analyst|expert|colonel|general|worker|researcher|student|teacher|farmer"
    r"|mayor|governor|minister|president|deputy|commander|director|ambassador|secretary|lawyer|driver|owner|guard"
    r"|soldier|chief|leader|head|member|boy|girl|son|daughter|wife|husband|father|mother|brother|sister|widow|child"
    r"|king|queen|prince|princess|sheikh|imam|actor|actress|singer|author|writer|poet|painter|composer|founder"
    r"|professor|scholar|player|coach|clockmaker|prisoner|candidate|speaker|judge|justice|merchant|trader|pilot"
    r"|shopkeeper|photographer|reporter|editor|prosecutor|suspect|victim|survivor|cousin|nephew|niece|uncle|aunt"
    r"|neighbour|friend|captain|patient|passenger|fisherman|baker|tailor|grocer|contractor|hostage|cleric|preacher"
    r"|manager|employee|citizen|inhabitant|migrant|refugee|civilian|fighter|rebel|militant|smuggler|butcher|pharmacist"
    r"|shepherd|principal|rector|philosopher|inventor|explorer|lieutenant|major|sergeant|chairman|premier|chancellor|senator|lawmaker|voter)"
)
_FEMALE: Final = frozenset(
    "mrs ms miss queen princess lady girl daughter wife mother sister widow niece aunt actress she her hers".split()
)
_MALE: Final = frozenset(
    "mr sir king prince lord pope imam sheikh ayatollah boy son husband father brother nephew uncle actor he him his "
    "priest".split()
)
_PLURAL_NAMES: Final = frozenset("states nations emirates arabs netherlands philippines".split())
_GROUPS_OF_PEOPLE: Final = frozenset("police people".split())
_OF: Final = re.compile(r"\s(?:of|for|in|at|on|from|with)\s")
_PRONOUNS: Final = frozenset("he she it they him her them".split())
_CORE_END: Final = re.compile("[oI]")
_ARTICLES: Final = frozenset({"The", "A", "An"})
_SMALL: Final = frozenset({"DT", "CD", "NNS", "PDT"})
TIMES: Final = frozenset(
    "today yesterday tomorrow year years month months week weeks day days time times hour hours minute minutes "
    "morning afternoon evening night weekend decade century january february march april may june july august "
    "september october november december monday tuesday wednesday thursday friday saturday sunday spring summer "
    "autumn winter".split()
)
_NOBODY: Final = frozenset(
    "nobody none no one everyone everybody something nothing anyone others neither each every".split()
)
ATTACKS: Final = frozenset("attack strike raid bombing bombardment shelling airstrike assault".split())
# These set a thing apart from the one that "the …" means.
APART: Final = frozenset(
    "another other same last next first second third latest previous earlier similar many few".split()
)


class Mention:
    """One noun phrase; its words and nature are read when asked for. `low`, `high` are token indices, half-open.

    `name` is as it would be added to another claim, `kind` person, thing or many, `sex` "f", "m" or unknown, `head` its
    noun in small letters. `role`: subject, object (behind a verb), owner ("X’s", "of X"), place, aside ("than X").
    """

    role = ""
    speaks = False
    is_told = False  # told of once: "a car bomb" is "the car bomb" from here on
    is_they = False  # a firm or a group of which "they" was said
    pair: tuple[Mention, Mention] | None = None  # the two that are meant together: "the mother and daughter"
    _is_clear = True
    _name = _kind = _sex = ""

    def __init__(
        self, tokens: Sequence[Word], letters: str, low: int, high: int, *, core: int, last: int, verb: str = ""
    ) -> None:
        self.tokens = tokens
        self.letters = letters
        self.low, self.core, self.high = low, core, high
        self.last = last  # its noun
        self.head = tokens[last].lower
        self.is_name = letters[last] == "P" and tokens[last].text[0].isupper()
        self.start, self.end = tokens[low].start, tokens[high - 1].end
        self._verb = verb

    @classmethod
    def of_speaker(cls, name: str, kind: str, sex: str, start: int, end: int) -> Mention:
        """Who is quoted: words without classes."""
        word = Word(start, end, name, name.rpartition(" ")[2].lower(), "NNP" if name[:1].isupper() else "NN")
        made = cls((word,), "P" if word.tag == "NNP" else "N", 0, 1, core=1, last=0)
        made.head = word.lower
        made._name, made._kind, made._sex = name, kind, sex or " "
        made.role, made.speaks = "subject", True
        made.is_clear = not name.lower().startswith(("its ", "his ", "her ", "their "))
        return made

    @property
    def name(self) -> str:
        if not self._name:
            self._name = said(self.tokens, self.low, self.high)
            self._name = again(self._name) if self.is_told else self._name
        return self._name

    @name.setter
    def name(self, name: str) -> None:
        self._name = name

    @property
    def kind(self) -> str:
        if not self._kind:
            letter = self.letters[self.last]
            if self._verb or letter == "P":
                self._read_nature()
            elif letter == "M" or self.head in _GROUPS_OF_PEOPLE or "and" in [word.lower for word in self.words]:
                self._kind = "many"
            else:
                self._kind = "person" if is_person_noun(self.head) else "thing"
        return self._kind

    @kind.setter
    def kind(self, kind: str) -> None:
        self._kind = kind

    @property
    def is_clear(self) -> bool:
        """Whether its words can be understood in another sentence."""
        return self._is_clear and (self.pair is None or self.pair[0].kind == self.pair[1].kind == "person")

    @is_clear.setter
    def is_clear(self, is_clear: bool) -> None:
        self._is_clear = is_clear

    @property
    def sex(self) -> str:
        if not self._sex:
            self._read_nature()
        return self._sex.strip()

    @sex.setter
    def sex(self, sex: str) -> None:
        self._sex = sex or " "

    def _read_nature(self) -> None:
        words = tuple([token.text for token in self.tokens[self.low : self.core]])
        kind, sex = _nature(words, self.letters[self.low : self.core], self._verb)
        self._kind = self._kind or kind
        self._sex = sex or " "

    @property
    def words(self) -> Sequence[Word]:
        """Its tokens without its "of …"."""
        return self.tokens[self.low : self.core]

    @property
    def key(self) -> str:
        """What says that two mentions are of one and the same: the name without its article."""
        return bare(self.name)


@lru_cache(maxsize=2048)
def bare(name: str) -> str:
    """A name in small letters without its article."""
    lower = name.lower()
    for article in ("the ", "a ", "an "):
        if lower.startswith(article):
            return lower[len(article) :]
    return lower


class _Letters(dict[str, str]):
    """The letter of each class; those that have none of their own are dots."""

    def __missing__(self, tag: str) -> str:
        return self.setdefault(tag, ".")


_LETTERS: Final = _Letters(_OF_CLASSES)


def letters_of(lowers: Sequence[str], tags: Sequence[str]) -> str:
    """One letter a word: D determiner, A adjective, N noun, M plural, P name, V finite verb, I preposition, o "of"."""
    line = "".join(map(_LETTERS.__getitem__, tags))
    at = -1
    for _ in range(lowers.count("of")):
        at = lowers.index("of", at + 1)
        line = f"{line[:at]}o{line[at + 1 :]}"
    return line


def phrase_of(tokens: Sequence[Word], letters: str, low: int, high: int) -> Mention | None:
    """The same as `mention_of` for a phrase of nounphrases.py: a noun stands last, and before its "of …"."""
    core = letters.find("o", low + 1, high)
    core = high if core < 0 else core
    if tokens[core - 1].lower in TIMES or tokens[low].lower in _NOBODY:
        return None
    return Mention(tokens, letters, low, high, core=core, last=core - 1)


def mention_of(tokens: Sequence[Word], low: int, high: int, letters: str, verb: Word | None = None) -> Mention | None:
    """The phrase at these tokens; None for a time, for nobody, and for one that stands on a pronoun alone."""
    if tokens[low].lower in _NOBODY:
        return None
    ends = _CORE_END.search(letters, low + 1, high)
    core = ends.start() if ends is not None else high
    last = core - 1
    while last > low and letters[last] not in "NMP":
        last -= 1
    if letters[last] not in "NMP" or tokens[last].lower in TIMES:
        return None
    return Mention(tokens, letters, low, high, core=core, last=last, verb=verb.lower if verb is not None else "")


@lru_cache(maxsize=8192)
def _nature(words: tuple[str, ...], letters: str, verb: str) -> tuple[str, str]:
    """Person, thing or many, and the sex that its words give. The verb's form comes first."""
    lower = [word.lower() for word in words]
    last = max(map(letters.rfind, "NMP"))
    last = len(words) - 1 if last < 0 else last
    own = letters.rfind("S", 0, last) + 1  # "the ministry’s spokesman": the words behind the possessive count
    is_name = letters[last] == "P"
    singular = verb in {"is", "was", "has"}
    plural = verb in {"are", "were", "have"}
    if plural or (not singular and (letters[last] == "M" or "and" in lower or lower[last] in _GROUPS_OF_PEOPLE)):
        return ("thing" if is_name and lower[last] in _PLURAL_NAMES else "many"), ""
    if not is_name:
        return ("person", _sex_in(lower[own:])) if is_person_noun(lower[last]) else ("thing", "")
    if is_office_word(words[last]):
        return "thing", ""
    names = letters.count("P", own)
    is_person = (
        any(map(_is_title, words[own:last]))
        # "the painter Claire Dautry"
        or (last > own and names > 1 and "NPP" in letters[own:] and is_person_noun(lower[letters.index("NP", own)]))
        or (names >= 2 and names == len(words) - own and kind_of(" ".join(words[own:])) == "person")
    )
    return ("person", _sex_in(lower[own:])) if is_person else ("thing", "")


@lru_cache(maxsize=4096)
def _is_title(word: str) -> bool:
    return TITLE.fullmatch(word) is not None


def _sex_in(words: Sequence[str]) -> str:
    for word in words:
        sex = sex_of(word.rstrip("."))
        if sex:
            return sex
    return ""


@lru_cache(maxsize=4096)
def sex_of(word: str) -> str:
    """“f” or “m” where a word gives it (small letters), else ""."""
    if word in _FEMALE or word.endswith("woman"):
        return "f"
    return "m" if word in _MALE or (word.endswith("man") and word not in {"human", "german", "roman"}) else ""


@lru_cache(maxsize=4096)
def is_person_noun(noun: str) -> bool:
    """Whether a common noun in small letters is a person's: "spokesman", "farmer"; not "ministry"."""
    return bool(_PERSON.fullmatch(noun)) and noun not in {"human", "head-on"}


def said(tokens: Sequence[Word], low: int, high: int) -> str:
    """The words of a stretch as added text: single spaces, the opening article in small letters."""
    out = ""
    last = -1
    for token in tokens[low:high]:
        text = token.text
        if not out and (not low or text in _ARTICLES) and _is_small(tokens, low, high):
            text = text.lower()
        out += (" " if out and token.start > last else "") + text
        last = token.end
    return out


def _is_small(tokens: Sequence[Word], low: int, high: int) -> bool:
    """Whether only its place gave a word its capital: an article, "Fourteen" or "Rockets", not "This" of a title."""
    first = tokens[low]
    if first.text in _ARTICLES:
        return True
    is_title = low + 1 < high and tokens[low + 1].tag[:3] == "NNP"
    return first.tag in _SMALL and first.text[1:].islower() and not is_title


def again(name: str) -> str:
    """The name for what was brought in before: "a volley of rockets" is now "the volley of rockets"."""
    head, _, rest = name.partition(" ")
    return f"the {rest}" if head in {"a", "an"} and rest else name


def speaking(speaker: Speaker) -> Mention | None:
    """The speaker as one who may be meant later; a speaker who is only a pronoun is nobody new."""
    lower = speaker.name.lower()
    if lower in _PRONOUNS:
        return None
    words = _OF.split(lower, maxsplit=1)[0].split() or [lower]
    name = " ".join(speaker.name.split())
    plural = words[-1].endswith("s") and not words[-1].endswith("ss") and not is_office_word(words[-1])
    if speaker.kind == "person":
        kind = "person"
    elif plural or words[0] in {"both", "many", "some", "several", "two", "three", "police"}:
        kind = "many"
    elif speaker.kind == "document" or is_office_word(words[-1]) or not is_person_noun(words[-1]):
        kind = "thing"
    else:
        kind = "person"
    sex = next((s for word in words for s in (sex_of(word),) if s), "")
    first, _, rest = name.partition(" ")
    name = f"{first.lower()} {rest}" if first in {"The", "A", "An"} else name
    return Mention.of_speaker(name, kind, sex, speaker.start, speaker.end)


def title_of(tokens: Sequence[Word], letters: str, low: int, high: int) -> Mention:
    """As in "“More” is a song": words in quotation marks as the name of a thing."""
    found = Mention(tokens, letters, low, high, core=high, last=high - 1)
    found.kind, found.is_name = "thing", True
    found.name = tokens[low].text if high - low == 1 else found.name
    return found
