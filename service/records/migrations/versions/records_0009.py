"""Batches that wait for a language model that is silent, and reports that lack what it would have said."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

BATCHES, CHECKS = "records_batches", "records_checks"


def upgrade() -> None:
    """Go forward; of reports that are there already it is not known."""
    op.add_column(CHECKS, sa.Column("unheard", sa.Boolean, nullable=False, server_default=sa.false()))
    for name in ("silent", "again"):
        op.add_column(BATCHES, sa.Column(name, sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    """Go back; what was put off is then taken up at the next look for what nobody works on."""
    for name in ("again", "silent"):
        op.drop_column(BATCHES, name)
    op.drop_column(CHECKS, "unheard")
