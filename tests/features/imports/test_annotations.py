"""Annotations of other tools onto articles of the desk: anchored by their quotes, never over what stands there."""

from __future__ import annotations

import json

import pytest
from flask import Flask

from annotator.accounts.models import User
from annotator.articles.models import Article
from annotator.claims.models import Claim
from annotator.corrections.models import Correction
from annotator.db import db, transaction
from annotator.db.tracking import HistoryEntry
from annotator.desk.history.undoing import take_back
from annotator.garbles.models import Garble
from annotator.reviews.models import Comment
from annotator.tags.models import Tagging
from annotator.text.spans import Span
from tests.support.cast import Cast
from tests.support.factories import make_article, make_claim
from tests.support.imported import ADDRESS, all_of, annotation, lines, taken, told

STATEMENT = "The ministry sent 300 guards to the town."


def test_a_comment_on_a_quote_becomes_a_claim_with_the_remark(article: Article, cast: Cast) -> None:
    made = annotation(f"{ADDRESS}/", "300 guards", creator={"type": "Person", "name": "Omar"})
    outcome = taken(lines(made), "w3c", by=cast.reviewer)
    (claim,) = all_of(Claim)
    assert (claim.quote, claim.state, claim.origin, claim.created_by_id) == (
        "300 guards",
        "open",
        "person",
        cast.reviewer.id,
    )
    assert claim.reasons == ["by Omar"] and [fact.value for fact in claim.facts if fact.kind == "quantity"] == [300]
    (comment,) = all_of(Comment)
    assert (comment.text, comment.claim_id, comment.author_id) == ("Says who?", claim.id, cast.reviewer.id)
    assert outcome.summary() == "1 claim was added" and outcome.places == {"found": 1}
    assert {entry.verb for entry in all_of(HistoryEntry) if entry.object_type == "claims"} == {"import"}


def test_a_look_writes_nothing_and_tells_what_would_come_of_it(article: Article, cast: Cast) -> None:
    before = len(all_of(HistoryEntry))
    outcome = taken(lines(annotation(ADDRESS, "300 guards")), "w3c", by=cast.reviewer, dry=True)
    assert outcome.summary() == "1 claim would be added"
    assert all_of(Claim) == [] and len(all_of(HistoryEntry)) == before


def test_the_same_file_twice_changes_nothing(article: Article, cast: Cast) -> None:
    file = lines(
        annotation(ADDRESS, "300 guards"),
        annotation(
            ADDRESS,
            "Monday",
            id="http://tool.example/2",
            motivation="tagging",
            body={"type": "TextualBody", "purpose": "tagging", "value": "weekday"},
        ),
        annotation(
            ADDRESS,
            "Kirkuk",
            id="http://tool.example/3",
            motivation="editing",
            body={"type": "TextualBody", "purpose": "editing", "value": "Karkuk"},
        ),
        annotation(
            ADDRESS,
            "x",
            id="http://tool.example/4",
            motivation="replying",
            target="http://tool.example/1",
            body={"type": "TextualBody", "value": "The ministry."},
        ),
    )
    assert taken(file, "w3c", by=cast.reviewer).in_words("added") == "1 claim, 1 garble, 1 correction and 1 remark"
    before = len(all_of(HistoryEntry))
    outcome = taken(file, "w3c", by=cast.colleague)
    assert outcome.in_words("known") == "1 claim, 1 garble, 1 correction and 1 remark" and not outcome.added
    assert len(all_of(HistoryEntry)) == before


def test_what_each_motivation_becomes(article: Article, cast: Cast) -> None:
    file = lines(
        annotation(
            ADDRESS,
            "Kirkuk",
            motivation="editing",
            body=[
                {"type": "TextualBody", "purpose": "editing", "value": "Karkuk"},
                {"type": "TextualBody", "purpose": "classifying", "value": "style"},
                {"type": "TextualBody", "purpose": "commenting", "value": "House style."},
            ],
        ),
        annotation(
            ADDRESS,
            "Monday",
            id="http://tool.example/2",
            motivation="classifying",
            body={"type": "TextualBody", "value": "Literal translation"},
        ),
        annotation(
            ADDRESS,
            STATEMENT,
            id="http://tool.example/3",
            motivation="describing",
            body=[
                {"type": "TextualBody", "purpose": "describing", "value": "The ministry sent 300 guards to Kirkuk."},
                {"type": "TextualBody", "purpose": "classifying", "value": "quantity"},
                {"type": "TextualBody", "purpose": "tagging", "value": "follow up"},
            ],
        ),
        annotation(ADDRESS, "on Monday", id="http://tool.example/4", motivation="highlighting", body=[]),
        annotation(
            ADDRESS,
            "the town",
            id="http://tool.example/5",
            motivation="editing",
            body={"type": "TextualBody", "purpose": "editing", "value": ""},
        ),
    )
    taken(file, "w3c", by=cast.reviewer)
    first, second = all_of(Correction)
    assert (first.replacement, first.kind, first.reason, first.state) == ("Karkuk", "style", "House style.", "proposed")
    assert (second.quote, second.replacement) == ("the town", "")
    (garble,) = all_of(Garble)
    assert (garble.category, garble.state, garble.detector) == ("literal", "suspected", None)
    described, highlighted = all_of(Claim)
    assert described.wording == "The ministry sent 300 guards to Kirkuk." and described.kinds == ["quantity"]
    assert [tagging.tag.name for tagging in all_of(Tagging)] == ["follow up"] and highlighted.wording == "on Monday"


def test_quotes_that_moved_are_placed_and_those_without_a_certain_place_are_listed(app: Flask, cast: Cast) -> None:
    text = "He said no. The mayor spoke. A long preface was added to this article. The mayor left. He said no more."
    with transaction(by=None):
        make_article(text, url=ADDRESS)
    position = {"type": "TextPositionSelector", "start": 3, "end": 12}
    moved = annotation(ADDRESS, "The mayor", prefix="to this article. ", suffix=" left.")
    moved["target"]["selector"] = [moved["target"]["selector"], position]
    file = lines(
        moved,
        annotation(ADDRESS, "The mayor", id="http://tool.example/2"),
        annotation(ADDRESS, "The governor resigned in the night", id="http://tool.example/3"),
        annotation(ADDRESS, "A long preface is added to this article", id="http://tool.example/4"),
        annotation("https://elsewhere.example/", "The mayor", id="http://tool.example/5"),
    )
    outcome = taken(file, "w3c", by=cast.reviewer)
    assert [claim.anchors[0].start for claim in all_of(Claim)] == [text.index("The mayor left")]
    assert outcome.places == {"moved": 1, "ambiguous": 1, "gone": 1, "changed": 1}
    reasons = told(outcome, "unplaced")
    assert any("2 times" in reason for reason in reasons) and any("do not stand" in reason for reason in reasons)
    assert any("was added" in reason for reason in reasons) and any("elsewhere.example" in reason for reason in reasons)


def test_annotations_of_a_page_elsewhere_go_onto_the_article_that_is_named(article: Article, cast: Cast) -> None:
    file = lines(annotation("https://mirror.example/", "300 guards"))
    assert "No article here" in told(taken(file, "w3c", by=cast.reviewer), "unplaced")[0]
    assert taken(file, "w3c", by=cast.reviewer, article=article.id).in_words("added") == "1 claim"


def test_browsers_count_utf_16_and_their_quotes_say_so(app: Flask, cast: Cast) -> None:
    text = "😃 Two left. Two left again 😃. Two left."
    with transaction(by=None):
        made = make_article(text, url=ADDRESS)
    start = text.rindex("Two left")
    file = annotation(ADDRESS, "Two left")
    file["target"]["selector"] = [
        file["target"]["selector"],
        {"type": "TextPositionSelector", "start": start + 2, "end": start + 10},
    ]
    taken(lines(file), "w3c", by=cast.reviewer)
    (claim,) = all_of(Claim)
    assert claim.anchors[0].span == Span(start, start + 8) and claim.article_id == made.id


def test_refined_selectors_and_ranges_are_followed(article: Article, cast: Cast) -> None:
    refined = annotation(ADDRESS, "x")
    refined["target"]["selector"] = {
        "type": "TextQuoteSelector",
        "exact": STATEMENT,
        "refinedBy": {"type": "TextPositionSelector", "start": 18, "end": 28},
    }
    ranged = annotation(ADDRESS, "x", id="http://tool.example/2")
    ranged["target"]["selector"] = {
        "type": "RangeSelector",
        "startSelector": {"type": "TextQuoteSelector", "exact": "wounded"},
        "endSelector": {"type": "TextQuoteSelector", "exact": " on Monday"},
    }
    fragment = annotation(ADDRESS, "x", id="http://tool.example/3")
    fragment["target"]["selector"] = {
        "type": "FragmentSelector",
        "conformsTo": "http://tools.ietf.org/rfc/rfc5147",
        "value": "char=0,12",
    }
    taken(lines(refined, ranged, fragment), "w3c", by=cast.reviewer)
    assert [claim.quote for claim in all_of(Claim)] == ["300 guards", "wounded near Kirkuk", "Two soldiers"]


def test_a_claim_that_a_rule_suggested_becomes_what_was_marked(article: Article, cast: Cast) -> None:
    with transaction(by=None):
        make_claim(db.session.get_one(Article, article.id), "300 guards", origin="rule", state="suggested")
    outcome = taken(lines(annotation(ADDRESS, "300 guards")), "w3c", by=cast.reviewer)
    (claim,) = all_of(Claim)
    assert claim.state == "open" and outcome.in_words("added") == "1 claim"
    assert "rule suggested" in told(outcome, "added")[0]


@pytest.mark.parametrize("state", ["not-a-claim", "settled"])
def test_what_people_decided_here_is_not_overruled(article: Article, cast: Cast, state: str) -> None:
    with transaction(by=None):
        make_claim(
            db.session.get_one(Article, article.id), "300 guards", state=state, origin="person", wording="As we say"
        )
    described = {"type": "TextualBody", "purpose": "describing", "value": "As they say"}
    outcome = taken(lines(annotation(ADDRESS, "300 guards", body=described)), "w3c", by=cast.reviewer)
    (claim,) = all_of(Claim)
    assert (claim.state, claim.wording) == (state, "As we say") and outcome.in_words("conflict") == "1 claim"


def test_replies_are_remarks_on_what_their_chain_begins_with(article: Article, cast: Cast) -> None:
    reply = {"motivation": "replying", "creator": {"type": "Person", "name": "Lina"}}
    file = lines(
        annotation(
            "u:",
            "x",
            id="http://tool.example/3",
            target="http://tool.example/2",
            **reply,
            body={"type": "TextualBody", "value": "No, the ministry."},
        ),
        annotation(
            "u:",
            "x",
            id="http://tool.example/2",
            target="http://tool.example/1",
            **reply,
            body={"type": "TextualBody", "value": "The mayor."},
        ),
        annotation(ADDRESS, "300 guards"),
    )
    outcome = taken(file, "w3c", by=cast.reviewer)
    (claim,) = all_of(Claim)
    assert {comment.text for comment in all_of(Comment)} == {"Says who?", "Lina: The mayor.", "Lina: No, the ministry."}
    assert all(comment.claim_id == claim.id for comment in all_of(Comment))
    assert outcome.in_words("added") == "1 claim and 2 remarks"


def test_replies_in_a_circle_are_told_and_say_nothing(article: Article, cast: Cast) -> None:
    file = lines(
        annotation("u:", "x", id="http://tool.example/2", target="http://tool.example/3", motivation="replying"),
        annotation("u:", "x", id="http://tool.example/3", target="http://tool.example/2", motivation="replying"),
        annotation("u:", "x", id="http://tool.example/4", target="http://tool.example/4", motivation="replying"),
        annotation(ADDRESS, "300 guards"),
    )
    outcome = taken(file, "w3c", by=cast.reviewer, article=article.id)
    assert len(all_of(Claim)) == 1 and len(all_of(Comment)) == 1
    assert sum("circle" in reason for reason in told(outcome, "problem")) == 2
    assert any("about itself" in reason for reason in told(outcome, "problem"))


def test_without_a_person_remarks_stay_with_the_claim(article: Article) -> None:
    file = lines(
        annotation(ADDRESS, "300 guards"),
        annotation("u:", "x", id="http://tool.example/2", target="http://tool.example/1", motivation="replying"),
    )
    outcome = taken(file, "w3c")
    (claim,) = all_of(Claim)
    assert claim.reasons == ["Says who?"] and claim.created_by_id is None and all_of(Comment) == []
    assert "needs somebody" in told(outcome, "left")[0]


def test_hypothesis_exports_are_read_too(article: Article, cast: Cast) -> None:
    row = {
        "id": "AbC",
        "uri": ADDRESS,
        "user": "acct:omar@hypothes.is",
        "text": "Who counted?",
        "tags": ["numbers"],
        "target": [
            {
                "source": ADDRESS,
                "selector": [
                    {
                        "type": "RangeSelector",
                        "startContainer": "/p[1]",
                        "startOffset": 0,
                        "endContainer": "/p[1]",
                        "endOffset": 3,
                    },
                    {"type": "TextPositionSelector", "start": 2_067, "end": 2_077},
                    {
                        "type": "TextQuoteSelector",
                        "exact": "300 guards",
                        "prefix": "The ministry sent ",
                        "suffix": " to the",
                    },
                ],
            }
        ],
    }
    answer = {
        "id": "DeF",
        "uri": ADDRESS,
        "user": "acct:lina@hypothes.is",
        "text": "The mayor.",
        "references": ["AbC"],
        "target": [{"source": ADDRESS}],
    }
    taken(json.dumps({"total": 2, "rows": [row, answer]}), "w3c", by=cast.reviewer)
    (claim,) = all_of(Claim)
    assert claim.quote == "300 guards" and claim.reasons == ["by omar@hypothes.is"]
    assert {comment.text for comment in all_of(Comment)} == {"Who counted?", "lina@hypothes.is: The mayor."}


def test_an_import_is_undone_in_one_step(article: Article, cast: Cast) -> None:
    file = lines(annotation(ADDRESS, "300 guards"), annotation(ADDRESS, "Monday", id="http://tool.example/2"))
    taken(file, "w3c", by=cast.reviewer)
    reviewer = db.session.get_one(User, cast.reviewer.id)
    with transaction(by=reviewer, verb="undo"):
        take_back(db.session.get_one(Article, article.id), "undo", by=reviewer)
    assert all_of(Claim) == [] and all_of(Comment) == []
    assert taken(file, "w3c", by=cast.reviewer).in_words("added") == "2 claims"


def test_articles_that_a_person_may_not_know_of_are_not_there(app: Flask, cast: Cast) -> None:
    with transaction(by=cast.editor):
        make_article(url=ADDRESS, visibility="hidden")
    outcome = taken(lines(annotation(ADDRESS, "300 guards")), "w3c", by=cast.reviewer)
    assert "No article here" in told(outcome, "unplaced")[0] and all_of(Claim) == []


def test_words_of_the_standard_are_known_however_they_are_written(article: Article, cast: Cast) -> None:
    tag = {"type": "TextualBody", "purpose": "oa:tagging", "value": "weekday"}
    marked = {"type": "TextualBody", "format": "text/html", "value": "<p>Says <b>who</b>?</p><script>x()</script>"}
    file = lines(
        annotation(ADDRESS, "Monday", id="#4f2d-1", motivation="oa:tagging", body=tag),
        annotation(ADDRESS, "300 guards", id="#4f2d-2", motivation="http://www.w3.org/ns/oa#commenting", body=marked),
    )
    taken(file, "w3c", by=cast.reviewer)
    assert [garble.category for garble in all_of(Garble)] == ["weekday"]
    assert [comment.text for comment in all_of(Comment)] == ["Says who?"]


@pytest.mark.parametrize(("state", "becomes"), [("suggested", "suggested"), ("open", "open"), ("settled", "open")])
def test_a_claim_of_a_rule_that_people_took_up_elsewhere_is_no_suggestion(
    article: Article, cast: Cast, state: str, becomes: str
) -> None:
    bodies = [
        {"type": "TextualBody", "purpose": "describing", "value": "300 guards were sent"},
        {"type": "TextualBody", "purpose": "tagging", "value": f"state:{state}"},
    ]
    desk = {"type": "Software", "name": "Wirecheck"}
    taken(lines(annotation(ADDRESS, "300 guards", body=bodies, creator=desk)), "w3c", by=cast.reviewer)
    assert [claim.state for claim in all_of(Claim)] == [becomes] and all_of(Tagging) == []
