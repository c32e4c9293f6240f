"""What sources say of a claim: evidence added, changed, taken off, checked again; how many of them are independent."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import asdict, dataclass
from difflib import SequenceMatcher

from ..accounts.models import User
from ..db import db, now
from ..db.versions import require_version
from ..errors import Invalid
from ..sources.independence import Independence, independence
from ..sources.models import Source
from ..sources.queries import ancestry
from ..sources.service import checked_url
from ..text.characters import checked
from .models import STANCES, Claim, Evidence

LONGEST_PASSAGE = 20_000
# A clock that goes a little ahead of the desk's is no reason to refuse what was just read.
AHEAD = dt.timedelta(minutes=5)


@dataclass(frozen=True)
class EvidenceFields:
    """What a person may say of a piece of evidence; one field of the form each.

    `retrieved_at` is aware; None: when it was read is not known (when it is added: now).
    """

    stance: str = "context"
    passage: str = ""
    url: str | None = None
    archive_url: str | None = None
    retrieved_at: dt.datetime | None = None


def add_evidence(
    claim: Claim,
    source: Source,
    *,
    stance: str,
    passage: str = "",
    url: str | None = None,
    archive_url: str | None = None,
    retrieved_at: dt.datetime | None = None,
    by: User | None,
) -> Evidence:
    """Say what a source has on a claim. Without an address of its own it has the source's; without a moment it was
    read now. Raises Invalid."""
    piece = Evidence(source=source, created_by_id=by.id if by else None)
    fill(piece, EvidenceFields(stance, passage, url, archive_url, retrieved_at or now()))
    piece.url = piece.url or source.url
    piece.claim = claim  # last of all: what was refused is never part of the claim
    db.session.add(piece)
    db.session.flush()
    return piece


def edit_evidence(piece: Evidence, fields: EvidenceFields, *, by: User, seen: int | None = None) -> None:
    """Change a piece of evidence. Raises Invalid; Stale with both sides when it was changed since it was `seen`."""
    require_version(piece, seen, asdict(fields))
    fill(piece, fields)
    db.session.flush()


def fill(piece: Evidence, fields: EvidenceFields) -> None:
    if fields.stance not in STANCES:
        raise Invalid("Say whether the source supports, refutes or gives context.", "stance")
    passage = checked(fields.passage.strip(), "passage")
    if len(passage) > LONGEST_PASSAGE:
        raise Invalid(f"A passage has at most {LONGEST_PASSAGE} characters; this one has {len(passage)}.", "passage")
    if fields.retrieved_at is not None and fields.retrieved_at > now() + AHEAD:
        raise Invalid("It cannot have been read later than now.", "retrieved_at")
    url, archive_url = checked_url(fields.url), checked_url(fields.archive_url, "archive_url")
    piece.stance = fields.stance
    piece.passage = passage
    piece.passage_sha256 = hash_of(passage)
    piece.url = url
    piece.archive_url = archive_url
    if not same_minute(piece.retrieved_at, fields.retrieved_at):  # forms know no seconds
        piece.retrieved_at = fields.retrieved_at


def same_minute(one: dt.datetime | None, other: dt.datetime | None) -> bool:
    if one is None or other is None:
        return one is other
    return one.replace(second=0, microsecond=0) == other.replace(second=0, microsecond=0)


def remove_evidence(piece: Evidence, *, by: User) -> None:
    """Take a source off a claim; the history keeps what it said."""
    piece.claim.evidence.remove(piece)
    db.session.flush()


def hash_of(passage: str) -> str:
    """SHA-256 (hexadecimal) of a passage in UTF-8, without white space around it: shows whether its words changed."""
    return hashlib.sha256(passage.strip().encode()).hexdigest()


@dataclass(frozen=True)
class Comparison:
    """A passage as it was kept and as it reads now. `parts`: words in order, "kept", "gone" or "new"."""

    sha256: str
    same: bool
    same_words: bool  # only white space differs
    parts: tuple[tuple[str, str], ...]


def compare(piece: Evidence, passage: str) -> Comparison:
    """Whether a passage read again still has the hash of the one that was kept, and where its words differ."""
    digest = hash_of(passage)
    before, after = piece.passage.split(), passage.split()
    parts: list[tuple[str, str]] = []
    long = max(len(before), len(after)) > 1_000  # then common words are passed over: it takes the square of the words
    for _, start, end, now_start, now_end in SequenceMatcher(None, before, after, autojunk=long).get_opcodes():
        if before[start:end] == after[now_start:now_end]:
            parts.append(("kept", " ".join(before[start:end])))
            continue
        parts += [("gone", " ".join(before[start:end]))] if end > start else []
        parts += [("new", " ".join(after[now_start:now_end]))] if now_end > now_start else []
    return Comparison(digest, digest == piece.passage_sha256, before == after, tuple(parts))


@dataclass(frozen=True)
class Standing:
    """How many sources a claim has and how many of them are independent. `shared`: the titles of those that pass on
    one origin, and that origin's, for each such origin."""

    independence: Independence
    shared: tuple[tuple[str, tuple[str, ...]], ...]


def standing_of(claim: Claim) -> Standing:
    """The independence of a claim's sources, of whatever stance. One statement where a source names an origin."""
    titles = {piece.source_id: piece.source.title for piece in claim.evidence}
    origins: dict[int, int | None] = {piece.source_id: piece.source.origin_id for piece in claim.evidence}
    if any(origin is not None for origin in origins.values()):
        above = ancestry(origins)
        origins, titles = above.origins, above.titles
    found = independence((piece.source_id for piece in claim.evidence), origins)
    shared = tuple((titles[group.origin], tuple(titles[member] for member in group.members)) for group in found.shared)
    return Standing(found, shared)


def independent_sources(claim: Claim) -> int:
    """How many of a claim's sources are independent of each other: what a policy may ask for."""
    return standing_of(claim).independence.independent
