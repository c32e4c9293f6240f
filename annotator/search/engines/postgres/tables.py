"""The index's tables: a schema of the database that the engine makes by itself and that may be dropped at any time.

| table | a row is | |
|---|---|---|
| documents | a document | words with positions (title A, text B, right name C, about D), traits, what to sort by |
| chunks | a stretch of a long text | a tsvector counts 16,383 positions, and 255 of a word: for phrases |
| quantities | a number of a document | |
| traits | a property with one value | and how many documents have it |
| profiles | traits that occur together | of the article (place) or its own: counted instead of the documents |
| vocabulary | a word | and how many documents have it |
| postings | a word, a word in titles, or two common words in a row | and which documents have it (postings.py) |
| common | a common word | those whose pairs are told in postings |
| gone | a document that is no more | and in which change it went: who has it in memory reads so that it is gone |
| state | the one row | generation, mark, changes so far, last number given, how far postings tell, how far a build is |
"""

from __future__ import annotations

import hashlib
from typing import Final

from ..engine import FACETS

# Not merely "search": what is called so in somebody's database may be theirs, and ours is dropped without asking.
SCHEMA_NAME: Final = "wirecheck_search"
BUILDING: Final = f"{SCHEMA_NAME}_building"
OLD: Final = f"{SCHEMA_NAME}_old"

# What a common word needs of tens of thousands of rows stands first in a row: all behind it need not be looked at.
TABLES: Final = {
    "documents": """
        number integer NOT NULL, place integer NOT NULL, own integer NOT NULL, seen integer NOT NULL,
        length integer NOT NULL, spoken boolean NOT NULL, article integer, date integer, worth smallint,
        confidence smallint, open_to integer[], title tsvector, traits integer[] NOT NULL, key text NOT NULL,
        digest text NOT NULL, words tsvector NOT NULL""",
    "chunks": "document integer NOT NULL, words tsvector NOT NULL",
    "quantities": "document integer NOT NULL, value bigint NOT NULL",
    "traits": 'id integer NOT NULL, name text NOT NULL, value text NOT NULL COLLATE "C", ndoc integer NOT NULL',
    "profiles": "id integer NOT NULL, name text NOT NULL, traits integer[] NOT NULL",
    "vocabulary": 'id bigint NOT NULL, word text NOT NULL COLLATE "C", ndoc integer NOT NULL',
    "postings": 'kind smallint NOT NULL, word text NOT NULL COLLATE "C", documents bytea NOT NULL',
    "common": "word text NOT NULL",
    "gone": "change bigint NOT NULL, number integer NOT NULL",
    "state": """
        generation text NOT NULL, seq bigint NOT NULL, xid bigint NOT NULL, at text NOT NULL,
        changes bigint NOT NULL DEFAULT 0, numbered integer NOT NULL DEFAULT 0, posted integer NOT NULL DEFAULT 0,
        paired integer NOT NULL DEFAULT 0, paired_to integer NOT NULL DEFAULT 0,
        wanted boolean NOT NULL DEFAULT false, done integer NOT NULL DEFAULT 0, total integer NOT NULL DEFAULT 0""",
}  # fmt: skip
# Made when the rows are there: that takes a third of the time. fastupdate would leave a list to be searched through.
INDEXES: Final = (
    "ALTER TABLE {s}.documents ADD PRIMARY KEY (number)",
    "ALTER TABLE {s}.documents ADD UNIQUE (key)",
    "CREATE INDEX ON {s}.documents USING gin (words) WITH (fastupdate = off)",
    "CREATE INDEX ON {s}.documents USING gin (traits) WITH (fastupdate = off)",
    "CREATE INDEX ON {s}.documents (article)",
    "CREATE INDEX ON {s}.documents (number) WHERE open_to IS NOT NULL",
    "CREATE INDEX ON {s}.chunks (document)",
    "CREATE INDEX ON {s}.chunks USING gin (words) WITH (fastupdate = off)",
    "CREATE INDEX ON {s}.quantities (document)",
    "CREATE INDEX ON {s}.quantities (value)",
    "ALTER TABLE {s}.traits ADD PRIMARY KEY (id)",
    "CREATE UNIQUE INDEX ON {s}.traits (name, md5(value))",  # a correction may be longer than a row of such an index
    "ALTER TABLE {s}.profiles ADD PRIMARY KEY (id)",
    "ALTER TABLE {s}.profiles ADD UNIQUE (name)",
    "ALTER TABLE {s}.vocabulary ADD PRIMARY KEY (word)",
    "ALTER TABLE {s}.vocabulary ADD UNIQUE (id)",
    "CREATE INDEX ON {s}.gone (change)",
    "CREATE INDEX ON {s}.postings (kind, word)",
)
# For what has words of a value in it, or words that begin so. Without pg_trgm the traits are read through.
TRIGRAMS: Final = "CREATE INDEX ON {s}.traits USING gin ((' ' || value || ' ') {trgm}.gin_trgm_ops)"

# When so many documents came since, postings tell of them too.
TOLD_EVERY: Final = 20_000
# Who read the documents so many changes ago reads all of them again.
CHANGES_KEPT: Final = 10_000

SAME_TRAIT: Final = "w.name = t.name AND md5(w.value) = md5(t.value) AND w.value = t.value"

# Properties that are counted as facets: they stand in profiles, not in a document's traits.
OF_PLACE: Final = frozenset({"feed", "outlet", "collection", "language", "month"})
OF_OWN: Final = frozenset(FACETS) - OF_PLACE

# Raise VERSION when what stands in a column, or how words are folded, changes: every index is then built anew.
VERSION: Final = 1
_SHAPE: Final = (VERSION, TABLES, INDEXES, sorted(OF_PLACE), sorted(OF_OWN))
SCHEMA: Final = hashlib.blake2b(repr(_SHAPE).encode(), digest_size=4).hexdigest()


def made(schema: str) -> list[str]:
    """The statements that make the empty tables."""
    tables = [f"CREATE TABLE {schema}.{name} ({columns})" for name, columns in TABLES.items()]
    # Numbers are hardly smaller when they are pressed, and they are read more often than written.
    return [f"CREATE SCHEMA {schema}", *tables, f"ALTER TABLE {schema}.postings ALTER documents SET STORAGE EXTERNAL"]
