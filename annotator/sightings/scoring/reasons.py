"""Why two statements may be about one matter, in words for the editor who decides."""

from __future__ import annotations

from typing import Final

from .features import Day, Figure, Pairing
from .prepared import Prepared

MOST: Final = 6
_SHOWN: Final = 4  # words in one reason
_RARE: Final = 3.0  # weight of a word that is worth naming


def reasons(a: Prepared, b: Prepared, found: Pairing) -> tuple[str, ...]:
    """At most six, what speaks for it first, then what speaks against it."""
    lines: list[str] = []
    names = [x.word for x, y, value in found.words if (x.name or y.name) and x.word == y.word]
    if names:
        lines.append(f"both name {_listed([_as_written(a, word) for word in names])}")
    lines += [
        f"one name under two spellings: {_as_written(a, x.word, b)} and {_as_written(b, y.word, a)}"
        for x, y, value in found.words
        if x.word != y.word and x.token is not None and y.token is not None and value < 1.0
    ][:2]
    for x, y in found.figures[:2]:
        lines.append(f"both give {_figure(x)}" if x.quote == y.quote else f"{x.quote} and {y.quote} are one figure")
    for first, second in found.days[:1]:
        lines.append(_day(first, second))
    words = [
        x.word if x.word == y.word else f"{x.word}/{y.word}"
        for x, y, value in sorted(found.words, key=lambda item: -item[0].weight * item[2])
        if not (x.name or y.name) and x.weight >= _RARE
    ]
    if words:
        lines.append(f"words in common: {_listed(words)}")
    for x, y in found.differing[:1]:
        lines.append(f"they differ: {x.quote} and {y.quote}")
    for first_word, second_word in found.opposites[:1]:
        lines.append(f"opposite words: {first_word.word} and {second_word.word}")
    if found.features["denied"]:
        lines.append("one of the two denies")
    if found.features["days apart"]:
        lines.append("different days")
    if found.features["places apart"]:
        lines.append("different places")
    return tuple(lines[:MOST])


def _listed(words: list[str]) -> str:
    return ", ".join(dict.fromkeys(words[: 2 * _SHOWN][:_SHOWN]))


def _as_written(side: Prepared, word: str, other: Prepared | None = None) -> str:
    for prepared in (side, other) if other is not None else (side,):
        at = prepared.wording.lower().find(word)
        if at >= 0:
            return prepared.wording[at : at + len(word)]
    return word


def _figure(figure: Figure) -> str:
    return figure.quote


def _day(x: Day, y: Day) -> str:
    if x.first is not None and x.first == x.last:
        return f"same day, {x.first.day} {x.first:%B %Y}"
    return f"same time, {x.quote}"
