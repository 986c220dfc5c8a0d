"""The service for tests: one with everything real, shared by the tests of a worker, and callers of each kind.

`service_url` is its address. Tests share its records, so each uses documents, kits and keys of its own.
"""

import contextlib
import random
from collections.abc import Callable, Iterator

import dbos._queue
import dbos._scheduler
import dbos._sys_db
import dbos._workflow_commands
import httpx2
import pytest
from playwright.sync_api import Browser

from checker.settings import Settings
from service.app import create_app
from service.nouns import LOCAL, Scope
from service.parts import Parts, build
from service.settings import ServiceSettings
from tests.service.browsing import launched
from tests.service.serving import served

Ask = Callable[..., httpx2.Client]


@pytest.fixture(scope="session", autouse=True)
def dbos_draws_by_itself() -> None:
    """Give DBOS a source of random numbers of its own.

    Its threads draw from Python's shared one all the time that a service runs, and Hypothesis fails a test
    while anybody does.
    """
    for module in (dbos._queue, dbos._scheduler, dbos._sys_db, dbos._workflow_commands):
        module.random = random.Random()  # noqa: S311 - it spreads polls


@pytest.fixture(scope="session")
def service_parts(tmp_path_factory: pytest.TempPathFactory) -> Parts:
    """Return the parts of a service on this machine: SQLite, one process that checks, no language model."""
    settings = Settings(_env_prefix="NONE_")
    service = ServiceSettings(
        _env_prefix="NONE_", data=tmp_path_factory.mktemp("service"), lanes=1, requests_per_minute=100_000
    )
    return build(settings, service)


@pytest.fixture(scope="session")
def service_url(service_parts: Parts) -> Iterator[str]:
    """Return the address of a running service, with the sample kit."""
    with served(create_app(service_parts)) as url:
        yield url


@pytest.fixture
def http(service_url: str) -> Iterator[httpx2.Client]:
    """Return a program on this machine that asks the running service, as its local user."""
    with httpx2.Client(base_url=service_url, timeout=30) as client:
        yield client


@pytest.fixture
def with_key(service_parts: Parts, service_url: str) -> Iterator[Ask]:
    """Return what makes a program with a key: `with_key(Scope.READ)`."""
    with contextlib.ExitStack() as stack:

        def make(*scopes: Scope) -> httpx2.Client:
            _, secret = service_parts.records.keys.create("A test", scopes, None, LOCAL)
            headers = {"authorization": f"Bearer {secret}"}
            return stack.enter_context(httpx2.Client(base_url=service_url, headers=headers, timeout=30))

        yield make


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Return Debian's browser; `tests/conftest.py` knows tests that use it by this name."""
    with launched() as browser:
        yield browser
