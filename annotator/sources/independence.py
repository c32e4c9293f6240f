"""How many sources stand on their own feet: six outlets that pass on one agency's word are one."""

from __future__ import annotations

from collections.abc import Iterable

from .models import Source


def independent(sources: Iterable[Source]) -> int:
    """The number of independent sources among these: each counts as the one whose word it passes on in the end."""
    return len({root(source) for source in sources})


def root(source: Source) -> int:
    """The id of the source at the end of the chain of origins; a ring, which no service makes, ends where it closes."""
    seen = {source.id}
    while source.origin is not None and source.origin.id not in seen:
        source = source.origin
        seen.add(source.id)
    return source.id
