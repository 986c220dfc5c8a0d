"""Migrations up and down, with data, by many at once, and one that breaks in the middle."""

import datetime
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect, text

from service.exchange.deliveries import Medium, Occasion
from service.nouns import Role, Scope, Team
from service.nouns.hooks import Hook, System
from service.records import Records, RecordsUnavailable, migrating
from service.records.hook_receipts import Arrival, Happened
from service.records.hook_work import Planned
from service.records.hooks import Secrets
from service.records.index import Index
from service.records.outbox_tables import DigestRow, HourRow
from service.records.tables import Row
from service.records.vectors import Place
from tests.service.records.encoding import encode
from tests.service.records.makers import ADA, SAYS, TEXT, checked, draft, finding

NOON = datetime.datetime(2026, 11, 22, 12, tzinfo=datetime.UTC)
FIRST, LAST = "0001", "0011"
HAPPENED = Happened("id", "published", "page", "1", is_wanted=True)
ARRIVAL = Arrival("web", {"method": "POST"}, b"-body", [HAPPENED], NOON)
CHECKS = "records_checks"
"""The table that later migrations add columns to."""
OF_THE_FIRST = {CHECKS} | {
    f"records_{name}"
    for name in (
        *("audit", "drafts", "feedback", "findings", "keys", "kit_versions", "kits", "people", "reports"),
        *("requests", "teams", "waivers"),
    )
}
"""The tables that the first migration makes."""
SAID = ("records_labels", "records_messages", "records_claims", "records_complaints")
"""Tables that are made of reports, and are made again."""
BROKEN = """
import sqlalchemy as sa
from alembic import op

revision = "9999"
down_revision = "{last}"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table("records_half", sa.Column("id", sa.Integer, primary_key=True))
    op.execute("UPDATE records_checks SET source = 'lost'")
    raise RuntimeError("in the middle")


def downgrade():
    pass
"""


def fill(records):
    """Put something into every table, and return what can be compared."""
    check = records.checks.add_done(
        draft(document="cms-1", team="support"),
        checked(TEXT, finding(number=1), **SAYS),
        kit_version=1,
        by=ADA,
    )
    records.checks.add(draft(b"waits"), kit_version=1, by=ADA)
    records.feedback.add(check.id, f"{1:016x}", "wrong", by=ADA, reason="no")
    records.kits.publish(
        "acme", records.kits.put_draft("acme", "a: 1", brand="A", guidelines=1, by=ADA).number, by=ADA
    )
    records.keys.create("k", [Scope.READ], None, ADA)
    records.people.seen("ada", "Ada", "", Role.ADMIN)
    records.teams.put(Team(name="support", retention_days=30), by=ADA)
    records.requests.begin("key", "0" * 64, by=ADA)
    batch = records.uploads.open(ADA)
    records.uploads.put(batch, 0, 0, b"x")
    records.uploads.end(batch, 0, "a.md", 1)
    records.outbox.send(Medium.WEBHOOK, "https://example.com", Occasion(type="test", timestamp=NOON, data={}))
    records.targets.create(Medium.NOTICE, "team", address="json://…", url=b"sealed", secret=None, by=ADA)
    with records.database.writing() as session:
        session.add(HourRow(target="t", hour=NOON, told=1, held=0))
        session.add(DigestRow(target="t", day=NOON.date(), team="support", until=NOON, message=None))
    records.hooks.create(Hook(name="web", system=System.GENERIC, kit="acme"), Secrets(b"s", b"t"), by=ADA)
    records.hook_receipts.keep([ARRIVAL])
    (job,) = records.hook_work.lease(1, seconds=60, now=NOON)
    records.hook_work.begin(job, [Planned(draft(), "en")], kit_version=1, writes_back=True, by=ADA)
    records.sessions.add("a session", datetime.datetime.max.replace(tzinfo=datetime.UTC))
    return check


def tables(records):
    """Return all rows of all tables that there are."""
    with records.database.reading() as session:
        names = sorted(set(inspect(session.connection()).get_table_names()) - {migrating.VERSIONS})
        return {
            name: sorted(str(dict(row)) for row in session.execute(text(f"SELECT * FROM {name}")).mappings())  # noqa: S608 - our own names
            for name in names
        }


def revision(records):
    with records.database.reading() as session:
        return migrating._revision(session.connection())


def test_the_tables_are_those_that_the_program_knows(records):
    with records.database.reading() as session:
        context = MigrationContext.configure(
            session.connection(), opts={"compare_type": True, "version_table": migrating.VERSIONS}
        )
        found = compare_metadata(context, Row.metadata)

    assert found == []


def test_every_table_is_filled_before_it_is_tried(database_url, tmp_path):
    records = Records(database_url)
    records.prepare()
    fill(records)
    records.waivers.add(kit="acme", finding="f", reason="r", expires=datetime.date.max, by=ADA)
    Index(records, encode, Place(tmp_path / "index", "m"), origin="m").refresh()

    assert [name for name, rows in tables(records).items() if not rows] == []
    records.close()


def test_data_survive_the_way_down_to_the_first_form_and_up_again(database_url):
    records = Records(database_url)
    records.prepare()
    check = fill(records)
    before = tables(records)

    migrating.downgrade(records.database, FIRST)
    below = tables(records)
    with pytest.raises(RecordsUnavailable, match="another version"):
        records.ping()
    records.prepare()

    assert set(below) == OF_THE_FIRST
    assert below["records_findings"] == before["records_findings"]
    again = tables(records)
    assert [name for name in OF_THE_FIRST - {CHECKS} if again[name] != before[name]] == []
    assert [name for name in set(again) - OF_THE_FIRST if again[name]] == []
    assert records.said.refresh() == 1
    said = tables(records)
    assert [name for name in SAID if said[name] != before[name]] == []
    assert records.checks.get(check.id) == check
    assert records.checks.checked(check.id) == checked(TEXT, finding(number=1), **SAYS)
    assert records.checks.erase("cms-1") == 1
    assert tables(records)["records_findings"] == []
    records.close()


def test_the_way_down_to_nothing_leaves_nothing_and_up_again_all_works(database_url):
    records = Records(database_url)
    records.prepare()
    fill(records)

    migrating.downgrade(records.database, "base")
    assert tables(records) == {}
    records.prepare()

    records.ping()
    assert fill(records)
    with pytest.raises(Exception, match="append-only"), records.database._engine.begin() as connection:
        connection.execute(text("DELETE FROM records_audit"))
    records.close()


def test_many_processes_prepare_at_once(database_url):
    code = "import sys; from service.records import Records; r = Records(sys.argv[1]); r.prepare(); r.ping()"

    with ThreadPoolExecutor(3) as pool:
        command = [sys.executable, "-c", code, database_url]
        ended = list(pool.map(lambda _: subprocess.run(command, capture_output=True, check=False), range(3)))

    assert [(one.returncode, one.stderr) for one in ended] == [(0, b"")] * 3


def test_many_threads_prepare_at_once(database_url):
    records = [Records(database_url) for _ in range(6)]

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(lambda one: one.prepare(), records))

    for one in records:
        one.ping()
        one.close()


def test_a_migration_that_breaks_in_the_middle_changes_nothing(database_url, tmp_path, monkeypatch):
    records = Records(database_url)
    records.prepare()
    fill(records)
    before = tables(records)
    scripts = shutil.copytree(migrating.SCRIPTS, tmp_path / "50% of scripts")
    (scripts / "versions" / "records_9999.py").write_text(BROKEN.format(last=LAST))
    monkeypatch.setattr(migrating, "SCRIPTS", scripts)

    with pytest.raises(RuntimeError, match="in the middle"):
        records.prepare()

    assert (revision(records), tables(records)) == (LAST, before)
    records.close()


def test_records_of_a_newer_program_are_left_alone(database_url):
    records = Records(database_url)
    records.prepare()
    with records.database.writing() as session:
        session.execute(text(f"UPDATE {migrating.VERSIONS} SET version_num = '9999'"))  # noqa: S608 - our own name

    with pytest.raises(RecordsUnavailable, match="newer Brandcheck"):
        records.prepare()
    with pytest.raises(RecordsUnavailable, match="another version"):
        records.ping()

    assert revision(records) == "9999"
    records.close()


def test_rows_that_point_at_nothing_stop_a_migration_in_sqlite(sqlite_url):
    records = Records(sqlite_url)
    records.prepare()
    migrating.downgrade(records.database, FIRST)
    with records.database._engine.connect() as connection:
        connection.connection.cursor().execute("PRAGMA foreign_keys = OFF")
        connection.execution_options(begin="BEGIN IMMEDIATE")
        connection.execute(text("INSERT INTO records_drafts VALUES ('none', 'n', x'2d', 1)"))
        connection.commit()

    with pytest.raises(RecordsUnavailable, match="1 rows point at nothing"):
        records.prepare()

    assert revision(records) == FIRST
    records.close()
