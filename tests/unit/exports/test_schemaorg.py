"""JSON-LD after schema.org: the article, its corrections, a ClaimReview for each settled claim."""

from __future__ import annotations

import datetime as dt
import io
import json
from dataclasses import replace
from typing import Any

import html5lib
from hypothesis import given, settings

from annotator.exports.formats import schemaorg
from annotator.exports.formats.claimreview import claim_reviews
from annotator.exports.record import ArticleRecord, ClaimRecord, NoticeRecord, SpeakerRecord
from annotator.exports.terms import Options, Terms
from tests.support.any_record import any_record
from tests.support.records import (
    AT,
    LATER,
    TERMS,
    make_assessment_record,
    make_claim_record,
    make_correction_record,
    make_evidence_record,
    make_record,
    uid,
)

Node = dict[str, Any]


def settled(**more: Any) -> ClaimRecord:
    values = {
        "state": "settled",
        "verdict": "mostly false",
        "confidence": 80,
        "fault": "translation",
        "evidence": (make_evidence_record(),),
        "assessments": (make_assessment_record(),),
    }
    return make_claim_record(1, "Four guards", "were hurt", **(values | more))


def written(record: ArticleRecord, **chosen: str) -> tuple[Node, list[Node]]:
    """The article and the reviews."""
    loaded = json.loads(schemaorg.write_one(record, Terms(AT, Options(chosen=chosen))))
    assert loaded["@context"] == "https://schema.org"
    article, *reviews = loaded["@graph"]
    return article, reviews


def test_only_settled_claims_with_a_verdict_are_published_as_checked() -> None:
    assessed = settled(state="assessed")
    bare = settled(verdict=None)
    assert written(make_record(claims=(assessed, bare)))[1] == []
    assert len(written(make_record(claims=(settled(), assessed)))[1]) == 1


def test_a_review_says_the_claim_the_verdict_and_by_whom() -> None:
    _, [review] = written(make_record(claims=(settled(),)))
    assert review["claimReviewed"] == "Four guards"
    assert review["author"] == {"@type": "Organization", "name": "Wirecheck"}
    assert review["datePublished"] == "2021-03-04T17:30:00Z"
    assert review["reviewRating"] == {
        "@type": "Rating",
        "ratingValue": 2,
        "bestRating": 5,
        "worstRating": 1,
        "alternateName": "Mostly false",
        "ratingExplanation": "Confidence 80 of 100. Fault: translation.",
    }
    assert review["itemReviewed"]["text"] == "Four guards … were hurt"
    assert review["itemReviewed"]["appearance"]["url"] == "https://example.org/hilla"
    assert review["citation"][0]["text"] == "Three guards were treated."
    assert "url" not in review


def test_a_verdict_off_the_scale_has_words_and_no_number() -> None:
    _, [review] = written(make_record(claims=(settled(verdict="outdated", confidence=None, fault=None),)))
    assert review["reviewRating"] == {"@type": "Rating", "alternateName": "Outdated"}


def test_the_author_of_a_claim_is_its_speaker_else_the_outlet() -> None:
    def author(**more: Any) -> object:
        _, [review] = written(make_record(claims=(settled(**more),)))
        return review["itemReviewed"].get("author")

    assert author() == {"@type": "Organization", "name": "River Post"}
    assert author(speaker=SpeakerRecord("A. Mayor", "person")) == {"@type": "Person", "name": "A. Mayor"}
    assert author(speaker=SpeakerRecord("the ministry", "office")) == {"@type": "Organization", "name": "the ministry"}
    assert author(speaker=SpeakerRecord("a report", "document")) is None


def test_reviewers_are_named_only_when_asked_for() -> None:
    record = make_record(claims=(settled(),))
    assert b"Ravi" not in schemaorg.write_one(record, TERMS) and b"Edda" not in schemaorg.write_one(record, TERMS)
    article, [review] = written(record, reviewers="names")
    assert [one["name"] for one in review["author"]] == ["Wirecheck", "Ravi"]
    assert article["correction"][0]["author"]["name"] == "Edda"


def test_accepted_corrections_are_told_and_applied() -> None:
    article, _ = written(make_record())
    [told] = article["correction"]
    assert (told["@type"], told["datePublished"]) == ("CorrectionComment", "2021-03-04T17:30:00Z")
    assert told["text"] == "An earlier version of this article said “al-Hasid”. It should say “al-Hashd al-Shaabi”."
    assert "of the al-Hashd al-Shaabi were hurt" in article["articleBody"]
    assert article["dateModified"] == "2021-03-04T17:30:00Z"


def test_as_published_the_text_is_as_it_was_and_the_corrections_are_told_all_the_same() -> None:
    article, _ = written(make_record(), text="published")
    assert "of the al-Hasid were hurt" in article["articleBody"] and article["correction"]


def test_what_is_only_proposed_is_not_told() -> None:
    article, _ = written(make_record(corrections=(make_correction_record(1, "al-Hasid", "x", state="proposed"),)))
    assert "correction" not in article and "dateModified" not in article


def test_words_that_were_taken_out_are_told_so() -> None:
    article, _ = written(make_record(corrections=(make_correction_record(1, "al-Hasid", ""),)))
    assert article["correction"][0]["text"].endswith("These words were taken out.")


def test_a_notice_is_told_in_its_own_words_and_its_corrections_not_again() -> None:
    notice = NoticeRecord(uid(80), "correction", "We got the name wrong.", "Edda", LATER, (uid(51),))
    other = make_correction_record(2, "900 men", "90 men")
    article, _ = written(replace(make_record(notices=(notice,)), corrections=(*make_record().corrections, other)))
    assert [one["text"] for one in article["correction"]] == [
        "We got the name wrong.",
        "An earlier version of this article said “900 men”. It should say “90 men”.",
    ]


def test_an_embargo_and_what_is_withheld_are_conditions_of_access() -> None:
    article, _ = written(make_record(embargo_until=LATER, withheld=2))
    assert article["conditionsOfAccess"] == (
        "Under embargo until 4 March 2021, 17:30 UTC. 2 claims are withheld as sensitive."
    )


def test_what_was_typed_as_an_address_and_is_none_is_left_out() -> None:
    evidence = make_evidence_record(url="javascript:alert(1)", archive_url="file:///etc/passwd")
    data = schemaorg.write_one(make_record(url="javascript:alert(1)", claims=(settled(evidence=(evidence,)),)), TERMS)
    assert b"javascript" not in data and b"passwd" not in data


def test_it_is_safe_inside_a_script_element() -> None:
    record = make_record(title="</script><script>alert(1)</script><!-- & \u2028", claims=(settled(),))
    page = f'<script type="application/ld+json">{schemaorg.write_one(record, TERMS).decode()}</script><p>after</p>'
    tree = html5lib.parse(page, namespaceHTMLElements=False)
    [script] = tree.iter("script")
    assert json.loads(script.text)["@graph"][0]["headline"] == record.title


@given(any_record())
@settings(max_examples=100, deadline=None)
def test_any_article_is_json_whose_reviews_are_read_back(record: ArticleRecord) -> None:
    data = schemaorg.write_one(record, TERMS)
    assert not set(b"<>&") & set(data)
    reviews = claim_reviews(json.loads(data))
    published = [claim for claim in record.claims if claim.state == "settled" and claim.verdict]
    assert [(review.claim, review.verdict) for review in reviews] == [
        (claim.wording, claim.verdict) for claim in published
    ]


def test_several_articles_are_an_array_with_a_document_a_line() -> None:
    file = io.BytesIO()
    schemaorg.write_many([make_record(), make_record(title="Other")], TERMS, file)  # type: ignore[arg-type]
    whole = json.loads(file.getvalue())
    assert [one["@graph"][0]["headline"] for one in whole] == ["Four guards hurt at Hilla", "Other"]
    assert len(file.getvalue().splitlines()) == 4


def test_the_same_record_gives_the_same_bytes_whenever_it_is_written() -> None:
    later = Terms(AT + dt.timedelta(days=9))
    assert schemaorg.write_one(make_record(), TERMS) == schemaorg.write_one(make_record(), later)
