"""Where a claim's number stands when claims share words."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from annotator.articles.rendering import Mark, at_own_words, layout

TEXT = "The harbour office closed two piers, hired ten divers and paid them."


def claim(number: int, *words: str) -> list[Mark]:
    return [Mark("claim", number, TEXT.index(w), TEXT.index(w) + len(w), label=str(number)) for w in words]


def labelled(marks: list[Mark]) -> list[tuple[str, str]]:
    return [(mark.label, TEXT[mark.start : mark.end]) for mark in at_own_words(marks) if mark.label]


def test_a_number_stands_at_the_first_words_that_are_the_claims_own() -> None:
    office = "The harbour office"
    marks = (
        claim(1, "The harbour office closed two piers")
        + claim(2, office, "hired ten divers")
        + claim(3, office, "paid")
    )
    assert labelled(marks) == [
        ("1", "The harbour office closed two piers"), ("2", "hired ten divers"), ("3", "paid"),
    ]  # fmt: skip


def test_a_claim_inside_another_is_numbered_where_the_fewest_claims_stand() -> None:
    marks = claim(1, "The harbour office closed two piers, hired ten divers")
    marks += claim(2, "The harbour office", "hired ten divers") + claim(3, "The harbour office", "paid them")
    assert labelled(marks) == [
        ("1", "The harbour office closed two piers, hired ten divers"), ("2", "hired ten divers"), ("3", "paid them"),
    ]  # fmt: skip


def test_claims_that_share_all_their_words_are_numbered_at_the_first() -> None:
    assert labelled(claim(1, "ten divers") + claim(2, "ten divers", "paid") + claim(3, "paid")) == [
        ("1", "ten divers"), ("2", "ten divers"), ("3", "paid"),
    ]  # fmt: skip


def test_each_number_is_drawn_once_and_before_its_own_piece() -> None:
    marks = at_own_words(claim(1, "The harbour office", "paid") + claim(2, "The harbour office", "two piers", "hired"))
    pieces = [segment for paragraph in layout(TEXT, marks) for segment in paragraph.segments if segment.numbered]
    assert [(piece.text, [mark.label for mark in piece.numbered]) for piece in pieces] == [
        ("two piers", ["2"]), ("paid", ["1"]),
    ]  # fmt: skip


def test_words_that_several_claims_share_say_which() -> None:
    marks = [Mark("claim", n, 0, 4 + n, title=f"Claim {n}, open") for n in range(1, 9)]
    first, second, *_, last = (segment.sharing for paragraph in layout(TEXT, marks) for segment in paragraph.segments)
    assert first.startswith("Claim 8, open; Claim 7, open; ") and "; 2 more. Click again" in first
    assert second.count("Claim") == 6 and last == ""


@given(st.lists(st.tuples(st.integers(1, 6), st.integers(0, 60), st.integers(1, 8)), max_size=20))
def test_every_claim_keeps_exactly_one_label_whatever_overlaps(places: list[tuple[int, int, int]]) -> None:
    marks = [Mark("claim", number, start, start + length, label=str(number)) for number, start, length in places]
    found = [mark.id for mark in at_own_words(marks) if mark.label]
    assert sorted(found) == sorted({number for number, _, _ in places})
