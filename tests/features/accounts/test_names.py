"""Which names are taken, and which two are the same to a reader."""

from __future__ import annotations

import pytest

from annotator.accounts.names import clean, likeness
from annotator.errors import Invalid


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ravi", "RAVI"),
        ("Ravi", "R a v i"),
        ("Ravi", "Rávi"),
        ("Ravi", "Rav1"),
        ("Ravi", "Ravl"),
        ("Sara", "Ѕаrа"),
        ("Cora", "Соrа"),
        ("Boris", "Bоrіs"),
        ("Edda", "E\u200bdda"),
        ("Anna Lee", "Anna-Lee"),
        ("Ömer", "Omer"),
        ("محمدرضا", "محمد\u200cرضا"),
    ],
)
def test_these_look_the_same(one: str, other: str) -> None:
    assert likeness(one) == likeness(other)


@pytest.mark.parametrize(
    ("one", "other"), [("Ravi", "Rami"), ("Anna", "Ana"), ("كريم", "كرم"), ("किरण", "करण"), ("Ivan", "Иван")]
)
def test_these_are_different_people(one: str, other: str) -> None:
    assert likeness(one) != likeness(other)


@pytest.mark.parametrize(
    "name",
    [
        "Nuri al-Amin",
        "O’Neill",
        "Jean-Luc",
        "محمد\u200cرضا",
        "क्\u200dष",
        "Иван Петров",
        "Γιώργος",
        "李小龙",
        "Anna Иванова",
    ],
)
def test_these_names_are_kept_as_they_are(name: str) -> None:
    assert clean(name) == name


def test_spaces_and_compatibility_forms_are_mended() -> None:
    assert clean("  Ｒａｖｉ \u00a0 Sen\t") == "Ravi Sen"


@pytest.mark.parametrize(
    "name",
    [
        "",
        "   ",
        "1234",
        "a" * 81,
        "Ra\u202evi",
        "Ra\u2066vi",
        "Ra\u200bvi",
        "Ra\u200dvi",
        "\u200cمحمد",
        "Ra\x00vi",
        "Ra\ufeffvi",
        "Ra\ue000vi",
        "Rаvi",
        "Ravι",
    ],
)
def test_these_names_are_refused_at_their_field(name: str) -> None:
    with pytest.raises(Invalid) as refused:
        clean(name)
    assert refused.value.field == "name"
