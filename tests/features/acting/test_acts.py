"""Each act: previewed, done as it was shown, taken back as one."""

from __future__ import annotations

import re

import sqlalchemy as sa

from annotator.articles.models import Collection
from annotator.db import db, transaction
from annotator.gazetteer.models import Alias, Entity
from annotator.tags.models import Tag, Tagging
from tests.features.acting.conftest import Desk, claims, garbles


def offered(page: str) -> list[str]:
    return re.findall(r'name="act" value="([a-z-]+)"', page)


def test_all_means_every_hit_and_not_the_page(desk: Desk) -> None:
    desk.articles(12)  # 3 hits of the word each: more than one page
    at = desk.select(desk.cast.reviewer, search="q=barges&kind=claim&page=1")
    page = desk.client.get(at).text
    assert "Act on 12 hits" in page and "12 claims" in page
    for name, number in (("Take", "up to 12 claims"), ("Tag", "up to 12 claims"), ("Export", "up to 12 articles")):
        assert name in page and number in page
    assert offered(page) == ["assign", "take", "tag", "collect"], "only what applies"


def test_claims_are_taken_and_given_back_by_undo(desk: Desk) -> None:
    desk.articles(2)
    at = desk.select(desk.cast.reviewer, search="q=barges&kind=claim")
    preview = desk.preview(at, "take")
    assert "Take 2 claims?" in preview.text and "with nobody" in preview.text and "with you" in preview.text
    assert all(claim.assignee_id is None for claim in claims()), "a preview changes nothing"
    job = desk.carry_out(preview)
    assert (job.state, job.report["done"], len(job.report["steps"])) == ("done", 2, 1)
    assert sorted(claim.assignee_id is not None for claim in claims()) == [False, False, True, True]
    assert "2 claims taken" in desk.client.get(f"/search/acts/{job.uid}").text
    undo = desk.undo(job)
    assert (undo.state, undo.report) == ("done", {"done": 2, "left": {}})
    assert all(claim.assignee_id is None and claim.assigned_at is None for claim in claims())


def test_claims_are_handed_over_but_for_what_the_other_cannot_see(desk: Desk) -> None:
    desk.articles(1)
    desk.articles(1, visibility="draft")
    at = desk.select(desk.cast.reviewer, search="q=barges&kind=claim")
    preview = desk.preview(at, "assign", to=str(desk.cast.colleague.id))
    assert "Hand 1 claim over to Cora?" in preview.text
    assert "1 left out: Cora cannot see the article." in preview.text
    job = desk.carry_out(preview)
    assert [claim.assignee_id for claim in claims()].count(desk.cast.colleague.id) == 1 == job.report["done"]
    assert desk.preview(at, "assign", to=str(desk.cast.reader.id)).status_code == 422
    assert "does not judge claims" in desk.preview(at, "assign", to=str(desk.cast.reader.id)).text


def test_only_what_one_has_oneself_is_given_back(desk: Desk) -> None:
    desk.articles(2)
    with transaction(by=None):
        first, _, third, _ = claims()
        first.assignee_id, third.assignee_id = desk.cast.reviewer.id, desk.cast.colleague.id
    at = desk.select(desk.cast.reviewer, *(f"claim:{claim.id}" for claim in claims()))
    preview = desk.preview(at, "give-back")
    assert "Give 1 claim back?" in preview.text and "3 left out: not with you." in preview.text
    desk.carry_out(preview)
    assert [claim.assignee_id for claim in claims()] == [None, None, desk.cast.colleague.id, None]


def test_claims_and_articles_are_tagged_found_by_it_and_untagged(desk: Desk) -> None:
    desk.articles(2)
    at = desk.select(desk.cast.reviewer)
    preview = desk.preview(at, "tag", tag="  Follow   up ")
    assert "Tag 4 claims and articles “Follow up”?" in preview.text
    job = desk.carry_out(preview)
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Tagging)) == 4 == job.report["done"]
    assert db.session.scalars(sa.select(Tag)).one().name == "Follow up"
    desk.keeper.drain()
    assert "<strong>4</strong>" in desk.client.get("/search?q=tag:follow").text
    page = desk.client.get("/search?q=barges&tag=follow+up").text
    assert "<strong>4</strong>" in page and 'name="tag" value="follow up"' in page and "Follow up" in page, "a facet"
    assert "<strong>6</strong>" in desk.client.get("/search?q=barges+OR+basra").text
    again = desk.preview(at, "tag", tag="FOLLOW UP")
    assert "Nothing would change." in again.text and "4 left out: tagged so already." in again.text
    desk.undo(job)
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Tagging)) == 0
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Tag)) == 0
    desk.keeper.drain()
    assert "<strong>0</strong>" in desk.client.get("/search?q=tag:follow").text


def test_the_articles_of_hits_go_into_a_new_collection_and_out_again(desk: Desk) -> None:
    first, *_ = desk.articles(3)
    with transaction(by=None):
        first.created_by_id = None  # not the reviewer's to change
    at = desk.select(desk.cast.reviewer, *(f"claim:{claim.id}" for claim in claims()))
    preview = desk.preview(at, "collect", collection="Shipping")
    assert "Put 2 articles into “Shipping”?" in preview.text and "1 left out: not yours to change" in preview.text
    job = desk.carry_out(preview)
    db.session.rollback()
    assert len(db.session.scalars(sa.select(Collection)).one().articles) == 2
    desk.undo(job)
    assert db.session.scalars(sa.select(Collection)).one_or_none() is None


def test_garbles_are_confirmed_with_their_suggestion_and_reopened_by_undo(desk: Desk) -> None:
    desk.articles(2)
    with transaction(by=None):
        db.session.add(Entity(key="kirkuk", name="Kirkuk", kind="place"))
        db.session.flush()
        garbles()[1].suggestions = []
    at = desk.select(desk.cast.reviewer, *(f"garble:{garble.id}" for garble in garbles()))
    preview = desk.preview(at, "confirm")
    assert "Confirm 1 garble?" in preview.text and "confirmed: Kirkuk" in preview.text
    assert "1 left out: no suggestion." in preview.text
    job = desk.carry_out(preview)
    assert [garble.state for garble in garbles()] == ["confirmed", "suspected"]
    assert db.session.scalars(sa.select(Alias.name)).all() == ["Basra"]
    undo = desk.undo(job)
    assert undo.report == {"done": 1, "left": {}}
    assert [(garble.state, garble.reading) for garble in garbles()] == [("suspected", None)] * 2
    assert db.session.scalars(sa.select(Alias.name)).all() == [], "the alias that it made goes too"


def test_garbles_are_dismissed(desk: Desk) -> None:
    desk.articles(2)
    at = desk.select(desk.cast.reviewer, *(f"garble:{garble.id}" for garble in garbles()))
    desk.carry_out(desk.preview(at, "dismiss"))
    assert [garble.state for garble in garbles()] == ["dismissed"] * 2
    assert offered(desk.client.get(at).text) == ["collect"], "nothing is left to decide"


def test_who_may_only_read_can_export_the_articles_of_the_hits(desk: Desk) -> None:
    desk.articles(2)
    desk.articles(1, visibility="hidden")
    at = desk.select(desk.cast.reader)
    page = desk.client.get(at).text
    assert offered(page) == []
    assert "Export" in page and "2 articles" in page
    selection = at.partition("?")[0].rpartition("/")[2]
    assert "Export 2 articles" in desk.client.get(f"/exports/new?selection={selection}").text
