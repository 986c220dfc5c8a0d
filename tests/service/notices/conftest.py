"""Outboxes for tests, receivers on this machine, and settings that let webhooks reach them."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from service.exchange.deliveries import Delivery, Fate
from service.records import Records
from service.settings import Outbound, ServiceSettings
from tests.service.notices.receiver import Receiver, receiving

HERE = Outbound(networks=("127.0.0.0/8",))
"""Lets webhooks reach this machine."""


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as running:
        yield running


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Return a SQLite file with the tables."""
    path = tmp_path_factory.mktemp("outbox") / "records.db"
    records = Records(f"sqlite:///{path}")
    records.prepare()
    records.close()
    return path.read_bytes()


@pytest.fixture
def url(prepared: bytes, tmp_path: Path) -> str:
    """Return the URL of records that hold nothing yet."""
    path = tmp_path / "records.db"
    path.write_bytes(prepared)
    return f"sqlite:///{path}"


@pytest.fixture
def records(url: str) -> Iterator[Records]:
    records = Records(url)
    yield records
    records.close()


@pytest.fixture
def service(tmp_path: Path) -> ServiceSettings:
    return ServiceSettings(_env_prefix="NONE_", data=tmp_path, outbound=HERE)


def until(
    records: Records, delivery: str, is_so: Callable[[Delivery], bool], seconds: float = 60
) -> Delivery:
    """Return the delivery once it is as it should be."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        found = records.outbox.get(delivery)
        assert found
        if is_so(found):
            return found
        time.sleep(0.01)
    pytest.fail(f"{found} after {seconds} seconds")


def is_over(delivery: Delivery) -> bool:
    return delivery.state is not Fate.WAITING
