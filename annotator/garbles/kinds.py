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
            "garbled-place",
            "Garbled place",
            "A place's name garbled, or left in the spelling of another language.",
            "major",
            "Accuracy / Mistranslation / Named entity",
        ),
        Kind(
            "garbled-institution",
            "Garbled institution",
            "An institution's name that is almost right, or was translated word by word.",
            "major",
            "Accuracy / Mistranslation / Named entity",
        ),
        Kind(
            "name-variants",
            "Two spellings",
            "One name is spelled in two ways in the same article.",
            "major",
            "Terminology / Inconsistent use",
        ),
        Kind(
            "leftover",
            "Left untranslated",
            "Words of another language were left inside the English.",
            "major",
            "Accuracy / Untranslated",
        ),
        Kind(
            "literal",
            "Literal translation",
            "A word or phrase translated by its form instead of its meaning: a false friend or a calque.",
            "major",
            "Accuracy / Mistranslation / Overly literal",
        ),
        Kind(
            "turned-relation",
            "Turned relation",
            "Who did what to whom stands the wrong way round, by what the article says itself.",
            "critical",
            "Accuracy / Mistranslation",
        ),
        Kind(
            "quotation-marks",
            "Quotation marks",
            "Quotation marks open twice, never close, or stand on the wrong side of a space.",
            "minor",
            "Fluency / Punctuation",
        ),
        Kind(
            "punctuation",
            "Punctuation",
            "A mark is doubled, missing at the end, or stands on the wrong side of a space.",
            "minor",
            "Fluency / Punctuation",
        ),
        Kind(
            "broken-line",
            "Broken line",
            "A line ends inside a sentence or a name.",
            "minor",
            "Fluency / Typography",
        ),
        Kind(
            "cut-off",
            "Cut off",
            "A sentence stops before its end, or has no subject or verb.",
            "major",
            "Fluency / Grammar",
        ),
        Kind(
            "doubled-words",
            "Doubled words",
            "A word or phrase stands twice in a row, or the same words come again and again.",
            "minor",
            "Fluency / Duplication",
        ),
        Kind(
            "repeated-lead",
            "Repeated lead",
            "A paragraph stands a second time, word for word or nearly.",
            "minor",
            "Fluency / Duplication",
        ),
        Kind(
            "echo",
            "Echo in brackets",
            "Brackets repeat the word before them, or contradict it.",
            "major",
            "Accuracy / Addition",
        ),
        Kind(
            "number-format",
            "Number format",
            "A number or currency written as another language writes it.",
            "minor",
            "Locale convention / Number format",
        ),
        Kind(
            "mojibake",
            "Broken characters",
            "Characters decoded by the wrong table.",
            "major",
            "Fluency / Character encoding",
        ),
        Kind(
            "mixed-scripts",
            "Mixed scripts",
            "Letters of two alphabets, or invisible characters, inside one name or word.",
            "major",
            "Fluency / Character encoding",
        ),
        Kind(
            "weekday",
            "Wrong weekday",
            "The weekday does not fit its date.",
            "major",
            "Accuracy / Mistranslation / Date",
        ),
        Kind(
            "number-clash",
            "Numbers disagree",
            "The article gives two numbers for the same thing.",
            "critical",
            "Accuracy / Mistranslation / Number",
        ),
        Kind(
            "source-numbers",
            "Number not in source",
            "A number of the source sentence is missing or another one stands in the translation.",
            "critical",
            "Accuracy / Mistranslation / Number",
        ),
        Kind(
            "source-names",
            "Name not in source",
            "A name of the source sentence is missing in the translation, or another one stands there.",
            "critical",
            "Accuracy / Mistranslation / Named entity",
        ),
        Kind(
            "source-negation",
            "Negation lost",
            "The source sentence is negated and the translation is not, or the other way round.",
            "critical",
            "Accuracy / Mistranslation",
        ),
        Kind(
            "source-quotation",
            "Quotation lost",
            "Words quoted in the source sentence are not quoted in the translation, or the other way round.",
            "major",
            "Accuracy / Mistranslation",
        ),
        Kind(
            "source-sentences",
            "Sentences missing",
            "The source has sentences that the translation lacks, or the other way round.",
            "major",
            "Accuracy / Omission",
        ),
        Kind(
            "source-untranslated",
            "Sentence untranslated",
            "A sentence stands in the translation as it stands in the source.",
            "major",
            "Accuracy / Untranslated",
        ),
        Kind(
            "other",
            "Other damage",
            "Damage that a reviewer marked and no rule names.",
            "major",
            "Other",
        ),
    )
}
