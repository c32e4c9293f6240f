"""A translation against its source: damage planted into right pairs, and the pairs as they are.

Universal Dependencies' parallel treebanks (PUD), English beside French and Arabic, twelve sentences to an article. The
pairs are taken for right: every finding in them counts as a false alarm, though the translators did change a number or
leave quotation marks out here and there. Damage is planted into one sentence at a time: a number changed, a negation
taken out, a name exchanged for another one of the set, quotation marks taken out, a sentence dropped, one left as it
stands in the source. It counts as found when a finding of its kind stands in that sentence (a dropped one: anywhere).
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from annotator.garbles.detectors import (
    source_names,
    source_negation,
    source_numbers,
    source_quotation,
    source_sentences,
    source_untranslated,
)
from annotator.garbles.passage import About, Passage
from annotator.text import segment
from annotator.text.words import class_of

DETECTORS = {
    "source-numbers": source_numbers.find,
    "source-names": source_names.find,
    "source-negation": source_negation.find,
    "source-quotation": source_quotation.find,
    "source-sentences": source_sentences.find,
    "source-untranslated": source_untranslated.find,
}
SENTENCES = 12  # an article
NUMBER = re.compile(
    r"(?<![\w.,-])(\d[\d,.]*\d|\d)(?![\w-])|\b(three|four|five|six|seven|eight|nine|ten|twelve|twenty)\b"
)
NEGATION = re.compile(r"(?<=\w)n['’]t\b| not\b|\bnever ")
NAME = re.compile(r"(?<=\s)[A-Z][a-z]{3,} [A-Z][a-z]{3,}\b")
MARKS = re.compile('[“”"]')
WORDS = {"three": "seven", "seven": "three", "ten": "six", "twelve": "nine", "twenty": "thirty"}

Damage = Callable[[str, str, int], str | None]


def articles(data: Path, language: str) -> Iterator[tuple[list[str], list[str]]]:
    """English sentences and those of the source, an article after the other."""
    with (data / "pud_en_fr_ar/pud.tsv").open(encoding="utf-8", newline="") as lines:
        rows = [(row["en"], row[language]) for row in csv.DictReader(lines, delimiter="\t")]
    for at in range(0, len(rows), SENTENCES):
        part = rows[at : at + SENTENCES]
        yield [english for english, _ in part], [source for _, source in part]


def found(english: list[str], sources: list[str], language: str, kind: str) -> list[int]:
    """The sentences (their numbers) in which a detector finds something."""
    text = "\n".join(english)
    about = About(source="\n".join(sources), source_language=language)
    passage = Passage(text, segment.sentences(text), about=about)
    return [text.count("\n", 0, finding.start) for finding in DETECTORS[kind](passage)]


def number_changed(english: str, source: str, turn: int) -> str | None:
    matches = list(NUMBER.finditer(english))
    if not matches:
        return None
    match = matches[turn % len(matches)]
    old = match.group()
    new = WORDS.get(old, "eight") if old.isalpha() else str(int(old[0]) % 9 + 1) + old[1:]
    return english[: match.start()] + new + english[match.end() :]


def negation_dropped(english: str, source: str, turn: int) -> str | None:
    match = NEGATION.search(english)
    return english[: match.start()] + english[match.end() :] if match else None


def name_exchanged(names: list[str]) -> Damage:
    def exchange(english: str, source: str, turn: int) -> str | None:
        match = next((match for match in NAME.finditer(english) if is_name(match.group())), None)
        other = names[turn % len(names)]
        if match is None or other.split()[-1] in english:
            return None
        return english[: match.start()] + other + english[match.end() :]

    return exchange


def is_name(words: str) -> bool:
    return all(class_of(word.lower()) in {"", "NNP"} for word in words.split())


def marks_dropped(english: str, source: str, turn: int) -> str | None:
    quoted = re.search(r"[“\"]([^”\"]+)[”\"]", english)
    return MARKS.sub("", english) if quoted and quoted[1].count(" ") >= 4 else None


def left_as_it_was(english: str, source: str, turn: int) -> str | None:
    return source if source.count(" ") >= 5 and turn % 3 == 0 else None


def planted(data: Path, language: str, kind: str, damage: Damage) -> tuple[int, int]:
    """How many damaged sentences were found, of how many."""
    hits = count = turn = 0
    for english, sources in articles(data, language):
        before = set(found(english, sources, language, kind))
        for number, sentence in enumerate(english):
            turn += 1
            damaged = damage(sentence, sources[number], turn)
            if damaged is None or damaged == sentence or number in before:
                continue
            count += 1
            hits += number in found([*english[:number], damaged, *english[number + 1 :]], sources, language, kind)
    return hits, count


def dropped(data: Path, language: str) -> tuple[int, int]:
    """Of articles that lack one sentence, how many are found out."""
    hits = count = 0
    for english, sources in articles(data, language):
        for number in range(1, len(english) - 1, 3):
            count += 1
            kept = [*english[:number], *english[number + 1 :]]
            hits += any(abs(line - number) <= 1 for line in found(kept, sources, language, "source-sentences"))
    return hits, count


def rows(data: Path) -> list[tuple[str, str]]:
    """The figures, by name: false alarms of each kind and language, then what is found of planted damage."""
    result: list[tuple[str, str]] = []
    for language, name in (("fr", "French"), ("ar", "Arabic")):
        alarms: Counter[str] = Counter()
        pairs = 0
        for english, sources in articles(data, language):
            pairs += len(english)
            for kind in DETECTORS:
                alarms[kind] += len(set(found(english, sources, language, kind)))
        result += [
            (f"{name}, {kind}: flagged in right pairs", f"{alarms[kind] / pairs:.3f} ({alarms[kind]} of {pairs})")
            for kind in DETECTORS
        ]
        names = [
            m.group()
            for english, _ in articles(data, "fr")
            for s in english
            for m in NAME.finditer(s)
            if is_name(m.group())
        ]
        for label, kind, damage in (
            ("a number changed", "source-numbers", number_changed),
            ("a name exchanged", "source-names", name_exchanged(names)),
            ("a negation dropped", "source-negation", negation_dropped),
            ("quotation marks dropped", "source-quotation", marks_dropped),
            ("a sentence left untranslated", "source-untranslated", left_as_it_was),
        ):
            hits, count = planted(data, language, kind, damage)
            result.append((f"{name}, {label}: found", f"{hits / max(1, count):.2f} ({hits} of {count})"))
        hits, count = dropped(data, language)
        result.append((f"{name}, a sentence dropped: found", f"{hits / max(1, count):.2f} ({hits} of {count})"))
    return result
