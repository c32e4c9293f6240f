"""An address for every route: one example of each thing, by the name of the argument it fills in.

A new kind of thing gets one line in `one_of_each`; the rules on routes and pages then cover its pages by themselves.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from flask import Flask, current_app
from werkzeug.routing import Rule

from annotator.accounts import service as accounts
from annotator.accounts.models import User
from annotator.accounts.queries import pending_invitations
from annotator.articles.anchors import anchor, place
from annotator.articles.models import Collection, ZoneRow
from annotator.claims.models import Evidence, Fact
from annotator.contradictions.models import Disagreement
from annotator.corrections.models import Correction, Notice
from annotator.db import db, transaction
from annotator.deliveries import service as deliveries
from annotator.deliveries.models import Webhook
from annotator.deliveries.queries import copies_of
from annotator.garbles.models import Dismissal, Garble
from annotator.gazetteer.importing import Outcome
from annotator.gazetteer.models import Alias, Entity
from annotator.gazetteer.undoing import last_deed
from annotator.imports.outcome import Outcome as Foreign
from annotator.jobs.models import Job
from annotator.relays.models import Relay
from annotator.reviews.models import Comment, SavedQueue
from annotator.search.saved import service as saved_searches
from annotator.search.saved.models import SavedSearch
from annotator.sightings.models import Matter, MatterClaim, Sighting
from annotator.sources.models import Source
from annotator.tags.models import Tag
from annotator.text.spans import Span
from annotator.versions.models import Carried
from tests.support.factories import make_article, make_claim

# Arguments that mean something else at one endpoint, or whose example is no row.
FIXED: dict[str, Mapping[str, object]] = {
    "static": {"filename": "css/site.css"},
    "bootstrap.static": {"filename": "css/bootstrap.min.css"},
    "assets.file": {"name": "htmx.js"},
    "desk.text_part": {"number": 0},
    "desk.version": {"number": 1},
    "dashboard.table": {"name": "judged"},
}
# With these each address leads somewhere.
SETTINGS = {"RECONCILIATION_TOKEN": "token-of-the-tests-01", "RECONCILIATION_URL": "http://127.0.0.1:9/reconcile"}
# Jobs of another kind, by the endpoints that know only these.
OF_ACTS = ("acting.job", "acting.undo")
OF_EXPORTS = ("exporting.job", "exporting.file")
OF_IMPORTS = ("gazetteer.import_job", "gazetteer.take")
OF_FOREIGN = ("imports.job", "imports.again")
# What belongs to an article and is no more visible than it.
OF_AN_ARTICLE = {
    "article_id",
    "claim_id",
    "evidence_id",
    "garble_id",
    "dismissal_id",
    "correction_id",
    "notice_id",
    "comment_id",
    "zone_id",
    "fact_id",
    "copy_id",
    "relay_id",
    "carried_id",
    "sighting_id",
    "matter_id",
}

# What only the one who ordered it, and administrators, may know of: jobs; selections of hits, their owner alone.
OF_A_PERSON = {"uid", "selection"}


@dataclass(frozen=True)
class Address:
    endpoint: str
    method: str
    path: str
    arguments: frozenset[str]


def one_of_each(*, by: User, visibility: str = "desk") -> dict[str, object]:
    """Make an article with everything that can belong to it, and one of each other thing; ids by argument name."""
    with transaction(by=by):
        article = make_article(created_by_id=by.id, visibility=visibility)
        another = make_article(title="Guards near Kirkuk wounded", created_by_id=by.id, visibility=visibility)
        claim = make_claim(article, "Two soldiers were wounded", by=by)
        other = make_claim(article, "300 guards", by=by)
        source = Source(title=f"Ministry statement on {visibility} articles", created_by_id=by.id)
        entity = Entity(key=f"kirkuk-{visibility}", name="Kirkuk", kind="place")
        entity.aliases.append(Alias(name="Kukuk", kind="garble"))
        kirkuk = anchor(article.versions[-1], Span(31, 37))
        job = Job(kind="ingest", owner_id=by.id, state="done", payload={"files": []})
        collection = Collection(name=f"Kirkuk ({visibility})")
        collection.articles.append(article)
        look = Job(
            kind="names",
            owner_id=by.id,
            state="done",
            payload={"name": "names.jsonl", "at": "0" * 32, "size": 1, "map": "", "step": "look"},
            report=Outcome("names.jsonl").to_json(),
        )
        foreign = Job(
            kind="import",
            owner_id=by.id,
            state="done",
            payload={
                "files": [{"name": "spans.tsv", "at": "0" * 32}], "size": 1, "step": "look", "form": "webanno",
                "article": None, "labels": {}, "collection": None, "visibility": "desk",
            },
            report=Foreign("webanno", dry=True).to_json(),
        )  # fmt: skip
        queue = SavedQueue(owner_id=by.id, name=f"Stuck ({visibility})", filters={"queue": "stuck"})
        search = SavedSearch(owner_id=by.id, name=f"Kirkuk ({visibility})", address={"q": ["Kirkuk"]})
        tag = Tag(name=f"follow up {visibility}", folded=f"follow up {visibility}")
        act = Job(
            kind="act",
            owner_id=by.id,
            state="done",
            payload={"act": "tag", "given": {"tag": "x"}, "back": "/search?q=Kirkuk"},
            report={"done": 0, "left": {}, "steps": [], "failed": 0},
        )
        export = Job(
            kind="export",
            owner_id=by.id,
            state="done",
            payload={"format": "w3c", "named": "the whole desk", "fields": {"all": "1"}, "recipient": ""},
            report={"articles": 1, "left": 0, "bytes": 2},
        )
        hook = Webhook(recipient=f"River Post ({visibility})", url="https://example.org/hook")
        db.session.add_all([source, entity, job, look, foreign, collection, queue, search, tag, act, export, hook])
        db.session.flush()
        deliveries.deliver([article.id], form="w3c", options={}, by=by)
        [copy] = copies_of(article)
        file = current_app.extensions["exports"].path(export.uid, "w3c")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("[]")
        feed = saved_searches.give_token(search, by=by)
        done = last_deed()
        garble = Garble(article=article, category="garbled-name", severity="minor", created_by_id=by.id, **kirkuk)
        correction = Correction(article=article, replacement="Karkuk", created_by_id=by.id, **kirkuk)
        digest = hashlib.sha256(b"").hexdigest()
        evidence = Evidence(claim=claim, source=source, passage_sha256=digest, created_by_id=by.id)
        comment = Comment(article_id=article.id, author_id=by.id, text="Ask the ministry.")
        zone = ZoneRow(version=article.versions[-1], kind="boilerplate", **place(article.versions[-1], Span(50, 60)))
        fact = Fact(claim=claim, kind="quantity", start=0, end=12, quote="Two soldiers", value=2.0, qualifier="exact")
        dismissal = Dismissal(detector="leftover", words=f"sur place {visibility}", scope="article", within=article.uid)
        notice = Notice(article=article, version=article.versions[-1], text="It said Kirkuk.", created_by_id=by.id)
        pair = Sighting(first_id=claim.id, second_id=other.id, score=0.5, band="possible", state="confirmed")
        relay = Relay(first_id=article.id, second_id=another.id, alike=0.4, contained=0.6)
        matter = Matter(title="Guards near Kirkuk", members=[MatterClaim(claim=each) for each in (claim, other)])
        db.session.add_all([garble, correction, evidence, comment, zone, fact, dismissal, notice, pair, matter, relay])
        db.session.flush()
        at = {"start": 0, "end": 26, "quote": "Two soldiers were wounded "[:26]}
        carried = Carried(
            article_id=article.id, version_id=article.versions[-1].id, from_version_id=article.versions[-1].id,
            claim=claim, outcome="ambiguous", state_before="open", before=[at], places=[{"stretches": [at]}],
        )  # fmt: skip
        db.session.add(carried)
        db.session.flush()
        side = {"wording": "Two soldiers were wounded", "at": [0, 3], "mark": "Two", "value": "2"}
        disagreement = Disagreement(
            sort="sum", first_article_id=article.id, second_article_id=article.id, signature="0" * 64,
            proposed="contradiction", first=side, second=side,
        )  # fmt: skip
        db.session.add(disagreement)
        db.session.flush()
        token = accounts.invite("reader", by=by)
        return {
            "article_id": article.id,
            "claim_id": claim.id,
            "disagreement_id": disagreement.id,
            "evidence_id": evidence.id,
            "garble_id": garble.id,
            "dismissal_id": dismissal.id,
            "kind": "leftover",
            "correction_id": correction.id,
            "notice_id": notice.id,
            "sighting_id": pair.id,
            "matter_id": matter.id,
            "relay_id": relay.id,
            "comment_id": comment.id,
            "zone_id": zone.id,
            "fact_id": fact.id,
            "collection_id": collection.id,
            "queue_id": queue.id,
            "search_id": search.id,
            "search_uid": search.uid,
            "token of a feed": feed,
            "tag_id": tag.id,
            "selection": current_app.extensions["acts"].keep(
                {"back": "/search?q=Kirkuk"}, [f"claim:{claim.id}"], owner=by.id
            ),
            "uid of an act": act.uid,
            "uid of an export": export.uid,
            "copy_id": copy.copy.id,
            "carried_id": carried.id,
            "webhook_id": hook.id,
            "source_id": source.id,
            "entity_id": entity.id,
            "alias_id": entity.aliases[0].id,
            "uid": job.uid,
            "uid of an import": look.uid,
            "uid of a foreign import": foreign.uid,
            "entry_id": done,
            "user_id": by.id,
            "token": token,
            "secret": SETTINGS["RECONCILIATION_TOKEN"],
            "part": "",
            "key": entity.key,
            "invitation_id": pending_invitations()[0].id,
        }


def addresses(app: Flask, values: Mapping[str, object]) -> Iterator[Address]:
    """Every route with every method it takes. Fails for an argument that has no example."""
    app.config.update(SETTINGS)
    for rule in app.url_map.iter_rules():
        known = {**values, **FIXED.get(rule.endpoint, {})}
        if rule.endpoint in OF_IMPORTS:
            known["uid"] = values["uid of an import"]
        if rule.endpoint in OF_FOREIGN:
            known["uid"] = values["uid of a foreign import"]
        if rule.endpoint in OF_ACTS:
            known["uid"] = values["uid of an act"]
        if rule.endpoint in OF_EXPORTS:
            known["uid"] = values["uid of an export"]
        missing = rule.arguments - set(known) - set(rule.defaults or {})
        assert not missing, f"{rule.endpoint}: give {missing} an example in tests/support/addresses.py"
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            yield Address(rule.endpoint, method, path_of(app, rule, known), frozenset(rule.arguments))


def path_of(app: Flask, rule: Rule, known: Mapping[str, object]) -> str:
    arguments = {name: known[name] for name in rule.arguments if name in known}
    path = app.url_map.bind("localhost").build(rule.endpoint, arguments)
    return f"{path}?token={known['token of a feed']}" if rule.endpoint == "saved.feed" else path
