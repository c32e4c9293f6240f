"""The spellings of an entity as they are compared, and what is said of one that was found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from annotator.gazetteer.records import EntityRecord
from annotator.text import names, skeleton
from annotator.text.skeleton import Token


class Spelling(NamedTuple):
    """One name of an entity, which is known by its number."""

    entity: int
    name: str
    folded: str
    kind: str  # "name", "native", or the alias's kind
    tokens: tuple[Token, ...]
    everywhere: bool


def spellings_of(number: int, record: EntityRecord) -> Iterator[Spelling]:
    """Right name, native name, aliases of the entity with this number."""
    names_of = [(record.name, "name", True)]
    if record.native_name:
        names_of.append((record.native_name, "native", True))
    names_of.extend((alias.name, alias.kind, alias.scope == "everywhere") for alias in record.aliases)
    for name, kind, everywhere in names_of:
        folded, words = skeleton.read(name)
        yield Spelling(number, name, folded, kind, words, everywhere)


def with_initials(known: tuple[Spelling, EntityRecord]) -> tuple[Token, ...]:
    """The words of a spelling that may be known by its initials: nobody calls a person so."""
    spelling, record = known
    return () if record.kind == "person" or spelling.kind == "garble" or not spelling.everywhere else spelling.tokens


def stand_in_others(folded: str, entity: int | None, known: Iterable[Spelling]) -> bool:
    """Whether these words stand, one behind the other, in a name of another entity."""
    return any(f" {folded} " in f" {spelling.folded} " for spelling in known if spelling.entity != entity)


def why(spelling: Spelling, record: EntityRecord) -> str:
    """What a spelling is to its entity, in words."""
    what = {
        "name": "the right name",
        "native": f"the native name of {record.name}",
        "acronym": f"an acronym of {record.name}",
        "garble": f"a confirmed garble of {record.name}",
    }
    return what.get(spelling.kind, f"another spelling of {record.name}")


def reason_for(score: names.NameScore, spelling: Spelling, shared: Sequence[str]) -> str:
    """Why a name may stand for the spelling, in words."""
    likeness = []
    if score.parts["skeleton"] >= 0.99:
        likeness.append("the same consonants")
    elif score.parts["skeleton"] >= 0.6:
        likeness.append("nearly the same consonants")
    if score.parts["spelling"] >= 0.85:
        likeness.append("nearly the same spelling")
    reason = f"{' and '.join(likeness)} as “{spelling.name}”" if likeness else f"resembles “{spelling.name}”"
    return reason + (f"; {', '.join(f'“{word}”' for word in shared[:3])} nearby" if shared else "")
