"""Our own articles, translated badly on purpose: what of the damage is flagged, and what of the flags is damage.

`gold/garbles/*.txt` with `meta.jsonl` (`{"article", "language", "published", "set"}`; the language is the source's; a
set has rows of its own, the first six articles have none) and
`garbles.jsonl` (`{"article", "quote", "start", "kind", "reading", "hard"}`, `start` in code points, "hard": needs
understanding). A flag counts where it overlaps listed words, whatever its kind; kinds that only the source shows are
left out. For names the right reading must stand first among the suggestions.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from pathlib import Path
from typing import Any

from annotator.ingest.analysis import analyse
from annotator.text.spans import Finding
from benchmarks.garble_measures import engine

GOLD = engine.ROOT / "benchmarks" / "gold" / "garbles"
NAMES = frozenset({"garbled-name", "garbled-place", "garbled-institution", "name-variants"})


def rows(data: Path) -> list[tuple[str, str]]:
    """`data` is not read: the gold is our own."""
    return measured(GOLD) if (GOLD / "garbles.jsonl").exists() else []


def measured(folder: Path) -> list[tuple[str, str]]:
    """Recall, precision and right readings over one folder of gold articles: of each of its sets, then by kind of all.

    The rules were made on the first six and "second"; of "held out" nothing but these figures was looked at.
    """
    metas = engine.records(folder / "meta.jsonl")
    sets = list(dict.fromkeys(meta.get("set", "") for meta in metas))
    table: list[tuple[str, str]] = []
    if len(sets) > 1:
        for name in sets:
            label = f"own articles, {name or 'first six'}"
            table += _rows(folder, [meta for meta in metas if meta.get("set", "") == name], label)[:SUMMARY]
    return table + _rows(folder, metas, "own articles")


# Rows that sum up a set, before those by kind.
SUMMARY = 4


def _rows(folder: Path, metas: list[dict[str, Any]], label: str) -> list[tuple[str, str]]:
    listed: dict[str, list[dict[str, Any]]] = {}
    for row in engine.records(folder / "garbles.jsonl"):
        listed.setdefault(row["article"], []).append(row)
    there, found, easy, easily = Counter[str](), Counter[str](), 0, 0
    flags, right, named, first = Counter[str](), Counter[str](), 0, 0
    for meta in metas:
        gold = listed.get(meta["article"], [])
        findings = _findings((folder / f"{meta['article']}.txt").read_text(encoding="utf-8"), meta)
        for row in gold:
            hits = [finding for finding in findings if _overlaps(finding, row)]
            there[row["kind"]] += 1
            found[row["kind"]] += bool(hits)
            easy += not row["hard"]
            easily += bool(hits) and not row["hard"]
            if row["kind"] in NAMES and hits:
                named += 1
                first += any(_reads(finding, row["reading"]) for finding in hits)
        for finding in findings:
            flags[finding.category] += 1
            right[finding.category] += any(_overlaps(finding, row) for row in gold)
    table = [
        (f"{label}: damage flagged", engine.share(found.total(), there.total())),
        ("  of it, what needs no understanding", engine.share(easily, easy)),
        (f"{label}: flags that are damage", engine.share(right.total(), flags.total())),
        (f"{label}: names flagged with the right reading first", engine.share(first, named)),
    ]
    table += [(f"  {kind}: damage flagged", engine.share(found[kind], there[kind])) for kind in sorted(there)]
    return table + [
        (f"  {kind}: flags that are damage", engine.share(right[kind], flags[kind])) for kind in sorted(flags)
    ]


def _findings(text: str, meta: dict[str, Any]) -> list[Finding]:
    published = dt.datetime.fromisoformat(f"{meta['published']}T12:00:00+00:00") if meta.get("published") else None
    source = meta.get("language")
    return analyse(text, published=published, source_language=source, gazetteer=engine.gazetteer()).garbles


def _overlaps(finding: Finding, row: dict[str, Any]) -> bool:
    places = [row, *([row["against"]] if "against" in row else [])]
    return any(finding.start < at["start"] + len(at["quote"]) and at["start"] < finding.end for at in places)


def _reads(finding: Finding, reading: str | None) -> bool:
    """Whether the first suggestion is the right reading, or an English name of the same entity."""
    if not finding.suggestions or reading is None:
        return False
    best = finding.suggestions[0]
    return best.name == reading or (best.entity is not None and reading in engine.gazetteer().spellings(best.entity))
