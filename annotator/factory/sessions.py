"""Sessions in signed cookies, as Flask has them; a cookie that comes again is not verified again."""

from __future__ import annotations

import time
from collections.abc import Mapping
from copy import deepcopy
from functools import lru_cache
from typing import Any, Final

from flask import Flask, Request
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface
from itsdangerous import BadSignature, URLSafeTimedSerializer

REMEMBERED: Final = 512  # cookies, of at most 4 KB each
UNCHANGING: Final = (str, int, float, bool, type(None))


class KeptSessions(SecureCookieSessionInterface):
    """The same bytes bear the same signature: what is left to look at is their age. A browser sends its cookie with
    each of its requests."""

    def __init__(self) -> None:
        self.verified = lru_cache(maxsize=REMEMBERED)(self.verify)  # what is refused is not remembered: it raises
        self.signers: dict[str, URLSafeTimedSerializer] = {}

    def get_signing_serializer(self, app: Flask) -> URLSafeTimedSerializer | None:
        """Made once for each secret: its keys are derived anew for every value all the same."""
        secret = str(app.secret_key)
        if secret not in self.signers:
            made = super().get_signing_serializer(app)
            if made is None:
                return None
            self.signers = {secret: made}
        return self.signers[secret]

    def verify(self, signer: URLSafeTimedSerializer, cookie: str) -> tuple[Mapping[str, Any], float]:
        """What a cookie holds, and when it was signed (seconds of the epoch). Raises BadSignature."""
        held, at = signer.loads(cookie, return_timestamp=True)
        return held, at.timestamp()

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        signer = self.get_signing_serializer(app)
        cookie = request.cookies.get(self.get_cookie_name(app))
        if signer is None or not cookie:
            return super().open_session(app, request)
        try:
            held, signed = self.verified(signer, cookie)
        except BadSignature:
            return self.session_class()
        if not 0 <= int(time.time()) - signed <= app.permanent_session_lifetime.total_seconds():
            return self.session_class()
        # What may be changed in place is this request's own.
        own = {name: value if isinstance(value, UNCHANGING) else deepcopy(value) for name, value in held.items()}
        return self.session_class(own)
