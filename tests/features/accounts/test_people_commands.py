"""`flask --app app people …`, for the one who runs the desk."""

from __future__ import annotations

from click.testing import Result
from flask import Flask

from annotator.accounts import service
from annotator.db import db
from tests.support.cast import Cast
from tests.support.entrance import give_password


def run(app: Flask, *arguments: str) -> Result:
    db.session.rollback()
    result = app.test_cli_runner().invoke(args=["people", *arguments])
    db.session.rollback()
    return result


def token_of(result: Result) -> str:
    assert result.exit_code == 0
    address, _, token = result.output.strip().rpartition("/")
    assert address == "http://127.0.0.1:5000/invitation"
    return token


def test_everybody_is_listed(app: Flask, cast: Cast) -> None:
    lines = [line.split("\t") for line in run(app, "list").output.splitlines()]
    assert [line[0] for line in lines] == ["Adam", "Cora", "Edda", "Rana", "Ravi"]
    assert lines[0][1:4] == ["adam@example.org", "administrator", "cannot log in"]


def test_an_invitation_is_a_link_of_its_role(app: Flask, cast: Cast) -> None:
    result = run(app, "invite", "--role", "editor", "--note", "Layla")
    assert service.load_invitation(token_of(result)).role == "editor"


def test_an_unknown_role_is_refused(app: Flask) -> None:
    assert run(app, "invite", "--role", "owner").exit_code == 2


def test_somebody_is_shut_out_by_name_or_address(app: Flask, open_cast: Cast) -> None:
    assert run(app, "deactivate", "Ravi").exit_code == 0
    assert run(app, "deactivate", "rana@example.org").exit_code == 0
    assert not open_cast.reviewer.active
    assert not open_cast.reader.active


def test_the_last_administrator_and_strangers_are_one_line_and_exit_code_one(app: Flask, open_cast: Cast) -> None:
    for name, words in (("Adam", service.LAST_ADMINISTRATOR), ("Nobody", "There is nobody called 'Nobody'")):
        result = run(app, "deactivate", name)
        assert result.exit_code == 1
        assert words in result.output
    assert open_cast.administrator.active


def test_the_setup_link_is_there_until_there_is_an_administrator(app: Flask, cast: Cast) -> None:
    token = token_of(run(app, "setup-link"))
    assert service.load_invitation(token).first
    give_password(cast.administrator)
    result = run(app, "setup-link")
    assert result.exit_code == 1
    assert "There is an administrator" in result.output
