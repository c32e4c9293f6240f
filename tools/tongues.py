"""Makes the word lists in annotator/garbles/lexica (not loans.txt and the .tsv): `python -m tools.tongues`.

What they are and why they are made ahead: docs/adr/0008. It needs pyspellchecker and simplemma in the Python that runs
it (any virtual environment: `pip install pyspellchecker==0.9.1 simplemma==2.0.0`), and TextBlob as Wirecheck has it.
The same versions give the same files.
"""

from __future__ import annotations

import gzip
import json
import math
from collections import Counter
from collections.abc import Iterable, Iterator
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from annotator.garbles import tongues

# With how often each word is met (film subtitles); forms come from simplemma as well.
COUNTED = ("fr", "de", "es", "it", "pt")
TRAINED = (*COUNTED, "pl", "cs", "tr")
# A form that only simplemma has counts where a billion words have its lemma so often.
FREQUENT_LEMMA = 20_000.0
# Of languages that a desk meets less often only words that a billion words have so often.
FREQUENT = {"fr": 0.0, "de": 0.0, "es": 0.0, "it": 0.0, "pt": 3_000.0}
# An English word counts as foreign when the other language has it so many times as often as English, and more often
# still when the lexicon made from news has it too.
TIMES_AS_OFTEN = 30.0
TIMES_AS_OFTEN_LISTED = 60.0
# The lexicon's words are English at least so often in a billion: subtitles lack the words of news.
IN_NEWS = 20.0
# Groups of three letters met in fewer words of all languages tell nothing.
RARE = 150


def main() -> None:
    counts = {language: dict(_counted(language)) for language in ("en", *COUNTED)}
    forms = {language: list(_forms(language)) for language in ("en", *TRAINED)}
    english = {word for word in (*counts["en"], *(form for form, _ in forms["en"])) if _is_word(word)}
    _write("letters.txt.gz", _letters(counts, forms, english))
    tongues.letters.cache_clear()
    exceptions = {
        word for word in english if not tongues.is_formed_as_english(word) and tongues.by_letters(word) is not None
    }
    _write("english.txt", sorted(exceptions))
    _write("words.txt.gz", [])
    _write("both.txt", [])
    found = _words(counts, forms, english)
    _write("both.txt", [row for row in found if tongues.is_listed(row.split(" ")[0])])
    _write("words.txt.gz", [row for row in found if not tongues.is_listed(row.split(" ")[0])])


def _write(name: str, lines: Iterable[str]) -> None:
    path = tongues.FOLDER / name
    written = "".join(f"{line}\n" for line in lines).encode()
    path.write_bytes(gzip.compress(written, mtime=0) if path.suffix == ".gz" else written)
    print(f"{path}: {path.stat().st_size // 1000} KB")


def _counted(language: str) -> Iterator[tuple[str, float]]:
    """The words of pyspellchecker with how often a billion words have each; those it only lists count as rare."""
    spec = find_spec("spellchecker")
    folder = Path(((spec and spec.submodule_search_locations) or [""])[0])
    with gzip.open(folder / "resources" / f"{language}.json.gz", "rt", encoding="utf-8") as file:
        counts: dict[str, int] = json.load(file)
    total = sum(counts.values())
    for word, count in counts.items():
        if _is_word(word):
            yield word, count / total * 1e9


def _forms(language: str) -> Iterator[tuple[str, str]]:
    """Forms of simplemma with their lemma."""
    factory = import_module("simplemma.strategies.dictionaries.dictionary_factory").DefaultDictionaryFactory()
    for form, lemma in factory.get_dictionary(language).items():
        if _is_word(form):
            yield form, lemma


def _is_word(word: str) -> bool:
    return 4 <= len(word) <= tongues.LONGEST and word.isalpha() and word.islower()


def _letters(
    counts: dict[str, dict[str, float]], forms: dict[str, list[tuple[str, str]]], english: set[str]
) -> Iterator[str]:
    """For each group of three letters, how much more often each language has it than English: logarithms, rounded."""
    groups: dict[str, Counter[str]] = {}
    for language in ("en", *TRAINED):
        words = english if language == "en" else set(counts.get(language, ())) or {form for form, _ in forms[language]}
        groups[language] = Counter(group for word in words for group in tongues.groups(word))
    totals = {language: sum(found.values()) for language, found in groups.items()}
    everywhere: Counter[str] = Counter()
    for found in groups.values():
        everywhere.update(found)

    def logarithm(language: str, group: str) -> float:
        return math.log((groups[language][group] + 0.3) / totals[language])

    yield " ".join(TRAINED)
    for group in sorted(group for group, count in everywhere.items() if count >= RARE):
        steps = [
            round((logarithm(language, group) - logarithm("en", group)) * tongues.STEPS_A_UNIT) for language in TRAINED
        ]
        yield f"{group} {' '.join(map(str, steps))}"


def _words(
    counts: dict[str, dict[str, float]], forms: dict[str, list[tuple[str, str]]], english: set[str]
) -> list[str]:
    """Words that the letters alone do not give away, each with the language that has it most often."""
    best: dict[str, tuple[float, str]] = {}
    for language in COUNTED:
        own = counts[language]
        often = dict(own)
        for form, lemma in forms[language]:
            if own.get(lemma, 0.0) >= FREQUENT_LEMMA:
                often.setdefault(form, own[lemma] / 100)
        for word, frequency in often.items():
            foreign = frequency >= FREQUENT[language] and _is_foreign(word, frequency, counts["en"], english)
            if foreign and frequency > best.get(word, (0.0, ""))[0]:
                best[word] = (frequency, language)
    rows = [f"{word} {language}" for word, (_, language) in best.items() if tongues.language_of(word) is None]
    return sorted(rows, key=lambda row: row.encode())


def _is_foreign(word: str, frequency: float, counts: dict[str, float], english: set[str]) -> bool:
    if word in tongues.loans():
        return False
    listed = tongues.is_listed(word)
    if not (listed or word in english or tongues.is_formed_as_english(word)):
        return True
    if tongues.is_british(word):
        return False
    known = counts.get(word, 0.0)
    if listed:
        return frequency >= TIMES_AS_OFTEN_LISTED * max(known, IN_NEWS)
    return frequency >= TIMES_AS_OFTEN * max(known, 1.0)


if __name__ == "__main__":
    main()
