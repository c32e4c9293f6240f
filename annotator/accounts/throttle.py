"""How often a password may be tried: per address and per account, so that many of either do not help.

A browser that has logged in to an account before is counted by itself (OWASP's device cookies): somebody who guesses at
an account shuts out strangers, never the browsers its owner uses; nor do guesses from an office's one address shut out
those who work there.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable
from functools import wraps
from threading import BoundedSemaphore
from typing import Any

from flask import Flask, Response, after_this_request, current_app, request
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_security.signals import user_authenticated
from itsdangerous import BadSignature, URLSafeTimedSerializer
from werkzeug.exceptions import ServiceUnavailable

from .models import User

COOKIE = "known_device"
COOKIE_SECONDS = 180 * 24 * 3600
# A hash takes 64 MiB: a flood of log-ins must not take the memory of the machine.
HASHES = BoundedSemaphore(4)
HASH_WAIT_SECONDS = 5


def register_throttle(app: Flask, limiter: Limiter) -> None:
    """Count the tries at the log-in page; mark browsers that got in."""
    app.view_functions["security.login"] = few_at_once(app.view_functions["security.login"])
    for key in (address_key, account_key):
        limit = limiter.limit(lambda: app.config["LOGIN_RATE"], key_func=key, methods=["POST"])
        app.view_functions["security.login"] = limit(app.view_functions["security.login"])  # type: ignore[assignment]

    @user_authenticated.connect_via(app)
    def remember_device(_sender: Flask, user: User, **_more: object) -> None:
        mark = signer().dumps([account_mark(user.email or ""), secrets.token_hex(8)])

        @after_this_request
        def set_cookie(response: Response) -> Response:
            response.set_cookie(
                COOKIE,
                mark,
                max_age=COOKIE_SECONDS,
                path="/login",
                secure=app.config["TLS"],
                httponly=True,
                samesite="Lax",
            )
            return response


def few_at_once(view: Callable[..., Any]) -> Callable[..., Any]:
    """Let four tries be hashed at a time; who waits too long gets a 503."""

    @wraps(view)
    def guarded(*arguments: Any, **more: Any) -> Any:
        if request.method != "POST":
            return view(*arguments, **more)
        if not HASHES.acquire(timeout=HASH_WAIT_SECONDS):
            raise ServiceUnavailable(retry_after=HASH_WAIT_SECONDS)
        try:
            return view(*arguments, **more)
        finally:
            HASHES.release()

    return guarded


def signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.config["SECRET_KEY"], salt="known-device")


def account_mark(email: str) -> str:
    return hashlib.sha256(email.strip().lower().encode()).hexdigest()[:32]


def account_tried() -> str:
    return account_mark(request.form.get("email", ""))


def known_device() -> str | None:
    """This browser's mark when it has logged in to the account that is tried, else None."""
    try:
        account, device = signer().loads(request.cookies.get(COOKIE, ""), max_age=COOKIE_SECONDS)
    except (BadSignature, ValueError):
        return None
    return f"device:{device}" if account == account_tried() else None


def address_key() -> str:
    return known_device() or f"address:{get_remote_address()}"


def account_key() -> str:
    return known_device() or f"account:{account_tried()}"
