"""Garbles of any kind that the program knows, rules that are dismissed or switched off, merged names, notes on aliases.

The closed list of kinds is the program's (garbles/kinds.py): the constraint that repeated it goes, so that a new kind
needs no migration. SQLite has no statement for that: the table is made anew, inside the transaction, while the check of
what refers to its rows waits for the commit.
"""

import re

import sqlalchemy as sa
from alembic import op

from annotator.db.remaking import make_anew

revision = "0003"
down_revision = "0002"

KINDS = "category IN ('garbled-name', 'name-variants', 'quotation-marks', 'broken-line', 'cut-off', 'other')"
CONSTRAINT = "ck_garbles_category_known"
# (table, column, what it is).
ADDED = (
    ("aliases", "note", "TEXT DEFAULT '' NOT NULL"),
    (
        "entities",
        "merged_into_id",
        "INTEGER CONSTRAINT fk_entities_merged_into_id REFERENCES entities (id)",
    ),
)


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        make_anew(
            "garbles", lambda sql: re.sub(rf",\s*CONSTRAINT {CONSTRAINT} CHECK \(category IN \([^)]*\)\)", "", sql)
        )
    else:
        op.drop_constraint(op.f(CONSTRAINT), "garbles", type_="check")
    for table, column, kind in ADDED:
        op.execute(f"ALTER TABLE {table} ADD COLUMN {column} {kind}")
    op.create_index("ix_entities_merged_into_id", "entities", ["merged_into_id"])
    op.create_table(
        "garble_dismissals",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("detector", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("within", sa.Text(), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("scope IN ('everywhere', 'feed', 'article')", name=op.f("ck_garble_dismissals_scope_known")),
        sa.CheckConstraint("(scope = 'everywhere') = (within = '')", name=op.f("ck_garble_dismissals_scope_named")),
        sa.ForeignKeyConstraint(["created_by_id"], ["users.id"], name=op.f("fk_garble_dismissals_created_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_garble_dismissals")),
        sa.UniqueConstraint(
            "detector", "words", "scope", "within", name=op.f("uq_garble_dismissals_detector_words_scope_within")
        ),
    )
    op.create_table(
        "rule_switches",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("detector", sa.Text(), nullable=False),
        sa.Column("feed", sa.Text(), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["created_by_id"], ["users.id"], name=op.f("fk_rule_switches_created_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rule_switches")),
        sa.UniqueConstraint("detector", "feed", name=op.f("uq_rule_switches_detector_feed")),
    )


def downgrade() -> None:
    """Garbles of kinds that the older program does not know become "other"; their detector still says what they were."""
    op.drop_table("rule_switches")
    op.drop_table("garble_dismissals")
    op.drop_index("ix_entities_merged_into_id", "entities")
    known = KINDS.removeprefix("category IN ")
    op.execute(f"UPDATE garbles SET category = 'other' WHERE category NOT IN {known}")
    if op.get_bind().dialect.name == "sqlite":
        make_anew("garbles", lambda sql: sql.rstrip().removesuffix(")") + f", CONSTRAINT {CONSTRAINT} CHECK ({KINDS}))")
        op.execute("ALTER TABLE aliases DROP COLUMN note")
        # A column that refers to a table cannot be dropped there: the constraint stands in the column's own line.
        make_anew("entities", lambda sql: re.sub(r",\s*merged_into_id INTEGER[^,]*entities \(id\)", "", sql))
    else:
        op.create_check_constraint(op.f(CONSTRAINT), "garbles", KINDS)
        for table, column, _kind in reversed(ADDED):
            op.execute(f"ALTER TABLE {table} DROP COLUMN {column}")
