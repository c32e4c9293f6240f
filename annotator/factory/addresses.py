"""The addresses of pages that are always the same: those of the masthead, of style sheets and scripts."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from flask import Flask, request, url_for

FIXED = 500  # addresses kept; there are fewer
# No number of a row: stands for one while an address is made that is to be filled in.
BLANK = 7_000_000_000_000_000


def register_addresses(app: Flask) -> None:
    """Give templates a `url_for` that makes each address once: those without numbers in them as they are, those with
    numbers (of an article, a claim) as a form to be filled in. Each page has four dozen of them, and to make them took
    a fifth of its time."""

    @lru_cache(FIXED)
    def kept(_script_root: str, endpoint: str, values: tuple[tuple[str, str], ...]) -> str:
        return url_for(endpoint, **dict(values))  # type: ignore[arg-type]

    @lru_cache(FIXED)
    def form(_script_root: str, endpoint: str, names: tuple[str, ...]) -> str | None:
        """The address with places for these numbers, by their names; None where it cannot be filled in."""
        blanks = {name: BLANK + at for at, name in enumerate(names)}
        made = url_for(endpoint, **blanks)  # type: ignore[arg-type]
        if "{" in made or any(made.count(str(blank)) != 1 for blank in blanks.values()):
            return None
        for name, blank in blanks.items():
            made = made.replace(str(blank), f"{{{name}}}")
        return made

    def address(endpoint: str, **values: Any) -> str:
        if not values or endpoint in {"static", "assets.file"}:
            return kept(request.script_root, endpoint, tuple(values.items()))
        # Other words than numbers may have to be quoted, and a truth is written as one.
        if not endpoint.startswith(".") and all(type(value) is int and value >= 0 for value in values.values()):
            made = form(request.script_root, endpoint, tuple(values))
            if made is not None:
                return made.format_map(values)
        return url_for(endpoint, **values)

    app.jinja_env.globals["url_for"] = address
