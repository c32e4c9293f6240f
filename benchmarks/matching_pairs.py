"""Make labelled pairs of statements from data sets: `python benchmarks/matching_pairs.py --data FOLDER --out FOLDER`.

Writes one file of JSON Lines a set ({"a", "b", "label"}), which `benchmarks/fit_matching.py` fits on and
`benchmarks/matching.py` measures. The sets stay where they are; their licences: docs/sightings.md.

wmt: one segment by two systems, the least alike two, says the same; segments of one article, and of two articles that
share a word, are unrelated. demetr: a reference and its translation say the same; with a number replaced, a word by its
opposite or a negation they contradict; the nearest other sentences are unrelated. factcheck: a sentence and the claims
in it say the same; what people corrected contradicts what they found false; claims of other sentences are unrelated.
factlens: a claim and its parts say the same, the parts among themselves are unrelated.
"""

from __future__ import annotations

import argparse
import ast
import csv
import json
import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

Labelled = tuple[str, str, str]  # a, b, label
MOST = {"same": 400, "contradicting": 400, "unrelated": 500}
CONTRADICTING = ("numbers_replaced", "antonym", "negation")


def rows(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.lower()))


def alike(a: str, b: str) -> float:
    return len(words(a) & words(b)) / max(1, len(words(a) | words(b)))


def wmt(data: Path, lot: random.Random) -> Iterator[Labelled]:
    segments: dict[tuple[str, int], dict[str, str]] = defaultdict(dict)
    by_word: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for row in rows(data / "wmt23_zhen_mqm_news/segments.jsonl"):
        length = len(row["target"].split())
        if 6 <= length <= 45:
            segments[row["doc"], row["seg"]][row["system"]] = row["target"]
        if 3 <= length <= 25:
            for word in sorted(words(row["target"])):
                if len(word) > 3 or word.isdigit():
                    by_word[word].append((row["doc"], row["target"]))
    kept = {place: list(by_system.values()) for place, by_system in segments.items() if len(by_system) >= 4}
    for (doc, seg), told in kept.items():
        a, b = min(((x, y) for i, x in enumerate(told) for y in told[i + 1 :]), key=lambda pair: alike(*pair))
        if a != b:
            yield a, b, "same"
        others = [lot.choice(kept[place]) for place in kept if place[0] == doc and place[1] != seg]
        for other in sorted(others, key=lambda other: -alike(told[0], other))[:2]:
            yield told[0], other, "unrelated"
    shared = [word for word, found in by_word.items() if 3 <= len(found) <= 400 and len({d for d, _ in found}) > 1]
    for _ in range(900):
        (first, a), (second, b) = lot.sample(by_word[lot.choice(shared)], 2)
        if first != second:
            yield a, b, "unrelated"


def demetr(data: Path, lot: random.Random) -> Iterator[Labelled]:
    base = {row["id"]: row for row in rows(data / "demetr/base.jsonl")}
    for row in base.values():
        yield row["ref"], row["mt"], "same"
    for row in rows(data / "demetr/perturbations.jsonl"):
        if row["id"] in base:
            if row["pert"].endswith(CONTRADICTING):
                yield base[row["id"]]["ref"], row["text"], "contradicting"
            elif row["pert"].endswith("misspelled"):
                yield base[row["id"]]["ref"], row["text"], "same"
    having = Counter(word for row in base.values() for word in words(row["ref"]))
    for row in base.values():
        mine = words(row["ref"])
        near = sorted(
            (other for other in base.values() if other is not row),
            key=lambda other: -sum(1 / having[word] for word in mine & words(other["ref"])),
        )
        for other in near[:3]:
            yield row["ref"], other["mt"], "unrelated"


def factcheck(data: Path, lot: random.Random) -> Iterator[Labelled]:
    for row in rows(data / "factcheck_bench/benchmark.jsonl"):
        told = []
        for sentence in row["sentences"]:
            whole, corrected = sentence["decontext"], sentence.get("revised_decontext") or ""
            claims = [claim for claim in sentence.get("claims") or [] if claim]
            judged = sentence.get("claims_factuality_label") or []
            revised = sentence.get("revised_claims") or []
            if len(whole) <= 10:
                continue
            if sentence.get("sentence_factuality_label") is False and len(corrected) > 15:
                yield whole, corrected, "contradicting"
            for claim, right, instead in zip(claims, judged, revised, strict=False):
                if right is False and instead and len(instead) > 10:
                    yield claim, instead, "contradicting"
            for claim in claims:
                yield whole, claim, "same"
            told.append((whole, claims[:2]))
        for i, (whole, _) in enumerate(told):
            for j, (_, claims) in enumerate(told):
                if i != j:
                    yield from ((whole, claim, "unrelated") for claim in claims)


def factlens(data: Path, lot: random.Random) -> Iterator[Labelled]:
    with (data / "factlens/fact_lens_benchmark.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            try:
                parts = ast.literal_eval(row["sub_claims"])
            except (SyntaxError, ValueError):
                continue
            if 2 <= len(parts) <= 8:
                yield from ((row["claim"], part, "same") for part in parts[:4])
                yield from ((a, b, "unrelated") for i, a in enumerate(parts[:4]) for b in parts[i + 1 : 5])


def some(pairs: Iterable[Labelled], lot: random.Random) -> list[Labelled]:
    """At most so many of each label, without pairs that are the same words twice."""
    found = list(dict.fromkeys(pair for pair in pairs if pair[0].strip() != pair[1].strip()))
    lot.shuffle(found)
    kept: Counter[str] = Counter()
    chosen = []
    for pair in found:
        kept[pair[2]] += 1
        if kept[pair[2]] <= MOST[pair[2]]:
            chosen.append(pair)
    return chosen


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    chosen = parser.parse_args()
    chosen.out.mkdir(parents=True, exist_ok=True)
    for make in (wmt, demetr, factcheck, factlens):
        lot = random.Random(7)
        pairs = some(make(chosen.data, lot), lot)
        lines = [json.dumps({"a": a, "b": b, "label": label}, ensure_ascii=False) + "\n" for a, b, label in pairs]
        (chosen.out / f"{make.__name__}.jsonl").write_text("".join(lines), "utf-8")
        print(make.__name__, dict(Counter(label for _, _, label in pairs)))


if __name__ == "__main__":
    main()
