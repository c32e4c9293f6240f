"""Atomic claims of factcheck_bench: token F1 >= 0.7 between wording and gold claim, greedy one to one per text."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

from benchmarks.claim_measures.engine import BASELINES, Split, wordings
from benchmarks.claim_measures.matching import Tally, matches, token_f1, tokens


def atomic(data: Path, split: Split) -> Tally:
    """The claims of all texts of factcheck_bench as `split` makes them, against those of its raters."""
    tally = Tally()
    for line in (data / "factcheck_bench" / "benchmark.jsonl").read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        gold = [Counter(tokens(claim)) for sentence in record["sentences"] for claim in sentence["claims"]]
        found = [Counter(tokens(claim)) for claim in split(record["response"])]
        tally.add(matches(found, gold, token_f1, 0.7), len(found), len(gold))
    return tally


def rows(data: Path) -> list[tuple[str, str]]:
    return [(f"atomic claims, {name}", str(atomic(data, split))) for name, split in (("ours", wordings), *BASELINES)]
