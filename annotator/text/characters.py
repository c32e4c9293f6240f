"""Characters that nothing on the desk may hold, in texts and in the fields of forms."""

from __future__ import annotations

import re
from typing import Final

from ..errors import Invalid

# NUL and the other C0 controls but tab, line feed and carriage return, lone surrogates, and the 66 noncharacters
# (Unicode 16, 23.7). PostgreSQL refuses NUL; one of the others is enough to abort the .docx and .xlsx exports, and
# XML 1.0 cannot hold most of them.
REFUSED: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
    + "".join(chr(plane * 0x10000 + 0xFFFE) + chr(plane * 0x10000 + 0xFFFF) for plane in range(1, 17))
    + "]"
)
# In UTF-8 each of them has, or shares with few others, one of these bytes or pairs; looking for them takes a tenth of
# the time, and the common answer is none.
_CONTROLS: Final = bytes(code for code in range(32) if chr(code) not in "\t\n\r")
_SUSPECT: Final = (b"\xef\xb7", b"\xbf\xbe", b"\xbf\xbf")


def refused(words: str) -> re.Match[str] | None:
    """The first character that nothing may hold."""
    if words.isascii() and words.isprintable():
        return None  # most fields of a gazetteer
    try:
        coded = words.encode()
    except UnicodeEncodeError:  # a lone surrogate
        return REFUSED.search(words)
    if len(coded.translate(None, _CONTROLS)) == len(coded) and not any(pair in coded for pair in _SUSPECT):
        return None
    return REFUSED.search(words)


def checked(words: str, field: str | None = None) -> str:
    """What was typed into a field, as it is. Raises Invalid, naming the field and the character, for what no page, no
    database or no export could carry."""
    found = refused(words)
    if found:
        raise Invalid(f"It holds {named(found.group())}, which cannot be kept. Remove it.", field)
    return words


def shown(words: str) -> str:
    """The same words for a page that says why they were refused: U+FFFD where such a character stood."""
    return REFUSED.sub("\N{REPLACEMENT CHARACTER}", words) if refused(words) else words


def named(character: str) -> str:
    """What to call such a character."""
    code = f"U+{ord(character):04X}"
    if character == "\0":
        return f"a NUL character ({code})"
    if character < " ":
        return f"a control character ({code})"
    if 0xD800 <= ord(character) <= 0xDFFF:
        return f"half of a character (lone surrogate {code})"
    return f"a noncharacter ({code})"
