"""Comments: threads, mentions, what is resolved, what is read."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from annotator.accounts.models import User
from annotator.articles.models import Article
from annotator.claims.models import Claim
from annotator.db import db, transaction
from annotator.errors import Invalid
from annotator.reviews.comments import service
from annotator.reviews.comments.queries import Talk, mentions, talk
from annotator.reviews.heading import heading
from annotator.reviews.models import Comment, Mention
from tests.features.reviews.conftest import People
from tests.support.client import DeskClient
from tests.support.factories import make_correction, make_garble
from tests.support.statements import count_statements


def say(article: Article, by: User, text: str, **about: object) -> Comment:
    with transaction(by=by):
        made = service.comment(article, text=text, by=by, **about)  # type: ignore[arg-type]
    return made


def reply(first: Comment, by: User, text: str) -> Comment:
    with transaction(by=by):
        made = service.answer(first, text=text, by=by)
    return made


def seen_by(person: User, article: Article) -> Talk:
    db.session.expire_all()
    rows = db.session.scalars(sa.select(Comment).order_by(Comment.id)).all()
    return talk(rows, by=person, seen=heading(person, article.id).seen)


def told(person: User) -> list[int]:
    return [row.comment_id for row in mentions(person) if row.seen_at is None]


def test_answers_stand_under_the_first_on_the_same_thing(article: Article, claim: Claim, people: People) -> None:
    first = say(article, people.one, "Which two?", claim=claim)
    answer = reply(first, people.two, "The drivers.")
    again = reply(answer, people.one, "Thanks.")
    assert {(row.parent_id, row.claim_id, row.article_id) for row in (answer, again)} == {
        (first.id, claim.id, article.id)
    }
    (thread,) = seen_by(people.one, article).on("claim", claim.id)
    assert [row.text for row in (thread.first, *thread.answers)] == ["Which two?", "The drivers.", "Thanks."]


def test_who_is_named_is_told_once_and_never_by_oneself(article: Article, people: People) -> None:
    said = say(article, people.one, "@Tariq @tariq @Ola @Edda look at the date")
    assert [told(person) for person in (people.two, people.editor)] == [[said.id], [said.id]]
    assert told(people.one) == told(people.three) == []
    assert heading(people.two).unread == 1


def test_a_closed_account_is_not_told(article: Article, people: People) -> None:
    with transaction(by=None):
        people.two.active = False
    say(article, people.one, "@Tariq look")
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Mention)) == 0


def test_nobody_is_told_of_an_article_that_is_not_open_to_them(article: Article, people: People) -> None:
    say(article, people.one, "@Tariq look")
    with transaction(by=None):
        article.visibility = "hidden"
    assert told(people.two) == [] and heading(people.two).unread == 0
    say(article, people.editor, "@Adam look")
    assert heading(people.administrator).unread == 1


def test_what_is_resolved_is_kept_and_an_answer_opens_it(article: Article, people: People) -> None:
    first = say(article, people.one, "Which ministry?")
    with transaction(by=people.two):
        service.resolve(first, by=people.two)
    assert first.resolved_by_id == people.two.id and seen_by(people.one, article).threads[0].resolved
    with pytest.raises(Invalid, match="resolved already"), transaction(by=people.one):
        service.resolve(first, by=people.one)
    other = say(article, people.one, "Another.")
    with pytest.raises(Invalid, match="open already"), transaction(by=people.one):
        service.reopen(other, by=people.one)
    reply(first, people.one, "Not that one.")
    assert first.resolved_at is None and first.resolved_by_id is None


def test_an_answer_is_not_resolved_by_itself(article: Article, people: People) -> None:
    answer = reply(say(article, people.one, "Which?"), people.two, "This.")
    with pytest.raises(Invalid), transaction(by=people.one):
        service.resolve(answer, by=people.one)


@pytest.mark.parametrize("text", ["", " \n ", "x" * 10_001])
def test_an_empty_or_endless_answer_is_refused(article: Article, people: People, text: str) -> None:
    first = say(article, people.one, "Which?")
    with pytest.raises(Invalid):
        reply(first, people.two, text)


def test_only_what_was_shown_is_read(article: Article, claim: Claim, people: People) -> None:
    """How far one has read is one number an article: it never passes over what was not shown."""
    elsewhere = say(article, people.one, "On the article. @Tariq")
    here = say(article, people.one, "On the claim. @Tariq", claim=claim)
    assert seen_by(people.two, article).new == 2 and seen_by(people.one, article).new == 0
    on_claim = sa.func.coalesce(Comment.claim_id == claim.id, sa.false())
    with transaction(by=people.two):
        service.mark_seen(article, on_claim, upto=here.id, by=people.two)
    assert told(people.two) == [elsewhere.id]
    assert seen_by(people.two, article).new == 2, "the first was not shown: neither counts as read"
    with transaction(by=people.two):
        service.mark_seen(article, sa.true(), upto=here.id, by=people.two)
    assert seen_by(people.two, article).new == 0 and told(people.two) == []
    later = reply(here, people.one, "And?")
    assert seen_by(people.two, article).on("claim", claim.id)[0].new == {later.id}
    with transaction(by=people.two):
        service.mark_seen(article, on_claim, upto=here.id, by=people.two)  # of a page older than the answer
    assert seen_by(people.two, article).new == 1


def test_the_mark_never_goes_back(article: Article, people: People) -> None:
    first, second = say(article, people.one, "One."), say(article, people.one, "Two.")
    for upto in (second.id, first.id, 0, -1):
        with transaction(by=people.two):
            service.mark_seen(article, sa.true(), upto=upto, by=people.two)
    assert heading(people.two, article.id).seen == second.id


# -- the pages


def test_a_comment_on_each_thing_shows_in_its_card_and_in_the_list(
    either_client: DeskClient, article: Article, claim: Claim, people: People
) -> None:
    with transaction(by=None):
        garble, correction = make_garble(article, "Kirkuk"), make_correction(article, "300", "200")
    client = either_client.as_(people.one)
    for kind, row in (("claim", claim), ("garble", garble), ("correction", correction)):
        sent = {"text": f"About this {kind}.", kind: row.id}
        answer = client.post(f"/articles/{article.id}/comments", data=sent)
        assert answer.location.startswith(f"/articles/{article.id}?{kind}={row.id}")
        page = client.get(answer.location).text
        assert f"About this {kind}." in page and f'href="/articles/{article.id}?tab=comments#comment-' in page
    page = client.get(f"/articles/{article.id}?tab=comments").text
    for kind, row in (("claim", claim), ("garble", garble), ("correction", correction)):
        assert (
            f"About this {kind}." in page and f'href="/articles/{article.id}?{kind}={row.id}#{kind}-{row.id}"' in page
        )


def test_a_mention_is_counted_on_every_page_until_its_place_was_seen(
    either_client: DeskClient, article: Article, claim: Claim, people: People
) -> None:
    said = say(article, people.one, "@Tariq which two?", claim=claim)
    client = either_client.as_(people.two)
    assert '1<span class="visually-hidden"> unread' in client.get("/sources").text
    page = client.get("/for-me").text
    assert "which two?" in page and f'href="/articles/{article.id}?claim={claim.id}#claim-{claim.id}"' in page
    assert '1<span class="visually-hidden"> unread' in page, "a glance at the list is not reading it"
    assert '<span class="new">1<' in client.get(f"/articles/{article.id}").text
    sent = {"upto": said.id, "claim": claim.id}
    answer = client.post(f"/articles/{article.id}/comments/seen", data=sent, headers={"X-Requested-With": "fetch"})
    assert 'id="for-me"' in answer.text and "unread" not in answer.text
    assert "unread" not in client.get("/sources").text
    assert 'class="new"' not in client.get(f"/articles/{article.id}").text
    assert "which two?" in client.get("/for-me").text


def test_without_a_script_a_button_says_that_it_was_read(
    either_client: DeskClient, article: Article, people: People
) -> None:
    said = say(article, people.one, "@Tariq look")
    client = either_client.as_(people.two)
    assert "Mark as read" in client.get(f"/articles/{article.id}?tab=comments").text
    answer = client.post(f"/articles/{article.id}/comments/seen", data={"upto": said.id})
    assert "Mark as read" not in client.get(answer.location).text
    say(article, people.one, "@Tariq and look here")
    assert "All read." in client.get(client.post("/for-me/read").location).text
    assert heading(people.two).unread == 0


def test_it_is_answered_resolved_and_opened_again_where_it_stands(
    either_client: DeskClient, article: Article, claim: Claim, people: People
) -> None:
    first = say(article, people.one, "Which two?", claim=claim)
    client = either_client.as_(people.two)
    answer = client.post(f"/comments/{first.id}/answer", data={"text": "The drivers."})
    assert answer.location == f"/articles/{article.id}?claim={claim.id}#claim-{claim.id}"
    answer = client.post(f"/comments/{first.id}/answer", data={"text": "Of the lorries.", "from": "list"})
    assert answer.location == f"/articles/{article.id}?tab=comments#comment-{first.id}"
    client.post(f"/comments/{first.id}/resolve")
    page = client.get(f"/articles/{article.id}?claim={claim.id}").text
    assert "1 resolved" in page and "Resolved by Tariq" in page and "Of the lorries." in page
    client.post(f"/comments/{first.id}/reopen")
    assert "1 resolved" not in client.get(f"/articles/{article.id}?claim={claim.id}").text


def test_the_names_to_choose_from_are_those_of_open_accounts(either_client: DeskClient, people: People) -> None:
    with transaction(by=None):
        people.three.active = False
    assert either_client.as_(people.one).get("/people/names").json == ["Adam", "Edda", "Ola", "Rana", "Tariq"]


def test_pages_cost_the_same_with_many_comments(
    either_client: DeskClient, article: Article, claim: Claim, people: People
) -> None:
    client = either_client.as_(people.two)
    costs = []
    for more in (2, 20):
        for number in range(more):
            reply(say(article, people.one, f"@Tariq {number}", claim=claim), people.editor, "@Tariq yes")
        for address in ("/for-me", f"/articles/{article.id}?tab=comments", f"/articles/{article.id}?claim={claim.id}"):
            client.get(address)
            with count_statements() as statements:
                assert client.get(address).status_code == 200
            costs.append((address, len(statements)))
    assert costs[:3] == costs[3:]
