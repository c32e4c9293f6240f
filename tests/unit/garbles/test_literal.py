from __future__ import annotations

import pytest

from annotator.garbles.detectors import literal
from annotator.garbles.detectors.literal import Entry
from annotator.garbles.passage import Passage
from annotator.garbles.tongues import NAMES_OF_LANGUAGES
from annotator.text import segment
from annotator.text.spans import Finding, Zone

from .cast import findings, quotes

KIND = "literal"
ENTRIES = [entry for rows in literal.entries().values() for entry in rows]


# A test for each letter: one for each of two thousand entries takes ten times as long to plan and to report as to do.
@pytest.mark.parametrize("letter", sorted({entry.key[0] for entry in ENTRIES}))
def test_each_entry_finds_its_wrong_sentence_and_lets_its_right_one_stand(letter: str) -> None:
    faults = {entry.wrong: fault for entry in ENTRIES if entry.key[0] == letter and (fault := _fault(entry))}
    assert faults == {}


def _fault(entry: Entry) -> str:
    """What is wrong with an entry; empty when nothing is."""
    found = _find(entry.wrong)
    if len(found) != 1:
        return f"{len(found)} findings in {entry.wrong!r}"
    if entry.source not in found[0].reason:
        return f"{entry.source!r} is not in {found[0].reason!r}"
    if not found[0].suggestions[0].name.lower().startswith(entry.readings[0].removesuffix("(s)").lower()):
        return f"{found[0].suggestions[0].name!r} is suggested, not {entry.readings[0]!r}"
    if _find(entry.right):
        return f"something is found in {entry.right!r}"
    unknown = set(entry.languages) - NAMES_OF_LANGUAGES.keys()
    return f"no such languages: {unknown}" if unknown else ""


def test_the_entries_own_check_finds_an_entry_that_is_wrong() -> None:
    entry = next(entry for entry in ENTRIES if entry.key == "homologue")
    assert _fault(entry) == ""
    assert "0 findings" in _fault(entry._replace(wrong="He met his Turkish colleague."))
    assert "is not in" in _fault(entry._replace(source="no such word"))
    assert "is suggested" in _fault(entry._replace(readings=("no such word",)))
    assert "something is found" in _fault(entry._replace(right=entry.wrong))
    assert "no such languages" in _fault(entry._replace(languages=("xx",)))


@pytest.mark.parametrize(
    ("text", "words", "reading"),
    [
        ("He brought back the suffocation sanctions on Cuba.", "suffocation sanctions", "crippling sanctions"),
        ("Two men died, one a foreign civil contractor of the base.", "civil contractor", "civilian contractor"),
        ("Two foreign civil contractors died.", "civil contractors", "civilian contractors"),
        ("Manifestations against the tax took place.", "Manifestations", "Demonstrations"),
        ("They joined a large manifestation in Oran.", "manifestation", "demonstration"),
        ("It will increase Ankara's place in the alliance.", "place", "position"),
        ("It had been so since three years.", "since", "for"),
    ],
)
def test_the_flag_is_on_the_right_words_with_the_english(text: str, words: str, reading: str) -> None:
    (finding,) = findings(text, KIND)
    assert (finding.quote, finding.suggestions[0].name) == (words, reading)
    assert finding.severity == "major"


@pytest.mark.parametrize(
    "text",
    [
        "The Manifestation of Evil is a film by the actual director.",
        "The Ministry said the Civil Contractors Association would sue.",
        "The sanctions of the civil court were important to the actual owner.",
        "Eventually the army disposed of the waste.",
        "The martyrs' cemetery is near the university.",
        "She has been in prison since the year 2000.",
        "The group claimed the attack was staged by the police.",
        "He is responsible for the police, and an important man.",
        "The old president of the club sat in the ancient theatre.",
        "The Zionist entity, as the statement called it, did not answer.",
        "Voters went to the polls; the process for Libya's vote had been long.",
        "Three military bases and two military planes were hit.",
        "The coroner opened an inquest into her death; corruption was the order of the day for the regime.",
        "He sustained injuries, and the figures illustrate the plan of the report.",
        "Actually, the government is preparing for war. The party demanded an explanation.",
        "The engines of war, the much anticipated elections and the balance of power were their themes.",
        "They were deceived by a thief; the delay to traffic was longer, and the firm stood firm.",
    ],
)
def test_what_is_right_english_is_let_stand(text: str) -> None:
    assert quotes(text, KIND) == []


def test_a_byline_is_not_searched() -> None:
    text = "By the aggressed reporter\nNothing else was said that day."
    assert quotes(text, KIND) == ["aggressed"]
    assert quotes(text, KIND, (Zone("byline", 0, 25),)) == []


def test_the_publishers_own_lines_are_searched_for_what_belongs_there() -> None:
    text = "Reserved reproduction\nNothing else was said that day."
    assert quotes(text, KIND, (Zone("boilerplate", 0, 21),)) == ["Reserved reproduction"]


def test_an_entry_is_found_by_any_of_its_keys() -> None:
    assert [finding.quote for finding in _find("He met his Turkish homologue.")] == ["homologue"]
    assert [finding.quote for finding in _find("They met their Turkish homologues.")] == ["homologues"]


def test_each_key_can_be_looked_up() -> None:
    keys = [entry.key for entry in ENTRIES]
    assert [key for key in keys if not max(key.split(), key=len).isalpha() or key != key.lower()] == []


def test_a_capital_that_becomes_two_letters_moves_no_offset() -> None:
    text = "İ" * 20 + " Four civils died."
    (finding,) = _find(text)
    assert finding.quote == "civils"


def test_a_line_with_a_field_missing_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "literal.tsv").write_text("# a remark\ncivil\tfr\tcivil\n", encoding="utf-8")
    monkeypatch.setattr(literal, "FOLDER", tmp_path)
    with pytest.raises(ValueError, match="line 2: 3 fields"):
        literal.entries.__wrapped__()


def _find(text: str) -> list[Finding]:
    return list(literal.find(Passage(text, segment.sentences(text))))
