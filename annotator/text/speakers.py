"""What a speaker is by the words that name him: a person, an office, somebody unnamed, a document."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, Literal

from annotator.text.words import class_of

SpeakerKind = Literal["person", "office", "anonymous", "document"]

_ANONYMOUS: Final = re.compile(
    r"\b(?:officials?|sources?|witness(?:es)?|residents?|experts?|analysts?|observers?|diplomats?|insiders?|critics|"
    r"some|others|many|people|one|anonym\w+|commanders?|officers?|activists?|members?|lawmakers?|deput(?:y|ies)|locals|scientists|researchers)\b",
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
    "federation league alliance campaign brigade crowd faction militia newspaper university prosecution navy "
    "cabinet treasury fbi cia unicef who amnesty vatican church watch reuters afp".split()
)
# Armed groups of the region go by names that no English word gives away.
_GROUP: Final = re.compile(
    r"\b(?:kata['’]?[ie]b|kataeb|saraya|harakat|ha[cs]?h?e?d|hezbollah|hizb(?:ollah|ullah)?|asa['’]?[iï]b|assa[iï]b|liwa|jaish|daesh"
    r"|hamas|isis|fatah|pkk|brigades)\b",
    re.IGNORECASE,
)
_TITLED: Final = re.compile(
    r"\b(?:minister|president|spokes\w+|general|director|head|chief|secretary|ambassador|mr|mrs|ms|dr|prime|mayor"
    r"|governor|commissioner|pope|king|premier|chancellor|senator|judge|prosecutor)\b",
    re.I,
)
_OF: Final = re.compile(r"\s(?:of|for|in|at|from)\s")
_PERSONS: Final = frozenset({"he", "she", "i", "him", "her"})
_ANONYMITY: Final = re.compile(r"\banonym|not authori[sz]ed to|did not (?:want|wish) to be (?:named|identified)", re.I)


@lru_cache(maxsize=4096)
def kind_of(name: str, sentence: str = "") -> SpeakerKind:  # noqa: PLR0911 - tests in order
    """Person, office, anonymous source or document, by the words of the name and of its sentence.

    The holder of an office who is not named ("the mayor", "a coalition spokesman") speaks as the office.
    """
    if name.lower() in _PERSONS:
        return "person"
    core = _OF.split(name, maxsplit=1)[0]
    named = [word for word in name.split() if _is_name(word)]
    if _ANONYMITY.search(sentence) and len(named) < 2:
        return "anonymous"
    if _DOCUMENT.search(core):
        return "document"
    if _TITLED.search(core):
        own = [word for word in core.split() if _is_name(word) and not _TITLED.match(word) and not is_office_word(word)]
        return "person" if own else "office"
    last = core.split()[-1] if core.split() else ""
    if is_office_word(last) or _GROUP.search(core):
        return "office"
    if _ANONYMOUS.search(core) or not any(_is_name(word) for word in core.split()):
        return "anonymous"
    return "person"


def _is_name(word: str) -> bool:
    kind = class_of(word)
    return word[:1].isupper() and kind != "NNS" and not kind.startswith(("JJ", "DT", "PRP", "IN"))


def is_office_word(word: str) -> bool:
    """Whether a word names an institution, in the singular or plural."""
    lower = word.lower().strip("“”\"'’.,")
    return lower in _OFFICE_WORDS or lower.removesuffix("s") in _OFFICE_WORDS or lower[:-3] + "y" in _OFFICE_WORDS
