"""Who goes on speaking when a quotation runs over several sentences."""

from __future__ import annotations

from typing import Final

from annotator.text.quotes import Attribution
from annotator.text.spans import Span, Speaker

_OPENING: Final = frozenset('“«"')
_CLOSING: Final = frozenset('”»"')


class Voices:
    """Remembers where the last quotation ended, whose it was, and whether it is still open."""

    def __init__(self) -> None:
        self._heard: tuple[int, Speaker | None, bool] = (0, None, False)

    def go_on(self, text: str, sentence: Span, said: Attribution | None) -> Speaker | None:
        """Who goes on speaking: a sentence in quotation marks straight behind a quotation, on its line.

        “We left,” Ali said. “We had no bread. It was cold.” All three sentences are Ali's.
        """
        quote = sentence.of(text)
        end, speaker, is_open = self._heard
        opens, closes = quote[0] in _OPENING, quote[-1] in _CLOSING
        if said is not None:
            self._heard = (sentence.end, said.speaker if said.quoted else None, False)
            return said.speaker
        follows = speaker is not None and end <= sentence.start <= end + 3 and "\n" not in text[end : sentence.start]
        inner = sum(quote.count(mark) for mark in '“”«»"')
        if not follows or inner - opens - closes or not (opens or is_open or closes):
            self._heard = (sentence.end, None, False)
            return None
        self._heard = (sentence.end, speaker, not closes)
        return speaker
