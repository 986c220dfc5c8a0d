"""A real Strapi with our plug-in, and a real service beside it, both for the whole run of a worker."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from ipaddress import IPv4Network

import pytest

from checker.settings import Settings
from service.app import create_app
from service.nouns import LOCAL, Scope
from service.nouns.hooks import Hook, System
from service.parts import Parts, build
from service.settings import Outbound, ServiceSettings
from tests.databases import Server
from tests.service.hooks.gates.strapi.running import Strapi, strapi
from tests.service.serving import served

HOOK = "strapi-site"
SECRET = "the secret of a hook that only tests know"  # noqa: S105 - of a service that only the tests see
TOKEN = "the token with which verdicts are signed"  # noqa: S105 - the same


@dataclass(frozen=True)
class Service:
    """The service that Strapi asks."""

    url: str
    parts: Parts
    key: str


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
    with served(create_app(parts)) as url:
        _, key = parts.records.keys.create("Strapi", (Scope.CHECK,), None, LOCAL)
        yield Service(url, parts, key)


@pytest.fixture(scope="session")
def cms(
    brandcheck: Service, postgresql_server: Server, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Strapi]:
    """Return a Strapi that asks that service, and tells it what was published."""
    name = f"strapi_{uuid.uuid4().hex}"
    postgresql_server.execute(f"CREATE DATABASE {name}")
    settings = {
        "BRANDCHECK_URL": brandcheck.url,
        "BRANDCHECK_KEY": brandcheck.key,
        "BRANDCHECK_HOOK": f"{brandcheck.url}/v1/hooks/{HOOK}",
        "HOOK_SECRET": SECRET,
        "HOOK_TOKEN": TOKEN,
    }
    home = tmp_path_factory.mktemp("cms") / "strapi"
    with strapi(home, postgresql_server.url(name), **settings) as running:
        options = {"callback": f"{running.url}/api/brandcheck/verdicts"}
        hook = Hook(name=HOOK, system=System.STRAPI, kit="ottermere", options=options, writes_back=True)
        brandcheck.parts.hooks.put(hook, secret=SECRET, token=TOKEN, by=LOCAL)
        yield running


@pytest.fixture
def settled(cms: Strapi, brandcheck: Service) -> None:
    """Have a test begin with the same settings as others."""
    cms.set(url=brandcheck.url, unreachable="publish", closedAt=None, deadline=20)
