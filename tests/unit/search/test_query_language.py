"""The query language: what is understood, what is said about the rest, and that nothing fails."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from annotator.search.asking.expression import AllOf, AnyOf, Field, Fuzzy, Near, Node, Not, Phrase, Prefix, Word
from annotator.search.asking.query_language import MAX_DEPTH, MAX_PREFIXES, MAX_TERMS, parse


@pytest.mark.parametrize(
    "text, tree",
    [
        ("rockets", Word("rockets")),
        ("rockets Erbil", AllOf((Word("rockets"), Word("Erbil")))),
        ("rockets AND Erbil", AllOf((Word("rockets"), Word("Erbil")))),
        ("killed OR wounded", AnyOf((Word("killed"), Word("wounded")))),
        ("troops -NATO", AllOf((Word("troops"), Not(Word("NATO"))))),
        ("troops NOT NATO", AllOf((Word("troops"), Not(Word("NATO"))))),
        ("NOT NOT troops", Word("troops")),
        ("pro-Iranian", Word("pro-Iranian")),
        ('"green zone"', Phrase("green zone")),
        ("“green zone”", Phrase("green zone")),
        ("«zone verte»", Phrase("zone verte")),
        ("contract*", Prefix("contract")),
        ("al-Hash*", AllOf((Word("al"), Prefix("hash")))),
        ("peshmega~", Fuzzy("peshmega", 2)),
        ("peshmega~1", Fuzzy("peshmega", 1)),
        ("a (b OR c)", AllOf((Word("a"), AnyOf((Word("b"), Word("c")))))),
        ("a b OR c", AnyOf((AllOf((Word("a"), Word("b"))), Word("c")))),
        ("kind:claims", Field("kind", ("claim",))),
        ("KIND:claim", Field("kind", ("claim",))),
        ("state:not-a-claim", Field("state", ("not-a-claim",))),
        ('verdict:"mostly false"', Field("verdict", ("mostly false",))),
        ("verdict:mostly-false", Field("verdict", ("mostly false",))),
        ('feed:"Meridian Wire"', Field("feed", ("meridian wire",))),
        ("date:2021-02", Field("date", low=20210201, high=20210228)),
        ("date:2021-02..2021-03", Field("date", low=20210201, high=20210331)),
        ("date:2021-02-16..", Field("date", low=20210216)),
        ("date:>=2021", Field("date", low=20210101)),
        ("date:<2021-02", Field("date", high=20210200)),
        ("date:2021..", Field("date", low=20210101)),
        ('date:"February 2021"', Field("date", low=20210201, high=20210228)),
        ("date:yesterday", Field("date", low=20261125, high=20261125)),
        ('date:"last week"', Field("date", low=20261116, high=20261122)),
        ('date:"from 3 March to 5 May 2021"', Field("date", low=20210303, high=20210505)),
        ('date:"since March 2021"', Field("date", low=20210301)),
        ('date:"spring 2021"', Field("date", low=20210301, high=20210531)),
        ("number:2,500", Field("number", low=2500, high=2500)),
        ("number:2.500", Field("number", low=2500, high=2500)),
        ("number:2.5", Field("number", low=2.5, high=2.5)),
        ('number:>="1.5 million"', Field("number", low=1_500_000)),
        ("worth:40..60", Field("worth", low=40, high=60)),
        ("confidence:..60", Field("confidence", high=60)),
        ("is:settled", Field("state", ("settled",))),
        ("is:disputed", Field("disputed", ("yes",))),
        ("has:sources", Field("has", ("source",))),
        ('said:"US official"', Field("said", ("us official",), within=True)),
        ("reviewer:me", Field("reviewer", ("me",))),
        ("note:unclear", AllOf((Field("kind", ("note", "comment")), Word("unclear")))),
        ("state:(open recheck)", AnyOf((Field("state", ("open",)), Field("state", ("recheck",))))),
        ("rockets near~3 Erbil", Near("rockets", "Erbil", 3)),
        ("rockets NEAR Erbil", Near("rockets", "Erbil", 10)),
        ("near Erbil", AllOf((Word("near"), Word("Erbil")))),
        ('"green zone" near~5 rocket near~2 wall', AllOf((Near("green zone", "rocket", 5), Near("rocket", "wall", 2)))),
        ('"two rockets"~4', Near("two", "rockets", 4)),
        ("", None),
        ("   -  , ", None),
    ],
)
def test_a_query_is_read(text: str, tree: Node | None) -> None:
    parsed = parse(text, today=dt.date(2026, 11, 26))
    assert parsed.expression == tree
    assert parsed.notes == ()


@pytest.mark.parametrize(
    "text, tree, said",
    [
        ("(rockets", Word("rockets"), "bracket was not closed"),
        ("rockets)", Word("rockets"), "closing bracket"),
        ('"green zone', Phrase("green zone"), "not closed"),
        ("rockets OR", Word("rockets"), "OR with nothing"),
        ("rockets NOT", Word("rockets"), "NOT with nothing"),
        ("colour:red", Word("colour:red"), "not a field"),
        ("rockets kind:thing", Word("rockets"), "“kind:thing” was left out"),
        ("rockets date:someday", Word("rockets"), "“date:someday” was left out"),
        ("rockets date:2021-02-30", Word("rockets"), "left out"),
        ("r*", Word("r"), "at least 2 letters"),
        ("rockets date:12/02/2021", Word("rockets"), "left out"),  # the 12th or the 2nd
        ("rockets confidence:high", Word("rockets"), "confidence:>60"),
        ("rockets near~3", Word("rockets"), "needs a word or a phrase on both sides"),
        ("rockets near~3 kind:claim", AllOf((Word("rockets"), Field("kind", ("claim",)))), "on both sides"),
        ("rockets state:()", Word("rockets"), "has no value"),
    ],
)
def test_a_wrong_query_says_what_was_made_of_it(text: str, tree: Node, said: str) -> None:
    parsed = parse(text)
    assert parsed.expression == tree
    assert any(said in note for note in parsed.notes), parsed.notes


def test_exact_can_be_switched_on_in_the_query() -> None:
    assert parse("exact:on Hashd").exact
    assert parse("exact:Hashd").expression == Phrase("Hashd")
    assert not parse("exact:Hashd").exact


def leaves(node: Node | None) -> list[Node]:
    if isinstance(node, AllOf | AnyOf):
        return [leaf for part in node.parts for leaf in leaves(part)]
    if isinstance(node, Not):
        return leaves(node.part)
    return [] if node is None else [node]


def depth(node: Node | None) -> int:
    if isinstance(node, AllOf | AnyOf):
        return 1 + max(map(depth, node.parts))
    return 1 + depth(node.part) if isinstance(node, Not) else 0


def test_no_more_than_thirty_words_are_searched() -> None:
    parsed = parse(" ".join(f"word{n}" for n in range(100)))
    assert len(leaves(parsed.expression)) == MAX_TERMS
    assert any("first 30 words" in note for note in parsed.notes)


def test_no_more_than_three_words_may_be_open() -> None:
    parsed = parse(" OR ".join(f"{letter}{letter}*" for letter in "abcdefghij"))
    assert sum(isinstance(leaf, Prefix) for leaf in leaves(parsed.expression)) == MAX_PREFIXES


@pytest.mark.parametrize(
    "text", ["(" * 5_000 + "a", "NOT " * 450 + "a", "-" * 1_000 + "a", "((((a OR " * 200, "a:" * 900]
)
def test_deep_and_long_queries_are_cut_not_refused(text: str) -> None:
    assert depth(parse(text).expression) <= 2 * MAX_DEPTH + 2


PIECES = [
    "AND",
    "OR",
    "NOT",
    "-",
    "(",
    ")",
    '"',
    "“",
    "kind:",
    "claim",
    "date:",
    "2021..",
    ">=",
    "*",
    "~",
    "~9",
    "rocket",
    ":",
]


@given(st.one_of(st.text(max_size=300), st.lists(st.sampled_from([*PIECES, " "]), max_size=60).map("".join)))
@example('kind:("')
def test_no_query_fails_and_every_limit_holds(text: str) -> None:
    parsed = parse(text)
    words = [leaf for leaf in leaves(parsed.expression) if not isinstance(leaf, Field)]
    assert len(words) <= MAX_TERMS + MAX_PREFIXES  # "al-Hash*" is two words
    assert depth(parsed.expression) <= 2 * MAX_DEPTH + 2


@given(st.lists(st.from_regex(re.compile(r"[a-z]{3,8}"), fullmatch=True), min_size=1, max_size=5))
def test_plain_words_are_searched_as_they_are(typed: list[str]) -> None:
    assert [leaf.text for leaf in leaves(parse(" ".join(typed)).expression) if isinstance(leaf, Word)] == typed
