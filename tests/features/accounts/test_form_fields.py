"""Fields are bound once and copied for each form: no form may be seen in another."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask, g
from wtforms import StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired

from annotator.accounts.fields import PlainForm, RadioField, SelectField, SelectMultipleField


class Meal(PlainForm):
    name = StringField("Name", [DataRequired("Say what it is.")], render_kw={"class": "wide"})
    size = RadioField("Size", choices=["small", "large"])
    drink = SelectField("Drink", choices=[SelectChoice("", "–"), "tea", "milk"])
    sides = SelectMultipleField("Sides", choices=["bread", "rice"])


@pytest.fixture(autouse=True)
def asked(app: Flask) -> Iterator[None]:
    with app.test_request_context("/", method="POST", data={"name": "Lentils", "size": "large", "sides": ["rice"]}):
        yield


def test_each_form_has_its_own_values_choices_and_errors() -> None:
    first, second = Meal(formdata=None, name="Soup"), Meal(formdata=None)
    first.drink.choices.append("water")
    first.name.errors = ["Cold."]
    first.name.render_kw["class"] = "narrow"
    first.name.validators.append(DataRequired())
    third = Meal(formdata=None)
    for other in (second, third):
        assert other.name.data is None and not other.name.errors
        assert other.drink.choices == [SelectChoice("", "–"), "tea", "milk"]
        assert other.name.render_kw == {"class": "wide"} and len(other.name.validators) == 1


def test_a_field_belongs_to_the_form_it_was_copied_for() -> None:
    first, second = Meal(formdata=None), Meal(formdata=None)
    assert first.size is not second.size
    assert first.size._form is first and second.size._form is second
    assert [option.data for option in second.size] == ["small", "large"]


def test_what_is_not_offered_is_refused_in_words() -> None:
    form = Meal(data={"name": "Soup"}, formdata=None)
    form.size.data, form.drink.data, form.sides.data = "huge", "tea", ["rice", "fish"]
    assert not form.validate()
    assert form.size.errors == ["Not a valid choice."] and not form.drink.errors
    assert form.sides.errors == ["'fish' is not a valid choice for this field."]


def test_what_is_offered_is_taken() -> None:
    form = Meal()
    form.drink.data = ""
    form.validate()
    assert not form.size.errors and not form.sides.errors and not form.drink.errors


def test_a_character_that_cannot_be_kept_is_refused_at_its_field_alone() -> None:
    form = Meal(formdata=None, name="So\x07up")
    form.size.data, form.drink.data = "small", "tea"
    assert not form.validate()
    assert "control character" in form.name.errors[0]
    assert not form.size.errors and not form.sides.errors


def test_the_token_of_a_form_is_drawn_when_it_is_shown() -> None:
    assert "csrf_token" not in g
    form = Meal()
    assert "csrf_token" not in g
    drawn = str(form.csrf_token)
    assert g.csrf_token in drawn
