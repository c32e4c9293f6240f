"""Documents as Whoosh keeps them: the schema, our words instead of its analysers, the mark as a document."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any, Final

import whoosh
from whoosh.analysis import Analyzer
from whoosh.analysis import Token as WhooshToken
from whoosh.fields import ID, KEYWORD, NUMERIC, STORED, TEXT, Schema

from ...documents import Document
from ...folding import tokens
from ...keeping.journal import Mark

MARK_KEY: Final = "mark"
# A word in the title says more than one in the text; the right name behind a garble as much as in the text.
BOOSTS: Final = {"title": 2.0, "text": 1.0, "right": 1.0, "about": 0.6}
_PROPERTIES: Final = ("kind", "seen", "state", "verdict", "feed", "outlet", "language")


class Words(Analyzer):
    """folding.tokens for Whoosh. Pickled with the schema: moving this class makes every index be built anew."""

    def __call__(  # noqa: PLR0917 - Whoosh's signature
        self,
        value: str,
        positions: bool = False,
        chars: bool = False,
        keeporiginal: bool = False,
        removestops: bool = True,
        start_pos: int = 0,
        start_char: int = 0,
        mode: str = "",
        **_more: Any,
    ) -> Iterator[WhooshToken]:
        token = WhooshToken(positions, chars, removestops=removestops, mode=mode)
        token.boost = 1.0
        for word in tokens(value):
            token.text = word.text
            if positions:
                token.pos = start_pos + word.position
            if chars:
                token.startchar, token.endchar = start_char + word.start, start_char + word.end
            yield token


def make_schema() -> Schema:
    properties = {name: ID() for name in _PROPERTIES}
    texts = {name: TEXT(analyzer=Words(), phrase=True) for name in BOOSTS}
    return Schema(
        key=ID(stored=True), article=ID(), collections=KEYWORD(), date=NUMERIC(int), digest=STORED, mark=STORED,
        **properties, **texts,
    )  # fmt: skip


# Raise VERSION when what stands in a field, or how its words are folded, changes: every index is then built anew.
VERSION: Final = 2
SCHEMA: Final = hashlib.blake2b(
    repr((VERSION, whoosh.__version__, sorted(make_schema().items()))).encode(), digest_size=4
).hexdigest()


def fields_of(document: Document) -> dict[str, Any]:
    """The fields that are not empty."""
    fields: dict[str, Any] = {name: getattr(document, name) for name in (*_PROPERTIES, *BOOSTS)}
    fields["collections"] = " ".join(map(str, document.collections))
    if document.article is not None:
        fields["article"] = str(document.article)
    if document.date is not None:
        fields["date"] = document.date
    kept = {name: value for name, value in fields.items() if value != ""}
    return kept | {"key": document.key, "digest": document.digest()}


def fields_of_mark(mark: Mark) -> dict[str, Any]:
    return {"key": MARK_KEY, "mark": json.dumps(asdict(mark))}


def read_mark(stored: dict[str, Any]) -> Mark:
    return Mark(**json.loads(stored["mark"]))
