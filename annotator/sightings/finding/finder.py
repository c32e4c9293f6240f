"""The finder: takes what is due, compares each claim with those that share a key, keeps what stands in a band."""

from __future__ import annotations

import hashlib
import logging
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, cast

import sqlalchemy as sa

from ...articles.models import Article
from ...claims.models import Claim
from ...db import columns_of, db, journal, transaction
from ...db.journal import Mark
from ...gazetteer import changes
from ...gazetteer.queries import gazetteer
from ..models import MatchedClaim, MatchingDue
from ..scoring import keys, score
from ..scoring.weights import ABOUT, AGREEING
from . import keyed, naming, noticing
from .keeping import IDS, Pair, keep, pair_of, standing
from .progress import Telling
from .statements import Read, statements_of

log = logging.getLogger(__name__)
MOST_KEPT: Final = 50  # new suggestions of one claim, the best
TOGETHER: Final = 48  # claims whose sightings are found at once
READ_TOGETHER: Final = 250  # claims whose keys are written at once
REMEMBERED: Final = 5_000  # prepared statements, some 6 KB each
KEPT_SECONDS: Final = 20.0  # after which the mark is written though nothing was due
_DUE: Final = cast(sa.Table, MatchingDue.__table__)
_MATCHED: Final = cast(sa.Table, MatchedClaim.__table__)
NEXT: Final = (
    sa.select(_DUE.c.claim_id)
    .where(_DUE.c.urgent == sa.bindparam("urgent"))
    # What was changed in its order; of what waits for its turn the newest first, which people still work on.
    .order_by(_DUE.c.at, _DUE.c.claim_id.desc())
    .limit(TOGETHER)
)
UNREAD: Final = (
    sa.select(_DUE.c.claim_id)
    .outerjoin(_MATCHED, _MATCHED.c.claim_id == _DUE.c.claim_id)
    .where(_DUE.c.claim_id > sa.bindparam("after"), _MATCHED.c.claim_id.is_(None))
    .order_by(_DUE.c.claim_id)
    .limit(READ_TOGETHER)
)
TOTAL: Final = sa.select(sa.func.count()).select_from(_MATCHED)
HOMES: Final = sa.select(Claim.id, Claim.article_id).where(Claim.id.in_(IDS))
# Those of some articles that have claims due besides these.
UNDONE: Final = sa.select(Article.id).where(
    Article.id.in_(sa.bindparam("articles", expanding=True)),
    sa.exists()
    .where(Claim.article_id == Article.id, Claim.id == _DUE.c.claim_id, Claim.id.not_in(IDS))
    .correlate(Article),
)


@dataclass(frozen=True)
class Prepared:
    """A claim ready to be compared; `numbers` are its keys."""

    article_id: int
    signature: bytes
    told: Any  # what the score made of its statement
    naming: bool  # whether it says who somebody is, or what something is
    numbers: frozenset[int]


class Finder:
    """Needs to be the one at work, and an application context around each call."""

    def __init__(self, then: Callable[[Sequence[int]], object] | None = None) -> None:
        """`then` is given the claims of each batch once their sightings are kept: what else hangs on them."""
        self.then = then
        self.stopping = threading.Event()
        self.mark: Mark | None = None  # of the journal
        self.kept_mark: Mark | None = None  # the one in the database
        self.kept_at = 0.0
        self.named = 0  # the newest history row of names that was looked at
        self.sight: changes.Sight | None = None
        self.prepared: OrderedDict[int, Prepared] = OrderedDict()
        self.read_after = 0  # claims up to here have keys, of those that were due at the beginning
        self.reading = True
        self.total = 0  # claims that have keys
        self.found = 0  # claims whose sightings were found
        self.telling = Telling()

    # -- what is due

    def begin(self) -> None:
        """Take up where the last one stopped. What cannot be followed makes all claims due: those that are as they were
        are passed over, unless the rules of the score are others than before."""
        self.mark = noticing.journal_mark()
        kept = noticing.mark_called(noticing.NAMES)
        if self.mark is None or kept is None or kept.get("rules") != rules():
            # Marks first: what is changed while all is made due is read twice rather than never.
            mark, named = journal.newest(), changes.mark(db.session)
            noticing.make_all_due(anew=kept is not None and kept.get("rules") != rules())
            with transaction(by=None):
                noticing.keep_journal_mark(mark)
                noticing.keep_mark(noticing.NAMES, {"history": named, "rules": rules()})
            self.mark, kept = mark, {"history": named}
        self.kept_mark, self.kept_at, self.named = self.mark, time.monotonic(), int(kept["history"])
        self.total = columns_of(TOTAL).scalar_one()
        db.session.rollback()

    def notice(self) -> int:
        """Read the journal on and make due what was changed. Returns how many entries were read."""
        assert self.mark is not None, "begin first"
        references, self.mark = journal.entries_after(self.mark, noticing.ENTRIES)
        due = self.changed(noticing.claims_of(references)) if references else []
        db.session.rollback()
        # Judgements, comments and tags change no claim's words: for them alone the mark is not written each time.
        late = time.monotonic() - self.kept_at > KEPT_SECONDS and self.mark != self.kept_mark
        if due or late:
            with transaction(by=None):
                noticing.make_due(due)
                noticing.keep_journal_mark(self.mark)
            self.kept_mark, self.kept_at = self.mark, time.monotonic()
        self.notice_names()
        db.session.rollback()
        return len(references)

    def notice_names(self) -> None:
        sight = changes.look(db.session)
        if sight == self.sight:
            return
        newest, due = noticing.claims_named_anew(self.named)
        if due is None:
            noticing.make_all_due()
            self.read_after, self.reading = 0, True
        if newest != self.named:
            some = self.changed(due or ())
            db.session.rollback()
            with transaction(by=None):
                noticing.make_due(some, urgent=len(some) <= TOGETHER)
                noticing.keep_mark(noticing.NAMES, {"history": newest, "rules": rules()})
        self.sight, self.named = sight, newest

    def changed(self, idents: Iterable[int]) -> list[int]:
        """Those whose statement is another than the one whose sightings were found."""
        wanted = sorted(idents)
        found: list[int] = []
        for start in range(0, len(wanted), READ_TOGETHER):
            batch = wanted[start : start + READ_TOGETHER]
            read, kept = statements_of(batch, gazetteer()), keyed.known(batch)
            found += [
                ident
                for ident in batch
                if signature_of(read.get(ident)) != (kept[ident].signature if ident in kept else None)
            ]
        return found

    def leave(self) -> None:
        """Keep how far everything was read: whoever looks whether there is more need not read it again."""
        assert self.mark is not None, "begin first"
        seen = self.sight.newest - changes.WINDOW if self.sight is not None else 0
        with transaction(by=None):
            noticing.keep_journal_mark(self.mark)
            noticing.keep_mark(noticing.NAMES, {"history": max(self.named, seen), "rules": rules()})

    # -- a round

    def round(self) -> int:
        """One step of work, the most urgent first. Returns how many claims it was for; 0: nothing is left."""
        urgent = list(columns_of(NEXT, {"urgent": True}).scalars())
        if urgent:
            return self.find(urgent)
        if self.reading:
            # First the keys of all: what comes meanwhile finds every one of them.
            unread = list(columns_of(UNREAD, {"after": self.read_after}).scalars())
            if unread:
                self.read_after = unread[-1]
                return self.read_keys(unread)
            self.reading = False
        later = list(columns_of(NEXT, {"urgent": False}).scalars())
        if later:
            self.telling.done("compare", self.find(later, patient=True), self.total)
            return len(later)
        db.session.rollback()
        self.telling.over()
        return 0

    def read_keys(self, idents: Sequence[int]) -> int:
        read = statements_of(idents, gazetteer())
        ready = {ident: self.prepare(ident, each) for ident, each in read.items()}
        db.session.rollback()
        with transaction(by=None):
            keyed.put({ident: (each.article_id, each.numbers) for ident, each in ready.items()}, ())
            # What is not compared has no keys, and nothing to wait for.
            noticing.no_more_due([ident for ident in idents if ident not in ready])
        self.total += len(ready)
        self.telling.done("read", len(idents), self.total)
        return len(idents)

    def find(self, idents: Sequence[int], *, patient: bool = False) -> int:
        """Find the sightings of these claims, and strike them from what is due. What hangs on an article is done when
        `patient` with the last of its claims that is due: an article of 10,000 claims is not gone through 200 times."""
        read, kept = statements_of(idents, gazetteer()), keyed.known(idents)
        signatures = {ident: each.signature for ident, each in read.items()}
        fresh = [i for i in read if i not in kept or kept[i].signature != signatures[i]]
        gone = [ident for ident in idents if ident not in read]
        ready = {ident: self.prepare(ident, read[ident]) for ident in fresh}
        db.session.rollback()
        moved = {
            ident: (each.article_id, each.numbers)
            for ident, each in ready.items()
            if ident not in kept or bytes(kept[ident].keys) != keyed.packed(each.numbers)
        }
        lost = [ident for ident in gone if ident in kept]
        if moved or lost:
            with transaction(by=None):
                keyed.put(moved, lost)
            self.total += len([ident for ident in moved if ident not in kept]) - len(lost)
        comparisons = self.compare_all(ready)
        db.session.rollback()
        with transaction(by=None):
            keep(comparisons, gone)
            keyed.found({ident: signatures[ident] for ident in fresh})
        # Struck off afterwards: a server that is stopped in between looks again.
        self.hand_on(last_of_their_articles(idents) if patient else idents)
        with transaction(by=None):
            noticing.no_more_due(idents)
        self.found += len(idents)
        return len(idents)

    def hand_on(self, idents: Sequence[int]) -> None:
        """Let what hangs on these claims be done; its error is told, and holds nobody up."""
        try:
            if self.then is not None and idents:
                self.then(idents)
        except Exception:
            log.exception("sightings: what hangs on %d claims failed", len(idents))
            db.session.rollback()

    # -- comparing

    def prepare(self, ident: int, read: Read) -> Prepared:
        signature, there = read.signature, self.prepared.get(ident)
        if there is not None and there.signature == signature:
            self.prepared.move_to_end(ident)
            return there
        told = score.prepare(read.statement)
        numbers = keyed.numbers_of(keys.keys(told))
        made = Prepared(read.article_id, signature, told, naming.is_naming(read.statement.wording), numbers)
        self.prepared[ident] = made
        if len(self.prepared) > REMEMBERED:
            self.prepared.popitem(last=False)
        return made

    def others(self, idents: Collection[int]) -> dict[int, Prepared]:
        """Other claims, ready to be compared: as they are now where they are not remembered."""
        unknown = [ident for ident in idents if ident not in self.prepared]
        made = {ident: self.prepare(ident, each) for ident, each in statements_of(unknown, gazetteer()).items()}
        return made | {ident: self.prepared[ident] for ident in idents if ident in self.prepared}

    def compare_all(self, ready: Mapping[int, Prepared]) -> dict[Pair, score.Comparison | None]:
        """What became of each pair that these claims are in: the comparison where it is to be suggested, or is already
        and still holds; None where it no longer does."""
        suggested: dict[int, set[int]] = {ident: set() for ident in ready}
        for row in standing(ready):
            for one, other in ((row.first_id, row.second_id), (row.second_id, row.first_id)):
                if one in suggested:
                    suggested[one].add(other)
        wanted = {
            ident: keyed.candidates(ident, each.article_id, each.numbers, self.total) for ident, each in ready.items()
        }
        others = self.others({other for those in (*wanted.values(), *suggested.values()) for other in those})
        found: dict[Pair, score.Comparison | None] = {}
        for ident, mine in ready.items():
            there, new = suggested[ident], []
            for other in {*wanted[ident], *there}:
                theirs = others.get(other)
                pair = pair_of(ident, other)
                # That somebody is a minister is not what a minister said: both name him and his office.
                apart = theirs is None or theirs.article_id == mine.article_id or theirs.naming != mine.naming
                if theirs is None or apart:
                    if other in there:
                        found[pair] = None
                    continue
                comparison = score.compare(mine.told, theirs.told)
                if comparison.band is None:
                    if other in there:
                        found[pair] = None
                elif other in there:
                    found[pair] = comparison
                else:
                    new.append((comparison.score, pair, comparison))
            new.sort(key=lambda each: (-each[0], each[1]))
            found |= {pair: comparison for _, pair, comparison in new[:MOST_KEPT]}
        return found

    def forget(self) -> None:
        """Names changed: what was prepared may mean something else."""
        self.prepared.clear()

    # -- all of it

    def run(self, progress: Callable[[int, int], None] | None = None, pause: float = 0.0) -> int:
        """Find until nothing is due. Returns how many claims were dealt with."""
        self.begin()
        total = 0
        while not self.stopping.is_set():
            while self.notice() and not self.stopping.is_set():
                pass
            before = self.found
            if not self.round():
                break
            total += self.found - before
            if progress:
                left = columns_of(sa.select(sa.func.count()).select_from(_DUE)).scalar_one()
                db.session.rollback()
                progress(total, total + left)
            if pause:
                time.sleep(pause)
        return total


def rules() -> str:
    """The same for two programs that score alike."""
    weights = [sorted(each.items()) for each in (ABOUT, AGREEING)]
    told = repr((weights, score.LIKELY, score.POSSIBLE, score.DISSENT, naming.NAMING.pattern))
    return hashlib.blake2b(told.encode(), digest_size=8).hexdigest()


def signature_of(read: Read | None) -> bytes | None:
    return None if read is None else read.signature


def last_of_their_articles(idents: Sequence[int]) -> list[int]:
    """Those of these claims whose article has no other claim due."""
    homes = {row.id: row.article_id for row in columns_of(HOMES, {"ids": idents})}
    undone = set(columns_of(UNDONE, {"articles": sorted(set(homes.values())), "ids": idents}).scalars())
    return [ident for ident, article in homes.items() if article not in undone]
