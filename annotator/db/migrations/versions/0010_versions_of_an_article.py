"""What became of claims, garbles and corrections when an article got a new version; versions have their own time."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "carried",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(36), nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("from_version_id", sa.Integer(), nullable=False),
        sa.Column("claim_id", sa.Integer(), nullable=True),
        sa.Column("garble_id", sa.Integer(), nullable=True),
        sa.Column("correction_id", sa.Integer(), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("places", sa.JSON(), nullable=False),
        sa.Column("state_before", sa.Text(), nullable=False),
        sa.Column("wording_before", sa.Text(), nullable=True),
        sa.Column("wording_after", sa.Text(), nullable=True),
        sa.Column("decided", sa.Text(), nullable=True),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("decided_at", moment, nullable=True),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "outcome IN ('found', 'moved', 'changed', 'ambiguous', 'gone', 'taken-up')",
            name=op.f("ck_carried_outcome_known"),
        ),
        sa.CheckConstraint(
            "decided IN ('rule', 'placed', 'let-go', 'superseded')", name=op.f("ck_carried_decided_known")
        ),
        sa.CheckConstraint(
            "(claim_id IS NOT NULL AND garble_id IS NULL AND correction_id IS NULL)"
            " OR (claim_id IS NULL AND garble_id IS NOT NULL AND correction_id IS NULL)"
            " OR (claim_id IS NULL AND garble_id IS NULL AND correction_id IS NOT NULL)",
            name=op.f("ck_carried_one_subject"),
        ),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name=op.f("fk_carried_article_id")),
        sa.ForeignKeyConstraint(["version_id"], ["versions.id"], name=op.f("fk_carried_version_id")),
        sa.ForeignKeyConstraint(["from_version_id"], ["versions.id"], name=op.f("fk_carried_from_version_id")),
        sa.ForeignKeyConstraint(["claim_id"], ["claims.id"], name=op.f("fk_carried_claim_id")),
        sa.ForeignKeyConstraint(["garble_id"], ["garbles.id"], name=op.f("fk_carried_garble_id")),
        sa.ForeignKeyConstraint(["correction_id"], ["corrections.id"], name=op.f("fk_carried_correction_id")),
        sa.ForeignKeyConstraint(["decided_by_id"], ["users.id"], name=op.f("fk_carried_decided_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_carried")),
        sa.UniqueConstraint("uid", name=op.f("uq_carried_uid")),
        sa.UniqueConstraint("version_id", "claim_id", name=op.f("uq_carried_version_id_claim_id")),
        sa.UniqueConstraint("version_id", "garble_id", name=op.f("uq_carried_version_id_garble_id")),
        sa.UniqueConstraint("version_id", "correction_id", name=op.f("uq_carried_version_id_correction_id")),
    )
    op.create_index("ix_carried_article_id_decided", "carried", ["article_id", "decided"])
    for column in ("from_version_id", "claim_id", "garble_id", "correction_id"):
        op.create_index(op.f(f"ix_carried_{column}"), "carried", [column])
    op.add_column("versions", sa.Column("title", sa.Text(), nullable=True))
    op.add_column("versions", sa.Column("published_at", moment, nullable=True))
    # A first version was published when its article was, under its title.
    op.execute(
        "UPDATE versions SET title = (SELECT title FROM articles WHERE articles.id = versions.article_id),"
        " published_at = (SELECT published_at FROM articles WHERE articles.id = versions.article_id)"
    )
    for table in ("garbles", "corrections"):
        op.add_column(table, sa.Column("withdrawn", sa.Boolean(), server_default=sa.text("false"), nullable=False))
    op.drop_index("ix_garbles_counted", table_name="garbles")
    op.create_index(
        "ix_garbles_counted",
        "garbles",
        ["article_id", "category", "severity", "state", "detector", "withdrawn"],
    )


def downgrade() -> None:
    """What waits for a person is lost: the older program has no place for it. Texts, and what stands on them, stay."""
    op.drop_index("ix_garbles_counted", table_name="garbles")
    for table in ("garbles", "corrections"):
        op.drop_column(table, "withdrawn")
    op.create_index("ix_garbles_counted", "garbles", ["article_id", "category", "severity", "state", "detector"])
    op.drop_column("versions", "published_at")
    op.drop_column("versions", "title")
    op.drop_table("carried")
