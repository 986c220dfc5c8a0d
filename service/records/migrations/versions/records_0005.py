"""Batches: what holds for their documents, their uploads, and which checks are theirs."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward."""
    op.create_table(
        "records_batches",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("kit", "team", "channel", "audience")),
        sa.Column("kit_version", sa.Integer, nullable=False),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("labels", "callback", "notify", "notes")),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("by_id", sa.Text, nullable=False),
        sa.Column("created", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished", sa.DateTime(timezone=True), nullable=True),
        *(
            sa.Column(name, sa.Boolean, nullable=False)
            for name in ("judged", "is_received", "is_whole", "is_again")
        ),
        sa.Column("of", sa.Integer, nullable=False),
        sa.Column("fed", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_records_batches"),
    )
    op.create_index("ix_records_batches_state", "records_batches", ["state", "is_whole"])
    op.create_table(
        "records_uploads",
        _batch(),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("taken", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("batch", "number", name="pk_records_uploads"),
        _goes_with_it("records_uploads"),
    )
    op.create_table(
        "records_chunks",
        _batch(),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("batch", "number", "position", name="pk_records_chunks"),
        _goes_with_it("records_chunks"),
    )
    op.add_column("records_checks", sa.Column("batch", sa.String(32), nullable=True))
    op.add_column("records_checks", sa.Column("position", sa.Integer, nullable=True))
    op.create_index("ix_records_checks_batch_position", "records_checks", ["batch", "position"], unique=True)
    op.create_index("ix_records_checks_batch_state", "records_checks", ["batch", "state", "position"])


def downgrade() -> None:
    """Go back."""
    op.drop_index("ix_records_checks_batch_state", "records_checks")
    op.drop_index("ix_records_checks_batch_position", "records_checks")
    op.drop_column("records_checks", "position")
    op.drop_column("records_checks", "batch")
    for table in ("records_chunks", "records_uploads", "records_batches"):
        op.drop_table(table)


def _batch() -> sa.Column[str]:
    return sa.Column("batch", sa.String(32), nullable=False)


def _goes_with_it(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["batch"],
        ["records_batches.id"],
        name=f"fk_{table}_batch",
        ondelete="CASCADE",
    )
