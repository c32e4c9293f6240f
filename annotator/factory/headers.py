"""Security headers of every answer (OWASP ASVS 5.0, V3.4).

No `unsafe-inline`, no `unsafe-eval`: article text is untrusted, and a script that slipped through must not run.
"""

from __future__ import annotations

from flask import Flask, Response, request
from werkzeug.middleware.proxy_fix import ProxyFix

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",  # Bootstrap's style sheet carries its small pictures as data: addresses
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "object-src 'none'",
        "frame-ancestors 'none'",
    )
)

HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


def register_headers(app: Flask) -> None:
    if app.config["BEHIND_PROXY"]:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=1, x_proto=1, x_host=1)  # type: ignore[method-assign]

    always = HEADERS | ({"Strict-Transport-Security": "max-age=31536000"} if app.config["TLS"] else {})

    @app.after_request
    def add_headers(response: Response) -> Response:
        headers = response.headers
        # Looked through once: to set a default looks through all of them, for each name.
        there = {name.lower() for name in headers.keys()}  # noqa: SIM118  (to iterate gives pairs)
        for name, value in always.items():
            if name.lower() not in there:
                headers.add(name, value)
        # A signed-in page must not come out of a cache after log-out.
        if request.endpoint != "static" and "cache-control" not in there:
            headers.add("Cache-Control", "no-store")
        return response
