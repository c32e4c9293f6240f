"""What a correction notice says, and what kind it is."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from annotator.corrections.notices.wording import Change, change_of, kind_of, text_of
from annotator.corrections.overlay import apply
from annotator.errors import Invalid
from annotator.text.spans import Span

TEXT = (
    "The governer of Zubair met al-Hasid on Tuesday. About 2,500 dock workers are on strike in Basra. Twelve people "
    "were killed, the mayor said he knew. Three of them, he said, were boys.\n\nHe called it “a dark day” for all. "
    "Al-Hasid left, and al-Hasid spoke. The ministry of al-Hasid is closed."
)


@dataclass(frozen=True)
class Row:
    start: int
    end: int
    quote: str
    replacement: str


def changes(*pairs: tuple[str, str], kind: str = "translation", text: str = TEXT) -> list[Change]:
    rows = []
    for quote, replacement in pairs:
        start = text.index(quote)
        rows.append(Row(start, start + len(quote), quote, replacement))
    before, after = apply(text, []), apply(text, rows)
    return [change_of(before, after, Span(row.start, row.end), [kind]) for row in rows]


EARLIER = "An earlier version of this article "


@pytest.mark.parametrize(
    "quote, replacement, said",
    [
        ("2,500", "2,200", "gave a figure as “about 2,500 dock workers”. It should be “about 2,200 dock workers”."),
        ("Twelve people", "Fourteen people", "gave a figure as “twelve people”. It should be “fourteen people”."),
        ("met al-Hasid", "met al-Hashd", "gave a name as “al-Hasid”. The name is “al-Hashd”."),
        ("Basra", "Umm Qasr", "gave a name as “Basra”. The name is “Umm Qasr”."),
        (" on Tuesday", "", "included the words “on Tuesday”. They have been removed."),
        ("dark ", "", "included the word “dark”. It has been removed."),
        ("killed", "wounded", "said “Twelve people were killed”. It should say “Twelve people were wounded”."),
        ("governer", "governor", "said “The governer of Zubair met”. It should say “The governor of Zubair met”."),
        ("“a dark day”", "“a day”", "included the word “dark”. It has been removed."),
        (
            "dark day",
            "black day",
            "said “called it ‘a dark day’ for all”. It should say “called it ‘a black day’ for all”.",
        ),
        (
            "he knew",
            "he did not know",
            "said “the mayor said he knew”. It should say “the mayor said he did not know”.",
        ),
    ],
)
def test_one_change(quote: str, replacement: str, said: str) -> None:
    assert text_of(changes((quote, replacement))) == EARLIER + said


def test_several_changes_are_counted_and_told_one_by_one() -> None:
    found = changes(("2,500", "2,200"), ("killed", "wounded"), (" in Basra", ""))
    assert text_of(found) == (
        "An earlier version of this article contained three errors. It gave a figure as “about 2,500 dock workers”; it "
        "should be “about 2,200 dock workers”. It said “Twelve people were killed”; it should say “Twelve people were "
        "wounded”. It included the words “in Basra”, which have been removed."
    )


def test_the_same_name_in_several_places_is_told_once() -> None:
    found = changes(("met al-Hasid", "met al-Hashd"), ("and al-Hasid", "and al-Hashd"))
    assert text_of(found) == EARLIER + "gave a name as “al-Hasid” in two places. The name is “al-Hashd”."


def test_nothing_to_tell_is_said() -> None:
    with pytest.raises(Invalid, match="nothing to draft"):
        text_of([])


def test_a_long_stretch_is_cut_in_the_middle() -> None:
    text = "It rained. " + "word " * 200 + "ended."
    (change,) = changes(("word " * 200, "term " * 200), text=text)
    assert len(text_of([change])) < 800 and " … " in text_of([change])


def test_what_is_told_follows_what_readers_saw_last_and_not_the_original() -> None:
    """A correction of a correction: the earlier copy said what it was corrected to."""
    start = TEXT.index("2,500")
    first, second = (Row(start, start + 5, "2,500", words) for words in ("2,300", "2,200"))
    change = change_of(apply(TEXT, [first]), apply(TEXT, [second]), Span(start, start + 5), ["fact"])
    assert "“about 2,300 dock workers”. It should be “about 2,200 dock workers”" in text_of([change])
    back = change_of(apply(TEXT, [first]), apply(TEXT, []), Span(start, start + 5), ["fact"])
    assert "“about 2,300 dock workers”. It should be “about 2,500 dock workers”" in text_of([back])


@pytest.mark.parametrize(
    "quote, replacement, kind, notice",
    [
        ("2,500", "2,200", "fact", "correction"),
        ("governer", "governor", "fact", "correction"),
        ("2,500", "2,200", "translation", "clarification"),
        ("met al-Hasid", "met al-Hashd al-Shaabi", "translation", "clarification"),
        ("killed", "wounded", "translation", "clarification"),
        (" on Tuesday", "", "style", "clarification"),
        ("dark", "black", "style", "clarification"),
        ("governer", "governor", "translation", "refile"),
        ("The governer", "The Governor", "style", "refile"),
        ("Zubair", "Zubayr", "translation", "refile"),
        ("al-Hasid on", "Al-Hasid on", "style", "refile"),
        ("killed, the mayor", "killed; the mayor", "style", "refile"),
    ],
)
def test_the_kind_of_a_notice_follows_what_changes(quote: str, replacement: str, kind: str, notice: str) -> None:
    found, why = kind_of(changes((quote, replacement), kind=kind))
    assert found == notice and why.endswith(".")


def test_one_fact_among_many_makes_it_a_correction() -> None:
    mixed = changes(("governer", "governor")) + changes(("2,500", "2,200"), kind="fact")
    assert kind_of(mixed)[0] == "correction"
