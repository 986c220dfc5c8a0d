"""What claims speak of, worked out once and kept beside them."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

CLAIMS = "records_claims"


def upgrade() -> None:
    """Go forward; of claims that are there already it is worked out when they are next asked for."""
    op.add_column(CLAIMS, sa.Column("form", sa.String(64), nullable=True))
    op.add_column(CLAIMS, sa.Column("spoken", sa.Text, nullable=True))


def downgrade() -> None:
    """Go back."""
    op.drop_column(CLAIMS, "spoken")
    op.drop_column(CLAIMS, "form")
