"""How well versions, sightings and contradictions are found.

    python benchmarks/matching.py [--pairs FILE]… [--desk FOLDER]

Prints, a part each:

versions: what becomes of quotes under 500 edits of a text (benchmarks/versions.py).
pairs: of labelled pairs of statements the average precision of the sighting score beside that of TF-IDF cosine on the
same pairs; how many pairs of one matter share a key; how sure the two bands and the relations are. Our own invented
pairs (gold/matters.txt, on which the weights were fitted too), and each FILE of JSON Lines: {"a", "b", "label": same |
contradicting | unrelated}, with "a_published" and "b_published" where known. docs/sightings.md has the figures.
speed: what it takes to read, prepare and compare statements.
corpus: how many pairs of the sample's claims are offered; the board of the sample and of the invented corpora.
desk: with --desk, on a desk of 20,000 articles, made in FOLDER where there is none: how soon sightings are suggested,
what an ingest pays for them, the page of a claim with 200 (benchmarks/sightings.py). Filling it takes half an hour.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import math
import random
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from annotator.cli.matching import relation
from annotator.sightings.scoring import keys, score, statement
from benchmarks import sightings, versions
from benchmarks.claim_measures.engine import suggestions

MATTERS = Path(__file__).parent / "gold/matters.txt"
CORPUS = Path(__file__).resolve().parent.parent / "corpus/articles"
LABELS = ("same", "contradicting", "unrelated")
_LABEL_OF = {("=", "="): "same", ("=", "!"): "contradicting", ("=", "-"): "unrelated", ("!", "-"): "unrelated"}


class Pair(NamedTuple):
    a: str
    b: str
    label: str
    a_published: dt.date | None = None
    b_published: dt.date | None = None


def matters() -> list[Pair]:
    """Our own pairs: of each matter what its statements are to one another."""
    found: list[Pair] = []
    for block in MATTERS.read_text("utf-8").split("\n\n"):
        lines = [line for line in block.splitlines() if line and not line.startswith("#")]
        for i, one in enumerate(lines):
            for other in lines[i + 1 :]:
                label = _LABEL_OF.get((one[0], other[0]))
                if label:
                    found.append(Pair(one[2:], other[2:], label))
    return found


def read_pairs(path: Path) -> list[Pair]:
    """The pairs of a file of JSON Lines. Raises ValueError that names the line."""
    found = []
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if not line.strip():
            continue
        row = json.loads(line)
        if row.get("label") not in LABELS or not isinstance(row.get("a"), str) or not isinstance(row.get("b"), str):
            raise ValueError(f"{path}, line {number}: needs a, b and a label of {', '.join(LABELS)}.")
        days = [row.get(f"{side}_published") for side in "ab"]
        published = [dt.date.fromisoformat(day[:10]) if day else None for day in days]
        found.append(Pair(row["a"], row["b"], row["label"], *published))
    return found


def cosines(pairs: Sequence[Pair]) -> list[float]:
    """TF-IDF cosine, plainly: words in lower case, weighed by how few of the set's statements have them."""
    words = {text: Counter(re.findall(r"\w+", text.lower())) for pair in pairs for text in (pair.a, pair.b)}
    having = Counter(word for counts in words.values() for word in counts)
    weight = {word: math.log((1 + len(words)) / (1 + count)) + 1 for word, count in having.items()}
    vectors = {text: {word: n * weight[word] for word, n in counts.items()} for text, counts in words.items()}
    lengths = {text: math.sqrt(sum(x * x for x in vector.values())) or 1.0 for text, vector in vectors.items()}
    return [
        sum(x * vectors[pair.b].get(word, 0.0) for word, x in vectors[pair.a].items())
        / (lengths[pair.a] * lengths[pair.b])
        for pair in pairs
    ]


def average_precision(scores: Sequence[float], positive: Sequence[bool]) -> float:
    """Mean of the precision at each positive, best score first; of equal scores the negatives first."""
    right, total = 0, 0.0
    for rank, i in enumerate(sorted(range(len(scores)), key=lambda i: (-scores[i], positive[i])), 1):
        if positive[i]:
            right += 1
            total += right / rank
    return total / right if right else 0.0


@cache
def prepared(words: str, published: dt.date | None) -> tuple[statement.Statement, score.Prepared]:
    read = statement.read(words, published=published)
    return read, score.prepare(read)


def report_pairs(name: str, pairs: Sequence[Pair]) -> None:
    """Both ways to count what contradicts: as another matter, and as the same one."""
    ours: list[float] = []
    bands: Counter[tuple[str, bool]] = Counter()
    told: Counter[tuple[str, str]] = Counter()
    shared = 0
    for pair in pairs:
        one, a = prepared(pair.a, pair.a_published)
        other, b = prepared(pair.b, pair.b_published)
        found = score.compare(a, b)
        ours.append(found.score)
        bands[found.band or "none", pair.label != "unrelated"] += 1
        told[relation(one, other, found), pair.label] += 1
        shared += pair.label != "unrelated" and bool(keys.keys(a) & keys.keys(b))
    labels = Counter(pair.label for pair in pairs)
    print(f"{name}: {', '.join(f'{labels[label]} {label}' for label in LABELS if labels[label])}")
    theirs = cosines(pairs)
    ways: list[tuple[str, Callable[[str], bool]]] = [("same against all else", lambda label: label == "same")]
    if labels["contradicting"]:
        ways.append(("same and contradicting against unrelated", lambda label: label != "unrelated"))
    for way, is_positive in ways:
        positive = [is_positive(pair.label) for pair in pairs]
        mine, base = average_precision(ours, positive), average_precision(theirs, positive)
        print(f"  average precision, {way}: {mine:.3f} (TF-IDF cosine {base:.3f}, {100 * (mine - base):+.1f})")
    of_one = labels.total() - labels["unrelated"]
    print(f"  pairs of one matter that share a key: {shared / max(1, of_one):.3f}")
    likely, wrong = bands["likely", True], bands["likely", False]
    print(f"  likely: precision {likely / max(1, likely + wrong):.2f}, recall {likely / max(1, of_one):.2f}")
    offered, wrong = likely + bands["possible", True], wrong + bands["possible", False]
    print(
        f"  likely or possible: precision {offered / max(1, offered + wrong):.2f},"
        f" recall {offered / max(1, of_one):.2f}"
    )
    right = told["contradiction", "contradicting"]
    said = sum(count for (relation_, _), count in told.items() if relation_ == "contradiction")
    if labels["contradicting"]:
        precision, recall = right / max(1, said), right / labels["contradicting"]
        print(f"  contradictions: precision {precision:.2f} of {said}, recall {recall:.2f}")
    else:
        print(f"  contradictions: {said} said, of none")


def report_speed(pairs: Sequence[Pair]) -> None:
    """Microseconds each: a new statement read and prepared, two prepared ones compared."""
    texts = list(dict.fromkeys(text for pair in pairs for text in (pair.a, pair.b)))
    score.prepare(statement.read(texts[0]))  # loads what is loaded once
    started = time.perf_counter()
    ready = [score.prepare(statement.read(text)) for text in texts]
    reading = time.perf_counter() - started
    some = ready[:200]
    started = time.perf_counter()
    for a in some:
        for b in some:
            score.compare(a, b)
    comparing = time.perf_counter() - started
    started = time.perf_counter()
    made = [keys.keys(each) for each in ready]
    keying = time.perf_counter() - started
    print(f"speed: {1e6 * reading / len(texts):.0f} µs to read and prepare a statement,", end=" ")
    print(f"{1e6 * comparing / len(some) ** 2:.0f} µs to compare two, {1e6 * keying / len(texts):.0f} µs for its keys")
    print(f"  keys of a statement: {sum(map(len, made)) / len(made):.1f}")


def report_corpus() -> None:
    """How many pairs of claims of different articles the sample would have offered, of those that share a key."""
    claims: list[tuple[str, score.Prepared]] = []
    for path in sorted(CORPUS.glob("*.md")):
        text = path.read_text("utf-8").split("---", 2)[-1]
        claims += [(path.name, score.prepare(statement.read(claim.wording))) for claim in suggestions(text)]
    by_key: dict[str, list[int]] = {}
    for number, (_, ready) in enumerate(claims):
        for key in keys.keys(ready):
            by_key.setdefault(key, []).append(number)
    near = {(i, j) for some in by_key.values() for i in some for j in some if i < j and claims[i][0] != claims[j][0]}
    bands = Counter(score.compare(claims[i][1], claims[j][1]).band for i, j in near)
    print(
        f"sample: {len(claims)} claims, {len(near)} pairs share a key,"
        f" {bands['likely']} likely, {bands['possible']} possible"
    )


def report_board() -> None:
    """The board of the sample corpus and of the invented events, by what the tests expect of them."""
    from tests.support.told import board, corpus
    from tests.unit.contradictions import test_corpora, test_sample

    found = {test_sample.named(pair) for pair in test_sample.sample()}
    planted, others = (test_sample.expected(rows) for rows in (test_sample.PLANTED, test_sample.OTHERS))
    print(
        f"the sample's board: {len(planted & found)} of {len(planted)} planted disagreements with their reading,"
        f" {len(found - planted - others)} of {len(found)} pairs are none"
    )
    for name in ("earthquake", "ferry", "budget", "protest", "election", "wildfire", "mine"):
        rows = board(corpus(name))
        named = {(pair.first, pair.second, pair.name, *pair.values, pair.proposed) for pair in rows}
        wanted = getattr(test_corpora, name.upper())
        print(f"  {name}: {len(named & wanted)} of {len(wanted)} expected, {len(rows)} pairs in all")


def report_versions() -> None:
    """Of 500 edits, one at a time and up to six in a text: what was wrongly placed, what of the untouched was kept."""
    print(f"versions: {versions.HEAD}")
    for name, most in (("one at a time", 1), ("up to six", 6)):
        counts = versions.measure(tuple(versions.EDITS), 500, random.Random(1), most)
        print(f"versions: {versions.line(name, counts)}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pairs", type=Path, action="append", default=[], help="labelled pairs; may be given again")
    parser.add_argument("--desk", type=Path, help="folder of a large desk; made where there is none")
    given = parser.parse_args()
    report_versions()
    own = matters()
    report_speed(own)
    report_corpus()
    for path in given.pairs:
        report_pairs(str(path), read_pairs(path))
    report_pairs("our own matters", own)
    report_board()
    if given.desk:
        for name, value in sightings.measure(given.desk.resolve()).items():
            print(f"desk: {name}: {value}")


if __name__ == "__main__":
    main()
