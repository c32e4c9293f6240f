"""What the desk exported as Web Annotations, WebAnno TSV or XMI comes back as what it was."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from flask import Flask

from annotator.articles.models import Article, ZoneRow
from annotator.claims import service as claims
from annotator.claims.models import Claim
from annotator.corrections.models import Correction
from annotator.db import db, transaction
from annotator.db.tracking import HistoryEntry
from annotator.exports.formats import w3c, webanno, xmi
from annotator.exports.queries import load_record
from annotator.exports.terms import Options, Terms
from annotator.garbles.models import Garble
from annotator.ingest.sandbox import Given
from annotator.text.spans import Span
from tests.support.cast import Cast
from tests.support.damaged import packed
from tests.support.factories import make_article, make_claim, make_correction, make_garble, make_zone
from tests.support.imported import ADDRESS, all_of, taken, told

FORMS = {"w3c": w3c, "webanno": webanno, "xmi": xmi}


def exported(article: Article, form: str) -> bytes:
    record = load_record(article.id, by=None, options=Options(notes=True))
    return FORMS[form].write_one(record, Terms(dt.datetime.now(dt.UTC), Options(notes=True)))


@pytest.fixture
def worked_on(article: Article, cast: Cast) -> Article:
    """With a claim in two stretches, a garble, a correction and a zone."""
    with transaction(by=cast.reviewer):
        current = db.session.get_one(Article, article.id)
        stretches = [Span(0, 12), Span(31, 37)]
        claims.create(current.current, stretches, by=cast.reviewer, wording="Two of Kirkuk", kinds=["quantity"])
        make_garble(current, "Kirkuk", reading="Karkuk", state="confirmed")
        make_correction(current, "300", "3,000", created_by_id=cast.reviewer.id, reason="The ministry says so.")
        make_zone(current, "to the town.", "truncated")
    return article


def rows() -> list[tuple[object, ...]]:
    """What travels, as far as an import takes it over."""
    found: list[tuple[object, ...]] = []
    for claim in all_of(Claim):
        found.append((claim.uid, claim.wording, claim.kinds, [anchor.span for anchor in claim.anchors]))
    found += [(garble.uid, garble.category, garble.severity, garble.span) for garble in all_of(Garble)]
    found += [(row.uid, row.replacement, row.kind, row.span) for row in all_of(Correction)]
    return found + [(zone.kind, zone.span) for zone in all_of(ZoneRow)]


@pytest.mark.parametrize("form", FORMS)
def test_what_the_desk_exported_is_here_already(worked_on: Article, cast: Cast, form: str) -> None:
    file = exported(worked_on, form)
    before = len(all_of(HistoryEntry))
    outcome = taken(file, form, by=cast.reviewer)
    things = "1 article, 1 claim, 1 garble, 1 correction and 1 zone"
    assert outcome.in_words("known") == ("1 claim, 1 garble and 1 correction" if form == "w3c" else things)
    assert not outcome.added and not outcome.troubles
    assert len(all_of(HistoryEntry)) == before


@pytest.mark.parametrize("form", FORMS)
def test_what_differs_from_the_export_is_listed_and_left_as_it_is(worked_on: Article, cast: Cast, form: str) -> None:
    file = exported(worked_on, form)
    with transaction(by=cast.reviewer):
        claims.reword(all_of(Claim)[0], wording="Three of Kirkuk", kinds=["quantity"], by=cast.reviewer)
    outcome = taken(file, form, by=cast.reviewer)
    assert told(outcome, "conflict") == ["wording: here “Three of Kirkuk”, in the file “Two of Kirkuk”"]
    assert all_of(Claim)[0].wording == "Three of Kirkuk"


@pytest.mark.parametrize("form", FORMS)
def test_another_desk_gets_the_same(worked_on: Article, cast: Cast, form: str) -> None:
    file, kept = exported(worked_on, form), rows()
    with transaction(by=None):
        for row in (*all_of(Claim), *all_of(Garble), *all_of(Correction), *all_of(ZoneRow)):
            db.session.delete(row)
    outcome = taken(file, form, by=cast.reviewer)
    assert outcome.count("added") == (3 if form == "w3c" else 4) and not outcome.troubles
    assert rows() == (kept[:-1] if form == "w3c" else kept)
    (claim,), (garble,), (correction,) = all_of(Claim), all_of(Garble), all_of(Correction)
    assert (claim.state, garble.state, correction.state) == ("open", "suspected", "proposed")
    assert garble.suggestions[0]["name"] == "Karkuk"
    assert correction.reason.split(";")[0] == "The ministry says so."


def test_claims_of_the_desk_s_rules_come_back_as_suggestions(article: Article, cast: Cast) -> None:
    with transaction(by=None):
        make_claim(db.session.get_one(Article, article.id), "300 guards", origin="rule", state="suggested")
    file = exported(article, "w3c")
    with transaction(by=None):
        db.session.delete(all_of(Claim)[0])
    taken(file, "w3c", by=cast.reviewer)
    (claim,) = all_of(Claim)
    assert (claim.state, claim.origin, claim.created_by_id) == ("suggested", "rule", None)


def test_of_a_bag_only_the_files_of_the_form_are_meant(worked_on: Article, cast: Cast) -> None:
    names = {"bagit.txt": b"", "data/articles.jsonl": b"{}", "data/one/claimreview.jsonld": b"{}"}
    bag = packed(*names.items(), ("data/one/annotations.jsonld", exported(worked_on, "w3c")))
    outcome = taken([Given("bag.zip", bag)], "w3c", by=cast.reviewer)
    assert outcome.in_words("known") == "1 claim, 1 garble and 1 correction" and not outcome.troubles


def test_both_databases_take_annotations_and_texts_in(either_app: Flask) -> None:
    with transaction(by=None):
        made = make_article(url=ADDRESS)
        make_claim(made, "300 guards", state="open", origin="person", wording="300 were sent")
        make_garble(made, "Kirkuk")
        make_correction(made, "300", "3,000")
    files = {form: exported(made, form) for form in FORMS}
    with transaction(by=None):
        for row in (*all_of(Claim), *all_of(Garble), *all_of(Correction)):
            db.session.delete(row)
    assert taken(files["w3c"], "w3c").in_words("added") == "1 claim, 1 garble and 1 correction"
    for form, file in files.items():
        again = taken(file, form)
        assert not again.added and not again.troubles
    text = "A quiet day in Basra. Nobody was hurt."
    mark = {"text": text, "label": [[0, 11, "Claim"]]}
    assert taken(json.dumps(mark), "doccano").in_words("added") == "1 article and 1 claim"
