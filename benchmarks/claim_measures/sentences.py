"""Sentences: how many texts of the golden rules are cut exactly right, white space inside a sentence aside."""

from __future__ import annotations

import json
from pathlib import Path

from annotator.text.segment import sentences

LANGUAGES = {"arabic": "ar", "french": "fr", "persian": "fa", "urdu": "ur"}


def golden_rules(data: Path) -> dict[str, tuple[int, int]]:
    """For each language of the set: how many texts are cut right, of how many."""
    rules = json.loads((data / "segmentation_golden_rules" / "golden_rules.json").read_text(encoding="utf-8"))
    found: dict[str, tuple[int, int]] = {}
    for name, cases in rules.items():
        right = 0
        for case in cases:
            gold = [" ".join((s if isinstance(s, str) else s[0]).split()) for s in case["sentences"]]
            text = case["text"]
            right += gold == [" ".join(s.of(text).split()) for s in sentences(text, LANGUAGES.get(name, "en"))]
        found[name] = (right, len(cases))
    return found


def rows(data: Path) -> list[tuple[str, str]]:
    found = golden_rules(data)
    right, total = (sum(part) for part in zip(*found.values(), strict=True))
    apart = ", ".join(f"{name} {a} of {b}" for name, (a, b) in found.items())
    return [("sentences, golden rules, exactly right", f"{right} of {total} ({right / total:.0%}): {apart}")]
