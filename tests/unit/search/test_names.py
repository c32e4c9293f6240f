"""Names in queries: which words are one, and what they are widened to."""

from __future__ import annotations

from collections.abc import Sequence

from annotator.search.asking.expression import AllOf, AnyOf, Field, Named, Not, Phrase, Spelling, Word
from annotator.search.asking.names import widened
from annotator.search.asking.query_language import parse

KNOWN = {
    "green zone": [Spelling("International Zone", "another spelling")],
    "zone": [Spelling("area", "wrong: the longer name comes first")],
    "radio and television (iran)": [Spelling("IRIB", "an acronym")],
    "pmf": [Spelling("al-Hashd", "the right name"), Spelling("AL HASHD", "again")],
}


class Book:
    def __call__(self, name: str) -> Sequence[Spelling]:
        return KNOWN.get(name.lower(), ())

    def weight(self, _name: str) -> float:
        return 1.0


def wide(text: str) -> object:
    expression = parse(text, is_name=lambda name: name.lower() in KNOWN).expression
    assert expression is not None
    return widened(expression, Book())


def test_the_longest_run_of_words_that_is_a_name_is_one() -> None:
    assert wide("Green Zone rockets") == AllOf(
        (Named("Green Zone", AllOf((Word("Green"), Word("Zone"))), tuple(KNOWN["green zone"])), Word("rockets"))
    )


def test_a_spelling_stands_once() -> None:
    assert wide("PMF") == Named("PMF", Word("PMF"), (KNOWN["pmf"][0],))


def test_what_stands_in_quotation_marks_is_left_as_typed() -> None:
    assert wide('"green zone"') == Phrase("green zone")


def test_names_under_or_and_not_are_names_too() -> None:
    named = Named("pmf", Word("pmf"), (KNOWN["pmf"][0],))
    assert wide("pmf OR Daesh") == AnyOf((named, Word("Daesh")))
    assert wide("-pmf") == Not(named)


def test_words_that_are_no_name_stay() -> None:
    assert wide("two rockets") == AllOf((Word("two"), Word("rockets")))


def test_an_operator_or_a_bracket_inside_a_name_is_part_of_it() -> None:
    name = "RADIO AND TELEVISION (IRAN)"
    named = Named(name, Phrase(name), (KNOWN["radio and television (iran)"][0],))
    assert wide(name) == named
    assert wide(f"rockets {name} kind:claim") == AllOf((Word("rockets"), named, Field("kind", ("claim",))))
    assert wide("RADIO AND DRAMA") == AllOf((Word("RADIO"), Word("DRAMA")))
