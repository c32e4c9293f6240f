"""Makes the application: settings in, a Flask app with everything registered out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from flask import Flask


def create_app(overrides: Mapping[str, Any] | None = None) -> Flask:
    """`application.create_app`. Loaded when it is called: a process that shows no pages (`finder`) has half of it."""
    from .application import create_app as make

    return make(overrides)


__all__ = ["create_app"]
