"""Who gets in and how far: sessions by Flask-Security, the log-in throttle, and one check before every request."""

from __future__ import annotations

import datetime as dt
from typing import Any
from urllib.parse import quote, urlsplit

import sqlalchemy as sa
from flask import Flask, current_app, make_response, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_login import user_logged_out
from flask_security import FSQLALiteUserDatastore, Security

from ..accounts import policy, service
from ..accounts.current import person_or_none
from ..accounts.forms import LoginForm
from ..accounts.models import Role, User
from ..accounts.throttle import register_throttle
from ..accounts.tries import SCHEME
from ..db import db, transaction
from .answers import answer

SAFE_METHODS = {"GET", "HEAD", "OPTIONS"}

SETTINGS: dict[str, Any] = {
    # A session ends with the browser, and a day after its cookie was written: Flask refuses one that is older.
    "PERMANENT_SESSION_LIFETIME": dt.timedelta(days=1),
    "SECURITY_PASSWORD_HASH": "argon2",
    "SECURITY_PASSWORD_SCHEMES": ["argon2"],
    # RFC 9106, section 4, second choice: 64 MiB, three passes, four lanes; about 0.2 s.
    "SECURITY_PASSWORD_HASH_PASSLIB_OPTIONS": {
        "argon2__memory_cost": 64 * 1024,
        "argon2__time_cost": 3,
        "argon2__parallelism": 4,
    },
    "SECURITY_PASSWORD_SINGLE_HASH": True,  # argon2 salts by itself and needs no HMAC before it
    # One answer for an unknown person, a wrong password and a closed account.
    "SECURITY_RETURN_GENERIC_RESPONSES": True,
    "SECURITY_MSG_GENERIC_AUTHN_FAILED": ("E-mail address and password do not fit together.", "bad"),
    "SECURITY_FLASH_MESSAGES": False,
    "SECURITY_LOGOUT_METHODS": ["POST"],
    "SECURITY_POST_LOGIN_VIEW": "/",
    "SECURITY_POST_LOGOUT_VIEW": "/login",
    "SECURITY_FRESHNESS": dt.timedelta(seconds=-1),  # turns its page /verify off
    "SECURITY_STATIC_FOLDER": None,
    "SECURITY_CACHE_CONTROL": None,  # factory/headers.py says it, for all pages alike
    "SECURITY_JOIN_USER_ROLES": False,  # our roles are no relationship
    "SECURITY_TWO_FACTOR_IMPLEMENTATIONS": {},
    # Its commands commit by themselves and know nothing of the last administrator.
    "SECURITY_CLI_USERS_NAME": None,
    "SECURITY_CLI_ROLES_NAME": None,
    "RATELIMIT_HEADERS_ENABLED": True,  # Retry-After
}


OF_SESSION = sa.select(User).where(User.fs_uniquifier == sa.bindparam("session"))


class Datastore(FSQLALiteUserDatastore):
    """Flask-Security's way to people. What it would commit goes through `transaction`, as everything does."""

    def find_user(self, case_insensitive: bool = False, **wanted: Any) -> User | None:
        """A person by one column. Each request asks for its session's: by a statement that is made once, since to make
        it takes as long as to run it."""
        if set(wanted) == {"fs_uniquifier"}:
            return db.session.scalar(OF_SESSION, {"session": wanted["fs_uniquifier"]})
        found = super().find_user(case_insensitive, **wanted)
        return found if isinstance(found, User) else None

    def commit(self) -> None:
        """Called after a log-in: the password's hash is new when the parameters of argon2 have changed."""
        renewed = [(user.id, user.password) for user in db.session.dirty if isinstance(user, User)]
        db.session.rollback()
        if renewed:
            with transaction(by=None, verb="renew password hash"):
                for user_id, password in renewed:
                    db.session.get_one(User, user_id).password = password


def register_security(app: Flask) -> None:
    """Sessions, log-in and log-out, throttle, templates' `person_or_none` and `may`, the check before each request."""
    app.config.update(SETTINGS)
    app.config["RATELIMIT_STORAGE_URI"] = f"{SCHEME}://{quote(app.config['INSTANCE'])}/tries.db"
    if app.config["TLS"]:
        # The prefix makes browsers refuse a cookie that another host or a page without TLS has set.
        app.config["SESSION_COOKIE_NAME"] = "__Host-session"
    security = Security(app, Datastore(db, User, Role), login_form=LoginForm)
    # A session is the only way in: no token in a header, a query or a JSON body.
    security.login_manager.request_loader(lambda _request: None)
    security.want_json(lambda _request: False)
    # Flask-Principal would load the person for every style sheet; nothing here asks it.
    security.principal.identity_loaders.clear()
    limiter = Limiter(get_remote_address, app=app, enabled=bool(app.config["LOGIN_RATE"]))
    app.extensions["throttle"] = limiter  # its decorators hold it only weakly
    register_throttle(app, limiter)
    user_logged_out.connect(on_log_out, app, weak=False)
    app.before_request(check)
    # Globals, not a context processor: imported macros see them too.
    app.jinja_env.globals.update(person_or_none=person_or_none, may=person_may)


def on_log_out(_app: Flask, user: User) -> None:
    """Sessions live in cookies: one that was copied before would still be good if the person's sessions did not end."""
    if isinstance(user, User):
        with transaction(by=user, verb="log out"):
            service.end_sessions(user)


def person_may(action: str) -> bool:
    """Whether the person who asks may do this kind of thing: for templates."""
    return policy.may(person_or_none(), action)


def check() -> ResponseReturnValue | None:
    """Before every request: the access table decides. None lets it pass; an address without a route stays a 404."""
    if request.method not in SAFE_METHODS and request.headers.get("Sec-Fetch-Site") == "cross-site":
        return answer(403, "This request came from another site.")
    if request.endpoint is None:
        return None
    action = policy.ROUTES.get(request.endpoint)
    if action is None:
        if current_app.debug or current_app.testing:
            raise AssertionError(f"{request.endpoint} is missing from ROUTES in annotator/accounts/policy.py")
        return answer(403)
    if policy.may(None, action) or person_may(action):
        return None
    return answer(403) if person_or_none() else to_log_in()


def to_log_in() -> ResponseReturnValue:
    """The log-in page, and back afterwards. A saving request is not sent there: what was typed would be lost."""
    if request.method not in SAFE_METHODS:
        return answer(403, "You are not logged in. Log in in another tab, then come back and save again.")
    if request.headers.get("HX-Request"):
        here = urlsplit(request.headers.get("HX-Current-URL", ""))
        response = make_response("", 401)
        response.headers["HX-Redirect"] = url_for(
            "security.login", next=here.path + ("?" + here.query) * bool(here.query)
        )
        return response
    return redirect(url_for("security.login", next=request.full_path.rstrip("?")))
