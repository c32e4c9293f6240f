"""Names that came back as English words where only a person can stand: "Quiet said", "Emad the tourist".

`meanings` puts a translated word back inside a longer name. Here the word stands alone: in capitals, for a person whom
the article names elsewhere; or written small behind "the", between or beside the capitals of a name, because the
article of an Arabic name was taken for one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Final

from annotator.garbles import known, meanings, written
from annotator.garbles.name_meanings import MEANINGS, SHARED, VERBS
from annotator.garbles.passage import Passage
from annotator.garbles.written import WrittenName
from annotator.gazetteer.records import EntityRecord
from annotator.text import skeleton
from annotator.text.skeleton import fold
from annotator.text.spans import Finding, Reading, Span

KIND: Final = "garbled-name"
SCORE: Final = 0.85
UNKNOWN: Final = 0.5  # of a name that no gazetteer has
_MOST: Final = 3  # names with one meaning that are tried
_MOST_WORDS: Final = 4
_LONGEST_BEFORE: Final = 20
_ARTICLE: Final = re.compile(r"(?:\b(?:the|a|an|this|that|his|her|its|their|our|of|in|on) |[“\"‘'])\Z", re.IGNORECASE)
_SPEAKS: Final = re.compile(
    r",? (?:said|says|told|added|announced|stressed|explained|declared|warned|wrote|replied|answered|insisted|"
    r"acknowledged|asked|noted|confirmed|denied|accused|vowed|pledged)\b"
)
_SMALL: Final = re.compile(
    r"(?:(?P<given>[A-ZÀ-Þ][\w’'-]+) )?\bthe (?P<word>[a-zà-ÿ]{4,})\b(?: (?P<after>[A-ZÀ-Þ][\w’'-]+))?"
)
_VERB: Final = re.compile(rf"\bI (?P<verb>{'|'.join(VERBS)}) (?P<surname>[A-ZÀ-Þ][\w’'-]+)")
# An office stands before such a verb: its last word, in capitals or small.
_OFFICE_BEFORE: Final = re.compile(
    r"\b(?:[A-ZÀ-Þ][\w’'-]{3,}|minister|president|premier|secretary|leader|deputy|senator|mayor|prefect|judge|general|"
    r"spokesman|lawyer|director|governor|prosecutor|colleague|undersecretary),? \Z"
)
_TITLE_BEFORE: Final = re.compile(
    r"\b(?:General|Colonel|Major|Captain|Brigadier|Admiral|Sheikh|Ayatollah|Minister|President|Doctor|Dr\.?|Mr\.?|"
    r"Judge|Ambassador|Spokesman) \Z"
)


def taken(passage: Passage) -> Iterator[Finding]:
    """All: words in capitals for a person of the article, words written small inside a name, verbs for given names, and
    a word in the place of one of a name that the article has elsewhere."""
    if len(passage.gazetteer):
        yield from _in_capitals(passage)
        if " the " in passage.text:
            yield from _written_small(passage)
        if "I " in passage.text:
            yield from _verbs(passage)
    yield from _named_elsewhere(passage)


def _in_capitals(passage: Passage) -> Iterator[Finding]:
    surnames: dict[str, EntityRecord] | None = None
    for part in passage.pieces:
        if len(part.words) > 1:
            continue
        word = part.span().of(passage.text).lower()
        if word not in MEANINGS or not _stands_for_person(passage, part, word):
            continue  # nearly all
        if surnames is None:
            surnames = _surnames(passage)
        record = next((surnames[one] for one in MEANINGS[word] if one in surnames), None)
        if record is not None:
            surname = record.name.split()[-1]
            reason = f"“{part.span().of(passage.text)}” is what the surname of {record.name} means."
            readings = [Reading(record.name, SCORE, f"what {surname} means", record.id)]
            yield passage.finding(KIND, part.span(), reason, readings)


def _stands_for_person(passage: Passage, name: WrittenName, word: str) -> bool:
    """Whether a word in capitals is no part of a name, of a title or of a phrase, and stands where somebody can."""
    text = passage.text
    behind = text[name.end : name.end + 2]
    if word in passage.lower_words or (behind[:1] in {" ", "-"} and behind[1:].isupper()):
        return False
    if name.starts_sentence and not name.title and _SPEAKS.match(text, name.end) is None:
        return False
    if not name.title and _ARTICLE.search(text[max(0, name.start - _LONGEST_BEFORE) : name.start]):
        return False
    return not passage.mentions_in(name.span()) and known.in_copy(passage, name)


def _surnames(passage: Passage) -> dict[str, EntityRecord]:
    """The surnames of the known persons whom a text names, folded."""
    found: dict[str, EntityRecord] = {}
    for _, entity in passage.mentions:
        record = passage.gazetteer.entity(entity)
        if record is not None and record.kind == "person":
            tokens = skeleton.tokens(record.name)
            if tokens:
                found.setdefault(tokens[-1].text, record)
    return found


def _written_small(passage: Passage) -> Iterator[Finding]:
    for word in sorted(passage.lower_words & MEANINGS.keys()):
        the, text = f" the {word}", passage.text
        at = text.find(the)
        while at >= 0:
            opening = text.rfind(" ", max(0, at - _LONGEST_BEFORE), at) + 1 or max(0, at - _LONGEST_BEFORE)
            match = _SMALL.match(text, opening) or _SMALL.match(text, at + 1)
            if match is not None and match["word"] == word and (match["given"] or match["after"]):
                yield from _inside(passage, match)
            at = text.find(the, at + 1)


def _inside(passage: Passage, match: re.Match[str]) -> Iterator[Finding]:
    """A word written small between or beside the capitals of a name."""
    text = passage.text
    given, word, after = match["given"], match["word"], match["after"]
    names_of = MEANINGS[word]
    span = Span(match.start("given") if given else match.start(), match.end() if after else match.end("word"))
    if not known.in_copy(passage, span):
        return
    for first, last in ((given, after), (given, None), (None, after)):
        record = _person(passage, first, names_of, last) if first or last else None
        if record is not None:
            start = match.start("given") if first else match.start("word") - len("the ")
            end = match.end() if last else match.end("word")
            reason = f"The words say in English what the name {record.name} means."
            reading = Reading(record.name, SCORE, "a part of the name translated as if it were a word", record.id)
            yield passage.finding(KIND, Span(start, end), reason, [reading])
            break
    else:
        start = match.start("word") - len("the ")
        titled = after is not None and _TITLE_BEFORE.search(text[max(0, start - _LONGEST_BEFORE) : start])
        if titled and not written.is_english(after):
            reading = Reading(f"{names_of[0].capitalize()} {after}", UNKNOWN, f"what “{word}” may stand for")
            reason = f"Behind a title only a name can stand: “the {word}” may be {names_of[0].capitalize()}."
            yield passage.finding(KIND, Span(start, match.end()), reason, [reading])


def _person(passage: Passage, first: str | None, names_of: list[str], last: str | None) -> EntityRecord | None:
    """The known person of these words with a name put back between or beside them."""
    for name in islice(names_of, _MOST):
        put_back = " ".join(fold(word) for word in (first, name, last) if word)
        record = meanings.of_words(passage.gazetteer, put_back)
        if record is not None and record.kind == "person":
            return record
    return None


def _verbs(passage: Passage) -> Iterator[Finding]:
    """Given names that came back as a verb in the first person: "Defense Minister I drive Crosetto"."""
    for match in _VERB.finditer(passage.text):
        if _OFFICE_BEFORE.search(passage.text[max(0, match.start() - _LONGEST_BEFORE) : match.start()]) is None:
            continue  # "I lead Israel", he said
        whole = f"{VERBS[match['verb']]} {fold(match['surname'])}"
        record = meanings.of_words(passage.gazetteer, whole)
        if record is None or record.kind != "person" or not known.in_copy(passage, Span(*match.span())):
            continue
        reason = f"“I {match['verb']}” is what the given name of {record.name} means."
        reading = Reading(record.name, SCORE, "the given name translated as if it were a verb", record.id)
        yield passage.finding(KIND, Span(*match.span()), reason, [reading])


def _named_elsewhere(passage: Passage) -> Iterator[Finding]:
    """A name with a word that is the meaning of another one, and with that one in its place stands elsewhere in the
    article: "Clear Bassani" and Chiara Bassani. Two forms of a given name ("Amadou", "Ahmed") may be two people's."""
    whole: dict[tuple[str, ...], str] | None = None
    for name in passage.names:
        if len(name.words) < 2 or not meanings.has_meaning(passage.text[name.start : name.end]):
            continue  # nearly all
        for part in written.pieces(passage.text, name):
            words = [word.of(passage.text).lower() for word in part.words]
            if not 2 <= len(words) <= _MOST_WORDS or MEANINGS.keys().isdisjoint((words[0], words[-1])):
                continue
            if whole is None:
                whole = _whole(passage)
            meant = next((whole[one] for one in _put_back(words) if one in whole), None)
            if meant is not None and known.in_copy(passage, part) and not passage.mentions_in(part.span()):
                reason = f"“{part.span().of(passage.text)}” is “{meant}” with a word translated, named in this article."
                reading = Reading(meant, SCORE, "a part of the name translated as if it were a word")
                yield passage.finding(KIND, part.span(), reason, [reading])


def _whole(passage: Passage) -> dict[tuple[str, ...], str]:
    """The names of the article of two words and more as they are written, by their words folded."""
    parts = [part for part in passage.pieces if len(part.words) > 1]
    return {
        tuple(fold(word.of(passage.text)) for word in part.words): part.span().of(passage.text)
        for part in parts
        if len(part.words) <= _MOST_WORDS
    }


def _put_back(words: list[str]) -> Iterator[tuple[str, ...]]:
    """The names that the first or the last of these words may be a translation in."""
    folded = tuple(fold(word) for word in words)
    for at in (0, len(words) - 1):
        for one in MEANINGS.get(words[at], ()):
            if one not in SHARED:
                yield (*folded[:at], one, *folded[at + 1 :])
