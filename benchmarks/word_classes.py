"""Word classes against benchmarks/gold/word_classes.txt: `python benchmarks/word_classes.py [--errors]`.

One line for each part of the file: all words, finite verbs (precision, recall), past forms, nouns and names.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from annotator.text.words import FINITE, NAMES, NOUNS, words

GOLD = Path(__file__).resolve().parent / "gold" / "word_classes.txt"
Row = list[tuple[str, list[str]]]


def parts() -> Iterator[list[Row]]:
    """The sentences of each part as (word, right tags)."""
    found: list[Row] = []
    for line in GOLD.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            if found:
                yield found
            found = []
        elif line:
            pairs = [item.rsplit("/", 1) for item in line.split()]
            found.append([(word, tags.split("|")) for word, tags in pairs])
    yield found


def tagged(row: Row) -> list[str]:
    text = " ".join(word for word, _ in row).replace(" 's", "'s")
    found = words(text)
    if [word.text for word in found] != [word for word, _ in row]:
        raise ValueError(f"Other words than the gold's: {text}")
    return [word.tag for word in found]


def score(rows: list[Row], *, errors: bool) -> Counter[str]:
    """Counts: all, right, finite, found, both (finite verbs), past, past right, nouns, nouns right."""
    counts: Counter[str] = Counter()
    for row in rows:
        for (word, right), tag in zip(row, tagged(row), strict=True):
            if right == ["."]:
                continue
            hit = tag in right or (tag in NAMES and not NAMES.isdisjoint(right))
            finite = not FINITE.isdisjoint(right)
            counts.update(all=1, right=hit, finite=finite, found=tag in FINITE, both=finite and tag in FINITE)
            if right[0] in {"VBD", "VBN"}:
                counts.update({"past": 1, "past right": hit})
            if right[0] in NOUNS:
                counts.update({"nouns": 1, "nouns right": hit})
            if errors and not hit:
                print(f"{word}: {tag}, not {'|'.join(right)}: {' '.join(item for item, _ in row)}")
    return counts


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--errors", action="store_true", help="print each wrong word")
    errors = parser.parse_args().errors
    for number, rows in enumerate(parts(), 1):
        c = score(rows, errors=errors)
        print(
            f"part {number}: {c['right'] / c['all']:.3f} of {c['all']} words; finite verbs"
            f" P {c['both'] / c['found']:.3f} R {c['both'] / c['finite']:.3f} of {c['finite']};"
            f" past forms {c['past right'] / c['past']:.3f} of {c['past']};"
            f" nouns and names {c['nouns right'] / c['nouns']:.3f} of {c['nouns']}"
        )


if __name__ == "__main__":
    main()
