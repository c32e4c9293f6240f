"""Places, institutions and confirmed garbles: against a gazetteer with names in other languages."""

from __future__ import annotations

import pytest

from annotator.garbles.detectors import find_all
from annotator.garbles.institutions import turned
from annotator.garbles.passage import NOTHING, About
from annotator.gazetteer.lookup import Gazetteer
from annotator.gazetteer.records import AliasRecord, EntityRecord
from annotator.text import segment
from annotator.text.spans import Finding

from .cast import quotes

NAMES = {"garbled-name", "garbled-place", "garbled-institution"}


def _fr(name: str, kind: str = "spelling") -> AliasRecord:
    return AliasRecord(name, kind, "fr")


GAZETTEER = Gazetteer(
    [
        EntityRecord("basra", "Basra", "place", context=("Iraq",), aliases=(_fr("Bassorah"),)),
        EntityRecord("damascus", "Damascus", "place", context=("Syria",), aliases=(_fr("Damas"),)),
        EntityRecord("vienna", "Vienna", "place", context=("Austria",), aliases=(AliasRecord("Nice", language="fr"),)),
        EntityRecord("aleppo", "Aleppo", "place", context=("Syria", "front line"), aliases=(_fr("Alep"),)),
        EntityRecord("baabda", "Baabda", "place", context=("Lebanon", "palace")),
        EntityRecord("zawiya", "Zawiya", "place", context=("Libya",)),
        EntityRecord("nato", "North Atlantic Treaty Organization", "institution",
                     aliases=(AliasRecord("NATO", "acronym"), _fr("OTAN", "acronym"))),
        EntityRecord("ecb", "European Central Bank", "institution",
                     aliases=(AliasRecord("ECB", "acronym"), _fr("BCE", "acronym"))),
        EntityRecord("un", "United Nations", "institution", aliases=(AliasRecord("UN", "acronym"),)),
        EntityRecord("unsc", "UN Security Council", "institution"),
        EntityRecord("state", "State Department", "institution"),
        EntityRecord("white-house", "White House", "institution"),
        EntityRecord("iaea", "International Atomic Energy Agency", "institution"),
        EntityRecord("icc", "International Criminal Court", "institution"),
        EntityRecord("iom", "International Organization for Migration", "institution"),
        EntityRecord("unsmil", "United Nations Support Mission in Libya", "institution"),
        EntityRecord("coalition", "Global Coalition against Daesh", "institution",
                     aliases=(_fr("coalition internationale antijihadistes"),)),
        EntityRecord("fpm", "Free Patriotic Movement", "group", aliases=(_fr("Courant patriotique libre"),)),
        EntityRecord("sdf", "Syrian Democratic Forces", "group"),
        EntityRecord("hashd", "al-Hashd al-Shaabi", "group", aliases=(AliasRecord("Popular Mobilization Forces"),
                     AliasRecord("Hussein", "garble", scope="article", within="a-1"),
                     AliasRecord("al-Hussein al-Sabi", "garble"),
                     AliasRecord("Qarbid Sabi", "garble", scope="feed", within="Levant"))),
        EntityRecord("fuad", "Fuad Hussein", "person", context=("minister",)),
        EntityRecord("saif", "Saif al-Islam Gaddafi", "person", context=("Libya",)),
        EntityRecord("haftar", "Khalifa Haftar", "person", context=("Libya",), aliases=(AliasRecord("Haftar"),)),
        EntityRecord("kadhimi", "Mustafa al-Kadhimi", "person", context=("Iraq",),
                     aliases=(_fr("Moustafa al-Kazimi"),)),
    ]
)  # fmt: skip


def _findings(text: str, about: About = NOTHING) -> list[Finding]:
    found = find_all(text, segment.sentences(text), (), GAZETTEER, about)
    return [finding for finding in found if finding.category in NAMES]


def _found(text: str, about: About = NOTHING) -> list[tuple[str, str, str]]:
    return [(f.quote, f.category, f.suggestions[0].name) for f in _findings(text, about)]


@pytest.mark.parametrize(
    ("text", "quote", "right"),
    [
        ("The road from Bassorah was closed.", "Bassorah", "Basra"),
        ("Planes over Damas dropped leaflets, residents said.", "Damas", "Damascus"),
        ("The talks in Nice ended late.", "Nice", "Vienna"),
        ("Bassorah Airport reopened.", "Bassorah", "Basra"),
        ("“In Bassorah I was asked for papers.”", "Bassorah", "Basra"),
        ("She left the palace of Baabdah at noon.", "Baabdah", "Baabda"),
        ("In Syria the army shelled Alepo on Sunday.", "Alepo", "Aleppo"),
        ("Clashes broke out in the Corner, west of the capital of Libya.", "Corner", "Zawiya"),
    ],
)
def test_a_place_in_a_garbled_or_foreign_spelling_is_flagged(text: str, quote: str, right: str) -> None:
    assert _found(text) == [(quote, "garbled-place", right)]


@pytest.mark.parametrize(
    "text",
    [
        "The road from Basra to Damascus was closed.",
        "Nice words were said at lunch.",  # an English word that begins a sentence
        "A letter from Léon Damas was read.",  # a surname
        "Damascus (Damas) is the capital.",  # explained
        "The corner shops of Libya closed, and the Corner was empty.",  # written small too
        "The minister of Libya visited the Corner House on Monday.",  # more of the name follows
        "Libya turned a corner. He stood in the rain.",
        "Baabdan and Baabdans are those of Baabda.",
    ],
)
def test_right_places_and_other_words_are_not_flagged(text: str) -> None:
    assert _found(text) == []


@pytest.mark.parametrize(
    ("text", "quote", "right"),
    [
        ("Ministers of OTAN met.", "OTAN", "NATO"),
        ("The Council of Security met at night.", "Council of Security", "UN Security Council"),
        ("A spokesman of the House White spoke.", "House White", "White House"),
        ("Inspectors of the International Agency of Atomic Energy came.", "International Agency of Atomic Energy",
         "International Atomic Energy Agency"),
        ("The International Penal Court sat.", "International Penal Court", "International Criminal Court"),
        ("The Organization of the United Nations was told.", "Organization of the United Nations", "United Nations"),
        ("The International Organisation of the Migrations said so.", "International Organisation of the Migrations",
         "International Organization for Migration"),
        ("The United Nations Mission for the Support in Libya objected.",
         "United Nations Mission for the Support in Libya", "United Nations Support Mission in Libya"),
        ("Led by the International Anti-Jihadi Coalition, troops left.", "International Anti-Jihadi Coalition",
         "Global Coalition against Daesh"),
        ("The Current Patriotic Free refused.", "Current Patriotic Free", "Free Patriotic Movement"),
        ("The Union Patriotic refused.", "Union Patriotic", "Patriotic Union"),  # the gazetteer has none
    ],
)  # fmt: skip
def test_an_institution_word_by_word_is_flagged(text: str, quote: str, right: str) -> None:
    assert _found(text) == [(quote, "garbled-institution", right)]


@pytest.mark.parametrize(
    "text",
    [
        "NATO, the UN Security Council and the Security Council of the UN met.",
        "The Security Council of the United Nations met.",
        "The Department of State and the State Department are one.",
        "The Syrian Democratic Forces and the Democratic Forces of others talked.",
        "The Democratic Forces and the Syrian army talked.",
        "The Attorney General and the Army National Guard came.",
        "Pottery of 500 BCE was found.",
        "The International Court of Arbitration and the Free Movement of goods were named.",
        "The White House, the Bank of England and Amnesty International agreed.",
    ],
)
def test_right_institutions_are_not_flagged(text: str) -> None:
    assert _found(text) == []


@pytest.mark.parametrize(
    ("quote", "right"),
    [
        ("Union European", (0, 14, "European Union")),
        ("Court Penal International", (0, 25, "International Penal Court")),
        ("Republic of the Union African", (16, 29, "African Union")),
        ("Ministry American of Defense", (0, 17, "American Ministry")),
        ("Association of the Municipalities Serbian", (19, 41, "Serbian Municipalities")),
        ("Council National of the Resistance", (0, 16, "National Council")),
        ("National Council of the Resistance", None),
        ("Court of Cassation", None),
        ("Army Major American of Texas", None),
        ("European Union", None),
        ("Air Force Islamic", None),  # more of the name stands before
        ("Secretary General", None),
    ],
)
def test_a_noun_before_its_adjectives_is_turned_back(quote: str, right: tuple[int, int, str] | None) -> None:
    assert turned(quote) == right


@pytest.mark.parametrize(
    ("text", "quote", "right"),
    [
        (
            "The son of the late leader, Sword of Islam Gaddafi, spoke.",
            "Sword of Islam Gaddafi",
            "Saif al-Islam Gaddafi",
        ),
        ("The commander Caliph Haftar left.", "Caliph Haftar", "Khalifa Haftar"),
        ("The premier, Moustafa al-Kazimi, left.", "Moustafa al-Kazimi", "Mustafa al-Kadhimi"),
    ],
)
def test_a_translated_or_foreign_name_is_flagged(text: str, quote: str, right: str) -> None:
    assert _found(text) == [(quote, "garbled-name", right)]


def test_the_surname_of_a_foreign_spelling_is_flagged_where_it_stands_alone() -> None:
    text = "The premier of Iraq, Moustafa al-Kazimi, left. Later Kazimi said no."
    assert [quote for quote, _, _ in _found(text)] == ["Moustafa al-Kazimi", "Kazimi"]


def test_a_confirmed_garble_is_flagged_as_such_where_it_holds() -> None:
    text = "Fighters of Qarbid Sabi left, al-Hussein al-Sabi stayed."
    (finding,) = _findings(text)
    assert (finding.quote, finding.suggestions[0].entity) == ("al-Hussein al-Sabi", "hashd")
    assert finding.reason == "Confirmed before as a garble of al-Hashd al-Shaabi."
    assert finding.suggestions[0].reason == "confirmed before as a garble of al-Hashd al-Shaabi"
    in_feed = _findings(text, About(feed="Levant"))
    assert [finding.quote for finding in in_feed] == ["Qarbid Sabi", "al-Hussein al-Sabi"]
    assert in_feed[0].reason == "Confirmed before in this feed as a garble of al-Hashd al-Shaabi."


def test_a_person_with_the_name_of_a_garble_is_never_touched() -> None:
    here = About(article="a-1")
    text = "Hussein fired back. Fuad Hussein, Karim Hussein and Minister Hussein of Iraq looked on. Husseins are many."
    assert [(f.start, f.quote) for f in _findings(text, here) if f.suggestions[0].entity == "hashd"] == [(0, "Hussein")]
    assert [f for f in _findings(text) if f.suggestions[0].entity == "hashd"] == []


def test_a_street_or_a_club_named_after_a_city_is_no_foreign_spelling_of_it() -> None:
    assert quotes("On Via Roma in Italy they ate; AS Roma lost.", "garbled-place") == []
    assert quotes("Roma Telecom and the Gazzetta d’Roma in Italy reported profits.", "garbled-place") == []
    assert quotes("They flew to Roma in Italy.", "garbled-place") == ["Roma"]


def test_a_place_named_by_what_its_name_means_is_flagged_behind_the_only() -> None:
    assert quotes("Fighting reached the Garden in Darfur, Sudan.", "garbled-place") == ["Garden"]
    assert quotes("Fighting reached the Garden. A garden in Darfur, Sudan.", "garbled-place") == []


_COURTS = Gazetteer(
    [
        EntityRecord("court", "Israeli Supreme Court", "institution"),
        EntityRecord("army", "Syrian National Army", "group"),
        EntityRecord("office", "Foreign Office", "institution", context=("British",), aliases=(
            AliasRecord("British Ministry of the Exterior", language="fr"),)),
        EntityRecord("see", "Holy See", "institution", aliases=(AliasRecord("Saint Seat", language="it"),)),
        EntityRecord("csto", "Collective Security Treaty Organization", "group"),
        EntityRecord("arabs", "Arab League", "institution"),
        EntityRecord("imf", "International Monetary Fund", "institution"),
    ]
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("The Collective Security Pact Organization helped.", "Collective Security Pact Organization"),
        ("The Arabic League met.", "Arabic League"),
        ("He owes the International Money Fund much.", "International Money Fund"),
        ("It went to the Israeli Tribunal Supreme.", "Israeli Tribunal Supreme"),
        ("The Army National of Syria left.", "Army National"),
        ("The Saint Seat said nothing.", "Saint Seat"),
    ],
)  # fmt: skip
def test_a_word_of_an_institution_that_came_back_as_its_neighbour_is_found(text: str, quote: str) -> None:
    found = find_all(text, segment.sentences(text), gazetteer=_COURTS)
    assert [finding.quote for finding in found] == [quote]


@pytest.mark.parametrize(
    "text",
    [
        "He stood before the High Court in Hong Kong.",
        "The United States Army National Guard came.",
        "The United States Senate voted.",
        "He drew British Ministry of Defence maps.",
        "The Supreme Court of the state ruled.",
    ],
)
def test_a_name_that_shares_its_words_with_a_known_one_is_no_garble_of_it(text: str) -> None:
    assert find_all(text, segment.sentences(text), gazetteer=_COURTS) == []
