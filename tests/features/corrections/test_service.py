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
from annotator.corrections.queries import Overlap, before_it, elsewhere_of
from annotator.corrections.service import Words
from annotator.db import db, transaction
from annotator.errors import Invalid, NotAllowed, Stale, WirecheckError
from annotator.garbles import service as garbles
from annotator.sources.models import Source
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
    with pytest.raises(Overlap) as refused:
        propose(article, "of Zubair met", "of az-Zubair met", by=people.second)
    words = str(refused.value)
    assert "“of Zubair met” overlaps the correction of “governer of Zubair”" in words
    assert "by Maha" in words and first.created_at.strftime("%H:%M UTC") in words and refused.value.there == [first]


def both_proposed(article: Article, people: People) -> tuple[Correction, Correction]:
    """Two that overlap, as undo may leave them."""
    with transaction(by=people.maker):
        one = make_correction(article, "governer of Zubair", "governor of Zubair", created_by_id=people.maker.id)
        two = make_correction(article, "of Zubair met", "of az-Zubair met", created_by_id=people.maker.id)
    return one, two


def test_an_overlapping_correction_is_not_accepted_either(article: Article, people: People) -> None:
    first, second = both_proposed(article, people)
    with transaction(by=people.editor):
        service.accept(first, by=people.editor)
    with pytest.raises(Overlap, match=r"“governer of Zubair”.*accepted"), transaction(by=people.editor):
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
    first, second = both_proposed(article, people)
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
    assert outcome == ["Overlap"]


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


# -- evidence


def test_a_correction_has_its_evidence(article: Article, people: People) -> None:
    with transaction(by=None):
        source = Source(title="Council minutes", reliability="A")
        db.session.add(source)
    made = propose(article, "governer", "mayor", by=people.maker, source=source, passage=" the mayor of Zubair ")
    assert (made.source, made.passage) == (source, "the mayor of Zubair")


def test_a_passage_without_its_source_is_refused(article: Article, people: People) -> None:
    with pytest.raises(Invalid) as refused:
        propose(article, "governer", "mayor", by=people.maker, passage="the mayor of Zubair")
    assert refused.value.field == "source"


# -- superseded, never edited


def test_a_changed_correction_is_a_new_one_that_the_old_one_names(article: Article, people: People) -> None:
    old = propose(article, "governer", "governor", by=people.maker)
    with transaction(by=people.second):
        new = service.change(old, Words("mayor", "fact", "He is none."), by=people.second, seen=old.row_version)
    assert (old.state, old.superseded_by_id, old.replacement, old.decided_by_id) == (
        "superseded", new.id, "governor", people.second.id,
    )  # fmt: skip
    assert (new.state, new.replacement, new.kind, new.quote) == ("proposed", "mayor", "fact", "governer")
    assert new.created_by_id == people.second.id
    with transaction(by=people.maker):
        last = service.change(new, Words("prefect", "fact"), by=people.maker)
    rows = [old, new, last]
    assert [row.id for row in before_it(rows)[last.id]] == [new.id, old.id]


def test_an_accepted_correction_is_changed_by_an_editor_and_stays_accepted(article: Article, people: People) -> None:
    with transaction(by=None):
        garble = make_garble(article, "al-Hasid", state="corrected", reading="al-Hashd")
        old = make_correction(article, "al-Hasid", "al-Hashd", state="accepted", garble_id=garble.id)
    with pytest.raises(NotAllowed), transaction(by=people.maker):
        service.change(old, Words("the Hashd"), by=people.maker)
    with transaction(by=people.editor):
        new = service.change(old, Words("the Hashd"), by=people.editor)
    assert (old.state, new.state, new.garble_id, garble.state) == ("superseded", "accepted", garble.id, "corrected")


def test_a_change_made_from_an_older_page_is_refused(article: Article, people: People) -> None:
    old = propose(article, "governer", "governor", by=people.maker)
    seen = old.row_version
    with transaction(by=people.editor):
        service.accept(old, by=people.editor)
    with pytest.raises(Stale), transaction(by=people.editor):
        service.change(old, Words("mayor"), by=people.editor, seen=seen)


def test_a_change_that_changes_nothing_is_refused(article: Article, people: People) -> None:
    old = propose(article, "governer", "governor", by=people.maker, reason="spelling")
    with pytest.raises(Invalid, match="Nothing was changed"), transaction(by=people.maker):
        service.change(old, Words("governor", reason="spelling"), by=people.maker)


# -- merged


def test_two_that_overlap_are_merged_into_one_over_the_joint_words(article: Article, people: People) -> None:
    with transaction(by=None):
        garble = make_garble(article, "Zubair met", state="confirmed", reading="az-Zubair met")
    first = propose(article, "governer of Zubair", "governor of Zubair", by=people.maker)
    with transaction(by=people.maker):
        second = make_correction(article, "of Zubair met", "of az-Zubair met", garble_id=garble.id)
    words = Words("governor of az-Zubair met")
    with transaction(by=people.second):
        made = service.merge(article.current, [first, second], second.span, words, by=people.second)
    assert (made.quote, made.state, made.garble_id) == ("governer of Zubair met", "proposed", garble.id)
    assert {(row.state, row.superseded_by_id) for row in (first, second)} == {("superseded", made.id)}
    with transaction(by=people.editor):
        service.accept(made, by=people.editor)
    assert garble.state == "corrected"


def test_a_correction_is_merged_with_words_that_were_not_proposed_yet(article: Article, people: People) -> None:
    first = propose(article, "governer of Zubair", "governor of Zubair", by=people.maker)
    span = span_of(article, "of Zubair met")
    with transaction(by=people.second):
        made = service.merge(article.current, [first], span, Words("governor of az-Zubair met"), by=people.second)
    assert made.quote == "governer of Zubair met" and first.state == "superseded"


def test_a_merge_that_reaches_over_a_third_one_is_refused(article: Article, people: People) -> None:
    first = propose(article, "governer", "governor", by=people.maker)
    propose(article, "Zubair", "az-Zubair", by=people.maker)
    with pytest.raises(Overlap, match="“Zubair”"), transaction(by=people.second):
        service.merge(article.current, [first], span_of(article, "met"), Words("governor met"), by=people.second)


def test_what_was_decided_meanwhile_is_not_merged(article: Article, people: People) -> None:
    with transaction(by=None):
        gone = make_correction(article, "governer", "governor", state="rejected")
    with pytest.raises(Invalid, match="“governer” is rejected by now"), transaction(by=people.second):
        service.merge(article.current, [gone], gone.span, Words("mayor"), by=people.second)


# -- all of one garble, and the same words elsewhere

TWICE = "Al-Hasid spoke for 300 guards. The 300 guards of al-Hasid left, said al-Hasyd. 300 men came."


def test_all_corrections_of_one_garble_are_proposed_and_accepted_together(either_app: Flask, people: People) -> None:
    with transaction(by=None):
        article = make_article(TWICE)
        one, two = (
            make_garble(article, words, state="confirmed", reading="al-Hashd") for words in ("Al-Hasid", "al-Hasid")
        )
        make_garble(article, "al-Hasyd", state="suspected")
    with transaction(by=people.maker):
        made = service.propose_all(one, kind="translation", reason="a name", by=people.maker)
    assert [(row.garble_id, row.replacement) for row in made] == [(one.id, "al-Hashd"), (two.id, "al-Hashd")]
    with transaction(by=people.editor):
        service.accept_all(made[1], by=people.editor)
    assert [row.state for row in made] == ["accepted", "accepted"]
    assert [garble.state for garble in (one, two)] == ["corrected", "corrected"]


def test_all_corrections_of_one_garble_are_rejected_together(either_app: Flask, people: People) -> None:
    with transaction(by=None):
        article = make_article(TWICE)
        one = make_garble(article, "Al-Hasid", state="confirmed", reading="al-Hashd")
        make_garble(article, "al-Hasid", state="confirmed", reading="al-Hashd")
    with transaction(by=people.maker):
        made = service.propose_all(one, kind="translation", reason="", by=people.maker)
        apart = service.propose(
            article.current, span_of(article, "guards"), replacement="men", kind="fact", by=people.maker
        )
    with transaction(by=people.editor):
        service.reject_all(made[0], by=people.editor)
    assert [row.state for row in (*made, apart)] == ["rejected", "rejected", "proposed"]


def test_the_other_places_of_a_number_are_corrected_in_one_go(either_app: Flask, people: People) -> None:
    with transaction(by=None):
        article = make_article(TWICE)
    made = propose(article, "300 guards", "30 guards", by=people.maker, reason="a zero too many")
    offered = elsewhere_of(made, TWICE, [made])
    assert [(each.words, each.sure) for each in offered] == [("300", True), ("300", False)]
    with transaction(by=people.maker):
        also = service.correct_also(made, [offered[0].value], by=people.maker)
    assert [(row.quote, row.replacement, row.state, row.reason) for row in also] == [
        ("300", "30", "proposed", "a zero too many")
    ]
    assert [each.sure for each in elsewhere_of(made, TWICE, [made, *also])] == [False]


def test_other_places_are_accepted_where_the_correction_is_and_an_editor_does_it(
    either_app: Flask, people: People
) -> None:
    with transaction(by=None):
        article = make_article(TWICE)
        made = make_correction(article, "300 guards", "30 guards", state="accepted")
    place = elsewhere_of(made, TWICE, [made])[0].value
    with transaction(by=people.editor):
        (row,) = service.correct_also(made, [place], by=people.editor)
    assert row.state == "accepted"


@pytest.mark.parametrize("places", [[], ["0-3"], ["x"], ["1-2-3"]])
def test_a_place_without_the_old_words_is_refused(either_app: Flask, people: People, places: list[str]) -> None:
    with transaction(by=None):
        article = make_article(TWICE)
    made = propose(article, "300 guards", "30 guards", by=people.maker)
    with pytest.raises(Invalid), transaction(by=people.maker):
        service.correct_also(made, places, by=people.maker)
    assert db.session.query(Correction).count() == 1
