"""/collections/<id>/names: the names of a collection that are spelled in more than one way."""

from __future__ import annotations

import html

import pytest

from annotator.articles.models import Collection
from annotator.db import db, transaction
from annotator.desk import spellings
from annotator.gazetteer.models import Alias, Entity
from tests.support.cast import Cast
from tests.support.client import DeskClient
from tests.support.factories import make_article
from tests.support.statements import count_statements


def _collection(*texts: str, **more: object) -> Collection:
    with transaction(by=None):
        articles = [make_article(text, title=f"Story {number}", **more) for number, text in enumerate(texts, 1)]
        collection = Collection(name="Weir stories", articles=articles)
        raqqa = Entity(key="raqqa", name="Raqqa", kind="place")
        raqqa.aliases.append(Alias(name="Rakka"))
        db.session.add_all([collection, raqqa])
    return collection


def _page(client: DeskClient, collection: Collection) -> str:
    response = client.get(f"/collections/{collection.id}/names")
    assert response.status_code == 200
    return html.unescape(response.text)


def test_each_spelling_stands_with_its_articles_and_its_search(client: DeskClient, cast: Cast) -> None:
    collection = _collection(
        "They met Anise Bassiri near Raqqa.", "Then Anise Basri left Rakka.", "Near Raqqa it rained."
    )
    page = _page(client.as_(cast.reader), collection)
    assert "Names in several spellings" in page
    assert page.index(">Raqqa<") < page.index(">Rakka<") < page.index(">Anise Bassiri<")
    assert 'q=%22Anise+Basri%22"' in page or "q=%22Anise%20Basri%22" in page
    assert "3 English articles read." in page
    listing = client.get(f"/articles?collection={collection.id}").text
    assert f"/collections/{collection.id}/names" in listing


def test_without_two_spellings_it_says_so(client: DeskClient, cast: Cast) -> None:
    assert "No name is spelled in two ways here." in _page(
        client.as_(cast.reader), _collection("They met Anise Basri.")
    )


def test_what_a_person_may_not_see_is_not_read(client: DeskClient, cast: Cast) -> None:
    with transaction(by=None):
        hidden = make_article("They met Anise Bassiri.", title="Secret", visibility="hidden")
        shown = make_article("Then Anise Basri left.", title="Open")
        collection = Collection(name="Mixed", articles=[hidden, shown])
        db.session.add(collection)
    assert "Bassiri" not in _page(client.as_(cast.reader), collection)
    assert "Bassiri" in _page(client.as_(cast.editor), collection)
    with transaction(by=None):
        secret = Collection(name="Secret", articles=[hidden])
        db.session.add(secret)
    assert client.as_(cast.reader).get(f"/collections/{secret.id}/names").status_code == 404


def test_a_long_collection_says_how_far_it_was_read(
    client: DeskClient, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spellings, "MOST_ARTICLES", 2)
    collection = _collection("They met Anise Bassiri.", "Then Anise Basri left.", "And Anise Basri came.")
    assert "the newest 2 of 3 English articles" in _page(client.as_(cast.reader), collection)


def test_french_articles_are_not_read(client: DeskClient, cast: Cast) -> None:
    collection = _collection("They met Anise Bassiri.", "Then Anise Basri left.", language="fr")
    assert "0 English articles read." in _page(client.as_(cast.reader), collection)


def test_it_costs_the_same_statements_with_two_articles_and_with_thirty(client: DeskClient, cast: Cast) -> None:
    few = _collection("They met Anise Bassiri.", "Then Anise Basri left.")
    with transaction(by=None):
        many = Collection(name="Many", articles=[make_article(f"They met Anise Basri {n}.") for n in range(30)])
        db.session.add(many)
    client.as_(cast.reader)
    counts = []
    for collection in (few, few, many):
        with count_statements() as statements:
            _page(client, collection)
        counts.append(len(statements))
    assert counts[1] == counts[2]
