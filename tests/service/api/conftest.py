"""Callers of the running service, with its records in SQLite and in PostgreSQL.

On PostgreSQL it runs as people run it, as a process of its own.
"""

import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import httpx2
import pytest

from service.nouns import Check, State

if TYPE_CHECKING:
    from tests.databases import Server

FAULTY = "# Save 40% on your pool budget\n\nOttermere is the cheapest choice."
"""A draft with findings."""
FINE = "# Learn it between two swimmers.\n\nTry a Saturday: ottermere.example/try"
"""A draft without."""
OPEN = "Brandcheck is open on "
"""What the service says once it answers."""


@pytest.fixture(scope="session")
def service_on_postgresql(
    postgresql_server: "Server", tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """Return the address of a service that keeps its records in PostgreSQL."""
    postgresql_server.execute("CREATE DATABASE of_the_api")
    with started(postgresql_server.url("of_the_api"), tmp_path_factory.mktemp("service")) as url:
        yield url


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def api_url(request: pytest.FixtureRequest) -> str:
    """Return the address of a service, on each kind of database in turn."""
    name = "service_url" if request.param == "sqlite" else "service_on_postgresql"
    return str(request.getfixturevalue(name))


@pytest.fixture(scope="session")
def api(api_url: str) -> Iterator[httpx2.Client]:
    """Return a program on this machine, as its local user, on each kind of database in turn."""
    with httpx2.Client(base_url=api_url, timeout=60) as client:
        yield client


@pytest.fixture(scope="session")
def here(service_url: str) -> Iterator[httpx2.Client]:
    """Return a program on this machine, as its local user, for tests to which the database is all one."""
    with httpx2.Client(base_url=service_url, timeout=60) as client:
        yield client


@pytest.fixture(scope="session")
def checked(api: httpx2.Client) -> dict[str, object]:
    """Return a check of `FAULTY` that is done, for tests that change nothing about it."""
    return made(api, name="päss\u202ewörd <b>.md")


def new(text: str = FAULTY, **terms: object) -> dict[str, object]:
    """Return the body of a request to check *text*."""
    return {"text": text, "kit": "ottermere", "channel": "campaign", **terms}


def made(api: httpx2.Client, text: str = FAULTY, **terms: object) -> dict[str, object]:
    """Return a new check of *text* with its report, however long it takes."""
    answer = api.post("/v1/checks", json=new(text, **terms), params={"wait": 30})
    return over(api, answer)


def over(api: httpx2.Client, answer: httpx2.Response) -> dict[str, object]:
    """Return the check that *answer* tells of once it is over; a busy machine takes its time."""
    assert answer.status_code in {200, 202}, answer.text
    told: dict[str, object] = answer.json()
    while told["state"] not in {State.DONE, State.FAILED}:
        api.get(f"{answer.headers['location']}/events").raise_for_status()
        told = api.get(answer.headers["location"]).json()
    return told


@contextlib.contextmanager
def started(records_url: str, data: Path) -> Iterator[str]:
    """Yield the address of `brandcheck serve` with its records at *records_url*."""
    settings = {"RECORDS_URL": records_url, "DATA": str(data), "LANES": "1", "REQUESTS_PER_MINUTE": "100000"}
    kept = {name: value for name, value in os.environ.items() if not name.startswith("BRANDCHECK_SERVICE__")}
    environment = kept | {f"BRANDCHECK_SERVICE__{name}": value for name, value in settings.items()}
    command = [sys.executable, "-m", "service", "serve", "--port", "0"]
    with (data / "log").open("wb") as log:
        process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=log, text=True)
    try:
        yield _address(process, data / "log")
    finally:
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=60)


def _address(process: subprocess.Popen[str], log: Path) -> str:
    assert process.stdout is not None
    for line in process.stdout:
        if OPEN in line:
            return line.partition(OPEN)[2].strip()
    raise RuntimeError(f"the service does not start: {log.read_text()}")


def problem(response: httpx2.Response, status: int) -> dict[str, object]:
    """Return the problem that *response* is, after a look at its form."""
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/problem+json"
    told: dict[str, object] = response.json()
    assert told["status"] == status
    assert told["title"]
    assert told["detail"]
    assert str(told["type"]).startswith("/problems/")
    return told


def check_of(answer: dict[str, object]) -> Check:
    """Return the check in an *answer* that holds its report too."""
    return Check.model_validate({name: value for name, value in answer.items() if name != "report"})
