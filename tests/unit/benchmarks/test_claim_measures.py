"""What the benchmark of claims counts as a hit, and that its own gold sets hang together."""

from __future__ import annotations

from collections import Counter

import pytest

from annotator.text.spans import Span
from benchmarks.claim_measures import coverage, propositions, speed
from benchmarks.claim_measures.matching import Tally, jaccard, matches, token_f1, tokens

TEXT = "The mayor, Idris Kamba, reopened the market of Gao on Friday, and two guards were hurt."


def test_a_found_statement_is_matched_once_only() -> None:
    found = [tokens("two guards were hurt"), tokens("two guards were hurt badly")]
    assert matches(found, [tokens("two guards were hurt")], jaccard, 0.5) == 1


def test_the_best_pair_is_matched_first() -> None:
    found = [tokens("the mayor reopened the market"), tokens("the mayor reopened the market on Friday")]
    gold = [tokens("the mayor reopened the market on Friday"), tokens("the mayor reopened a market")]
    assert matches(found, gold, jaccard, 0.6) == 2


def test_jaccard_counts_each_word_once() -> None:
    assert jaccard(["a", "a", "b"], ["a", "c"]) == pytest.approx(1 / 3)
    assert jaccard([], []) == 0


def test_token_f1_counts_words_as_often_as_they_stand() -> None:
    assert token_f1(Counter("aab"), Counter("ab")) == pytest.approx(0.8)
    assert token_f1(Counter("a"), Counter("b")) == 0


def test_a_tally_without_anything_is_nought() -> None:
    assert Tally().f1 == Tally().precision == Tally().recall == 0


def anchors(*quotes: str) -> list[Span]:
    return list(coverage.located(TEXT, quotes))


def test_a_claim_covers_a_quote_when_it_holds_four_fifths_of_its_words() -> None:
    listed = anchors("reopened the market of Gao")
    assert coverage.covers(TEXT, anchors("reopened the market of"), listed)
    assert not coverage.covers(TEXT, anchors("reopened the market"), listed)


def test_a_claim_far_longer_than_a_quote_does_not_cover_it() -> None:
    listed = anchors("two guards were hurt")
    assert coverage.covers(TEXT, anchors("on Friday, and two guards were hurt"), listed)
    assert not coverage.covers(TEXT, [Span(0, len(TEXT))], listed)


def test_words_that_stand_elsewhere_do_not_cover_a_quote() -> None:
    text = "Two died. Two died."
    assert not coverage.covers(text, [Span(10, 18)], [Span(0, 8)])


def test_a_quote_of_several_stretches_is_found_in_order() -> None:
    assert anchors("The mayor", "the market") == [Span(0, 9), Span(33, 43)]
    with pytest.raises(ValueError, match="substring"):
        anchors("the market", "The mayor")


def test_each_article_has_twenty_listed_claims_and_none_of_them_stands_in_a_zone() -> None:
    for article in coverage.load():
        assert len(article.listed) == 20, article.name
        zones = [coverage.words_of(article.text, (zone,)) for _, zone in article.zones]
        for listed in article.listed:
            assert not any(coverage.words_of(article.text, listed) & zone for zone in zones), (article.name, listed)


def test_each_zone_stands_where_the_list_says() -> None:
    for article in coverage.load():
        assert article.zones, article.name
        for kind, zone in article.zones:
            assert zone.of(article.text).strip() == zone.of(article.text) != "", (article.name, kind)


def test_each_proposition_is_made_of_its_sentence_s_words() -> None:
    for sentence, parts in propositions.load():
        assert parts, sentence
        for part in parts:
            assert set(tokens(part)) <= set(tokens(sentence)), part


def test_copy_for_the_speed_figures_is_as_long_as_asked_and_never_the_same() -> None:
    made = speed.articles(6, 3_000, seed=5)
    assert {len(text) for text in made} == {3_000}
    assert len(set(made)) == 6
    assert made == speed.articles(6, 3_000, seed=5)
