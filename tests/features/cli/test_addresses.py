"""Templates' `url_for` gives what Flask's gives, whatever is asked for."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask, url_for

ASKED: list[tuple[str, dict[str, Any]]] = [
    ("desk.queue", {}),
    ("static", {"filename": "css/site.css"}),
    ("desk.workbench", {"article_id": 7}),
    ("desk.workbench", {"article_id": 0}),
    ("desk.workbench", {"article_id": 7, "claim": 12}),
    ("desk.workbench", {"claim": 12, "article_id": 7}),
    ("desk.workbench", {"article_id": 7, "view": "both", "garble": 3}),
    ("desk.workbench", {"article_id": 7, "claim": 3, "_anchor": "claim-3"}),
    ("desk.workbench", {"article_id": 7, "claim": True}),
    ("desk.text_part", {"article_id": 7, "number": 7}),
    ("desk.articles", {"page": 2, "feed": "{name} & more"}),
    ("desk.articles", {"page": 2}),
]


@pytest.mark.parametrize("root", ["", "/desk"])
def test_it_is_the_same_address_first_and_later(app: Flask, root: str) -> None:
    made = app.jinja_env.globals["url_for"]
    with app.test_request_context("/", environ_overrides={"SCRIPT_NAME": root}):
        for endpoint, values in ASKED * 2:
            assert made(endpoint, **values) == url_for(endpoint, **values), (endpoint, values)  # type: ignore[operator]
