"""Whom a pronoun means, where a rule makes it certain: by number, kind, sex, and by who else could be meant.

Certain means: in the nearest sentence that offers any, exactly one subject fits, and nothing else there competes: for
a person any other person but an owner ("Biden’s"), for the rest what its verb acts on. A subject kept over two
sentences, and who was quoted before, go first. Anything else is not guessed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Final

from annotator.claims.deeds import is_passive, is_state
from annotator.claims.mentions import Mention, is_person_noun, sex_of
from annotator.claims.nounphrases import Phrases
from annotator.text.speakers import is_office_word, kind_of
from annotator.text.words import HAVE, NO_WORDS, NOUNS, Tagged, Word

PERSONAL: Final = {"he": "person", "she": "person", "it": "thing", "they": "many"}
OBJECTIVE: Final = {"him": "person", "her": "person", "them": "many"}
OWNED: Final = {"his": "person", "her": "person", "its": "thing", "their": "many"}
_KINDS: Final = PERSONAL | OBJECTIVE | OWNED
_MINDS: Final = frozenset(
    "says said sees saw believes believed thinks thought adds added argues argued expects expected hopes hoped fears "
    "feared considers considered explains explained notes noted warns warned".split()
)
# "The ministry said it had found …": only who speaks can have done these; of "it was unsafe" anything may be meant.
_OWN_DEEDS: Final = frozenset(
    "found fired launched ordered received decided needed needs wanted wants planned plans hoped hopes expected "
    "expects intends intended regrets regretted welcomes welcomed supports supported sent recognize recognise agreed "
    "signed captured seized destroyed rejects rejected denies denied believes believed nothing played".split()
)
# What only places and institutions have: "The bell rang at the school: its director …".
_LED: Final = frozenset(
    "director directors principal headmaster rector mayor governor imam priest president chairman manager staff "
    "employees pupils students teachers doctors nurses patients inhabitants residents population citizens".split()
)
# How many sentences an article about one person may go on before "he" must be named again.
_TOPIC_REACH: Final = 4


class Sentence(Phrases):
    """Who and what one sentence spoke of."""

    lost = False  # a pronoun as subject that could be any of several
    states = False  # "X is a Y": what follows its verb is no new thing

    def __init__(
        self, row: Tagged = NO_WORDS, number: int = 0, full: Callable[[str, int], str] = lambda last, number: ""
    ) -> None:
        super().__init__(row, number, full)
        self.alike: set[str] = set()  # keys of phrases that are only another word for a subject
        self._subjects: list[Mention] = []
        self._unread: list[Mention | Callable[[], Mention | None]] = []

    def add(self, subject: Mention | Callable[[], Mention | None]) -> None:
        """A subject, or who is quoted; or what reads it, for when somebody asks."""
        self._unread.append(subject)

    @property
    def subjects(self) -> list[Mention]:
        """The subjects in text order, with who is quoted."""
        if self._unread:
            for one in self._unread:
                subject = one if isinstance(one, Mention) else one()
                if subject is not None:
                    self._subjects.append(subject)
            self._unread.clear()
        return self._subjects

    @property
    def others(self) -> list[Mention]:
        """All phrases, the subjects among them."""
        return self.all


class Antecedents:
    """The last two sentences and this one, and who was named in the article."""

    def __init__(self) -> None:
        self.now = Sentence()
        self._left: list[Sentence] = []
        self._unmet: list[Sentence] = []  # whose persons are not known yet
        self._met = -1  # how many subjects of the first of these are known; -1: not even its other persons
        self._persons: dict[str, int] = {}  # every person so far, with the number of the last sentence
        self._last: dict[str, Mention] = {}
        self._sexes: dict[str, str] = {}  # of persons, as a pronoun told it

    @property
    def earlier(self) -> list[Sentence]:
        """The last two sentences that have a subject, or a pronoun as subject of whom nobody knows."""
        found: list[Sentence] = []
        while self._left and len(found) < 2:
            sentence = self._left.pop()
            if sentence.lost or sentence.subjects:
                found.append(sentence)
        self._left = found[::-1]
        return self._left

    def begin(self, sentence: Sentence) -> None:
        """The next sentence."""
        self.now = sentence
        self._unmet.append(sentence)

    def learn(self, mention: Mention, sex: str) -> None:
        """A pronoun of this sex ("f", "m", or "" for none) stood for it: one of the other sex no longer can."""
        if sex and not mention.sex:
            self._meet_all()  # those before do not learn it
            mention.sex = self._sexes[mention.key] = sex

    def _meet_all(self) -> None:
        """Get to know the persons of the sentences since this was last asked."""
        for sentence in self._unmet:
            if self._met < 0:
                for person in sentence.persons():
                    self._meet(person, sentence.number)
                self._met = 0
            subjects = sentence.subjects
            for subject in subjects[self._met :]:
                if subject.is_name and subject.kind == "person":
                    self._meet(subject, sentence.number)
            self._met = len(subjects) if sentence is self.now else -1
        self._unmet = [self.now] if self._met >= 0 else []

    def _recognise(self) -> None:
        """Those whose sex a pronoun told are known by it wherever they come again."""
        if self._sexes:
            self._meet_all()

    def _meet(self, person: Mention, number: int) -> None:
        if person.key in self._sexes and not person.sex:
            person.sex = self._sexes[person.key]
        self._persons[person.key] = number
        self._last[person.key] = person

    def leave(self, *, lost: bool = False) -> None:
        """End the sentence. One without a subject of its own does not push the earlier ones out.

        `lost`: it has one, a pronoun, and nobody knows whom it means.
        """
        self.now.lost = lost
        self._left.append(self.now)

    def break_off(self) -> None:
        """What was lost here may be what a later pronoun means."""
        self._left, self._unmet, self._met = [], [], -1
        self.now = Sentence()
        self._persons = {}

    def of_subject(self, pronoun: Word, after: Sequence[Word]) -> Mention | None:
        """The antecedent of a pronoun that opens its sentence, as subject or owner of the subject."""
        wanted = _KINDS[pronoun.lower]
        speaking = wanted == "person" and any(token.lower in _MINDS for token in after)
        return self.before(wanted, sex_of(pronoun.lower), speaking=speaking, state=is_state(after))

    def before(self, wanted: str, sex: str, *, speaking: bool = False, state: bool = False) -> Mention | None:
        """The one that fits earlier, where its words can be understood alone."""
        self._recognise()
        found = self._before(wanted, sex, speaking=speaking, state=state)
        if found is None or not found.is_clear or (found.name.isupper() and " " in found.name):
            return None  # "THREE STOPPED" is a headline
        return None if sex and self._sexes.get(found.key, sex) != sex else found

    def _before(self, wanted: str, sex: str, *, speaking: bool, state: bool) -> Mention | None:
        """The one that fits in the nearest earlier sentence with such. `speaking`: who was quoted comes first.

        `state`: no deed is told of it; of a thing that may be in any state what the verb acted on is always a rival.
        """
        for back, sentence in enumerate(reversed(self.earlier)):
            fitting = _fitting(sentence.subjects, wanted, sex)
            if fitting:
                return self._of_fitting(sentence, fitting, wanted, sex, speaking=speaking, state=state)
            if wanted == "person":
                others = _competing(sentence, wanted, sex, fitting)
                if others:
                    only = next(iter(others.values()))
                    alone = len(others) == 1 and only.is_name and " " in only.key
                    return only if alone and self._is_only_person(only, sex) else None
            elif sentence.lost or _holds(sentence, wanted):
                # The sentence before one that has another to mean is no help: "He asked the embassy for help. It …"
                return _they(sentence) if wanted == "many" and not back else None
        if wanted == "person":
            return self._topic(sex)
        return self._firm() if wanted == "many" and self.earlier else None

    def _of_fitting(
        self, sentence: Sentence, fitting: dict[str, Mention], wanted: str, sex: str, *, speaking: bool, state: bool
    ) -> Mention | None:
        """The one of a sentence's subjects that fit, where nothing else there competes."""
        quoted = [m for m in fitting.values() if m.speaks]
        if speaking and len(quoted) == 1:
            return quoted[0]
        if len(fitting) > 1:
            return None
        key, only = next(iter(fitting.items()))
        before = self.earlier[:-1] if sentence is self.earlier[-1] else []
        if wanted == "thing" and state and not only.is_name:
            before = []
        kept = any(m.key == key for earlier in before[-1:] for m in earlier.subjects)
        return only if kept or not _competing(sentence, wanted, sex, fitting) else None

    def _firm(self) -> Mention | None:
        """A firm or a group may be "they": certain when it is the only name among the subjects."""
        names = {m.key: m for sentence in self.earlier for m in sentence.subjects if m.kind != "person"}
        only = next(iter(names.values())) if len(names) == 1 else None
        return only if only is not None and _is_office(only) else None

    def _topic(self, sex: str) -> Mention | None:
        """In an article that names one person, "he" two or three sentences on."""
        self._meet_all()
        if len(self._persons) != 1:
            return None
        key, number = next(iter(self._persons.items()))
        person = self._last[key]
        fits = not sex or not person.sex or sex == person.sex
        return person if fits and person.is_name and self.now.number - number <= _TOPIC_REACH else None

    def _is_only_person(self, person: Mention, sex: str) -> bool:
        """Whether nobody else is named in the last two sentences and this one."""
        around = [m for sentence in (*self.earlier, self.now) for m in (*sentence.subjects, *sentence.others)]
        return len(_fitting(around, "person", sex) | {person.key: person}) == 1

    def is_alone(self, person: Mention) -> bool:
        """Whether nobody else is named around here, in whatever place of the sentence."""
        around = [m for sentence in (*self.earlier, self.now) for m in sentence.others]
        names = (m.key for m in around if m.kind == "person" and m.is_name)
        return all(name in person.key or person.key in name for name in names)

    def inside(
        self, pronoun: Word, *, joined: bool, after: Sequence[Word] = (), voice: Mention | None = None
    ) -> Mention | None:
        """The antecedent of a later clause's subject: the one subject that fits, of this sentence before others.

        `joined`: its clause stands beside the other one ("and it …"); "as it …" may mean what that one ended with.
        `after` are the words behind it; `voice` who said it, as in "The firm said the line was open and it …".
        """
        self._recognise()
        wanted, sex = _KINDS[pronoun.lower], sex_of(pronoun.lower)
        fitting = _fitting((m for m in self.now.subjects if m.end <= pronoun.start), wanted, sex)
        if not fitting:
            here = [m for m in self.now.before(pronoun.start) if m.end < pronoun.start and m.role != "place"]
            near = _fitting(here, wanted, sex)
            return self.before(wanted, sex) if not near else _of_what(self.now) if wanted == "many" else None
        if len(fitting) > 1:
            return None
        only = next(iter(fitting.values()))
        is_rival = voice is not None and not _same(voice.key, only.key) and not is_passive(after)
        if voice is not None and is_rival and _fitting((voice,), wanted, sex):
            return None
        # "They fix a price and it is 90 dinars": who did it goes on doing, what was done to may be in any state.
        goes_on = joined and (not is_state(after) or is_state(only.tokens[only.high : only.high + 4]))
        roles = {"object"} if goes_on else {"object", ""}
        before = [m for m in self.now.before(pronoun.start) if m.role in roles and m.end < pronoun.start]
        others = _fitting(before, wanted, sex)
        rivals = [m for key, m in others.items() if not _same(key, only.key) and key not in self.now.alike]
        if not only.is_clear or (rivals and wanted == "person"):
            return None
        is_kept = joined and only.start < self.now.tokens[0].start  # a pronoun of this sentence stood for it
        # "They set up a bank, and it will open": what acts itself is a rival in any place.
        return only if not rivals or is_kept or (goes_on and not any(map(_acts, rivals))) else None

    def may_have(self, owner: Mention, owned: Sequence[Word]) -> bool:
        """Whether these words behind "its" can be of this thing: only of places and institutions may some be.

        In "The bell rang at the school: its director …" nobody knows by rule which of the things has a director, in
        "The court fined the paper and its editor …" whose he is.
        """
        noun = next((word.lower for word in owned if word.tag in NOUNS), "")
        if owner.is_name or not (noun in _LED or is_person_noun(noun)):
            return True
        is_any = noun in _LED and not _acts(owner)
        for sentence in (self.now, *reversed(self.earlier)):
            things = [m for m in sentence.before(owned[0].start) if m.kind == "thing" and m.key not in sentence.alike]
            if any(m.key == owner.key for m in things):
                return all(_same(m.key, owner.key) for m in things if is_any or m.role == "object")
        return True

    def near(self, pronoun: Word) -> Mention | None:
        """The antecedent of a pronoun that is no subject: the one phrase that fits before it in its sentence."""
        self._recognise()
        wanted, sex = _KINDS[pronoun.lower], sex_of(pronoun.lower)
        around = (*self.now.subjects, *self.now.before(pronoun.start))
        here = [m for m in around if m.end <= pronoun.start and m.role != "place"]
        fitting = _fitting(here, wanted, sex)
        if len(fitting) == 1:
            only = next(iter(fitting.values()))
            return only if only.is_clear else None
        return None if fitting else self.before(wanted, sex)

    def who_says(self, voice: Mention | None, said_as: str, tokens: Sequence[Word], at: int) -> Mention | None:
        """As in "The mayor said that he was ill": the speaker, where nobody and nothing else can be meant."""
        self._recognise()
        pronoun = tokens[at].lower
        wanted = _KINDS[pronoun]
        if voice is None or voice.kind != wanted or any(token.tag in NOUNS for token in tokens[:at]):
            return None
        if pronoun == said_as:
            return voice  # "It said it had fired": one and the same
        if said_as.startswith(f"{pronoun} "):
            return None  # "Her lawyer denied it": she is not her lawyer
        sex = sex_of(pronoun)
        if wanted == "person":
            if sex and voice.sex and sex != voice.sex:
                return None
            last = self.earlier[-1] if self.earlier else Sentence()
            told = [m for m in last.subjects if m.is_name or not m.speaks]
            named = [m for m in last.others if m.is_name]
            before = _fitting((*told, *named), wanted, sex).keys()
            beside = _fitting((m for m in self.now.others if m.role != "owner"), wanted, sex).keys()
            return voice if not {key for key in before | beside if not _same(key, voice.key)} else None
        others = {m.key for sentence in self.earlier for m in sentence.subjects if m.kind == wanted} - {voice.key}
        after = (token for token in tokens[at + 1 : at + 4] if token.lower not in HAVE)
        verb = next((token.lower for token in after if token.tag not in {"RB", "MD"}), "")
        return voice if (pronoun in OWNED or verb in _OWN_DEEDS) and not others else None


def _holds(sentence: Sentence, wanted: str) -> bool:
    """Whether a sentence without a subject that fits has something else that may be meant."""
    if any(m.is_they for m in sentence.subjects):
        return wanted == "many"
    return any(m.kind == wanted and (wanted == "many" or m.role == "object") for m in sentence.others)


def _they(sentence: Sentence) -> Mention | None:
    """As in "The press … They focus on … They also publish …"; else the one plural inside the subject."""
    again = [m for m in sentence.subjects if m.is_they]
    return again[0] if len(again) == 1 else _of_what(sentence)


def _of_what(sentence: Sentence) -> Mention | None:
    """As in "The number of soldiers rose. They …": the one plural inside the subject."""
    if len(sentence.subjects) != 1:
        return None
    whole = sentence.subjects[0]
    inner = [m for m in sentence.others if m.kind == "many" and whole.start < m.start and m.end <= whole.end]
    return inner[0] if len(inner) == 1 else None


def _same(one: str, other: str) -> bool:
    return one in other or other in one


def _fitting(mentions: Iterable[Mention], wanted: str, sex: str) -> dict[str, Mention]:
    """Those of the kind and sex, one for each name."""
    found: dict[str, Mention] = {}
    for m in mentions:
        if m.kind == wanted and not (sex and m.sex and sex != m.sex):
            found[m.key] = m
    return found


def _competing(sentence: Sentence, wanted: str, sex: str, fitting: dict[str, Mention]) -> dict[str, Mention]:
    """Who else of the sentence may be meant: any person but an owner, else what the verb acts on."""
    found: dict[str, Mention] = {}
    is_name = any(one.is_name for one in fitting.values())
    for key, m in _fitting(sentence.others, wanted, sex).items():
        if key in sentence.alike or any(_same(key, other) for other in fitting):
            continue
        # "The bridge stood near a camp of the army. It …", "the firm waited for the bank. It …"
        acted_on = m.role == "object" and not sentence.states and not (is_name and not _is_new(m))
        if wanted == "thing" and m.role in {"object", "", "place"} and not sentence.states and _acts(m):
            acted_on = acted_on or m.role != "place" or not m.is_name
        if acted_on or (wanted == "person" and (m.role not in {"owner", "aside"} or not fitting)):
            found[key] = m
    return found


def _is_new(mention: Mention) -> bool:
    """Whether a thing is brought in here: "The Red Crescent sent a ship. It …"."""
    return mention.tokens[mention.low].lower in {"a", "an"}


def _is_office(mention: Mention) -> bool:
    return mention.is_name and kind_of(mention.name.removeprefix("the ").removeprefix("The ")) == "office"


def _acts(mention: Mention) -> bool:
    """Whether a thing is one that acts, as a ministry or a firm does: "it" may be that one in any place."""
    return is_office_word(mention.words[-1].text)


def form(mention: Mention, *, owned: bool) -> str:
    """The words in the pronoun's place: the name, or the name with its possessive."""
    return mention.name + ("" if not owned else "’" if mention.name.endswith("s") else "’s")


def is_joined(tokens: Sequence[Word], at: int) -> bool:
    """Whether the clause that begins here stands beside the one before it: after "and", "but", ";"."""
    before = tokens[at - 1] if at else None
    return before is not None and (before.tag == "CC" or before.text == ";")


def may_be(mention: Mention, kind: str) -> bool:
    """Whether a phrase of the same claim can be what a pronoun of this kind means, generously."""
    if mention.kind == kind or (kind == "many" and mention.is_name):
        return True
    return kind == "person" and mention.is_name and mention.kind == "thing" and mention.role != "place"
