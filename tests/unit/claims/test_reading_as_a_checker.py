"""What a fact-checker would laugh at must not come out: stumps, wrong subjects, wrong speakers, wrong kinds."""

from __future__ import annotations

import pytest

from annotator.claims.splitting import claims
from annotator.text.segment import sentences
from annotator.text.spans import ClaimSuggestion


def found(text: str) -> list[ClaimSuggestion]:
    return claims(text, sentences(text), ())


def wordings(text: str) -> list[str]:
    return [claim.wording for claim in found(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The envoy toured the port on Friday and met with", ["The envoy toured the port on Friday."]),
        ("The mayor spared the market, whose owner", ["The mayor spared the market."]),
        ("The quota is fixed at 900 tons, according to the", ["The quota is fixed at 900 tons."]),
        ("“The bridge is shut.” It is not.", ["The bridge is shut."]),
        ("Thirty families left, the mayor said, adding: “Nobody stays here.”", ["Thirty families left."]),
        ("While a clerk put the figure at ninety.", ["A clerk put the figure at ninety."]),
        ("It is noteworthy that the dam leaked in March.", ["The dam leaked in March."]),
        ("🛑 The ferry sank in the night.", ["The ferry sank in the night."]),
    ],
)
def test_stumps_and_what_states_nothing_are_left_out(text: str, expected: list[str]) -> None:
    assert wordings(text)[: len(expected)] == expected
    assert not any(wording.endswith(("adding.", "with.", "the.")) for wording in wordings(text))


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("Fans cheered the arrival of Pope Anselm, who is staying in Mosul.", "[Pope Anselm] is staying in Mosul."),
        ("They met the head of the league, who fled in May.", "[The head of the league] fled in May."),
        ("A shell hit the wall of the embassy, whose guards were asleep.", "[The embassy’s] guards were asleep."),
        ("It opened at the wish of the council, which had paid for it.", "[The council] had paid for it."),
        ("The mayor of Kut, Latif Salman (لطيف سلمان), resigned.", "[Latif Salman was] the mayor of Kut."),
        ("Hawar Rashid (هوار رشيد), whose songs were banned, died.", "[Hawar Rashid’s] songs were banned."),
        ("Pilots, who until now had flown by day, went on strike.", "[Pilots] until now had flown by day."),
        ("T. Salman, freed by a court in May, left the town.", "[T. Salman was] freed by a court in May."),
        ("He said that the debt grew, and that the firm “paid what it owed.", "The firm paid what it owed."),
        ("The crew left the ship, and the old captain repeated that it was safe.",
         "The old captain repeated that it was safe."),
        ("The guards are about 900, their task is training.", "[The guards’] task is training."),
        ("Rebels shelled the port and in late May the river fell again.", "In late May the river fell again."),
        ("Smugglers no longer share boats with fishermen.", "Smugglers no longer share boats with fishermen."),
    ],
)  # fmt: skip
def test_what_is_said_is_said_of_the_right_thing(text: str, claim: str) -> None:
    assert claim in wordings(text)


@pytest.mark.parametrize(
    "sentence",
    [
        "Turkey announced, on the second of May, the loss of a plane.",
        "All of them joined the league, the majority as clerks.",
        "Oman called the raid a crime and a bad omen.",
        "We had two free beds that morning and nine patients at the gate.",
        "The firm sells power over two lines, chiefly to Basra, Kut and Amara.",
        "We are the ones who paid for it.",
    ],
)
def test_what_only_looks_like_two_facts_stays_whole(sentence: str) -> None:
    assert wordings(sentence) == [sentence]


@pytest.mark.parametrize(
    ("text", "wording"),
    [
        ("Half of the wards, she said, were shut.", "Half of the wards were shut."),
        ("The judge asked, according to a clerk, that the file be burnt.", "The judge asked that the file be burnt."),
        ("“The road is open, said“ Hiwa Salman, a grocer of the town.", "The road is open."),
        ("Two trucks were burnt, specifies the head of the Levant Observatory.", "Two trucks were burnt."),
        ("“A teacher has no tank”, slips an envoy.", "A teacher has no tank."),
        ("“We paid twice,” said Omar Salman (عمر سلمان), 31, a baker.", "We paid twice."),
        ("The fleet will grow, announced Friday its commander.", "The fleet will grow."),
        ("The envoy to the river council, Omar Salman, wrote that no map had been drawn.", "No map had been drawn."),
        ("Lawyers for people hurt in the riots complained that the files were lost.", "The files were lost."),
    ],
)
def test_the_attribution_leaves_no_trace(text: str, wording: str) -> None:
    claim, *_ = found(text)
    assert claim.wording == wording and claim.speaker is not None


def test_a_label_before_an_aside_of_the_speaker_is_the_articles_own() -> None:
    first, second = found("The minister called the step bitter: without it, he argues, the bank would be empty.")
    assert first.wording == "The minister called the step bitter." and first.speaker is None
    assert second.wording == "Without it the bank would be empty."


def test_what_while_adds_behind_an_attribution_is_the_articles_own() -> None:
    first, second = found("The mill was sold, the owners said, while the workers were still on strike.")
    assert first.speaker is not None and second.speaker is None


def test_a_quotation_goes_on_under_its_speaker() -> None:
    text = "“We left at dawn,” said Omar Salman. “We had no bread.” The road was shut.\n“Nobody came for us.”"
    speakers = [claim.speaker.name if claim.speaker else "" for claim in found(text)]
    assert speakers == ["Omar Salman", "Omar Salman", "", ""]


def test_he_said_is_under_the_name_where_nobody_else_is_meant() -> None:
    last = found("General Hadi Salim took the town. “The gates are shut,” he said.")[-1]
    assert last.speaker is not None
    assert (last.speaker.name, last.speaker.kind, last.speaker.start) == ("General Hadi Salim", "person", 0)


@pytest.mark.parametrize(
    "text",
    [
        "General Hadi Salim met Omar Latif. “The gates are shut,” he said.",
        "General Hadi Salim took the town. “Salim was late,” he said.",
        "General Hadi Salim took the town. A captain of the guard. “The gates are shut,” he said.",
    ],
)
def test_he_said_stays_he_where_another_may_be_meant(text: str) -> None:
    last = found(text)[-1]
    assert last.speaker is not None and last.speaker.name == "he"


@pytest.mark.parametrize(
    ("text", "wording", "missing"),
    [
        ("The health ministry said that it had ordered masks.", "[The health ministry] had ordered masks.", None),
        ("The ministry said that it was unsafe.", "It was unsafe.", "who or what “it” is"),
        ("Omar Salman said that he was ill.", "[Omar Salman] was ill.", None),
        ("Police held Karwan Aziz. Omar Salman said that he was ill.", "He was ill.", "who or what “he” is"),
        ("The police said that their guns were old.", "Their guns were old.", "whose is meant by “their”"),
    ],
)
def test_what_a_speaker_says_of_himself(text: str, wording: str, missing: str | None) -> None:
    last = found(text)[-1]
    assert (last.wording, last.missing) == (wording, missing)


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("Three shells came down behind the airport's fence.", "event"),
        ("The country's last mill was burnt in May.", "event"),
        ("The mill is guarded by the army.", "relation"),
        ("The decree signed by the king is void.", "relation"),
        ("Oman denounced a bad omen.", "event"),
        ("The money lies on an account that nobody may touch.", "relation"),
        ("No state said how many ships it would send.", "event"),
        ("Reports show that the others will follow.", "prediction"),
        ("The mission was deaf to all pleas.", "relation"),
    ],
)
def test_event_relation_or_forecast_goes_by_the_claims_own_verb(sentence: str, kind: str) -> None:
    (claim,) = found(sentence)
    assert kind in claim.kinds
