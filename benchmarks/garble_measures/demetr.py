"""DEMETR: a translated sentence and the same with one damage put in. Right is: a flag on the damaged one at a place
that the other one does not have, and none on the other one.

Damage that a rule can see without the source: a word twice or five times, the final stop gone, a mark put in
somewhere, marks set apart by spaces, a word left in the source language. A flag of any mechanical detector counts, as
in the issue. Baselines: the same word twice in a row; no stop at the end; a letter of another script.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from benchmarks.garble_measures import engine

KINDS = {
    "minor_id1_repeat2": "last word twice",
    "minor_id2_repeat4": "last word four times more",
    "minor_id28_final_punc_removed": "final stop removed",
    "minor_id29_punc_addition": "mark put in",
    "minor_id30_tokenized": "marks set apart",
    "critical_id4_codemix": "word untranslated",
}
_TWICE = re.compile(r"\b(\w+) \1\b")
_OTHER_SCRIPT = re.compile(r"[\u0370-\u1fff\u3040-\u9fff\uac00-\ud7af]")
BASELINES: dict[str, Callable[[str], bool]] = {
    "minor_id1_repeat2": lambda text: bool(_TWICE.search(text)),
    "minor_id2_repeat4": lambda text: bool(_TWICE.search(text)),
    "minor_id28_final_punc_removed": lambda text: text.rstrip("\"”') ")[-1:] not in ".!?",
    "minor_id29_punc_addition": lambda text: bool(re.search(r"[,.;:!?][,.;:!?]", text)),
    "minor_id30_tokenized": lambda text: bool(re.search(r" [,.;:!?)]", text)),
    "critical_id4_codemix": lambda text: bool(_OTHER_SCRIPT.search(text)),
}


def rows(data: Path) -> list[tuple[str, str]]:
    base = {row["id"]: row["mt"] for row in engine.records(data / "demetr" / "base.jsonl")}
    clean = {key: {(f.category, f.quote) for f in engine.mechanical(text)} for key, text in base.items()}
    table: list[tuple[str, str]] = []
    total = right_in_all = 0
    damaged = engine.records(data / "demetr" / "perturbations.jsonl")
    for kind, label in KINDS.items():
        cases = [row for row in damaged if row["pert"] == kind and row["id"] in base]
        fires = both = plain = 0
        for row in cases:
            new = {(f.category, f.quote) for f in engine.mechanical(row["text"])} - clean[row["id"]]
            fires += bool(new)
            both += bool(new) and not clean[row["id"]]
            plain += BASELINES[kind](row["text"]) and not BASELINES[kind](base[row["id"]])
        total += len(cases)
        right_in_all += both
        table.append((f"DEMETR, {label}: fires, silent on the clean one", engine.share(both, len(cases))))
        table.append((f"DEMETR, {label}: fires", engine.share(fires, len(cases))))
        table.append((f"DEMETR, {label}: baseline", engine.share(plain, len(cases))))
    table.append(("DEMETR, all of these: fires, silent on the clean one", engine.share(right_in_all, total)))
    flagged = sum(bool(found) for found in clean.values())
    table.append(("DEMETR, clean sentences with a flag", engine.share(flagged, len(clean))))
    return table
