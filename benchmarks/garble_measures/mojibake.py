"""ftfy's own cases of broken encodings: is the damage flagged, does the suggestion mend it, is right copy left alone?

Negatives are those of `negative.json`, and every right reading of the others. Baseline: "Ã", "â€" or "�" in the text.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

from benchmarks.garble_measures import engine

FILES = ("in-the-wild", "language-names", "synthetic", "known-failures")
_PLAIN = re.compile("Ã|â€|\ufffd")


def mended(text: str) -> str:
    """The text with the first suggestion of each finding put in."""
    for finding in reversed(engine.findings(text)):
        if finding.category == "mojibake" and finding.suggestions:
            text = text[: finding.start] + finding.suggestions[0].name + text[finding.end :]
    return text


def is_flagged(text: str) -> bool:
    return any(finding.category == "mojibake" for finding in engine.findings(text))


def rows(data: Path) -> list[tuple[str, str]]:
    folder = data / "ftfy_mojibake"
    table: list[tuple[str, str]] = []
    right: list[str] = []
    for name in FILES:
        cases = json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
        broken = [case for case in cases if case["original"] != case.get("fixed-encoding", case["fixed"])]
        right += [case.get("fixed-encoding", case["fixed"]) for case in broken if case["expect"] == "pass"]
        flagged = sum(is_flagged(case["original"]) for case in broken)
        good = sum(mended(case["original"]) == case.get("fixed-encoding", case["fixed"]) for case in broken)
        plain = sum(bool(_PLAIN.search(case["original"])) for case in broken)
        table.append((f"mojibake, {name}: flagged", engine.share(flagged, len(broken))))
        table.append((f"mojibake, {name}: mended by the suggestion", engine.share(good, len(broken))))
        table.append((f"mojibake, {name}: baseline", engine.share(plain, len(broken))))
    right = [text for text in right if "\ufffd" not in text]
    cases = json.loads((folder / "negative.json").read_text(encoding="utf-8"))
    negative = [case["original"] for case in cases if case["original"] == case.get("fixed-encoding", case["fixed"])]
    table.append(("mojibake, negatives flagged", engine.share(sum(map(is_flagged, negative)), len(negative))))
    table.append(("mojibake, right readings flagged", engine.share(sum(map(is_flagged, right)), len(right))))
    plain = sum(bool(_PLAIN.search(text)) for text in negative)
    table.append(("mojibake, negatives: baseline", engine.share(plain, len(negative))))
    return table
