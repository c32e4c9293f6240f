from __future__ import annotations

import pytest

from .cast import findings, quotes

KIND = "mixed-scripts"


@pytest.mark.parametrize(
    ("text", "flagged", "folded"),
    [
        ("The \u0410merican army left.", "\u0410merican", "American"),
        ("President Bi\u200bden said so.", "Bi\u200bden", "Biden"),
        ("He met \u041f\u0443\u0442i\u043d there.", "\u041f\u0443\u0442i\u043d", "\u041f\u0443\u0442\u0456\u043d"),
        ("The \uff22aghdad office.", "\uff22aghdad", "Baghdad"),
    ],
)
def test_letters_of_two_alphabets_are_flagged_with_the_folded_word(text: str, flagged: str, folded: str) -> None:
    (finding,) = findings(text, KIND)
    assert finding.quote == flagged
    assert finding.suggestions[0].name == folded


def test_an_override_of_direction_inside_a_name_is_critical() -> None:
    (finding,) = findings("The name Qa\u202esim is wrong.", KIND)
    assert finding.severity == "critical"
    assert "Right-to-left override (U+202E)" in finding.reason


@pytest.mark.parametrize(
    "text",
    [
        "IFNγ and TGFβ and ΔE and 5 µg, α-particles, Ωm",
        "می\u200cخواهم in Tehran",
        "\u200fالحشد\u200e said",
        "👨\u200d👩\u200d👧 family",
        "The Иран-based group, Zoë Müller, Łódź",
        "sub\u00addivision",
        "\ufeffThe army left.",
    ],
)
def test_what_is_right_in_its_script_is_passed_over(text: str) -> None:
    assert quotes(text, KIND) == []
