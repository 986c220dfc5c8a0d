"""The passages of each document's newest draft, from which the index is made."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward."""
    op.create_table(
        "records_installation",
        sa.Column("number", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("id", sa.String(32), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_records_installation"),
    )
    op.create_table(
        "records_passages",
        sa.Column("check", sa.String(32), nullable=False),
        sa.Column("position", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("start", sa.Integer, nullable=False),
        sa.Column("end", sa.Integer, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("vector", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("check", "position", name="pk_records_passages"),
        sa.ForeignKeyConstraint(
            ["check"], ["records_checks.id"], name="fk_records_passages_check", ondelete="CASCADE"
        ),
    )
    with op.batch_alter_table("records_checks") as checks:
        checks.add_column(sa.Column("indexed", sa.String(64), nullable=True))
        checks.create_index("ix_records_checks_indexed", ["indexed"])


def downgrade() -> None:
    """Go back."""
    op.drop_table("records_passages")
    op.drop_table("records_installation")
    with op.batch_alter_table("records_checks") as checks:
        checks.drop_index("ix_records_checks_indexed")
        checks.drop_column("indexed")
