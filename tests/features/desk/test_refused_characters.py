"""Characters that no database, page or export could carry: every form that saves refuses them in words, at both
databases alike, and keeps nothing of what was sent."""

from __future__ import annotations

import html
from dataclasses import dataclass, field
from itertools import product

import pytest
import sqlalchemy as sa
from flask import Flask
from werkzeug.test import TestResponse

from annotator.accounts import service as accounts
from annotator.claims.models import Fact
from annotator.corrections.models import Notice
from annotator.db import db, transaction
from annotator.db.tracking import HistoryEntry
from annotator.deliveries.models import Webhook
from annotator.gazetteer.models import Alias, Entity
from annotator.reviews.models import Comment, SavedQueue
from annotator.search.saved.models import SavedSearch
from tests.features.desk.conftest import TEXT
from tests.support.cast import make_cast
from tests.support.client import DeskClient
from tests.support.factories import (
    make_article,
    make_claim,
    make_correction,
    make_evidence,
    make_garble,
    make_zone,
)

NUL, BELL, NONCHARACTER = "\0", "\x07", "\ufffe"


@dataclass(frozen=True)
class Sent:
    """A form's address, what a browser would send, and which of it a person types (or could send changed)."""

    address: str
    fields: dict[str, str] = field(default_factory=dict)
    typed: tuple[str, ...] = ()


START = TEXT.index("Two guards")
PLACE = {"start": str(START), "end": str(START + 15), "words": "Two guards died"}
SOURCE = {"title": "Log", "kind": "document", "reliability": "B", "publisher": "", "url": "", "origin": "", "note": ""}
DETAILS = {
    "title": "Losses", "outlet": "", "byline": "", "feed": "", "language": "en", "source_language": "",
    "translator": "", "published": "", "url": "",
}  # fmt: skip
NAME = {
    "name": "Nahr Omar", "native_name": "نهر عمر", "kind": "place", "wikidata": "Q12", "identifiers": "ofac: 12",
    "description": "A river.", "context": "river, barge",
}  # fmt: skip
SPELLING = {
    "name": "Nahr Oumar",
    "kind": "spelling",
    "language": "fr",
    "scope": "everywhere",
    "within": "",
    "note": "a",
}
POLICY = {"assessments": "2", "sources": "1", "who": "some", "kinds": "quantity"}
WAS = {
    "was_name": "Nahr Saad", "was_kind": "spelling", "was_language": "", "was_scope": "everywhere", "was_within": "",
    "was_note": "",
}  # fmt: skip
SENT = {
    "claims.create": Sent("/articles/1/claims", PLACE | {"wording": "Two died"}, ("wording", "words")),
    "claims.split": Sent(
        "/claims/1/split", {"row_version": "1", "parts": "Four guards\r\nwere hurt"}, ("parts", "row_version")
    ),
    "claims.reanchor": Sent(
        "/claims/1/reanchor",
        {"row_version": "1", "stretches": "Four guards\r\nTwo guards"},
        ("stretches", "row_version"),
    ),
    "claims.mend": Sent(
        "/facts/1/mend",
        {"row_version": "1", "value": "5", "high": "7", "qualifier": "about", "unit": "guards", "role": "wounded"},
        ("row_version", "value", "high", "qualifier", "unit", "role"),
    ),
    "claims.edit_evidence": Sent(
        "/evidence/1",
        {"row_version": "1", "stance": "refutes", "passage": "Four\r\nguards.", "url": "", "archive_url": ""},
        ("stance", "passage", "url", "archive_url"),
    ),
    "desk.save_queue": Sent("/queues", {"name": "Late wire"}, ("name",)),
    "desk.change_queue": Sent("/queues/1/change", {"name": "Later wire", "row_version": "1"}, ("name", "row_version")),
    "saved.save": Sent("/searches?q=guards", {"name": "Guards"}, ("name",)),
    "saved.change": Sent("/searches/1/change", {"name": "Weirs", "row_version": "1"}, ("name", "row_version")),
    "tags.tag_article": Sent("/articles/1/tags", {"tag": "follow up"}, ("tag",)),
    "tags.tag_claim": Sent("/claims/1/tags", {"tag": "follow up"}, ("tag",)),
    "desk.lay_zone": Sent("/articles/1/zones", PLACE | {"kind": "caption", "seen": ""}, ("kind", "words", "seen")),
    "desk.change_zone": Sent("/zones/1/change", {"row_version": "1", "kind": "caption"}, ("kind", "row_version")),
    "garbles.create": Sent(
        "/articles/1/garbles", PLACE | {"category": "other", "reason": "no verb"}, ("reason", "category", "words")
    ),
    "garbles.confirm": Sent(
        "/garbles/1/confirm",
        {"row_version": "1", "reading": "Nahr Said", "entity": "", "scope": "everywhere"},
        ("reading", "entity", "row_version"),
    ),
    "garbles.dismiss": Sent("/garbles/1/dismiss", {"row_version": "1", "scope": "here"}, ("scope", "row_version")),
    "garbles.switch": Sent("/garbles/rules/leftover/switch", {"feed": "", "to": "off"}, ("feed",)),
    "board.decide": Sent("/garbles/decide", {"act": "dismiss", "seen": "1.1", "back": "/garbles"}, ("act", "seen")),
    "corrections.propose": Sent(
        "/articles/1/corrections",
        PLACE | {"replacement": "Three guards died", "kind": "fact", "reason": "the log"},
        ("replacement", "kind", "reason", "words"),
    ),
    "corrections.change": Sent(
        "/corrections/1/change",
        {
            "row_version": "1",
            "replacement": "Five",
            "kind": "fact",
            "reason": "the log",
            "source": "Log",
            "passage": "5",
        },
        ("replacement", "kind", "reason", "source", "passage", "row_version"),
    ),
    "corrections.merge": Sent(
        "/articles/1/corrections/merge",
        {"with": "1", "start": "31", "end": "42", "replacement": "5 guards", "kind": "fact", "reason": "the log"},
        ("replacement", "kind", "reason"),
    ),
    "notices.save": Sent(
        "/notices/1",
        {"row_version": "1", "kind": "correction", "text": "It said four."},
        ("kind", "text", "row_version"),
    ),
    "reviews.comment": Sent("/articles/1/comments", {"text": "Which two?"}, ("text",)),
    "reviews.answer": Sent("/comments/1/answer", {"text": "The first two."}, ("text",)),
    "reviews.keep_policy": Sent("/policy", POLICY, tuple(POLICY)),
    "readiness.approve": Sent("/articles/1/readiness", {"seen": "9999999", "reason": "It is late."}, ("reason",)),
    "readiness.keep_policy": Sent("/policy/gate", {"blocking": "date", "unready": "refuse"}, ("blocking", "unready")),
    "sources.new": Sent("/sources/new", SOURCE, tuple(SOURCE)),
    "sources.edit": Sent("/sources/1", SOURCE | {"row_version": "1"}, tuple(SOURCE)),
    "articles.edit": Sent(
        "/articles/1/edit",
        DETAILS | {"identifier": "", "visibility": "desk", "row_version": "1"},
        (*DETAILS, "identifier", "visibility"),
    ),
    "articles.collect": Sent("/articles/1/collections", {"collection": "Weirs"}, ("collection",)),
    "ingest.paste": Sent(
        "/articles/new/paste",
        DETAILS | {"text": "One barge sank.", "source_text": "", "collection": "", "visibility": "desk"},
        (*DETAILS, "text", "source_text", "collection", "visibility"),
    ),
    "gazetteer.new": Sent("/names/new", NAME, tuple(NAME)),
    "gazetteer.edit": Sent("/names/1/edit", NAME | {"row_version": "1"}, tuple(NAME)),
    "gazetteer.add_alias": Sent("/names/1/spellings", SPELLING, tuple(SPELLING)),
    "gazetteer.edit_alias": Sent("/names/spellings/1", SPELLING | WAS, tuple(SPELLING)),
    "gazetteer.split": Sent(
        "/names/1/split", {"row_version": "1", "aliases": "1", "name": "Nahr Said", "kind": "place"}, ("name", "kind")
    ),
    "gazetteer.take_identifier": Sent("/names/1/identifier", {"scheme": "ofac", "value": "123"}, ("scheme", "value")),
    "accounts.invite": Sent("/people/invitations", {"role": "reader", "note": "Sami"}, ("note", "role")),
    "accounts.change_role": Sent("/people/1/role", {"role": "reviewer"}, ("role",)),
    "deliveries.add_webhook": Sent(
        "/webhooks", {"recipient": "Late Edition", "url": "https://example.org/hook"}, ("recipient", "url")
    ),
    "deliveries.change_webhook": Sent(
        "/webhooks/1/change", {"row_version": "1", "url": "https://example.org/other", "active": "1"}, ("url",)
    ),
}
# They read no words: an address with a number, a button.
WITHOUT_WORDS = {
    "desk.take", "desk.give_back", "desk.hand_over", "desk.assign_article", "desk.assign_claims", "desk.set_deadline",
    "desk.remove_queue", "desk.undo", "desk.redo",
    "readiness.take_back",
    "claims.mark_sensitive", "notices.draft", "notices.withdraw",
    "claims.accept", "claims.reject", "claims.reopen", "claims.merge", "claims.remove_evidence", "garbles.reopen",
    "garbles.take_back", "garbles.remove_dismissal", "gazetteer.remove_garble", "gazetteer.remove_alias",
    "gazetteer.merge", "gazetteer.undo", "corrections.accept",
    "corrections.reject", "corrections.elsewhere", "reviews.settle", "reviews.recheck", "reviews.resolve",
    "reviews.reopen", "reviews.seen", "reviews.read_all", "articles.release", "accounts.revoke",
    "saved.remove", "saved.seen", "saved.renew_feed", "saved.withdraw_feed", "tags.untag_article", "tags.untag_claim",
    "acting.carry_out", "acting.undo",
    "deliveries.mark", "deliveries.mark_all", "deliveries.tell", "deliveries.remove_webhook", "deliveries.try_webhook",
    "accounts.password_link", "accounts.deactivate", "accounts.reactivate", "security.logout",
}  # fmt: skip
# Tested by themselves: what is left out instead of refused, files, forms for people who are not logged in. Of a
# password only the hash is kept.
ELSEWHERE = {
    "desk.save_claim", "ingest.upload", "accounts.change_password", "accounts.invitation", "security.login",
    "reviews.adjudicate", "acting.choose_hits", "exporting.order", "imports.send", "imports.again",
    "accounts.change_keys",
    "board.settle_places", "gazetteer.send", "gazetteer.take", "gazetteer.ask_outside", "reconciliation.own",
    "reconciliation.by_token", "claims.check_passage", "ingest.read_address",
}  # fmt: skip


@pytest.fixture
def client(either_app: Flask) -> DeskClient:
    cast = make_cast()
    with transaction(by=None):
        article = make_article(TEXT)
        entity = Entity(key="said", name="Said", kind="place")
        entity.aliases.append(Alias(name="Nahr Saad"))
        db.session.add(entity)
        made = make_claim(article, "Four guards 🎖️ were hurt"), make_garble(article, "Nahr Saad")
        make_evidence(made[0], "Three guards.")
        make_zone(article, "CANAL TOWN", "headline")
        make_correction(article, "Four", "Six")
        db.session.add(Notice(article=article, version=article.versions[-1], text="It said six."))
        db.session.add(Comment(article_id=article.id, author_id=cast.reviewer.id, text="Which guards?"))
        db.session.add(SavedQueue(owner_id=cast.administrator.id, name="Wire"))
        db.session.add(SavedSearch(owner_id=cast.administrator.id, name="Sluices", address={"q": ["sluice"]}))
        db.session.add(Webhook(recipient="River Post", url="https://example.org/hook"))
        db.session.add(Fact(claim=made[0], kind="quantity", start=31, end=42, quote="Four guards", value=4.0))
    assert (article.id, *(row.id for row in made)) == (1, 1, 1)
    client = either_app.test_client()
    assert isinstance(client, DeskClient)
    return client.as_(cast.administrator)


def sent_wrongly(client: DeskClient, sent: Sent, name: str, character: str) -> TestResponse:
    words = sent.fields[name]
    half = len(words) // 2
    return client.post(sent.address, data=sent.fields | {name: f"{words[:half]}{character}{words[half:]}"})


def changes() -> int:
    db.session.rollback()
    return db.session.scalar(sa.select(sa.func.count(HistoryEntry.id))) or 0


def test_every_form_that_saves_is_looked_at(either_app: Flask) -> None:
    saving = {rule.endpoint for rule in either_app.url_map.iter_rules() if "POST" in (rule.methods or ())}
    assert saving == SENT.keys() | WITHOUT_WORDS | ELSEWHERE


@pytest.mark.parametrize("endpoint", SENT)
def test_it_is_refused_in_words_and_nothing_is_kept_and_without_it_the_same_form_is_taken(
    client: DeskClient, endpoint: str
) -> None:
    sent, before = SENT[endpoint], changes()
    for name, character in product(sent.typed, (NUL, BELL, NONCHARACTER)):
        case = name, hex(ord(character))
        answer = sent_wrongly(client, sent, name, character)
        if answer.status_code == 303:  # refused on the page it leads back to
            page = client.get(answer.location)
            assert page.status_code == 200 and 'class="notice bad"' in page.text, case
        else:
            page = answer
            assert answer.status_code in {422, 409}, case
        assert character not in html.unescape(page.text), case
        assert changes() == before, case
    # Otherwise all that would prove nothing.
    assert client.post(sent.address, data=sent.fields).status_code in {200, 302, 303}
    assert changes() > before or endpoint in {"accounts.invite", "articles.edit"}


def test_the_character_is_named_at_its_field_and_shown_where_it_stood(client: DeskClient) -> None:
    page = sent_wrongly(client, SENT["sources.new"], "title", NUL).text
    assert "a NUL character (U+0000), which cannot be kept" in page
    assert 'value="L\N{REPLACEMENT CHARACTER}og"' in page


def test_what_was_typed_comes_back_when_a_small_form_is_refused(client: DeskClient) -> None:
    answer = sent_wrongly(client, SENT["claims.create"], "wording", BELL)
    page = client.get(answer.location).text
    assert "a control character (U+0007)" in page and "Two \N{REPLACEMENT CHARACTER}died" in page


@pytest.mark.parametrize("name", ["name", "email", "password"])
def test_nobody_is_let_in_under_a_name_with_one(client: DeskClient, name: str) -> None:
    with transaction(by=None):
        token = accounts.invite("reader", by=None)
    fields = {"name": "Sami Haddad", "email": "sami@example.org", "password": "four tall quiet canals"}
    sent = Sent(f"/invitation/{token}", fields)
    answer = sent_wrongly(client.as_(None), sent, name, NUL)
    assert answer.status_code == 422 and NUL not in answer.text
    assert client.post(sent.address, data=fields).status_code == 302


@pytest.mark.parametrize("name", ["email", "password"])
def test_nor_logged_in_with_one(client: DeskClient, name: str) -> None:
    fields = {"email": "rana@example.org", "password": "four tall quiet canals"}
    answer = sent_wrongly(client.as_(None), Sent("/login", fields), name, NUL)
    assert answer.status_code in {200, 422} and NUL not in answer.text
