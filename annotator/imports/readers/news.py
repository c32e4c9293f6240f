"""What ninjs and NewsML-G2 say of an article, in one shape, and that shape as a draft."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Final

from annotator.errors import Invalid
from annotator.ingest.draft import Origin
from annotator.ingest.limits import Limits
from annotator.ingest.readers import metadata
from annotator.ingest.readers.assembly import assemble

from ..records import Read

_LOOKED_AT: Final = 300  # characters of a body in which its dateline would stand


@dataclass(slots=True)
class News:
    """One article as an agency sends it; all fields are words of the file."""

    guid: str = ""
    identifier: str = ""  # the provider's own, where the guid is another desk's
    body: str = ""
    headline: str = ""
    byline: str = ""
    dateline: str = ""
    provider: str = ""
    feed: str = ""
    translator: str = ""
    language: str = ""
    published: str = ""
    url: str = ""
    embargoed: str = ""
    other_ids: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def taken(news: News, at: str, origin: Origin, limits: Limits) -> Read:
    """The article as it was read. Raises Invalid for a text that cannot be taken."""
    notes = list(news.notes)
    body = news.body.strip("\n")
    if news.dateline and news.dateline.casefold() not in body[:_LOOKED_AT].casefold():
        body = f"{news.dateline}\n\n{body}"
    url = news.url or (news.guid if news.guid.startswith(("http://", "https://")) else "")
    said = metadata.found(
        {
            "title": news.headline,
            "byline": news.byline,
            "outlet": news.provider,
            "feed": news.feed,
            "translator": news.translator,
            "language": news.language,
            "published": news.published,
            "url": url,
            "identifier": news.identifier or news.guid,
        },
        "file",
    )
    if news.other_ids:
        notes.append(f"other identifiers: {', '.join(dict.fromkeys(news.other_ids))}"[:500])
    embargo = _moment(news.embargoed, notes)
    return Read(at, assemble(body, origin, limits, found=said, notes=notes), embargo=embargo)


def _moment(words: str, notes: list[str]) -> str | None:
    """When the embargo ends, where that is still to come."""
    if not words:
        return None
    try:
        moment, _ = metadata.parse_published(words)
    except Invalid:
        notes.append(f"embargo “{words[:40]}” left out: it is no date")
        return None
    if moment <= datetime.now(UTC):
        notes.append(f"its embargo ended on {moment:%Y-%m-%d %H:%M} UTC")
        return None
    notes.append(f"under embargo until {moment:%Y-%m-%d %H:%M} UTC")
    return moment.isoformat()
