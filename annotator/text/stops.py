"""Whether a full stop ends a sentence: abbreviations, initials and the words that open sentences.

Abbreviations are of three sorts. After a title no sentence ends ("Gen. Latif"); before a figure a reference or a month
goes on ("No. 5", "Jan. 20"); the others stand inside sentences and at their ends ("the Basra Oil Co. It …"): there the
next word decides.
"""

from __future__ import annotations

import re
from typing import Final

_TITLES: Final = frozenset(
    "mr mrs ms mx dr prof gen lt col maj capt cpt cpl sgt pvt adm brig cmdr sen rep gov rev hon pres amb supt det insp "
    "atty msgr messrs mme mmes mlle mm mgr sra sres dra ing hr st ste mt vs v viz cf ca approx esp e.g i.e f.e eg ie "
    "p.ex z.b d.h pp nos bzw ggf".split()
)
_NUMBERED: Final = frozenset(
    "no nos n p pp fig figs art arts vol vols ch chap sec sect para pt pl eq op jan feb mar apr jun jul aug sep sept "
    "oct nov dec janv févr avr juil déc rs ver ext tel abs nr cap ft ص م".split()
)
_MONTHS: Final = frozenset("jan feb mar apr jun jul aug sep sept oct nov dec janv févr avr juil déc".split())
_EITHER: Final = frozenset(
    "co corp inc ltd bros dept univ assn intl est ave blvd rd hwy jr sr al ft av apr ph.d "
    "ala ariz ark calif colo conn fla ga ill ind kan ky mass mich minn mo mont neb nev okla ore pa "
    "tenn tex vt va wash wis wyo".split()
)
# No other word has its stop inside a sentence, single letters and chains of them apart.
SHORTENED: Final = _TITLES | _NUMBERED | _EITHER | _MONTHS
STARTERS: Final = frozenset(
    "a an the this that these those he she it they we you i his her its their my our there here in on at after before "
    "but and however meanwhile since while when how what who why where is are was were if as although according both "
    "some many most all no one two three four five six seven eight nine ten millions thousands hundreds dozens "
    "officials yet so then now today yesterday later earlier also still for with from by to of during under despite "
    "because nobody nothing everyone everything each every neither such another others several only just even "
    "do does did can could will would should might have has had not let please nor or "
    "le la les un une il elle ils elles nous vous ce cet cette ces dans en au aux pour par sur selon mais et "
    "donc ou ni car après avant depuis pendant lors quand si leur leurs son sa ses aucun aucune "
    "der die das ein eine es sie wir ihr und aber wenn el los las una".split()
)
_DAYS: Final = "Mon|Tues?|Wed|Thu|Thurs|Fri|Sat|Sun|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
# What goes on after a time of day: a zone in capitals, a day, a month with its figure, "Baghdad time".
_AFTER_TIME: Final = re.compile(
    rf"(?:[A-Z]{{2,4}}\b|(?:{_DAYS})\b|[A-Z][a-z]+\.? \d|(?:[A-Z][a-z]+ ){{1,2}}(?:[Tt]ime|[Ss]tandard|[Dd]aylight)\b)"
)
_GERMAN_MONTHS: Final = frozenset(
    "januar februar märz april mai juni juli august september oktober november dezember".split()
)
_WORD: Final = re.compile(r"[^\W\d_]+")
_CHAIN: Final = re.compile(r"(?:[^\W\d_]\.-?)+[^\W\d_]$")  # "U.S", "J.-C", "p.m", "a.k.a"
_NAME_BEFORE: Final = re.compile(r"(?:^|\s)[A-ZÀ-Þ][\w’'.-]*$")
_TOKEN: Final = 24  # characters; no abbreviation is longer


def is_inside(text: str, low: int, stop: int, after: int) -> bool:  # noqa: PLR0911 - one test a line
    """Whether the sentence that begins at `low` goes on after the full stop at `stop`.

    `after` is where the next word or figure begins, behind white space and opening marks.
    """
    tokens = text[max(low, stop - _TOKEN) : stop].rsplit(None, 1)
    if not tokens:
        return False
    word = tokens[-1].rpartition("—")[2].rpartition("/")[2].lstrip("(\"'“‘«[–")
    if len(word) > 7 or not word:
        return False
    plain = word.lower()
    if text[after : after + 1].isdigit() or text[after : after + 1] in "?#%":  # a figure, or what stands for one
        return plain in _NUMBERED or plain in _TITLES
    if word.isdigit():
        return len(word) < 3 and _word(text, after) in _GERMAN_MONTHS  # "am 3. Mai"
    if plain in _TITLES:
        # A title never stands alone; a street does: "on Elm St. He ran".
        return plain not in {"st", "ste", "v"} or not _starts(text, after)
    if len(word) == 1:
        return word.isalpha() and _is_initial(text[max(low, stop - _TOKEN) : stop - 1].rstrip(), word, text, after)
    if plain not in _EITHER and plain not in _MONTHS and not _CHAIN.match(plain):
        return False
    if plain in {"a.m", "p.m"}:
        return _AFTER_TIME.match(text, after) is not None and not _starts(text, after)
    return text[after : after + 1].isalpha() and not _starts(text, after)


def _starts(text: str, after: int) -> bool:
    return _word(text, after) in STARTERS


def _word(text: str, after: int) -> str:
    """The word that begins at `after`, in lower case."""
    word = _WORD.match(text, after)
    return word.group().lower() if word else ""


def _is_initial(before: str, letter: str, text: str, after: int) -> bool:
    """Whether one letter is an initial or an Arabic title, and not a word ("so did I.") or a sign ("2014 م.")."""
    if letter == "I":
        return not before or (_NAME_BEFORE.search(before) is not None and not _starts(text, after))
    if letter.islower():
        return letter in "pcvn"
    if before[-1:].isdigit() or before[-1:] == "°":
        return False
    return not _starts(text, after)
