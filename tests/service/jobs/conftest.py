"""Jobs that work on real records, in SQLite and in PostgreSQL, with an engine that does as a test says."""

import shutil
import uuid
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from checker.settings import JudgeSettings, Settings
from service.checks import Checks
from service.jobs import Jobs
from service.jobs.running import Width, join, part
from service.jobs.store import Store
from service.jobs.work import utc
from service.nouns import LOCAL, Moment
from service.records import Records
from service.settings import ServiceSettings
from tests.service.jobs.stand_ins import FakeEngine

if TYPE_CHECKING:
    from tests.databases import Server


@pytest.fixture(scope="session")
def jobs_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a SQLite file with the records' tables and a published kit."""
    path = tmp_path_factory.mktemp("template") / "records.db"
    prepare(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def jobs_server_template(postgresql_server: "Server") -> str:
    """Return the name of a PostgreSQL database with the same."""
    name = f"template_{uuid.uuid4().hex}"
    postgresql_server.execute(f"CREATE DATABASE {name}")
    prepare(postgresql_server.url(name))
    return name


@pytest.fixture
def sqlite_jobs_url(jobs_template: Path, tmp_path: Path) -> str:
    """Return the URL of a copy of the SQLite file."""
    return f"sqlite:///{shutil.copy(jobs_template, tmp_path / 'records.db')}"


@pytest.fixture
def postgresql_jobs_url(postgresql_server: "Server", jobs_server_template: str) -> Iterator[str]:
    """Return the URL of a copy of the PostgreSQL database."""
    name = f"jobs_{uuid.uuid4().hex}"
    postgresql_server.execute(f"CREATE DATABASE {name} TEMPLATE {jobs_server_template}")
    yield postgresql_server.url(name)
    postgresql_server.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=["sqlite", "postgresql"])
def jobs_url(request: pytest.FixtureRequest) -> str:
    """Return the URL of records with a published kit, in a database of each kind in turn."""
    return str(request.getfixturevalue(f"{request.param}_jobs_url"))


def prepare(url: str) -> None:
    """Make the tables of records, and publish a kit called `acme`."""
    records = Records(url)
    records.prepare()
    version = records.kits.put_draft("acme", "brand: Acme", brand="Acme", guidelines=1, by=LOCAL)
    records.kits.publish("acme", version.number, by=LOCAL)
    records.close()


class Bench:
    """Everything that checks a draft, put together."""

    def __init__(
        self,
        url: str,
        kept: Records,
        engine: FakeEngine,
        judge: JudgeSettings,
        now: Callable[[], Moment] = utc,
        **service: object,
    ) -> None:
        settings = Settings(_env_prefix="NONE_", judge=judge)
        chosen = ServiceSettings(_env_prefix="NONE_", records_url=url, **service)
        self.records, self.engine = kept, engine
        self.jobs = Jobs(settings, chosen, kept, engine, now=now)
        self.checks = Checks(settings, chosen, kept, engine, self.jobs)

    def close(self) -> None:
        """Stop everything, and wait for what was cut short, so that nobody uses the records after this."""
        self.engine.gate.set()
        self.jobs.close(20)
        self.engine.close()
        while self.jobs.work.running:
            self.jobs.work.bell.wait("", 0.01)


Make = Callable[..., Bench]


@pytest.fixture(scope="session")
def lasting_dbos(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Launch DBOS once for all tests of a process: that takes longer than most of them."""
    join(Store(f"sqlite:///{tmp_path_factory.mktemp('jobs') / 'records.db'}"), Width(drafts=2, judged=2))
    yield
    part(0)


@pytest.fixture
def bench(jobs_url: str, lasting_dbos: None) -> Iterator[Make]:  # noqa: ARG001 - DBOS runs meanwhile
    """Return what puts a bench together: `bench(FakeEngine(…), forbidden_teams=("legal",))`."""
    records = Records(jobs_url)
    with ExitStack() as stack:
        stack.callback(records.close)

        def make(
            engine: FakeEngine | None = None,
            *,
            now: Callable[[], Moment] = utc,
            max_silence: float = 3600,
            **judge: object,
        ) -> Bench:
            settings = JudgeSettings(**judge)
            made = Bench(jobs_url, records, engine or FakeEngine(), settings, now, max_silence=max_silence)
            stack.callback(made.close)
            return made

        yield make
