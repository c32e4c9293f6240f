"""What two statements of one matter nearly always share one of: the entries of an index that candidates come from."""

from __future__ import annotations

from typing import Final

from .lexicon import UNKNOWN, lexicon
from .prepared import Prepared

MOST_WORDS: Final = 7  # of one statement, rarest first
_RARE: Final = 2.5  # weight under which a word is shared by too many statements to find anything by
_SKELETON: Final = 3  # consonants of a name at least: "ali" and "wali" would be one


def keys(prepared: Prepared) -> frozenset[str]:
    """Keys of one statement, some ten, each with its kind before a colon.

    `e:` an entity of the gazetteer; `n:` the consonants of a name, whatever its spelling; `w:` a rare word's lemma;
    `c:` one of the things that newsrooms have many words for; `q:` a figure with what it counts.
    """
    known = lexicon()
    found = {f"e:{entity}" for entity in prepared.entities}
    words = sorted(prepared.terms, key=lambda term: -term.weight)
    for term in [term for term in words if term.weight >= _RARE][:MOST_WORDS]:
        if term.token is not None and len(term.token.skeleton) >= _SKELETON:
            found.add(f"n:{term.token.skeleton}")
        elif term.number != UNKNOWN:
            found.add(f"w:{known.lemmas[term.number]}")
        else:
            found.add(f"w:{term.word}")
    for term in words:
        for concept in known.concepts.get(term.number, ()):
            found.add(f"c:{concept}")
    for figure in prepared.figures:
        if figure.unit or figure.role:
            found.add(f"q:{figure.low:g} {figure.role or figure.unit}")
    return frozenset(found)
