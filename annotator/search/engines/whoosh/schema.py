"""Documents as Whoosh keeps them: the schema, our words instead of its analysers, the mark as a document."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any, Final

import whoosh
from whoosh.analysis import Analyzer, IDAnalyzer
from whoosh.analysis import Token as WhooshToken
from whoosh.columns import NumericColumn
from whoosh.fields import COLUMN, ID, NUMERIC, STORED, TEXT, FieldType, Schema
from whoosh.formats import Existence

from ...documents import Document
from ...folding import tokens
from ...keeping.journal import Mark

MARK_KEY: Final = "mark"
# A word in the title says more than one in the text; the right name behind a garble as much as in the text.
BOOSTS: Final = {"title": 2.0, "text": 1.0, "right": 1.0, "about": 0.6}
# Whole numbers to sort by and to narrow to, with what stands for none.
NUMBERS: Final = {"date": 0, "worth": -1, "confidence": -1}
THOUSANDTHS: Final = 1_000  # quantities are kept as whole thousandths


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


def value_of(name: str) -> str:
    """The column of a number that is sorted by."""
    return f"{name}_value"


def make_schema() -> Schema:
    numbers = {name: NUMERIC(int) for name in NUMBERS}
    numbers |= {value_of(name): COLUMN(NumericColumn("i", default=none)) for name, none in NUMBERS.items()}
    properties = FieldType(Existence(), IDAnalyzer())
    texts = {name: TEXT(analyzer=Words(), phrase=True) for name in BOOSTS}
    return Schema(
        key=ID(stored=True), article=ID(), properties=properties, number=NUMERIC(int, bits=64), digest=STORED,
        on=STORED, mark=STORED, **numbers, **texts,
    )  # fmt: skip


# Raise VERSION when what stands in a field, or how its words are folded, changes: every index is then built anew.
VERSION: Final = 4
SCHEMA: Final = hashlib.blake2b(
    repr((VERSION, whoosh.__version__, sorted(make_schema().items()))).encode(), digest_size=4
).hexdigest()


def fields_of(document: Document) -> dict[str, Any]:
    """The fields that are not empty."""
    fields: dict[str, Any] = {name: getattr(document, name) for name in BOOSTS}
    for name in NUMBERS:
        fields[name] = fields[value_of(name)] = getattr(document, name)
    fields["number"] = [thousandths(number) for number in document.numbers]
    fields["article"] = None if document.article is None else str(document.article)
    fields["on"] = document.article
    kept = {name: value for name, value in fields.items() if value or value == 0}
    return kept | {"key": document.key, "digest": document.digest(), "properties": properties_of(document)}


def properties_of(document: Document) -> list[str]:
    """What a document is and has, each as "name=value"."""
    veil = [("veil", "yes"), *(("open", str(ident)) for ident in document.open_to)] if document.veil else []
    own = (("kind", document.kind), ("seen", document.seen), *document.properties, *veil)
    return [f"{name}={value}" for name, value in own]


def thousandths(number: float) -> int:
    return round(max(-1e15, min(number, 1e15)) * THOUSANDTHS)


def fields_of_mark(mark: Mark) -> dict[str, Any]:
    return {"key": MARK_KEY, "mark": json.dumps(asdict(mark))}


def read_mark(stored: dict[str, Any]) -> Mark:
    return Mark(**json.loads(stored["mark"]))
