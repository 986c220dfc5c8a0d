"""What the mix of each document was worked out from."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

SAID = "records_said"


def upgrade() -> None:
    """Go forward; of reports that are there already it is not known."""
    op.add_column(SAID, sa.Column("chances", sa.Text, nullable=True))


def downgrade() -> None:
    """Go back."""
    op.drop_column(SAID, "chances")
