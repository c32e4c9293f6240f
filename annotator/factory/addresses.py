"""The addresses of pages that are always the same: those of the masthead, of style sheets and scripts."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from flask import Flask, request, url_for

FIXED = 500  # addresses kept; there are fewer


def register_addresses(app: Flask) -> None:
    """Give templates a `url_for` that makes an address without numbers in it once: each page has two dozen of them, and
    to make them took a tenth of its time."""

    @lru_cache(FIXED)
    def kept(_script_root: str, endpoint: str, values: tuple[tuple[str, str], ...]) -> str:
        return url_for(endpoint, **dict(values))  # type: ignore[arg-type]

    def address(endpoint: str, **values: Any) -> str:
        if not values or endpoint in {"static", "assets.file"}:
            return kept(request.script_root, endpoint, tuple(values.items()))
        return url_for(endpoint, **values)

    app.jinja_env.globals["url_for"] = address
