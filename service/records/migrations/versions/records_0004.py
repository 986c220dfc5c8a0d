"""Labels, and what finished checks say together: messages, claims, complaints."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

TABLES = ("records_complaints", "records_claims", "records_messages", "records_said", "records_labels")


def upgrade() -> None:
    """Go forward."""
    with op.batch_alter_table("records_checks") as checks:
        checks.add_column(sa.Column("labels", sa.Text, nullable=False, server_default="{}"))
        checks.create_index("ix_records_checks_kit_state_document_id", ["kit", "state", "document", "id"])
    _labels()
    _said()
    _messages()
    _claims()
    _complaints()


def downgrade() -> None:
    """Go back."""
    for table in TABLES:
        op.drop_table(table)
    with op.batch_alter_table("records_checks") as checks:
        checks.drop_index("ix_records_checks_kit_state_document_id")
        checks.drop_column("labels")


def _labels() -> None:
    op.create_table(
        "records_labels",
        sa.Column("check", sa.String(32), nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("value", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("check", "name", name="pk_records_labels"),
        _of_a_check("labels"),
    )
    op.create_index("ix_records_labels_name_check", "records_labels", ["name", "check"])


def _said() -> None:
    op.create_table(
        "records_said",
        sa.Column("check", sa.String(32), nullable=False),
        sa.Column("lead", sa.Text, nullable=True),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("readers", sa.Float(53), nullable=False),
        sa.Column("passages", sa.Integer, nullable=False),
        sa.Column("claims", sa.Integer, nullable=False),
        sa.Column("complaints", sa.Integer, nullable=False),
        sa.Column("made", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("check", name="pk_records_said"),
        _of_a_check("said"),
    )
    op.create_index("ix_records_said_made", "records_said", ["made"])


def _messages() -> None:
    op.create_table(
        "records_messages",
        *_stretch(),
        sa.Column("message", sa.Text, nullable=False),
        sa.Column("guidelines", sa.Text, nullable=False),
        sa.Column("role", sa.String(16), nullable=True),
        sa.Column("share", sa.Float(53), nullable=False),
        sa.Column("passages", sa.Integer, nullable=False),
        sa.Column("quote", sa.Text, nullable=False),
        *_keys("messages"),
    )


def _claims() -> None:
    op.create_table(
        "records_claims",
        *_stretch(),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("bases", sa.Text, nullable=False),
        sa.Column("measures", sa.Text, nullable=False),
        sa.Column("origin", sa.String(64), nullable=True),
        sa.Column("vector", sa.LargeBinary, nullable=True),
        *_keys("claims"),
    )


def _complaints() -> None:
    op.create_table(
        "records_complaints",
        *_stretch(),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("theme", sa.Text, nullable=False),
        *_keys("complaints"),
    )


def _stretch() -> tuple[sa.Column[object], ...]:
    """Return the columns that say where in a document something stands."""
    return (
        sa.Column("check", sa.String(32), nullable=False),
        sa.Column("position", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("start", sa.Integer, nullable=False),
        sa.Column("end", sa.Integer, nullable=False),
    )


def _keys(name: str) -> tuple[sa.Constraint, ...]:
    return sa.PrimaryKeyConstraint("check", "position", name=f"pk_records_{name}"), _of_a_check(name)


def _of_a_check(name: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["check"], ["records_checks.id"], name=f"fk_records_{name}_check", ondelete="CASCADE"
    )
