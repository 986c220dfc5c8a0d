"""A real WordPress with our plugin, and a real service beside it, both for the whole run of a worker."""

from collections.abc import Iterator
from dataclasses import dataclass
from ipaddress import IPv4Network
from pathlib import Path

import httpx2
import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from checker.settings import Settings
from service.app import create_app
from service.nouns import LOCAL, Scope
from service.nouns.hooks import Hook, System
from service.parts import Parts, build
from service.settings import Outbound, ServiceSettings
from tests.service.browsing import PATIENCE
from tests.service.hooks.gates.wordpress.site import PASSWORD, WordPress, running
from tests.service.serving import served

ROOT = Path(__file__).parents[5]
SHOTS = ROOT / "out" / "screenshots"
"""Where pictures of WordPress are kept."""
HOOK = "wordpress-site"
SECRET = "the secret of a hook that only tests know"  # noqa: S105 - of a service that only the tests see
NOWHERE = "http://127.0.0.1:1"
"""Where no service is."""


@dataclass(frozen=True)
class Service:
    """The service that WordPress asks."""

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
        _, key = parts.records.keys.create("WordPress", (Scope.CHECK,), None, LOCAL)
        warm = {"kit": "ottermere", "text": "Learn it between two swimmers."}
        httpx2.post(f"{url}/v1/checks", json=warm, params={"wait": 60}, timeout=90).raise_for_status()
        yield Service(url, parts, key)


@pytest.fixture(scope="session")
def wordpress(brandcheck: Service, tmp_path_factory: pytest.TempPathFactory) -> Iterator[WordPress]:
    """Return a WordPress that asks that service, and tells it what was published."""
    settings = {"url": brandcheck.url, "key": brandcheck.key, "kit": "ottermere", "channel": "web"}
    told = {"hook": HOOK, "secret": SECRET, "deadline": 20}
    with running(tmp_path_factory.mktemp("wordpress"), {"brandcheck": settings | told}) as site:
        hook = Hook(
            name=HOOK, system=System.WORDPRESS, kit="ottermere", channel="web", team="web", writes_back=True
        )
        brandcheck.parts.hooks.put(hook, secret=SECRET, token=site.token, by=LOCAL)
        yield site


@pytest.fixture(autouse=True)
def settled(wordpress: WordPress, brandcheck: Service) -> Iterator[None]:
    """Leave the settings as they were; PHP may complain of nothing."""
    yield
    if wordpress.changed:
        settings = {"url": brandcheck.url, "when_unreachable": "publish", "post_types": ["post", "page"]}
        wordpress.set(**settings, secret=SECRET, key=brandcheck.key, deadline=20)
        wordpress.changed.clear()
    assert wordpress.complaints == ""


@pytest.fixture(scope="session")
def signed_in(chromium: Browser, wordpress: WordPress) -> Iterator[BrowserContext]:
    """Return a browser in which somebody has signed in who may publish."""
    context = chromium.new_context(viewport={"width": 1440, "height": 900})
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.goto(f"{wordpress.url}/wp-login.php")
    page.get_by_label("Username or Email Address").fill("editor")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Log In").click()
    page.wait_for_url("**/wp-admin/**")
    page.close()
    yield context
    context.close()


@pytest.fixture
def page(signed_in: BrowserContext) -> Iterator[Page]:
    """Return a page of that browser, whose scripts may not fail."""
    page = signed_in.new_page()
    failures: list[str] = []
    page.on("pageerror", lambda error: failures.append(str(error)))
    page.on("dialog", lambda dialog: dialog.accept())
    yield page
    page.close()
    assert failures == []
