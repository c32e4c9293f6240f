"""Which hits are meant: those that were ticked, or all that the search finds at that moment."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from ...accounts.models import User
from ...errors import Invalid
from ...search.documents import MODELS
from ...search.engines.engine import Reader
from ...search.results.queries import Ask, ask_index, understood

MOST: Final = 300_000  # hits of one selection
TICKED: Final = 1_000  # that one form may name
KEY: Final = re.compile(rf"(?:{'|'.join(MODELS)}):[1-9]\d{{0,9}}")
# What a hit is called, by the type of its object.
NOUNS: Final = {
    "article": ("article", "articles"), "claim": ("claim", "claims"), "garble": ("garble", "garbles"),
    "correction": ("correction", "corrections"), "assessment": ("note", "notes"), "comment": ("comment", "comments"),
    "source": ("source", "sources"),
}  # fmt: skip


def ticked(keys: Iterable[str]) -> list[str]:
    """The keys of hits that a form names, each once. Raises Invalid when there are none."""
    found = [key for key in dict.fromkeys(keys) if KEY.fullmatch(key)][:TICKED]
    if not found:
        raise Invalid("Tick hits first, or take all of them.", "hit")
    return found


def all_of(ask: Ask, reader: Reader, *, by: User) -> list[str]:
    """The keys of every hit of a search, whatever page it is on, in their order. Raises Invalid when there are none, or
    more than `MOST`."""
    question, _, _ = understood(ask, reader, by=by)
    found, _ = ask_index(replace(question, facets=(), grouped=False, limit=MOST), reader, by)
    if found.total > MOST:
        raise Invalid(f"These are {found.total:,} hits. At most {MOST:,} can be acted on at once: narrow them down.")
    if not found.hits:
        raise Invalid("The search finds nothing now.", "hit")
    return [hit.key for hit in found.hits]


def kinds_of(keys: Sequence[str]) -> list[tuple[str, int]]:
    """How many hits of each kind there are, in words, the commonest first."""
    counts = Counter(key.partition(":")[0] for key in keys)
    return [(NOUNS[kind][number != 1], number) for kind, number in counts.most_common()]
