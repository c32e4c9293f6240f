"""What is shown of a hit: the words as they stand in the text, marked, never as markup."""

from __future__ import annotations

from annotator.search.asking.expression import AllOf, Named, Not, Phrase, Prefix, Spelling, Word
from annotator.search.results.snippets import PASSAGE, Needle, Needles, needles, passages

TEXT = "The Hashd’s convoy left Mosul. Nobody of the PMF was hurt, the élite unit said."


def marked(text: str, *words: tuple[str, ...]) -> list[str]:
    found = passages(text, Needles(Needle(word) for word in words).matches(text))
    return [piece.text for passage in found for piece in passage if piece.hit]


def test_words_are_marked_as_they_stand() -> None:
    assert marked(TEXT, ("hashd",), ("elite", "unit")) == ["Hashd’s", "élite unit"]


def test_a_phrase_is_not_marked_where_its_words_stand_apart() -> None:
    assert marked(TEXT, ("convoy", "mosul")) == []


def test_the_longest_of_two_names_is_marked() -> None:
    assert marked("Erbil airport", ("erbil",), ("erbil", "airport")) == ["Erbil airport"]


def test_the_pieces_are_the_text_and_nothing_else() -> None:
    text = "a <b>bold</b> claim " * 3
    (passage,) = passages(text, Needles([Needle(("bold",))]).matches(text))
    assert "".join(piece.text for piece in passage) == text


def test_a_long_text_is_shown_around_its_first_match() -> None:
    text = "nothing to see here. " * 200 + "Two rockets fell. " + "the end. " * 200
    passage, *_ = passages(text, Needles([Needle(("rockets",))]).matches(text))
    shown = "".join(piece.text for piece in passage)
    assert "Two rockets fell" in shown
    assert len(shown) < PASSAGE + 10
    assert shown.startswith("… ") and shown.endswith(" …")


def test_without_a_match_the_beginning_is_shown() -> None:
    (passage,) = passages(TEXT, [])
    assert "".join(piece.text for piece in passage) == TEXT


def test_needles_tell_why_they_are_there_and_leave_out_what_must_not_be() -> None:
    asked = AllOf(
        (
            Named("Hashd", Word("Hashd"), (Spelling("PMF", "an acronym of al-Hashd"),)),
            Prefix("conv"),
            Phrase("left Mosul"),
            Not(Word("hurt")),
        )
    )
    found = needles(asked, {"conv*": ("convoy", "convoys")})
    assert Needle(("pmf",), "an acronym of al-Hashd") in found
    assert Needle(("convoys",)) in found and Needle(("left", "mosul")) in found
    assert not any("hurt" in needle.words for needle in found)
