"""What a speaker is by the words that name him: a person, an office, somebody unnamed, a document."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, Literal

from annotator.text.subjects import phrase_at
from annotator.text.words import class_of, words

SpeakerKind = Literal["person", "office", "anonymous", "document"]

# Each of these three is a set of whole words in lower case: a name's words are looked up, no pattern runs over it.
_ANONYMOUS: Final = frozenset(
    "official officials source sources witness witnesses resident residents expert experts analyst analysts observer "
    "observers diplomat diplomats insider insiders critics some others many people one "
    "commander commanders officer officers activist activists member members lawmaker lawmakers deputy deputies "
    "adviser advisers advisor advisors aide aides envoy envoys locals scientists researchers".split()
)
_DOCUMENTS: Final = frozenset(
    "report reports statement statements document documents study studies poll polls survey surveys letter letters "
    "figures agreement agreements records census communiqué communiqués tweet tweets constitution website article "
    "newspaper newspapers statistics stats paper papers intelligence data".split()
)
# The last word of a speaker's name says what it is: "the city's hospital" is an office, "a hospital worker" is not.
_OFFICE_WORDS: Final = frozenset(
    "ministry government pentagon house department army military police coalition union nations council committee "
    "court office embassy agency administration parliament presidency commission authority forces command ngo "
    "observatory institute foundation fund bank cell centre center mission bloc movement group party organisation "
    "organization company centcom congress senate kremlin un nato washington tehran baghdad moscow media service "
    "ankara paris london beijing riyadh iran iraq states hospital directorate commissariat secretariat firm "
    "television tv radio channel station broadcaster times post guardian herald tribune journal news press "
    "delegation guard leadership board consulate division regiment crew faculty taliban corporation federation "
    "league alliance campaign brigade crowd faction militia newspaper university prosecution navy cabinet "
    "treasury fbi cia unicef who amnesty vatican church watch reuters afp".split()
)
# Armed groups of the region go by names that no English word gives away.
_GROUP: Final = re.compile(
    r"\b(?:kata['’]?[ie]b|kataeb|saraya|harakat|ha[cs]?h?e?d|hezbollah|hizb(?:ollah|ullah)?|asa['’]?[iï]b|assa[iï]b|liwa|jaish|daesh"
    r"|hamas|isis|fatah|pkk|brigades)\b",
    re.IGNORECASE,
)
_GROUP_OPENINGS: Final = frozenset("kat sar har hac has hez hiz asa ass liw jai dae ham isi fat pkk bri".split())
_TITLES: Final = frozenset(
    "minister president speaker leader general director head chief secretary ambassador mr mrs ms dr prime mayor "
    "governor commissioner pope king premier chancellor senator judge prosecutor".split()
)
_RUN: Final = re.compile(r"\w+")
_OF: Final = re.compile(r"\s(?:of|for|in|at|from|to|on|against|with)\s")
# A country or capital that speaks is its government.
_STATES: Final = frozenset(
    "afghanistan algeria armenia australia austria azerbaijan bahrain bangladesh belarus belgium brazil britain "
    "bulgaria canada chad chile china colombia croatia cuba cyprus denmark egypt eritrea estonia ethiopia finland "
    "france georgia germany ghana greece hungary india indonesia ireland israel italy japan jordan kazakhstan "
    "kenya kuwait latvia lebanon libya lithuania malaysia mali malta mauritania mexico morocco nepal netherlands "
    "niger nigeria norway oman pakistan palestine philippines poland portugal qatar romania russia rwanda senegal "
    "serbia singapore slovakia slovenia somalia spain sudan sweden switzerland syria taiwan thailand tunisia "
    "turkey türkiye uganda ukraine uzbekistan venezuela vietnam yemen zambia zimbabwe arabia korea zealand "
    "emirates eu us u.s. uk u.k. uae cairo damascus doha beirut amman sanaa tripoli khartoum algiers tunis rabat "
    "jerusalem kabul islamabad delhi brussels rome madrid vienna athens kyiv kiev muscat manama warsaw budapest "
    "tokyo seoul pyongyang niamey bamako".split()
)
_PERSONS: Final = frozenset({"he", "she", "i", "him", "her"})
_PRONOUNS: Final = _PERSONS | {"it"}
_UNNAMED: Final = re.compile(r"anonym|not authori|to be (?:named|identified)|give h(?:is|er) name")


def kind_of(name: str, sentence: str = "", aside: str = "") -> SpeakerKind:
    """Person, office, anonymous source or document, by the words of the name and of its sentence.

    The holder of an office who is not named ("the mayor", "a coalition spokesman") speaks as the office. `aside` is
    what stands behind the name between commas: "the mayor, Latif Salman," is a person.
    """
    if (
        ("name" in sentence or "anonym" in sentence or "authori" in sentence or "identif" in sentence)
        and _UNNAMED.search(sentence)
        and _is_unnamed(name)
    ):
        return "anonymous"
    return _kind(name, aside)


def _is_unnamed(name: str) -> bool:
    return name.lower() not in _PRONOUNS and len([word for word in name.split() if _is_name(word)]) < 2


@lru_cache(maxsize=4096)
def _kind(name: str, aside: str) -> SpeakerKind:  # noqa: PLR0911 - tests in order
    if name.lower() in _PERSONS:
        return "person"
    if name.lower() == "it":
        return "office"
    core = _OF.split(name, maxsplit=1)[0]
    words = core.split()
    runs = _RUN.findall(core.lower())
    if not _DOCUMENTS.isdisjoint(runs):
        return "document"
    if any(map(is_titled, runs)):
        own = [word for word in words if _is_name(word) and not is_titled(word) and not is_office_word(word)]
        return "person" if own or _is_named(aside) else "office"
    last = words[-1] if words else ""
    if _is_named(aside) and not is_office_word(last):
        return "person"
    if is_office_word(last) or (
        not _GROUP_OPENINGS.isdisjoint([run[:3] for run in runs]) and _GROUP.search(core) is not None
    ):
        return "office"
    if (
        not _ANONYMOUS.isdisjoint(runs)
        or ("anonym" in core.lower() and any(run.startswith("anonym") for run in runs))
        or not any(map(_is_name, words))
    ):
        return "anonymous"
    if last.isupper() and len(last) > 2:
        return "office"
    if core.lower().startswith("the ") and not (len(words) > 3 and words[1].islower()):
        # No person goes by "the": "the Nur Brigade", "the Europeans".
        return "anonymous" if class_of(last) in {"NNPS", "NNS"} else "office"
    return "person"


def _is_named(aside: str) -> bool:
    """Whether what stands between commas is nothing but a name: ", Latif Salman,"."""
    named = aside.strip(" ,").split()
    return 2 <= len(named) <= 5 and all(word[:1].isupper() or word in {"al", "bin", "ibn", "de"} for word in named)


def is_state(word: str) -> bool:
    """Whether a word is a country or a capital."""
    return word.lower() in _STATES


@lru_cache(maxsize=4096)
def is_titled(word: str) -> bool:
    """Whether a word is a title or an office that a person holds."""
    first = _RUN.match(word)
    title = first.group().lower() if first else ""
    return title in _TITLES or title.startswith("chair") or (title.startswith("spokes") and title != "spokes")


@lru_cache(maxsize=4096)
def _is_name(word: str) -> bool:
    kind = class_of(word)
    return word[:1].isupper() and kind != "NNS" and not kind.startswith(("JJ", "DT", "PRP", "IN"))


@lru_cache(maxsize=4096)
def is_office_word(word: str) -> bool:
    """Whether a word names an institution, in the singular or plural."""
    lower = word.lower().strip("“”\"'’.,")
    return (
        lower in _OFFICE_WORDS
        or lower in _STATES
        or lower.removesuffix("s") in _OFFICE_WORDS
        or lower[:-3] + "y" in _OFFICE_WORDS
    )


def head_of(name: str) -> str:
    """The head word of a noun phrase given alone: "spokesman" of "a spokesman for the ministry"; "" without any."""
    tokens = words(name)
    found = phrase_at(tokens, 0, len(tokens))
    if found is not None:
        return tokens[found.head].text
    return (name.split() or [""])[-1]
