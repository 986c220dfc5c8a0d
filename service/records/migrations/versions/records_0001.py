"""The records: teams, kits, checks, feedback, waivers, keys, people, audit log, requests."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

TABLES = (
    "records_requests",
    "records_audit",
    "records_people",
    "records_keys",
    "records_waivers",
    "records_feedback",
    "records_findings",
    "records_reports",
    "records_drafts",
    "records_checks",
    "records_kit_versions",
    "records_kits",
    "records_teams",
)
"""Those that point at others first."""
REFUSAL = "the audit log is append-only"
"""What whoever changes it is told."""


def upgrade() -> None:
    """Go forward."""
    _create_kits()
    _create_checks()
    _create_parts_of_checks()
    _create_feedback_and_waivers()
    _create_who()
    _create_audit()
    _create_requests()
    if op.get_bind().dialect.name == "sqlite":
        _guard_in_sqlite()
    else:
        _guard_in_postgresql()


def downgrade() -> None:
    """Go back."""
    for table in TABLES:
        op.drop_table(table)
    if op.get_bind().dialect.name != "sqlite":
        op.execute("DROP FUNCTION records_audit_refuse()")


def _id(name: str = "id") -> sa.Column[str]:
    return sa.Column(name, sa.String(32), nullable=False)


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=False)


def _word(name: str, length: int = 16, *, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String(length), nullable=nullable)


def _at(name: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _number(name: str, *, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.Integer, nullable=nullable, autoincrement=False)


def _flag(name: str) -> sa.Column[bool]:
    return sa.Column(name, sa.Boolean, nullable=False)


def _key(table: str, *columns: str) -> sa.PrimaryKeyConstraint:
    return sa.PrimaryKeyConstraint(*columns, name=f"pk_{table}")


def _of_check(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["check"], ["records_checks.id"], name=f"fk_{table}_check", ondelete="CASCADE"
    )


def _index(table: str, *columns: str) -> None:
    op.create_index(f"ix_{table}_{'_'.join(columns)}", table, list(columns))


def _create_kits() -> None:
    op.create_table(
        "records_teams",
        _text("name"),
        _number("retention_days", nullable=True),
        _flag("may_be_judged"),
        _key("records_teams", "name"),
    )
    op.create_table("records_kits", _text("id"), _at("updated"), _key("records_kits", "id"))
    op.create_table(
        "records_kit_versions",
        _text("kit"),
        _number("number"),
        _word("state"),
        _text("brand"),
        _number("guidelines"),
        _text("source"),
        _word("digest", 64),
        _text("by"),
        _at("created"),
        _at("published", nullable=True),
        _text("note"),
        _text("guide"),
        _key("records_kit_versions", "kit", "number"),
        sa.ForeignKeyConstraint(
            ["kit"], ["records_kits.id"], name="fk_records_kit_versions_kit", ondelete="CASCADE"
        ),
    )


def _create_checks() -> None:
    op.create_table(
        "records_checks",
        _id(),
        _text("document"),
        _word("state"),
        *map(_text, ("source", "title", "sought", "kit")),
        _number("kit_version"),
        *map(_text, ("team", "channel", "audience", "by", "by_id")),
        _at("created"),
        _at("finished", nullable=True),
        _word("verdict", nullable=True),
        _number("score", nullable=True),
        *map(_number, ("errors", "warnings", "suggestions")),
        sa.Column("lead_message", sa.Text, nullable=True),
        _word("step"),
        sa.Column("done", sa.BigInteger, nullable=False),
        sa.Column("of", sa.BigInteger, nullable=False),
        _text("problem"),
        _flag("is_kept"),
        _key("records_checks", "id"),
    )
    _index("records_checks", "state")
    for name in ("document", "kit", "team"):
        _index("records_checks", name, "id")


def _create_parts_of_checks() -> None:
    op.create_table(
        "records_drafts",
        _id("check"),
        _text("name"),
        sa.Column("content", sa.LargeBinary, nullable=False),
        _flag("judged"),
        _key("records_drafts", "check"),
        _of_check("records_drafts"),
    )
    op.create_table(
        "records_reports",
        _id("check"),
        sa.Column("document", sa.LargeBinary, nullable=True),
        sa.Column("report", sa.LargeBinary, nullable=False),
        _key("records_reports", "check"),
        _of_check("records_reports"),
    )
    op.create_table(
        "records_findings",
        _id("check"),
        _number("position"),
        _text("fingerprint"),
        _word("kind", 64),
        _text("guideline"),
        _word("severity"),
        _word("origin"),
        sa.Column("confidence", sa.Double, nullable=False),
        _flag("counts"),
        _key("records_findings", "check", "position"),
        _of_check("records_findings"),
    )
    _index("records_findings", "fingerprint", "check")


def _create_feedback_and_waivers() -> None:
    unique = "uq_records_feedback_check_finding_by_id"
    op.create_table(
        "records_feedback",
        _id(),
        _id("check"),
        _text("finding"),
        _word("verdict"),
        *map(_text, ("reason", "by", "by_id")),
        _at("created"),
        _key("records_feedback", "id"),
        _of_check("records_feedback"),
        sa.UniqueConstraint("check", "finding", "by_id", name=unique),
    )
    _index("records_feedback", "finding")
    op.create_table(
        "records_waivers",
        _id(),
        *map(_text, ("kit", "finding", "document", "guideline", "quote", "owner", "reason")),
        sa.Column("expires", sa.Date, nullable=False),
        _at("created"),
        _at("ended", nullable=True),
        _key("records_waivers", "id"),
    )
    _index("records_waivers", "kit")
    _index("records_waivers", "document")


def _create_who() -> None:
    op.create_table(
        "records_keys",
        _id(),
        _text("name"),
        _word("prefix"),
        _word("digest", 64),
        sa.Column("scopes", sa.Text, nullable=False),
        _at("created"),
        _text("by"),
        *(_at(name, nullable=True) for name in ("expires", "last_used", "revoked")),
        _key("records_keys", "id"),
        sa.UniqueConstraint("digest", name="uq_records_keys_digest"),
    )
    op.create_table(
        "records_people",
        *map(_text, ("subject", "name", "email")),
        _word("role"),
        _at("last_seen"),
        _key("records_people", "subject"),
    )


def _create_audit() -> None:
    op.create_table(
        "records_audit",
        _id(),
        _at("at"),
        *map(_text, ("who", "who_id", "action", "subject")),
        sa.Column("details", sa.Text, nullable=False),
        _key("records_audit", "id"),
    )


def _create_requests() -> None:
    op.create_table(
        "records_requests",
        _text("by_id"),
        _text("key"),
        _word("digest", 64),
        _text("subject"),
        _at("created"),
        _key("records_requests", "by_id", "key"),
    )
    _index("records_requests", "created")


def _guard_in_sqlite() -> None:
    for event in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER records_audit_no_{event.lower()} BEFORE {event} ON records_audit "
            f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
        )


def _guard_in_postgresql() -> None:
    op.execute(
        "CREATE FUNCTION records_audit_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$"
    )
    op.execute(
        "CREATE TRIGGER records_audit_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON records_audit "
        "FOR EACH STATEMENT EXECUTE FUNCTION records_audit_refuse()"
    )
