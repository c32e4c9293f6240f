"""What is indexed: from the database's rows to flat documents, in batches, a fixed number of statements a batch.

| kind | object types | text | right (the right name behind a wrong one) | about |
|---|---|---|---|---|
| article | article | the current version | readings of its garbles | outlet, byline, translator, address |
| claim | claim | quote, wording | readings of garbles that it overlaps | passages of its evidence |
| garble | garble | quote | its readings: suggested and confirmed | a person's reason |
| correction | correction | quote, replacement | | reason |
| note | assessment | note | | |
| comment | comment | text | | |
| source | source | note | | publisher, origin, address |

Properties, which fields of the query language ask for, are told in `making.py`, one function a kind.
"""

from .document import Document, Reference, Viewer, readings, right_names, seen_by, viewer
from .making import only
from .references import BATCH, MODELS, Half, count, documents, everything, middles

__all__ = [
    "BATCH", "MODELS", "Document", "Half", "Reference", "Viewer", "count", "documents", "everything", "middles", "only",
    "readings", "right_names", "seen_by", "viewer",
]  # fmt: skip
