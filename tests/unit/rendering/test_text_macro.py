"""The one writer of article text: what it makes of paragraphs."""

from __future__ import annotations

from typing import Any
from xml.etree.ElementTree import Element

import html5lib
import jinja2
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.articles.rendering import Mark, layout
from annotator.config import ROOT

TEXT = 'HILLA BRIDGE CLOSED\n\nThe <b>governor</b> & "two" guards met the الحشد الشعبي there.\n'
ENVIRONMENT = jinja2.Environment(
    loader=jinja2.FileSystemLoader(ROOT / "templates"), autoescape=True, undefined=jinja2.StrictUndefined
)
MARKS = [
    Mark("zone", 1, 0, 19, "headline", "headline", "Zone: headline"),
    Mark("claim", 5, 21, 60, "open", "1", 'Claim 1: "open"'),
    Mark("claim", 6, 40, 55, "settled", "2", "Claim 2"),
    Mark("garble", 3, 45, 52, "suspected", "g1", "Garble"),
    Mark("correction", 9, 25, 29, "accepted", "", "Correction", "<i>old</i>"),
]


def page(text: str, marks: list[Mark], **more: Any) -> Element:
    written = ENVIRONMENT.get_template("articles/text.html").module.article_text(layout(text, marks), **more)  # type: ignore[attr-defined]
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    return parser.parse(f'<!doctype html><title>t</title><div class="article-text">{written}</div>').find(".//div")


def with_class(tree: Element, name: str) -> list[Element]:
    return [element for element in tree.iter() if name in element.get("class", "").split()]


def test_inside_the_pieces_stands_the_text_and_nothing_else() -> None:
    segments = with_class(page(TEXT, MARKS), "seg")
    assert "".join("".join(segment.itertext()) for segment in segments) == TEXT
    at = 0
    for segment in segments:
        assert int(segment.get("data-start", "")) == at
        at += len("".join(segment.itertext()))


@given(st.text(alphabet=st.sampled_from(list("a<>&\"' {}%\n\u202eبé🎖")), min_size=1, max_size=40), st.data())
@settings(max_examples=150, deadline=None)
def test_any_text_and_any_words_come_back_as_written(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    tree = page(text, [Mark("correction", 1, start, len(text), "proposed", text, text, text)])
    assert "".join("".join(segment.itertext()) for segment in with_class(tree, "seg")) == text
    assert tree.find(".//sup/a").get("title") == text  # type: ignore[union-attr]
    assert "".join(tree.find(".//ins").itertext()) == text  # type: ignore[union-attr]
    assert {element.tag for element in tree.iter()} <= {"div", "p", "span", "sup", "a", "bdi", "del", "ins"}


def test_a_number_leads_to_its_claim_and_can_be_led_back_to() -> None:
    numbers = with_class(page(TEXT, MARKS), "number-claim")
    assert [(n.get("id"), n[0].get("href"), n[0].text) for n in numbers] == [
        ("in-claim-5", "#claim-5", "1"),
        ("in-claim-6", "#claim-6", "2"),
    ]
    assert numbers[0][0].get("aria-label") == 'Claim 1: "open"'


def test_the_caller_says_where_the_numbers_lead() -> None:
    tree = page(TEXT, MARKS, links=lambda mark: f"/articles/1?{mark.kind}={mark.id}", number_ids=False)
    numbers = with_class(tree, "number")
    assert {n[0].get("href") for n in numbers} == {f"/articles/1?{key}" for key in ("claim=5", "claim=6", "garble=3")}
    assert all(n.get("id") is None for n in numbers)


def test_each_piece_names_what_stands_on_it() -> None:
    segment = next(s for s in with_class(page(TEXT, MARKS), "seg") if s.get("data-start") == "45")
    assert segment.get("data-claims") == "5 6"
    assert segment.get("data-garbles") == "3"
    assert set(segment.get("class", "").split()) == {
        *("seg", "claim", "claim-open", "claim-settled", "claims", "garble", "garble-suspected")
    }


def test_the_chosen_claim_is_filled_and_no_other_thing() -> None:
    tree = page(TEXT, MARKS, chosen=("claim", 6))
    assert {s.get("data-start") for s in with_class(tree, "seg") if "chosen" in s.get("class", "").split()} == {
        *("40", "45", "52")
    }
    assert [n.get("id") for n in with_class(tree, "number") if "chosen" in n.get("class", "").split()] == ["in-claim-6"]


def test_a_correction_strikes_the_old_words_and_inserts_the_new_ones_once() -> None:
    overlapping = [*MARKS, Mark("claim", 8, 27, 29, "open", "3")]
    tree = page(TEXT, overlapping)
    assert ["".join(e.itertext()) for e in tree.iter("del")] == [TEXT[25:27], TEXT[27:29]]
    inserted = list(tree.iter("ins"))
    assert ["".join(e.itertext()) for e in inserted] == ["<i>old</i>"]
    assert inserted[0].get("class") == "correction-accepted"


def test_a_correction_that_only_takes_away_inserts_nothing() -> None:
    tree = page(TEXT, [Mark("correction", 9, 25, 29, "accepted", replacement="")])
    assert tree.find(".//del") is not None
    assert tree.find(".//ins") is None


def test_a_zone_is_named_beside_its_paragraph() -> None:
    first = page(TEXT, MARKS).find("p")
    assert first is not None
    assert [name.text for name in with_class(first, "zone-name")] == ["headline"]
    assert len(with_class(page(TEXT, MARKS), "zone-headline")) == 1


def test_a_hidden_control_is_shown_by_name_and_shut_in() -> None:
    segment = with_class(page("Say \u202etxet plainly.", []), "unseen")[0]
    assert (segment.get("data-name"), segment.get("aria-label")) == ("RLO U+202E", "RLO U+202E")
    assert [(child.tag, child.text) for child in segment] == [("bdi", "\u202e")]


def test_words_in_another_script_are_isolated() -> None:
    runs = list(page(TEXT, []).iter("bdi"))
    assert [(run.get("lang"), run.get("dir"), "".join(run.itertext())) for run in runs] == [
        ("ar", "auto", "الحشد الشعبي")
    ]
