"""The noun phrases of a sentence as what a later word may mean: who or what, how many, of which sex, under which noun.

Found over a string of one letter a token (Abney 1996, "Partial parsing via finite-state cascades"): regular expressions
read it at C speed, and a sentence costs microseconds.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import Final

from annotator.text.spans import Speaker
from annotator.text.speakers import is_office_word, kind_of
from annotator.text.words import BE, Word

_LETTERS: Final = {
    "DT": "D", "PDT": "D", "PRP$": "O", "JJ": "A", "JJR": "A", "JJS": "A", "FW": "A", "NN": "N", "NNS": "M",
    "NNP": "P", "NNPS": "P", "CD": "C", "POS": "S", "PRP": "p", "VBD": "V", "VBZ": "V", "VBP": "V", "MD": "H",
    "VBN": "u", "VBG": "g", "VB": "b", "IN": "I", "TO": "T", "RB": "R", "RBR": "R", "CC": "&", "WDT": "W", "WP": "W",
    "WP$": "W", "WRB": "w", "EX": "E", ",": ",",
    **dict.fromkeys('. : ( ) $ " RBS RP UH'.split(), "."),  # as any other class
}  # fmt: skip
# A determiner, then modifiers with possessives among them, then a noun; a name may go on with "of" and a name.
_PHRASE: Final = re.compile(
    r"[DO]?(?:[ACNMPS]|(?<=[DOACNM])[gu](?=[ACNMP])){0,14}[NMP](?:(?<=P)o(?:D?P{1,5}))?(?!S)|[DO]?[ACNMP]{0,9}[NMP](?=S)"
)
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
    r"|philosopher|inventor|explorer|lieutenant|major|sergeant|chairman|premier|chancellor|senator|lawmaker|voter)"
)
_FEMALE: Final = frozenset(
    "mrs ms miss queen princess lady girl daughter wife mother sister widow niece aunt actress she her hers".split()
)
_MALE: Final = frozenset(
    "mr sir king prince lord pope imam sheikh ayatollah boy son husband father brother nephew uncle actor he him his "
    "priest".split()
)
_PLURAL_NAMES: Final = frozenset("states nations emirates arabs netherlands philippines".split())
_END: Final = object()
_GROUPS_OF_PEOPLE: Final = frozenset("police people".split())
_OF: Final = re.compile(r"\s(?:of|for|in|at|on|from|with)\s")
_PRONOUNS: Final = frozenset("he she it they him her them".split())
MOST_NAMES: Final = 6  # of one person
_FULL_NAME: Final = re.compile(f"P{{2,{MOST_NAMES}}}")
_PARTICLES: Final = frozenset("out up down off away back".split())
_CORE_END: Final = re.compile("[oI]")
_ASIDE: Final = frozenset({"than", "like", "as"})
_ARTICLES: Final = frozenset({"The", "A", "An"})
_SMALL: Final = frozenset({"DT", "CD", "NNS", "PDT"})
_WHERE: Final = frozenset("in at near outside across from".split())
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
    is_clear = True  # its words can be understood in another sentence
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
        if not self._sex:
            self._read_nature()
        self._kind = kind

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


class Phrases:
    """The noun phrases of one sentence, found when somebody asks: most sentences are never asked."""

    _rest: Iterator[None] | None = None  # reads on
    _persons: list[Mention] | None = None

    def __init__(
        self, tokens: Sequence[Word] = (), number: int = 0, full: Callable[[str, int], str] = lambda last, number: ""
    ) -> None:
        self._full = full  # the full name of a person under a last name, as known by a sentence
        self.tokens = tokens
        self.letters = letters_of(tokens)
        self.number = number
        self._read: list[Mention] = []  # as far as somebody asked, in text order, a whole before its parts
        self.same: set[int] = set()  # where those begin that are only another word for a name of the sentence

    @property
    def all(self) -> list[Mention]:
        """In text order, a whole before its parts."""
        while self._reads_on():
            pass
        return self._read

    def before(self, offset: int) -> Iterator[Mention]:
        """Those that begin before this offset; not much more is read than the caller takes."""
        read, at = self._read, 0
        while True:
            for mention in read[at:]:
                if mention.start < offset:
                    yield mention
            at = len(read)
            if (read and read[-1].start >= offset) or not self._reads_on():
                return

    def _reads_on(self) -> bool:
        """Read one phrase more, with its parts; False at the end."""
        if self._rest is None:
            self._rest = _mentions(self.tokens, self.letters, self._read, self.full_name)
        return next(self._rest, _END) is None

    def full_name(self, last: str) -> str:
        """The full name that the article had given by this sentence to who bears this last name (small letters)."""
        return self._full(last, self.number)

    def persons(self) -> list[Mention]:
        """Those that a name of two words or more shows to be persons, places aside."""
        if self._persons is not None:
            return self._persons
        found = self._persons = []
        for match in _FULL_NAME.finditer(self.letters):
            low, high = match.span()
            before = self.tokens[low - 1].lower if low else ""
            if before not in _WHERE and self.letters[low - 1 : low] != "D":
                mention = mention_of(self.tokens, low, high, self.letters)
                if mention is not None and mention.kind == "person":
                    found.append(mention)
        return found

    def phrase(self, at: int) -> Mention | None:
        """The phrase that begins with this token."""
        match = _PHRASE.match(self.letters, at)
        return _phrase_of(self.tokens, self.letters, at, match.end()) if match is not None else None


@lru_cache(maxsize=2048)
def bare(name: str) -> str:
    """A name in small letters without its article."""
    lower = name.lower()
    for article in ("the ", "a ", "an "):
        if lower.startswith(article):
            return lower[len(article) :]
    return lower


def letters_of(tokens: Sequence[Word]) -> str:
    """One letter a token: D determiner, A adjective, N noun, M plural, P name, V finite verb, I preposition, o "of"."""
    letters = _LETTERS
    try:
        return "".join(["o" if token.lower == "of" else letters[token.tag] for token in tokens])
    except KeyError:
        return "".join(["o" if token.lower == "of" else letters.get(token.tag, ".") for token in tokens])


def _mentions(
    tokens: Sequence[Word], letters: str, found: list[Mention], full_name: Callable[[str], str]
) -> Iterator[None]:
    """Adds the noun phrases of a sentence that may be meant later to `found`, one a step, with what belongs to it.

    In text order; times of the calendar are none.
    """
    for match in _PHRASE.finditer(letters):
        low, high = match.span()
        mention = _phrase_of(tokens, letters, low, high)
        if mention is None:
            continue
        before = letters[low - 1] if low else ""
        if before == "o" or letters.startswith("S", high):
            mention.role = "owner"
        elif before == "I" and (word := tokens[low - 1].lower) not in _PARTICLES:
            mention.role = "place" if word in _WHERE else "aside" if word in _ASIDE else ""
        elif _is_acted_on(tokens, letters, low):
            mention.role = "object"
        found.append(mention)
        inner = letters.find("S", low, high)
        if inner > low:
            owner = mention_of(tokens, low, inner, letters)
            if owner is not None:
                owner.role = "owner"
                found.append(owner)
        if before == "&" and len(found) > 1:
            _join(tokens, letters, found, mention)
        if mention.is_name and high - low == 1 and (full := full_name(mention.head)):
            mention.kind, mention.name = "person", full
        yield


def _phrase_of(tokens: Sequence[Word], letters: str, low: int, high: int) -> Mention | None:
    """The same as `mention_of` for what `_PHRASE` found: a noun stands last, and before its "of …"."""
    core = letters.find("o", low + 1, high)
    core = high if core < 0 else core
    if tokens[core - 1].lower in TIMES or tokens[low].lower in _NOBODY:
        return None
    return Mention(tokens, letters, low, high, core=core, last=core - 1)


def _is_acted_on(tokens: Sequence[Word], letters: str, low: int) -> bool:
    """Whether a verb stands right before: "pulled the boy", "pulled out the boy"; not "is the boy"."""
    at = low - 1
    if at > 0 and tokens[at].lower in _PARTICLES:
        at -= 1
    return at >= 0 and letters[at] in "Vubg" and tokens[at].lower not in BE


def _join(tokens: Sequence[Word], letters: str, found: list[Mention], second: Mention) -> None:
    """As in "pulled the mother and daughter": both together are many."""
    first = next((m for m in reversed(found) if m.high == second.low - 1), None)
    if first is not None and first is not second:
        both = Mention(tokens, letters, first.low, second.high, core=second.high, last=second.high - 1)
        both.role, both.kind, both.is_name = first.role, "many", first.is_name and second.is_name
        both.is_clear = first.kind == second.kind == "person"
        found.append(both)


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
