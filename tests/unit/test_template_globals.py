"""What all templates know is looked up in one step, and is still what the application says now."""

from __future__ import annotations

from flask import Flask
from jinja2 import DictLoader

from annotator.factory.templates import DeskEnvironment


def test_macros_know_what_the_application_says_after_they_were_imported_first() -> None:
    app = Flask("desk")
    app.jinja_environment = DeskEnvironment
    pieces = {
        "macros.html": "{% macro who() %}{{ reader }}{% endmacro %}",
        "page.html": '{% from "macros.html" import who %}{{ who() }} {{ own }}',
    }
    app.jinja_env.loader = DictLoader(pieces)
    app.jinja_env.globals["reader"] = "Rita"
    template = app.jinja_env.get_template("page.html", globals={"own": "here"})
    assert template.render() == "Rita here"
    app.jinja_env.globals["reader"] = "Ravi"
    assert template.render() == "Ravi here"
    assert "own" not in app.jinja_env.globals
    known = template.globals
    assert "own" in known and "reader" in known and "nobody" not in known
