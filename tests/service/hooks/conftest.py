"""Hooks of a system that a test makes up, records that know a kit, and whoever works on checks, by hand."""

import datetime
from collections.abc import Iterator
from pathlib import Path

import pytest

from service.hooks.hooks import Hooks
from service.nouns import LOCAL, Check
from service.records import Records
from service.settings import Outbound, ServiceSettings
from tests.service.hooks.inventing import Invented
from tests.service.notices.receiver import Receiver, receiving

HERE = Outbound(networks=("127.0.0.0/8",))
"""Lets requests reach this machine."""


class Started:
    """Whoever works on checks: keeps which it was told to."""

    def __init__(self) -> None:
        self.checks: list[str] = []

    def start(self, check: Check) -> None:
        self.checks.append(check.id)


@pytest.fixture(scope="session")
def hooks_prepared(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Return a SQLite file with the tables and a published kit."""
    path = tmp_path_factory.mktemp("hooks") / "records.db"
    records = Records(f"sqlite:///{path}")
    fill(records)
    records.close()
    return path.read_bytes()


@pytest.fixture
def records(hooks_prepared: bytes, tmp_path: Path) -> Iterator[Records]:
    """Return records that hold a kit and nothing else."""
    path = tmp_path / "records.db"
    path.write_bytes(hooks_prepared)
    records = Records(f"sqlite:///{path}")
    yield records
    records.close()


@pytest.fixture
def both_records(database_url: str) -> Iterator[Records]:
    """Return such records in a database of each kind."""
    records = Records(database_url)
    fill(records)
    yield records
    records.close()


@pytest.fixture
def service(tmp_path: Path) -> ServiceSettings:
    return ServiceSettings(
        _env_prefix="NONE_", data=tmp_path, outbound=HERE, public_url="https://check.example"
    )


@pytest.fixture
def started() -> Started:
    return Started()


@pytest.fixture
def invented() -> Invented:
    return Invented()


@pytest.fixture
def hooks(
    records: Records, service: ServiceSettings, started: Started, invented: Invented
) -> Iterator[Hooks]:
    """Return hooks on which nobody works yet."""
    hooks = Hooks(records, service, started, load=lambda _: invented)
    yield hooks
    hooks.stop()


@pytest.fixture
def system() -> Iterator[Receiver]:
    """Return a system that answers what it is asked."""
    with receiving() as running:
        yield running


def fill(records: Records) -> None:
    records.prepare()
    version = records.kits.put_draft("acme", "a: 1", brand="Acme", guidelines=1, by=LOCAL)
    records.kits.publish("acme", version.number, by=LOCAL)


def now() -> datetime.datetime:
    return datetime.datetime.now(datetime.UTC)
