"""WMT 2023, Chinese news in English by ten engines: does a professional rater mark what the mechanical detectors flag?

Three raters marked each segment. A flag counts as marked when one of them marked, in that segment, an error of the same
matter (for quotation marks and punctuation: Fluency/Punctuation) or any error at the flagged words. The second figure,
more generous, is the share in segments with any error at all. A segment is clean when no rater marked anything.

Baseline: a segment whose quotation marks do not balance.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from annotator.text.spans import Finding
from benchmarks.garble_measures import engine

SAME_MATTER = {
    "quotation-marks": ("Punctuation",),
    "punctuation": ("Punctuation",),
    "broken-line": ("Punctuation", "Text-Breaking"),
    "leftover": ("Source language fragment",),
    "mojibake": ("Character encoding",),
    "mixed-scripts": ("Character encoding", "Source language fragment"),
    "number-format": ("Currency format", "Number format"),
    "weekday": ("Date format",),
}


def is_marked(finding: Finding, errors: list[dict[str, Any]]) -> bool:
    """Whether a rater marked this matter in the segment, or anything at these words."""
    return any(
        any(matter in error["cat"] for matter in SAME_MATTER.get(finding.category, ()))
        or ("start" in error and error["start"] < finding.end and finding.start < error["end"])
        for error in errors
    )


def unbalanced(text: str) -> bool:
    """The baseline: as many opening marks as closing ones, and an even number of straight ones?"""
    return text.count("“") != text.count("”") or text.count('"') % 2 == 1


def judged(data: Path) -> Iterator[tuple[dict[str, Any], list[dict[str, Any]], list[Finding]]]:
    """Each segment, its raters' errors, and what the mechanical detectors flag."""
    for row in engine.records(data / "wmt23_zhen_mqm_news" / "segments.jsonl"):
        errors = [error for error in row["errors"] if error["cat"] != "No-error"]
        yield row, errors, engine.mechanical(row["target"])


def rows(data: Path) -> list[tuple[str, str]]:
    flags: Counter[str] = Counter()
    marked: Counter[str] = Counter()
    in_error: Counter[str] = Counter()
    clean = on_clean = plain = plain_marked = plain_in_error = plain_on_clean = 0
    for row, errors, found in judged(data):
        clean += not errors
        for finding in found:
            for key in ("all", finding.category):
                flags[key] += 1
                marked[key] += is_marked(finding, errors)
                in_error[key] += bool(errors)
            on_clean += not errors
        if unbalanced(row["target"]):
            plain += 1
            plain_marked += any("Punctuation" in error["cat"] for error in errors)
            plain_in_error += bool(errors)
            plain_on_clean += not errors
    return [
        *(
            (
                f"WMT news, {kind}: flags that a rater also marked",
                f"{engine.share(marked[kind], count)}; in a segment with an error {in_error[kind]}",
            )
            for kind, count in flags.most_common()
        ),
        (
            "WMT news, baseline (quotation marks do not balance)",
            f"{engine.share(plain_marked, plain)}; in a segment with an error {plain_in_error}",
        ),
        (f"WMT news, flags a clean segment ({clean} segments)", f"{on_clean / clean:.3f}"),
        ("WMT news, flags a clean segment, baseline", f"{plain_on_clean / clean:.3f}"),
    ]
