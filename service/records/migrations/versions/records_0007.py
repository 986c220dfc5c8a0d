"""Hooks: where a CMS sends what it publishes, what it sent, and the verdicts that go back."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

TABLES = (
    "records_hook_checks",
    "records_hook_deliveries",
    "records_hook_requests",
    "records_hooks",
)


def upgrade() -> None:
    """Go forward."""
    _hooks()
    _requests()
    _deliveries()
    _checks()


def downgrade() -> None:
    """Go back."""
    for table in TABLES:
        op.drop_table(table)


def _hooks() -> None:
    op.create_table(
        "records_hooks",
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("terms", sa.Text, nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("secret", sa.LargeBinary, nullable=False),
        sa.Column("former", sa.LargeBinary, nullable=True),
        sa.Column("token", sa.LargeBinary, nullable=True),
        sa.Column("created", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("rotated", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("name", name="pk_records_hooks"),
    )


def _requests() -> None:
    op.create_table(
        "records_hook_requests",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("hook", sa.Text, nullable=False),
        sa.Column("head", sa.Text, nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
        sa.Column("received", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_records_hook_requests"),
        _goes_with("requests", "hook", "records_hooks.name"),
    )
    op.create_index("ix_records_hook_requests_hook", "records_hook_requests", ["hook"])
    op.create_index("ix_records_hook_requests_received", "records_hook_requests", ["received"])


def _deliveries() -> None:
    op.create_table(
        "records_hook_deliveries",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("hook", sa.Text, nullable=False),
        sa.Column("key", sa.String(64), nullable=False),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("delivery", "event", "document", "version")),
        sa.Column("request", sa.String(32), nullable=True),
        sa.Column("is_test", sa.Boolean, nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("says", "checks", "written")),
        *(sa.Column(name, sa.Integer, nullable=False) for name in ("repeats", "attempts")),
        sa.Column("next_attempt", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lease", sa.String(32), nullable=True),
        sa.Column("leased_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("received", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_records_hook_deliveries"),
        sa.UniqueConstraint("hook", "key", name="uq_records_hook_deliveries_hook_key"),
        _goes_with("deliveries", "hook", "records_hooks.name"),
        sa.ForeignKeyConstraint(
            ["request"],
            ["records_hook_requests.id"],
            name="fk_records_hook_deliveries_request",
            ondelete="SET NULL",
        ),
    )
    for columns in (["state", "next_attempt"], ["hook", "id"], ["request"], ["document"], ["received"]):
        _index("deliveries", columns)


def _checks() -> None:
    op.create_table(
        "records_hook_checks",
        sa.Column("check", sa.String(32), nullable=False),
        sa.Column("delivery", sa.String(32), nullable=False),
        sa.Column("hook", sa.Text, nullable=False),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("document", "locale", "version")),
        sa.Column("writes_back", sa.Boolean, nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("says", sa.Text, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("next_attempt", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lease", sa.String(32), nullable=True),
        sa.Column("leased_until", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("check", name="pk_records_hook_checks"),
        _goes_with("checks", "check", "records_checks.id"),
        _goes_with("checks", "delivery", "records_hook_deliveries.id"),
    )
    for columns in (["state", "next_attempt"], ["delivery"], ["hook", "document", "locale"]):
        _index("checks", columns)


def _index(table: str, columns: list[str]) -> None:
    name = f"records_hook_{table}"
    op.create_index(f"ix_{name}_{'_'.join(columns)}", name, columns)


def _goes_with(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [to], name=f"fk_records_hook_{table}_{column}", ondelete="CASCADE"
    )
