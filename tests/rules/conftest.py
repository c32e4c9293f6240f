"""The rules on routes and pages look at a desk with people and things on it."""

from __future__ import annotations

from tests.features.conftest import app, cast, client, instance, migrated, own_app, reused

__all__ = ["app", "cast", "client", "instance", "migrated", "own_app", "reused"]
