"""Who took which copy of an article, when its corrected copy changed, and where recipients are told of it."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "deliveries",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(36), nullable=False),
        sa.Column("at", moment, nullable=False),
        sa.Column("taker_id", sa.Integer(), nullable=True),
        sa.Column("recipient", sa.Text(), nullable=False),
        sa.Column("format", sa.Text(), nullable=False),
        sa.Column("options", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["taker_id"], ["users.id"], name=op.f("fk_deliveries_taker_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deliveries")),
        sa.UniqueConstraint("uid", name=op.f("uq_deliveries_uid")),
    )
    op.create_index("ix_deliveries_taker_id", "deliveries", ["taker_id"])
    op.create_table(
        "delivered_copies",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(36), nullable=False),
        sa.Column("delivery_id", sa.Integer(), nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("at", moment, nullable=False),
        sa.Column("state", sa.JSON(), nullable=False),
        sa.Column("told_at", moment, nullable=True),
        sa.Column("told_by_id", sa.Integer(), nullable=True),
        sa.Column("told_how", sa.Text(), nullable=True),
        sa.CheckConstraint("told_how IN ('person', 'webhook')", name=op.f("ck_delivered_copies_told_how_known")),
        sa.ForeignKeyConstraint(["delivery_id"], ["deliveries.id"], name=op.f("fk_delivered_copies_delivery_id")),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name=op.f("fk_delivered_copies_article_id")),
        sa.ForeignKeyConstraint(["version_id"], ["versions.id"], name=op.f("fk_delivered_copies_version_id")),
        sa.ForeignKeyConstraint(["told_by_id"], ["users.id"], name=op.f("fk_delivered_copies_told_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delivered_copies")),
        sa.UniqueConstraint("uid", name=op.f("uq_delivered_copies_uid")),
        sa.UniqueConstraint("delivery_id", "article_id", name=op.f("uq_delivered_copies_delivery_id_article_id")),
    )
    op.create_index("ix_delivered_copies_article_id_at", "delivered_copies", ["article_id", "at"])
    op.create_table(
        "copy_changes",
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("at", moment, nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name=op.f("fk_copy_changes_article_id")),
        sa.PrimaryKeyConstraint("article_id", name=op.f("pk_copy_changes")),
    )
    op.create_index("ix_copy_changes_at", "copy_changes", ["at"])
    op.create_table(
        "webhooks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(36), nullable=False),
        sa.Column("recipient", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("secret", sa.Text(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("automatic", sa.Boolean(), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("created_at", moment, nullable=False),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.CheckConstraint("length(recipient) > 0", name=op.f("ck_webhooks_recipient_given")),
        sa.ForeignKeyConstraint(["created_by_id"], ["users.id"], name=op.f("fk_webhooks_created_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_webhooks")),
        sa.UniqueConstraint("uid", name=op.f("uq_webhooks_uid")),
        sa.UniqueConstraint("recipient", name=op.f("uq_webhooks_recipient")),
    )


def downgrade() -> None:
    """Who took what is lost: the older program has no place for it."""
    for table in ("webhooks", "copy_changes", "delivered_copies", "deliveries"):
        op.drop_table(table)
