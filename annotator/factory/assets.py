"""Front-end files of npm packages (package-lock.json), served from node_modules by name: only these, nothing else."""

from __future__ import annotations

from flask import Blueprint, Flask, abort, send_from_directory
from werkzeug.wrappers import Response

from ..config import ROOT

FILES = {"htmx.js": "htmx.org/dist/htmx.min.js"}

pages = Blueprint("assets", __name__)


@pages.get("/assets/<name>")
def file(name: str) -> Response:
    path = FILES.get(name)
    if path is None:
        abort(404)
    return send_from_directory(ROOT / "node_modules", path, max_age=3600)


def register(app: Flask) -> None:
    app.register_blueprint(pages)
