"""The garbles of a text as the desk finds them: zones, sentences, claims and the sample's gazetteer and all."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

from annotator.gazetteer.lookup import Gazetteer
from annotator.gazetteer.records import read_jsonl
from annotator.ingest.analysis import analyse
from annotator.text.spans import Finding

ROOT = Path(__file__).resolve().parent.parent.parent
# Those that read the letters of the copy and nothing else: no gazetteer, no source.
MECHANICAL = frozenset(
    {
        "quotation-marks", "punctuation", "broken-line", "doubled-words", "repeated-lead", "echo", "number-format",
        "mojibake", "mixed-scripts", "weekday", "leftover",
    }
)  # fmt: skip


@lru_cache(maxsize=1)
def gazetteer() -> Gazetteer:
    """The gazetteer of the sample corpus."""
    with (ROOT / "corpus" / "gazetteer.jsonl").open(encoding="utf-8") as file:
        return Gazetteer(read_jsonl(file))


def findings(text: str) -> list[Finding]:
    """All that the detectors find in an English text of which nothing else is known."""
    return analyse(text, gazetteer=gazetteer()).garbles


def mechanical(text: str) -> list[Finding]:
    """The findings of the mechanical detectors."""
    return [finding for finding in findings(text) if finding.detector in MECHANICAL]


def records(path: Path) -> list[dict[str, Any]]:
    """The objects of a file with one a line."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def share(part: int, whole: int) -> str:
    """As "82 of 86 (95 %)"; without any case, "none"."""
    return f"{part} of {whole} ({part / whole:.1%})" if whole else "none"
