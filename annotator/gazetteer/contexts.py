"""The words around a name, in the form in which they are compared with those that an entity is known by."""

from __future__ import annotations

import re
from typing import Final

from annotator.gazetteer.records import EntityRecord
from annotator.text.skeleton import fold

_WORD: Final = re.compile(r"[^\W_]+(?:-[^\W_]+)*")


class _Stems(dict[str, str]):
    """The folded stem of a word as written: a table, since each word of many sentences is looked up here."""

    def __missing__(self, word: str) -> str:
        if len(self) >= _MOST_STEMS:
            self.clear()
        return self.setdefault(word, _stem(fold(word)))


_MOST_STEMS: Final = 1 << 16
_STEMS: Final = _Stems()


def stems(text: str) -> list[str]:
    """The words of a text in order, folded, plural s dropped."""
    return [_STEMS[word] for word in _WORD.findall(text)]


def phrases_of(record: EntityRecord) -> tuple[str, ...]:
    """The words and phrases that an entity is known by, in the same form."""
    return tuple(dict.fromkeys([_PHRASES[phrase] for phrase in record.context]))


class _Phrases(dict[str, str]):
    """The form in which a context phrase is compared; the same few thousand stand around all entities."""

    def __missing__(self, phrase: str) -> str:
        if len(self) >= _MOST_STEMS:
            self.clear()
        return self.setdefault(phrase, " ".join([_stem(word) for word in fold(phrase).split()]))


_PHRASES: Final = _Phrases()


def _stem(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word
