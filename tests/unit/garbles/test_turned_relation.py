from __future__ import annotations

import pytest

from annotator.garbles import powers

from .cast import findings, quotes

KIND = "turned-relation"


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("France, led by the international anti-piracy coalition, sent a frigate.",
         "France, led by the international anti-piracy coalition"),
        ("Saudi Arabia is led by the Arab military coalition in the war in Yemen.",
         "Saudi Arabia is led by the Arab military coalition"),
        ("The Union laid sanctions on Russia in 2014. To end the quarrel Russia must lift sanctions first.",
         "Russia must lift sanctions"),
        ("Qatar, strangled by the blockade, has food for a year. He said that Qatar should lift the blockade.",
         "Qatar should lift the blockade"),
        ("Washington threatens new sanctions on Venezuela. Caracas has to lift the sanctions.",
         "Caracas has to lift the sanctions"),
        ("Masked separatist men are suspected of it. The separatist men accuse them of being behind it all.",
         "men accuse them of being behind it all"),
        ("Tribal gunmen accused of shelling the port fled. Now tribal gunmen blame them for the attack.",
         "gunmen blame them for the attack"),
        ("The chancellor urges Iran to leave the nuclear accord it violated.", "leave the nuclear accord it violated"),
        ("He wants the accord that Turkey withdrew in 2021 back.", "accord that Turkey withdrew"),
        ("Washington accused the United States of violating the truce.", "Washington accused the United States"),
        ("The suspects arrested the police near the bridge.", "suspects arrested the police"),
        ("The attackers questioned the police without finding them.", "attackers questioned the police"),
        ("The judge was sentenced by the defendant to ten years.", "judge was sentenced by the defendant"),
        ("Four hostages released the kidnappers after a ransom was paid.", "hostages released the kidnappers"),
    ],
)  # fmt: skip
def test_a_relation_that_contradicts_itself_or_the_article_is_flagged(text: str, quote: str) -> None:
    assert quotes(text, KIND) == [quote]


@pytest.mark.parametrize(
    "text",
    [
        "Israel, led by a right-wing coalition, voted again.",
        "Iraq, led by a governing coalition of Shiite parties, has a new budget.",
        "A coalition led by the United States bombed the camp.",
        "Sanctions against Iran hurt its banks. Washington must lift sanctions first, Iran says.",
        "Sanctions on Russia hurt. Russia must lift sanctions on farmers in Europe.",
        "Russia imposed sanctions of its own. There are sanctions on Russia too. Russia must lift sanctions.",
        "Iran must lift sanctions.",
        "The rebels are suspected of the raid. Officials accuse them of being behind the raid.",
        "The rebel fighters are suspected of the raid. Loyal fighters accuse them of being behind the raid.",
        "He called on Iran to return to the deal it broke.",
        "Trump wants America to withdraw from the deal it signed.",
        "The bill that the government withdrew in 2018 is back.",
        "The agreement that the United States withdrew from in 2018 is dead.",
        "Washington accused Moscow of lying.",
        "Iran accused the Iranian opposition of lying.",
        "Israel attacked Israel’s own ship.",
        "Police arrested the suspects. The attackers were arrested by the police.",
        "The suspects arrested by police are brothers.",
        "Two police officers were arrested by the security forces.",
        "The president elected by voters spoke.",
    ],
)
def test_what_looks_alike_and_is_right_is_left_alone(text: str) -> None:
    assert quotes(text, KIND) == []


def test_the_reason_names_what_the_article_says_elsewhere_and_the_reading_turns_it_round() -> None:
    [found] = findings("New sanctions against Iran came in May. Iran must lift sanctions beforehand.", KIND)
    assert "“sanctions against Iran”" in found.reason and found.severity == "critical"
    assert [reading.name for reading in found.suggestions] == ["sanctions on Iran must be lifted"]


def test_a_state_is_one_under_its_name_and_its_capital() -> None:
    assert powers.state("the United States") == powers.state("Washington") == "United States"
    assert powers.state("Springfield") is None
    assert "Tehran" in powers.names_of("Iran")


def test_a_thousand_triggers_ask_the_article_once() -> None:
    text = (
        "Sanctions on Iran hurt. "
        + "Iran must lift sanctions. " * 1000
        + "The rebel men accuse them of being behind it all. " * 1000
    )
    assert len(quotes(text, KIND)) == 1000
