"""One hit as it is shown: its passages, and what it matched by, in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ..asking.spellings import GARBLE_OF
from ..engines.engine import Hit
from .rows import Behind, Row
from .snippets import Match, Needles, Passage, passages


@dataclass(frozen=True, slots=True)
class Result:
    """One hit as it is shown. `why` says what it matched by, in words; `group`: hits on its article, when grouped."""

    row: Row
    score: float
    passages: tuple[Passage, ...]
    why: tuple[str, ...]
    group: int = 1


def results(hits: Iterable[Hit], loaded: dict[str, Row], hay: Needles, *, exact: bool) -> Iterable[Result]:
    """The hits that are still there and that this person may see."""
    for hit in hits:
        row = loaded.get(hit.key)
        if row is not None:
            yield _result(hit, row, hay, exact=exact)


def _result(hit: Hit, row: Row, hay: Needles, *, exact: bool) -> Result:
    behind = [] if exact else list(_behind(row.garbles, hay))
    matches = hay.matches(row.text)
    shown = passages(row.text, matches or list(_places(row.text, behind)))
    why = [_quoted(row.text[match.start : match.end], match.why) for match in matches]
    by_text = bool(matches)
    for name, text in row.parts:
        inside = hay.matches(text) if name == "title" or not by_text else []
        why += [_quoted(text[match.start : match.end], match.why or f"in the {name}") for match in inside]
        if inside and not matches and name != "title":
            shown += passages(text, inside)
            matches = inside
    why += [_quoted(quote, reason) for quote, reason in behind]
    return Result(row, hit.score, tuple(shown[:3]), tuple(dict.fromkeys(why))[:6], hit.group)


def _behind(garbles: Sequence[Behind], hay: Needles) -> Iterable[tuple[str, str]]:
    """The garbles whose right name is what was asked for: their words, and what they are."""
    for garble in garbles:
        name = next((name for name in garble.readings if hay.matches(name)), None)
        if name is not None:
            state = "suspected" if garble.state == "suspected" else "confirmed"
            yield garble.quote, f"{GARBLE_OF}{name} ({state})"


def _places(text: str, behind: Sequence[tuple[str, str]]) -> Iterable[Match]:
    """Where garbles stand in the text, in order."""
    found = {text.find(quote): quote for quote, _ in behind}
    return (Match(at, at + len(quote)) for at, quote in sorted(found.items()) if at >= 0)


def _quoted(words: str, why: str) -> str:
    """What a hit matched by: behind "matched" on the page."""
    if why.startswith(GARBLE_OF):
        return f"through the garble “{words}” of {why.removeprefix(GARBLE_OF)}"
    return f"“{words}”, {why}" if why else f"“{words}”"
