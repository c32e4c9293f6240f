"""What may be done to corrections, and by whom."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass

import pytest
from flask import Flask

from annotator.accounts.models import User
from annotator.articles.models import Article
from annotator.corrections import service
from annotator.corrections.models import Correction
from annotator.db import db, transaction
from annotator.errors import Invalid, NotAllowed, WirecheckError
from annotator.garbles import service as garbles
from tests.support.cast import make_user
from tests.support.factories import make_article, make_claim, make_correction, make_garble, span_of

TEXT = "The governer of Zubair met al-Hasid on Tuesday."


@dataclass
class People:
    maker: User
    second: User
    editor: User
    reader: User


@pytest.fixture
def people(either_app: Flask) -> People:
    with transaction(by=None):
        people = People(
            make_user("Maha", "reviewer"),
            make_user("Sami", "reviewer"),
            make_user("Edda", "editor"),
            make_user("Rim", "reader"),
        )
    return people


@pytest.fixture
def article(either_app: Flask) -> Article:
    with transaction(by=None):
        article = make_article(TEXT)
    return article


def propose(article: Article, quote: str, replacement: str, *, by: User, **more: object) -> Correction:
    with transaction(by=by):
        made = service.propose(
            article.current, span_of(article, quote), replacement=replacement, kind="translation", by=by, **more
        )  # type: ignore[arg-type]
    return made


def test_a_proposed_correction_names_its_place_and_its_maker(article: Article, people: People) -> None:
    made = propose(article, "governer", "governor", by=people.maker, reason=" spelling ")
    assert (made.quote, made.replacement, made.state, made.reason) == ("governer", "governor", "proposed", "spelling")
    assert made.created_by_id == people.maker.id and article.current.text == TEXT


def test_words_are_taken_out_by_an_empty_replacement(article: Article, people: People) -> None:
    assert propose(article, " on Tuesday", "", by=people.maker).replacement == ""


def test_a_replacement_that_changes_nothing_is_refused(article: Article, people: People) -> None:
    with pytest.raises(Invalid) as refused:
        propose(article, "governer", "governer", by=people.maker)
    assert refused.value.field == "replacement"


def test_an_unknown_class_is_refused(article: Article, people: People) -> None:
    with pytest.raises(Invalid) as refused, transaction(by=people.maker):
        service.propose(article.current, span_of(article, "governer"), replacement="x", kind="taste", by=people.maker)
    assert refused.value.field == "kind"


def test_a_correction_is_not_tied_to_another_articles_claim_or_garble(article: Article, people: People) -> None:
    with transaction(by=None):
        other = make_article()
        claim, garble = make_claim(other, "Two soldiers"), make_garble(other, "Kirkuk")
    for about in ({"claim": claim}, {"garble": garble}):
        with pytest.raises(Invalid):
            propose(article, "governer", "governor", by=people.maker, **about)


def test_ones_own_correction_is_accepted_by_somebody_else(article: Article, people: People) -> None:
    made = propose(article, "governer", "governor", by=people.maker)
    for person in (people.maker, people.reader):
        with pytest.raises(NotAllowed), transaction(by=person):
            service.accept(made, by=person)
    with transaction(by=people.second):
        service.accept(made, by=people.second)
    assert (made.state, made.decided_by_id) == ("accepted", people.second.id)


def test_an_editor_accepts_also_what_they_proposed(article: Article, people: People) -> None:
    made = propose(article, "governer", "governor", by=people.editor)
    with transaction(by=people.editor):
        service.accept(made, by=people.editor)
    assert made.state == "accepted"


def test_an_overlapping_correction_is_refused_and_both_are_named(article: Article, people: People) -> None:
    first = propose(article, "governer of Zubair", "governor of Zubair", by=people.maker)
    second = propose(article, "of Zubair met", "of az-Zubair met", by=people.maker)
    with transaction(by=people.editor):
        service.accept(first, by=people.editor)
    with pytest.raises(Invalid, match=r"“of Zubair met” overlaps.*“governer of Zubair”"), transaction(by=people.editor):
        service.accept(second, by=people.editor)
    assert second.state == "proposed"


def test_a_correction_that_only_touches_an_accepted_one_is_accepted(article: Article, people: People) -> None:
    first, second = (propose(article, words, "x", by=people.maker) for words in ("governer", " of Zubair"))
    with transaction(by=people.editor):
        service.accept(first, by=people.editor)
        service.accept(second, by=people.editor)
    assert (first.state, second.state) == ("accepted", "accepted")


def test_of_two_overlapping_corrections_accepted_at_the_same_moment_one_is_refused(
    either_app: Flask, article: Article, people: People
) -> None:
    first = propose(article, "governer of Zubair", "governor of Zubair", by=people.maker)
    second = propose(article, "of Zubair met", "of az-Zubair met", by=people.maker)
    second_id, editor_id = second.id, people.editor.id
    outcome: list[str] = []

    def accept_the_other() -> None:
        with either_app.app_context():
            editor, other = db.session.get(User, editor_id), db.session.get(Correction, second_id)
            assert editor is not None and other is not None
            try:
                with transaction(by=editor):
                    service.accept(other, by=editor)
                outcome.append("accepted")
            except WirecheckError as error:
                outcome.append(type(error).__name__)

    racer = threading.Thread(target=accept_the_other)
    with transaction(by=people.editor):
        service.accept(first, by=people.editor)
        db.session.flush()
        racer.start()
        time.sleep(0.3)  # the other one is now waiting, or has already read that nothing overlaps
    racer.join(15)
    assert outcome == ["Invalid"]


def test_who_proposed_it_may_take_it_back(article: Article, people: People) -> None:
    made = propose(article, "governer", "governor", by=people.maker)
    with transaction(by=people.maker):
        service.reject(made, by=people.maker)
    assert (made.state, made.decided_by_id) == ("rejected", people.maker.id)


def test_an_accepted_correction_is_taken_back_by_an_editor_only(article: Article, people: People) -> None:
    with transaction(by=None):
        made = make_correction(article, "governer", "governor", state="accepted")
    for person in (people.maker, people.second):
        with pytest.raises(NotAllowed), transaction(by=person):
            service.reject(made, by=person)
    with transaction(by=people.editor):
        service.reject(made, by=people.editor)
    assert made.state == "rejected"


@pytest.mark.parametrize("state", ["rejected", "superseded"])
def test_what_is_closed_is_neither_accepted_nor_rejected_again(article: Article, people: People, state: str) -> None:
    with transaction(by=None):
        made = make_correction(article, "governer", "governor", state=state)
    for verb in (service.accept, service.reject):
        with pytest.raises(Invalid, match=state), transaction(by=people.editor):
            verb(made, by=people.editor)


def test_a_confirmed_garble_is_corrected_with_its_correction_and_confirmed_again_without(
    article: Article, people: People
) -> None:
    with transaction(by=None):
        garble = make_garble(article, "al-Hasid")
    with transaction(by=people.maker):
        garbles.confirm(garble, reading="al-Hashd", by=people.maker)
    made = propose(article, "al-Hasid", "al-Hashd", by=people.maker, garble=garble)
    with transaction(by=people.editor):
        service.accept(made, by=people.editor)
    assert (garble.state, garble.reading) == ("corrected", "al-Hashd")
    with transaction(by=people.editor):
        service.reject(made, by=people.editor)
    assert (garble.state, garble.reading) == ("confirmed", "al-Hashd")
