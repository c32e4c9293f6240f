"""Files of other tools onto the desk: looked at first (`dry`), then taken in, one article a transaction.

Looking and taking in go the same way, so that what was shown is what happens; only what others did in between differs.
"""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from typing import Final

import sqlalchemy as sa

from ..accounts.models import User
from ..accounts.policy import may
from ..articles import service as articles
from ..articles.models import Article, Version
from ..articles.queries import load_article, visible
from ..db import db, transaction
from ..errors import NotAllowed, WirecheckError
from ..gazetteer.lookup import Gazetteer
from ..ingest import pipeline
from ..ingest.draft import ArticleDraft, Problem
from ..ingest.limits import Limits
from ..ingest.pipeline import Choices
from ..ingest.sandbox import Given
from . import complete, making
from .laying import Ground, Laying, short
from .mapping import LabelMap
from .outcome import Entry, Outcome
from .preparing import Prepared, prepared
from .reading import read_files
from .records import Mark, Read
from .standing import articles_named, standing_on

log = logging.getLogger(__name__)

VERB: Final = "import"


@dataclass(frozen=True)
class Wanted:
    """What whoever imports says: the format, the article that annotations belong to where they name none, what labels
    become, and where new articles go."""

    form: str
    article: int | None = None
    labels: dict[str, str] = field(default_factory=dict)
    collection: str | None = None
    visibility: str = "desk"


def take_in(
    files: Sequence[Given],
    wanted: Wanted,
    *,
    by: User | None,
    gazetteer: Gazetteer,
    limits: Limits,
    dry: bool,
    progress: Callable[[int], None] = lambda done: None,
) -> Outcome:
    """Take files in, or only look. Bad input is in the outcome; raises Invalid and NotFound for what was asked wrongly,
    NotAllowed. `progress` hears how many texts and annotations are done."""
    if by is not None and not (may(by, "ingest") and may(by, "assess")):
        raise NotAllowed("Importing is for reviewers.")
    if wanted.form == complete.FORM:
        return complete.take_in(files, by=by, limits=limits, dry=dry, progress=progress)
    choices = Choices.checked({}, collection=wanted.collection, visibility=wanted.visibility)
    named = load_article(wanted.article, by=by).id if wanted.article is not None else None
    run = _Run(Outcome(wanted.form, dry), LabelMap.checked(wanted.labels), choices, named, by, gazetteer)
    with closing(read_files(wanted.form, files, limits)) as found:  # type: ignore[type-var]  # a generator inside
        run.all(found, progress)
    run.outcome.choices = run.labels.choices()
    return run.outcome


@dataclass
class _Run:
    outcome: Outcome
    labels: LabelMap
    choices: Choices
    named: int | None
    by: User | None
    gazetteer: Gazetteer
    done: int = 0

    def all(self, reads: Iterable[Read | Problem], progress: Callable[[int], None]) -> None:
        loose: list[Mark] = []
        for read in reads:
            if isinstance(read, Problem):
                self.outcome.add(Entry(str(read.origin), "problem", "file", read.reason))
                continue
            for note in read.notes:
                self.outcome.note(read.at, note)
            if read.draft is not None:
                self.one_by_one(read.at, lambda read=read: self.text(read))  # type: ignore[misc]
                self.step(progress)
            elif read.marks:
                loose += read.marks
            else:
                self.outcome.add(Entry(read.at, "nothing", "item", "; ".join(read.notes)))
        for article_id, marks in self.by_article(loose).items():
            self.one_by_one(marks[0].at, lambda ident=article_id, some=marks: self.annotations(ident, some))  # type: ignore[misc]
            self.step(progress, len(marks))

    def step(self, progress: Callable[[int], None], number: int = 1) -> None:
        self.done += number
        progress(self.done)

    def one_by_one(self, at: str, work: Callable[[], None]) -> None:
        """One article. What fails leaves nothing behind and stops no other: neither on the desk nor in the report."""
        before = self.outcome.mark()
        try:
            work()
        except WirecheckError as error:
            self.outcome.back_to(before)
            self.outcome.add(Entry(at, "problem", "file", str(error)))
        except (sa.exc.OperationalError, sa.exc.InterfaceError):
            raise  # the database is not there: no other article will fare better
        except Exception as error:
            log.exception("import of %s failed", at)
            self.outcome.back_to(before)
            reason = f"The desk failed on it ({type(error).__name__}). It is in the log; please report it."
            self.outcome.add(Entry(at, "problem", "file", reason))
        finally:
            db.session.rollback()

    @contextmanager
    def writing(self) -> Iterator[None]:
        if self.outcome.dry:
            yield
        else:
            with transaction(by=self.by, verb=VERB):
                yield

    # -- a text with what stands on it

    def text(self, read: Read) -> None:
        draft = read.draft
        assert draft is not None
        found = self.find(read, draft)
        if found is None and self.outcome.dry:
            self.plan(read, draft)
            return
        if found is not None:
            known = self.prepare(db.session.get_one(Article, found), read.marks)
            with self.writing():
                self.onto(db.session.get_one(Article, found), read, known)
            return
        ready, analysis = pipeline.prepared(draft, choices=self.choices, gazetteer=self.gazetteer)
        known = self.prepare_text(draft.text, read.marks, ready.published)
        with self.writing():
            there = articles.claim_text(articles.text_hash(draft.text), by=self.by)
            if there is None:
                entry = pipeline.store(ready, analysis, by=self.by, choices=self.choices)
                there = db.session.get_one(Article, entry.article)
                there.embargo_until = moment(read.embargo)
                db.session.flush()
                same = self.same_name(draft, there.id)
                self.outcome.add(Entry(read.at, "added", "article", same, "", there.id, there.title))
                self.lay(there, read, known)
            else:
                self.onto(there, read, known)

    def find(self, read: Read, draft: ArticleDraft) -> int | None:
        """The article that a text belongs to: the one that was named, else the one that has this text, else the one
        that the file says it is of."""
        if self.named is not None:
            return self.named
        found = articles.find_text(articles.text_hash(draft.text), by=self.by)
        if found is not None:
            return found.id
        alike = self.find_alike(draft.text) if read.gaps else None
        named = articles_named(read.sources, visible(self.by)) if alike is None and read.sources else {}
        return alike or next((idents[0] for idents in named.values() if len(idents) == 1), None)

    def same_name(self, draft: ArticleDraft, own: int | None = None) -> str:
        """What to say when another article here goes by the same identifier: another version of it, perhaps."""
        if not draft.identifier:
            return ""
        uid = draft.identifier.lower().removeprefix("urn:uuid:")
        same = sa.or_(Article.identifier == draft.identifier, Article.uid == uid)
        found = db.session.scalar(
            sa.select(Article.id).where(same, visible(self.by), Article.id != (own or 0)).order_by(Article.id.desc())
        )
        return f"Article {found} here has the same identifier and another text." if found else ""

    def find_alike(self, text: str) -> int | None:
        """The article whose text differs in nothing but which white space stands where."""
        rows = db.session.execute(
            sa.select(Version.article_id, Version.text)
            .join(Article, Article.id == Version.article_id)
            .where(Version.length.between(len(text), len(text) + 200), visible(self.by))
            .order_by(Version.article_id)
        )
        words = text.split()
        return next((row.article_id for row in rows if row.text.split() == words), None)

    def plan(self, read: Read, draft: ArticleDraft) -> None:
        title = draft.title or short(draft.text)
        self.outcome.add(Entry(read.at, "added", "article", self.same_name(draft), "", None, title))
        ground = Ground(draft.text, basis="", title=title)
        Laying(ground, self.labels, self.outcome, by=self.by).lay(read.marks)
        for _ in read.tags:
            self.outcome.tally("added", "tag")

    def onto(self, article: Article, read: Read, known: Prepared) -> None:
        self.outcome.add(Entry(read.at, "known", "article", "", "", article.id, article.title))
        self.lay(article, read, known)

    def prepare(self, article: Article, marks: Sequence[Mark]) -> Prepared:
        """Before the write lock: where the quotes stand, and what is read of them."""
        return self.prepare_text(article.current.text, marks, article.published_at)

    def prepare_text(self, text: str, marks: Sequence[Mark], published: dt.datetime | None) -> Prepared:
        day = published.date() if published else None
        facts = not self.outcome.dry
        return prepared(text, marks, self.labels, names=self.gazetteer, published=day, facts=facts)

    def lay(self, article: Article, read: Read, known: Prepared) -> None:
        """The marks and the words about the whole text."""
        self.lay_marks(article, read.marks, known)
        for name in read.tags:
            self.outcome.tally("added" if self.outcome.dry or self.tag(article, name) else "known", "tag")
        comments = {text for kind, _, text in self.standing_comments(article) if kind == "article"}
        for words in read.remarks:
            plain = words.strip()
            if self.by is None:
                self.outcome.note(read.at, f"remark: {short(plain)}")
            elif plain in comments:
                self.outcome.tally("known", "remark")
            else:
                self.outcome.tally("added", "remark")
                if not self.outcome.dry:
                    making.remark(article, plain, by=self.by)

    def tag(self, article: Article, name: str) -> bool:
        found = making.tag_called(name, self.by)
        return found is not None and making.tag_with(article, found, self.by)

    def standing_comments(self, article: Article) -> set[tuple[str, int | None, str]]:
        return standing_on(article.current, ()).comments

    def lay_marks(self, article: Article, marks: Sequence[Mark], known: Prepared) -> None:
        version = article.current
        if not self.outcome.dry:  # PostgreSQL: what stands here must not change while it is compared
            db.session.execute(sa.select(Article.id).where(Article.id == article.id).with_for_update())
        ground = Ground(version.text, article.uid, version, article, article.title, known=known)
        laying = Laying(ground, self.labels, self.outcome, by=self.by)
        ground.standing = standing_on(version, laying.uids_of(marks))
        laying.lay(marks)

    # -- annotations that name their text

    def by_article(self, marks: Sequence[Mark]) -> dict[int, list[Mark]]:
        """Which article each annotation belongs to. Those of none are reported here."""
        sources = {source for mark in marks for source in mark.sources}
        known = articles_named(sources, visible(self.by)) if self.named is None else {}
        by_identity = {mark.identity: mark for mark in marks}
        found: dict[int, list[Mark]] = {}
        for mark in marks:
            root = root_of(mark, by_identity)
            idents = sorted({ident for source in root.sources for ident in known.get(source, ())})
            if self.named is not None:
                idents = [self.named]
            if len(idents) == 1 and (root.places or mark.kind == "reply"):
                found.setdefault(idents[0], []).append(mark)
            else:
                self.outcome.add(self.homeless(mark, idents))
        return found

    def homeless(self, mark: Mark, idents: Sequence[int]) -> Entry:
        words = short(" … ".join(place.quote for place in mark.places if place.quote))
        if len(idents) > 1:
            reason = f"{len(idents)} articles here have its address: {', '.join(map(str, idents[:5]))}. Name the one."
            return Entry(mark.at, "unplaced", reason=reason, words=words)
        if not mark.places and mark.kind != "reply":
            reason = "; ".join(("It names no words of a text: there is nothing to anchor", *mark.notes))
            return Entry(mark.at, "nothing", reason=reason, words=words)
        about = mark.sources[0] if mark.sources else "nothing"
        return Entry(
            mark.at,
            "unplaced",
            words=words,
            reason=f"No article here is {about[:200]}. Bring it in first, or name the article.",
        )

    def annotations(self, article_id: int, marks: Sequence[Mark]) -> None:
        known = self.prepare(load_article(article_id, by=self.by), marks)
        with self.writing():
            self.lay_marks(load_article(article_id, by=self.by), marks, known)


def root_of(mark: Mark, known: dict[str, Mark]) -> Mark:
    """What the chain of replies begins with; the mark itself where it is none, or where the chain is a circle."""
    here, seen = mark, {mark.identity}
    while here.kind == "reply" and here.answers in known and here.answers not in seen:
        here = known[here.answers]
        seen.add(here.identity)
    return here


def moment(words: str | None) -> dt.datetime | None:
    return dt.datetime.fromisoformat(words) if words else None
