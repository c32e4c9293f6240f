"""Run by Alembic. Needs a connection: annotator/db/schema.py gives one."""

from __future__ import annotations

from typing import Any, Literal

from alembic import context

from annotator.db import Model, UtcDateTime


def render(kind: str, item: Any, _context: Any) -> str | Literal[False]:
    """A migration keeps standing when our own types change: it names plain ones."""
    if kind == "type" and isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    return False


connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=Model.metadata,
    render_item=render,
)
with context.begin_transaction():
    context.run_migrations()
