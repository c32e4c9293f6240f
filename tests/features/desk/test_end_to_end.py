"""An article's whole way: taken in, judged, a garble confirmed and corrected, found by the right name, exported."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from flask import Flask

from annotator.articles.models import Article
from annotator.claims.models import Claim
from annotator.corrections.models import Correction
from annotator.db import db, transaction
from annotator.garbles.models import Garble
from annotator.gazetteer.importing import load_records
from annotator.gazetteer.queries import gazetteer
from annotator.gazetteer.records import EntityRecord
from annotator.ingest.limits import Limits
from annotator.ingest.service import take_in_paste
from annotator.search.engines.chosen import reader_of, store_of
from annotator.search.keeping.indexer import Keeper
from annotator.search.results.queries import Ask, Results, search
from tests.features.desk.conftest import Bench, form_of
from tests.support.cast import Cast
from tests.support.client import DeskClient

# Our own words, with the kinds of damage of machine-translated copy: a garbled name, a quotation mark gone astray, a
# line broken inside a name, a lead that is repeated, boilerplate.
TEXT = """Rockets fall beside the airport of Erbil

Fourteen rockets fell beside the airport of Erbil on Monday evening, the governor said.

Fourteen rockets fell beside the airport of Erbil on Monday evening, the governor said.

One contractor was killed and nine people were wounded, among them a soldier of the United
States. A little-known group took responsibility for the attack. Observers see in it a cover of the paramilitary
al-Hashd al-Sabi, which denies every part in it.

"We had nothing to do with that”, a spokesman of the al-Hashad al-Sabi 🎖️ told الصباح on Tuesday. About 2,500 troops
of the coalition are stationed in Iraq. In 2019 the parliament demanded their withdrawal. More rockets may come.

Support our work with a coffee and follow us on social media.
"""
RIGHT = "al-Hashd al-Shaabi"


@pytest.fixture
def keeper(app: Flask) -> Iterator[Keeper]:
    keeper = Keeper(store_of(app.config))
    with keeper.store.writing(5):
        keeper.bring_up()
        yield keeper
        keeper.reader.close()
        reader_of(app.config).close()


def find(keeper: Keeper, words: str, cast: Cast) -> Results:
    keeper.drain()
    return search(Ask(words), keeper.reader, by=cast.reader)


def test_an_articles_whole_way(client: DeskClient, cast: Cast, keeper: Keeper) -> None:
    with transaction(by=cast.editor):
        load_records(
            [EntityRecord("hashd", RIGHT, "group", "الحشد الشعبي", context=("paramilitary", "Iraq"))], by=cast.editor
        )

    # Taken in: text, zones, claims and garbles stand on the desk.
    entry = take_in_paste(
        TEXT,
        {"feed": "Canal Wire", "published": "2021-02-17"},
        by=cast.reviewer,
        limits=Limits(),
    )
    assert (entry.result, entry.claims > 4, entry.garbles > 0) == ("taken", True, True)
    assert take_in_paste(TEXT, {}, by=cast.reviewer, limits=Limits()).result == "known"
    article = db.session.get(Article, entry.article)
    assert article is not None and article.title == "Rockets fall beside the airport of Erbil"
    claims = db.session.scalars(sa.select(Claim).order_by(Claim.id)).all()
    quotes = " ".join(claim.quote for claim in claims)
    assert "coffee" not in quotes and quotes.count("Fourteen rockets") == 1

    # Judged, with a source; settled by a second reader.
    troops = next(claim for claim in claims if "2,500" in claim.quote)
    garble = next(
        row for row in db.session.scalars(sa.select(Garble)) if row.category == "garbled-name" and "Hashad" in row.quote
    )
    troops_id, garble_id = troops.id, garble.id
    bench = Bench(client.as_(cast.reviewer), article.id)
    judged = {
        "verdict": "outdated",
        "confidence": "75",
        "source": "Coalition statement",
        "passage": "Some 2,400 remain.",
    }
    bench.follow(bench.save(troops_id, **judged))
    client.as_(cast.colleague)
    bench.follow(client.post(f"/claims/{troops_id}/settle"))

    # The garble is confirmed by its first suggestion, proposed as a correction and accepted by the second reader.
    client.as_(cast.reviewer)
    address = f"/garbles/{garble_id}/confirm"
    fields = form_of(bench.get(f"?garble={garble_id}").text, address)
    page = bench.follow(client.post(address, data={**fields, "suggestion": "0"})).text
    address = f"/articles/{bench.article_id}/corrections"
    bench.follow(client.post(address, data=form_of(page, address)))
    (correction,) = db.session.scalars(sa.select(Correction.id))
    client.as_(cast.colleague)
    bench.follow(client.post(f"/corrections/{correction}/accept"))
    db.session.expire_all()
    assert (troops.state, troops.verdict, garble.state) == ("settled", "outdated", "corrected")
    assert [record.id for record in gazetteer().exact("al-Hashad al-Sabi")] == ["hashd"]

    # Found under the right name, which stands nowhere in the text, and by the source and the judgement.
    assert RIGHT not in TEXT
    # Quoted: only where it stands, which is the correction by now.
    assert [result.row.kind for result in find(keeper, f'"{RIGHT}"', cast).results] == ["correction"]
    found = find(keeper, RIGHT, cast)
    assert any(result.row.kind == "article" for result in found.results)
    assert any(RIGHT in reason and "confirmed" in reason for result in found.results for reason in result.why)
    assert [result.row.kind for result in find(keeper, "coalition verdict:outdated", cast).results] == ["claim"]

    # Exported: a page that stands alone, and annotations whose every quote stands exactly where they say.
    client.as_(cast.reader)
    page = client.get(f"/articles/{bench.article_id}/export?format=html").text
    assert "outdated" in page and "Coalition statement" in page and f"<bdi>{RIGHT}</bdi>" in page
    answer = client.get(f"/articles/{bench.article_id}/export?format=w3c")
    positions = list(selectors(json.loads(answer.text)))
    assert len(positions) > len(claims)
    text = article.current.text
    assert all(text[start:end] == exact for start, end, exact in positions)


def selectors(node: object) -> Iterator[tuple[int, int, str]]:
    """Start, end and exact quote of everything that has both selectors."""
    if isinstance(node, list):
        for part in node:
            yield from selectors(part)
    if isinstance(node, dict):
        both = node.get("selector")
        if isinstance(both, list):
            quote, place = both
            yield place["start"], place["end"], quote["exact"]
        for part in node.values():
            yield from selectors(part)
