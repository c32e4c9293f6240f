"""Bytes to text: which encoding, and text that was once decoded wrongly (mojibake).

Every guess leaves a note for the ingest report.
"""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from annotator.errors import Invalid

# Longest mark first: the UTF-16 mark is the beginning of the UTF-32 one.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# The legacy encodings of this desk's languages. Tried first: left free, the detector reads "à Bagdad" as Central
# European and a short Arabic line as Cyrillic.
_LIKELY = ["cp1252", "cp1256"]
_LIKELY_CHAOS = 0.1  # of 1; above it the text is probably in none of the two
_DECLARABLE = re.compile(
    "utf_8|iso8859_[0-9]+|cp125[0-8]|cp874|koi8_[ru]|mac_roman|gb2312|gbk|gb18030|big5|euc_(jp|kr)|shift_jis|iso2022_jp"
)
_GUESS_BYTES = 256 * 1024  # more of the file does not make the guess better, only slower
_FEWEST_SPACES = 0.04  # of all characters: prose in this desk's scripts has 0.1 to 0.2
_NAMES = {"cp1252": "windows-1252", "cp1256": "windows-1256", "iso8859_6": "iso-8859-6", "mac_roman": "macintosh"}

# Wrongly decoded letters come in pairs; of the others only these tell. Other copy is spared ftfy's closer look, which
# costs as much as all the rest of reading, and the loading of ftfy.
_MAY_BE_MOJIBAKE = re.compile("[^\x00-\x7f]{2}|[\x80-\x9f\xc2\xc3]")
_LATIN_1 = re.compile("[\x80-\xff]")
# What ftfy's rules know mojibake by has a character outside ASCII, at most two before it and five behind it. They are
# given these stretches alone: English copy has a name or two with an accent, and the rules are slow.
_BEFORE, _BEHIND = 2, 5
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]++(?:[\x00-\x7f]{1,8}+[^\x00-\x7f]++)*")


class Decoded(NamedTuple):
    text: str
    notes: tuple[str, ...]


def decode(data: bytes, declared: str | None = None) -> Decoded:
    """The text of a file: by its mark, as UTF-8, as `declared` in the file itself, else guessed, with a note.

    Raises Invalid for bytes that are no text, or UTF-8 with a few damaged bytes: those name line and byte.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return Decoded(_strictly(data[len(mark) :], encoding, "as its byte order mark says"), ())
    if b"\0" in data:
        return _utf16_without_mark(data)
    try:
        return Decoded(data.decode("utf-8"), ())
    except UnicodeDecodeError as error:
        failure = error
    stated = _declarable(declared)
    if stated:
        return Decoded(_strictly(data, stated, "as the file itself declares"), (f"encoding declared: {declared}",))
    _refuse_damaged_utf8(data, failure)
    encoding = _guess(data)
    name = _NAMES.get(encoding, encoding)
    note = f"encoding guessed: {name}; look at names and accents, and save the file as UTF-8 if they are wrong"
    return Decoded(_strictly(data, encoding, f"which was guessed to be {name}"), (note,))


def mend(text: str) -> Decoded:
    """The text with mojibake ("Ã©" for "é") decoded rightly, line by line; nothing but encoding is touched."""
    if not _may_be_mojibake(text) or not _is_bad(text):
        return Decoded(text, ())
    from .mojibake import fixed_line

    mended, examples = [], []
    for line in text.split("\n"):
        fixed = fixed_line(line)
        mended.append(fixed)
        if fixed != line:
            examples.append(_first_difference(line, fixed))
    text = "\n".join(mended)
    notes = []
    if examples:
        lines = "1 line" if len(examples) == 1 else f"{len(examples)} lines"
        notes.append(f"mojibake mended in {lines}, first {examples[0]}")
    if _is_bad(text):
        notes.append("some words still look wrongly decoded and were left as they are: fetch the original")
    return Decoded(text, tuple(notes))


def _may_be_mojibake(text: str) -> bool:
    if text.isascii():
        return False
    # An "œ" before a space tells only beside letters of Latin-1: alone it is French.
    has_oe = ("œ" in text or "Œ" in text) and _LATIN_1.search(text) is not None
    return has_oe or _MAY_BE_MOJIBAKE.search(text) is not None


def _is_bad(text: str) -> bool:
    """Whether some words look wrongly decoded."""
    from ftfy.badness import is_bad

    return any(
        is_bad(text[max(0, found.start() - _BEFORE) : found.end() + _BEHIND]) for found in _BEYOND_ASCII.finditer(text)
    )


def _strictly(data: bytes, encoding: str, why: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise Invalid(
            f"The text cannot be read as {encoding.upper()}, {why}: byte {error.start} does not fit. "
            "Open the file in an editor and save it as UTF-8."
        ) from None


def _declarable(declared: str | None) -> str | None:
    """Python's name of a declared encoding if pages are written in it, None for all else ("hex", "utf-7", "idna")."""
    try:
        name = codecs.lookup(declared or "").name.replace("-", "_")
    except (LookupError, ValueError):
        return None
    if name in {"iso8859_1", "ascii"}:
        return "cp1252"  # what browsers do: WHATWG Encoding Standard, section 4.2
    return name if _DECLARABLE.fullmatch(name) else None


def _utf16_without_mark(data: bytes) -> Decoded:
    """UTF-16 shows by its NULs: of each letter or at least each space, all on the same side of the pairs."""
    odd = data[1::2].count(0)
    even = data[0::2].count(0)
    encoding = "utf-16-le" if odd > even else "utf-16-be"
    enough = _FEWEST_SPACES * len(data) / 2
    if len(data) % 2 == 0 and max(odd, even) >= max(20 * min(odd, even), enough):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            text = ""
        # Bytes of ASCII taken in pairs are letters too: Chinese ones, above U+3000.
        sample = (character for character in text[:10_000] if character < "\u3000")
        wordlike = sum(character.isalpha() or character.isspace() for character in sample)
        if wordlike > 0.7 * min(len(text), 10_000):
            return Decoded(text, (f"encoding guessed: {encoding}, without a byte order mark",))
    at = data.index(b"\0")
    line = data.count(b"\n", 0, at) + 1
    raise Invalid(
        f"This is not text: byte {at} (line {line}) is NUL. If it is a text, save it as UTF-8; "
        "if it is a document, give it its right file name ending."
    )


def _refuse_damaged_utf8(data: bytes, failure: UnicodeDecodeError) -> None:
    """Mostly good UTF-8 with bad bytes was cut or spliced: guessing another encoding would garble all of it."""
    good = sum(not character.isascii() for character in data.decode("utf-8", errors="ignore"))
    bad = data.decode("utf-8", errors="replace").count("\ufffd")
    if good > bad:
        line = data.count(b"\n", 0, failure.start) + 1
        raise Invalid(
            f"Line {line} is damaged: byte {failure.start} (0x{data[failure.start]:02x}) is not valid UTF-8, "
            "the rest of the file is. Mend that place or fetch the file again."
        )


def _guess(data: bytes) -> str:
    from charset_normalizer import from_bytes

    sample = data[:_GUESS_BYTES]
    best = from_bytes(sample, cp_isolation=_LIKELY).best()
    if best is None or best.chaos > _LIKELY_CHAOS:
        best = from_bytes(sample).best() or best
    if best is None:
        raise Invalid("The encoding of this text could not be recognised. Open it in an editor and save it as UTF-8.")
    return best.encoding


def _first_difference(before: str, after: str) -> str:
    """The first word that was mended, as `‘cafÃ©’ to ‘café’`."""
    for old, new in zip(before.split(" "), after.split(" "), strict=False):
        if old != new:
            return f"‘{old[:40]}’ to ‘{new[:40]}’"
    return f"‘{before[:40]}’ to ‘{after[:40]}’"
