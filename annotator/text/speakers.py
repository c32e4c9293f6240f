"""What a speaker is by the words that name him: a person, an office, somebody unnamed, a document."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, Literal

from annotator.text.subjects import phrase_at
from annotator.text.words import class_of, words

SpeakerKind = Literal["person", "office", "anonymous", "document"]

_ANONYMOUS: Final = re.compile(
    r"\b(?:officials?|sources?|witness(?:es)?|residents?|experts?|analysts?|observers?|diplomats?|insiders?|critics|"
    r"some|others|many|people|one|anonym\w+|commanders?|officers?|activists?|members?|lawmakers?|deput(?:y|ies)|advis[eo]rs?|aides?|envoys?|locals|scientists|researchers)\b",
    re.IGNORECASE,
)
_DOCUMENT: Final = re.compile(
    r"\b(?:reports?|statements?|documents?|stud(?:y|ies)|polls?|surveys?|letters?|figures|agreements?|records|census|"
    r"communiqués?|tweets?|constitution|website|article|newspapers?|stat(?:istics|s)|papers?|intelligence|data)\b",
    re.IGNORECASE,
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
_TITLED: Final = re.compile(
    r"\b(?:minister|president|speaker|leader|chair\w*|spokes\w+|general|director|head|chief|secretary|ambassador|mr|mrs|ms|dr|prime|mayor"
    r"|governor|commissioner|pope|king|premier|chancellor|senator|judge|prosecutor)\b",
    re.I,
)
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
_UNNAMED: Final = re.compile(r"anonym|not authori|to be (?:named|identified)|give h(?:is|er) name")


def kind_of(name: str, sentence: str = "", aside: str = "") -> SpeakerKind:
    """Person, office, anonymous source or document, by the words of the name and of its sentence.

    The holder of an office who is not named ("the mayor", "a coalition spokesman") speaks as the office. `aside` is
    what stands behind the name between commas: "the mayor, Latif Salman," is a person.
    """
    return _kind(name, aside, _UNNAMED.search(sentence) is not None)


@lru_cache(maxsize=4096)
def _kind(name: str, aside: str, unnamed: bool) -> SpeakerKind:  # noqa: PLR0911 - tests in order
    if name.lower() in _PERSONS:
        return "person"
    if name.lower() == "it":
        return "office"
    core = _OF.split(name, maxsplit=1)[0]
    named = [word for word in name.split() if _is_name(word)]
    if unnamed and len(named) < 2:
        return "anonymous"
    if _DOCUMENT.search(core):
        return "document"
    if _TITLED.search(core):
        own = [word for word in core.split() if _is_name(word) and not _TITLED.match(word) and not is_office_word(word)]
        return "person" if own or _is_named(aside) else "office"
    if _is_named(aside) and not is_office_word(core.split()[-1]):
        return "person"
    last = core.split()[-1] if core.split() else ""
    if is_office_word(last) or _GROUP.search(core):
        return "office"
    if _ANONYMOUS.search(core) or not any(_is_name(word) for word in core.split()):
        return "anonymous"
    if last.isupper() and len(last) > 2:
        return "office"
    if core.lower().startswith("the ") and not (len(core.split()) > 3 and core.split()[1].islower()):
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


def is_titled(word: str) -> bool:
    """Whether a word is a title or an office that a person holds."""
    return _TITLED.match(word) is not None


def _is_name(word: str) -> bool:
    kind = class_of(word)
    return word[:1].isupper() and kind != "NNS" and not kind.startswith(("JJ", "DT", "PRP", "IN"))


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
