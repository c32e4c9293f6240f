"""Indexes that the pages on garbles count by: 200,000 garbles of 20,000 articles, each page under 200 ms."""

from alembic import op

revision = "0004"
down_revision = "0003"

# (name, table, columns).
INDEXES = (
    ("ix_garbles_counted", "garbles", ["article_id", "category", "severity", "state", "detector"]),
    ("ix_garbles_detector_state", "garbles", ["detector", "state"]),
    ("ix_garbles_decided_at", "garbles", ["decided_at"]),
    ("ix_versions_article_id_number_length", "versions", ["article_id", "number", "length"]),
)


def upgrade() -> None:
    for name, table, columns in INDEXES:
        op.create_index(name, table, columns)


def downgrade() -> None:
    for name, table, _columns in reversed(INDEXES):
        op.drop_index(name, table)
