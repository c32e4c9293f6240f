"""The pairs of an article are found by its id, their state and what is proposed: SQLite else went through all open
contradictions of the desk for each page of an article."""

from alembic import op

revision = "0011"
down_revision = "0010"
SIDES = ("first_article_id", "second_article_id")


def upgrade() -> None:
    for side in SIDES:
        op.drop_index(f"ix_disagreements_{side}_state", table_name="disagreements")
        op.create_index(f"ix_disagreements_{side}_state_proposed", "disagreements", [side, "state", "proposed"])


def downgrade() -> None:
    for side in SIDES:
        op.drop_index(f"ix_disagreements_{side}_state_proposed", table_name="disagreements")
        op.create_index(f"ix_disagreements_{side}_state", "disagreements", [side, "state"])
