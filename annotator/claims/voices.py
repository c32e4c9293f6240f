"""Who goes on speaking when a quotation runs over several sentences."""

from __future__ import annotations

from typing import Final

from annotator.text.quotes import Attribution
from annotator.text.spans import Span, Speaker

_OPENING: Final = frozenset('“«"')
_CLOSING: Final = frozenset('”»"')
_MARKS: Final = '“”«»"'


class Voices:
    """Remembers where the last quotation ended, whose it was, and whether it is still open."""

    def __init__(self) -> None:
        self._heard: tuple[int, Speaker | None, bool] = (0, None, False)

    def go_on(self, text: str, sentence: Span, said: Attribution | None) -> Speaker | None:
        """Who goes on speaking: a sentence in quotation marks straight behind a quotation, on its line.

        “We left,” Ali said. “We had no bread. It was cold.” All three sentences are Ali's.
        """
        start, stop = sentence
        if said is not None:
            self._heard = (stop, said.speaker if said.quoted else None, False)
            return said.speaker
        end, speaker, is_open = self._heard
        if speaker is not None and end <= start <= end + 3 and "\n" not in text[end:start]:
            opens, closes = text[start] in _OPENING, text[stop - 1] in _CLOSING
            marks = sum([text.count(mark, start, stop) for mark in _MARKS])
            if marks == opens + closes and (opens or is_open or closes):
                self._heard = (stop, speaker, not closes)
                return speaker
        self._heard = (stop, None, False)
        return None
