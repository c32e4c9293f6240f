"""Pages read as a strict browser would, each build of a page once.

Whether html5lib finds an error in a page hangs on its tags, on the names of their attributes and on where there are
words; not on which words, nor on the values. Most pages of a run have a build that was read before.
"""

from __future__ import annotations

import hashlib
import re

import html5lib

REFERENCE = r"&(?:amp|lt|gt|quot|\#34|\#39);"  # what markupsafe and the templates write


def _but(characters: str) -> str:
    """Any run without these and without a lone ampersand."""
    return rf"[^&{characters}]*(?:{REFERENCE}[^&{characters}]*)*"


RAW = ("script", "style", "textarea", "title")
OTHERS = (*RAW, "plaintext", "xmp", "noscript", "iframe", "noembed", "noframes")
VALUE = rf"""(?:"{_but('<>"')}"|'{_but("<>'")}'|[\w.:-]+)"""
ATTRIBUTES = rf"""(?:\s+[^\s"'<>/=&`]+(?:={VALUE})?)*\s*"""
WITHOUT_TAGS = "|".join(rf"<{name}{ATTRIBUTES}>{_but('<')}</{name}>" for name in RAW)
# Pages that are nothing but this are read by the parser as it is written here. What stands in scripts and the like is
# read by rules of its own, by which nothing can be wrong with it as long as there is no < in it. No possessive
# quantifiers: Python 3.11.2 matches too much with them.
PLAIN = re.compile(
    rf"""{_but('<>"')}(?:
      (?:</?(?!(?:{"|".join(OTHERS)})\b)[a-z][a-z0-9-]*{ATTRIBUTES}/?>|{WITHOUT_TAGS}|<!doctype\ html>)
      {_but('<>"')}
    )*""",
    re.VERBOSE | re.ASCII | re.IGNORECASE,
)
# A hidden field may stand where no other may: the values of `type` are kept.
VALUES = re.compile(r"""(?<!\stype)=(?:"[^"]*"|'[^'<>]*')""")
# Characters that no page may hold, and NUL.
NONCHARACTERS = "".join(chr(plane + last) for plane in range(0, 0x110000, 0x10000) for last in (0xFFFE, 0xFFFF))
INVALID = re.compile(rf"[\0-\x08\x0b\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef{NONCHARACTERS}]")
# Spaces before the first word are read by themselves.
BETWEEN = re.compile(r">(\s?)\s*[^\s<][^<]*")


def build(page: str) -> str | None:
    """The page without its words and values; None where only the parser can tell what it is made of."""
    # Each character is looked at once: the set is a long one to be looked up in at each place of a page.
    if PLAIN.fullmatch(page) is None or INVALID.search("".join(set(page))):
        return None
    return BETWEEN.sub(r">\1x", VALUES.sub('="v"', page))


_sound: set[bytes] = set()


def read_strictly(page: str) -> None:
    """Raises html5lib's ParseError where the page is none that every browser reads alike."""
    made = build(page)
    known = hashlib.blake2b(made.encode(), digest_size=16).digest() if made is not None else b""
    if known and known in _sound:
        return
    html5lib.HTMLParser(strict=True).parse(page)
    if known:
        _sound.add(known)
