"""Check-worthiness of debate sentences: average precision when sentences are ranked by their best claim's worth."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from benchmarks.claim_measures.engine import suggestions

GOLD = Path(__file__).resolve().parents[1] / "gold" / "debates.txt"


def load() -> list[tuple[str, bool]]:
    """The invented debate sentences, each with whether it is worth checking."""
    lines = GOLD.read_text(encoding="utf-8").splitlines()
    return [(line[2:], line[0] == "+") for line in lines if line[:2] in {"+ ", "- "}]


def average_precision(scored: Iterable[tuple[float, bool]]) -> float:
    """Mean precision at each positive, best score first; of equal scores the negatives come first."""
    hits, total = 0, 0.0
    for rank, (_, positive) in enumerate(sorted(scored, key=lambda row: (-row[0], row[1])), 1):
        if positive:
            hits += 1
            total += hits / rank
    return total / hits if hits else 0.0


def worth_of(sentence: str) -> float:
    """The highest worth of the sentence's claims, 0 without one."""
    return max((claim.worth for claim in suggestions(sentence)), default=0.0)


def _row(name: str, labelled: list[tuple[str, bool]]) -> tuple[str, str]:
    share = sum(positive for _, positive in labelled) / len(labelled)
    found = average_precision((worth_of(sentence), positive) for sentence, positive in labelled)
    return (
        f"worth, {name}",
        f"AP {found:.2f}, random {share:.2f}: {found / share:.1f} times ({len(labelled)} sentences)",
    )


def rows(data: Path) -> list[tuple[str, str]]:
    bench = [
        (sentence["text"], sentence["sentence_checkworthiness"] == "yes")
        for line in (data / "factcheck_bench" / "benchmark.jsonl").read_text(encoding="utf-8").splitlines()
        for sentence in json.loads(line)["sentences"]
    ]
    return [_row("invented debate", load()), _row("factcheck_bench", bench)]
