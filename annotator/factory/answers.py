"""How errors are answered: each in the page's own frame, in words, with what to do next."""

from __future__ import annotations

from flask import Flask, Response, make_response, render_template, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException

from ..errors import Invalid, NotAllowed, NotFound, Stale, TooLarge, WirecheckError

STATUS = {Invalid: 422, NotAllowed: 403, NotFound: 404, Stale: 409, TooLarge: 413}
WORDS = {
    400: "The request could not be understood.",
    403: "Your role does not allow this.",
    404: "There is nothing here, or it is not open to you.",
    405: "This address does not take that kind of request.",
    409: "Somebody else saved this in between.",
    413: "That is larger than this desk takes.",
    422: "Something in what was sent cannot be taken.",
    429: "Too many tries. Wait a minute, then try again.",
    503: "The database is busy. Nothing was saved; try again in a moment.",
}


def answer(status: int, message: str | None = None, **more: object) -> Response:
    """An error as a page, or as a short part where htmx asked for a part."""
    template = "errors/part.html" if request.headers.get("HX-Request") else "errors/page.html"
    text = message or WORDS.get(status, "Something went wrong on our side. It was written to the log.")
    return make_response(render_template(template, status=status, message=text, **more), status)


def register_answers(app: Flask) -> None:
    @app.errorhandler(WirecheckError)
    def on_own(error: WirecheckError) -> ResponseReturnValue:
        status = next((code for kind, code in STATUS.items() if isinstance(error, kind)), 400)
        if isinstance(error, Stale):
            return answer(status, str(error), theirs=error.theirs, mine=error.mine)
        return answer(status, str(error))

    @app.errorhandler(CSRFError)
    def on_csrf(_error: CSRFError) -> ResponseReturnValue:
        # What was typed stays on the page it was typed on: the browser keeps a draft until the server has it.
        return answer(400, "This page is older than your session. Go back, reload it, and save again.")

    @app.errorhandler(HTTPException)
    def on_http(error: HTTPException) -> ResponseReturnValue:
        if error.code is None or error.code < 400:
            return error
        return answer(error.code)

    @app.errorhandler(OperationalError)
    def on_database(error: OperationalError) -> ResponseReturnValue:
        app.logger.error("database: %s", error.orig)
        response = answer(503)
        response.headers["Retry-After"] = "5"
        return response
