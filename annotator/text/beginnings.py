"""Where in a text one of some words may begin: one look through it, before any rule is asked."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping


def beginnings(forms: str) -> Callable[[str, int], list[int]]:
    """A function of a text and a place: where, from there on, `forms` match and no letter or digit stands before.

    What is looked for is the space or mark before a word: a search that tries each letter of a text as a beginning
    takes three times as long. `forms` are only looked at, so that one word of them may hold the beginning of another.
    """
    here = re.compile(rf"(?<!\w)(?={forms})")
    behind = re.compile(rf"[^A-Za-z0-9_](?={forms})(?<!\w)")

    def scan(text: str, low: int) -> list[int]:
        found = [match.end() for match in behind.finditer(text, low)]
        return [low, *found] if here.match(text, low) else found

    return scan


def either(words: Iterable[str]) -> str:
    """A regular expression for any of the words; those that begin alike stand together, so that few are tried."""
    rests: defaultdict[str, list[str]] = defaultdict(list)
    for word in sorted(set(words)):
        rests[word[0]].append(re.escape(word[1:]))
    return "(?:" + "|".join(f"{re.escape(first)}(?:{'|'.join(rest)})" for first, rest in rests.items()) + ")"


def heads(going_on: Mapping[str, str]) -> str:
    """A regular expression for words by their first three letters, the first small or a capital, and how they go on.

    By the second letter: most words of a text have none of these and end here.
    """
    rests: defaultdict[str, list[str]] = defaultdict(list)
    for head, rest in sorted(going_on.items()):
        rests[head[1]].append(f"{head[2]}(?<=[{head[0]}{head[0].upper()}]..){rest}")
    first = "".join(sorted({letter for head in going_on for letter in (head[0], head[0].upper())}))
    return rf"[{first}](?:" + "|".join(f"{second}(?:{'|'.join(rest)})" for second, rest in rests.items()) + ")"
