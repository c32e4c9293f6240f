"""Names of institutions and groups that the acronym behind them proves wrong: "National Release Front (FLN)".

The acronym is a known one; the words before it are those of its name but for one or two that no institution's name has,
or, where the acronym is made of the English words, any other one or another order ("Federal Investigation Bureau
(FBI)"). That leaves alone what copy may call a body by another right word ("council", "committee", "workers"), and
names whose own initials make the acronym: another body has it too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from annotator.garbles import known, written
from annotator.garbles.institutions import KINDS, SMALL, Institutions, institutions, stem_of
from annotator.garbles.passage import Passage
from annotator.gazetteer.mentions import is_acronym
from annotator.gazetteer.records import EntityRecord
from annotator.text.spans import Finding, Reading, Span

KIND: Final = "garbled-institution"
SCORE: Final = 0.9
FEWEST_SAME: Final = 2  # words
MOST_WRONG: Final = 2
# A word and one that is made from it begin alike: "Transition", "Transitional".
_STEM: Final = 5
_ACRONYM: Final = re.compile(r" \((?P<acronym>[A-Z][A-Za-z-]{1,9}[A-Z])(?:[,;][^()\n]{0,40})?\)")
_WORD: Final = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
_LONGEST: Final = 120


def witnessed(passage: Passage) -> Iterator[Finding]:
    """Names before brackets that hold the acronym of the institution or group meant."""
    text = passage.text
    if " (" not in text:
        return
    ends = {name.end: name for name in passage.names}
    for match in _ACRONYM.finditer(text):
        name = ends.get(match.start())
        if name is None or len(name.words) <= FEWEST_SAME or name.end - name.start > _LONGEST:
            continue
        if not is_acronym(match["acronym"]) or not known.in_copy(passage, name):
            continue
        if any(span.end == name.end and " " in span.of(text) for span, _ in passage.mentions_in(name.span())):
            continue  # its own name, as it should be
        found = _meant(passage, name.span(), match["acronym"])
        if found is not None:
            span, record, right = found
            reason = f"{match['acronym']} is {record.name}: “{right}”, not “{span.of(text)}”."
            reading = Reading(right, SCORE, f"the name that {match['acronym']} stands for", record.id)
            yield passage.finding(KIND, span, reason, [reading])


def _meant(passage: Passage, span: Span, acronym: str) -> tuple[Span, EntityRecord, str] | None:
    """Where the wrong name stands, whose it is, and how it should read."""
    spans = [Span(span.start + at.start(), span.start + at.end()) for at in _WORD.finditer(span.of(passage.text))]
    telling = [word for word in spans if word.of(passage.text).lower() not in SMALL]
    known_ones = institutions(passage.gazetteer)
    for record in passage.gazetteer.exact(acronym, garbles=False):
        if record.kind not in KINDS:
            continue
        for right in _english_names(record):
            words = [word.lower() for word in _WORD.findall(right) if word.lower() not in SMALL]
            asked = telling[-len(words) :]  # "the Sudanese", "the former" may stand before
            if len(asked) == len(words) > FEWEST_SAME and _is_nearly(
                [word.of(passage.text).lower() for word in asked], words, acronym, known_ones
            ):
                return Span(asked[0].start, span.end), record, right
    return None


def _english_names(record: EntityRecord) -> Iterator[str]:
    yield record.name
    for alias in record.aliases:
        if alias.kind == "spelling" and alias.language in {None, "en"} and alias.scope == "everywhere":
            yield alias.name


def _is_nearly(asked: Sequence[str], right: Sequence[str], acronym: str, known_ones: Institutions) -> bool:
    """Whether these are the right words but for one or two, or for their order, so that the acronym is not theirs."""
    if _initials(asked) == acronym.lower():
        return False
    stems, right_stems = [*map(stem_of, asked)], [*map(stem_of, right)]
    apart = [
        (one, other)
        for one, other, stem, right_stem in zip(asked, right, stems, right_stems, strict=True)
        if one != other and stem != right_stem
    ]
    # An acronym of the English words tells each of them: "Federal Investigation Bureau (FBI)", "Chemical Arms (OPCW)".
    spelled_out = _initials(right) == acronym.lower()
    if sorted(stems) == sorted(right_stems):
        return bool(apart) and spelled_out
    return (
        0 < len(apart) <= min(MOST_WRONG, len(asked) - FEWEST_SAME)
        and all(one[:_STEM] != other[:_STEM] and written.is_english(one) for one, other in apart)
        and (spelled_out or not any(known_ones.has_stem(stem_of(one)) for one, _ in apart))
        and not any(written.is_demonym(one.capitalize()) for one, _ in apart)
    )


def _initials(words: Sequence[str]) -> str:
    return "".join(word[0] for word in words)
