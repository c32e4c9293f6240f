"""The words that other tools call things by, as names of the desk: kinds of garbles, of claims, of zones."""

from __future__ import annotations

import re
from typing import Final

from annotator.garbles.kinds import KINDS
from annotator.text.spans import CLAIM_KINDS, ZONE_KINDS

_NO_WORD: Final = re.compile(r"[^a-z0-9]+")


def _plain(words: str) -> str:
    return _NO_WORD.sub("-", words.strip().casefold()).strip("-")


# "Other damage" alone names nothing: "other" is a label of every tool.
_GARBLES: Final = {
    _plain(name): kind.name
    for kind in KINDS.values()
    for name in (kind.name, kind.label)
    if _plain(name) != "other"
}  # fmt: skip


def category_of(words: str) -> str | None:
    """The kind of garble that these words name, by its name or its label."""
    plain = _plain(words)
    return _GARBLES.get(plain) or _GARBLES.get(plain.removeprefix("garble-").removeprefix("kind-"))


def claim_kind(words: str) -> str | None:
    plain = _plain(words)
    return plain if plain in CLAIM_KINDS else None


def zone_kind(words: str) -> str | None:
    plain = _plain(words)
    return plain if plain in ZONE_KINDS else None


def is_claim(words: str) -> bool:
    """Whether a label says that it marks claims."""
    return _plain(words) in {"claim", "claims", "check-worthy", "checkable", "checkworthy", "statement", *CLAIM_KINDS}
