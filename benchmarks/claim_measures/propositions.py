"""Propositions of our own encyclopaedia sentences (benchmarks/gold/propositions.jsonl), as a linguist segments them.

A proposition is the set of the sentence's words that states one fact, subject included. A claim hits it when the
Jaccard index of the two word sets is at least 0.5 (or 0.8); greedy, one to one within each sentence.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

from annotator.text.spans import ClaimSuggestion
from benchmarks.claim_measures.engine import BASELINES, Split, suggestions
from benchmarks.claim_measures.matching import Tally, jaccard, matches, pairs, tokens

GOLD = Path(__file__).resolve().parents[1] / "gold" / "propositions.jsonl"
THRESHOLDS = (0.5, 0.8)

_ADDED = re.compile(r"\[[^\]]*\]")


def load() -> list[tuple[str, list[str]]]:
    """Each sentence with its propositions."""
    records = map(json.loads, GOLD.read_text(encoding="utf-8").splitlines())
    return [(record["sentence"], record["propositions"]) for record in records]


def quoted(text: str, claim: ClaimSuggestion) -> str:
    """The words of a claim's anchors."""
    return " ".join(anchor.of(text) for anchor in claim.anchors)


def _ours(text_of: Callable[[str, ClaimSuggestion], str]) -> Split:
    return lambda text: [text_of(text, claim) for claim in suggestions(text)]


WAYS: tuple[tuple[str, Split], ...] = (
    ("our anchors", _ours(quoted)),
    ("our wordings without [what was added]", _ours(lambda _, claim: _ADDED.sub(" ", claim.wording))),
    ("our wordings", _ours(lambda _, claim: claim.wording)),
    *BASELINES,
)


def propositions(split: Split, at_least: float) -> Tally:
    """The propositions of all sentences against the texts that `split` makes of each."""
    tally = Tally()
    for sentence, gold in load():
        found = [tokens(part) for part in split(sentence)]
        asked = [tokens(part) for part in gold]
        tally.add(matches(found, asked, jaccard, at_least), len(found), len(asked))
    return tally


def rows(data: Path) -> list[tuple[str, str]]:
    return [
        (f"own propositions, Jaccard >= {at_least}, {name}", str(propositions(split, at_least)))
        for at_least in THRESHOLDS
        for name, split in WAYS
    ]


def main() -> None:
    """Where it goes wrong at the stricter threshold: the propositions missed and the claims astray."""
    for sentence, gold in load():
        found = _ours(quoted)(sentence)
        hit = pairs([tokens(part) for part in found], [tokens(part) for part in gold], jaccard, THRESHOLDS[-1])
        hit_found, hit_gold = {i for i, _ in hit}, {j for _, j in hit}
        if len(hit) < max(len(found), len(gold)):
            missed = [f"  missed  {part}" for j, part in enumerate(gold) if j not in hit_gold]
            astray = [f"  astray  {part}" for i, part in enumerate(found) if i not in hit_found]
            print(sentence, *missed, *astray, sep="\n")


if __name__ == "__main__":
    main()
