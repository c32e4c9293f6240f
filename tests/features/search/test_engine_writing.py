"""What every search engine must do when it is written to (engines/engine.py)."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from annotator.db.journal import Mark
from annotator.search.asking.expression import Word
from annotator.search.documents import Document, Viewer
from annotator.search.engines.engine import Busy, IndexUnavailable, Question, Store
from annotator.search.engines.postgres import reader as postgres
from annotator.search.engines.whoosh.store import WhooshStore
from tests.features.search.benches import DOCUMENTS, Ask, Bench, document, keys


def test_a_document_is_replaced_not_doubled(bench: Bench, ask: Ask) -> None:
    bench.write([Document("claim:1", "claim", 1, text="Four drones fell")], mark=Mark(5))
    assert "claim:1" not in keys(ask("rockets"))
    assert keys(ask("drones")) == {"claim:1"}
    assert len(dict(bench.reader.digests())) == len(list(bench.reader.digests())) == len(DOCUMENTS)


def test_a_value_may_be_long(bench: Bench, ask: Ask) -> None:
    value = " ".join(f"w{number * 7_919 % 10_007}" for number in range(3_000))  # nothing that packs well
    for _ in range(2):
        bench.write([document("claim:8", "claim", 1, has={"correction": value, "category": "x"}, text="long")])
    assert keys(ask("correction:w7919")) == {"claim:8"} == keys(ask('correction:"w7919 w5831"'))
    assert bench.reader.values("correction", "w7919", Viewer(), 5) == [(value, 1)]


def test_an_article_that_is_gone_takes_everything_on_it_along(bench: Bench, ask: Ask) -> None:
    bench.write([], gone=[("article", 1)], mark=Mark(6))
    assert keys(ask("")) == {"claim:2", "garble:1", "source:4"}


def test_the_mark_is_kept_with_the_documents(bench: Bench) -> None:
    mark = Mark(12, 7, "2021-02-15T00:00:00+00:00")
    bench.write([], mark=mark)
    bench.write(DOCUMENTS[:1])
    assert bench.reader.mark() == mark


def test_a_commit_that_fails_leaves_the_index_as_it_was(bench: Bench, ask: Ask) -> None:
    class Torn(Document):
        def digest(self) -> str:
            raise OSError("No space left on device")

    with pytest.raises(OSError, match="No space"):
        bench.write([DOCUMENTS[2], Torn("claim:9", "claim", 1)], mark=Mark(99))
    assert bench.reader.mark() == Mark() and ask("").total == len(DOCUMENTS)
    bench.write([], mark=Mark(100))  # the lock was let go
    assert bench.reader.mark() == Mark(100)


def test_without_an_index_it_says_so(empty_store: Store) -> None:
    store = empty_store
    with pytest.raises(IndexUnavailable):
        store.reader.find(Question(Word("rocket")))
    with pytest.raises(IndexUnavailable):
        store.reader.mark()
    with pytest.raises(IndexUnavailable):
        list(store.reader.digests())
    assert store.trouble() and store.none_yet() and not store.reader.generation()


def test_an_index_of_another_version_is_not_read(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    assert bench.store.trouble() is None and bench.reader.generation()
    monkeypatch.setattr(postgres, "SCHEMA", "other")
    if isinstance(bench.store, WhooshStore):
        monkeypatch.setattr(bench.store.generations, "schema", "other")
        monkeypatch.setattr(bench.store.reader.generations, "schema", "other")
    assert bench.store.trouble() and not bench.reader.generation() and not bench.store.none_yet()


def test_there_is_one_writer_at_a_time(bench: Bench, store: Store) -> None:
    again = store.folder if isinstance(store, WhooshStore) else store.url  # type: ignore[attr-defined]
    other: Store = type(store)(again)
    with bench.store.writing(), pytest.raises(Busy), other.writing():
        pytest.fail("two writers at once")
    with other.writing():
        pass


def test_the_new_generation_answers_when_it_is_whole_and_not_before(bench: Bench, ask: Ask) -> None:
    before = bench.reader.generation()
    Bench.untouched.discard(before)

    def documents() -> Iterator[Document]:
        for number in range(1, 1_201):
            if number % 400 == 0:
                bench.store.tell(number, 1_200)
                assert ask("rockets").total == 3 and bench.reader.progress() == (number, 1_200)
            yield Document(f"claim:{number}", "claim", 1, text="rocket")

    with bench.store.writing():
        assert not bench.store.build(lambda _half: documents(), mark=Mark(3), stopped=lambda: True)
        assert bench.reader.generation() == before and ask("rockets").total == 3 and bench.reader.mark() == Mark()
        bench.store.ask_for_rebuild()
        assert bench.reader.rebuild_wanted()
        assert bench.store.build(lambda _half: documents(), mark=Mark(3), stopped=lambda: False)
    assert bench.reader.generation() != before and ask("rockets").total == 1_200 and bench.reader.mark() == Mark(3)
    assert bench.reader.progress() is None and not bench.reader.rebuild_wanted() and bench.store.size() > 0
