"""ninjs of the IPTC, versions 1.0 to 3.1: news items as JSON. Items without a text are read and say what they are.

Version 1 has `headline`, `body_text`, `body_xhtml`, `byline`, `versioncreated`; from 2.0 on headlines and bodies are
lists with roles, from 3.0 on names are in camel case.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from annotator.errors import Invalid
from annotator.ingest.draft import Origin, Problem
from annotator.ingest.limits import Limits

from ..records import Read
from .markup import text_of, text_of_html
from .news import News, taken
from .newsml import nitf
from .strict_json import Record, kind_of, listed, read_each, words
from .strict_xml import parse

_NO_TEXTS: Final = {
    "picture": "a picture", "graphic": "a graphic", "audio": "a sound recording", "video": "a video",
    "event": "an event", "planning": "a plan",
}  # fmt: skip
_KNOWN: Final = frozenset(
    "uri type version versionCreated versioncreated headlines headline bodies body_text body_xhtml bodyText title"
    " description_text descriptions associations renditions pubStatus pubstatus firstCreated standard".split()
)
_MARKUP: Final = ("xhtml", "html", "nitf")


def read(data: bytes, origin: Origin, limits: Limits) -> Iterator[Read | Problem]:
    yield from read_each(data, origin, lambda record: iter([_item(record, limits)]))


def _item(record: Record, limits: Limits) -> Read:
    item = record.value
    if not isinstance(item, dict):
        raise Invalid(f"A news item is an object, not {kind_of(item)}.")
    uri = item.get("uri")
    if not isinstance(uri, str) or not uri.strip():
        raise Invalid("The item has no “uri”, which every ninjs item must have.")
    if len(_KNOWN & set(item)) < 2:
        raise Invalid("Beside “uri” there is nothing in it that ninjs knows. Is it of another format?")
    kind = item.get("type", "event" if "eventDetails" in item else "text")
    if not isinstance(kind, str):
        raise Invalid(f"“type” must be a string, not {kind_of(kind)}.")
    news = News(guid=uri.strip())
    _described(item, news)
    if kind in _NO_TEXTS:
        return Read(record.at, notes=(f"it is {_NO_TEXTS[kind]} ({uri[:200]}): there is no article in it",))
    news.body = _body(item, news)
    if not any(character.isalnum() for character in news.body):
        return Read(record.at, notes=(f"it has no body ({uri[:200]}): there is no article in it",))
    parts = item.get("associations")
    if isinstance(parts, list | dict) and parts:
        news.notes.append(f"{len(parts)} associated {'item' if len(parts) == 1 else 'items'} left out")
    return taken(news, record.at, record.origin, limits)


def _described(item: dict[str, Any], news: News) -> None:
    def said(*names: str) -> str:
        for name in names:
            if isinstance(item.get(name), str) and item[name].strip():
                return words(item[name], name, 20_000).strip()
        return ""

    news.headline = _of_role(item.get("headlines"), ("main", "headline")) or said("headline", "title")
    news.byline = said("by", "byline")
    news.dateline = said("dateline")
    news.language = said("language")
    news.published = said("versionCreated", "versioncreated", "firstCreated", "firstcreated", "contentCreated")
    news.embargoed = said("embargoedUntil", "embargoeduntil", "embargoed")
    sources: dict[str, str] = {}
    for each in listed(item.get("infoSources", item.get("infosource"))):
        if named(each):
            sources.setdefault(str(each.get("role", "originator")), named(each))
    provider = item.get("provider")
    news.provider = (provider if isinstance(provider, str) else named(provider)) or sources.pop("originator", "")
    news.feed, news.translator = sources.pop("distributor", ""), sources.pop("translator", "")
    news.provider = news.provider or next(iter(sources.values()), "") or said("copyrightHolder", "copyrightholder")
    _other_names(item, news)
    status = said("pubStatus", "pubstatus") or "usable"
    if status != "usable":
        news.notes.append(f"its publishing status is “{status[:40]}”")
    note = said("edNote", "ednote")
    if note:
        news.notes.append(f"note to editors: {note[:400]}")
    for each in listed(item.get("descriptions")):
        if isinstance(each, dict) and each.get("role") == "correction" and isinstance(each.get("value"), str):
            news.notes.append(f"correction told with it: {' '.join(each['value'].split())[:400]}")
    pages = [each for each in listed(item.get("renditions")) if isinstance(each, dict) and is_page(each)]
    news.url = str(pages[0]["href"]) if pages else ""


def is_page(rendition: dict[str, Any]) -> bool:
    """Whether it is the article's page on the web."""
    href = rendition.get("href")
    if not isinstance(href, str):
        return False
    return rendition.get("contentType") == "text/html" or href.endswith((".html", ".htm"))


def _other_names(item: dict[str, Any], news: News) -> None:
    for each in listed(item.get("altIds", item.get("altids"))):
        if not isinstance(each, dict):
            continue
        if each.get("role") == "provider" and news.guid.startswith("urn:uuid:"):
            news.identifier = str(each.get("value", ""))  # what the desk that wrote the file had it by
            continue
        news.other_ids += [str(value) for key, value in each.items() if key != "role" and isinstance(value, str)]


def named(value: Any) -> str:
    """The name of a party, which is an object or nothing."""
    return str(value["name"]).strip() if isinstance(value, dict) and isinstance(value.get("name"), str) else ""


def _of_role(parts: Any, roles: tuple[str, ...]) -> str:
    """The value with one of the roles, else the first that is words."""
    known = [each for each in listed(parts) if isinstance(each, dict) and isinstance(each.get("value"), str)]
    chosen = next((each for role in roles for each in known if each.get("role") == role), None)
    chosen = chosen or (known[0] if known else None)
    if chosen is None:
        return ""
    value = str(chosen["value"])
    return " ".join((text_of_html(value) if "<" in value and ">" in value else value).split())


def _body(item: dict[str, Any], news: News) -> str:
    """The text: of the bodies the one that keeps paragraphs; without any, what describes the item."""
    bodies = [*_listed_bodies(item), *_named_bodies(item)]
    for _, value in bodies:
        if not isinstance(value, str):
            raise Invalid(f"The value of a body must be a string, not {kind_of(value)}.")
    plain = [value for kind, value in bodies if not _is_markup(kind, value) and value.strip()]
    marked = [(kind, value) for kind, value in bodies if _is_markup(kind, value) and value.strip()]
    if plain and ("\n" in plain[0].strip() or not marked):
        return str(plain[0])
    if marked:
        words = _unmarked(*marked[0], news)
        return str(plain[0]) if plain and "\n" not in words else words  # no paragraphs that the other lacks
    described = _of_role(item.get("descriptions"), ("text", "lead", "summary"))
    described = described or str(item.get("description_text", "") or "")
    if described:
        news.notes.append("it has no body: its description was taken")
    return described


def _listed_bodies(item: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    for each in listed(item.get("bodies")):
        if not isinstance(each, dict):
            raise Invalid(f"A body is an object with a “value”, not {kind_of(each)}.")
        yield str(each.get("contentType", each.get("contenttype", ""))).lower(), each.get("value", "")


def _named_bodies(item: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    for name, value in item.items():
        if name.startswith("body_") or name in {"bodyText", "bodyXhtml", "body"}:
            yield name.lower(), value


def _is_markup(kind: str, value: str) -> bool:
    return any(each in kind for each in _MARKUP) or (not kind and "</" in value)


def _unmarked(kind: str, value: str, news: News) -> str:
    if "nitf" in kind or "<nitf" in value[:500]:
        root = parse(value.encode())
        nitf(root, news)
        return news.body or text_of(root)
    return text_of_html(value)
