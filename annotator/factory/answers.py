"""How errors are answered: each in the page's own frame, in words, with what to do next."""

from __future__ import annotations

from flask import Flask, Request, Response, make_response, render_template, request
from flask.typing import ResponseReturnValue
from flask_limiter import RateLimitExceeded
from flask_wtf.csrf import CSRFError, generate_csrf
from sqlalchemy.exc import DataError, OperationalError, SQLAlchemyError
from werkzeug.exceptions import HTTPException

from ..accounts.current import person_or_none
from ..db import db
from ..desk.bench.conflicts import plain_conflict
from ..errors import Invalid, NotAllowed, NotFound, Stale, TooLarge, WirecheckError
from ..text.characters import shown

STATUS = {Invalid: 422, NotAllowed: 403, NotFound: 404, Stale: 409, TooLarge: 413}
# What happened, in words, and what to do next.
WORDS = {
    400: ("The request could not be understood.", "Go back, reload the page and try again."),
    403: ("Your role does not allow this.", "An administrator of this desk can change your role."),
    404: ("There is nothing here, or it is not open to you.", "Check the address, or search for what you wanted."),
    405: ("This address does not take that kind of request.", "Go back and use the buttons of the page."),
    409: ("Somebody else saved this in between.", "Nothing of yours is saved yet. Go back, reload, and save again."),
    413: ("That is larger than this desk takes.", "Split it, or ask an administrator to raise the limit."),
    422: ("Something in what was sent cannot be taken.", "Go back; what you typed is still there."),
    429: ("Too many tries.", "Wait a minute, then try again."),
    500: ("Something went wrong on our side.", "It was written to the log. What was saved before is safe."),
    503: ("The desk is busy. Nothing was saved.", "Try again in a moment."),
}
HEADINGS = {
    403: "Not allowed",
    404: "Not found",
    409: "Changed in between",
    413: "Too large",
    422: "Cannot be taken",
    429: "Too many tries",
    500: "Something went wrong",
    503: "Busy",
}


def answer(status: int, message: str | None = None, next_step: str | None = None, **more: object) -> Response:
    """An error as a page, or as a short part where htmx asked for a part.

    A message of one's own says itself what to do; `next_step` adds to it.
    """
    words, step = WORDS.get(status, WORDS[400] if status < 500 else WORDS[500])
    values = {
        "status": status,
        "heading": HEADINGS.get(status, "That did not work"),
        "message": message or words,
        "next_step": next_step or (None if message else step),
        **more,
    }
    if request.headers.get("HX-Request"):
        part = make_response(render_template("errors/part.html", **values), status)
        # Shown above the page's content, whatever part was asked for: what was typed there stays.
        part.headers.update({"HX-Retarget": "#trouble", "HX-Reswap": "innerHTML", "HX-Reselect": "unset"})
        return part
    try:
        return make_response(render_template("errors/page.html", **values), status)
    except SQLAlchemyError:
        # The page's frame asks who is logged in; without a database it cannot.
        return make_response(render_template("errors/part.html", **values), status)


def register_answers(app: Flask) -> None:
    register_old_pages(app)

    @app.errorhandler(WirecheckError)
    def on_own(error: WirecheckError) -> ResponseReturnValue:
        status = next((code for kind, code in STATUS.items() if isinstance(error, kind)), 400)
        if isinstance(error, Stale):
            return on_stale(error)
        return answer(status, shown(str(error)))

    def on_stale(error: Stale) -> Response:
        return answer(
            409,
            str(error),
            WORDS[409][1] if not (error.theirs or error.mine) else None,
            conflict=plain_conflict(error),
        )

    @app.errorhandler(RateLimitExceeded)
    def on_limit(_error: RateLimitExceeded) -> ResponseReturnValue:
        if request.endpoint == "saved.feed":
            return answer(429)
        return answer(429, "Too many tries to log in.", "Wait a little, then try again. Your account is not changed.")

    @app.errorhandler(HTTPException)
    def on_http(error: HTTPException) -> ResponseReturnValue:
        if error.code is None or error.code < 400:
            return error
        if error.code >= 500:
            db.session.rollback()
        response = answer(error.code)
        # When to come back (Retry-After), what else the address takes (Allow).
        response.headers.update([pair for pair in error.get_headers() if pair[0] != "Content-Type"])
        return response

    @app.errorhandler(OverflowError)
    @app.errorhandler(DataError)
    def on_unstorable(error: Exception) -> ResponseReturnValue:
        # An address with a number that no column holds (SQLite's driver, PostgreSQL itself), or a NUL on PostgreSQL.
        app.logger.warning("refused by the database: %s", error)
        return answer(404 if request.method == "GET" else 422)

    @app.errorhandler(OperationalError)
    def on_database(error: OperationalError) -> ResponseReturnValue:
        app.logger.error("database: %s", error.orig)
        response = answer(503)
        response.headers["Retry-After"] = "5"
        return response


def not_theirs(asked: Request) -> bool:
    """Whether this comes from a page that was drawn for another person than the one who is logged in now."""
    drawn_for, user = asked.headers.get("X-Person"), person_or_none()
    return bool(drawn_for) and user is not None and drawn_for != str(user.id)


def other_person() -> Response:
    """What one person typed is not saved in the name of another who logged in meanwhile."""
    return answer(
        403, "This page was opened by somebody else, who is logged out.", "Reload it to work in your own name."
    )


def register_old_pages(app: Flask) -> None:
    """A page that was open while its session ended: nothing typed on it is lost, and it can go on."""

    @app.after_request
    def keep_address(response: Response) -> Response:
        # The browser's address stays that of the page: one that only takes a save cannot be reloaded.
        if response.status_code >= 400 and request.headers.get("HX-Request"):
            response.headers["HX-Push-Url"] = "false"
        if 300 <= response.status_code < 400 and request.headers.get("X-Whole-Page"):
            # A form of a page that is left once it is saved: the browser goes on itself, and sees what is told there.
            response = make_response("", 204, {"HX-Redirect": response.headers["Location"]})
        return response

    @app.errorhandler(CSRFError)
    def on_csrf(_error: CSRFError) -> ResponseReturnValue:
        # What was typed stays on the page it was typed on: the browser keeps a draft until the server has it.
        if not request.headers.get("HX-Request"):
            return answer(400, "This page is older than your session.", "Go back, reload it, and save again.")
        if person_or_none() is None:
            part = answer(401, "You are logged out.", "Log in, then save again: what you typed is kept.")
        elif not_theirs(request):
            return other_person()
        else:
            part = answer(400, "This page was older than your session. It is not any more.", "Save again.")
        # The page goes on with this token (static/js/site.js). Other sites cannot read the header.
        part.headers["X-CSRFToken"] = generate_csrf()
        return part
