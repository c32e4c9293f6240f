"""Searching the desk: names under every spelling, rights, filters, reasons."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask

from annotator.accounts.models import User
from annotator.articles.models import Article, Collection
from annotator.claims.models import Fact
from annotator.db import db, transaction
from annotator.gazetteer.models import Alias, Entity
from annotator.gazetteer.service import add_garble
from annotator.reviews.models import Assessment, Comment
from annotator.search.engines.whoosh.reader import WhooshReader
from annotator.search.results.queries import Ask, Results, search
from annotator.sources.models import Source
from tests.support.cast import Cast
from tests.support.factories import make_article, make_claim, make_correction, make_evidence, make_garble

Find = Callable[..., Results]
WRONG = "The al-Wazir Column lost two vehicles on the road to Baiji, a spokesman said."


def keys(results: Results) -> set[str]:
    return {result.row.key for result in results.results}


def why(results: Results, key: str) -> str:
    return "; ".join(next(result.why for result in results.results if result.row.key == key))


@pytest.fixture
def app(searched_app: Flask) -> Flask:
    return searched_app


@pytest.fixture
def brigade(app: Flask) -> Entity:
    with transaction(by=None):
        entity = Entity(key="wazin-brigade", name="al-Wazin Brigade", native_name="لواء الوزن", kind="group")
        entity.aliases = [Alias(name="Wazin Brigades"), Alias(name="WZB", kind="acronym")]
        db.session.add(entity)
    return entity


@pytest.mark.parametrize("asked", ["Wazin Brigades", "wzb", "al-Wazin brigade", "لواء الوزن", "لِواء الوَزن"])
@pytest.mark.parametrize("written", ["The WZB left Baiji.", "He named the Al–Wazin Brigade.", "غادر لواء الوزن بيجي"])
@pytest.mark.usefixtures("brigade")
def test_a_name_is_found_under_every_spelling(find: Find, asked: str, written: str) -> None:
    with transaction(by=None):
        make_article(written)
        make_article("Nothing of it stands here.")
    assert keys(find(asked)) == {"article:1"}
    quoted = find(f'"{asked}"')
    assert quoted.total in {0, 1}


@pytest.mark.usefixtures("brigade")
def test_why_a_spelling_matched_is_said(find: Find) -> None:
    with transaction(by=None):
        make_article("The WZB left Baiji.")
    assert why(find("Wazin Brigades"), "article:1") == "“WZB”, an acronym of al-Wazin Brigade"
    assert find("Wazin Brigades", exact=True).total == 0
    assert find("exact:on Wazin Brigades").total == 0
    assert find('"Wazin Brigades"').total == 0


@pytest.mark.usefixtures("brigade")
def test_a_suspected_garble_is_found_under_its_right_name_with_its_article_and_claim(find: Find) -> None:
    with transaction(by=None):
        article = make_article(WRONG)
        claim = make_claim(article, "The al-Wazir Column lost two vehicles")
        other = make_claim(article, "a spokesman said")
        garble = make_garble(article, "al-Wazir Column", suggestions=[{"name": "al-Wazin Brigade", "score": 0.8}])
    for asked in ("Wazin Brigades", "al-Wazin Brigade", "لواء الوزن"):
        results = find(asked)
        assert keys(results) == {f"article:{article.id}", f"claim:{claim.id}", f"garble:{garble.id}"}
        for key in keys(results):
            assert "through the garble “al-Wazir Column” of al-Wazin Brigade (suspected)" in why(results, key)
    assert f"claim:{other.id}" not in keys(results)
    assert find("al-Wazin Brigade", exact=True).total == 0
    assert find('"al-Wazin Brigade"').total == 0


@pytest.mark.usefixtures("brigade")
def test_a_dismissed_garble_is_no_garble(find: Find) -> None:
    with transaction(by=None):
        garble = make_garble(make_article(WRONG), "al-Wazir Column", suggestions=[{"name": "al-Wazin Brigade"}])
    assert find("al-Wazin Brigade").total == 2
    with transaction(by=None):
        garble.state = "dismissed"
    assert find("al-Wazin Brigade").total == 0


def test_a_confirmed_garble_is_found_in_every_article_without_indexing_again(find: Find, brigade: Entity) -> None:
    with transaction(by=None):
        make_article(WRONG)
        make_article("Nobody saw the al-Wazir Column leave.")
    assert find("WZB").total == 0
    with transaction(by=None):
        add_garble(brigade, "al-Wazir Column", scope="everywhere", by=None)
    results = find("WZB")
    assert keys(results) == {"article:1", "article:2"}
    assert why(results, "article:2") == "through the garble “al-Wazir Column” of al-Wazin Brigade (confirmed)"
    assert keys(find("al-Wazir Column")) == {"article:1", "article:2"}


def test_a_garble_confirmed_for_one_feed_holds_there_only(find: Find, brigade: Entity) -> None:
    with transaction(by=None):
        make_article(WRONG, feed="Levant Dispatch")
        make_article(WRONG.replace("two", "three"), feed="Meridian Wire")
        add_garble(brigade, "al-Wazir Column", scope="feed", within="Levant Dispatch", by=None)
    results = find("WZB")
    assert keys(results) == {"article:1"}
    assert "confirmed in Levant Dispatch" in why(results, "article:1")
    with transaction(by=None):
        make_article("The WZB is near.", feed="Meridian Wire")
    # Asked by the wrong name: the right one is meant in that feed alone.
    assert keys(find("al-Wazir Column")) == {"article:1", "article:2"}


def test_a_garble_confirmed_for_one_article_holds_there_only(find: Find, brigade: Entity) -> None:
    with transaction(by=None):
        article = make_article(WRONG)
        make_article(WRONG.replace("two", "three"))
        add_garble(brigade, "al-Wazir Column", scope="article", within=article.uid, by=None)
    assert keys(find("WZB")) == {f"article:{article.id}"}


def test_every_kind_of_thing_is_found(find: Find, cast: Cast) -> None:
    with transaction(by=None):
        article = make_article("The walls of the depot at Zummar fell.", title="Depot falls")
        claim = make_claim(article, "The walls of the depot", wording="[Zummar:] the walls of the depot fell")
        make_garble(article, "Zummar", suggestions=[], detector=None, reason="Zammar is meant")
        make_correction(article, "Zummar", "Zammar")
        make_evidence(claim, "Zammar lies north of Tal Afar.", title="Gazette of Nineveh")
        db.session.add(
            Assessment(claim=claim, reviewer=cast.reviewer, verdict="true", confidence=80, note="Zammar seen")
        )
        db.session.add(Comment(article_id=article.id, claim_id=claim.id, author=cast.colleague, text="which Zammar?"))
        db.session.add(Source(title="Survey of Zammar"))
    results = find("zammar OR zummar")
    assert results.kinds == {
        "article": 1,
        "claim": 1,
        "garble": 1,
        "correction": 1,
        "note": 1,
        "comment": 1,
        "source": 1,
    }
    hrefs = {result.row.key: result.row.href for result in results.results}
    assert hrefs["claim:1"] == "/articles/1#claim-1" and hrefs["garble:1"] == "/articles/1#garble-1"
    assert hrefs["comment:1"] == "/articles/1#claim-1" and hrefs["assessment:1"] == "/articles/1#claim-1"
    assert hrefs["source:2"] == "/sources/2"
    assert why(results, "claim:1") == "“Zummar”, in the wording; “Zammar”, in the evidence"
    assert all(result.why for result in results.results)


def hidden_things(cast: Cast) -> None:
    """The word "vexillum" in everything of a draft and of a hidden article."""
    with transaction(by=None):
        for visibility in ("draft", "hidden"):
            article = make_article(
                f"A vexillum was seen, {visibility}.", title="Vexillum", visibility=visibility,
                created_by=cast.reviewer, feed=f"{visibility} feed",
            )  # fmt: skip
            claim = make_claim(article, "A vexillum was seen")
            make_garble(article, "vexillum")
            make_correction(article, "vexillum", "vexilla")
            db.session.add(
                Assessment(claim=claim, reviewer=cast.reviewer, verdict="true", confidence=1, note="vexillum")
            )
            db.session.add(Comment(article_id=article.id, author=cast.reviewer, text="a vexillum?"))
            db.session.add(Collection(name=f"{visibility} things", articles=[article]))


@pytest.mark.parametrize(
    "who, may_see",
    [
        ("reader", (0, 0)),
        ("reviewer", (6, 0)),  # their own draft
        ("colleague", (0, 0)),
        ("editor", (0, 6)),
        ("administrator", (0, 6)),
    ],
)
@pytest.mark.parametrize("with_index", [True, False])
def test_nobody_finds_what_they_may_not_open(
    find: Find, cast: Cast, who: str, may_see: tuple[int, int], with_index: bool
) -> None:
    hidden_things(cast)
    drafts, hidden = may_see
    user: User = getattr(cast, who)
    for text in ("vexillum", "vexil*", "vexilum~", "-nothing", "", "kind:claim OR vexillum"):
        if with_index:
            results = find(text, by=user, per_page=100)
        elif "~" in text:
            continue
        else:
            results = search(Ask(text, per_page=100), WhooshReader(Path("/nowhere")), by=user)
        seen = [result.row.article.visibility for result in results.results if result.row.article]
        assert (seen.count("draft"), seen.count("hidden")) == (drafts, hidden)
        assert results.total == drafts + hidden == sum(results.kinds.values())
    shown = {facet.name: facet.values for facet in results.facets} if with_index else {}
    if shown:
        assert (len(shown["feed"]), len(shown["collection"])) == (int(bool(drafts)) + int(bool(hidden)),) * 2


def test_an_article_hidden_a_moment_ago_is_not_shown_though_the_index_does_not_know(
    cast: Cast, find: Find, keeper: object
) -> None:
    with transaction(by=None):
        article = make_article("A vexillum was seen.")
    assert find("vexillum", by=cast.reader).total == 1
    with transaction(by=None):
        article.visibility = "hidden"
    assert search(Ask("vexillum"), keeper.reader, by=cast.reader).results == ()  # type: ignore[attr-defined]
    assert find("vexillum", by=cast.reader).total == 0


def test_filters_of_the_form(find: Find) -> None:
    with transaction(by=None):
        one = make_article(feed="Meridian Wire", published_at=dt.datetime(2021, 2, 16, 9, tzinfo=dt.UTC))
        two = make_article(
            "Two soldiers left.", feed="Levant Dispatch", published_at=dt.datetime(2021, 3, 1, tzinfo=dt.UTC)
        )
        make_claim(one, "Two soldiers", state="open")
        claim = make_claim(two, "Two soldiers", state="assessed", verdict="mostly true")
        week = Collection(name="Week 7", articles=[one])
        db.session.add(week)
    mine = f"claim:{claim.id}"
    assert keys(find("soldiers", chosen={"kind": ["claim"], "feed": ["Levant Dispatch"]})) == {mine}
    assert keys(find("soldiers", chosen={"verdict": ["mostly true"]})) == {mine}
    assert keys(find("soldiers", chosen={"state": ["assessed"]})) == {mine}
    assert keys(find("soldiers", chosen={"collection": [str(week.id)]})) == {"article:1", "claim:1"}
    assert keys(find('soldiers collection:"week 7"')) == {"article:1", "claim:1"}
    assert keys(find("soldiers", first_day=dt.date(2021, 3, 1))) == {"article:2", mine}
    assert keys(find("soldiers", last_day=dt.date(2021, 2, 28))) == {"article:1", "claim:1"}
    assert keys(find("", chosen={"feed": ["Meridian Wire"]})) == {"article:1", "claim:1"}
    nowhere = find("soldiers collection:Elsewhere")
    assert nowhere.total == 0 and "no collection" in nowhere.notes[0]


@pytest.mark.parametrize(
    "text",
    ["soldiers", "soldiers -guards", "kirkuk AND guards", "guards OR town", "kind:claim", "NOT kind:claim",
     'feed:"meridian wire"', "state:open", "date:2021-02", "date:<2021", "language:en", "collection:week", "sold*"],
)  # fmt: skip
def test_the_database_answers_like_the_index(find: Find, text: str) -> None:
    with transaction(by=None):
        article = make_article(feed="Meridian Wire", published_at=dt.datetime(2021, 2, 16, 23, 30, tzinfo=dt.UTC))
        make_claim(article, "Two soldiers were wounded", state="open")
        make_claim(article, "300 guards")
        db.session.add(Collection(name="Week", articles=[article]))
        db.session.add(Source(title="Roll of guards"))
    indexed = find(text)
    plain = search(Ask(text), WhooshReader(Path("/nowhere")), by=None)
    assert keys(plain) == keys(indexed)
    assert plain.total == indexed.total and plain.kinds == indexed.kinds
    assert plain.catching_up and not indexed.catching_up


def test_a_title_of_an_article_is_found(find: Find) -> None:
    with transaction(by=None):
        article: Article = make_article(title="Ceasefire in Sinjar")
    assert why(find("ceasefire"), f"article:{article.id}") == "“Ceasefire”, in the title"


@pytest.mark.usefixtures("brigade")
def test_part_of_a_name_stands_for_the_entity_that_has_it(find: Find) -> None:
    with transaction(by=None):
        make_article("The WZB left Baiji.")
    found = find("entity:wazin")
    assert keys(found) == {"article:1"}
    assert found.notes == ("“entity:wazin” was read as “al-Wazin Brigade”.",)
    assert find('entity:"al-Wazin Brigade"').notes == ()
    assert "no name “waz”" in find("entity:waz").notes[0]


def test_part_of_a_name_that_many_have_is_searched_as_words(find: Find) -> None:
    with transaction(by=None):
        db.session.add_all(Entity(key=f"ford-{n}", name=f"Ford {n}", kind="place") for n in range(6))
        make_article("They crossed the ford at dawn.")
    found = find("entity:ford")
    assert keys(found) == {"article:1"} and "6 names" in found.notes[0]


def test_an_entity_of_one_spelling_is_a_name(find: Find) -> None:
    with transaction(by=None):
        db.session.add(Entity(key="zummar", name="Zummar", kind="place"))
        make_article("They crossed at Zummar.")
    found = find("entity:zummar")
    assert keys(found) == {"article:1"} and found.notes == ()


def test_what_is_counted_is_found_by_its_role_too(find: Find) -> None:
    with transaction(by=None):
        article = make_article("About 2,500 US troops stay.")
        claim = make_claim(article, "2,500 US troops stay")
        other = make_claim(article, "About 2,500")
        for each, unit, role in ((claim, "people", "troops"), (other, "rockets", None)):
            fact = Fact(claim=each, kind="quantity", start=0, end=5, quote="2,500", value=2500.0, qualifier="exact")
            fact.unit, fact.role = unit, role
            db.session.add(fact)
    assert keys(find("number:>2000 unit:troops")) == {"claim:1"}
    assert keys(find("unit:people")) == {"claim:1"}
    assert keys(find("unit:rockets")) == {"claim:2"}


def test_what_stands_on_one_article_is_found_by_its_number(find: Find) -> None:
    with transaction(by=None):
        for _ in range(2):
            article = make_article("They crossed the ford.")
            make_claim(article, "crossed the ford")
    assert keys(find("article:2 ford")) == {"article:2", "claim:2"}
