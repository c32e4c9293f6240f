"""Versions: what becomes of quotes under edits of the text, on invented copy and on the sample's stories.

    python -m benchmarks.versions [--seed 1] [--edits 500] [--each]

A placement is wrong where words are called found or moved and stand elsewhere, or nowhere; guessed where they are in a
sentence that stands there more or fewer times than it did. Untouched is a quote whose sentence stands in both texts,
once, as it was; intact is one whose own words stand there as they were, whatever became of the rest of its sentence.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from time import perf_counter

from annotator.config import ROOT
from annotator.versions.pairing import in_sentences
from annotator.versions.placing import Carrier

from .version_edits import EDITS, Story, edited, invented, of_text
from .version_quotes import Quote, quotes

QUOTES = 40  # of each pair of texts
HEAD = (
    f"{'edits':20} {'number':>6} {'quotes':>7} {'wrong':>6} {'guessed':>8} untouched   intact   found  moved changed"
    " ambig.   gone"
)
CARRIED = ("found", "moved")


def stories(chance: random.Random) -> Iterator[Story]:
    """Invented ones and the sample's by turns, for ever."""
    texts = [path.read_text("utf-8").split("---\n", 2)[2] for path in sorted((ROOT / "corpus/articles").glob("*.md"))]
    kept = [of_text(text, in_sentences) for text in texts]
    while True:
        yield invented(chance, chance.randint(6, 30))
        yield chance.choice(kept)


def measure(kinds: Sequence[str], number: int, chance: random.Random, most: int = 1) -> Counter[str]:
    """Counts over so many edits, at most `most` of them in one text."""
    found: Counter[str] = Counter()
    source = stories(chance)
    while found["edits"] < number:
        old = next(source)
        new = edited(old, chance, kinds, chance.randint(1, most))
        if not new.done or not new.sentences:
            continue
        found["edits"] += len(new.done)
        found += judged(old.text(), new.text(), quotes(old, new, chance, QUOTES))
    return found


def judged(old: str, new: str, asked: Iterable[Quote]) -> Counter[str]:
    began = perf_counter()
    carrier = Carrier(old, new)
    counts: Counter[str] = Counter()
    for quote in asked:
        placed = carrier.place([quote.span])
        counts["quotes"] += 1
        counts[placed.outcome] += 1
        carried = placed.outcome in CARRIED
        right = carried and not quote.repeated and placed.spans == (quote.truth,)
        counts["wrong"] += carried and placed.spans != (quote.truth,)
        counts["guessed"] += carried and quote.repeated
        if quote.untouched:
            counts["untouched"] += 1
            counts["untouched kept"] += right
        if quote.truth is not None and not quote.repeated:
            counts["intact"] += 1
            counts["intact kept"] += right
    counts["microseconds"] += int(1e6 * (perf_counter() - began))
    return counts


def line(name: str, counts: Counter[str]) -> str:
    share = [
        f"{100 * counts[f'{what} kept'] / counts[what]:6.2f} %" if counts[what] else "     –  "
        for what in ("untouched", "intact")
    ]
    outcomes = " ".join(f"{counts[word]:6}" for word in ("found", "moved", "changed", "ambiguous", "gone"))
    first = f"{name:20} {counts['edits']:6} {counts['quotes']:7} {counts['wrong']:6} {counts['guessed']:8}"
    return f"{first} {' '.join(share)} {outcomes}"


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--edits", type=int, default=500)
    options.add_argument("--each", action="store_true", help="Each kind of edit by itself, too.")
    given = options.parse_args()
    print(HEAD)
    rows = {"one at a time": (tuple(EDITS), 1), "up to six": (tuple(EDITS), 6)}
    if given.each:
        rows |= {name: ((name,), 1) for name in EDITS}
    for name, (kinds, most) in rows.items():
        counts = measure(kinds, given.edits, random.Random(given.seed), most)
        print(line(name, counts), f"{counts['microseconds'] / counts['edits'] / 1000:6.1f} ms an edit")


if __name__ == "__main__":
    main()
