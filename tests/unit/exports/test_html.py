"""The annotated page: it stands alone, lets nothing in, and leads from text to list and back."""

from __future__ import annotations

import base64
import hashlib
import io
import re
import zipfile
from dataclasses import replace
from xml.etree.ElementTree import Element

import html5lib
import pytest

from annotator.exports.formats import html
from annotator.exports.record import ArticleRecord, NoticeRecord
from tests.support.records import (
    LATER,
    TERMS,
    TEXT,
    make_assessment_record,
    make_claim_record,
    make_correction_record,
    make_evidence_record,
    make_garble_record,
    make_record,
)

EVIL = "</style></title><script>alert(1)</script><img src=x onerror=alert(1)> \" ' & {{ 7*7 }}"


def tree(record: ArticleRecord) -> Element:
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    return parser.parse(html.write_one(record, TERMS).decode())


def words(element: Element | None) -> str:
    assert element is not None
    return re.sub(r"\s+", " ", "".join(element.itertext())).strip()


def by_id(page: Element, ident: str) -> Element:
    [found] = [element for element in page.iter() if element.get("id") == ident]
    return found


def test_the_page_holds_the_whole_text() -> None:
    segments = [e for e in tree(make_record()).iter("span") if "seg" in e.get("class", "").split()]
    assert "".join("".join(segment.itertext()) for segment in segments) == TEXT


def test_numbers_lead_from_the_text_to_the_list_and_back() -> None:
    page = tree(make_record())
    ids = {element.get("id") for element in page.iter() if element.get("id")}
    targets = {a.get("href", "")[1:] for a in page.iter("a") if a.get("href", "").startswith("#")}
    assert targets <= ids
    for thing in ("claim-1", "claim-2", "garble-1", "correction-1"):
        assert {thing, f"in-{thing}"} <= targets


def test_ids_are_unique_and_headings_begin_with_one_h1() -> None:
    page = tree(make_record())
    ids = [element.get("id") for element in page.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    assert len(list(page.iter("h1"))) == 1


def test_a_judged_claim_shows_its_verdict_as_sign_and_word_with_confidence_and_sources() -> None:
    claim = words(by_id(tree(make_record()), "claim-1"))
    for part in ("✗ mostly false", "confidence 80 of 100", "assessed", "Fault: translation", "− refutes"):
        assert part in claim
    for part in ("Hilla hospital log", "reliability B", "Three guards were treated.", "Ravi", "Counted twice."):
        assert part in claim


@pytest.mark.parametrize("verdict", html.VERDICT_SIGNS)
def test_each_verdict_has_a_sign(verdict: str) -> None:
    claim = make_claim_record(1, "Four guards", state="settled", verdict=verdict, confidence=0)
    shown = words(by_id(tree(make_record(claims=(claim,))), "claim-1"))
    assert f"{html.VERDICT_SIGNS[verdict].glyph} {verdict}" in shown
    assert "confidence 0 of 100" in shown


def test_a_garble_shows_its_readings_and_then_the_confirmed_one() -> None:
    assert "Perhaps: al-Hashd al-Shaabi (0.81)" in words(by_id(tree(make_record()), "garble-1"))
    confirmed = make_garble_record(1, "al-Hasid", reading="al-Hashd al-Shaabi", native_name="الحشد الشعبي")
    shown = words(by_id(tree(make_record(garbles=(confirmed,))), "garble-1"))
    assert "“al-Hasid” → al-Hashd al-Shaabi (الحشد الشعبي)" in shown
    assert "Perhaps" not in shown


def test_a_correction_shows_old_and_new_in_the_text_and_in_the_list() -> None:
    page = tree(make_record())
    assert [words(e) for e in page.iter("ins")] == ["al-Hashd al-Shaabi", "corrected", "al-Hashd al-Shaabi"]
    removal = make_record(corrections=(make_correction_record(1, "al-Hasid", ""),))
    assert "(taken out)" in words(by_id(tree(removal), "correction-1"))


def test_a_claim_whose_words_are_gone_is_listed_and_not_drawn() -> None:
    earlier = make_claim_record(1, "Four guards")
    gone = [replace(anchor, version="earlier") for anchor in earlier.anchors]
    page = tree(make_record(claims=(make_claim_record(1, "Four guards", anchors=tuple(gone)),)))
    assert "Its words stand in an earlier version of the text: “Four guards”" in words(by_id(page, "claim-1"))
    assert "in-claim-1" not in {element.get("id") for element in page.iter()}
    assert "#in-claim-1" not in {a.get("href") for a in page.iter("a")}


def test_what_stands_on_the_same_words_is_linked_both_ways() -> None:
    on_the_name = make_claim_record(3, "of the al-Hasid were")
    page = tree(make_record(claims=(*make_record().claims, on_the_name)))
    for one, others in (("claim-3", {"garble-1", "correction-1"}), ("garble-1", {"claim-3", "correction-1"})):
        links = {a.get("href", "")[1:] for a in by_id(page, one).iter("a")} - {f"in-{one}"}
        assert links == others
    assert not [a for a in by_id(page, "claim-2").iter("a") if a.get("href") != "#in-claim-2"]


def test_conditions_stand_at_the_head_and_notices_at_the_end() -> None:
    notice = NoticeRecord("n", "clarification", "It was said before.", "Edda", LATER)
    page = tree(make_record(notices=(notice,), embargo_until=LATER, withheld=1))
    head = words(page.find(".//header"))
    assert "Under embargo until 4 March 2021, 17:30 UTC." in head and "1 claim is withheld" in head
    assert words(by_id(page, "notices")).endswith("Clarification, 4 March 2021, approved by Edda It was said before.")


def test_a_correction_shows_what_its_source_says() -> None:
    row = make_correction_record(1, "al-Hasid", "al-Hashd", evidence=make_evidence_record(stance="supports"))
    shown = words(by_id(tree(make_record(corrections=(row,))), "correction-1"))
    assert "+ supports" in shown and "Hilla hospital log" in shown


def evil_record() -> ArticleRecord:
    text = f"{EVIL} guards {EVIL}"
    evidence = make_evidence_record(passage=EVIL, url="javascript:alert(1)", archive_url="data:text/html,x")
    claim = make_claim_record(
        1, EVIL, text=text, evidence=(evidence,), assessments=(make_assessment_record(reviewer=EVIL, note=EVIL),)
    )
    return make_record(
        title=EVIL, outlet=EVIL, byline=EVIL, feed=EVIL, translator=EVIL, language='en" onload="x', url=EVIL,
        text=text, zones=(), claims=(claim,),
        garbles=(make_garble_record(1, "guards", text=text, reason=EVIL, reading=EVIL, native_name=EVIL),),
        corrections=(make_correction_record(1, "guards", EVIL, text=text, reason=EVIL),),
    )  # fmt: skip


def test_whatever_stands_in_the_fields_is_text_and_never_markup() -> None:
    page = tree(evil_record())
    assert not [e for e in page.iter() if e.tag in {"script", "img", "iframe", "object", "form", "link", "base"}]
    assert not [name for e in page.iter() for name in e.attrib if name.startswith("on") or name == "style"]
    assert all(re.match(r"#|https?://", a.get("href", "")) for a in page.iter("a"))
    assert words(page.find(".//h1")) == re.sub(r"\s+", " ", EVIL)
    assert "49" not in words(page.find(".//main"))


def test_the_policy_allows_exactly_the_style_that_is_there() -> None:
    page = tree(evil_record())
    [style] = list(page.iter("style"))
    [policy] = [m.get("content", "") for m in page.iter("meta") if m.get("http-equiv") == "Content-Security-Policy"]
    digest = base64.b64encode(hashlib.sha256((style.text or "").encode()).digest()).decode()
    assert f"style-src 'sha256-{digest}'" in policy
    assert policy.startswith("default-src 'none'") and "script-src" not in policy and "unsafe" not in policy


def test_the_page_needs_nothing_from_elsewhere() -> None:
    assert not re.search(r"url\(|@import|src=", html.write_one(make_record(), TERMS).decode())


def test_the_page_is_styled_for_print_and_for_the_dark() -> None:
    for rule in ("@media print", "@page", "prefers-color-scheme: dark"):
        assert rule in html.style()


def test_language_and_direction_are_the_articles() -> None:
    text = "قال قائد إن أربعة جرحوا."
    record = make_record(language="ar", title="جرحى", text=text, zones=(), claims=(), garbles=(), corrections=())
    body = next(e for e in tree(record).iter("div") if "article-text" in e.get("class", ""))
    assert (body.get("lang"), body.get("dir")) == ("ar", "rtl")


def test_an_article_without_anything_on_it_is_a_page_too() -> None:
    page = tree(make_record(claims=(), garbles=(), corrections=(), zones=(), published_at=None, outlet=None, url=None))
    assert "No claims." in words(by_id(page, "claims"))
    assert "0 claims" in words(page.find(".//header"))


def test_several_articles_are_a_zip_of_pages_with_a_list() -> None:
    file = io.BytesIO()
    html.write_many(
        [make_record(), make_record(id=13, title="<b>Second</b>", published_at=None, feed=None)], TERMS, file
    )
    with zipfile.ZipFile(file) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == ["four-guards-hurt-at-hilla-12.html", "b-second-b-13.html", "index.html"]
        listing = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(
            archive.read("index.html").decode()
        )
        assert archive.read("four-guards-hurt-at-hilla-12.html") == html.write_one(make_record(), TERMS)
    links = [(a.get("href"), words(a)) for a in listing.iter("a")]
    assert links == [
        ("four-guards-hurt-at-hilla-12.html", "Four guards hurt at Hilla"),
        ("b-second-b-13.html", "<b>Second</b>"),
    ]
