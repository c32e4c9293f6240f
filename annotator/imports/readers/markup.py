"""Article bodies that are mark-up (XHTML, HTML, NITF) as text: each block on lines of its own. Nothing is fetched."""

from __future__ import annotations

import re
from typing import Final

from lxml import etree, html

from annotator.errors import Invalid

from .strict_xml import name_of

# Blocks of XHTML and of NITF 3.6; all else runs on in its line.
_BLOCKS: Final = frozenset(
    "p div section article header blockquote pre ul ol dl li dt dd table tr caption figure figcaption"
    " h1 h2 h3 h4 h5 h6 hl1 hl2 hedline byline byttl dateline distributor abstract block note bq credit media"
    " body body.head body.content body.end tagline nitf-table fn hr".split()
)
_NOT_READ: Final = frozenset(
    "script style noscript template head nav footer aside form iframe svg object title docdata pubdata media-caption"
    " media-reference media-metadata".split()
)
_LONGEST: Final = 5 * 1024 * 1024
_WHITE: Final = re.compile(r"\s+")


def text_of_html(words: str) -> str:
    """The text of a page or a fragment of one. Raises Invalid when there is none."""
    if len(words) > _LONGEST:
        raise Invalid("The body has more than 5 MB of mark-up. Send only the article.")
    if not words.strip():
        raise Invalid("The body is empty.")
    try:
        parser = html.HTMLParser(remove_comments=True, remove_pis=True, no_network=True, huge_tree=False)
        root = html.fromstring(f"<div>{words}</div>" if "<html" not in words[:2000].lower() else words, parser=parser)
    except (etree.LxmlError, ValueError, AssertionError):
        raise Invalid("The mark-up of the body cannot be read.") from None
    return text_of(root)


def text_of(root: etree._Element) -> str:
    """The text of an element, paragraphs apart by a blank line. Written without recursion: pages nest deeply."""
    pieces: list[str] = []
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        name = name_of(element).lower()
        if event == "start":
            if name in _NOT_READ or not name:
                walk.skip_subtree()
                continue
            pieces.append("\n\n" if name in _BLOCKS else "\n" if name == "br" else "")
            pieces.append(_WHITE.sub(" ", element.text or ""))
        else:
            if name in _BLOCKS:
                pieces.append("\n\n")
            elif name in {"td", "th"}:
                pieces.append(" ")
            if element is not root:
                pieces.append(_WHITE.sub(" ", element.tail or ""))
    lines = [" ".join(line.split()) for line in "".join(pieces).split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n")
