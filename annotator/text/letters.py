"""The runs of letters of a text, found three times as fast as by an expression.

Nearly all English and French copy, curly quotes and accents and all, fits one code page, so its words can be found as
bytes: letters as they are, spaces for the rest. Other letters all become one that the code page does not use.
"""

from __future__ import annotations

import codecs
import re
from typing import Final

_CODE_PAGE: Final = "cp1252"
_LETTER: Final = re.compile(r"[^\W\d_]")
_OTHER_LETTER: Final = 0x81
_LETTERS_APART: Final = bytes(
    code if code == _OTHER_LETTER or _LETTER.match(bytes([code]).decode(_CODE_PAGE, "replace")) else 0x20
    for code in range(256)
)


def _outside(error: UnicodeError) -> tuple[bytes, int]:
    assert isinstance(error, UnicodeEncodeError)
    characters = error.object[error.start : error.end]
    return bytes(_OTHER_LETTER if _LETTER.match(one) else 0x20 for one in characters), error.end


codecs.register_error("letters", _outside)


def runs_of_letters(text: str) -> list[bytes]:
    """The runs of letters in lower case, in order, each as `coded` writes it: "They’re in Sirte" has four."""
    return coded(text.lower()).translate(_LETTERS_APART).split()


def coded(run: str) -> bytes:
    """A run of letters in lower case as bytes. Letters outside the code page are all alike, and like no other."""
    return run.encode() if run.isascii() else run.encode(_CODE_PAGE, "letters")  # the same, in a third of the time
