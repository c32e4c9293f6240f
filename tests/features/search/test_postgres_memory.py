"""What the engine in PostgreSQL keeps in memory and in postings against a plain reading of the documents, as they come
and go."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterator

import pytest

from annotator.search.asking.expression import AllOf, AnyOf, Field, Node, Not, Phrase, Prefix, Word
from annotator.search.documents import Document, Viewer
from annotator.search.documents.document import pairs
from annotator.search.engines.engine import Filters, Found, IndexUnavailable, Question
from annotator.search.engines.postgres import columns, matching, postings, store
from annotator.search.engines.postgres.reader import PostgresReader
from annotator.search.engines.postgres.store import PostgresStore
from annotator.search.folding import words

WORDS = ("the", "of", "at", "thin", "rocket", "zone", "bridge")
STATES = ("open", "assessed")
MODEL = dict[str, Document]


@pytest.fixture
def postgres(index_database: str) -> Iterator[PostgresStore]:
    yield PostgresStore(index_database)


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is done for many documents is done for few."""
    monkeypatch.setattr(postings, "SETTLED_BY", 40)
    monkeypatch.setattr(postings, "SHARE", 9)
    monkeypatch.setattr(postings, "TOLD_EVERY", 15)
    monkeypatch.setattr(matching, "FEW", 6)


class Desk:
    """Documents by key, and some new ones."""

    def __init__(self, seed: int) -> None:
        self.pick = random.Random(seed)
        self.documents: MODEL = {}

    def some(self, number: int) -> list[Document]:
        made = [self.document(f"claim:{self.pick.randint(1, 60)}") for _ in range(number)]
        return list({document.key: document for document in made}.values())

    def document(self, key: str) -> Document:
        text = " ".join(self.pick.choices(WORDS, (9, 7, 5, 2, 1, 1, 1), k=self.pick.randint(1, 12)))
        title = " ".join(self.pick.choices(WORDS, k=3)) if self.pick.random() < 0.3 else ""
        state = self.pick.choice(STATES)
        return Document(
            key, "claim", self.pick.randint(1, 9), seen=self.pick.choice(("desk", "hidden")),
            properties=pairs([("state", state), ("feed", self.pick.choice("xy"))]), worth=self.pick.choice((None, 80)),
            veil=self.pick.random() < 0.3, open_to=(5,), title=title, text=text,
        )  # fmt: skip


def has(document: Document, node: Node) -> bool:
    if isinstance(node, AllOf | AnyOf):
        return (all if isinstance(node, AllOf) else any)(has(document, part) for part in node.parts)
    if isinstance(node, Not):
        return not has(document, node.part)
    if isinstance(node, Field):
        return any((node.name, value) in document.properties for value in node.values)
    fields = [words(document.title), words(document.text)]
    if isinstance(node, Prefix):
        return any(word.startswith(node.text) for field in fields for word in field)
    assert isinstance(node, Word | Phrase)
    sequence = words(node.text)
    return any(
        field[at : at + len(sequence)] == sequence for field in fields for at in range(len(field) - len(sequence) + 1)
    )


QUESTIONS: tuple[Node | None, ...] = (
    None, Word("the"), Word("zone"), Prefix("th"), Phrase("the of"), Phrase("of the"), Phrase("the the"),
    Phrase("of the thin"), Phrase("the of at the"), Phrase("rocket the"), Not(Phrase("of the")), Not(Word("thin")),
    AllOf((Word("at"), Phrase("the of"))), AnyOf((Word("zone"), Not(Word("the")))),
    AllOf((Prefix("ro"), Field("state", ("open",)))),
)  # fmt: skip


VIEWERS = (Viewer(), Viewer(frozenset({"desk"})), Viewer(frozenset({"desk", "hidden"}), blind=7))


def check(desk: Desk, reader: PostgresReader) -> None:
    for node in QUESTIONS:
        viewer = desk.pick.choice(VIEWERS)
        may = [each for each in desk.documents.values() if viewer.seen is None or each.seen in viewer.seen]
        expected = [each for each in may if node is None or has(each, node)]
        feeds = counted(expected, "feed")
        found = reader.find(Question(node, viewer, facets=("state", "feed"), limit=100))
        assert {hit.key for hit in found.hits} == {each.key for each in expected}, node
        assert found.total == len(expected)
        assert found.facets == {"state": counted(expected, "state"), "feed": feeds}
        narrowed = reader.find(Question(node, viewer, filters=Filters({"feed": frozenset("x")}), facets=("feed",)))
        assert narrowed.total == feeds.get("x", 0)
        assert narrowed.facets["feed"] == {"x": 0} | feeds


def counted(documents: list[Document], name: str) -> dict[str, int]:
    return dict(Counter(value for each in documents for own, value in each.properties if own == name))


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.usefixtures("small")
def test_it_finds_and_counts_what_there_is_whatever_came_and_went(postgres: PostgresStore, seed: int) -> None:
    desk = Desk(seed)
    desk.documents = {document.key: document for document in desk.some(50)}
    with postgres.writing(5):
        documents = list(desk.documents.values())
        postgres.build(lambda _half: documents, mark=store.Mark(), stopped=lambda: False)
    check(desk, postgres.reader)
    for _ in range(4):
        new = desk.some(desk.pick.randint(0, 12))
        gone = [("claim", int(key[6:])) for key in desk.pick.sample(sorted(desk.documents), 3)]
        with postgres.writing(5):
            postgres.write(new, gone=gone)
        for _, ident in gone:
            desk.documents.pop(f"claim:{ident}")
        desk.documents |= {document.key: document for document in new}
        check(desk, postgres.reader)  # what it read before, with what came
    check(desk, PostgresReader(postgres.url))  # read at once


def start(postgres: PostgresStore, *keys: str) -> None:
    with postgres.writing(5):
        documents = [Document(key, "claim", text="rocket") for key in keys]
        postgres.build(lambda _half: documents, mark=store.Mark(), stopped=lambda: False)


def found(postgres: PostgresStore) -> set[str]:
    return {hit.key for hit in postgres.reader.find(Question(Word("rocket"), limit=100)).hits}


def test_a_number_is_not_given_twice(postgres: PostgresStore) -> None:
    start(postgres, "claim:1", "claim:2")
    assert found(postgres) == {"claim:1", "claim:2"}
    with postgres.writing(5):
        postgres.write([], gone=[("claim", 2)])
        postgres.write([Document("claim:3", "claim", text="rocket")])
    assert found(postgres) == {"claim:1", "claim:3"}


def test_who_read_too_long_ago_reads_all_again(postgres: PostgresStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "CHANGES_KEPT", 1)
    monkeypatch.setattr(columns, "CHANGES_KEPT", 1)
    start(postgres, "claim:1", "claim:2", "claim:3", "claim:4")
    assert len(found(postgres)) == 4
    with postgres.writing(5):
        for number in (1, 2, 3):
            postgres.write([], gone=[("claim", number)])
    assert found(postgres) == {"claim:4"}


def test_what_went_is_let_go_of_when_it_is_most(postgres: PostgresStore) -> None:
    start(postgres, *(f"claim:{number}" for number in range(1, 9)))
    assert len(found(postgres)) == 8
    with postgres.writing(5):
        postgres.write([], gone=[("claim", number) for number in range(1, 7)])
    assert found(postgres) == {"claim:7", "claim:8"} == found(postgres)
    assert postgres.reader.columns.kept.columns.size == 2


def test_a_reading_that_fails_midway_leaves_nothing_behind(
    postgres: PostgresStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    start(postgres, "claim:1")
    assert found(postgres) == {"claim:1"}
    with postgres.writing(5):
        postgres.write([Document("claim:2", "claim", text="rocket")])

    def fails(*_given: object) -> None:
        raise IndexUnavailable("the connection is gone")

    with monkeypatch.context() as patched:
        patched.setattr(columns, "new_traits", fails)
        with pytest.raises(IndexUnavailable):
            found(postgres)
    assert found(postgres) == {"claim:1", "claim:2"}


def test_an_older_snapshot_does_not_take_a_newer_one_back(postgres: PostgresStore) -> None:
    start(postgres, "claim:1")
    with postgres.reader.engine.connect() as old:
        asked = postgres.reader.asked(old)
        with postgres.writing(5):
            postgres.write([Document("claim:2", "claim", text="rocket")])
        assert found(postgres) == {"claim:1", "claim:2"}
        with pytest.raises(IndexUnavailable):
            asked.columns()
    assert found(postgres) == {"claim:1", "claim:2"}


@pytest.mark.parametrize("ask", [PostgresReader.warm, PostgresReader.close])
def test_what_is_read_ahead_or_let_go_of_changes_nothing(
    postgres: PostgresStore, ask: Callable[[PostgresReader], Found | None]
) -> None:
    start(postgres, "claim:1")
    ask(postgres.reader)
    assert found(postgres) == {"claim:1"}
