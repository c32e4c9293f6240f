"""Corrections with their evidence and the entity whose name they put right; correction notices; sensitive claims and
embargoed articles; two indexes that were missing."""

import re
from collections.abc import Callable

import sqlalchemy as sa
from alembic import op

from annotator.db.remaking import make_anew

revision = "0007"
down_revision = "0006"

# What PostgreSQL calls a moment.
CALLED = {"sqlite": "DATETIME", "postgresql": "TIMESTAMP WITH TIME ZONE"}
# (table, column, what it is).
ADDED = (
    ("claims", "sensitive", "BOOLEAN DEFAULT false NOT NULL"),
    ("articles", "embargo_until", "MOMENT"),
    ("corrections", "source_id", "INTEGER CONSTRAINT fk_corrections_source_id REFERENCES sources (id)"),
    ("corrections", "passage", "TEXT DEFAULT '' NOT NULL"),
    ("corrections", "entity_id", "INTEGER CONSTRAINT fk_corrections_entity_id REFERENCES entities (id)"),
)
# (name, table, columns).
INDEXES = (
    ("ix_corrections_source_id", "corrections", ["source_id"]),
    ("ix_corrections_entity_id", "corrections", ["entity_id"]),
    # Who acted on an article: "my own last step on it" is asked with every page of the workbench.
    ("ix_history_article_id_actor_id", "history", ["article_id", "actor_id"]),
)


def upgrade() -> None:
    moment = CALLED[op.get_bind().dialect.name]
    for table, column, kind in ADDED:
        op.execute(f"ALTER TABLE {table} ADD COLUMN {column} {kind.replace('MOMENT', moment)}")
    for name, table, columns in INDEXES:
        op.create_index(name, table, columns)
    # Asked with every page, and nearly all mentions are seen.
    unseen = sa.text("seen_at IS NULL")
    op.create_index(
        "ix_comment_mentions_unseen", "comment_mentions", ["user_id"], sqlite_where=unseen, postgresql_where=unseen
    )
    op.create_table(
        "notices",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(36), nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("approved_by_id", sa.Integer(), nullable=True),
        sa.Column("approved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.CheckConstraint("kind IN ('correction', 'clarification', 'refile')", name=op.f("ck_notices_kind_known")),
        sa.CheckConstraint("state IN ('draft', 'approved', 'withdrawn')", name=op.f("ck_notices_state_known")),
        sa.CheckConstraint("length(text) > 0", name=op.f("ck_notices_text_given")),
        sa.CheckConstraint("state <> 'approved' OR approved_at IS NOT NULL", name=op.f("ck_notices_approval_dated")),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name=op.f("fk_notices_article_id")),
        sa.ForeignKeyConstraint(["version_id"], ["versions.id"], name=op.f("fk_notices_version_id")),
        sa.ForeignKeyConstraint(["created_by_id"], ["users.id"], name=op.f("fk_notices_created_by_id")),
        sa.ForeignKeyConstraint(["approved_by_id"], ["users.id"], name=op.f("fk_notices_approved_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notices")),
        sa.UniqueConstraint("uid", name=op.f("uq_notices_uid")),
    )
    op.create_index("ix_notices_article_id", "notices", ["article_id"])
    op.create_table(
        "notice_corrections",
        sa.Column("notice_id", sa.Integer(), nullable=False),
        sa.Column("correction_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["notice_id"], ["notices.id"], name=op.f("fk_notice_corrections_notice_id")),
        sa.ForeignKeyConstraint(
            ["correction_id"], ["corrections.id"], name=op.f("fk_notice_corrections_correction_id")
        ),
        sa.PrimaryKeyConstraint("notice_id", "correction_id", name=op.f("pk_notice_corrections")),
    )
    op.create_index("ix_notice_corrections_correction_id", "notice_corrections", ["correction_id"])


def downgrade() -> None:
    """Notices, evidence of corrections, sensitive marks and embargoes are lost: the older program has no place for
    them, and gives out what they held back."""
    op.drop_table("notice_corrections")
    op.drop_table("notices")
    op.drop_index("ix_comment_mentions_unseen", "comment_mentions")
    for name, table, _columns in reversed(INDEXES):
        op.drop_index(name, table)
    sqlite = op.get_bind().dialect.name == "sqlite"
    for table, column, kind in reversed(ADDED):
        if sqlite and "REFERENCES" in kind:
            # A column that refers to a table cannot be dropped there: the constraint stands in the column's own line.
            make_anew(table, without(column))
        else:
            op.execute(f"ALTER TABLE {table} DROP COLUMN {column}")


def without(column: str) -> Callable[[str], str]:
    line = re.compile(rf",\s*{column} INTEGER CONSTRAINT \w+ REFERENCES \w+ \(id\)")
    return lambda definition: line.sub("", definition)
