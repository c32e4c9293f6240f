"""Claims that can be understood alone: what is added is right, and what is not certain is said to be missing."""

from __future__ import annotations

import pytest

from annotator.claims.splitting import claims
from annotator.text.segment import sentences
from annotator.text.spans import ClaimSuggestion


def found(text: str) -> list[ClaimSuggestion]:
    return claims(text, sentences(text, "en"), ())


def last(text: str) -> str:
    return found(text)[-1].wording


@pytest.mark.parametrize(
    ("text", "wording"),
    [
        # persons
        ("Layla Haddad is a painter. She lives in Basra.", "[Layla Haddad] lives in Basra."),
        (
            "The oldest judge of the court is Karim Nouri. He sat in Tunis for ten years.",
            "[Karim Nouri] sat in Tunis for ten years.",
        ),
        ("Dr. Rana Aziz leads the clinic. Her patients wait for months.",
         "[Dr. Rana Aziz’s] patients wait for months."),
        ("As a young poet, Sami Fares fled. As an old man, he returned.", "As an old man, [Sami Fares] returned."),
        (
            "Governor Hala Amin told the council that she was ready to resign.",
            "[Governor Hala Amin] was ready to resign.",
        ),
        ("A member of the Karama party said that his bloc would vote no.",
         "[The member of the Karama party’s] bloc would vote no."),
        # things
        ("The Blue Lantern is a short film by Omar Sahli. It follows two fishermen.",
         "[The Blue Lantern] follows two fishermen."),
        ("“Marsa” is a song of the sixties. It was first sung in Jaffa.", "[Marsa] was first sung in Jaffa."),
        ("A car bomb exploded in Hilla. It destroyed a bakery.", "[The car bomb] destroyed a bakery."),
        (
            "The court of Basra is a small court, and it’s unlikely to rule this year.",
            "[The court of Basra]’s unlikely to rule this year.",
        ),
        ("Zeitun does not sell oil, but its farms grow olives.", "[Zeitun’s] farms grow olives."),
        # many
        ("Drones are cheap. They fly by night.", "[Drones] fly by night."),
        ("The number of soldiers in Kut fell. They were sent to Amara.", "[Soldiers] were sent to Amara."),
        ("Police officers said that their men had fired in the air.", "[Police officers’] men had fired in the air."),
        # not the subject
        ("Six shells fell on Kut. Two of them hit a school.", "Two of [six shells] hit a school."),
    ],
)  # fmt: skip
def test_a_pronoun_with_one_possible_antecedent_gives_way_to_it(text: str, wording: str) -> None:
    assert last(text) == wording


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("General Hadi Salim met Colonel Omar Latif. He left the town in June.", "who or what “He” is"),
        ("Layla Haddad wrote to Mona Said. Her brother was in prison.", "whose is meant by “Her”"),
        ("The rebels attacked the soldiers. They fled at dawn.", "who or what “They” is"),
        ("The firm bought a factory. It employs 300 people.", "who or what “It” is"),
        ("Rescuers pulled out the mother and the daughter. They were taken to Kut.", "who or what “They” is"),
        ("The smiles on their faces never faded. They whispered to each other.", "who or what “They” is"),
        ("The ministry closed the camp. Officials said that it was unsafe.", "who or what “it” is"),
        ("Witnesses spoke of a blast. Police arrested him at noon.", "who or what “him” is"),
        ("The council wrote to the central bank. It has no money.", "who or what “It” is"),
        ("The sea of Qarn borders two deserts through two straits. They are narrow.", "who or what “They” is"),
        ("Soldiers searched the port. The army sent ships. They collected the nets.", "who or what “They” is"),
        ("Yusuf Amin is a tailor. His shop is in Fes. She sews shirts for brides.", "who or what “She” is"),
        ("A nurse lost her flat. She asked the embassy for help. It sent a letter.", "who or what “It” is"),
        ("Omar Latif left. Governor Adam Sabri called Latif and said that he was ill.", "who or what “he” is"),
        ("Kata’ib Nasr met Saraya Badr. Both denied it. The group has 900 men.", "which group is meant"),
        ("The ship sailed from Basra and lay in Kuwait. Forty men died there.", "which place “there” means"),
        ("Omar Said spoke in Kut about Basra. Rebels prepare a raid there.", "which place “there” means"),
        # who reports it may be meant too
        ("The Nour company said that the line was open and it spent 9 million.", "who or what “it” is"),
        # a price is of the thing, not of who fixed it
        ("The council fixes a price; in January, it was 90 dinars.", "who or what “it” is"),
        ("The council fixes every month a price; in January, it was 90 dinars.", "who or what “it” is"),
        ("The Red Crescent sent a ship. It carried tents.", "who or what “It” is"),
        ("The camp is old. The camp has a pump. It was dug in May.", "who or what “It” is"),
        ("The firm bought a mill, and it is new.", "who or what “it” is"),
        ("The council set up a bank, and it will open in May.", "who or what “it” is"),
        # only a place or an institution has these
        ("The bell was silent at the school of Kut: its director was kidnapped.", "whose is meant by “its”"),
        ("The bus crashed near the village. Its inhabitants helped.", "whose is meant by “Its”"),
        ("The court fined the paper, and its editor resigned.", "whose is meant by “its”"),
        ("The judge who lived in Kut died, and his son left.", "whose is meant by “his”"),
        ("THREE MEN HELD. They were taken to Kut.", "who or what “They” is"),
    ],
)
def test_a_pronoun_that_may_mean_two_is_left_and_the_claim_says_so(text: str, missing: str) -> None:
    claim = found(text)[-1]
    assert claim.missing == missing and "[" not in claim.wording


@pytest.mark.parametrize(
    ("text", "wording"),
    [
        ("The firm bought a mill, and it plans to build another.", "[The firm] plans to build another."),
        ("The mission does not fight. It trains the ministry of Kut, and it was shut in May.",
         "[The mission] was shut in May."),
        ("The Blue Lantern is a film. The Blue Lantern won a prize. It was shown in Kut.",
         "[The Blue Lantern] was shown in Kut."),
        ("The road was opened, but it was closed again.", "[The road] was closed again."),
        ("The Nour company said that the line was cut and it was repaired.", "[The line] was repaired."),
        ("The Red Lion lost the case, and its owner left.", "[The Red Lion’s] owner left."),
        ("A ship sank off Kut, and its captain drowned.", "[The ship’s] captain drowned."),
    ],
)  # fmt: skip
def test_who_did_something_goes_on_being_spoken_of(text: str, wording: str) -> None:
    assert last(text) == wording


@pytest.mark.parametrize(
    "claim", ["It is 6 p.m. in Kut.", "It was noon in Kut.", "It was raining.", "It is now Monday."]
)
def test_a_time_is_nobodys(claim: str) -> None:
    (*_, found_last) = found(f"The bank was shut. {claim}")
    assert (found_last.wording, found_last.missing) == (claim, None)


def test_what_is_made_famous_owns_nothing() -> None:
    text = "Doctor Rana Aziz is a poet. She left Kut. The crossing made her famous."
    assert last(text) == "The crossing made [Doctor Rana Aziz] famous."


def test_a_firm_once_called_they_is_they_again() -> None:
    text = "Dune Press is a publisher. They print poems by young writers. They sell maps."
    assert last(text) == "[Dune Press] sell maps."


def test_an_owner_in_the_speakers_own_name_is_not_the_speaker() -> None:
    assert last("Her lawyer denied the charge.") == "Her lawyer denied the charge."


def test_the_sex_of_a_pronoun_chooses_between_two_persons() -> None:
    assert last("King Faris received Queen Nadia. She spoke for an hour.") == "[Queen Nadia] spoke for an hour."
    assert last("Queen Nadia came and King Faris went. She spoke for an hour.") == "[Queen Nadia] spoke for an hour."


@pytest.mark.parametrize(
    "claim",
    [
        "It is unclear when the bridge will open.",
        "It is not easy to find water in the camp.",
        "Under its charter, the council may close the port.",
        "The mayor lost his house in the flood.",
    ],
)
def test_a_pronoun_that_means_nothing_or_something_in_its_claim_stays(claim: str) -> None:
    wording = last("The talks failed. " + claim)
    assert wording == claim


@pytest.mark.parametrize(
    ("text", "wording"),
    [
        # is-a facts
        ("The oldest hotel in Tyre is Dar Qamar. The hotel has nine rooms.", "[Dar Qamar] has nine rooms."),
        ("Dar Qamar is a hotel in Tyre. Guests love the hotel’s garden.", "Guests love [Dar Qamar’s] garden."),
        ("The ministry praised Sama, a firm from Basra. The company builds roads.", "[Sama] builds roads."),
        ("An island called Zirku is closed. The island has no water.", "[Zirku] has no water."),
        # the noun of the name
        ("The Ministry of Transport met on Monday. The ministry has no money.",
         "[The Ministry of Transport] has no money."),
        # armed groups
        ("Kata’ib Nasr denied it on Sunday. The faction has 900 men.", "[Kata’ib Nasr] has 900 men."),
        # a fuller mention
        ("A training mission began in May. The mission lost ten men.", "The [training] mission lost ten men."),
        ("The flow of natural gas fell. The flow stopped in June.", "The flow [of natural gas] stopped in June."),
        ("The tools developed by Sama were sold. These tools find leaks.",
         "These tools [developed by Sama] find leaks."),
        # attacks
        ("Rockets struck the port of Kut. The attack killed two men.",
         "The attack [on the port of Kut] killed two men."),
        ("Rockets struck the port of Kut. It was the first attack in a year.",
         "[The attack on the port of Kut] was the first attack in a year."),
    ],
)  # fmt: skip
def test_a_noun_that_points_back_is_named_or_made_full(text: str, wording: str) -> None:
    assert last(text) == wording


@pytest.mark.parametrize(
    "text",
    [
        "Dar Qamar is a hotel in Tyre. Dar Shams is a hotel in Sidon. The hotel has nine rooms.",
        "Rockets struck the port. Drones hit the airport. The attack killed two men.",
        "A second training mission began in May. The mission lost ten men.",
        "Kata’ib Nasr met Saraya Badr. Both denied it. The faction has 900 men.",
        "His training mission began in May. The mission lost ten men.",
        "The British government fell. The government had no majority.",
        "A hotel in Tyre burned down. The hotel in Sidon has nine rooms.",
        "Friday’s market was full. The market closes at noon.",
        # what is said of a name stays, and a named firm is never another
        "Karim Aziz is the mayor.",
        "The clerk Karim Aziz came. Nadia Said became the clerk.",
        "Karim Aziz, the mayor, left. The mayor Karim Aziz came back.",
        "The power firm Sama cut the line. The firm “Arya Bani” put up towers.",
        "Karim Aziz, the mayor, left. Karim Aziz met the mayor.",
        "Karim Aziz, the mayor, left. Basra’s mayor called the mayor.",
        # words of place before a comma name nobody
        "In Baghdad, the minister, who met diplomats, left. The minister spoke.",
        "In Tyre, the hotel, which burned, was full. The hotel is old.",
        # the event that a verb tells of
        "A party meeting was held. The governor received the consul. The meeting lasted an hour.",
    ],
)
def test_a_noun_that_may_mean_two_or_is_understood_stays(text: str) -> None:
    assert "[" not in last(text)


def test_what_somebody_is_said_to_be_is_no_name_of_him() -> None:
    first, second = found("Karim Aziz, the mayor, left Kut.")
    assert (first.wording, second.wording) == ("Karim Aziz left Kut.", "[Karim Aziz was] the mayor.")


def test_a_phrase_gives_way_in_another_claim_of_the_sentence_that_has_the_name() -> None:
    assert last("Dar Qamar is a hotel and the hotel has nine rooms.") == "[Dar Qamar] has nine rooms."


def test_a_last_name_is_completed_by_the_one_who_bears_it() -> None:
    assert last("Minister Omar Latif spoke. Mr Latif left at noon.") == "Mr [Omar] Latif left at noon."
    text = "Minister Omar Latif spoke. Colonel Hadi Latif spoke. Mr Latif left at noon."
    assert last(text) == "Mr Latif left at noon."
    assert last("Omar Latif, whom Latif called a friend, left.") == "Omar Latif, whom Latif called a friend, left."


def test_there_is_the_one_place_of_the_sentence_before() -> None:
    assert last("The ship lay in Basra. Forty men died there.") == "Forty men died [in Basra]."
    assert last("The ship sailed from Basra and lay in Kuwait. Forty men died there.") == "Forty men died there."


def test_nothing_is_looked_for_across_a_fragment() -> None:
    text = "General Hadi Salim took the town. A captain of the guard. He closed the gates."
    assert found(text)[-1].missing == "who or what “He” is"


def test_words_lent_to_another_claim_are_changed_too() -> None:
    text = "Layla Haddad is a painter. She lives in Basra and teaches in Kut."
    assert last(text) == "[Layla Haddad] teaches in Kut."


def test_added_words_never_move_the_anchors() -> None:
    text = "Dar Qamar is a hotel in Tyre. The hotel has nine rooms."
    (anchor,) = found(text)[-1].anchors
    assert anchor.of(text).startswith("The hotel has nine rooms")


@pytest.mark.parametrize(
    "text",
    ["\ud800 He said it. It was his.", "They. It. Its. Them.", "’s ’s it is. The the.", "The group " * 40 + "left."],
)
def test_odd_text_is_read_without_an_error(text: str) -> None:
    found(text)
