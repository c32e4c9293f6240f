from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.gazetteer.lookup import Gazetteer
from annotator.gazetteer.records import AliasRecord, EntityRecord
from tests.support.work import steps

GAZETTEER = Gazetteer(
    [
        EntityRecord(
            "hashd",
            "al-Hashd al-Shaabi",
            "group",
            native_name="الحشد الشعبي",
            context=("paramilitary", "Iraq", "militias"),
            aliases=(
                AliasRecord("Popular Mobilization Forces"),
                AliasRecord("PMF", "acronym"),
                AliasRecord("al-Hasan al-Shabi", "garble"),
                AliasRecord("al-Hussein", "garble", scope="article"),
            ),
        ),
        EntityRecord(
            "us", "United States", "place", aliases=(AliasRecord("US", "acronym"), AliasRecord("U.S.", "acronym"))
        ),
        EntityRecord("york", "York", "place", context=("England",)),
        EntityRecord("new-york", "New York", "place", context=("America",)),
        EntityRecord(
            "basra", "Basra", "place", native_name="البصرة", aliases=(AliasRecord("Bassorah", language="fr"),)
        ),
        EntityRecord("kadhimi", "Mustafa al-Kadhimi", "person", context=("prime minister",)),
        EntityRecord("mosul-town", "Tall Afar", "place", context=("Nineveh",)),
    ]
)


@pytest.mark.parametrize("name", ["al hashd AL-SHAABI", "Al-Hashd al‑Shaabi", "الحشد الشعبي", "الحشد الشعبى", "pmf"])
def test_a_name_is_found_whatever_its_case_hyphens_and_letter_variants(name: str) -> None:
    assert [record.id for record in GAZETTEER.exact(name)] == ["hashd"]


def test_a_confirmed_garble_is_exact_only_when_garbles_are_asked_for() -> None:
    assert [record.id for record in GAZETTEER.exact("al-Hasan al-Shabi")] == ["hashd"]
    assert GAZETTEER.exact("al-Hasan al-Shabi", garbles=False) == []
    assert GAZETTEER.exact("al-Hussein", garbles=False) == []


def test_the_best_match_stands_first_with_its_reason() -> None:
    matches = GAZETTEER.match("Moustafa Kazimi", limit=3)
    assert matches[0].entity_id == "kadhimi"
    assert "same consonants" in matches[0].reason
    assert [match.score for match in matches] == sorted((match.score for match in matches), reverse=True)


def test_the_words_around_lift_the_score_and_are_named() -> None:
    alone = GAZETTEER.match("al-Hosad al-Sabi")[0]
    among = GAZETTEER.match("al-Hosad al-Sabi", context="a militia, and a paramilitary one")[0]
    assert among.entity_id == alone.entity_id == "hashd"
    assert among.score > alone.score
    assert "“paramilitary”" in among.reason
    assert "“militia”" in among.reason


def test_an_acronym_is_matched_exactly_or_not_at_all() -> None:
    assert GAZETTEER.match("PMF")[0].score == 1.0
    assert all(match.spelling != "PMF" for match in GAZETTEER.match("Pamef"))


def test_a_name_like_nothing_has_no_good_match() -> None:
    assert all(match.score < 0.6 for match in GAZETTEER.match("Gwendolyn Postlethwaite"))
    assert GAZETTEER.match("") == []


def test_mentions_are_the_longest_names_at_whole_words() -> None:
    text = "From New York to York, not Yorkshire; the U.S. and Bassorah’s port. “us” means we."
    found = [(span.of(text), entity) for span, entity in GAZETTEER.mentions(text)]
    assert found == [
        ("New York", "new-york"), ("York", "york"), ("U.S.", "us"), ("Bassorah", "basra"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Basra, York. York", ["Basra", "York", "York"]),
        ("in new York", ["new York"]),  # a small first word of a name with a capital behind it
        ("a new york", []),
        ("It is new. York fell", ["York"]),
        ("(Basra’s) York-based", ["Basra", "York"]),
        ("Basra York New\nYork", ["Basra", "York", "New\nYork"]),
    ],
)
def test_mentions_beside_marks_and_small_words(text: str, found: list[str]) -> None:
    for _ in range(2):  # the stretches of a text are remembered: the second time is another way through
        assert [span.of(text) for span, _ in GAZETTEER.mentions(text)] == found


def test_a_garble_is_no_mention() -> None:
    assert GAZETTEER.mentions("Fighters of al-Hasan al-Shabi left.") == []


def test_a_name_does_not_run_over_a_full_stop() -> None:
    assert [entity for _, entity in GAZETTEER.mentions("It was New. York burned.")] == ["york"]


def test_native_names_are_mentions() -> None:
    text = "قال مسؤول في البصرة اليوم"
    assert [span.of(text) for span, _ in GAZETTEER.mentions(text)] == ["البصرة"]


def test_any_spelling_expands_to_all_the_others_with_the_reason() -> None:
    for asked in ("PMF", "al-Hasan al-Shabi", "الحشد الشعبي"):
        found = {expansion.name: expansion.reason for expansion in GAZETTEER.expand(asked)}
        assert found["al-Hashd al-Shaabi"] == "the right name"
        assert asked not in found
    reasons = {expansion.name: expansion.reason for expansion in GAZETTEER.expand("al-Hashd al-Shaabi")}
    assert reasons["al-Hasan al-Shabi"] == "a confirmed garble of al-Hashd al-Shaabi"
    assert reasons["PMF"] == "an acronym of al-Hashd al-Shaabi"
    assert GAZETTEER.expand("nobody at all") == []


def test_spellings_begin_with_the_right_name() -> None:
    assert GAZETTEER.spellings("basra") == ["Basra", "البصرة", "Bassorah"]
    assert GAZETTEER.spellings("atlantis") == []


@given(st.text())
def test_mentions_and_matches_take_any_text(text: str) -> None:
    for span, entity in GAZETTEER.mentions(text + " York " + text):
        assert 0 <= span.start < span.end
        assert GAZETTEER.entity(entity) is not None
    for match in GAZETTEER.match(text[:40], context=text):
        assert 0 <= match.score <= 1


@given(st.text(alphabet=st.characters(exclude_categories=["L", "N", "M", "Cs"]), max_size=5))
def test_the_offsets_of_a_mention_are_exact_behind_any_prefix(noise: str) -> None:
    prefix = "😀 é\u0301 " + noise + ". "
    text = prefix + "New York fell."
    spans = [span for span, _ in GAZETTEER.mentions(text)]
    assert [span.start for span in spans] == [len(prefix)]
    assert spans[0].of(text) == "New York"


def test_twenty_thousand_entities_answer_without_a_scan() -> None:
    heads = [a + b + c for a in "BDFGHJKLMN" for b in ("a", "i", "u") for c in ("dir", "sam", "lib", "hun", "far")]
    tails = [
        a + b + c
        for a in ("Rash", "Sul", "Tikr", "Kar", "Zub")
        for b in ("a", "i", "ou")
        for c in ("di", "ni", "yi", "bi")
    ]
    many = (
        EntityRecord(f"p{i}-{n}", f"{h} al-{t}{'s' * (n % 3)}", "person")
        for i, h in enumerate(heads)
        for n, t in enumerate(tails * 3)
    )
    gazetteer = Gazetteer(many)
    assert len(gazetteer) > 20_000
    gazetteer.match("Badir al-Zoubani", limit=5)
    # A look at every entity would be more than 20,000 steps, and a comparison with each a hundred times that.
    assert steps(lambda: gazetteer.match("Badir al-Zoubani", limit=5)) < 20_000


def test_with_words_around_a_garbled_name_finds_what_it_stands_for() -> None:
    gazetteer = Gazetteer(
        [EntityRecord("shabab", "al-Shabab"), EntityRecord("hashd", "al-Hashd al-Shaabi", context=("militia",))]
    )
    assert [match.entity_id for match in gazetteer.match("al-Hussein al-Sabi", context="a militia")][:1] == ["hashd"]


def test_of_words_around_that_tell_as_much_the_reason_names_the_same_in_every_process() -> None:
    words = "wheat barley lentils sesame cotton olives"
    gazetteer = Gazetteer([EntityRecord("board", "Qasim al-Hariri", context=tuple(words.split()))])
    reason = gazetteer.match("Qasem al-Hareri", context=words)[0].reason
    assert reason.endswith("“barley”, “cotton”, “lentil” nearby")
