"""The closed list of garble kinds: one line each, shown on the workbench and in docs/garbles.md.

Categories follow MQM (Multidimensional Quality Metrics, core typology): accuracy, fluency, terminology, locale.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Severity = Literal["minor", "major", "critical"]


@dataclass(frozen=True)
class Kind:
    """One kind of damage. `name` is stored as the garble's category and is its detector's module name."""

    name: str
    label: str
    definition: str
    severity: Severity
    mqm: str


KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        Kind(
            "garbled-name",
            "Garbled name",
            "A name close in sound to one of the gazetteer but not a known spelling of it.",
            "critical",
            "Accuracy / Mistranslation / Named entity",
        ),
        Kind(
            "name-variants",
            "Two spellings",
            "One person's name is spelled in two ways in the same article.",
            "major",
            "Terminology / Inconsistent use",
        ),
        Kind(
            "quotation-marks",
            "Quotation marks",
            "Quotation marks open twice, never close, or stand on the wrong side of a space.",
            "minor",
            "Fluency / Punctuation",
        ),
        Kind("broken-line", "Broken line", "A line ends inside a sentence or a name.", "minor", "Fluency / Typography"),
        Kind(
            "cut-off",
            "Cut off",
            "A sentence stops before its end, or has no subject or verb.",
            "major",
            "Fluency / Grammar",
        ),
        Kind("other", "Other damage", "Damage that a reviewer marked and no rule names.", "major", "Other"),
    )
}
