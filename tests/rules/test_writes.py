"""Rows are written one by one, through the session: a bulk write passes by versions, history and the journal."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from tests.support.tree import files, name, read

BULK = {"update", "delete"}
SQL = re.compile(r"\s*(UPDATE\s+\S+\s+SET\b|DELETE\s+FROM\b)", re.IGNORECASE)
# Module: why its bulk writes pass by nothing that counts. annotator/db is where the journal itself is kept.
EXCEPTIONS: dict[str, str] = {
    "annotator/contradictions/keeping.py": "marks to look up by, reckoned from the claims: no history, no version",
    "annotator/reviews/comments/service.py": "what a person has seen: no history, no version",
    "annotator/search/saved/service.py": "how far an owner has seen the hits of a search: no history, no version",
    "annotator/accounts/tries.py": "a file of its own beside the database: counts of tries to log in, without history",
    "annotator/search/engines/postgres/store.py": "the index's own tables: a copy, without history",
    "annotator/relays/service.py": "signatures, reckoned from a text: no history, no version",
    "annotator/sightings/finding/keyed.py": "keys reckoned from the claims: no history, no version",
    "annotator/sightings/finding/noticing.py": "the same",
    "annotator/sightings/finding/keeping.py": "suggestions, which no history tells; what is decided is not among them",
    "annotator/db/journal.py": "old journal entries: they have no history and no version",
}


def bulk_writes(source: str) -> Iterator[str]:
    """Uses of SQLAlchemy's `update`/`delete` constructs, of `query(…).update()`, and of SQL text that does the same."""
    tree = ast.parse(source)
    sqlalchemy_names = {"sqlalchemy"}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            sqlalchemy_names |= {a.asname or a.name for a in node.names if a.name.split(".")[0] == "sqlalchemy"}
        elif isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "sqlalchemy":
            yield from (f"{node.lineno}: import of {a.name}" for a in node.names if a.name in BULK)
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in BULK:
            target = node.func.value
            if (isinstance(target, ast.Name) and target.id in sqlalchemy_names) or _is_query(target):
                yield f"{node.lineno}: {ast.unparse(node.func)}"
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and SQL.match(node.value):
            yield f"{node.lineno}: {node.value.strip()[:40]}"


def _is_query(node: ast.expr) -> bool:
    """True for `….query(…)` and what is chained to it: `.filter(…)`, `.where(…)`."""
    while isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        if node.func.attr == "query":
            return True
        node = node.func.value
    return False


def test_no_bulk_write_outside_the_database_package() -> None:
    found = [
        f"{name(path)}:{write}"
        for path in files("py", under="annotator")
        if not name(path).startswith("annotator/db/") and name(path) not in EXCEPTIONS
        for write in bulk_writes(read(path))
    ]
    assert not found, found


def test_each_exception_is_still_needed() -> None:
    written = {name(path) for path in files("py", under="annotator") if list(bulk_writes(read(path)))}
    assert not set(EXCEPTIONS) - written


def test_the_rule_finds_bulk_writes() -> None:
    assert list(bulk_writes("from sqlalchemy import update"))
    assert list(bulk_writes("import sqlalchemy as sa\nsession.execute(sa.delete(Claim))"))
    assert list(bulk_writes("session.query(Claim).filter(x).update({})"))
    assert list(bulk_writes("text('UPDATE claims SET wording = NULL')"))


def test_the_rule_lets_ordinary_methods_pass() -> None:
    assert not list(bulk_writes("from sqlalchemy import select\nseen.update(more)\nsession.delete(claim)\n"))
    assert not list(bulk_writes('"""Update the claims of an article."""'))
