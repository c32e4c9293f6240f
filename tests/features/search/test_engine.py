"""What every search engine must do (engines/engine.py). The fixture names the engines; each test runs on all."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotator.search.asking.expression import Named, Spelling, Word
from annotator.search.asking.query_language import parse
from annotator.search.documents import Document, Viewer
from annotator.search.engines.engine import FACETS, Filters, Found, Question
from tests.features.search.benches import DOCUMENTS, Ask, Bench, chosen, document, keys


@pytest.mark.parametrize(
    "text, expected",
    [
        ("rockets", {"article:1", "claim:1", "claim:2"}),  # a rocket, too
        ("rockets airport", {"article:1", "claim:1"}),
        ('"rockets fell near"', {"article:1", "claim:1"}),
        ('"fell near the"', {"article:1"}),
        ('"fell three"', set()),  # not over the gap between quote and wording
        ("rocket OR landings", {"article:1", "claim:1", "claim:2", "source:4"}),
        ("rocket -green", {"article:1", "claim:1"}),
        ("-rocket", {"garble:1", "comment:3", "source:4"}),
        ("land*", {"source:4"}),
        ("erbill~", {"article:1", "claim:1"}),
        ("(green OR erbil) rocket", {"article:1", "claim:1", "claim:2"}),
        ("الحشد", {"comment:3"}),
        ("الحَشْد الشعبى", {"comment:3"}),
        ('"green zone"', {"claim:2"}),  # the other one has it behind a garble
        ("meridian", {"article:1"}),
        ("kind:claim", {"claim:1", "claim:2"}),
        ("state:open", {"claim:1"}),
        ('verdict:"mostly false"', {"claim:2"}),
        ('feed:"Levant Dispatch"', {"claim:2", "garble:1"}),
        ("collection:7", {"article:1", "claim:1"}),
        ("date:2021-02", {"article:1", "claim:1", "comment:3"}),
        ("rocket date:>=2021-03", {"claim:2"}),
        ("kind:source OR rocket", {"article:1", "claim:1", "claim:2", "source:4"}),
        ("airport (kind:source OR NOT erbil)", {"source:4"}),
        ("nowhere", set()),
        ("said:official", {"claim:2"}),
        ('said:"us official"', {"claim:2"}),
        ('said:"official us"', set()),
        ("unit:rockets", {"claim:1"}),
        ("unit:rocket", set()),
        ("number:>=2500", {"claim:2"}),
        ("number:2..3", {"claim:1"}),
        ("confidence:>60", {"claim:2"}),
        ("confidence:>70", set()),
        ("worth:<=40", {"claim:2"}),
        ("-confidence:>60 kind:claim", {"claim:1"}),
        ("reviewer:5", {"comment:3"}),
        ("state:(open assessed)", {"claim:1", "claim:2"}),
        ("rockets near~3 airport", {"article:1", "claim:1"}),  # rockets [fell near the] airport
        ("airport near~3 rockets", {"article:1", "claim:1"}),
        ("rockets near~2 airport", set()),
        ('"green zone" near~2 rocket', {"claim:2"}),
        ('"rocket zone"~3', {"claim:2"}),
        ("", {document.key for document in DOCUMENTS}),
    ],
)
def test_a_query_finds(ask: Ask, text: str, expected: set[str]) -> None:
    found = ask(text)
    assert keys(found) == expected
    assert found.total == len(expected)


def test_the_better_hit_comes_first(ask: Ask) -> None:
    assert ask("airport").hits[0].key == "source:4"  # in its title
    assert [hit.score for hit in ask("rockets").hits] == sorted(
        (hit.score for hit in ask("rockets").hits), reverse=True
    )


def test_what_a_person_may_not_see_is_neither_a_hit_nor_counted(ask: Ask) -> None:
    found = ask("rocket OR zone", seen={"desk"}, facets=("kind",))
    assert keys(found) == {"article:1", "claim:1"}
    assert found.total == 2 and found.facets["kind"] == {"article": 1, "claim": 1}
    assert "claim:2" in keys(ask("rocket", seen={"desk", "draft-5"}))
    assert "garble:1" in keys(ask("zone", seen={"desk", "hidden"}))
    assert keys(ask("", seen={"desk"})).isdisjoint({"claim:2", "garble:1"})
    assert keys(ask("-nothing", seen=set())) == set()


def test_the_kinds_are_counted_without_the_filter_on_kinds(ask: Ask) -> None:
    found = ask("rocket", filters=chosen(kind="claim", feed="meridian wire"), facets=("kind",))
    assert keys(found) == {"claim:1"} and found.total == 1
    assert found.facets["kind"] == {"article": 1, "claim": 1}


@pytest.mark.parametrize(
    "filters, expected",
    [
        (Filters({"state": frozenset({"open", "suspected"})}), {"claim:1", "garble:1"}),
        (chosen(verdict="mostly false"), {"claim:2"}),
        (chosen(collection="7"), {"article:1", "claim:1"}),
        (chosen(month="2021-03"), {"claim:2", "garble:1"}),
        (Filters(low=20210216), {"claim:2", "garble:1"}),
        (Filters(low=20210215, high=20210215), {"article:1", "claim:1", "comment:3"}),
    ],
)
def test_filters_narrow(ask: Ask, filters: Filters, expected: set[str]) -> None:
    assert keys(ask("", filters=filters)) == expected


def test_facets_are_counted_under_the_filters_of_the_others(ask: Ask) -> None:
    facets = ("kind", "state", "feed", "collection", "month")
    found = ask("", filters=chosen(feed="meridian wire", kind="claim"), facets=facets)
    assert keys(found) == {"claim:1"}
    assert found.facets["feed"] == {"meridian wire": 1, "levant dispatch": 1}
    assert found.facets["kind"] == {"article": 1, "claim": 1, "comment": 1}
    assert found.facets["collection"] == {"7": 1} and found.facets["state"] == {"open": 1}
    dated = ask("", filters=Filters(low=20210301), facets=facets)
    assert dated.facets["month"] == {"2021-02": 3, "2021-03": 2}, "months are counted without the dates"
    assert dated.facets["feed"] == {"levant dispatch": 2}


def test_every_facet_is_counted_and_narrows(bench: Bench, ask: Ask) -> None:
    has = {facet: "2021-02" if facet == "month" else "some value" for facet in FACETS if facet != "kind"}
    bench.start(
        [document("claim:1", "claim", 1, has=has, text="rocket"), document("claim:2", "claim", 1, text="rocket")]
    )
    expected = {facet: {value: 1} for facet, value in has.items()} | {"kind": {"claim": 2}}
    assert ask("rocket", facets=FACETS).facets == expected
    for facet, value in has.items():
        narrowed = ask("rocket", facets=FACETS, filters=chosen(**{facet: value}))
        assert keys(narrowed) == {"claim:1"} and narrowed.facets == expected | {"kind": {"claim": 1}}, facet


def test_a_chosen_value_is_counted_even_where_it_has_none(ask: Ask) -> None:
    assert ask("landings", filters=chosen(state="open"), facets=("state",)).facets["state"] == {"open": 0}


@pytest.mark.parametrize(
    "sort, first",
    [("date", {"claim:2", "garble:1"}), ("worth", {"claim:1"}), ("confidence", {"claim:2"})],
)
def test_hits_are_sorted_by_what_is_asked(ask: Ask, sort: str, first: set[str]) -> None:
    hits = ask("", sort=sort).hits
    assert {hit.key for hit in hits[: len(first)]} == first and len(hits) == len(DOCUMENTS)


def test_pages_of_a_sort_follow_one_another_without_a_gap(bench: Bench, ask: Ask) -> None:
    bench.start([Document(f"claim:{n}", "claim", 1, worth=n % 3, text="rocket") for n in range(1, 48)])
    seen = [hit.key for offset in range(0, 60, 10) for hit in ask("rocket", sort="worth", offset=offset, limit=10).hits]
    assert len(seen) == 47 == len(set(seen))
    assert {int(key.split(":")[1]) % 3 for key in seen[:15]} == {2}


def test_hits_are_grouped_by_article(ask: Ask) -> None:
    found = ask("", grouped=True, limit=2)
    assert found.groups == 3 and found.total == len(DOCUMENTS)
    assert sum(hit.group for hit in ask("", grouped=True).hits if hit.key in {"article:1", "claim:1", "comment:3"}) == 9
    rest = ask("", grouped=True, offset=2, limit=2)
    assert len(keys(found) | keys(rest)) == len(DOCUMENTS) and not keys(found) & keys(rest)


def test_what_was_judged_is_not_told_to_who_judges_blind(bench: Bench) -> None:
    judged = {"state": "assessed", "verdict": "false", "disputed": "yes"}
    bench.start([
        document("claim:1", "claim", 1, has=judged, confidence=80, veil=True, open_to=(5,), text="rocket one"),
        document("claim:2", "claim", 1, has=judged | {"state": "settled"}, confidence=80, text="rocket two"),
        document("assessment:1", "note", 1, has={"verdict": "false"}, veil=True, open_to=(5,), text="rocket note"),
        document("comment:1", "comment", 1, veil=True, open_to=(5, 9), text="rocket comment"),
    ])  # fmt: skip

    def found(text: str, person: int | None, **more: Any) -> Found:
        return bench.reader.find(Question(parse(text).expression, Viewer(frozenset({"desk"}), person), **more))

    assert (
        keys(found("rocket", None)) == keys(found("rocket", 5)) == {"claim:1", "claim:2", "assessment:1", "comment:1"}
    )
    assert keys(found("rocket", 7)) == {"claim:1", "claim:2"}
    assert keys(found("rocket", 9)) == {"claim:1", "claim:2", "comment:1"}
    for query in ("verdict:false", "confidence:>50", "is:disputed"):
        assert keys(found(query, 7)) == {"claim:2"}, query
        assert "claim:1" in keys(found(query, 5)), query
    counted = found("rocket", 7, facets=("kind", "verdict"), filters=chosen(verdict="false"))
    assert keys(counted) == {"claim:2"} and counted.facets == {"kind": {"claim": 1}, "verdict": {"false": 1}}
    assert found("", 7, sort="confidence").hits[0].key == "claim:2"


def test_values_and_words_are_told_by_their_beginnings_and_rights(bench: Bench) -> None:
    everybody, all_ = Viewer(frozenset({"desk"})), Viewer()
    assert bench.reader.values("feed", "", all_, 5) == [("meridian wire", 3), ("levant dispatch", 2)]
    assert bench.reader.values("feed", "wi", all_, 5) == [("meridian wire", 3)]
    assert bench.reader.values("feed", "", everybody, 5) == [("meridian wire", 3)]
    assert bench.reader.values("said", "off", everybody, 5) == []
    assert bench.reader.vocabulary("rock", all_, 5) == [("rockets", 2), ("rocket", 1)]
    assert bench.reader.vocabulary("gree", everybody, 5) == []
    assert bench.reader.similar("rokets", everybody, 3) == ["rockets"]
    assert bench.reader.similar("gren", everybody, 3) == [] and bench.reader.similar("gren", all_, 3) == ["green"]
    assert bench.reader.frequencies(["rockets", "nowhere"]) == ({"rockets": 2, "nowhere": 0}, len(DOCUMENTS))


def test_exact_does_not_look_behind_garbles_or_at_plurals(ask: Ask) -> None:
    assert keys(ask('"green zone"', exact=True)) == {"claim:2"}
    assert keys(ask("rockets", exact=True)) == {"article:1", "claim:1"}


def test_a_phrase_whose_rarest_word_opens_the_first_text_is_searched_for_too(bench: Bench, ask: Ask) -> None:
    texts = ["peace held", "a truce", "a truce held", "a quiet night"]
    bench.start([Document(f"claim:{n}", "claim", 1, text=text) for n, text in enumerate(texts, 1)])
    assert keys(ask('"a peace"')) == set()
    assert keys(ask('"peace held"')) == {"claim:1"}


def test_a_name_is_found_under_its_spellings_where_they_hold(bench: Bench) -> None:
    everywhere = Named("hit squad", Word("squad"), (Spelling("green zone", "why"),))
    assert keys(bench.reader.find(Question(everywhere))) == {"claim:2", "garble:1"}
    in_feed = Named("squad", Word("squad"), (Spelling("rockets fell", "why", feed="Meridian Wire"),))
    assert keys(bench.reader.find(Question(in_feed))) == {"article:1", "claim:1"}
    elsewhere = Named("squad", Word("squad"), (Spelling("rockets fell", "why", feed="Levant Dispatch"),))
    assert keys(bench.reader.find(Question(elsewhere))) == set()
    in_article = Named("squad", Word("squad"), (Spelling("rocket hit", "why", article=2),))
    assert keys(bench.reader.find(Question(in_article))) == {"claim:2"}


def test_pages_follow_one_another_without_a_gap(bench: Bench, ask: Ask) -> None:
    bench.start([Document(f"claim:{n}", "claim", 1, text=f"rocket {'near ' * (n % 5)}Erbil") for n in range(1, 48)])
    seen = [hit.key for offset in range(0, 60, 10) for hit in ask("rocket", offset=offset, limit=10).hits]
    assert len(seen) == 47 == len(set(seen)) == ask("rocket").total


PIECES = st.sampled_from(
    ["AND", "OR", "NOT", "-", "(", ")", '"', "kind:claim", "date:2021", "roc*", "erbil~", "rockets", "الحشد", "near",
     "state:open", "feed:x", "collection:7", "exact:on", " ", "zone", "\x00", "\ud800", "😀", "near~3", "number:>=2",
     "confidence:>60", "worth:<=80", "verdict:false", "unit:rockets", "said:official", "has:source", "is:settled",
     "date:2021-02..2021-03", '"green zone"~2', "ro*", "ze*"]
)  # fmt: skip


@given(st.one_of(st.lists(PIECES, max_size=25).map(" ".join), st.text(max_size=120)))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_query_breaks_it_and_the_total_is_what_the_pages_hold(ask: Ask, text: str) -> None:
    found = ask(text, limit=50, facets=("kind",))
    assert found.total == len(found.hits) == len(keys(found)) == sum(found.facets["kind"].values())
