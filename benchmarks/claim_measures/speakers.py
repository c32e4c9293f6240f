"""Who says it: the head word of the speaker of 110 own sentences, their kind, and speakers found where nobody speaks.

The sentences and their labels are in benchmarks/gold/speakers.txt. The baseline takes the word
before "said", "says" or "told", or the last behind "according to".
"""

from __future__ import annotations

import re
from pathlib import Path

from annotator.text.quotes import speakers
from annotator.text.spans import Span

GOLD = Path(__file__).resolve().parent.parent / "gold" / "speakers.txt"
BASELINE = re.compile(r"(\w+),? (?:said|says|told)\b|according to ((?:[A-Z]\w+ ?)+|\w+ \w+)", re.IGNORECASE)


def labelled() -> list[tuple[frozenset[str], frozenset[str], str]]:
    """Head words, kinds and the sentence; no head word where the article itself speaks."""
    rows = [line.split("\t") for line in GOLD.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return [
        (frozenset(head.split("|")) - {"-"}, frozenset(kind.split("|")) - {"-"}, sentence)
        for head, kind, sentence in rows
    ]


def rows(data: Path) -> list[tuple[str, str]]:
    """Of the data sets none has labels of speakers: `data` is not read."""
    spoken = [row for row in labelled() if row[0]]
    silent = [row for row in labelled() if not row[0]]
    found = [(row, speakers(row[2], Span(0, len(row[2])))) for row in spoken]
    heads = sum(said is not None and said.head in row[0] for row, said in found)
    kinds = sum(said is not None and said.kind in row[1] for row, said in found)
    plain = sum(_before_said(sentence) in head for head, _, sentence in spoken)
    wrong = sum(speakers(sentence, Span(0, len(sentence))) is not None for *_, sentence in silent)
    return [
        ("speakers, head word right, ours", f"{heads} of {len(spoken)} ({heads / len(spoken):.2f})"),
        ("speakers, the word before “said”", f"{plain} of {len(spoken)} ({plain / len(spoken):.2f})"),
        ("speakers, kind right", f"{kinds} of {len(spoken)} ({kinds / len(spoken):.2f})"),
        ("speakers found where nobody speaks", f"{wrong} of {len(silent)}"),
    ]  # fmt: skip


def _before_said(sentence: str) -> str:
    match = BASELINE.search(sentence)
    return (match.group(1) or match.group(2).split()[-1]) if match else ""
