"""ClaimReview both ways: what others publish is read, and written again as the same JSON."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.claims.models import VERDICTS
from annotator.exports.formats.claimreview import (
    Agent,
    Rating,
    Review,
    claim_reviews,
    node,
    rating_of,
    read,
    verdict_of,
)

PUBLISHED = {
    "@context": "https://schema.org",
    "@type": "ClaimReview",
    "url": "https://checks.example/2021/bridge",
    "datePublished": "2021-03-05",
    "inLanguage": "fr",
    "claimReviewed": "Le pont est fermé depuis un an",
    "author": {"@type": "Organization", "name": "Vérif", "url": "https://checks.example/"},
    "sdPublisher": {"@type": "Organization", "name": "Feed", "url": "https://feed.example/"},
    "itemReviewed": {
        "@type": "Claim",
        "author": [
            {
                "@type": "Person",
                "name": "A. Mayor",
                "sameAs": ["https://a.example/", "https://b.example/"],
                "image": "x",
            },
            "Somebody else",
        ],
        "datePublished": "2021-03-01",
        "appearance": [{"@type": "OpinionNewsArticle", "url": "https://river.example/1"}, "https://river.example/2"],
        "firstAppearance": {"@type": "OpinionNewsArticle", "url": "https://river.example/1"},
    },
    "reviewRating": {
        "@type": "Rating",
        "ratingValue": "2",
        "bestRating": "5",
        "worstRating": 1,
        "alternateName": "Plutôt faux",
    },
    "image": {"@type": "ImageObject", "url": "https://checks.example/i.png"},
}


def same(one: object, other: object) -> bool:
    """As JSON: 1 and 1.0 and true are three things."""
    return json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True)


def test_every_field_that_others_give_is_read() -> None:
    [review] = claim_reviews(PUBLISHED)
    assert review.claim == "Le pont est fermé depuis un an"
    assert (review.url, review.published, review.language) == (
        "https://checks.example/2021/bridge",
        "2021-03-05",
        "fr",
    )
    assert isinstance(review.authors, Agent) and review.authors.name == "Vérif"
    assert review.publisher is not None and review.publisher.name == "Feed"
    assert review.item is not None and isinstance(review.item.authors, tuple)
    mayor, other = review.item.authors
    assert isinstance(mayor, Agent) and mayor.same_as == ("https://a.example/", "https://b.example/")
    assert (mayor.image, other) == ("x", "Somebody else")
    assert review.addresses == ["https://river.example/1", "https://river.example/2"]
    assert review.rating is not None and review.rating.name == "Plutôt faux"
    assert review.verdict == "mostly false"
    assert set(review.rest) == {"image"}


def test_what_was_read_is_written_as_the_same_json() -> None:
    [review] = claim_reviews(PUBLISHED)
    assert same(node(review), PUBLISHED)


@pytest.mark.parametrize(
    "document",
    [
        PUBLISHED,
        [PUBLISHED, {"@type": "WebPage"}],
        {"@graph": [{"@type": "NewsArticle"}, PUBLISHED]},
        {"@type": "DataFeed", "dataFeedElement": [{"@type": "DataFeedItem", "item": [PUBLISHED]}]},
        {"@type": "NewsArticle", "review": PUBLISHED | {"@type": ["Review", "ClaimReview"]}},
        PUBLISHED | {"@type": "http://schema.org/ClaimReview"},
        PUBLISHED | {"@type": "schema:ClaimReview"},
    ],
)
def test_reviews_are_found_wherever_they_stand(document: object) -> None:
    [review] = claim_reviews(document)
    assert review.claim == PUBLISHED["claimReviewed"]


@pytest.mark.parametrize("document", [None, 3, "ClaimReview", [], {"@type": "Review"}, {"@type": None}, [[[{}]]]])
def test_a_document_without_reviews_has_none(document: object) -> None:
    assert claim_reviews(document) == []


def test_a_document_nested_deeper_than_programs_go_is_searched() -> None:
    document: Any = PUBLISHED
    for _ in range(5_000):
        document = [document]
    assert len(claim_reviews(document)) == 1


@pytest.mark.parametrize("verdict", VERDICTS)
def test_each_verdict_of_the_desk_comes_back_from_its_rating(verdict: str) -> None:
    assert verdict_of(rating_of(verdict)) == verdict
    assert verdict_of(read(Rating, node(rating_of(verdict)))) == verdict


@pytest.mark.parametrize(
    "rating, verdict",
    [
        (Rating(value=1, best=6, name="True"), "true"),  # words before numbers
        (Rating(name="Mostly-True"), "mostly true"),
        (Rating(name="FALSE!"), "false"),
        (Rating(value=4), "mostly true"),  # schema.org: from 1 to 5 where it does not say
        (Rating(value="5", best="5", worst="1", name="Vrai"), "true"),
        (Rating(value=0, best=10, worst=0, name="Fabriqué"), "false"),
        (Rating(value=5, best=10, worst=0), "mixed"),
        (Rating(value=1, best=1, worst=5), "true"),  # 1 is the best
        (Rating(value=3, best=6, worst=1, name="Half Flip"), None),  # between two verdicts
        (Rating(value=-1, best=5, worst=1, name="Unproven"), None),
        (Rating(name="Missing context"), None),
        (Rating(value="good"), None),
        (Rating(value="nan"), None),
        (Rating(value=3, best=3, worst=3), None),
        (Rating(), None),
    ],
)
def test_a_rating_of_others_is_a_verdict_where_it_says_one(rating: Rating, verdict: str | None) -> None:
    assert verdict_of(rating) == verdict


def test_a_rating_that_is_no_verdict_keeps_its_words() -> None:
    [review] = claim_reviews(PUBLISHED | {"reviewRating": {"@type": "Rating", "alternateName": "Missing context"}})
    assert (review.verdict, review.rating and review.rating.name) == (None, "Missing context")


scalars = (
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=8)
)
values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


def things(*keys: str) -> st.SearchStrategy[dict[str, Any]]:
    """A node in which each of these keys may have anything as its value, and others stand beside them."""
    return st.builds(
        lambda known, more: more | {key: value for key, value in known.items() if value is not ...},
        st.fixed_dictionaries({key: st.just(...) | st.text(max_size=8) | values for key in keys}),
        st.dictionaries(st.text(max_size=8), values, max_size=2),
    )


agents = things("@type", "name", "url", "image", "sameAs")
works = things("@type", "@id", "name", "headline", "url", "datePublished")
several = st.one_of(values, agents, works, st.lists(agents | works | scalars, max_size=3))
reviews = st.builds(
    lambda review, more: review | more,
    things("@context", "@id", "claimReviewed", "url", "datePublished", "inLanguage", "reviewBody", "sdPublisher"),
    st.fixed_dictionaries(
        {"@type": st.just("ClaimReview")},
        optional={
            "author": several,
            "sdPublisher": agents,
            "reviewRating": things(
                "@type", "ratingValue", "bestRating", "worstRating", "alternateName", "ratingExplanation"
            ),
            "itemReviewed": st.builds(
                lambda item, more: item | more,
                things("@type", "name", "datePublished"),
                st.fixed_dictionaries(
                    {}, optional={"author": several, "appearance": several, "firstAppearance": several}
                ),
            ),
        },
    ),
)


@given(reviews)
@settings(max_examples=150, deadline=None)
def test_any_review_is_written_as_the_same_json(document: dict[str, Any]) -> None:
    review = claim_reviews(document)[0]
    assert same(node(review), document)
    again = read(Review, node(review))
    assert again == review
    assert review.verdict is None or review.verdict in VERDICTS
    assert all(isinstance(address, str) for address in review.addresses)
