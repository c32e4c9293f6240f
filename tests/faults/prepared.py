"""The desk that the faults are done to: two reviewers who can log in, an article, a dozen claims; made once, copied."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, replace
from pathlib import Path

from flask import Flask

from annotator.claims import service as claims
from annotator.db import db, transaction
from annotator.factory import create_app
from annotator.search.engines.whoosh.store import WhooshStore
from annotator.search.keeping.indexer import Keeper
from annotator.text.spans import Span
from tests.support.cast import make_cast
from tests.support.entrance import PASSWORD, give_password
from tests.support.factories import make_article

SENTENCES = tuple(f"Patrol {number} counted {number * 7} lorries at the river crossing." for number in range(1, 13))


@dataclass(frozen=True)
class Prepared:
    """An instance folder and what stands in it. Places of sentences are code points of the article's text."""

    instance: Path
    emails: tuple[str, str]
    article: int
    claims: tuple[int, ...]
    spans: tuple[Span, ...]
    password: str = PASSWORD

    @property
    def database(self) -> Path:
        return self.instance / "wirecheck.db"

    def copy(self, folder: Path) -> Prepared:
        """The same desk in another, new folder. Nothing may be running on this one."""
        # The link to the index's current generation stays a link.
        return replace(self, instance=Path(shutil.copytree(self.instance, folder, symlinks=True)))


def desk_app(instance: Path) -> Flask:
    """The program on this folder as the harness reads with: it serves nothing and writes no index by itself."""
    return create_app({"INSTANCE": str(instance), "DATABASE_URL": "", "INDEXER": False, "JOBS": False})


def prepare(instance: Path) -> Prepared:
    """Make the desk in a new folder, with its index built."""
    with desk_app(instance).app_context():
        cast = make_cast()
        give_password(cast.reviewer, cast.colleague)
        text = "\n".join(SENTENCES)
        spans = [Span(start := text.index(sentence), start + len(sentence)) for sentence in SENTENCES]
        with transaction(by=cast.reviewer, verb="prepare"):
            article = make_article(text, title="Lorries at the crossing")
            rows = [claims.create(article.versions[-1], [span], by=cast.reviewer) for span in spans]
        emails = (cast.reviewer.email or "", cast.colleague.email or "")
        prepared = Prepared(instance, emails, article.id, tuple(row.id for row in rows), tuple(spans))
        keeper = Keeper(WhooshStore(instance / "index"))
        with keeper.store.writing():
            keeper.bring_up()
        keeper.close()
        db.session.rollback()
        # One file, nothing left in the write-ahead log, so that it can be copied.
        with db.engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        db.engine.dispose()
    return prepared
