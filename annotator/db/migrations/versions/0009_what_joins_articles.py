"""What joins articles: near-duplicates, sightings of one matter, disagreements; and who found an article ready."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "matters",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(36), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("continued_in_id", sa.Integer(), nullable=True),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("created_at", moment, nullable=False),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.CheckConstraint("length(title) > 0", name=op.f("ck_matters_title_given")),
        sa.ForeignKeyConstraint(["created_by_id"], ["users.id"], name=op.f("fk_matters_created_by_id")),
        sa.ForeignKeyConstraint(["continued_in_id"], ["matters.id"], name=op.f("fk_matters_continued_in_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_matters")),
        sa.UniqueConstraint("uid", name=op.f("uq_matters_uid")),
    )
    op.create_index(op.f("ix_matters_continued_in_id"), "matters", ["continued_in_id"])
    op.create_table(
        "relays",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(36), nullable=False),
        sa.Column("first_id", sa.Integer(), nullable=False),
        sa.Column("second_id", sa.Integer(), nullable=False),
        sa.Column("alike", sa.Double(), nullable=False),
        sa.Column("contained", sa.Double(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("decided_at", moment, nullable=True),
        sa.Column("created_at", moment, nullable=False),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.CheckConstraint("state IN ('suggested', 'confirmed', 'refused')", name=op.f("ck_relays_state_known")),
        sa.CheckConstraint("first_id < second_id", name=op.f("ck_relays_ordered")),
        sa.ForeignKeyConstraint(["decided_by_id"], ["users.id"], name=op.f("fk_relays_decided_by_id")),
        sa.ForeignKeyConstraint(["first_id"], ["articles.id"], name=op.f("fk_relays_first_id")),
        sa.ForeignKeyConstraint(["second_id"], ["articles.id"], name=op.f("fk_relays_second_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_relays")),
        sa.UniqueConstraint("first_id", "second_id", name="uq_relays_first_id_second_id"),
        sa.UniqueConstraint("uid", name=op.f("uq_relays_uid")),
    )
    op.create_index("ix_relays_second_id", "relays", ["second_id"])
    op.create_table(
        "signature_bands",
        sa.Column("band", sa.BigInteger(), nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name=op.f("fk_signature_bands_article_id")),
        sa.PrimaryKeyConstraint("band", "article_id", name=op.f("pk_signature_bands")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_signature_bands_article_id", "signature_bands", ["article_id"])
    op.create_table(
        "approvals",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(36), nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("obstacles", sa.JSON(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("created_at", moment, nullable=False),
        sa.Column("dropped_at", moment, nullable=True),
        sa.Column("dropped_because", sa.Text(), nullable=True),
        sa.Column("dropped_by_id", sa.Integer(), nullable=True),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(dropped_at IS NULL) = (dropped_because IS NULL)", name=op.f("ck_approvals_drop_explained")
        ),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name=op.f("fk_approvals_article_id")),
        sa.ForeignKeyConstraint(["created_by_id"], ["users.id"], name=op.f("fk_approvals_created_by_id")),
        sa.ForeignKeyConstraint(["dropped_by_id"], ["users.id"], name=op.f("fk_approvals_dropped_by_id")),
        sa.ForeignKeyConstraint(["version_id"], ["versions.id"], name=op.f("fk_approvals_version_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_approvals")),
        sa.UniqueConstraint("uid", name=op.f("uq_approvals_uid")),
    )
    op.create_index("ix_approvals_article_id_dropped_at", "approvals", ["article_id", "dropped_at"])
    op.create_index(
        "uq_approvals_standing",
        "approvals",
        ["article_id"],
        unique=True,
        sqlite_where=sa.text("dropped_at IS NULL"),
        postgresql_where=sa.text("dropped_at IS NULL"),
    )
    op.create_table(
        "disagreements",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(36), nullable=False),
        sa.Column("sort", sa.Text(), nullable=False),
        sa.Column("first_article_id", sa.Integer(), nullable=False),
        sa.Column("second_article_id", sa.Integer(), nullable=False),
        sa.Column("first_claim_id", sa.Integer(), nullable=True),
        sa.Column("second_claim_id", sa.Integer(), nullable=True),
        sa.Column("signature", sa.String(64), nullable=False),
        sa.Column("first", sa.JSON(), nullable=False),
        sa.Column("second", sa.JSON(), nullable=False),
        sa.Column("proposed", sa.Text(), nullable=False),
        sa.Column("reasons", sa.JSON(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("reading", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("decided_at", moment, nullable=True),
        sa.Column("created_at", moment, nullable=False),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(state = 'decided') = (reading IS NOT NULL) OR state = 'gone'",
            name=op.f("ck_disagreements_reading_decided"),
        ),
        sa.CheckConstraint(
            "proposed IN ('same', 'superseded', 'scope', 'contradiction')", name=op.f("ck_disagreements_proposed_known")
        ),
        sa.CheckConstraint(
            "reading IN ('same', 'superseded', 'scope', 'contradiction')", name=op.f("ck_disagreements_reading_known")
        ),
        sa.CheckConstraint(
            "sort IN ('figure', 'date', 'denial', 'headline', 'sum', 'weekday')",
            name=op.f("ck_disagreements_sort_known"),
        ),
        sa.CheckConstraint("state IN ('open', 'decided', 'gone')", name=op.f("ck_disagreements_state_known")),
        sa.ForeignKeyConstraint(["decided_by_id"], ["users.id"], name=op.f("fk_disagreements_decided_by_id")),
        sa.ForeignKeyConstraint(["first_article_id"], ["articles.id"], name=op.f("fk_disagreements_first_article_id")),
        sa.ForeignKeyConstraint(
            ["first_claim_id"], ["claims.id"], name=op.f("fk_disagreements_first_claim_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["second_article_id"], ["articles.id"], name=op.f("fk_disagreements_second_article_id")
        ),
        sa.ForeignKeyConstraint(
            ["second_claim_id"], ["claims.id"], name=op.f("fk_disagreements_second_claim_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_disagreements")),
        sa.UniqueConstraint(
            "first_article_id",
            "second_article_id",
            "signature",
            name=op.f("uq_disagreements_first_article_id_second_article_id_signature"),
        ),
        sa.UniqueConstraint("uid", name=op.f("uq_disagreements_uid")),
    )
    op.create_index("ix_disagreements_first_article_id_state", "disagreements", ["first_article_id", "state"])
    op.create_index(op.f("ix_disagreements_first_claim_id"), "disagreements", ["first_claim_id"])
    op.create_index("ix_disagreements_second_article_id_state", "disagreements", ["second_article_id", "state"])
    op.create_index(op.f("ix_disagreements_second_claim_id"), "disagreements", ["second_claim_id"])
    op.create_index("ix_disagreements_state_proposed", "disagreements", ["state", "proposed"])
    op.create_table(
        "figure_marks",
        sa.Column("mark", sa.BigInteger(), nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name=op.f("fk_figure_marks_article_id")),
        sa.PrimaryKeyConstraint("mark", "article_id", name=op.f("pk_figure_marks")),
    )
    op.create_index("ix_figure_marks_article_id", "figure_marks", ["article_id"])
    op.create_table(
        "matching_due",
        sa.Column("claim_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", moment, nullable=False),
        sa.Column("urgent", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("claim_id", name=op.f("pk_matching_due")),
    )
    op.create_index("ix_matching_due_urgent_at", "matching_due", ["urgent", "at", "claim_id"])
    op.create_table(
        "matched_claims",
        sa.Column("claim_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("signature", sa.LargeBinary(), nullable=False),
        sa.Column("keys", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("claim_id", name=op.f("pk_matched_claims")),
    )
    op.create_index("ix_matched_claims_article_id", "matched_claims", ["article_id"])
    op.create_table(
        "matching_keys",
        sa.Column("key", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("claim_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("key", "claim_id", name=op.f("pk_matching_keys")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "matching_marks",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("mark", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_matching_marks")),
    )
    op.create_table(
        "matter_claims",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("matter_id", sa.Integer(), nullable=False),
        sa.Column("claim_id", sa.Integer(), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("created_at", moment, nullable=False),
        sa.ForeignKeyConstraint(["claim_id"], ["claims.id"], name=op.f("fk_matter_claims_claim_id")),
        sa.ForeignKeyConstraint(["created_by_id"], ["users.id"], name=op.f("fk_matter_claims_created_by_id")),
        sa.ForeignKeyConstraint(["matter_id"], ["matters.id"], name=op.f("fk_matter_claims_matter_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_matter_claims")),
        sa.UniqueConstraint("claim_id", name=op.f("uq_matter_claims_claim_id")),
    )
    op.create_index(op.f("ix_matter_claims_matter_id"), "matter_claims", ["matter_id"])
    op.create_table(
        "sightings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(36), nullable=False),
        sa.Column("first_id", sa.Integer(), nullable=False),
        sa.Column("second_id", sa.Integer(), nullable=False),
        sa.Column("score", sa.Double(), nullable=False),
        sa.Column("band", sa.Text(), nullable=False),
        sa.Column("parts", sa.JSON(), nullable=False),
        sa.Column("reasons", sa.JSON(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("decided_at", moment, nullable=True),
        sa.Column("created_at", moment, nullable=False),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.CheckConstraint("band IN ('likely', 'possible')", name=op.f("ck_sightings_band_known")),
        sa.CheckConstraint("state IN ('suggested', 'confirmed', 'refused')", name=op.f("ck_sightings_state_known")),
        sa.CheckConstraint("first_id < second_id", name=op.f("ck_sightings_ordered")),
        sa.CheckConstraint("score BETWEEN 0 AND 1", name=op.f("ck_sightings_score_range")),
        sa.ForeignKeyConstraint(["decided_by_id"], ["users.id"], name=op.f("fk_sightings_decided_by_id")),
        sa.ForeignKeyConstraint(["first_id"], ["claims.id"], name=op.f("fk_sightings_first_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["second_id"], ["claims.id"], name=op.f("fk_sightings_second_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sightings")),
        sa.UniqueConstraint("first_id", "second_id", name="uq_sightings_first_id_second_id"),
        sa.UniqueConstraint("uid", name=op.f("uq_sightings_uid")),
    )
    op.create_index("ix_sightings_first_id_state", "sightings", ["first_id", "state"])
    op.create_index("ix_sightings_second_id_state", "sightings", ["second_id", "state"])
    op.create_index("ix_sightings_state_band", "sightings", ["state", "band"])
    op.create_table(
        "signed_texts",
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name=op.f("fk_signed_texts_article_id")),
        sa.ForeignKeyConstraint(["version_id"], ["versions.id"], name=op.f("fk_signed_texts_version_id")),
        sa.PrimaryKeyConstraint("article_id", name=op.f("pk_signed_texts")),
    )
    op.add_column("review_policy", sa.Column("blocking", sa.JSON(), nullable=True))
    op.add_column("review_policy", sa.Column("unready", sa.Text(), nullable=True))


def downgrade() -> None:
    """What was decided across articles is lost: the older program has no place for it."""
    op.drop_column("review_policy", "unready")
    op.drop_column("review_policy", "blocking")
    for table in (
        "figure_marks",
        "disagreements",
        "approvals",
        "matching_marks",
        "matching_keys",
        "matched_claims",
        "matching_due",
        "sightings",
        "matter_claims",
        "matters",
        "relays",
        "signature_bands",
        "signed_texts",
    ):
        op.drop_table(table)
