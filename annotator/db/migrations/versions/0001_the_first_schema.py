"""The first schema."""
# Over 400 lines: one migration makes the whole schema, and is never edited after it has shipped.

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "collections",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=36), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.CheckConstraint("length(name) > 0", name=op.f("ck_collections_name_given")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_collections")),
        sa.UniqueConstraint("name", name=op.f("uq_collections_name")),
        sa.UniqueConstraint("uid", name=op.f("uq_collections_uid")),
    )
    op.create_table(
        "entities",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("native_name", sa.Text(), nullable=True),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column("context", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("identifiers", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('person', 'group', 'institution', 'place', 'other')", name=op.f("ck_entities_kind_known")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entities")),
        sa.UniqueConstraint("key", name=op.f("uq_entities_key")),
    )
    op.create_index(op.f("ix_entities_name"), "entities", ["name"], unique=False)
    op.create_table(
        "idempotency_keys",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_idempotency_keys")),
    )
    op.create_table(
        "journal",
        sa.Column("seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("object_type", sa.Text(), nullable=False),
        sa.Column("object_id", sa.Integer(), nullable=False),
        sa.Column("xid", sa.BigInteger(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_journal")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "roles",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "name IN ('reader', 'reviewer', 'editor', 'administrator')", name=op.f("ck_roles_name_known")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_roles")),
        sa.UniqueConstraint("name", name=op.f("uq_roles_name")),
    )
    op.create_table(
        "aliases",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("entity_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=True),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("within", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("(scope = 'everywhere') = (within = '')", name=op.f("ck_aliases_scope_named")),
        sa.CheckConstraint("kind IN ('spelling', 'acronym', 'garble')", name=op.f("ck_aliases_kind_known")),
        sa.CheckConstraint("scope IN ('everywhere', 'feed', 'article')", name=op.f("ck_aliases_scope_known")),
        sa.ForeignKeyConstraint(["entity_id"], ["entities.id"], name=op.f("fk_aliases_entity_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_aliases")),
        sa.UniqueConstraint(
            "entity_id", "name", "scope", "within", name=op.f("uq_aliases_entity_id_name_scope_within")
        ),
    )
    op.create_index(op.f("ix_aliases_entity_id"), "aliases", ["entity_id"], unique=False)
    op.create_index(op.f("ix_aliases_name"), "aliases", ["name"], unique=False)
    op.create_table(
        "users",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("email", sa.String(length=255), nullable=True),
        sa.Column("password", sa.String(length=255), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("role_id", sa.Integer(), nullable=False),
        sa.Column("fs_uniquifier", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("length(name) > 0", name=op.f("ck_users_name_given")),
        sa.ForeignKeyConstraint(["role_id"], ["roles.id"], name=op.f("fk_users_role_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_users")),
        sa.UniqueConstraint("email", name=op.f("uq_users_email")),
        sa.UniqueConstraint("fs_uniquifier", name=op.f("uq_users_fs_uniquifier")),
        sa.UniqueConstraint("name", name=op.f("uq_users_name")),
    )
    op.create_table(
        "articles",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=36), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("outlet", sa.Text(), nullable=True),
        sa.Column("byline", sa.Text(), nullable=True),
        sa.Column("feed", sa.Text(), nullable=True),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("source_language", sa.Text(), nullable=True),
        sa.Column("translator", sa.Text(), nullable=True),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("identifier", sa.Text(), nullable=True),
        sa.Column("visibility", sa.Text(), nullable=False),
        sa.Column("current_number", sa.Integer(), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.CheckConstraint("visibility IN ('desk', 'draft', 'hidden')", name=op.f("ck_articles_visibility_known")),
        sa.CheckConstraint("current_number >= 1", name=op.f("ck_articles_number_positive")),
        sa.ForeignKeyConstraint(["created_by_id"], ["users.id"], name=op.f("fk_articles_created_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_articles")),
        sa.UniqueConstraint("uid", name=op.f("uq_articles_uid")),
    )
    op.create_index(op.f("ix_articles_created_by_id"), "articles", ["created_by_id"], unique=False)
    op.create_index(op.f("ix_articles_feed"), "articles", ["feed"], unique=False)
    op.create_index(op.f("ix_articles_identifier"), "articles", ["identifier"], unique=False)
    op.create_index(op.f("ix_articles_published_at"), "articles", ["published_at"], unique=False)
    op.create_index(op.f("ix_articles_url"), "articles", ["url"], unique=False)
    op.create_table(
        "history",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("article_id", sa.Integer(), nullable=True),
        sa.Column("object_type", sa.Text(), nullable=False),
        sa.Column("object_id", sa.Integer(), nullable=False),
        sa.Column("object_version", sa.Integer(), nullable=True),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("verb", sa.Text(), nullable=True),
        sa.Column("before", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("after", sa.JSON(none_as_null=True), nullable=True),
        sa.CheckConstraint("action IN ('create', 'change', 'delete')", name=op.f("ck_history_action_known")),
        sa.ForeignKeyConstraint(["actor_id"], ["users.id"], name=op.f("fk_history_actor_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_history")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_history_actor_id"), "history", ["actor_id"], unique=False)
    op.create_index(op.f("ix_history_article_id"), "history", ["article_id"], unique=False)
    op.create_index("ix_history_object", "history", ["object_type", "object_id"], unique=False)
    op.create_table(
        "invitations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("first", sa.Boolean(), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("used_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "role IN ('reader', 'reviewer', 'editor', 'administrator')", name=op.f("ck_invitations_role_known")
        ),
        sa.ForeignKeyConstraint(["created_by_id"], ["users.id"], name=op.f("fk_invitations_created_by_id")),
        sa.ForeignKeyConstraint(["used_by_id"], ["users.id"], name=op.f("fk_invitations_used_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitations")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_invitations_token_hash")),
    )
    op.create_table(
        "jobs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("payload", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("report", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("state IN ('queued', 'running', 'done', 'failed')", name=op.f("ck_jobs_state_known")),
        sa.ForeignKeyConstraint(["owner_id"], ["users.id"], name=op.f("fk_jobs_owner_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_jobs")),
        sa.UniqueConstraint("uid", name=op.f("uq_jobs_uid")),
    )
    op.create_index(op.f("ix_jobs_owner_id"), "jobs", ["owner_id"], unique=False)
    op.create_table(
        "sources",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=36), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("publisher", sa.Text(), nullable=True),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("reliability", sa.Text(), nullable=False),
        sa.Column("origin", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('document', 'dataset', 'person', 'outlet', 'web')", name=op.f("ck_sources_kind_known")
        ),
        sa.CheckConstraint("reliability IN ('A', 'B', 'C', 'D', 'E', 'F')", name=op.f("ck_sources_reliability_known")),
        sa.CheckConstraint("length(title) > 0", name=op.f("ck_sources_title_given")),
        sa.ForeignKeyConstraint(["created_by_id"], ["users.id"], name=op.f("fk_sources_created_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sources")),
        sa.UniqueConstraint("uid", name=op.f("uq_sources_uid")),
    )
    op.create_index(op.f("ix_sources_title"), "sources", ["title"], unique=False)
    op.create_table(
        "claims",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=36), nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("wording", sa.Text(), nullable=False),
        sa.Column("kinds", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("worth", sa.Double(), nullable=False),
        sa.Column("reasons", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("checkable", sa.Boolean(), nullable=False),
        sa.Column("missing", sa.Text(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("verdict", sa.Text(), nullable=True),
        sa.Column("confidence", sa.Integer(), nullable=True),
        sa.Column("fault", sa.Text(), nullable=True),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("merged_into_id", sa.Integer(), nullable=True),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "fault IN ('translation', 'source', 'editing', 'unknown')", name=op.f("ck_claims_fault_known")
        ),
        sa.CheckConstraint("origin IN ('rule', 'person')", name=op.f("ck_claims_origin_known")),
        sa.CheckConstraint(
            "state IN ('suggested', 'open', 'assessed', 'settled', 'recheck', 'not-a-claim', 'ambiguous')",
            name=op.f("ck_claims_state_known"),
        ),
        sa.CheckConstraint(
            "verdict IN ('true', 'mostly true', 'mixed', 'mostly false', 'false', 'unverifiable', 'outdated')",
            name=op.f("ck_claims_verdict_known"),
        ),
        sa.CheckConstraint("confidence BETWEEN 0 AND 100", name=op.f("ck_claims_confidence_range")),
        sa.CheckConstraint("length(wording) > 0", name=op.f("ck_claims_wording_given")),
        sa.CheckConstraint("worth BETWEEN 0 AND 1", name=op.f("ck_claims_worth_range")),
        sa.ForeignKeyConstraint(["merged_into_id"], ["claims.id"], name=op.f("fk_claims_merged_into_id")),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name=op.f("fk_claims_article_id")),
        sa.ForeignKeyConstraint(["created_by_id"], ["users.id"], name=op.f("fk_claims_created_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claims")),
        sa.UniqueConstraint("uid", name=op.f("uq_claims_uid")),
    )
    op.create_index("ix_claims_article_id_state", "claims", ["article_id", "state"], unique=False)
    op.create_index(op.f("ix_claims_state"), "claims", ["state"], unique=False)
    op.create_table(
        "collection_articles",
        sa.Column("collection_id", sa.Integer(), nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name=op.f("fk_collection_articles_article_id")),
        sa.ForeignKeyConstraint(
            ["collection_id"], ["collections.id"], name=op.f("fk_collection_articles_collection_id")
        ),
        sa.PrimaryKeyConstraint("collection_id", "article_id", name=op.f("pk_collection_articles")),
    )
    op.create_index(op.f("ix_collection_articles_article_id"), "collection_articles", ["article_id"], unique=False)
    op.create_table(
        "versions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=36), nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("length", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("source_text", sa.Text(), nullable=True),
        sa.Column("notes", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("length = length(text)", name=op.f("ck_versions_length_true")),
        sa.CheckConstraint("number >= 1", name=op.f("ck_versions_number_positive")),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name=op.f("fk_versions_article_id")),
        sa.ForeignKeyConstraint(["created_by_id"], ["users.id"], name=op.f("fk_versions_created_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_versions")),
        sa.UniqueConstraint("article_id", "number", name=op.f("uq_versions_article_id_number")),
        sa.UniqueConstraint("id", "length", name=op.f("uq_versions_id_length")),
        sa.UniqueConstraint("uid", name=op.f("uq_versions_uid")),
    )
    op.create_index(op.f("ix_versions_article_id"), "versions", ["article_id"], unique=False)
    op.create_index(op.f("ix_versions_sha256"), "versions", ["sha256"], unique=False)
    op.create_table(
        "assessments",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=36), nullable=False),
        sa.Column("claim_id", sa.Integer(), nullable=False),
        sa.Column("reviewer_id", sa.Integer(), nullable=False),
        sa.Column("verdict", sa.Text(), nullable=False),
        sa.Column("confidence", sa.Integer(), nullable=False),
        sa.Column("fault", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "fault IN ('translation', 'source', 'editing', 'unknown')", name=op.f("ck_assessments_fault_known")
        ),
        sa.CheckConstraint(
            "verdict IN ('true', 'mostly true', 'mixed', 'mostly false', 'false', 'unverifiable', 'outdated')",
            name=op.f("ck_assessments_verdict_known"),
        ),
        sa.CheckConstraint("confidence BETWEEN 0 AND 100", name=op.f("ck_assessments_confidence_range")),
        sa.ForeignKeyConstraint(["claim_id"], ["claims.id"], name=op.f("fk_assessments_claim_id")),
        sa.ForeignKeyConstraint(["reviewer_id"], ["users.id"], name=op.f("fk_assessments_reviewer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assessments")),
        sa.UniqueConstraint("claim_id", "reviewer_id", name=op.f("uq_assessments_claim_id_reviewer_id")),
        sa.UniqueConstraint("uid", name=op.f("uq_assessments_uid")),
    )
    op.create_index(op.f("ix_assessments_reviewer_id"), "assessments", ["reviewer_id"], unique=False)
    op.create_table(
        "claim_anchors",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("claim_id", sa.Integer(), nullable=False),
        sa.Column("quote", sa.Text(), nullable=False),
        sa.Column("prefix", sa.Text(), nullable=False),
        sa.Column("suffix", sa.Text(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("version_length", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.CheckConstraint('"end" <= version_length', name=op.f("ck_claim_anchors_span_inside")),
        sa.CheckConstraint('start >= 0 AND start < "end"', name=op.f("ck_claim_anchors_span_not_empty")),
        sa.ForeignKeyConstraint(["claim_id"], ["claims.id"], name=op.f("fk_claim_anchors_claim_id")),
        sa.ForeignKeyConstraint(
            ["version_id", "version_length"],
            ["versions.id", "versions.length"],
            name=op.f("fk_claim_anchors_version_id_version_length"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claim_anchors")),
    )
    op.create_index(op.f("ix_claim_anchors_claim_id"), "claim_anchors", ["claim_id"], unique=False)
    op.create_index("ix_claim_anchors_version_id", "claim_anchors", ["version_id"], unique=False)
    op.create_table(
        "claim_facts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("claim_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("quote", sa.Text(), nullable=False),
        sa.Column("value", sa.Double(), nullable=True),
        sa.Column("high", sa.Double(), nullable=True),
        sa.Column("qualifier", sa.Text(), nullable=True),
        sa.Column("unit", sa.Text(), nullable=True),
        sa.Column("role", sa.Text(), nullable=True),
        sa.Column("resolved", sa.Text(), nullable=True),
        sa.Column("precision", sa.Text(), nullable=True),
        sa.Column("cue", sa.Text(), nullable=True),
        sa.Column("entity_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("kind IN ('quantity', 'date', 'place', 'speaker')", name=op.f("ck_claim_facts_kind_known")),
        sa.CheckConstraint('start >= 0 AND start < "end"', name=op.f("ck_claim_facts_span_not_empty")),
        sa.ForeignKeyConstraint(["claim_id"], ["claims.id"], name=op.f("fk_claim_facts_claim_id")),
        sa.ForeignKeyConstraint(["entity_id"], ["entities.id"], name=op.f("fk_claim_facts_entity_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claim_facts")),
    )
    op.create_index(op.f("ix_claim_facts_claim_id"), "claim_facts", ["claim_id"], unique=False)
    op.create_index("ix_claim_facts_kind_role", "claim_facts", ["kind", "role"], unique=False)
    op.create_table(
        "evidence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=36), nullable=False),
        sa.Column("claim_id", sa.Integer(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("stance", sa.Text(), nullable=False),
        sa.Column("passage", sa.Text(), nullable=False),
        sa.Column("passage_sha256", sa.String(length=64), nullable=False),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("archive_url", sa.Text(), nullable=True),
        sa.Column("retrieved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("stance IN ('supports', 'refutes', 'context')", name=op.f("ck_evidence_stance_known")),
        sa.ForeignKeyConstraint(["claim_id"], ["claims.id"], name=op.f("fk_evidence_claim_id")),
        sa.ForeignKeyConstraint(["created_by_id"], ["users.id"], name=op.f("fk_evidence_created_by_id")),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name=op.f("fk_evidence_source_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence")),
        sa.UniqueConstraint("uid", name=op.f("uq_evidence_uid")),
    )
    op.create_index(op.f("ix_evidence_claim_id"), "evidence", ["claim_id"], unique=False)
    op.create_index(op.f("ix_evidence_source_id"), "evidence", ["source_id"], unique=False)
    op.create_table(
        "garbles",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=36), nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("category", sa.Text(), nullable=False),
        sa.Column("severity", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("detector", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("suggestions", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("reading", sa.Text(), nullable=True),
        sa.Column("entity_id", sa.Integer(), nullable=True),
        sa.Column("alias_id", sa.Integer(), nullable=True),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.Column("quote", sa.Text(), nullable=False),
        sa.Column("prefix", sa.Text(), nullable=False),
        sa.Column("suffix", sa.Text(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("version_length", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "category IN ('garbled-name', 'name-variants', 'quotation-marks', 'broken-line', 'cut-off', 'other')",
            name=op.f("ck_garbles_category_known"),
        ),
        sa.CheckConstraint("severity IN ('minor', 'major', 'critical')", name=op.f("ck_garbles_severity_known")),
        sa.CheckConstraint(
            "state IN ('suspected', 'confirmed', 'dismissed', 'corrected')", name=op.f("ck_garbles_state_known")
        ),
        sa.CheckConstraint('"end" <= version_length', name=op.f("ck_garbles_span_inside")),
        sa.CheckConstraint('start >= 0 AND start < "end"', name=op.f("ck_garbles_span_not_empty")),
        sa.ForeignKeyConstraint(["alias_id"], ["aliases.id"], name=op.f("fk_garbles_alias_id"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name=op.f("fk_garbles_article_id")),
        sa.ForeignKeyConstraint(["created_by_id"], ["users.id"], name=op.f("fk_garbles_created_by_id")),
        sa.ForeignKeyConstraint(["decided_by_id"], ["users.id"], name=op.f("fk_garbles_decided_by_id")),
        sa.ForeignKeyConstraint(["entity_id"], ["entities.id"], name=op.f("fk_garbles_entity_id")),
        sa.ForeignKeyConstraint(
            ["version_id", "version_length"],
            ["versions.id", "versions.length"],
            name=op.f("fk_garbles_version_id_version_length"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_garbles")),
        sa.UniqueConstraint("uid", name=op.f("uq_garbles_uid")),
    )
    op.create_index(op.f("ix_garbles_alias_id"), "garbles", ["alias_id"], unique=False)
    op.create_index(op.f("ix_garbles_article_id"), "garbles", ["article_id"], unique=False)
    op.create_index(op.f("ix_garbles_entity_id"), "garbles", ["entity_id"], unique=False)
    op.create_index(op.f("ix_garbles_state"), "garbles", ["state"], unique=False)
    op.create_index("ix_garbles_version_id", "garbles", ["version_id"], unique=False)
    op.create_table(
        "zones",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("version_length", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('headline', 'byline', 'dateline', 'heading', 'caption', 'repeated-lead', 'boilerplate', 'truncated')",
            name=op.f("ck_zones_kind_known"),
        ),
        sa.CheckConstraint('"end" <= version_length', name=op.f("ck_zones_span_inside")),
        sa.CheckConstraint('start >= 0 AND start < "end"', name=op.f("ck_zones_span_not_empty")),
        sa.ForeignKeyConstraint(
            ["version_id", "version_length"],
            ["versions.id", "versions.length"],
            name=op.f("fk_zones_version_id_version_length"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_zones")),
    )
    op.create_index("ix_zones_version_id", "zones", ["version_id"], unique=False)
    op.create_table(
        "corrections",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=36), nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("claim_id", sa.Integer(), nullable=True),
        sa.Column("garble_id", sa.Integer(), nullable=True),
        sa.Column("replacement", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("superseded_by_id", sa.Integer(), nullable=True),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.Column("quote", sa.Text(), nullable=False),
        sa.Column("prefix", sa.Text(), nullable=False),
        sa.Column("suffix", sa.Text(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("version_length", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.CheckConstraint("kind IN ('translation', 'fact', 'style')", name=op.f("ck_corrections_kind_known")),
        sa.CheckConstraint(
            "state IN ('proposed', 'accepted', 'rejected', 'superseded')", name=op.f("ck_corrections_state_known")
        ),
        sa.CheckConstraint('"end" <= version_length', name=op.f("ck_corrections_span_inside")),
        sa.CheckConstraint('start >= 0 AND start < "end"', name=op.f("ck_corrections_span_not_empty")),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name=op.f("fk_corrections_article_id")),
        sa.ForeignKeyConstraint(["claim_id"], ["claims.id"], name=op.f("fk_corrections_claim_id")),
        sa.ForeignKeyConstraint(["created_by_id"], ["users.id"], name=op.f("fk_corrections_created_by_id")),
        sa.ForeignKeyConstraint(["decided_by_id"], ["users.id"], name=op.f("fk_corrections_decided_by_id")),
        sa.ForeignKeyConstraint(["garble_id"], ["garbles.id"], name=op.f("fk_corrections_garble_id")),
        sa.ForeignKeyConstraint(["superseded_by_id"], ["corrections.id"], name=op.f("fk_corrections_superseded_by_id")),
        sa.ForeignKeyConstraint(
            ["version_id", "version_length"],
            ["versions.id", "versions.length"],
            name=op.f("fk_corrections_version_id_version_length"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_corrections")),
        sa.UniqueConstraint("uid", name=op.f("uq_corrections_uid")),
    )
    op.create_index(op.f("ix_corrections_article_id"), "corrections", ["article_id"], unique=False)
    op.create_index(op.f("ix_corrections_claim_id"), "corrections", ["claim_id"], unique=False)
    op.create_index(op.f("ix_corrections_garble_id"), "corrections", ["garble_id"], unique=False)
    op.create_index(op.f("ix_corrections_state"), "corrections", ["state"], unique=False)
    op.create_index("ix_corrections_version_id", "corrections", ["version_id"], unique=False)
    op.create_table(
        "comments",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=36), nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("claim_id", sa.Integer(), nullable=True),
        sa.Column("garble_id", sa.Integer(), nullable=True),
        sa.Column("correction_id", sa.Integer(), nullable=True),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("resolved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "NOT (claim_id IS NOT NULL AND garble_id IS NOT NULL) AND NOT (claim_id IS NOT NULL AND correction_id IS NOT NULL) AND NOT (garble_id IS NOT NULL AND correction_id IS NOT NULL)",
            name=op.f("ck_comments_one_subject"),
        ),
        sa.CheckConstraint("length(text) > 0", name=op.f("ck_comments_text_given")),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name=op.f("fk_comments_article_id")),
        sa.ForeignKeyConstraint(["author_id"], ["users.id"], name=op.f("fk_comments_author_id")),
        sa.ForeignKeyConstraint(["claim_id"], ["claims.id"], name=op.f("fk_comments_claim_id")),
        sa.ForeignKeyConstraint(["correction_id"], ["corrections.id"], name=op.f("fk_comments_correction_id")),
        sa.ForeignKeyConstraint(["garble_id"], ["garbles.id"], name=op.f("fk_comments_garble_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_comments")),
        sa.UniqueConstraint("uid", name=op.f("uq_comments_uid")),
    )
    op.create_index(op.f("ix_comments_article_id"), "comments", ["article_id"], unique=False)
    op.create_index(op.f("ix_comments_author_id"), "comments", ["author_id"], unique=False)
    op.create_index(op.f("ix_comments_claim_id"), "comments", ["claim_id"], unique=False)
    op.create_index(op.f("ix_comments_correction_id"), "comments", ["correction_id"], unique=False)
    op.create_index(op.f("ix_comments_garble_id"), "comments", ["garble_id"], unique=False)
    add_triggers(op.get_bind().dialect.name)
    roles = sa.table("roles", sa.column("name", sa.Text()))
    op.bulk_insert(roles, [{"name": name} for name in ("reader", "reviewer", "editor", "administrator")])


# What no program may do to these rows, whoever asks: (table, operation, what the error says).
REFUSED = (
    (
        "versions",
        "UPDATE OF text, source_text, length, sha256, article_id, number",
        "the text of a version is never edited",
    ),
    ("versions", "DELETE", "a version is never removed"),
    ("history", "UPDATE", "the history is append-only"),
    ("history", "DELETE", "the history is append-only"),
)


def add_triggers(dialect: str) -> None:
    for number, (table, operation, message) in enumerate(REFUSED):
        name = f"refuse_{table}_{number}"
        if dialect == "sqlite":
            op.execute(
                f"CREATE TRIGGER {name} BEFORE {operation} ON {table} BEGIN SELECT RAISE(ABORT, '{message}'); END"
            )
            continue
        op.execute(
            f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{message}' USING ERRCODE = 'integrity_constraint_violation'; END $$"
        )
        op.execute(f"CREATE TRIGGER {name} BEFORE {operation} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()")


def drop_triggers(dialect: str) -> None:
    for number, (table, _operation, _message) in enumerate(REFUSED):
        name = f"refuse_{table}_{number}"
        op.execute(f"DROP TRIGGER {name}" if dialect == "sqlite" else f"DROP TRIGGER {name} ON {table}")
        if dialect != "sqlite":
            op.execute(f"DROP FUNCTION {name}()")


def downgrade() -> None:
    drop_triggers(op.get_bind().dialect.name)
    op.drop_index(op.f("ix_comments_garble_id"), table_name="comments")
    op.drop_index(op.f("ix_comments_correction_id"), table_name="comments")
    op.drop_index(op.f("ix_comments_claim_id"), table_name="comments")
    op.drop_index(op.f("ix_comments_author_id"), table_name="comments")
    op.drop_index(op.f("ix_comments_article_id"), table_name="comments")
    op.drop_table("comments")
    op.drop_index("ix_corrections_version_id", table_name="corrections")
    op.drop_index(op.f("ix_corrections_state"), table_name="corrections")
    op.drop_index(op.f("ix_corrections_garble_id"), table_name="corrections")
    op.drop_index(op.f("ix_corrections_claim_id"), table_name="corrections")
    op.drop_index(op.f("ix_corrections_article_id"), table_name="corrections")
    op.drop_table("corrections")
    op.drop_index("ix_zones_version_id", table_name="zones")
    op.drop_table("zones")
    op.drop_index("ix_garbles_version_id", table_name="garbles")
    op.drop_index(op.f("ix_garbles_state"), table_name="garbles")
    op.drop_index(op.f("ix_garbles_entity_id"), table_name="garbles")
    op.drop_index(op.f("ix_garbles_article_id"), table_name="garbles")
    op.drop_index(op.f("ix_garbles_alias_id"), table_name="garbles")
    op.drop_table("garbles")
    op.drop_index(op.f("ix_evidence_source_id"), table_name="evidence")
    op.drop_index(op.f("ix_evidence_claim_id"), table_name="evidence")
    op.drop_table("evidence")
    op.drop_index("ix_claim_facts_kind_role", table_name="claim_facts")
    op.drop_index(op.f("ix_claim_facts_claim_id"), table_name="claim_facts")
    op.drop_table("claim_facts")
    op.drop_index("ix_claim_anchors_version_id", table_name="claim_anchors")
    op.drop_index(op.f("ix_claim_anchors_claim_id"), table_name="claim_anchors")
    op.drop_table("claim_anchors")
    op.drop_index(op.f("ix_assessments_reviewer_id"), table_name="assessments")
    op.drop_table("assessments")
    op.drop_index(op.f("ix_versions_sha256"), table_name="versions")
    op.drop_index(op.f("ix_versions_article_id"), table_name="versions")
    op.drop_table("versions")
    op.drop_index(op.f("ix_collection_articles_article_id"), table_name="collection_articles")
    op.drop_table("collection_articles")
    op.drop_index(op.f("ix_claims_state"), table_name="claims")
    op.drop_index("ix_claims_article_id_state", table_name="claims")
    op.drop_table("claims")
    op.drop_index(op.f("ix_sources_title"), table_name="sources")
    op.drop_table("sources")
    op.drop_index(op.f("ix_jobs_owner_id"), table_name="jobs")
    op.drop_table("jobs")
    op.drop_table("invitations")
    op.drop_index("ix_history_object", table_name="history")
    op.drop_index(op.f("ix_history_article_id"), table_name="history")
    op.drop_index(op.f("ix_history_actor_id"), table_name="history")
    op.drop_table("history")
    op.drop_index(op.f("ix_articles_url"), table_name="articles")
    op.drop_index(op.f("ix_articles_published_at"), table_name="articles")
    op.drop_index(op.f("ix_articles_identifier"), table_name="articles")
    op.drop_index(op.f("ix_articles_feed"), table_name="articles")
    op.drop_index(op.f("ix_articles_created_by_id"), table_name="articles")
    op.drop_table("articles")
    op.drop_table("users")
    op.drop_index(op.f("ix_aliases_name"), table_name="aliases")
    op.drop_index(op.f("ix_aliases_entity_id"), table_name="aliases")
    op.drop_table("aliases")
    op.drop_table("roles")
    op.drop_table("journal")
    op.drop_table("idempotency_keys")
    op.drop_index(op.f("ix_entities_name"), table_name="entities")
    op.drop_table("entities")
    op.drop_table("collections")
