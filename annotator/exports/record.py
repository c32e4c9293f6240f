"""What an export tells of an article: plain values, read once, the same for every format. Offsets are code points."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, urlsplit

from ..gazetteer.records import EntityRecord

BARE_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
LONGEST_NAME = 60  # of a file name's slug: some file systems and zip programs stop at 100 characters a path


@dataclass(frozen=True)
class AnchorRecord:
    """A stretch of one version. `version` is that version's uid."""

    start: int
    end: int
    quote: str
    prefix: str
    suffix: str
    version: str


@dataclass(frozen=True)
class SourceRecord:
    uid: str
    title: str
    kind: str
    publisher: str | None
    url: str | None
    reliability: str


@dataclass(frozen=True)
class EvidenceRecord:
    stance: str
    passage: str
    url: str | None
    archive_url: str | None
    retrieved_at: dt.datetime | None
    source: SourceRecord

    @property
    def address(self) -> str | None:
        """Where the passage can be read, if anywhere on the web."""
        return web_address(self.url) or web_address(self.source.url)

    @property
    def archive(self) -> str | None:
        return web_address(self.archive_url)


@dataclass(frozen=True)
class AssessmentRecord:
    reviewer: str
    verdict: str
    confidence: int
    fault: str | None
    note: str
    changed_at: dt.datetime


@dataclass(frozen=True)
class SpeakerRecord:
    """Who says the claim, in the article's words; `kind` is person, office, anonymous or document."""

    name: str
    kind: str


@dataclass(frozen=True)
class PlaceRecord:
    """A place of the gazetteer under its right name, and its gazetteer id; or the article's words alone."""

    name: str
    key: str | None


@dataclass(frozen=True)
class ClaimRecord:
    """`number` is the claim's on the workbench; `changed_at` the last change of its row, evidence aside."""

    uid: str
    number: int
    wording: str
    kinds: tuple[str, ...]
    state: str
    verdict: str | None
    confidence: int | None
    fault: str | None
    creator: str | None  # None: found by rule
    created_at: dt.datetime
    changed_at: dt.datetime
    anchors: tuple[AnchorRecord, ...]
    evidence: tuple[EvidenceRecord, ...] = ()
    assessments: tuple[AssessmentRecord, ...] = ()
    tags: tuple[str, ...] = ()
    sensitive: bool = False
    redacted: bool = False  # its words are blacked out, and nothing else of it is told
    worth: float = 0.5  # how much it is worth checking, 0 to 1
    speaker: SpeakerRecord | None = None
    places: tuple[PlaceRecord, ...] = ()


@dataclass(frozen=True)
class GarbleRecord:
    uid: str
    number: int
    category: str
    label: str
    severity: str
    state: str
    reason: str
    suggestions: tuple[dict[str, Any], ...]  # name, score 0..1, reason
    reading: str | None
    entity: str | None  # the right name's entity, with its native name
    native_name: str | None
    creator: str | None  # None: found by rule
    created_at: dt.datetime
    changed_at: dt.datetime
    anchor: AnchorRecord
    named: EntityRecord | None = None  # the entity with the names it goes by in this article


@dataclass(frozen=True)
class CorrectionRecord:
    uid: str
    number: int
    replacement: str
    kind: str
    reason: str
    state: str
    creator: str | None
    created_at: dt.datetime
    changed_at: dt.datetime
    decided_by: str | None
    decided_at: dt.datetime | None
    anchor: AnchorRecord
    evidence: EvidenceRecord | None = None  # what its source says; without a stance of its own: "supports"
    entity: str | None = None  # whose name it puts right


@dataclass(frozen=True)
class NoticeRecord:
    """A correction notice that an editor approved; `corrections` are the uids of those it tells of."""

    uid: str
    kind: str
    text: str
    approver: str | None
    approved_at: dt.datetime
    corrections: tuple[str, ...] = ()


@dataclass(frozen=True)
class ReadyRecord:
    """That this version was found ready for publication; `over`: in spite of what, in words, "" where nothing blocked.
    The reason stays on the desk."""

    by: str | None
    at: dt.datetime
    over: str = ""


@dataclass(frozen=True)
class ZoneRecord:
    id: int
    kind: str
    start: int
    end: int


@dataclass(frozen=True)
class ArticleRecord:
    """An article with the text of its current version and all that stands on it, in text order."""

    id: int
    uid: str
    title: str
    outlet: str | None
    byline: str | None
    feed: str | None
    language: str
    source_language: str | None
    translator: str | None
    published_at: dt.datetime | None
    url: str | None
    identifier: str | None
    created_at: dt.datetime
    version: str  # the version's uid
    version_number: int
    text: str
    sha256: str
    zones: tuple[ZoneRecord, ...] = field(default=())
    claims: tuple[ClaimRecord, ...] = field(default=())
    garbles: tuple[GarbleRecord, ...] = field(default=())
    corrections: tuple[CorrectionRecord, ...] = field(default=())
    notices: tuple[NoticeRecord, ...] = field(default=())  # approved ones, the newest first
    embargo_until: dt.datetime | None = None  # None also where it has passed
    withheld: int = 0  # sensitive claims that are left out or blacked out
    source_text: str | None = None  # what it was translated from
    ready: ReadyRecord | None = None  # None: nobody found it ready, or something changed since
    version_published_at: dt.datetime | None = None  # None: not known
    version_created_at: dt.datetime | None = None  # when it came to the desk
    waiting: int = 0  # claims, garbles and corrections of an older version that have no place in this one yet

    @property
    def named_version(self) -> str:
        """Which text this is: "Version 2, published 16 February 2021, 09:40 UTC"."""
        moment = self.version_published_at or self.version_created_at
        verb = "published" if self.version_published_at else "received"
        return f"Version {self.version_number}" + (f", {verb} {moment:%-d %B %Y, %H:%M} UTC" if moment else "")

    @property
    def accepted(self) -> tuple[CorrectionRecord, ...]:
        """The corrections that make the corrected copy: accepted, and of this version."""
        return tuple(row for row in self.corrections if row.state == "accepted" and row.anchor.version == self.version)

    @property
    def address(self) -> str | None:
        return web_address(self.url)


@dataclass(frozen=True)
class Counts:
    """How much an export holds, for its preview and its head."""

    claims: int
    suggested: int
    verdicts: tuple[tuple[str, int], ...]  # most frequent first
    evidence: int
    garbles: int
    corrections: int
    accepted: int
    notices: int
    notes: int
    withheld: int
    waiting: int = 0


def count(record: ArticleRecord) -> Counts:
    verdicts = Counter(claim.verdict for claim in record.claims if claim.verdict)
    return Counts(
        claims=len(record.claims),
        suggested=sum(claim.state == "suggested" for claim in record.claims),
        verdicts=tuple(verdicts.most_common()),
        evidence=sum(len(claim.evidence) for claim in record.claims),
        garbles=len(record.garbles),
        corrections=len(record.corrections),
        accepted=len(record.accepted),
        notices=len(record.notices),
        withheld=record.withheld,
        waiting=record.waiting,
        notes=sum(bool(assessment.note) for claim in record.claims for assessment in claim.assessments),
    )


def web_address(url: str | None) -> str | None:
    """A URL that a reader may follow, as a URI (RFC 3986: what is not ASCII is percent-encoded), or None.

    What was typed into an address field may be anything; a link to a script would run in the reader's browser.
    """
    if not url:
        return None
    try:
        parts = urlsplit(url.strip())
        host = (parts.hostname or "").encode("idna").decode("ascii")
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or not re.fullmatch(r"[a-z0-9.-]+", host):
        return None
    address = f"{parts.scheme}://{host}{port}{coded(parts.path)}"
    if parts.query:
        address += "?" + coded(parts.query, "?")
    return address + ("#" + coded(parts.fragment, "?") if parts.fragment else "")


def coded(part: str, more: str = "") -> str:
    """Percent-encoded what RFC 3986 does not allow there; what is encoded already stays so."""
    return quote(BARE_PERCENT.sub("%25", part), "/%:@!$&'()*+,;=~-._" + more)


def file_name(record: ArticleRecord, suffix: str) -> str:
    """A name that every file system takes: the title in plain letters, and the article's number."""
    letters = unicodedata.normalize("NFKD", record.title).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", letters)[:LONGEST_NAME].strip("-")
    return f"{slug or 'article'}-{record.id}.{suffix}"
