"""From a text and its marks to paragraphs of flat pieces."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.articles.rendering import UNSEEN, Mark, MarkKind, Paragraph, Segment, direction, layout
from annotator.errors import Invalid
from tests.support.work import steps

TEXT = "Two guards were hurt near Hilla.\nThe governor said so.\n\n\nNobody else was there."
KINDS: tuple[MarkKind, ...] = ("claim", "garble", "correction", "zone")
ALPHABET = st.sampled_from(
    [*list("ab .\n\n"), "é", "e\u0301", "🎖", "ب", "ش", "ד", "Ж", "\u202e", "\u200c", "\u2066", "\u00a0"]
)


@st.composite
def marked_text(draw: st.DrawFn) -> tuple[str, list[Mark]]:
    text = "".join(draw(st.lists(ALPHABET, min_size=1, max_size=60)))
    marks = []
    for _ in range(draw(st.integers(0, 12))):
        start = draw(st.integers(0, len(text) - 1))
        end = draw(st.integers(start + 1, len(text)))
        marks.append(Mark(draw(st.sampled_from(KINDS)), draw(st.integers(1, 5)), start, end))
    return text, marks


def pieces(paragraphs: list[Paragraph]) -> list[Segment]:
    return [segment for paragraph in paragraphs for segment in paragraph.segments]


def piece_at(paragraphs: list[Paragraph], quote: str) -> Segment:
    return next(segment for segment in pieces(paragraphs) if segment.text == quote)


def mark(kind: MarkKind, ident: int, quote: str, text: str = TEXT, **more: str) -> Mark:
    start = text.index(quote)
    return Mark(kind, ident, start, start + len(quote), **more)


@given(marked_text(), st.sampled_from(["en", "ar", "fa-IR", "ru"]))
@settings(max_examples=400, deadline=None)
def test_the_pieces_joined_are_the_text_and_know_their_places_and_their_marks(
    case: tuple[str, list[Mark]], language: str
) -> None:
    text, marks = case
    paragraphs = layout(text, marks, language=language)
    found = pieces(paragraphs)
    assert "".join(segment.text for segment in found) == text
    assert [paragraph.start for paragraph in paragraphs] == [0, *(paragraph.end for paragraph in paragraphs[:-1])]
    assert paragraphs[-1].end == len(text)
    for segment in found:
        assert text[segment.start : segment.end] == segment.text != ""
        over = {m for m in marks if m.start < segment.end and segment.start < m.end}
        assert set(segment.marks) == over
        assert all(m.start <= segment.start and segment.end <= m.end for m in over)
        assert (segment.kind == "gap") <= segment.text.isspace()
    assert [s.start for s in found if s.kind == "unseen"] == [match.start() for match in UNSEEN.finditer(text)]


@given(marked_text())
@settings(max_examples=300, deadline=None)
def test_each_thing_begins_once_and_ends_once_wherever_its_anchors_are(case: tuple[str, list[Mark]]) -> None:
    text, marks = case
    found = pieces(layout(text, marks))
    for key in {m.key for m in marks}:
        own = [m for m in marks if m.key == key]
        begins = [s.start for s in found if key in [m.key for m in s.first_of]]
        ends = [s.end for s in found if key in [m.key for m in s.last_of]]
        assert begins == [min(m.start for m in own)]
        assert ends == [max(m.end for m in own)]


@given(marked_text())
@settings(max_examples=200, deadline=None)
def test_the_order_in_which_marks_are_given_does_not_matter(case: tuple[str, list[Mark]]) -> None:
    text, marks = case
    one = {(m.kind, m.id, m.start, m.end): m for m in marks}.values()
    assert layout(text, list(one)) == layout(text, list(reversed(one)))


def test_a_text_falls_into_paragraphs_and_the_white_space_between_them() -> None:
    paragraphs = layout(TEXT, [])
    assert len(paragraphs) == 3
    assert [s.text for s in pieces(paragraphs) if s.kind == "gap"] == ["\n", "\n\n\n"]


def test_an_empty_text_has_no_paragraphs_and_a_blank_one_has_a_gap() -> None:
    assert layout("", []) == []
    assert [(s.text, s.kind) for s in pieces(layout(" \n\n ", []))] == [(" \n\n ", "gap")]


def test_overlapping_and_nested_marks_are_cut_at_each_boundary() -> None:
    text = "abcdefgh"
    marks = [Mark("claim", 1, 0, 5), Mark("claim", 2, 3, 8), Mark("garble", 3, 4, 5)]
    found = [(s.text, [m.key for m in s.marks]) for s in pieces(layout(text, marks))]
    one, two, three = ("claim", 1), ("claim", 2), ("garble", 3)
    assert found == [("abc", [one]), ("d", [one, two]), ("e", [one, two, three]), ("fgh", [two])]


def test_a_mark_over_two_paragraphs_stands_on_both_and_begins_once() -> None:
    paragraphs = layout(TEXT, [mark("claim", 7, "near Hilla.\nThe governor", label="1")])
    over = [[s.text for s in p.segments if s.ids("claim")] for p in paragraphs]
    assert over == [["near Hilla.", "\n"], ["The governor"], []]
    assert [s.text for s in pieces(paragraphs) if s.first_of] == ["near Hilla."]


def test_a_claim_with_two_anchors_begins_at_the_first_and_ends_at_the_last() -> None:
    paragraphs = layout(TEXT, [mark("claim", 7, "Nobody else"), mark("claim", 7, "Two guards")])
    assert [s.text for s in pieces(paragraphs) if s.first_of] == ["Two guards"]
    assert [s.text for s in pieces(paragraphs) if s.last_of] == ["Nobody else"]


def test_a_piece_names_each_kind_and_state_once_and_says_where_claims_overlap() -> None:
    marks = [mark("claim", 1, "guards", state="open"), mark("claim", 2, "guards", state="open")]
    segment = piece_at(layout(TEXT, marks), "guards")
    assert segment.classes == "seg claim claim-open claims"
    assert list(segment.standing) == [("claim", (1, 2))]


@pytest.mark.parametrize("start, end", [(-1, 3), (3, 3), (5, 4), (0, len(TEXT) + 1)])
def test_a_mark_outside_the_text_is_refused(start: int, end: int) -> None:
    with pytest.raises(Invalid, match="garble 4"):
        layout(TEXT, [Mark("garble", 4, start, end)])


def test_bidi_controls_and_zero_widths_are_named() -> None:
    text = "pay\u202eload\u200b\ufeff\u00ad\U000e0041"
    names = [s.name for s in pieces(layout(text, [])) if s.kind == "unseen"]
    assert names == ["RLO U+202E", "ZWSP U+200B", "BOM U+FEFF", "SHY U+00AD", "TAG LATIN CAPITAL LETTER A U+E0041"]


@pytest.mark.parametrize(
    "text", ["👨\u200d👩\u200d👧 arrived", "👩🏽\u200d🚒", "🏴\u200d☠️", "می\u200cخواهم", "क\u200dष"]
)
def test_joiners_that_ordinary_writing_needs_are_not_named(text: str) -> None:
    assert [s.name for s in pieces(layout(text, [])) if s.kind == "unseen"] == []


@pytest.mark.parametrize("text", ["pay\u200dload", "👨\u200d wide", "\u200cخواهم", "14\u200c000"])
def test_joiners_that_join_nothing_are_named(text: str) -> None:
    assert len([s.name for s in pieces(layout(text, [])) if s.kind == "unseen"]) == 1


def languages(text: str, language: str = "en") -> list[tuple[str | None, str]]:
    runs = [run for paragraph in layout(text, [], language=language) for run in paragraph.runs]
    return [(run.language, "".join(segment.text for segment in run.segments)) for run in runs]


def test_words_in_another_script_are_one_run_from_letter_to_letter() -> None:
    assert languages("The Hashd (الحشد الشعبي) met.") == [
        (None, "The Hashd ("),
        ("ar", "الحشد الشعبي"),
        (None, ") met."),
    ]


def test_a_persian_word_with_a_joiner_inside_is_one_run() -> None:
    assert [name for name, _ in languages("He said می\u200cخواهم twice.")] == [None, "ar", None]


def test_in_an_arabic_article_the_latin_words_are_set_apart() -> None:
    assert languages("قال NATO أمس", "ar-IQ") == [(None, "قال "), ("und-Latn", "NATO"), (None, " أمس")]


def test_two_scripts_side_by_side_are_two_runs() -> None:
    assert [name for name, _ in languages("بغدادМосква")] == ["ar", "und-Cyrl"]


def test_a_mark_inside_a_foreign_run_does_not_break_the_run() -> None:
    text = "The الحشد الشعبي met."
    runs = layout(text, [mark("garble", 1, "الشعبي", text)])[0].runs
    assert [len(run.segments) for run in runs] == [1, 2, 1]


@pytest.mark.parametrize(
    "language, expected", [("en", "ltr"), ("ar", "rtl"), ("fa-AF", "rtl"), ("he", "rtl"), ("ku", "ltr")]
)
def test_the_writing_direction_follows_the_language(language: str, expected: str) -> None:
    assert direction(language) == expected


def test_work_grows_with_the_text_and_its_marks() -> None:
    def work(marks: int) -> int:
        text = ("Guards of the الحشد الشعبي met near the bridge on Monday.\n\n" * (marks * 4))[: marks * 200]
        found = [Mark("claim", i, i * 190, i * 190 + 190, "open", str(i)) for i in range(marks)]
        return steps(lambda: layout(text, found))

    work(10)
    # Five times of both: linear is 5, quadratic 25.
    assert work(1_000) < 8 * work(200)
