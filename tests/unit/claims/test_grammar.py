"""The grammar of claims: one rule, one sentence, what it gives."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.claims.clauses import clauses
from annotator.claims.codes import codes
from annotator.claims.lostverbs import with_verb
from annotator.claims.parts import Coded, Piece
from annotator.claims.phrases import phrase_before
from annotator.claims.pieces import asides, pieces
from annotator.claims.splitting import claims
from annotator.claims.verbs import own_verb
from annotator.text.segment import sentences
from annotator.text.spans import ClaimSuggestion
from annotator.text.words import Word, tagged


def found(text: str) -> list[ClaimSuggestion]:
    return claims(text, sentences(text), ())


def wordings(text: str) -> list[str]:
    return [claim.wording for claim in found(text)]


def test_a_code_string_has_a_letter_for_each_word_and_ends_in_stops() -> None:
    read = tagged("The two mayors, who had met in Kut, are not friends.")
    assert codes(read) == "D#N,WHuIP,BRN." + "...."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # clauses
        ("The market is shut because the roof fell in.", ["The market is shut.", "The roof fell in."]),
        ("The bridge was closed after rebels shelled it.", ["The bridge was closed.", "Rebels shelled it."]),
        ("The tower was hit in 1348, lost its roof and was restored by monks.",
         ["The tower was hit in 1348.", "[The tower] lost its roof.", "[The tower] was restored by monks."]),
        ("The king will visit Kut and meet the clerks.",
         ["The king will visit Kut.", "[The king will] meet the clerks."]),
        ("Zinc is a dull metal, meaning it does not shine.", ["Zinc is a dull metal.", "[Zinc] does not shine."]),
        # what hangs on a phrase
        ("Born in Kut in 1950, Omar Salman joined the army.",
         ["Omar Salman joined the army.", "[Omar Salman was] born in Kut in 1950."]),
        ("Omar Salman (born in 1950) joined the army.",
         ["Omar Salman joined the army.", "[Omar Salman was] born in 1950."]),
        ("They built a bridge that fell in 1990.", ["They built a bridge.", "[A bridge] fell in 1990."]),
        ("A man armed with a rifle fled.", ["A man armed with a rifle fled.", "[A man is] armed with a rifle."]),
        ("They met Omar Salman, a judge, who fled in May.",
         ["They met Omar Salman.", "[Omar Salman was] a judge.", "[Omar Salman] fled in May."]),
        ("The league has nine clubs, one of which left in May.",
         ["The league has nine clubs.", "One of [nine clubs] left in May."]),
        ("The storm passed over Kut, flooding two streets and killing a guard.",
         ["The storm passed over Kut.", "[The storm] flooding two streets.", "[The storm] killing a guard."]),
        ("The thesis describes a gene, located on the eighth pair.",
         ["The thesis describes a gene.", "[A gene is] located on the eighth pair."]),
        ("The clerk was held on 2 May, accused of theft.",
         ["The clerk was held on 2 May.", "[The clerk was] accused of theft."]),
        ("The mayor wants to keep the treaty the council left in 2018.",
         ["The mayor wants to keep the treaty the council left in 2018.", "The council left [the treaty] in 2018."]),
        ("Basra pays for the oil the firm wants to buy.",
         ["Basra pays for the oil the firm wants to buy.", "The firm wants to buy [the oil]."]),
        ("The clubs met before the local elections planned for May.",
         ["The clubs met before the local elections planned for May.", "[The local elections were] planned for May."]),
        ("The council praised the opening of the road closed in 2015.",
         ["The council praised the opening of the road closed in 2015.", "[The road was] closed in 2015."]),
        ("The bridge – the only one in Kut – was shut.",
         ["The bridge was shut.", "[The bridge was] the only one in Kut."]),
        ("The firm sold three ships – two tugs and a barge – to Basra.",
         ["The firm sold three ships to Basra.", "[Three ships were] two tugs and a barge."]),
        # lists and examples
        ("The farm grows crops such as wheat and rice.",
         ["The farm grows crops.", "[The farm grows] wheat.", "[The farm grows] rice."]),
        ("She served as a judge and as a clerk.", ["She served as a judge.", "[She served] as a clerk."]),
        ("Omar Salman is a baker and a poet.", ["Omar Salman is a baker.", "[Omar Salman is] a poet."]),
        ("It was the first raid in a year and the gravest test of the truce.",
         ["It was the first raid in a year.", "[It was] the gravest test of the truce."]),
    ],
)  # fmt: skip
def test_each_construction_gives_its_facts(text: str, expected: list[str]) -> None:
    assert wordings(text) == expected


def test_a_long_office_before_a_name_is_left_to_its_own_claim() -> None:
    text = (
        "In late May, the chief of the river patrols of the Border Corps in Basra, Karwan Aziz, met two envoys of the "
        "northern towns."
    )
    main, office = found(text)
    assert main.wording == "In late May, Karwan Aziz met two envoys of the northern towns."
    assert "patrols" not in "".join(anchor.of(text) for anchor in main.anchors)
    assert office.wording == "[Karwan Aziz was] the chief of the river patrols of the Border Corps in Basra."


def test_what_a_long_clause_happened_for_is_a_claim_of_its_own() -> None:
    text = (
        "A fire broke out on Sunday night in two of the tanks of the oil port of Basra as a result of the clashes of "
        "two armed groups around the docks."
    )
    fire, ground = found(text)
    assert fire.wording == "A fire broke out on Sunday night in two of the tanks of the oil port of Basra."
    assert [anchor.of(text) for anchor in ground.anchors] == [
        "A fire",
        "as a result of the clashes of two armed groups around the docks",
    ]
    short = "The market was shut due to the flood of the river in May."
    assert wordings(short) == [short]


def test_a_place_behind_its_own_place_holds_no_office() -> None:
    assert wordings("The seed bank of Wasit Province, Iraq, sent a call.") == [
        "The seed bank of Wasit Province, Iraq, sent a call."
    ]


def test_a_line_break_for_a_lost_stop_parts_two_sentences() -> None:
    text = "The council lowered the tax on dates under the Salman rule\nOmar brings back the tax on dates."
    assert wordings(text) == [
        "The council lowered the tax on dates under the Salman rule.",
        "Omar brings back the tax on dates.",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "He met the mayor of\nKut and left.",
        "The clerk who met the head of the\nCouncil is ill.",
    ],
)
def test_a_line_break_within_a_sentence_parts_nothing(text: str) -> None:
    assert wordings(text) == [text.replace("\n", " ")]


@pytest.mark.parametrize(
    "text",
    [
        "When two rivers meet, the lower town floods.",
        "The vote came three days after rebels shelled Kut.",
        "The farm studies topics related to trade.",
        "It was a way to keep and breed horses.",
        "Trade between Kut and Amara grew.",
        "He left the day the army came.",
        "The mayor showed the council he meant it.",
    ],
)
def test_conditions_measures_of_time_and_what_says_which_one_stay_whole(text: str) -> None:
    assert wordings(text) == [text]


def test_who_speaks_is_described_in_a_claim_of_the_articles_own() -> None:
    said, office = found("“The gates are shut,” said Omar Salman, the mayor of Kut.")
    assert said.speaker is not None and office.speaker is None
    assert office.wording.endswith("the mayor of Kut.")


def test_what_a_claim_shares_is_anchored_with_it() -> None:
    text = "The farm grows wheat, rice and rye."
    rice = found(text)[1]
    assert [anchor.of(text) for anchor in rice.anchors] == ["The farm grows", "rice"]


def test_a_long_subject_is_anchored_by_its_core() -> None:
    text = (
        "The old council of the river towns near the lower lake in the valley closed the gates and left Kut on Monday."
    )
    left = found(text)[1]
    assert [anchor.of(text) for anchor in left.anchors] == ["The old council of the river towns", "left Kut on Monday"]


def test_short_facts_beside_the_verb_stay_anchored_in_the_main_clause() -> None:
    text = "The convoy, led by a colonel, left Kut."
    main = found(text)[0]
    assert main.wording == "The convoy left Kut."
    assert [anchor.of(text) for anchor in main.anchors] == ["The convoy, led by a colonel, left Kut"]


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("Abbas Fadhil, a 37-year-old plasterer, left Kut.", "[Abbas Fadhil was] a 37-year-old plasterer."),
        (
            "At least ten guards came in a year, including two at Kut.",
            "[At least ten guards came in a year,] including",
        ),
        (
            "Karwan Aziz, a clerk from Kut, is ill, and his aide, a guard of the port, fled to Basra.",
            "aide, a guard of the port, fled to Basra.",
        ),
    ],
)
def test_what_an_editor_would_not_let_pass_stays_mended(text: str, claim: str) -> None:
    assert any(claim.removesuffix(".") in wording for wording in wordings(text))


LETTERS = 'DOJNP#spoVBHFMbexugRyTfIGtACcWzwLkhS,;:()"-.X'
LINES = st.one_of(
    st.text(alphabet=LETTERS, max_size=60),
    st.tuples(st.text(alphabet=LETTERS, min_size=1, max_size=5), st.integers(1, 30)).map(
        lambda pair: pair[0] * pair[1]
    ),
)


def rows(line: str) -> Coded:
    tokens = [Word(3 * at, 3 * at + 2, "ab", "ab", "NN") for at in range(len(line))]
    return Coded(tokens, line + "....")


@settings(max_examples=300, deadline=None)
@given(LINES)
def test_any_row_of_codes_is_read_without_an_exception(line: str) -> None:
    row = with_verb(rows(line))
    high = len(row.tokens)
    for clause in clauses(row):
        assert 0 <= clause.low < clause.high <= high
        assert clause.verb is None or clause.low <= clause.verb < clause.high
    for piece in [*pieces(row, clauses(row)), *asides(row)]:
        assert piece.parts


@pytest.mark.parametrize("unit", ['J"', "J,CJ", "NC,", "N,CN", "VC,N", "JC", "k", 'N"NJ', "u,", "I#,"])
def test_rows_that_repeat_are_read_in_one_go(unit: str) -> None:
    """Expressions that try again and again would not come back from these."""
    row = with_verb(rows((unit * 160)[:158]))
    assert isinstance(pieces(row, clauses(row)), list)


def stated(row: Coded) -> tuple[list[Piece], list[Piece]]:
    return pieces(row, clauses(row)), asides(row)


@settings(max_examples=300, deadline=None)
@given(LINES)
def test_a_clause_that_is_said_whole_has_nothing_to_be_told_apart(line: str) -> None:
    """The first look at a clause's letters is looser than the rules that it saves, never stricter."""
    row = with_verb(rows(line))
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("annotator.claims.pieces._is_plain", lambda line, clause: False)
        slowly = stated(row)
    assert stated(row) == slowly


@settings(max_examples=300, deadline=None)
@given(LINES)
def test_a_free_verb_is_the_one_that_nothing_before_it_claims(line: str) -> None:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("annotator.claims.verbs._FREE_VERB", re.compile("(?!)"))
        slowly = own_verb.__wrapped__(line + "....", 0, len(line))
    assert own_verb.__wrapped__(line + "....", 0, len(line)) == slowly


@settings(max_examples=300, deadline=None)
@given(LINES)
def test_a_noun_phrase_begins_where_it_would_without_the_look_at_its_letters(line: str) -> None:
    row = rows(line)
    with pytest.MonkeyPatch.context() as patched:
        every = "".join(set(line))
        patched.setattr("annotator.claims.phrases.IN_PHRASE", every)
        slowly = [phrase_before(row, end, 0) for end in range(1, len(line) + 1)]
    assert [phrase_before(row, end, 0) for end in range(1, len(line) + 1)] == slowly
