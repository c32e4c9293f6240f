"""The commands under `flask --app app`."""

from __future__ import annotations

from flask import Flask


def register_commands(app: Flask) -> None:
    """Give the app its commands."""
