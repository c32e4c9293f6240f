"""What may be done to garbles, and how a confirmed one teaches the gazetteer."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from annotator.accounts.models import User
from annotator.articles.models import Article
from annotator.corrections import service as corrections
from annotator.db import db, transaction
from annotator.db.tracking import HistoryEntry
from annotator.errors import Invalid, Stale
from annotator.garbles import service
from annotator.garbles.models import Garble
from annotator.gazetteer import queries
from annotator.gazetteer.models import Alias, Entity
from annotator.gazetteer.service import add_garble, remove_garble
from annotator.text.spans import Finding, Reading, Span
from tests.support.cast import make_user
from tests.support.factories import make_article, make_garble, span_of

pytestmark = pytest.mark.usefixtures("either_app")

TEXT = "Fighters of al-Hasid\nal-Sabi crossed the canal, a clerk of Elise said."


@pytest.fixture
def by() -> User:
    with transaction(by=None):
        user = make_user("Hala", "reviewer")
    return user


@pytest.fixture
def article() -> Article:
    with transaction(by=None):
        article = make_article(TEXT, feed="Canal Wire")
    return article


@pytest.fixture
def garble(article: Article) -> Garble:
    with transaction(by=None):
        garble = make_garble(article, "al-Hasid\nal-Sabi")
    return garble


@pytest.fixture
def hashd() -> Entity:
    with transaction(by=None):
        entity = Entity(key="hashd", name="al-Hashd al-Shaabi", kind="group", native_name="الحشد الشعبي")
        db.session.add(entity)
    return entity


def aliases() -> list[tuple[str, str, str, str]]:
    return [(row.name, row.kind, row.scope, row.within) for row in db.session.scalars(sa.select(Alias))]


def test_what_the_detectors_found_is_kept_as_suspected(article: Article) -> None:
    span = span_of(article, "al-Hasid\nal-Sabi")
    reading = Reading("al-Hashd al-Shaabi", 0.83, "close in sound", entity="hashd")
    found = Finding(
        span.start,
        span.end,
        "al-Hasid\nal-Sabi",
        "garbled-name",
        "critical",
        "garbled-name",
        "Sounds like it",
        (reading,),
    )
    with transaction(by=None):
        (garble,) = service.add_findings(article.current, [found])
    assert (garble.state, garble.detector, garble.quote) == ("suspected", "garbled-name", "al-Hasid\nal-Sabi")
    assert garble.suggestions == [
        {"name": "al-Hashd al-Shaabi", "score": 0.83, "reason": "close in sound", "entity": "hashd"}
    ]


def test_a_person_marks_a_selection_with_the_kinds_own_severity(article: Article, by: User) -> None:
    with transaction(by=by):
        garble = service.create(article.current, Span(0, 8), category="cut-off", reason=" No verb ", by=by)
    assert (garble.severity, garble.detector, garble.reason, garble.created_by_id) == ("major", None, "No verb", by.id)


def test_an_unknown_kind_of_damage_is_refused(article: Article, by: User) -> None:
    with pytest.raises(Invalid) as refused, transaction(by=by):
        service.create(article.current, Span(0, 8), category="bad luck", by=by)
    assert refused.value.field == "category"


@pytest.mark.parametrize("scope", ["everywhere", "feed", "article"])
def test_a_confirmed_name_becomes_a_garble_of_its_entity_where_the_scope_says(
    garble: Garble, hashd: Entity, by: User, scope: str
) -> None:
    with transaction(by=by):
        service.confirm(garble, entity=hashd, scope=scope, by=by)
    assert (garble.state, garble.reading, garble.entity_id) == ("confirmed", "al-Hashd al-Shaabi", hashd.id)
    assert (garble.decided_by_id, garble.decided_at is not None) == (by.id, True)
    within = {"everywhere": "", "feed": "Canal Wire", "article": garble.article.uid}[scope]
    assert aliases() == [("al-Hasid al-Sabi", "garble", scope, within)]


def test_the_gazetteer_then_leads_from_the_right_name_to_the_garble(garble: Garble, hashd: Entity, by: User) -> None:
    known = queries.gazetteer().exact("al-Hashd al-Shaabi")
    assert [alias.name for record in known for alias in record.aliases] == []
    with transaction(by=by):
        service.confirm(garble, entity=hashd, by=by)
    known = queries.gazetteer().exact("al-Hashd al-Shaabi")
    assert [(alias.name, alias.kind) for record in known for alias in record.aliases] == [
        ("al-Hasid al-Sabi", "garble")
    ]
    assert [record.id for record in queries.gazetteer().exact("al-Hasid al-Sabi")] == ["hashd"]


def test_the_scope_of_a_feed_is_refused_where_the_article_names_none(hashd: Entity, by: User) -> None:
    with transaction(by=None):
        garble = make_garble(make_article(TEXT), "al-Hasid\nal-Sabi")
    with pytest.raises(Invalid) as refused, transaction(by=by):
        service.confirm(garble, entity=hashd, scope="feed", by=by)
    assert refused.value.field == "scope"
    assert (garble.state, garble.entity_id, aliases()) == ("suspected", None, [])


@pytest.mark.parametrize("typed", ["al-Hashd al-Shaabi", "AL-HASHD  al-shaabi"])
def test_a_typed_reading_that_is_an_entitys_name_is_linked_to_it(
    garble: Garble, hashd: Entity, by: User, typed: str
) -> None:
    with transaction(by=by):
        service.confirm(garble, reading=typed, by=by)
    assert garble.entity_id == hashd.id
    assert [name for name, *_ in aliases()] == ["al-Hasid al-Sabi"]


def test_a_typed_name_with_letters_beyond_ascii_is_linked_as_well(article: Article, by: User) -> None:
    with transaction(by=None):
        db.session.add(Entity(key="elise", name="Élise Évrard", kind="person"))
        garble = make_garble(article, "Elise")
    with transaction(by=by):
        service.confirm(garble, reading="Élise Évrard", by=by)
    assert garble.entity is not None and garble.entity.key == "elise"


def test_a_name_that_two_entities_have_is_linked_to_neither(garble: Garble, by: User) -> None:
    with transaction(by=None):
        db.session.add_all([Entity(key=key, name="Saad Karim", kind="person") for key in ("one", "two")])
    with transaction(by=by):
        service.confirm(garble, reading="Saad Karim", by=by)
    assert (garble.reading, garble.entity_id, aliases()) == ("Saad Karim", None, [])


def test_a_garbled_name_is_not_confirmed_without_its_right_reading(garble: Garble, by: User) -> None:
    with pytest.raises(Invalid) as refused, transaction(by=by):
        service.confirm(garble, reading="  ", by=by)
    assert (refused.value.field, garble.state) == ("reading", "suspected")


def test_other_damage_is_confirmed_without_a_reading_and_teaches_no_name(article: Article, by: User) -> None:
    with transaction(by=None):
        garble = make_garble(article, "crossed the canal", category="cut-off")
    with transaction(by=by):
        service.confirm(garble, by=by)
    assert (garble.state, garble.reading, aliases()) == ("confirmed", None, [])


def test_a_stale_confirmation_is_refused_with_both_readings(garble: Garble, hashd: Entity, by: User) -> None:
    seen = garble.row_version
    with transaction(by=by):
        service.confirm(garble, entity=hashd, seen=seen, by=by)
    with pytest.raises(Stale) as refused, transaction(by=by):
        service.confirm(garble, reading="al-Hasan", seen=seen, by=by)
    assert (refused.value.theirs, refused.value.mine) == ({"reading": "al-Hashd al-Shaabi"}, {"reading": "al-Hasan"})
    assert len(aliases()) == 1


def test_what_is_decided_is_not_decided_again_from_an_older_page(garble: Garble, hashd: Entity, by: User) -> None:
    with transaction(by=by):
        service.confirm(garble, entity=hashd, by=by)
    with pytest.raises(Invalid, match="confirmed by now"), transaction(by=by):
        service.dismiss(garble, by=by)
    assert garble.state == "confirmed"


def test_a_dismissed_garble_can_be_suspected_again(garble: Garble, by: User) -> None:
    with transaction(by=by):
        service.dismiss(garble, by=by)
    assert (garble.state, garble.decided_by_id) == ("dismissed", by.id)
    with transaction(by=by):
        service.reopen(garble, by=by)
    assert (garble.state, garble.decided_by_id, garble.decided_at) == ("suspected", None, None)


def test_reopening_takes_the_confirmed_reading_back(garble: Garble, hashd: Entity, by: User) -> None:
    with transaction(by=by):
        service.confirm(garble, entity=hashd, by=by)
    with transaction(by=by):
        service.reopen(garble, by=by)
    assert (garble.state, garble.reading, garble.entity_id) == ("suspected", None, None)


@pytest.mark.parametrize("scope", ["everywhere", "feed", "article"])
def test_reopening_takes_the_alias_it_made_back(garble: Garble, hashd: Entity, by: User, scope: str) -> None:
    with transaction(by=by):
        service.confirm(garble, entity=hashd, scope=scope, by=by)
    with transaction(by=by, verb="reopen"):
        service.reopen(garble, by=by)
    assert aliases() == [] and queries.gazetteer().exact("al-Hasid al-Sabi") == []
    told = db.session.scalars(sa.select(HistoryEntry).where(HistoryEntry.action == "delete")).one()
    assert (told.object_type, told.verb, told.actor_id) == ("aliases", "reopen", by.id)


def test_an_alias_that_another_confirmed_garble_shares_stays_until_the_last_is_reopened(
    garble: Garble, hashd: Entity, by: User
) -> None:
    with transaction(by=None):
        other = make_garble(make_article("Then al-Hasid al-Sabi left."), "al-Hasid al-Sabi")
    with transaction(by=by):
        service.confirm(garble, entity=hashd, by=by)
        service.confirm(other, entity=hashd, by=by)
    with transaction(by=by):
        service.reopen(garble, by=by)
    assert [name for name, *_ in aliases()] == ["al-Hasid al-Sabi"]
    with transaction(by=by):
        service.reopen(other, by=by)
    assert aliases() == []


def test_an_alias_that_came_with_the_gazetteers_file_stays(garble: Garble, hashd: Entity, by: User) -> None:
    with transaction(by=None):
        add_garble(hashd, "al-Hasid al-Sabi", scope="everywhere", by=None)
    with transaction(by=by):
        service.confirm(garble, entity=hashd, by=by)
    with transaction(by=by):
        service.reopen(garble, by=by)
    assert [name for name, *_ in aliases()] == ["al-Hasid al-Sabi"]


def test_a_garble_outlives_the_alias_that_an_editor_removed(garble: Garble, hashd: Entity, by: User) -> None:
    with transaction(by=by):
        service.confirm(garble, entity=hashd, by=by)
    with transaction(by=by):
        remove_garble(hashd.aliases[0], by=by)
    assert (garble.state, garble.alias_id, garble.reading) == ("confirmed", None, "al-Hashd al-Shaabi")
    with transaction(by=by):
        service.reopen(garble, by=by)
    assert garble.state == "suspected"


def test_a_garble_whose_correction_is_accepted_is_not_reopened(garble: Garble, by: User) -> None:
    with transaction(by=None):
        editor = make_user("Edda", "editor")
    with transaction(by=by):
        service.confirm(garble, reading="al-Hashd al-Shaabi", by=by)
        proposed = corrections.propose(
            garble.article.current,
            garble.span,
            replacement="al-Hashd al-Shaabi",
            kind="translation",
            garble=garble,
            by=by,
        )
    with transaction(by=editor):
        corrections.accept(proposed, by=editor)
    with pytest.raises(Invalid, match="correction is accepted"), transaction(by=by):
        service.reopen(garble, by=by)
    assert garble.state == "corrected"
