"""Who is named with an @ in a comment. Pure.

`@` and the name as the desk has it, which may have spaces: "@Ravi Kumar". Case does not matter. The first word does
where only one person has it. What fits nobody is plain text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final

# Not inside an address ("desk@example.org").
SIGN: Final = re.compile(r"(?<![\w.+-])@(?=\w)")


def named_in(text: str, people: Mapping[int, str]) -> list[int]:
    """The ids of the people (names by id) named in the text, each once, in text order."""
    longest = sorted(people, key=lambda ident: -len(people[ident]))
    first = only_by_first_word(people)
    found: dict[int, None] = {}
    for sign in SIGN.finditer(text):
        rest = text[sign.end() :]
        whole = next((ident for ident in longest if begins_with(rest, people[ident])), None)
        if whole is None:
            word = re.match(r"[\w'’-]+", rest)
            whole = first.get(word.group().casefold()) if word else None
        if whole is not None:
            found[whole] = None
    return list(found)


def begins_with(text: str, name: str) -> bool:
    """Whether the text begins with this name, and the name ends there. White space may differ."""
    words = r"\s+".join(re.escape(word) for word in name.split())
    return re.match(rf"{words}(?!\w)", text, re.IGNORECASE) is not None if words else False


def only_by_first_word(people: Mapping[int, str]) -> dict[str, int]:
    """The people whose name's first word is nobody else's, by that word."""
    by_word: dict[str, list[int]] = {}
    for ident, name in people.items():
        for word in first_words(name):
            by_word.setdefault(word, []).append(ident)
    return {word: idents[0] for word, idents in by_word.items() if len(idents) == 1}


def first_words(name: str) -> Iterable[str]:
    yield from (word.casefold() for word in name.split()[:1])
