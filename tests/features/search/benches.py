"""An engine with some documents, for the tests of what every engine must do."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from annotator.db.journal import Mark
from annotator.search.documents import Document
from annotator.search.documents.document import pairs
from annotator.search.engines.engine import Filters, Found, Store
from annotator.search.folding import GAP

ERBIL = {"feed": "meridian wire", "collection": "7", "month": "2021-02"}
JUDGED = {"state": "assessed", "verdict": "mostly false", "said": "a us official"}
DISPATCH = {"feed": "levant dispatch", "month": "2021-03"}


def document(
    key: str, kind: str, article: int | None = None, *, has: dict[str, str] | None = None, **more: Any
) -> Document:
    return Document(key, kind, article, properties=pairs((has or {}).items()), **more)


DOCUMENTS = [
    document("article:1", "article", 1, has=ERBIL, date=20210215, title="Rockets at Erbil",
             text="Three rockets fell near the airport of Erbil.", about="Meridian Wire"),
    document("claim:1", "claim", 1, has=ERBIL | {"state": "open", "unit": "long range rockets"}, date=20210215,
             worth=80, numbers=(3.0,), text=f"Three rockets fell{GAP}Three rockets fell near Erbil airport"),
    document("claim:2", "claim", 2, has=DISPATCH | JUDGED, seen="draft-5", date=20210301, worth=40, confidence=70,
             numbers=(1.0, 2500.0),
             text="A rocket hit the green zone"),
    document("garble:1", "garble", 2, has=DISPATCH | {"state": "suspected"}, seen="hidden", date=20210301,
             text="the Green Zoo", right="Green Zone"),
    document("comment:3", "comment", 1, has={"feed": "meridian wire", "month": "2021-02", "reviewer": "5"},
             date=20210215, text="الحشد الشعبي was not named"),
    document("source:4", "source", title="Airport log", text="Landings and departures"),
]  # fmt: skip


class Bench:
    """An engine with its two sides. `untouched` are generations that hold DOCUMENTS and nothing else."""

    untouched: ClassVar[set[str]] = set()

    def __init__(self, store: Store) -> None:
        self.store = store
        self.reader = store.reader

    def start(self, documents: list[Document], mark: Mark | None = None) -> None:
        Bench.untouched.discard(self.reader.generation())
        with self.store.writing(5):
            assert self.store.build(lambda _half: documents, mark=mark or Mark(), stopped=lambda: False)

    def write(self, documents: list[Document], **more: Any) -> None:
        Bench.untouched.discard(self.reader.generation())
        with self.store.writing(5):
            self.store.write(documents, **more)


Ask = Callable[..., Found]


def chosen(**values: str) -> Filters:
    return Filters({facet: frozenset({value}) for facet, value in values.items()})


def keys(found: Found) -> set[str]:
    return {hit.key for hit in found.hits}
