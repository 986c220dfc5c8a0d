"""A real service beside the CMS that asks it, for the whole run of a worker."""

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from ipaddress import IPv4Network

import httpx2
import pytest

from checker.settings import Settings
from service.app import create_app
from service.nouns import LOCAL, Scope
from service.parts import Parts, build
from service.settings import Outbound, ServiceSettings
from tests.service.serving import served

PATIENCE = 120.0
"""Seconds for the first check on a busy machine, while a CMS starts too."""


@dataclass(frozen=True)
class Service:
    """The service that a CMS asks."""

    url: str
    parts: Parts
    key: str
    """May check."""
    warmed: "Future[httpx2.Response]"
    """The first check, which takes longest: it is made while the CMS starts."""


@pytest.fixture(scope="session")
def brandcheck(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """Return a service that may reach this machine, with the sample kit."""
    settings = ServiceSettings(
        _env_prefix="NONE_",
        data=tmp_path_factory.mktemp("service"),
        lanes=1,
        requests_per_minute=100_000,
        outbound=Outbound(networks=(IPv4Network("127.0.0.0/8"),)),
    )
    parts = build(Settings(_env_prefix="NONE_"), settings)
    with served(create_app(parts)) as url, ThreadPoolExecutor() as threads:
        _, key = parts.records.keys.create("A CMS", (Scope.CHECK,), None, LOCAL)
        yield Service(url, parts, key, threads.submit(_first_check, url))


def _first_check(url: str) -> httpx2.Response:
    draft = {"kit": "ottermere", "text": "Learn it between two swimmers."}
    return httpx2.post(f"{url}/v1/checks", json=draft, params={"wait": 60}, timeout=PATIENCE)
