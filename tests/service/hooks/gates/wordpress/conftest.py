"""A real WordPress with our plugin, which asks the service beside it, for the whole run of a worker."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from service.nouns import LOCAL
from service.nouns.hooks import Hook, System
from tests.service.browsing import PATIENCE
from tests.service.hooks.gates.conftest import Service
from tests.service.hooks.gates.wordpress.site import PASSWORD, WordPress, running

ROOT = Path(__file__).parents[5]
SHOTS = ROOT / "out" / "screenshots"
"""Where pictures of WordPress are kept."""
HOOK = "wordpress-site"
SECRET = "the secret of a hook that only tests know"  # noqa: S105 - of a service that only the tests see
NOWHERE = "http://127.0.0.1:1"
"""Where no service is."""


@pytest.fixture(scope="session")
def wordpress(brandcheck: Service, tmp_path_factory: pytest.TempPathFactory) -> Iterator[WordPress]:
    """Return a WordPress that asks that service, and tells it what was published."""
    settings = {"url": brandcheck.url, "key": brandcheck.key, "kit": "ottermere", "channel": "web"}
    told = {"hook": HOOK, "secret": SECRET, "deadline": 20}
    with running(tmp_path_factory.mktemp("wordpress"), {"brandcheck": settings | told}) as site:
        hook = Hook(
            name=HOOK,
            system=System.WORDPRESS,
            kit="ottermere",
            channel="web",
            team="web",
            options={"callback": f"{site.url}/wp-json/brandcheck/v1/verdicts"},
            writes_back=True,
        )
        brandcheck.parts.hooks.put(hook, secret=SECRET, token=site.token, by=LOCAL)
        brandcheck.warmed.result().raise_for_status()
        yield site


@pytest.fixture(autouse=True)
def settled(wordpress: WordPress, brandcheck: Service) -> Iterator[None]:
    """Leave the settings as they were; PHP may complain of nothing."""
    yield
    if wordpress.changed:
        settings = {
            "url": brandcheck.url,
            "kit": "ottermere",
            "when_unreachable": "publish",
            "post_types": ["post", "page"],
        }
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
