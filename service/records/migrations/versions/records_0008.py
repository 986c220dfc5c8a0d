"""What targets want to be told, how much they were told within an hour, and their digests."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

TARGETS, CHECKS = "records_targets", "records_checks"


def upgrade() -> None:
    """Go forward."""
    op.add_column(TARGETS, sa.Column("wants", sa.Text, nullable=False, server_default="{}"))
    op.add_column(TARGETS, sa.Column("changed", sa.DateTime(timezone=True), nullable=True))
    op.create_index("ix_records_checks_finished_team", CHECKS, ["finished", "team"])
    op.create_table(
        "records_target_hours",
        sa.Column("target", sa.Text, nullable=False),
        sa.Column("hour", sa.DateTime(timezone=True), nullable=False),
        sa.Column("told", sa.Integer, nullable=False),
        sa.Column("held", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("target", "hour", name="pk_records_target_hours"),
    )
    op.create_table(
        "records_digests",
        sa.Column("target", sa.Text, nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("team", sa.Text, nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("message", sa.String(32), nullable=True),
        sa.PrimaryKeyConstraint("target", "day", "team", name="pk_records_digests"),
    )


def downgrade() -> None:
    """Go back; what the program before knows nothing of is forgotten."""
    op.drop_table("records_digests")
    op.drop_table("records_target_hours")
    op.drop_index("ix_records_checks_finished_team", CHECKS)
    op.drop_column(TARGETS, "changed")
    op.drop_column(TARGETS, "wants")
    for table in (TARGETS, "records_outbox"):
        op.execute(f"DELETE FROM {table} WHERE kind NOT IN ('webhook', 'notice')")  # noqa: S608 - our own names
