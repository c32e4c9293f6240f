"""Left-over words: one French word put into an English sentence, DEMETR's untranslated words, clean sentences.

The French word is taken by a fixed draw from the sentence's own French, five letters or more, small, and not in the
English sentence; it is put where it stands in the French, as a share of the length, or anywhere.
"""

from __future__ import annotations

import csv
import json
import random
import re
from collections.abc import Iterable
from pathlib import Path

from annotator.garbles.detectors import leftover
from annotator.garbles.passage import Passage
from annotator.text import segment
from annotator.text.lexicon import lexicon

_WORD = re.compile(r"[^\W\d_]{5,}")


def rows(data: Path) -> list[tuple[str, str]]:
    """Recall where a word was put in or left, and false alarms where none was."""
    with (data / "pud_en_fr_ar" / "pud.tsv").open(encoding="utf-8", newline="") as file:
        pairs = [(row["en"], row["fr"]) for row in csv.DictReader(file, delimiter="\t")]
    found = []
    for name, aligned, foreign_only in (
        ("at its place", True, False), ("anywhere", False, False), ("at its place, no word of English too", True, True)
    ):  # fmt: skip
        damaged = list(_damaged(pairs, aligned=aligned, foreign_only=foreign_only))
        hits = sum(_flags(text, at) for text, at in damaged)
        found.append((f"PUD, a French word {name}: found", _share(hits, len(damaged))))
    clean = sum(bool(_flags(english)) for english, _ in pairs)
    found.append(("PUD, English sentence: falsely flagged", _share(clean, len(pairs))))
    return found + _demetr(data / "demetr") + _wmt(data / "wmt23_zhen_mqm_news")


def _damaged(pairs: Iterable[tuple[str, str]], *, aligned: bool, foreign_only: bool) -> Iterable[tuple[str, int]]:
    draw = random.Random(4)
    for english, french in pairs:
        own = set(_WORD.findall(english.lower()))
        words = [
            match
            for match in _WORD.finditer(french)
            if match.group().islower()
            and match.group() not in own
            and not (foreign_only and lexicon().get(match.group(), "FW") != "FW")
        ]
        if not words:
            continue
        match = draw.choice(words)
        gaps = [place.start() for place in re.finditer(" ", english)]
        share = match.start() / len(french) if aligned else draw.random()
        at = gaps[int(share * len(gaps))]
        yield f"{english[:at]} {match.group()}{english[at:]}", at + 1


def _flags(text: str, at: int | None = None) -> int:
    """How many findings a text has, or whether one stands at a place."""
    found = leftover.find(Passage(text, segment.sentences(text)))
    return sum(at is None or finding.start <= at < finding.end for finding in found)


def _demetr(folder: Path) -> list[tuple[str, str]]:
    base = {item["id"]: item for item in _lines(folder / "base.jsonl")}
    damaged = [item for item in _lines(folder / "perturbations.jsonl") if item["pert"] == "critical_id4_codemix"]
    fires = sum(_flags(item["text"]) > _flags(base[item["id"]]["mt"]) for item in damaged)
    silent = sum(not _flags(item["mt"]) for item in base.values())
    return [
        ("DEMETR, a word untranslated: found", _share(fires, len(damaged))),
        ("DEMETR, the sentence without damage: silent", _share(silent, len(base))),
    ]


def _wmt(folder: Path) -> list[tuple[str, str]]:
    clean = {item["target"] for item in _lines(folder / "segments.jsonl") if not item["errors"]}
    flags = sum(map(_flags, clean))
    return [("WMT, segment that no rater marked: flags a segment", f"{flags / len(clean):.4f} ({flags}/{len(clean)})")]


def _lines(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.3f} ({part}/{whole})"
