"""JSON-LD after the Web Annotation model: its MUSTs, and that each selector points at its quote."""

from __future__ import annotations

import datetime as dt
import io
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.exports.formats import w3c
from annotator.exports.record import ArticleRecord
from annotator.exports.terms import Terms
from tests.support.records import (
    AT,
    TERMS,
    TEXT,
    VERSION,
    make_assessment_record,
    make_claim_record,
    make_correction_record,
    make_evidence_record,
    make_garble_record,
    make_record,
    place,
    uid,
)

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
MOTIVATIONS = set(
    "assessing bookmarking classifying commenting describing editing highlighting identifying linking moderating "
    "questioning replying tagging".split()
)
Node = dict[str, Any]


def written(record: ArticleRecord) -> Node:
    loaded = json.loads(w3c.write_one(record, TERMS))
    assert isinstance(loaded, dict)
    return loaded


def annotations(record: ArticleRecord) -> list[Node]:
    found = written(record)
    return found["first"]["items"] if "first" in found else []


def listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def is_uri(value: object) -> bool:
    return (
        isinstance(value, str)
        and re.fullmatch(r"[A-Za-z0-9:/?#\[\]@!$&'()*+,;=._~%-]+", value) is not None
        and bool(urlsplit(value).scheme)
    )


def bodies(node: Node, purpose: str) -> list[str]:
    return [body["value"] for body in listed(node["body"]) if body.get("purpose") == purpose and "value" in body]


def selectors(node: Node) -> Iterator[tuple[Node, Node]]:
    for target in listed(node["target"]):
        quote, position = target["selector"]
        yield quote, position


def check_musts(node: Node) -> None:
    """The MUSTs of sections 3.1 to 4.2 that touch what is written here."""
    assert node["@context"] == CONTEXT  # 3.1: has it as a value
    assert is_uri(node["id"])  # 3.1: exactly one, an IRI
    assert node["type"] == "Annotation"  # 3.1
    assert "bodyValue" not in node  # 3.2.5: not beside body
    assert set(listed(node["motivation"])) <= MOTIVATIONS
    for key in ("created", "modified"):
        if key in node:  # 3.3.1: one xsd:dateTime with the Z of UTC
            assert dt.datetime.fromisoformat(node[key]).tzinfo is not None and node[key].endswith("Z")
    for body in listed(node["body"]):
        assert body["purpose"] in MOTIVATIONS  # 3.3.5
        if body["type"] == "TextualBody":
            assert isinstance(body["value"], str) and "source" not in body and "items" not in body  # 3.2.4, 4
        else:
            assert body["type"] == "SpecificResource" and is_uri(body["source"]) and "value" not in body  # 4
    assert listed(node["target"])  # 3.1: one or more
    for target in listed(node["target"]):
        assert target["type"] == "SpecificResource" and is_uri(target["source"]["id"])
        assert "items" not in target and "value" not in target
    for quote, position in selectors(node):
        assert quote["type"] == "TextQuoteSelector" and isinstance(quote["exact"], str)  # 4.2.4
        assert position["type"] == "TextPositionSelector"  # 4.2.5: both, whole numbers, not negative
        assert 0 <= position["start"] < position["end"]


def check_quotes(node: Node, text: str) -> None:
    for quote, position in selectors(node):
        start, end = position["start"], position["end"]
        assert text[start:end] == quote["exact"]
        assert text[:start].endswith(quote["prefix"]) and text[end:].startswith(quote["suffix"])


def test_there_is_one_annotation_for_each_claim_garble_and_correction() -> None:
    found = annotations(make_record())
    assert [node["id"] for node in found] == [f"urn:uuid:{uid(number)}" for number in (1, 2, 31, 51)]
    assert [node["motivation"] for node in found] == ["assessing", "highlighting", "tagging", "editing"]


def test_each_annotation_keeps_the_musts_of_the_model() -> None:
    for node in annotations(make_record()):
        check_musts(node)
        check_quotes(node, TEXT)


@st.composite
def marked_record(draw: st.DrawFn) -> ArticleRecord:
    letters = st.sampled_from(["a", " ", "\n", "🎖️", "👩‍👩‍👧", "e\u0301", "بغداد", "\u202e", "𝒳", '"', "\\", "\u2028"])
    text = "".join(draw(st.lists(letters, min_size=2, max_size=40)))
    words = st.text(alphabet='ab 🎖ب"\\\n', max_size=8)

    def quote() -> str:
        start = draw(st.integers(0, len(text) - 1))
        return text[start : draw(st.integers(start + 1, len(text)))]

    return make_record(
        text=text,
        zones=(),
        title=draw(words),
        url=draw(st.sampled_from([None, "javascript:alert(1)", "https://example.org/é ا"])),
        claims=tuple(make_claim_record(n, quote(), quote(), text=text) for n in range(1, draw(st.integers(1, 4)))),
        garbles=(make_garble_record(1, quote(), text=text, reading=draw(words), reason=draw(words)),),
        corrections=(make_correction_record(1, quote(), draw(words), text=text),),
    )


@given(marked_record())
@settings(max_examples=200, deadline=None)
def test_in_any_text_each_selector_points_at_its_exact_quote(record: ArticleRecord) -> None:
    for node in annotations(record):
        check_musts(node)
        check_quotes(node, record.text)


def test_the_collection_has_one_page_with_all_of_them() -> None:
    found = written(make_record())
    page = found["first"]
    assert (found["@context"], found["type"], found["label"]) == (
        CONTEXT,
        "AnnotationCollection",
        "Four guards hurt at Hilla",
    )
    assert found["total"] == len(page["items"]) == 4
    assert (page["type"], page["partOf"]["id"], page["startIndex"]) == ("AnnotationPage", found["id"], 0)
    assert found["last"] == page["id"] != found["id"]
    assert is_uri(found["id"]) and is_uri(page["id"])


def test_many_annotations_come_on_pages_that_name_each_other() -> None:
    claims = tuple(make_claim_record(number, "Four guards") for number in range(1, 452))
    whole = json.loads(w3c.write_one(make_record(claims=claims, garbles=(), corrections=()), TERMS))
    collection, *rest = whole
    pages = [collection["first"], *rest]
    assert [page["type"] for page in pages] == ["AnnotationPage"] * 3
    assert [len(page["items"]) for page in pages] == [200, 200, 51]
    assert [page["startIndex"] for page in pages] == [0, 200, 400]
    names = [page["id"] for page in pages]
    assert len(set(names)) == 3 and all(is_uri(name) for name in names)
    assert [page.get("next") for page in pages] == [names[1], names[2], None]
    assert [page.get("prev") for page in pages] == [None, names[0], names[1]]
    assert {page["partOf"]["id"] for page in pages} == {collection["id"]}
    assert (collection["total"], collection["last"]) == (451, names[2])


def test_a_claim_that_is_blacked_out_says_so_and_one_without_a_place_is_left_out() -> None:
    black = make_claim_record(1, "Four guards", wording="[withheld]", redacted=True, sensitive=True)
    [node] = annotations(make_record(claims=(black, replace(black, anchors=())), garbles=(), corrections=()))
    check_musts(node)
    assert bodies(node, "tagging") == ["state:open", "redacted"]


def test_a_correction_tells_its_source_and_the_entity_whose_name_it_is() -> None:
    correction = make_correction_record(
        1, "al-Hasid", "al-Hashd", evidence=make_evidence_record(stance="supports"), entity="al-Hashd al-Shaabi"
    )
    [node] = annotations(make_record(claims=(), garbles=(), corrections=(correction,)))
    check_musts(node)
    assert bodies(node, "identifying") == ["al-Hashd al-Shaabi"]
    assert any(text.startswith("supports (Hilla hospital log") for text in bodies(node, "commenting"))
    assert [body["source"] for body in node["body"] if body["purpose"] == "linking"] == ["https://example.org/log"]


def test_an_article_without_marks_is_an_empty_collection_without_a_page() -> None:
    found = written(make_record(claims=(), garbles=(), corrections=()))
    assert found["total"] == 0
    assert "first" not in found and "last" not in found


def test_a_claim_in_two_stretches_has_two_targets() -> None:
    first, second, *_ = annotations(make_record())
    assert [quote["exact"] for quote, _ in selectors(first)] == ["Four guards", "were hurt"]
    assert isinstance(second["target"], dict)


def test_a_claim_says_its_wording_verdict_and_who_judged_it_last() -> None:
    earlier = make_assessment_record(reviewer="Cora", verdict="true", changed_at=AT)
    claim = make_claim_record(
        1, "Four guards", verdict="mostly false", state="settled", assessments=(make_assessment_record(), earlier)
    )
    [node] = annotations(make_record(claims=(claim,), garbles=(), corrections=()))
    assert bodies(node, "describing") == ["Four guards"]
    [judged] = [body for body in node["body"] if body["purpose"] == "assessing"]
    assert (judged["value"], judged["creator"]) == ("mostly false", {"type": "Person", "name": "Ravi"})
    assert bodies(node, "tagging") == ["state:settled"]


def test_what_a_person_made_names_the_person_and_what_a_rule_made_the_desk() -> None:
    claims = (make_claim_record(1, "Four guards", creator="Cora"), make_claim_record(2, "were hurt"))
    one, two = annotations(make_record(claims=claims, garbles=(), corrections=()))
    assert one["creator"] == {"type": "Person", "name": "Cora"}
    assert two["creator"]["type"] == "Software"


def test_evidence_is_told_in_words_and_linked_with_its_passage() -> None:
    node = annotations(make_record())[0]
    [told] = [text for text in bodies(node, "commenting") if text.startswith("refutes")]
    assert "Hilla hospital log" in told and "Three guards were treated." in told
    [link] = [body for body in node["body"] if body["purpose"] == "linking"]
    assert link["source"] == "https://example.org/log"
    assert link["selector"]["exact"] == "Three guards were treated."


def test_evidence_whose_address_is_no_web_address_is_not_linked() -> None:
    evidence = make_evidence_record(url="javascript:alert(1)")
    claim = make_claim_record(1, "Four guards", evidence=(evidence,))
    assert "javascript" not in w3c.write_one(make_record(claims=(claim,)), TERMS).decode()


def test_a_garble_says_what_it_is_and_what_it_should_say() -> None:
    garble = make_garble_record(
        1, "al-Hasid", reading="al-Hashd", entity="al-Hashd al-Shaabi", native_name="الحشد الشعبي"
    )
    [node] = annotations(make_record(claims=(), garbles=(garble,), corrections=()))
    assert bodies(node, "tagging") == ["Garbled name", "state:suspected"]
    assert bodies(node, "editing") == ["al-Hashd"]
    assert bodies(node, "identifying") == ["al-Hashd al-Shaabi", "الحشد الشعبي"]


def test_a_suggestion_without_a_score_is_told_without() -> None:
    garble = make_garble_record(1, "al-Hasid", suggestions=({"name": "al-Hashd"}, {"name": "al-Hadi", "score": 0.5}))
    [node] = annotations(make_record(claims=(), garbles=(garble,), corrections=()))
    assert bodies(node, "commenting")[1:] == ["Perhaps: al-Hashd", "Perhaps: al-Hadi (0.50)"]


def test_a_correction_carries_its_replacement_also_when_it_is_empty() -> None:
    removal = make_correction_record(1, "al-Hasid", "")
    [node] = annotations(make_record(claims=(), garbles=(), corrections=(removal,)))
    check_musts(node)
    assert bodies(node, "editing") == [""]


def test_the_target_is_the_articles_page_where_it_has_one_and_always_names_the_version() -> None:
    with_page = annotations(make_record())[1]["target"]["source"]
    without = annotations(make_record(url="not an address"))[1]["target"]["source"]
    assert (with_page["id"], with_page["canonical"]) == ("https://example.org/hilla", f"urn:uuid:{VERSION}")
    assert without["id"] == f"urn:uuid:{VERSION}"


def test_an_anchor_in_an_earlier_version_targets_that_version() -> None:
    old = place("were hurt")
    earlier = "99999999-2222-4333-8444-555555555555"
    moved = make_claim_record(1, "were hurt", anchors=(type(old)(0, 9, "were hurt", "", "", earlier),))
    [node] = annotations(make_record(url=None, claims=(moved,), garbles=(), corrections=()))
    assert node["target"]["source"]["id"] == f"urn:uuid:{earlier}"


def test_several_articles_are_a_json_array_that_also_reads_line_by_line() -> None:
    file = io.BytesIO()
    records = [
        make_record(),
        make_record(version="22222222-2222-4333-8444-555555555555", title="Line\u2028break\nhere"),
    ]
    w3c.write_many(records, TERMS, file)
    whole = json.loads(file.getvalue())
    assert [node["label"] for node in whole] == ["Four guards hurt at Hilla", "Line\u2028break\nhere"]
    lines = file.getvalue().split(b"\n")
    assert [json.loads(line.rstrip(b",")) for line in lines[1:-2]] == whole


def test_no_articles_are_an_empty_array() -> None:
    file = io.BytesIO()
    w3c.write_many([], TERMS, file)
    assert json.loads(file.getvalue()) == []


def test_the_same_record_gives_the_same_bytes_whenever_it_is_written() -> None:
    assert w3c.write_one(make_record(), TERMS) == w3c.write_one(make_record(), Terms(AT + dt.timedelta(days=9)))
