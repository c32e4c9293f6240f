"""Two versions side by side: paragraphs that stayed, changed, moved, came and went; what stands out in them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from annotator.versions.comparing import Comparison, compare

OLD = (
    "Two rockets hit Erbil.\n\nAbout 2,500 troops are there, Karim Aziz said.\n\n"
    "The school is shut.\n\nThe mayor spoke when it was over."
)


def kinds(found: Comparison) -> list[str]:
    return [row.kind for row in found.rows]


def own(found: Comparison, side: str) -> list[tuple[str, bool]]:
    return [(run.words, run.telling) for row in found.rows for run in getattr(row, side) if run.own]


def test_a_number_that_changed_stands_out_whole() -> None:
    found = compare(OLD, OLD.replace("2,500", "2,400"))
    assert kinds(found) == ["same", "changed", "same", "same"]
    assert (own(found, "before"), own(found, "after")) == ([("2,500", True)], [("2,400", True)])
    assert (found.came, found.went) == (1, 1)


def test_a_name_stands_out_and_other_words_do_not() -> None:
    found = compare(OLD, OLD.replace("Karim Aziz said", "Karim Azeez told us"))
    assert own(found, "after") == [("Azeez ", True), ("told us", False)]


def test_a_paragraph_that_moved_is_said_to_have_moved() -> None:
    found = compare(OLD, OLD.replace("Two rockets hit Erbil.\n\n", "") + "\n\nTwo rockets hit Erbil.")
    assert kinds(found) == ["same", "same", "same", "moved"]
    assert (found.rows[-1].old_number, found.rows[-1].number) == (1, 4)


def test_what_came_and_what_went_stand_where_they_are() -> None:
    found = compare(OLD, OLD.replace("The school is shut.", "Nobody knows why it happened at all."))
    assert kinds(found) == ["same", "same", "in", "out", "same"] or kinds(found) == [
        "same",
        "same",
        "out",
        "in",
        "same",
    ]


texts = st.lists(st.sampled_from(["One two.", "Three 4.", "Five six, 7.", "Ahmed left.", ""]), max_size=6).map(
    "\n".join
)


@given(texts, texts)
def test_both_texts_are_in_it_word_for_word(old: str, new: str) -> None:
    found = compare(old, new)
    for text, side, number in ((old, "before", "old_number"), (new, "after", "number")):
        rows = sorted((row for row in found.rows if getattr(row, side)), key=lambda row: getattr(row, number))
        said = ["".join(run.words for run in getattr(row, side)) for row in rows]
        assert said == [line.strip() for line in text.split("\n") if line.strip()]
