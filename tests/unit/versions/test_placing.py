"""Words of an old text in the new one: never somewhere else in silence, and nearly always where they are."""

from __future__ import annotations

import random
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.text.spans import Span
from annotator.versions.pairing import in_sentences
from annotator.versions.placing import Carrier, Placed
from benchmarks.version_edits import EDITS, Story, edited, invented
from benchmarks.version_quotes import quotes
from benchmarks.versions import measure, stories

TEXT = (
    "Two rockets hit the airport of Erbil late on Monday, wounding five people. The governor said that two rockets had "
    "been fired from a lorry. One contractor had been killed. The airport was closed for two hours.\n\n"
    "On Tuesday the governor said that it was open again. He declined to comment. About 2,500 troops are stationed in "
    "the country, the ministry said. Officials in Baghdad said the attack had been planned for weeks. Officials in "
    "Basra said the attack had been planned for days."
)
CLOSED = "The airport was closed for two hours."


def placed(new: str, *words: str, leans: tuple[str, ...] = (), old: str = TEXT) -> Placed:
    return Carrier(old, new).place([at(old, each) for each in words], [at(old, each) for each in leans])


def at(text: str, words: str) -> Span:
    return Span(text.index(words), text.index(words) + len(words))


def said(found: Placed, new: str) -> list[str]:
    return [span.of(new) for span in found.spans]


@given(st.integers(0, 2**32), st.integers(1, 6), st.sampled_from([*EDITS, "any"]))
@settings(max_examples=120, deadline=None)
def test_no_quote_is_called_found_or_moved_where_it_is_not(seed: int, edits: int, kind: str) -> None:
    chance = random.Random(seed)
    old: Story = invented(chance, chance.randint(4, 20))
    new = edited(old, chance, list(EDITS) if kind == "any" else [kind], edits)
    carrier = Carrier(old.text(), new.text())
    for quote in quotes(old, new, chance, 10):
        found = carrier.place([quote.span])
        if found.outcome in {"found", "moved"}:
            assert found.spans == (quote.truth,), (new.done, quote.span.of(old.text()), found)
            assert found.spans[0].of(new.text()) == quote.span.of(old.text())
        for place in found.places:
            assert all(0 <= span.start < span.end <= len(new.text()) for span in place)


def test_of_the_untouched_quotes_at_least_ninety_five_in_a_hundred_are_kept_and_none_is_misplaced() -> None:
    counts = measure(tuple(EDITS), 60, random.Random(8), 4)
    assert counts["wrong"] == 0
    assert counts["untouched kept"] >= 0.97 * counts["untouched"] > 500


def test_a_sentence_is_found_behind_what_came_in_and_moved_where_it_changed_places() -> None:
    behind = "An earlier line of the desk. " + TEXT
    assert placed(behind, "five people").outcome == "found"
    moved = TEXT.replace(CLOSED + "\n\n", "\n\n") + " " + CLOSED
    found = placed(moved, CLOSED)
    assert (found.outcome, said(found, moved)) == ("moved", [CLOSED])


def test_a_sentence_that_stands_there_twice_now_is_never_guessed() -> None:
    twice = TEXT + " " + CLOSED
    found = placed(twice, "closed for two hours")
    assert (found.outcome, found.spans, len(found.places)) == ("ambiguous", (), 2)


def test_a_sentence_that_always_stood_there_twice_is_told_by_its_neighbours() -> None:
    old = f"{CLOSED} {TEXT} {CLOSED}"
    new = old.replace("for weeks", "for months")
    found = Carrier(old, new).place([Span(0, len(CLOSED))])
    assert (found.outcome, found.spans) == ("found", (Span(0, len(CLOSED)),))


def test_a_lead_that_is_repeated_is_told_apart_as_a_whole() -> None:
    lead = "Two rockets hit Erbil. Nobody was hurt. "
    old = lead + TEXT + " " + lead
    new = lead + TEXT.replace(CLOSED, "It was shut.") + " " + lead
    assert Carrier(old, new).place([Span(0, 21)]).outcome == "found"


@pytest.mark.parametrize(
    ("old", "new", "quote", "outcome"),
    [
        ("wounding five people", "wounding seven people", "wounding five people", "changed"),
        # The same words, but the sentence names another number, place or day.
        ("wounding five people", "wounding seven people", "Two rockets hit the airport of Erbil", "changed"),
        ("in Baghdad", "in Mosul", "the attack had been planned for weeks", "changed"),
        ("late on Monday", "late on Tuesday", "wounding five people", "changed"),
        # A whole clause beside the words came or went.
        (", wounding five people", "", "Two rockets hit the airport of Erbil", "found"),
        ("for two hours", "for two hours, and flights went to Basra", "The airport was closed for two hours", "found"),
        # Not by itself: it says of these very words how far they go.
        ("hit the airport", "reportedly hit the airport", "of Erbil late on Monday", "changed"),
        (", wounding five people", "", "wounding five people", "gone"),
        ("One contractor had been killed. ", "", "contractor had been killed", "gone"),
    ],
)
def test_an_edited_sentence(old: str, new: str, quote: str, outcome: str) -> None:
    assert placed(TEXT.replace(old, new), quote).outcome == outcome


def test_words_of_a_sentence_that_went_are_not_put_on_one_that_looks_like_it() -> None:
    new = TEXT.replace(" Officials in Basra said the attack had been planned for days.", "")
    start = TEXT.rindex("the attack had been planned")
    found = Carrier(TEXT, new).place([Span(start, start + len("the attack had been planned"))])
    assert (found.outcome, found.places) == ("gone", ())


def test_changed_words_are_marked_with_what_they_became() -> None:
    new = TEXT.replace("2,500 troops", "3,000 troops")
    found = placed(new, "About 2,500 troops are stationed in the country")
    assert said(found, new) == ["About 3,000 troops are stationed in the country"]
    assert "3,000" in found.reason


def test_a_short_sentence_elsewhere_may_be_another_s() -> None:
    new = TEXT.replace(" He declined to comment.", "") + " He declined to comment."
    assert placed(new, "declined to comment").outcome == "changed"


def test_several_stretches_are_as_well_placed_as_the_worst_of_them() -> None:
    new = TEXT.replace("wounding five", "wounding nine")
    assert placed(new, "Two rockets", "wounding five people").outcome == "changed"
    assert placed(TEXT + " The end.", "Two rockets", "wounding five people").outcome == "found"


def test_a_claim_whose_speaker_is_another_one_needs_a_look() -> None:
    new = TEXT.replace("the governor said that it was open", "the mayor said that it was open")
    found = placed(new, "it was open again", leans=("the governor said that it",))
    assert found.outcome == "changed"


def test_white_space_alone_loses_nothing_and_signs_alone_are_said_so() -> None:
    wrapped = TEXT.replace("late on Monday", "late\non Monday")
    assert placed(wrapped, "the airport of Erbil late on Monday").outcome == "found"
    old, new = "He said: “It is over.” Then he left.", 'He said: "It is over." Then he left.'
    found = placed(new, "“It is over.”", old=old)
    assert (found.outcome, found.signs_only, found.same_words) == ("changed", True, True)


def test_sentences_cover_the_text_but_for_white_space() -> None:
    for story, _ in zip(stories(random.Random(3)), range(6), strict=False):
        text = story.text()
        spans = in_sentences(text)
        assert not "".join(text[a.end : b.start] for a, b in pairwise(spans)).strip()
        assert all(a.end <= b.start for a, b in pairwise(spans))
