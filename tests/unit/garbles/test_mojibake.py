from __future__ import annotations

import pytest

from .cast import findings, quotes

KIND = "mojibake"


@pytest.mark.parametrize(
    ("text", "flagged", "mended"),
    [
        ("The army saidÂ it would stay, weâ€™ve heard.", "weâ€™ve", "we’ve"),
        ("He met JosÃ© in May.", "JosÃ©", "José"),
        ("The Ã‰lysÃ©e said so.", "Ã‰lysÃ©e", "Élysée"),
        ("He said they don?t know.", "don?t", "don’t"),
        ("Recep Tayyip ErdoÄŸan met Çelik.", "ErdoÄŸan", "Erdoğan"),
        ("Mevlüt ÇavuÅŸoÄŸlu left.", "ÇavuÅŸoÄŸlu", "Çavuşoğlu"),
        ("MiloÅ¡ ÄŒurda of PlzeÅˆ", "ÄŒurda", "Čurda"),
        ("They don\ufffdt know.", "don\ufffdt", "don’t"),
        ("AT&amp;T said so.", "AT&amp;T", "AT&T"),
        ("He said \\u2019no\\u2019.", "\\u2019no\\u2019.", "’no\\u2019."),
    ],
)
def test_broken_characters_are_flagged_with_the_mended_word(text: str, flagged: str, mended: str) -> None:
    found = [finding for finding in findings(text, KIND) if finding.quote == flagged]
    assert found[0].suggestions[0].name == mended


def test_a_character_that_is_lost_has_no_suggestion() -> None:
    (finding,) = findings("The mayor of M\ufffdnchen left.", KIND)
    assert (finding.quote, finding.suggestions) == ("M\ufffdnchen", ())


@pytest.mark.parametrize(
    "text",
    [
        "“We’ve seen it,” José Müller said – in Łódź…",
        "Was it? they asked. R&D; P&L",
        "In Ankara, Recep Tayyip Erdoğan met Aleksandar Vučić at 20 °C for €5.",
        "الحشد الشعبي in Baghdad, Москва, 北京, Ελλάδα",
        "På Åland and in Ängelholm, Åse Škoda and Ødegård’s “Ärger” … «BLÅ» and BLÅ’s, 10 Å— AHÅ™",
        "São Paulo’s “favelas” — naïve «no» fiancée",
    ],
)
def test_right_letters_of_other_languages_are_passed_over(text: str) -> None:
    assert quotes(text, KIND) == []
