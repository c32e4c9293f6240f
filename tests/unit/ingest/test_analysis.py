"""A text to what `analyse` prints."""

from __future__ import annotations

import datetime as dt
import gc
from typing import Any

import pytest

from annotator.gazetteer.lookup import Gazetteer
from annotator.gazetteer.records import AliasRecord, EntityRecord
from annotator.ingest.analysis import LONGEST_TITLE, Analysis, analyse, found_title, to_json
from annotator.text.spans import Zone

NAMES = Gazetteer(
    [
        EntityRecord("moqtada-al-sadr", "Moqtada al-Sadr", "person", context=("cleric",)),
        EntityRecord("kirkuk", "Kirkuk", "place", aliases=(AliasRecord("Kerkuk"),)),
    ]
)
# An emoji, Arabic and a combining mark before what is found: offsets are code points, whatever the text.
TEXT = """Guards wounded near Kirkuk 🚨

By Lamia Ferhat

Two guards were wounded near Kirkuk (كركوك) on Monday, the ministry said. Cafe\u0301s stayed open.

“The road is closed, said the governor. He sent 300 men to the town.
"""


def analysed(text: str = TEXT, **more: Any) -> Analysis:
    return analyse(text, published=dt.datetime(2021, 2, 17, 8, tzinfo=dt.UTC), gazetteer=NAMES, **more)


def test_every_offset_gives_its_quote() -> None:
    found = to_json("a.txt", analysed())
    anchors = [anchor for claim in found["claims"] for anchor in claim["anchors"]]
    facts = [fact for claim in found["claims"] for fact in (*claim["quantities"], *claim["dates"], *claim["places"])]
    assert anchors and facts and found["garbles"]
    for piece in (*anchors, *facts, *found["garbles"]):
        assert TEXT[piece["start"] : piece["end"]] == piece["quote"]


def test_the_object_has_the_fields_that_are_documented_and_no_others() -> None:
    found = to_json("a.txt", analysed())
    assert list(found) == ["path", "text", "title", "language", "published", "zones", "sentences", "claims", "garbles"]
    assert found["text"] == TEXT and found["path"] == "a.txt" and found["language"] == "en"
    assert set(found["zones"][0]) == {"kind", "start", "end"}
    assert set(found["sentences"][0]) == {"start", "end"}
    assert set(found["claims"][0]) == {
        "anchors", "wording", "kinds", "worth", "reasons", "quantities", "dates", "places", "speaker",
        "marks", "checkable", "missing",
    }  # fmt: skip
    assert set(found["garbles"][0]) == {
        "start", "end", "quote", "category", "severity", "detector", "reason", "suggestions",
    }  # fmt: skip


def test_no_claim_is_taken_from_the_byline_and_the_headline() -> None:
    found = analysed(title="Guards wounded near Kirkuk 🚨")
    zones = {zone.kind: TEXT[zone.start : zone.end] for zone in found.zones}
    assert zones["byline"].strip() == "By Lamia Ferhat"
    ends = [zone.end for zone in found.zones if zone.kind in {"headline", "byline"}]
    assert all(span.start >= max(ends) for claim in found.claims for span in claim.anchors)


def test_a_weekday_counts_from_the_publication() -> None:
    dates = [date.resolved for claim in analysed().claims for date in claim.dates]
    assert dates == ["2021-02-15"]


def test_a_claims_places_are_those_of_the_gazetteer_inside_its_words() -> None:
    found = to_json("a.txt", analysed())
    placed = [(place["quote"], place["entity"]) for claim in found["claims"] for place in claim["places"]]
    assert placed == [("Kirkuk", "kirkuk")]  # once: not the headline's


def test_a_garbled_name_is_read_with_the_gazetteer_given() -> None:
    text = "The cleric Moktada al-Sader spoke to his followers on Friday. Nobody answered him."
    garbles = analyse(text, gazetteer=NAMES).garbles
    assert [(garble.quote, garble.suggestions[0].name) for garble in garbles if garble.suggestions] == [
        ("Moktada al-Sader", "Moqtada al-Sadr")
    ]
    assert not [garble for garble in analyse(text, gazetteer=Gazetteer([])).garbles if garble.suggestions]


def test_a_title_is_the_headline_else_the_first_words() -> None:
    assert found_title("A head\n\nMore.", [Zone("headline", 0, 6)]) == "A head"
    assert found_title("Only this.", []) == "Only this."
    long = found_title("word " * 40, [])
    assert long.endswith("word…") and len(long) <= LONGEST_TITLE + 1


def test_a_title_without_a_space_is_cut_all_the_same() -> None:
    assert len(found_title("x" * 5000, [])) == LONGEST_TITLE + 1


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("KUT, Feb. 22, 2021 (AFP) – Shells hit the dam near the town on Sunday, the council said.", "2021-02-22"),
        (
            "Dam hit\n\nTuesday 16 February 2021 10:32\n\nShells hit the dam near the town, the council said.",
            "2021-02-16",
        ),
        ("KUT, Feb. 22 (AFP) – Shells hit the dam near the town on Sunday, the council said.", None),  # of which year?
        ("Shells hit the dam near the town on 3 May 2019, the council said.", None),  # no dateline
    ],
)
def test_without_a_day_of_publication_the_datelines_counts(text: str, day: str | None) -> None:
    found = analyse(text, gazetteer=NAMES).published
    assert (found and found.date().isoformat()) == day


def test_relative_days_count_from_the_dateline() -> None:
    found = analyse("KUT, Feb. 22, 2021 (AFP) – Shells hit the dam on Sunday, the council said.", gazetteer=NAMES)
    assert [date.resolved for date in found.claims[0].dates] == ["2021-02-21"]


def test_the_search_for_garbage_goes_on_behind_an_analysis_also_where_it_fails() -> None:
    analyse("A bridge fell.", gazetteer=Gazetteer(()))
    assert gc.isenabled()
    with pytest.raises(TypeError):
        analyse(None, gazetteer=Gazetteer(()))  # type: ignore[arg-type]
    assert gc.isenabled()
