"""A real Strapi with our plug-in, which asks the service beside it, for the whole run of a worker."""

import uuid
from collections.abc import Iterator

import pytest

from service.nouns import LOCAL
from service.nouns.hooks import Hook, System
from tests.databases import Server
from tests.service.hooks.gates.conftest import Service
from tests.service.hooks.gates.strapi.running import Strapi, strapi

HOOK = "strapi-site"
SECRET = "the secret of a hook that only tests know"  # noqa: S105 - of a service that only the tests see
TOKEN = "the token with which verdicts are signed"  # noqa: S105 - the same


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
        brandcheck.warmed.result().raise_for_status()
        yield running


@pytest.fixture
def settled(cms: Strapi, brandcheck: Service) -> None:
    """Have a test begin with the same settings as others."""
    cms.set(url=brandcheck.url, key=brandcheck.key, unreachable="publish", closedAt=None, deadline=20)
