"""A reporting clause inside the quotation that it reports."""

from __future__ import annotations

import pytest

from .cast import quotes


@pytest.mark.parametrize(
    "text",
    [
        "“Our way is the council, he said, we want to decide together.” The video was seen often.",
        "“We lost all, Hamdok said, and nobody came to help us.” He left.",
    ],
)
def test_the_clause_is_flagged_with_the_words_before(text: str) -> None:
    assert len(quotes(text, "quotation-marks")) == 1


@pytest.mark.parametrize(
    "text",
    [
        "“Our way is the council,” he said, “we want to decide together.”",
        "“My father came home, he said, and he was pale,” said the boy.",
        "The boy recalled: “My father came, he said, and he was pale.”",
        "“Nobody, they say, has seen it.”",
    ],
)
def test_marks_that_are_right_and_speakers_that_others_quote_are_let_stand(text: str) -> None:
    assert quotes(text, "quotation-marks") == []
