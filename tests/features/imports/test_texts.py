"""Texts of other tools with what stands on them: a new article, or the one that has this text."""

from __future__ import annotations

import io
import json
import zipfile

import pytest
import sqlalchemy as sa
from flask import Flask

from annotator.articles.models import Article, Version, ZoneRow
from annotator.claims.models import Claim
from annotator.corrections.models import Correction
from annotator.db import db, transaction
from annotator.db.tracking import HistoryEntry
from annotator.garbles.models import Garble
from annotator.reviews.models import Comment
from annotator.tags.models import Tagging
from tests.support.cast import Cast
from tests.support.factories import make_article
from tests.support.imported import all_of, lines, taken, tsv

TEXT = "KIRKUK (NNA) - Two soldiers were wounded near Kirkuk on Monday. The ministry sent 300 guards to the town."
SPAN = "webanno.custom.Opinion|kind|note"


def marked(model: type) -> list:
    """What was imported, without what the desk's own rules found in the text."""
    rows = all_of(model)
    return [
        row for row in rows if getattr(row, "origin", "person") == "person" and getattr(row, "detector", None) is None
    ]


def xmi(text: str, *elements: str, types: str = "") -> str:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;").replace("\n", "&#10;")
    return (
        '<?xml version="1.0" encoding="UTF-8"?><xmi:XMI xmlns:xmi="http://www.omg.org/XMI" '
        'xmlns:cas="http:///uima/cas.ecore" xmlns:custom="http:///webanno/custom.ecore" xmi:version="2.0">'
        f'<cas:NULL xmi:id="0"/>{"".join(elements)}<cas:Sofa xmi:id="1" sofaNum="1" sofaID="_InitialView" '
        f'mimeType="text" sofaString="{escaped}"/><cas:View sofa="1" members=""/></xmi:XMI>'
    )


def spanned(layer: str, number: int, words: str, said: str) -> str:
    start = TEXT.index(words)
    return f'<custom:{layer} xmi:id="{number}" sofa="1" begin="{start}" end="{start + len(words)}" {said}/>'


def task(text: str, *regions: tuple[int, int, str, str], **more: object) -> dict[str, object]:
    results = [
        {
            "id": f"r{number}",
            "type": "labels",
            "from_name": "label",
            "to_name": "text",
            "value": {"start": start, "end": end, "text": words, "labels": [label]},
        }
        for number, (start, end, words, label) in enumerate(regions)
    ]
    return {
        "id": 1,
        "data": {"text": text},
        "annotations": [{"id": 5, "result": [*results, *more.pop("results", [])]}],
        **more,
    }


def test_a_text_comes_in_as_an_article_with_its_spans(app: Flask, cast: Cast) -> None:
    file = tsv(
        TEXT,
        [SPAN],
        {"300": ["Claim[1]", "to check[1]"], "guards": ["Claim[1]", "to check[1]"], "Kirkuk": ["literal", "*"]},
    )
    outcome = taken(file, "webanno", by=cast.reviewer, collection="Interviews")
    (article,) = all_of(Article)
    assert article.current.text == TEXT and article.collections[0].name == "Interviews"
    (claim,) = marked(Claim)
    assert (claim.quote, claim.state, claim.reasons) == ("300 guards", "open", ["Opinion: kind: Claim, note: to check"])
    (garble,) = marked(Garble)
    assert (garble.quote, garble.category) == ("Kirkuk", "literal")
    assert outcome.in_words("added") == "1 article, 1 claim and 1 garble"
    verbs = set(db.session.scalars(sa.select(HistoryEntry.verb).where(HistoryEntry.article_id == article.id)))
    assert verbs == {"import"}


@pytest.mark.parametrize("form", ["webanno", "xmi", "labelstudio", "doccano"])
def test_the_same_file_twice_changes_nothing_and_a_look_before_says_the_same(app: Flask, cast: Cast, form: str) -> None:
    start = TEXT.index("300")
    file = {
        "webanno": tsv(TEXT, [SPAN], {"300": ["Claim[1]", "*[1]"], "guards": ["Claim[1]", "*[1]"]}),
        "xmi": xmi(TEXT, f'<custom:Opinion xmi:id="5" sofa="1" begin="{start}" end="{start + 10}" kind="Claim"/>'),
        "labelstudio": json.dumps([task(TEXT, (start, start + 10, "300 guards", "Claim"))]),
        "doccano": lines({"text": TEXT, "label": [[start, start + 10, "Claim"]]}),
    }[form]
    look = taken(file, form, by=cast.reviewer, dry=True)
    assert look.in_words("added") == "1 article and 1 claim" and all_of(Article) == []
    assert taken(file, form, by=cast.reviewer).in_words("added") == look.in_words("added")
    assert [claim.quote for claim in marked(Claim)] == ["300 guards"]
    before = len(all_of(HistoryEntry))
    again = taken(file, form, by=cast.colleague)
    assert again.in_words("known") == "1 article and 1 claim" and not again.added
    assert len(all_of(HistoryEntry)) == before


def test_white_space_between_sentences_that_a_tsv_does_not_know_is_no_other_text(app: Flask, cast: Cast) -> None:
    text = "Two soldiers were wounded near Kirkuk on Monday.\n\n\nThe ministry sent 300 guards."
    with transaction(by=None):
        article = make_article(text)
    second = text.index("The ministry")
    file = "\n".join(
        [
            "#FORMAT=WebAnno TSV 3.3",
            "#T_SP=webanno.custom.Opinion|kind",
            "",
            "",
            f"#Text={text[:48]}",
            "1-1\t0-3\tTwo\t_\t",
            "",
            f"#Text={text[second:]}",
            f"2-1\t{second}-{second + 3}\tThe\tclaim\t",
            "",
        ]
    )
    outcome = taken(file, "webanno", by=cast.reviewer)
    assert outcome.in_words("known") == "1 article" and len(all_of(Article)) == 1
    (claim,) = all_of(Claim)
    assert (claim.article_id, claim.anchors[0].start) == (article.id, second)


def test_spans_of_a_text_that_changed_since_go_onto_the_article_that_is_named(app: Flask, cast: Cast) -> None:
    with transaction(by=None):
        article = make_article(f"Clarification first. {TEXT}")
    file = tsv(TEXT, [SPAN], {"guards": ["Claim", "*"]})
    outcome = taken(file, "webanno", by=cast.reviewer, article=article.id)
    assert outcome.places == {"moved": 1} and len(all_of(Article)) == 1
    assert all_of(Claim)[0].anchors[0].quote == "guards"


def test_the_desk_s_own_layers_come_back_as_what_they_were(app: Flask, cast: Cast) -> None:
    uids = [f"00000000-0000-4000-8000-00000000000{number}" for number in range(3)]
    claim_says = (
        f'uid="{uids[0]}" wording="Two soldiers of Kirkuk" kinds="quantity, event" state="settled" verdict="true" '
        'confidence="90"'
    )
    garble_says = (
        f'uid="{uids[1]}" category="garbled-place" severity="minor" state="confirmed" reading="Karkuk" reason="Close."'
    )
    correction_says = f'uid="{uids[2]}" replacement="3,000" correctionClass="fact" state="accepted" reason="As said."'
    elements = [
        spanned("WirecheckClaim", 5, "Two soldiers", f'part="1/2" {claim_says}'),
        spanned("WirecheckClaim", 6, "Kirkuk", f'part="2/2" {claim_says}'),
        spanned("WirecheckGarble", 7, "Kirkuk", garble_says),
        spanned("WirecheckCorrection", 8, "300", correction_says),
        spanned("WirecheckZone", 9, "KIRKUK (NNA)", 'kind="dateline"'),
    ]
    outcome = taken(xmi(TEXT, *elements), "xmi", by=cast.reviewer)
    (claim,), (garble,), (correction,) = marked(Claim), marked(Garble), all_of(Correction)
    assert (claim.uid, claim.wording, claim.kinds, claim.state) == (
        uids[0],
        "Two soldiers of Kirkuk",
        ["quantity", "event"],
        "open",
    )
    assert claim.quote == "Two soldiers … Kirkuk" and claim.reasons == [
        "judged “true” where it comes from (confidence 90)"
    ]
    assert (garble.uid, garble.category, garble.severity, garble.suggestions[0]["name"]) == (
        uids[1],
        "garbled-place",
        "minor",
        "Karkuk",
    )
    assert (correction.uid, correction.replacement, correction.kind, correction.state) == (
        uids[2],
        "3,000",
        "fact",
        "proposed",
    )
    assert any(zone.kind == "dateline" for zone in all_of(ZoneRow))
    again = taken(xmi(TEXT, *elements), "xmi", by=cast.reviewer)
    assert not again.added and again.in_words("known") == "1 article, 1 claim, 1 garble, 1 correction and 1 zone"
    assert outcome.count("conflict") == again.count("conflict") == 0


def test_layers_of_grammar_and_names_are_left_out_unless_the_map_says_otherwise(app: Flask, cast: Cast) -> None:
    named = "de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity|value"
    file = tsv(TEXT, [named], {"Kirkuk": ["LOC"], "ministry": ["ORG"]})
    outcome = taken(file, "webanno", by=cast.reviewer, dry=True)
    assert [(choice.key, choice.target) for choice in outcome.choices] == [
        ("NamedEntity/LOC", "leave"),
        ("NamedEntity/ORG", "leave"),
    ]
    taken(file, "webanno", by=cast.reviewer, labels={"NamedEntity/LOC": "garble:garbled-place"})
    assert [garble.category for garble in marked(Garble)] == ["garbled-place"] and marked(Claim) == []


def test_offsets_in_utf_16_of_java_and_of_old_browsers(app: Flask, cast: Cast) -> None:
    text = f"😃😃 {TEXT}"
    start = text.index("300")
    units = start + 2
    element = f'<custom:Opinion xmi:id="5" sofa="1" begin="{units}" end="{units + 10}" kind="Claim"/>'
    taken(xmi(text, element), "xmi", by=cast.reviewer)
    old = taken(json.dumps([task(text, (units, units + 10, "300 guards", "Claim"))]), "labelstudio", by=cast.reviewer)
    new = taken(json.dumps([task(text, (start, start + 10, "300 guards", "Claim"))]), "labelstudio", by=cast.reviewer)
    assert [(claim.quote, claim.anchors[0].start) for claim in marked(Claim)] == [("300 guards", start)]
    assert old.in_words("known") == new.in_words("known") == "1 article and 1 claim"


def test_carriage_returns_that_the_desk_does_not_keep_move_offsets_with_them(app: Flask, cast: Cast) -> None:
    text = f"First line.\r\n\r\n{TEXT}"
    start = text.index("300")
    taken(
        lines(
            {"text": text, "entities": [{"id": 1, "label": "Claim", "start_offset": start, "end_offset": start + 10}]}
        ),
        "doccano",
        by=cast.reviewer,
    )
    assert [claim.quote for claim in marked(Claim)] == ["300 guards"]
    assert "\r" not in all_of(Version)[0].text


def test_label_studio_s_choices_words_predictions_and_relations(app: Flask, cast: Cast) -> None:
    start = TEXT.index("300")
    file = task(
        TEXT,
        (start, start + 10, "300 guards", "Claim"),
        results=[
            {"id": "c", "type": "choices", "from_name": "topic", "to_name": "text", "value": {"choices": ["Security"]}},
            {
                "id": "r0",
                "type": "textarea",
                "from_name": "why",
                "to_name": "text",
                "value": {"text": ["Who counted?"]},
            },
            {
                "id": "t",
                "type": "textarea",
                "from_name": "all",
                "to_name": "text",
                "value": {"text": ["A good example."]},
            },
            {"type": "relation", "from_id": "r0", "to_id": "r1", "direction": "right"},
        ],
        predictions=[
            {
                "model_version": "m1",
                "result": [
                    {
                        "id": "p",
                        "type": "labels",
                        "from_name": "label",
                        "to_name": "text",
                        "value": {"start": 0, "end": 6, "text": "KIRKUK", "labels": ["Claim"]},
                    }
                ],
            }
        ],
    )
    outcome = taken(json.dumps([file]), "labelstudio", by=cast.reviewer)
    (claim,) = marked(Claim)
    assert claim.quote == "300 guards"
    assert {(comment.text, comment.claim_id) for comment in all_of(Comment)} == {
        ("Who counted?", claim.id),
        ("A good example.", None),
    }
    assert [tagging.tag.name for tagging in all_of(Tagging)] == ["Security"]
    assert any("relations" in note for note in outcome.notes)
    predicted = [row for row in all_of(Claim) if row.quote == "KIRKUK"]
    assert [row.state for row in predicted] == ["suggested"]


def test_doccano_s_classes_are_tags_and_older_shapes_are_read(app: Flask, cast: Cast) -> None:
    file = lines(
        {"text": TEXT, "label": ["Security", "Iraq"]},
        {"text": f"{TEXT} More.", "labels": [[0, 6, "Claim"]], "meta": {}},
        {"id": 3, "data": f"{TEXT} Most.", "annotations": [{"label": 7, "start_offset": 0, "end_offset": 6}]},
    )
    outcome = taken(file, "doccano", by=cast.reviewer)
    assert sorted(tagging.tag.name for tagging in all_of(Tagging)) == ["Iraq", "Security"]
    assert len(all_of(Article)) == 3 and {choice.key for choice in outcome.choices} == {"Claim", "7"}


def test_a_zip_of_several_texts_with_their_type_system(app: Flask, cast: Cast) -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("TypeSystem.xml", "<typeSystemDescription xmlns='http://uima.apache.org/resourceSpecifier'/>")
        archive.writestr("one.xmi", xmi(TEXT))
        archive.writestr("../../two.xmi", xmi(f"{TEXT} More."))
        archive.writestr("notes.pdf", b"%PDF")
    outcome = taken(file.getvalue(), "xmi", by=cast.reviewer)
    assert outcome.in_words("added") == "2 articles" and outcome.troubles == 0


def test_label_studio_s_pages_are_read_as_their_text_and_regions_by_their_words(app: Flask, cast: Cast) -> None:
    page = f"<div><p>{TEXT[:63]}</p><p>{TEXT[64:]}</p></div>"
    value = {"start": "/div[1]/p[2]/text()[1]", "startOffset": 18, "end": "/div[1]/p[2]/text()[1]", "endOffset": 28,
             "text": "300 guards", "hypertextlabels": ["Claim"]}  # fmt: skip
    result = {"id": "r", "type": "hypertextlabels", "from_name": "ner", "to_name": "html", "value": value}
    file = json.dumps([{"data": {"html": page}, "annotations": [{"result": [result]}]}])
    taken(file, "labelstudio", by=cast.reviewer)
    assert all_of(Article)[0].current.text == f"{TEXT[:63]}\n\n{TEXT[64:]}"
    assert [claim.quote for claim in marked(Claim)] == ["300 guards"]


def test_a_document_that_says_which_article_it_is_of_goes_onto_it_though_the_text_changed(
    app: Flask, cast: Cast
) -> None:
    with transaction(by=None):
        article = make_article(f"Clarification first. {TEXT}")
    about = f'<custom:DocumentMetaData xmi:id="2" sofa="1" begin="0" end="9" documentId="{article.uid}"/>'
    outcome = taken(xmi(TEXT, about, spanned("Opinion", 5, "300 guards", 'kind="Claim"')), "xmi", by=cast.reviewer)
    assert len(all_of(Article)) == 1 and outcome.places == {"moved": 1}
    assert [claim.quote for claim in all_of(Claim)] == ["300 guards"]
