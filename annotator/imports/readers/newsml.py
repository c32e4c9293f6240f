"""NewsML-G2 of the IPTC: a news item, a message with several, and the NITF or XHTML inside.

Names are looked for without their namespaces: agencies send NAR 2006-10-01, older drafts, and fragments.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from lxml import etree

from annotator.errors import Invalid, WirecheckError
from annotator.ingest.draft import Origin, Problem
from annotator.ingest.limits import Limits

from ..records import Read
from .markup import text_of
from .news import News, taken
from .strict_xml import first, name_of, parse, words_of

_ITEMS: Final = ("newsItem", "packageItem", "conceptItem", "knowledgeItem", "catalogItem", "planningItem")
_MOST_ITEMS: Final = 10_000
_LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"


def read(data: bytes, origin: Origin, limits: Limits) -> Iterator[Read | Problem]:
    root = parse(data)
    items = _items(root)
    if not items:
        raise Invalid(
            f"The file is XML, but no NewsML-G2: its outermost element is <{name_of(root)[:40]}>, not <newsItem> or "
            "<newsMessage>."
        )
    if len(items) > _MOST_ITEMS:
        raise Invalid(f"The message has {len(items):,} items; at most {_MOST_ITEMS:,} are taken. Split it.")
    for number, item in enumerate(items, 1):
        at = str(origin) if len(items) == 1 else f"{origin}, item {number}"
        try:
            yield _item(item, at, origin, limits)
        except WirecheckError as error:
            yield Problem(origin.at_line(item.sourceline or 0), str(error))


def _items(root: etree._Element) -> list[etree._Element]:
    """The items of a message, or the one that the file is; content alone (an example, a cut-out) is one too."""
    if name_of(root) in {*_ITEMS, "contentSet", "nitf"}:
        return [root]
    if name_of(root) != "newsMessage":
        return []
    return [each for part in root if name_of(part) == "itemSet" for each in part if name_of(each) in _ITEMS]


def _item(item: etree._Element, at: str, origin: Origin, limits: Limits) -> Read:
    kind = name_of(item)
    guid = item.get("guid", "").strip()
    if kind not in {"newsItem", "contentSet", "nitf"}:
        what = "a package, which only names other items" if kind == "packageItem" else f"a {kind}"
        return Read(at, notes=(f"it is {what} ({guid[:200]}): there is no article in it",))
    if kind == "newsItem" and not guid:
        raise Invalid("The newsItem has no guid, which every item must have.")
    news = News(guid=guid, language=item.get(_LANG, ""))
    content = item if kind == "contentSet" else first(item, "contentSet")
    _meta(item, news)
    if kind == "nitf":
        nitf(item, news)
    elif content is not None:
        _content(content, news)
    if not any(character.isalnum() for character in news.body):
        said = f" ({guid[:200]})" if guid else ""
        return Read(at, notes=(f"it has no text{said}: there is no article in it",))
    return taken(news, at, origin, limits)


def _meta(item: etree._Element, news: News) -> None:
    about, content = first(item, "itemMeta"), first(item, "contentMeta")
    if about is not None:
        news.published = words_of(first(about, "versionCreated")) or words_of(first(about, "firstCreated"))
        news.embargoed = words_of(first(about, "embargoed"))
        news.provider = _party(first(about, "provider"))
        _marked(about, news)
    if content is not None:
        news.headline = words_of(first(content, "headline"))
        news.byline = words_of(first(content, "by")) or ", ".join(
            filter(None, (_party(each) for each in content if name_of(each) == "creator"))
        )
        news.dateline = words_of(first(content, "dateline"))
        language = first(content, "language")
        news.language = (language.get("tag", "") if language is not None else "") or news.language
        news.other_ids += [words_of(each) for each in content if name_of(each) == "altId"]
        news.provider = news.provider or _party(first(content, "infoSource"))


def _marked(about: etree._Element, news: News) -> None:
    """What the agency says of the version: its status, a signal such as a correction, a note to editors."""
    status = first(about, "pubStatus")
    code = (status.get("qcode", "") if status is not None else "").rpartition(":")[2]
    if code not in {"", "usable"}:
        news.notes.append(f"its publishing status is “{code[:40]}”")
    for each in about:
        if name_of(each) == "signal":
            signal = words_of(first(each, "name")) or each.get("qcode", "").rpartition(":")[2]
            news.notes += [f"the agency marks it: {signal[:100]}"] if signal else []
        elif name_of(each) == "edNote":
            news.notes.append(f"note to editors: {words_of(each)[:400]}")


def _party(element: etree._Element | None) -> str:
    """A party by its name, else by the code or the address that stands for it."""
    if element is None:
        return ""
    named = words_of(first(element, "name")) or element.get("literal", "").strip()
    if named:
        return named
    uri = element.get("uri", "")
    return element.get("qcode", "").rpartition(":")[2].strip() or uri.removeprefix("http://").strip("/")[:100]


def _content(content: etree._Element, news: News) -> None:
    """The text: inline XML (NITF, XHTML), else inline data that is plain text; what is elsewhere is not fetched."""
    for part in content:
        if name_of(part) == "inlineXML":
            inner = next((each for each in part if name_of(each)), None)
            if inner is None:
                continue
            if name_of(inner) == "nitf":
                nitf(inner, news)
            else:
                news.body = text_of(inner)
        elif name_of(part) == "inlineData":
            kind = part.get("contenttype", "text/plain").lower()
            if kind.startswith("text/plain"):
                lines = [line.strip() for line in "".join(part.itertext()).strip().split("\n")]
                news.body = "\n".join(lines)
            elif kind.startswith("text/"):
                news.body = text_of(part)
        if news.body.strip():
            return
    if any(name_of(part) == "remoteContent" for part in content):
        news.notes.append("its content is elsewhere and was not fetched")


def nitf(root: etree._Element, news: News) -> None:
    """Headline, byline, dateline and text of an NITF document (3.x)."""
    body = root if name_of(root) == "body" else first(root, "body")
    if body is None:
        return
    head = first(body, "body.head")
    if head is not None:
        news.headline = news.headline or words_of(first(head, "hedline", "hl1")) or words_of(first(head, "headline"))
        news.byline = news.byline or words_of(first(head, "byline"))
        news.dateline = news.dateline or words_of(first(head, "dateline"))
    content = first(body, "body.content")
    news.body = text_of(content) if content is not None else ""
