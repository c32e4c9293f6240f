"""The database: one base for all models, one way to write (`transaction`), history and journal kept by themselves.

    with transaction(by=user):
        claims.reword(claim, wording="…")

Only `transaction` commits. Everything read before it in the same request is read again under the write lock, so a
version check inside it cannot be overtaken.
"""

from .base import AnyJSON, Model, UtcDateTime, now, one_of, uid
from .session import columns_of, db, transaction
from .tracking import Tracked

__all__ = ["AnyJSON", "Model", "Tracked", "UtcDateTime", "columns_of", "db", "now", "one_of", "transaction", "uid"]
