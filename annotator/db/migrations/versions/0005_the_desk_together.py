"""The desk together: deadlines, claims taken, the queue's order, what the desk asks of a verdict, adjudications, saved
queues, threads of comments, the origin of a source as a record, what a step takes back, other keys."""

import datetime as dt
import math
import re
import uuid
from collections.abc import Callable

import sqlalchemy as sa
from alembic import op

from annotator.db.remaking import make_anew

revision = "0005"
down_revision = "0004"

# What the databases call a type.
CALLED = {
    "sqlite": {"MOMENT": "DATETIME"},
    "postgresql": {"MOMENT": "TIMESTAMP WITH TIME ZONE", "DOUBLE": "DOUBLE PRECISION"},
}
VERDICTS = "'true', 'mostly true', 'mixed', 'mostly false', 'false', 'unverifiable', 'outdated'"
FAULTS = "'translation', 'source', 'editing', 'unknown'"


def refers(table: str, column: str, to: str) -> str:
    return f"INTEGER CONSTRAINT fk_{table}_{column} REFERENCES {to} (id)"


# (table, column, what it is).
ADDED = (
    ("articles", "due_at", "MOMENT"),
    (
        "claims",
        "prominence",
        "DOUBLE DEFAULT 0.5 NOT NULL CONSTRAINT ck_claims_prominence_range CHECK (prominence BETWEEN 0 AND 1)",
    ),
    ("claims", "priority", "DOUBLE DEFAULT 0 NOT NULL"),
    ("claims", "state_since", "MOMENT"),
    ("claims", "disputed", "BOOLEAN DEFAULT false NOT NULL"),
    ("claims", "assignee_id", refers("claims", "assignee_id", "users")),
    ("claims", "assigned_at", "MOMENT"),
    ("evidence", "row_version", "INTEGER DEFAULT 1 NOT NULL"),
    ("sources", "origin_id", refers("sources", "origin_id", "sources")),
    ("users", "preferences", "JSON"),
    ("history", "undoes_id", "INTEGER"),
    ("comments", "parent_id", refers("comments", "parent_id", "comments")),
    ("comments", "resolved_by_id", refers("comments", "resolved_by_id", "users")),
)
# (name, table, columns).
INDEXES = (
    ("ix_articles_due_at", "articles", ["due_at"]),
    ("ix_claims_state_priority", "claims", ["state", "priority"]),
    ("ix_claims_assignee_id_state", "claims", ["assignee_id", "state"]),
    ("ix_claims_disputed", "claims", ["disputed"]),
    ("ix_sources_origin_id", "sources", ["origin_id"]),
    ("ix_comments_parent_id", "comments", ["parent_id"]),
)


def upgrade() -> None:
    called = CALLED[op.get_bind().dialect.name]
    for table, column, kind in ADDED:
        name, rest = (*kind.split(" ", 1), "")[:2]
        op.execute(f"ALTER TABLE {table} ADD COLUMN {column} {called.get(name, name)} {rest}")
    make_tables()
    order_claims()
    make_sources_of_origins()
    for name, table, columns in INDEXES:
        op.create_index(name, table, columns)


def make_tables() -> None:
    op.create_table(
        "adjudications",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(36), nullable=False),
        sa.Column("claim_id", sa.Integer(), nullable=False),
        sa.Column("assessment_id", sa.Integer(), nullable=True),
        sa.Column("verdict", sa.Text(), nullable=False),
        sa.Column("confidence", sa.Integer(), nullable=False),
        sa.Column("fault", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(f"verdict IN ({VERDICTS})", name=op.f("ck_adjudications_verdict_known")),
        sa.CheckConstraint(f"fault IN ({FAULTS})", name=op.f("ck_adjudications_fault_known")),
        sa.CheckConstraint("confidence BETWEEN 0 AND 100", name=op.f("ck_adjudications_confidence_range")),
        sa.ForeignKeyConstraint(["claim_id"], ["claims.id"], name=op.f("fk_adjudications_claim_id")),
        sa.ForeignKeyConstraint(["assessment_id"], ["assessments.id"], name=op.f("fk_adjudications_assessment_id")),
        sa.ForeignKeyConstraint(["created_by_id"], ["users.id"], name=op.f("fk_adjudications_created_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_adjudications")),
        sa.UniqueConstraint("uid", name=op.f("uq_adjudications_uid")),
    )
    op.create_index("ix_adjudications_claim_id", "adjudications", ["claim_id"])
    op.create_index("ix_adjudications_created_by_id", "adjudications", ["created_by_id"])
    op.create_table(
        "review_policy",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("blind", sa.Boolean(), nullable=False),
        sa.Column("assessments", sa.Integer(), nullable=False),
        sa.Column("sources", sa.Integer(), nullable=False),
        sa.Column("second_reader", sa.JSON(), nullable=False),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_review_policy_one_row")),
        sa.CheckConstraint("assessments BETWEEN 1 AND 9", name=op.f("ck_review_policy_assessments_range")),
        sa.CheckConstraint("sources BETWEEN 0 AND 9", name=op.f("ck_review_policy_sources_range")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review_policy")),
    )
    op.create_table(
        "saved_queues",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(36), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("filters", sa.JSON(), nullable=False),
        sa.Column("shared", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.CheckConstraint("length(name) > 0", name=op.f("ck_saved_queues_name_given")),
        sa.ForeignKeyConstraint(["owner_id"], ["users.id"], name=op.f("fk_saved_queues_owner_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_queues")),
        sa.UniqueConstraint("uid", name=op.f("uq_saved_queues_uid")),
        sa.UniqueConstraint("owner_id", "name", name=op.f("uq_saved_queues_owner_id_name")),
    )
    op.create_table(
        "comment_mentions",
        sa.Column("comment_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["comment_id"], ["comments.id"], name=op.f("fk_comment_mentions_comment_id")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_comment_mentions_user_id")),
        sa.PrimaryKeyConstraint("comment_id", "user_id", name=op.f("pk_comment_mentions")),
    )
    op.create_index("ix_comment_mentions_user_id", "comment_mentions", ["user_id"])
    op.create_table(
        "comments_seen",
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("comment_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_comments_seen_user_id")),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name=op.f("fk_comments_seen_article_id")),
        sa.PrimaryKeyConstraint("user_id", "article_id", name=op.f("pk_comments_seen")),
    )


def order_claims() -> None:
    """Prominence and priority of the claims that are there, as claims/priority.py gives them to new ones, and since when
    they have been in their state: nothing nearer than their making is known."""
    connection = op.get_bind()
    rows = connection.execute(
        sa.text(
            "SELECT claims.id, claims.worth, coalesce(articles.published_at, articles.created_at),"
            " min(claim_anchors.start), max(claim_anchors.version_length)"
            " FROM claims JOIN articles ON articles.id = claims.article_id"
            " LEFT JOIN claim_anchors ON claim_anchors.claim_id = claims.id"
            " GROUP BY claims.id, claims.worth, articles.published_at, articles.created_at"
        )
    ).all()
    changes = []
    for ident, worth, moment, start, length in rows:
        prominence = 1.0 - 0.6 * min(1.0, start / length) if length else 0.5
        at = dt.datetime.fromisoformat(moment) if isinstance(moment, str) else moment
        days = (at.replace(tzinfo=at.tzinfo or dt.UTC) - dt.datetime(2000, 1, 1, tzinfo=dt.UTC)) / dt.timedelta(days=1)
        priority = days + math.log2(max(2**-10, worth * prominence))
        changes.append({"id": ident, "prominence": prominence, "priority": priority})
    if changes:
        connection.execute(
            sa.text("UPDATE claims SET prominence = :prominence, priority = :priority WHERE id = :id"), changes
        )
    op.execute("UPDATE claims SET state_since = created_at")


def make_sources_of_origins() -> None:
    """The words that named a source's origin become a source of their own, or the one that has this title."""
    connection = op.get_bind()
    words = connection.execute(sa.text("SELECT DISTINCT origin FROM sources WHERE origin IS NOT NULL")).scalars().all()
    for origin in words:
        named = {"origin": origin}
        find = sa.text("SELECT min(id) FROM sources WHERE lower(title) = lower(:origin)")
        ident = connection.execute(find, named).scalar()
        if ident is None:
            connection.execute(
                sa.text(
                    "INSERT INTO sources (uid, title, kind, reliability, note, created_at, row_version)"
                    " VALUES (:uid, :origin, 'outlet', 'F', '', CURRENT_TIMESTAMP, 1)"
                ),
                named | {"uid": str(uuid.uuid4())},
            )
            ident = connection.execute(find, named).scalar()
        connection.execute(
            sa.text("UPDATE sources SET origin_id = :ident WHERE origin = :origin AND id <> :ident"),
            named | {"ident": ident},
        )
    op.execute("ALTER TABLE sources DROP COLUMN origin")


def downgrade() -> None:
    """An origin is named in words again; what the older program has no place for is lost."""
    op.execute("ALTER TABLE sources ADD COLUMN origin TEXT")
    op.execute("UPDATE sources SET origin = (SELECT of.title FROM sources AS of WHERE of.id = sources.origin_id)")
    for table in ("comments_seen", "comment_mentions", "saved_queues", "review_policy", "adjudications"):
        op.drop_table(table)
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
