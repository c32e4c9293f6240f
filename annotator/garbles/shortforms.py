"""Short forms of other languages that stay behind in English copy: titles, acronyms, words of another script.

"MM Biden and Qasim", "the ONU": the table lexica/leftover.tsv has them, with the short words that the detector of
left-over words looks for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Final, NamedTuple

from annotator.garbles import months, tongues
from annotator.garbles.passage import Passage
from annotator.garbles.tongues import NAMES_OF_LANGUAGES
from annotator.text.skeleton import fold
from annotator.text.spans import Finding, Reading, Span

KIND: Final = "leftover"
_APOSTROPHES: Final = frozenset("'’ʼ")
_BEHIND_WORD: Final = ".,;:!?)”’\"'"
_AROUND: Final = _BEHIND_WORD + "(“‘«»–—-"
_QUOTED: Final = frozenset("“\"‘'«([:")
# Letters of scripts that no English word has. Greek is left out: its letters are signs in English copy.
_OTHER_SCRIPT: Final = re.compile(
    r"[\u0400-\u1cff\u2e80-\u2fff\u3005-\u3007\u3021-\u3029\u3031-\ua4cf\ua960-\ud7ff\uf900-\ufaff\ufb1d-\ufdff"
    r"\ufe70-\ufefc](?:[^\x00-\u02ff\u2000-\u206f\ufeff]|[ \u200c\u200d](?=[^\x00-\u02ff\u2000-\u206f\ufeff]))*"
)
_PLURAL_TITLE: Final = re.compile(
    r"(?<![\w.,])(?<!\d )(?:MM\.|MM|Mmes) (?=[A-ZÀ-Þ])(?P<names>[A-ZÀ-Þ][\w’'-]*(?: [A-ZÀ-Þ][\w’'-]*)?"
    r"(?:(?:, | et | and |, and )[A-ZÀ-Þ][\w’'-]*(?: [A-ZÀ-Þ][\w’'-]*)?){1,4})"
)
_TITLE: Final = re.compile(r"(?<![\w.])(?P<title>Mme|Mlle)\.? (?P<name>[A-ZÀ-Þ][\w’'-]+)")
_MONSIEUR: Final = re.compile(r"(?<![\w.])M\. (?P<name>[A-ZÀ-Þ][\w’'-]+)(?! [A-ZÀ-Þ])")
_DAYS: Final = frozenset("Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split())
_TITLES: Final = ("MM", "Mme", "Mlle", "M.")


class Entry(NamedTuple):
    """A line of leftover.tsv."""

    language: str
    english: str
    when: str


class Table(NamedTuple):
    """leftover.tsv, by what is asked of its lines."""

    small: dict[str, Entry]
    opening: dict[str, Entry]
    acronyms: dict[str, Entry]


@cache
def table() -> Table:
    small: dict[str, Entry] = {}
    opening: dict[str, Entry] = {}
    acronyms: dict[str, Entry] = {}
    for line in (tongues.FOLDER / "leftover.tsv").read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        word, language, english, when = line.split("\t")
        entry = Entry(language, english, when)
        if when in {"acronym", "the"}:
            acronyms[word] = entry
        elif when != "title":
            small.setdefault(word, entry)
            if when == "opens":
                opening.setdefault(word.capitalize(), entry)
    return Table(small, opening, acronyms)


def finding(passage: Passage, span: Span, language: str, entry: Entry | None, *, sure: bool = True) -> Finding:
    quote, name = span.of(passage.text), NAMES_OF_LANGUAGES.get(language, "another language")
    reason = (
        f"“{quote}” is {name} and was left untranslated."
        if sure
        else f"“{quote}” is no English word; by its letters it is {name}, left untranslated."
    )
    suggestions = (Reading(entry.english, 0.9, f"the English for {name} “{quote}”"),) if entry else ()
    return passage.finding(KIND, span, reason, suggestions)


@cache
def _acronym() -> re.Pattern[str]:
    words = "|".join(map(re.escape, sorted(table().acronyms, key=len, reverse=True)))
    return re.compile(rf"(?<![\w.(-])(?:[LlDd]['’])?(?P<acronym>{words})(?![\w-]|\.\w)")


def may_stand_in(chunk: str) -> bool:
    """Whether what stands between two blanks may be, or begin, one of the short forms."""
    return _may_be_title(chunk) or _may_be_month(chunk) or _may_be_acronym(chunk) or _has_other_script(chunk)


def found_in(passage: Passage, suspects: Iterable[str]) -> Iterator[Finding]:
    """The short forms of which one of the chunks of the text is a sign."""
    suspects = list(suspects)
    for sign, search in _FORMS:
        if any(map(sign, suspects)):
            yield from search(passage)


def _may_be_title(chunk: str) -> bool:
    return chunk.lstrip(_AROUND).startswith(_TITLES)


def _may_be_month(chunk: str) -> bool:
    return months.may_be(chunk.strip(_AROUND))


def _may_be_acronym(chunk: str) -> bool:
    # It has two capitals: behind its first letter nearly every chunk is small.
    return (
        not chunk[1:].islower() or (chunk[:1].isupper() and chunk.rstrip(_BEHIND_WORD) in table().acronyms)
    ) and _acronym().search(chunk) is not None


def _has_other_script(chunk: str) -> bool:
    return not chunk.isascii() and _OTHER_SCRIPT.search(chunk) is not None


def in_scripts(passage: Passage) -> Iterator[Finding]:
    text = passage.text
    if text.isascii():
        return
    for match in _OTHER_SCRIPT.finditer(text):
        start, end = match.span()
        if not any(map(str.isalpha, match.group())):
            continue  # figures: a number format
        end -= len(match.group()) - len(match.group().rstrip(" \u200c\u200d。，、؟،؛"))
        beside = text[start - 1 : start] + text[end : end + 1]
        if any(char.isalpha() and char.isascii() for char in beside):
            continue  # two scripts in one word are damage of another kind
        if text[max(0, start - 2) : start].rstrip(" ")[-1:] in _QUOTED:
            continue  # the native spelling of a name
        yield finding(passage, Span(start, end), _language_of_script(match.group()), None)


def _language_of_script(words: str) -> str:
    for first, last, language in _SCRIPTS:
        if any(first <= char <= last for char in words):
            return language
    if any("\u0600" <= char <= "\u06ff" for char in words):
        return "fa" if any(char in "پچژگکی" for char in words) else "ar"
    return "zh" if any("\u4e00" <= char <= "\u9fff" for char in words) else ""


# The first that holds: kana tell Japanese from Chinese, letters of its own Ukrainian from Russian.
_SCRIPTS: Final = (
    ("\u3041", "\u30ff", "ja"), ("\uac00", "\ud7a3", "ko"), ("\u0454", "\u0457", "uk"), ("\u0490", "\u0491", "uk"),
    ("\u0400", "\u04ff", "ru"), ("\u0590", "\u05ff", "he"), ("\u0900", "\u097f", "hi"), ("\u0e00", "\u0e7f", "th"),
    ("\u10a0", "\u10ff", "ka"), ("\u0530", "\u058f", "hy"),
)  # fmt: skip


def titles(passage: Passage) -> Iterator[Finding]:
    text = passage.text
    if "MM" in text or "Mmes" in text:
        for match in _PLURAL_TITLE.finditer(text):
            names = match["names"].replace(" et ", " and ")
            title = "Mss." if match.group().startswith("Mmes") else "Messrs."
            readings = [
                Reading(f"{title} {names}", 0.9, "the English for the French title"),
                Reading(names, 0.7, "the names without a title, as agencies write them"),
            ]
            reason = f"“{match.group().split()[0]}” is the French short form of a title and was left untranslated."
            yield passage.finding(KIND, Span(*match.span()), reason, readings)
    if "Mme" in text or "Mlle" in text:
        for match in _TITLE.finditer(text):
            yield _title(passage, match, match["title"], "Ms.")
    if "M. " in text:
        for match in _MONSIEUR.finditer(text):
            if _is_monsieur(text, match) or _is_known_surname(passage, match["name"]):
                yield _title(passage, match, "M.", "Mr.")


def _title(passage: Passage, match: re.Match[str], title: str, english: str) -> Finding:
    reason = f"“{title}” is the French short form of a title and was left untranslated."
    readings = [Reading(f"{english} {match['name']}", 0.9, "the English for the French title")]
    return passage.finding(KIND, Span(*match.span()), reason, readings)


def _is_monsieur(text: str, match: re.Match[str]) -> bool:
    """An initial stands between names or opens the only form of the name; a title before a name given in full too."""
    before = text[max(0, match.start() - 40) : match.start()].rstrip(" ").rpartition(" ")[2]
    if before[:1].isupper() and before[-1:] not in ".!?" and before not in _DAYS:
        return False
    surname = re.sub(r"['’]s?\Z", "", match["name"])
    full = re.search(rf"(?<!\w)[A-ZÀ-Þ][\w’'-]*[a-zß-ÿ] {re.escape(surname)}\b", text)
    return full is not None


def _is_known_surname(passage: Passage, surname: str) -> bool:
    """Whether a person of this surname is known, and none whose given name begins with M: "M. Tebboune"."""
    known = [record for record in passage.gazetteer.with_word(fold(surname)) if record.kind == "person"]
    mine = [record for record in known if fold(record.name).split()[-1:] == [fold(surname)]]
    return bool(mine) and not any(record.name.startswith("M") for record in known)


def foreign_months(passage: Passage) -> Iterator[Finding]:
    for month in months.months(passage.text):
        language = NAMES_OF_LANGUAGES.get(month.language, "another language")
        reason = f"A month as {language} copy has it was left untranslated."
        yield passage.finding(KIND, month.span, reason, [Reading(month.english, 0.8, "the month in English")])


def acronyms(passage: Passage) -> Iterator[Finding]:
    text = passage.text
    for match in _acronym().finditer(text):
        entry = table().acronyms[match["acronym"]]
        elided = match.group()[1:2] in _APOSTROPHES
        before = text[max(0, match.start() - 4) : match.start()].lower()
        if entry.when == "the" and not (elided or before.endswith("the ")):
            continue
        if text[match.end() : match.end() + 2] != " (" and not _is_letters(text, match):
            yield finding(passage, Span(*match.span()), entry.language, entry)


_FORMS: Final = (
    (_has_other_script, in_scripts), (_may_be_title, titles), (_may_be_acronym, acronyms),
    (_may_be_month, foreign_months),
)  # fmt: skip


def _is_letters(text: str, match: re.Match[str]) -> bool:
    """Whether it stands in a line of capitals, where it may be any word."""
    around = text[max(0, match.start() - 12) : match.start()] + text[match.end() : match.end() + 12]
    letters = [char for char in around if char.isalpha()]
    return len(letters) > 6 and all(char.isupper() for char in letters)
