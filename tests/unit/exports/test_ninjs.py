"""ninjs 3.1: which fields hold what. `benchmarks/ninjs.py` checks them by the standard's schema."""

from __future__ import annotations

import io
import json
import re
import zipfile
from dataclasses import replace
from typing import Any
from xml.etree import ElementTree as ET

from hypothesis import given, settings

from annotator.exports.formats import ninjs
from annotator.exports.record import ArticleRecord, NoticeRecord, PlaceRecord
from annotator.exports.terms import Options, Terms
from annotator.gazetteer.records import EntityRecord
from tests.support.any_record import any_record
from tests.support.records import (
    AT,
    LATER,
    TERMS,
    TEXT,
    make_assessment_record,
    make_claim_record,
    make_correction_record,
    make_evidence_record,
    make_garble_record,
    make_record,
    uid,
)

Node = dict[str, Any]


def written(record: ArticleRecord, **chosen: str) -> Node:
    loaded = json.loads(ninjs.write_one(record, Terms(AT, Options(chosen=chosen))))
    assert isinstance(loaded, dict)
    return loaded


def told(node: Node, role: str) -> list[str]:
    return [one["value"] for one in node.get("descriptions", []) if one["role"] == role]


def of(item: Node, rel: str) -> list[Node]:
    return [one for one in item.get("associations", []) if one["rel"] == rel]


def body(item: Node) -> str:
    return next(one["value"] for one in item["bodies"] if one["role"] == "main")


def test_the_head_says_what_the_article_is() -> None:
    item = written(make_record(identifier="river-7"))
    assert item["uri"] == f"urn:uuid:{uid(90)}"
    assert item["standard"] == {
        "name": "ninjs",
        "version": "3.1",
        "schema": "http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json",
    }
    assert (item["type"], item["language"], item["by"], item["version"]) == ("text", "en", "A. Writer", "1")
    assert item["contentCreated"] == "2021-03-04T15:30:00Z"
    assert {one["role"]: one["value"] for one in item["altIds"]} == {
        "provider": "river-7",
        "wirecheck-article": "12",
        "wirecheck-version": make_record().version,
        "sha256": "0" * 64,
    }
    assert [(one["name"], one["role"]) for one in item["infoSources"]] == [
        ("River Post", "originator"),
        ("river", "distributor"),
        ("an engine", "translator"),
    ]


def test_the_text_is_corrected_unless_it_is_asked_for_as_published() -> None:
    corrected, published = written(make_record()), written(make_record(), text="published")
    assert "of the al-Hashd al-Shaabi were" in body(corrected) and body(published) == TEXT
    assert (corrected["versionCreated"], published["versionCreated"]) == (
        "2021-03-04T17:30:00Z",
        "2021-03-04T15:30:00Z",
    )


def test_a_title_that_is_the_texts_headline_is_corrected_with_it() -> None:
    fixed = make_correction_record(1, "BRIDGE", "BRIDGES")
    item = written(make_record(title="HILLA BRIDGE  SHUT", corrections=(fixed,)))
    assert item["headlines"][0]["value"] == "HILLA BRIDGES SHUT"
    other = written(make_record(title="Another title", corrections=(fixed,)))
    assert other["headlines"][0]["value"] == "Another title"


def test_the_xhtml_has_a_paragraph_for_each_and_escapes_the_rest() -> None:
    assert ninjs.xhtml("A <b> & c\r\n\r\n \nsecond\nline") == "<p>A &lt;b&gt; &amp; c</p><p>second<br/>line</p>"
    assert ninjs.xhtml(" \n ") == ""


def test_corrections_are_told_to_readers_to_the_desk_and_one_by_one() -> None:
    proposed = make_correction_record(2, "900 men", "90 men", state="proposed")
    item = written(replace(make_record(), corrections=(*make_record().corrections, proposed)))
    [sentence] = told(item, "correction")
    assert sentence == "An earlier version of this article said “al-Hasid”. It should say “al-Hashd al-Shaabi”."
    assert item["edNote"] == f"CORRECTION: {sentence}\nCorrections that are proposed and not decided: 1."
    one, two = of(item, "correction")
    assert (told(one, "said"), told(one, "replacement"), told(one, "state")) == (
        ["al-Hasid"],
        ["al-Hashd al-Shaabi"],
        ["accepted"],
    )
    assert told(two, "state") == ["proposed"]


def test_a_correction_that_takes_words_out_has_an_empty_replacement() -> None:
    item = written(make_record(corrections=(make_correction_record(1, "al-Hasid", ""),)))
    assert told(of(item, "correction")[0], "replacement") == [""]


def test_a_notice_is_told_in_its_own_words_instead() -> None:
    notice = NoticeRecord(uid(80), "correction", "We got the name wrong.", "Edda", LATER, (uid(51),))
    assert told(written(make_record(notices=(notice,))), "correction") == ["We got the name wrong."]


def test_an_embargo_and_withheld_claims_are_told() -> None:
    redacted = make_claim_record(1, "Four guards", redacted=True)
    item = written(make_record(embargo_until=LATER, withheld=1, claims=(redacted,)))
    assert item["embargoedUntil"] == "2021-03-04T17:30:00Z"
    assert item["representationType"] == "partial"
    assert item["edNote"].startswith("Under embargo until 4 March 2021, 17:30 UTC. 1 claim is withheld as sensitive.")
    assert written(make_record())["representationType"] == "full"


def test_which_claims_stand_beside_the_text_is_chosen() -> None:
    claim = make_claim_record(
        1,
        "Four guards",
        "were hurt",
        state="settled",
        verdict="false",
        confidence=0,
        evidence=(make_evidence_record(),),
        assessments=(make_assessment_record(note=""),),
    )
    record = make_record(claims=(claim, make_claim_record(2, "It has 900 men")))
    assert [one["name"] for one in of(written(record), "claim")] == ["Claim 1"]
    assert [one["name"] for one in of(written(record, findings="all"), "claim")] == ["Claim 1", "Claim 2"]
    assert of(written(record, findings="none"), "claim") == []
    [found] = of(written(record), "claim")
    assert (told(found, "quote"), told(found, "verdict"), told(found, "confidence")) == (
        ["Four guards … were hurt"],
        ["false"],
        ["0"],
    )
    assert found["infoSources"] == [
        {
            "name": "Hilla hospital log",
            "role": "refutes",
            "uri": "https://example.org/log",
            "literal": f"urn:uuid:{uid(70)}",
        }
    ]


def test_entities_and_places_are_named_under_their_right_names() -> None:
    named = EntityRecord("hashd", "al-Hashd al-Shaabi", "group", identifiers={"wikidata": "Q1234"})
    other = EntityRecord("x", "Somebody", "person", identifiers={"wikidata": "javascript:"})
    garbles = (
        make_garble_record(1, "al-Hasid", named=named),
        make_garble_record(2, "al-Hasid", named=named),
        make_garble_record(3, "guards", named=other),
    )
    claim = make_claim_record(1, "Four guards", places=(PlaceRecord("Hilla", "hilla"), PlaceRecord("Nowhere", None)))
    item = written(make_record(garbles=garbles, claims=(claim, claim)))
    assert item["organisations"] == [
        {
            "name": "al-Hashd al-Shaabi",
            "rel": "mentions",
            "uri": "http://www.wikidata.org/entity/Q1234",
            "literal": "hashd",
        }
    ]
    assert item["people"] == [{"name": "Somebody", "rel": "mentions", "literal": "x"}]
    assert [place["name"] for place in item["places"]] == ["Hilla", "Nowhere"]


def test_what_was_typed_as_an_address_and_is_none_is_left_out() -> None:
    assert "renditions" not in written(make_record(url="javascript:alert(1)"))


@given(any_record())
@settings(max_examples=100, deadline=None)
def test_any_article_is_json_with_its_text_and_well_formed_xhtml(record: ArticleRecord) -> None:
    item = written(record, text="published")
    assert body(item) == record.text
    richtext = next(one["value"] for one in item["bodies"] if one["role"] == "richtext")
    told = "".join(ET.fromstring(f"<div>{richtext}</div>").itertext())
    assert re.sub(r"\s", "", told) == re.sub(r"\s", "", record.text)


def test_several_articles_are_a_zip_with_a_file_each() -> None:
    file = io.BytesIO()
    ninjs.write_many([make_record(), make_record(id=13)], TERMS, file)  # type: ignore[arg-type]
    with zipfile.ZipFile(file) as archive:
        assert [json.loads(archive.read(name))["type"] for name in archive.namelist()] == ["text", "text"]
