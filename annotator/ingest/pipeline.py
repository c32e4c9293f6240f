"""The way of an article from a reader to the desk, as one short list of steps.

The rules run before the write lock is taken: while one article is analysed, others can be saved.
"""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

import sqlalchemy as sa

from ..accounts.models import User
from ..articles import service as articles
from ..articles.models import Article
from ..claims import service as claims
from ..claims.models import Claim
from ..db import db, transaction
from ..errors import Stale, WirecheckError
from ..garbles import service as garbles
from ..garbles.models import Garble
from ..gazetteer.lookup import Gazetteer
from ..relays import service as relays
from ..relays.queries import told
from ..text.calendar import in_words
from ..versions import service as versions
from . import renewing
from .analysis import Analysis, analyse
from .draft import ArticleDraft, Problem
from .readers import metadata
from .report import Entry

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Choices:
    """What whoever brings articles in says of all of them. `fields` count over what a file says of itself.

    `as_new`: take each text in as an article of its own, also where one with its address or identifier is there.
    `since`: the work was begun then and broken off; what this person brought in later than that belongs to it.
    """

    fields: Mapping[str, Any] = field(default_factory=dict)
    collection: str | None = None
    visibility: str = "desk"
    since: dt.datetime | None = None
    as_new: bool = False

    @classmethod
    def checked(
        cls,
        given: Mapping[str, object],
        *,
        collection: str | None = None,
        visibility: str = "desk",
        as_new: bool = False,
    ) -> Choices:
        """From words as typed. Raises Invalid with the field's name."""
        named = metadata.check({"collection": collection}).values.get("collection") if collection else None
        return cls(metadata.check(given).values, named, visibility, as_new=as_new)


def take_in_all(
    reads: Iterable[ArticleDraft | Problem], *, by: User | None, choices: Choices, gazetteer: Gazetteer
) -> Iterator[Entry]:
    """Each article or problem as it was dealt with, in order. One that fails leaves nothing behind and stops none."""
    taken: set[int] = set()
    for read in reads:
        if isinstance(read, Problem):
            entry = Entry(str(read.origin), "skipped", reason=read.reason)
        else:
            entry = tried(read, by=by, choices=choices, gazetteer=gazetteer)
            if entry.article in taken and entry.result == "taken":  # of an earlier try
                entry = replace(entry, result="known")
        if entry.article is not None:
            taken.add(entry.article)
        yield entry


def tried(draft: ArticleDraft, *, by: User | None, choices: Choices, gazetteer: Gazetteer) -> Entry:
    try:
        return take_in(draft, by=by, choices=choices, gazetteer=gazetteer)
    except WirecheckError as error:
        return Entry(str(draft.origin), "skipped", reason=str(error))
    except (sa.exc.OperationalError, sa.exc.InterfaceError):
        raise  # the database is not there: no other article will fare better
    except Exception as error:
        log.exception("ingest of %s failed", draft.origin)
        reason = f"A rule of the desk failed on this text ({type(error).__name__}). It is in the log; please report it."
        return Entry(str(draft.origin), "skipped", reason=reason)


def take_in(draft: ArticleDraft, *, by: User | None, choices: Choices, gazetteer: Gazetteer) -> Entry:
    """One article: known already, a new version of one that is there, or analysed and stored in one transaction."""
    digest = articles.text_hash(draft.text)
    found = articles.find_text(digest, by=by)
    if found is not None:
        return known(draft, found, by=by, choices=choices)
    if not choices.as_new:
        older, doubt = renewing.article_for(replace(draft, **choices.fields), by=by)
        if older is not None:
            return take_in_version(older, draft, by=by, choices=choices, gazetteer=gazetteer)
        draft = replace(draft, notes=(*draft.notes, *filter(None, (doubt,))))
    draft, analysis = prepared(draft, choices=choices, gazetteer=gazetteer)
    with transaction(by=by, verb="ingest"):
        found = articles.claim_text(digest, by=by)
        stored = None if found is not None else store(draft, analysis, by=by, choices=choices)
    if stored is not None:
        return stored
    assert found is not None
    return known(draft, found, by=by, choices=choices)


AGAIN: Final = 3


def take_in_version(
    article: Article, draft: ArticleDraft, *, by: User | None, choices: Choices, gazetteer: Gazetteer
) -> Entry:
    """A new text of an article. Where somebody else's came in first, it is read against that one. Raises NotAllowed."""
    draft = replace(draft, **choices.fields)
    versions.require_right(article, by)
    for attempt in range(AGAIN):
        ready = renewing.prepared(article, draft, gazetteer=gazetteer)
        try:
            with transaction(by=by, verb=versions.VERB):
                return renewing.store(article, draft, ready, by=by)
        except Stale:
            if attempt == AGAIN - 1:
                raise
        db.session.expire_all()
    raise AssertionError("the last attempt returns or raises")


def prepared(draft: ArticleDraft, *, choices: Choices, gazetteer: Gazetteer) -> tuple[ArticleDraft, Analysis]:
    """The draft with what was said of all of them, and all that the rules find in it. Before the write lock."""
    draft = replace(draft, **choices.fields)
    analysis = analyse(
        draft.text, title=draft.title, language=draft.language, published=draft.published,
        source=draft.source_text, source_language=draft.source_language, feed=draft.feed, gazetteer=gazetteer,
    )  # fmt: skip
    if draft.published is None and analysis.published is not None:
        note = f"Its dateline says when it was published: {in_words(analysis.published.date())}."
        draft = replace(draft, published=analysis.published, notes=(*draft.notes, note))
    return draft, analysis


def store(draft: ArticleDraft, analysis: Analysis, *, by: User | None, choices: Choices) -> Entry:
    """The rows of one article. History and journal rows are written by the session in the same transaction."""
    fields = fields_of(draft, analysis, choices.visibility)
    article = articles.create(fields, draft.text, by=by, source_text=draft.source_text, notes=draft.notes)
    version = article.versions[-1]
    articles.add_zones(version, analysis.zones)
    claims.add_suggestions(version, analysis.claims)
    suspected = garbles.add_findings(version, analysis.garbles)
    for name in dict.fromkeys(filter(None, (draft.collection, choices.collection))):
        articles.collect(article, articles.find_or_create_collection(name, by=by), by=by)
    alike = told(relays.note(version), article, by=by)
    return Entry(
        str(draft.origin), "taken", article.id, fields.title, len(analysis.claims), len(suspected),
        notes=(*draft.notes, *alike),
    )  # fmt: skip


def fields_of(draft: ArticleDraft, analysis: Analysis, visibility: str) -> articles.ArticleFields:
    return articles.ArticleFields(
        title=analysis.title,
        outlet=draft.outlet,
        byline=draft.byline,
        feed=draft.feed,
        language=analysis.language,
        source_language=draft.source_language,
        translator=draft.translator,
        published_at=draft.published,
        url=draft.url,
        identifier=draft.identifier,
        visibility=visibility,
    )


def known(draft: ArticleDraft, article: Article, *, by: User | None, choices: Choices) -> Entry:
    """The entry of a text that is on the desk. It belongs to this work when an earlier try of it stored it."""
    older = renewing.standing_note(article, draft.text)
    if older:
        return Entry(str(draft.origin), "known", article.id, article.title, notes=(*draft.notes, older))
    ours = choices.since is not None and by is not None and article.created_by_id == by.id
    if not (ours and choices.since is not None and article.created_at >= choices.since):
        return Entry(str(draft.origin), "known", article.id, article.title, notes=draft.notes)
    return Entry(
        str(draft.origin), "taken", article.id, article.title,
        rows(sa.select(Claim).where(Claim.article_id == article.id)),
        rows(sa.select(Garble).where(Garble.article_id == article.id)), notes=draft.notes,
    )  # fmt: skip


def rows(query: sa.Select[Any]) -> int:
    return db.session.scalar(sa.select(sa.func.count()).select_from(query.subquery())) or 0
