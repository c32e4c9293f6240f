"""Facts and zones that a person gave, the marks of a claim, ranges and doubts of dates.

Columns are only added, in the form that both databases take inside a transaction: SQLite would have to make the
tables anew for anything else, and claims cannot be while other rows refer to them.
"""

from alembic import op

revision = "0002"
down_revision = "0001"

# (table, column, what it is). What was there before was found by rule, and is kept as it stands.
ADDED = (
    ("claim_facts", "until", "TEXT"),
    ("claim_facts", "doubt", "TEXT"),
    ("claim_facts", "head", "TEXT"),
    (
        "claim_facts",
        "origin",
        "TEXT DEFAULT 'rule' NOT NULL CONSTRAINT ck_claim_facts_origin_known CHECK (origin IN ('rule', 'person'))",
    ),
    ("claim_facts", "row_version", "INTEGER DEFAULT 1 NOT NULL"),
    ("claims", "marks", "JSON"),
    ("claims", "withdrawn", "BOOLEAN DEFAULT false NOT NULL"),
    (
        "zones",
        "origin",
        "TEXT DEFAULT 'rule' NOT NULL CONSTRAINT ck_zones_origin_known CHECK (origin IN ('rule', 'person'))",
    ),
    ("zones", "row_version", "INTEGER DEFAULT 1 NOT NULL"),
)


def upgrade() -> None:
    for table, column, kind in ADDED:
        op.execute(f"ALTER TABLE {table} ADD COLUMN {column} {kind}")


def downgrade() -> None:
    for table, column, _kind in reversed(ADDED):
        op.execute(f"ALTER TABLE {table} DROP COLUMN {column}")
