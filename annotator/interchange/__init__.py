"""The desk's own interchange form: everything of articles, with their history, as lines of JSON; out and in again.

docs/interchange.md has the form. What travels is read from the tables themselves (`fates` says of each one what becomes
of it), so that a new column cannot be forgotten, and a new table fails a test until somebody has decided.
"""

from .report import Conflict, Counts, Refused, Report
from .taking import carry_out, plan
from .writing import write

__all__ = ["Conflict", "Counts", "Refused", "Report", "carry_out", "plan", "write"]
