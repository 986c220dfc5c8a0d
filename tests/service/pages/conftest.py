"""The pages for tests: the real application on real records, with scripted checks, and a browser."""

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from checker.settings import Settings
from service.app import create_app
from service.batches.batches import Batches
from service.nouns import LOCAL
from service.parts import Parts
from service.records import Records
from service.security.guarding import guard_of
from service.settings import ServiceSettings
from tests.service.browsing import PATIENCE
from tests.service.pages.stand_ins import NoJobs, NoKits, ScriptedChecks
from tests.service.serving import served

ROOT = Path(__file__).parents[3]
KIT = ROOT / "corpus/kits/ottermere/kit.yaml"
LONGEST = 20_000
"""Characters of a pasted draft, in tests."""


@dataclass(frozen=True)
class Site:
    """A running service."""

    url: str
    checks: ScriptedChecks
    records: Records


@pytest.fixture(scope="session")
def site_of(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., Site]]:
    """Return what starts a service: `site_of(with_kit=False)`."""
    with contextlib.ExitStack() as stack:

        def start(*, with_kit: bool = True) -> Site:
            folder = tmp_path_factory.mktemp("pages")
            service = ServiceSettings(
                _env_prefix="NONE_", data=folder, requests_per_minute=100_000, max_text=LONGEST
            )
            settings = Settings(_env_prefix="NONE_")
            records = Records(f"sqlite:///{folder / 'records.db'}")
            records.prepare()
            if with_kit:
                source = KIT.read_text(encoding="utf-8")
                version = records.kits.put_draft(
                    "ottermere", source, brand="Ottermere", guidelines=26, by=LOCAL
                )
                records.kits.publish("ottermere", version.number, by=LOCAL)
            checks = ScriptedChecks(records, settings)
            parts = Parts(
                settings=settings,
                service=service,
                records=records,
                engine=NoJobs(),
                jobs=NoJobs(),
                checks=checks,
                batches=Batches(service, records, NoJobs()),
                kits=NoKits(),
                guard=guard_of(service, records.keys, records.people),
                provider=None,
            )
            return Site(stack.enter_context(served(create_app(parts))), checks, records)

        yield start


@pytest.fixture(scope="session")
def shared_site(site_of: Callable[..., Site]) -> Site:
    """Return a service with the sample kit, shared by the tests of a worker."""
    return site_of()


@pytest.fixture
def site(shared_site: Site) -> Iterator[Site]:
    """Return the shared service, with nothing scripted."""
    checks = shared_site.checks
    checks.go_on.set()
    yield shared_site
    checks.go_on.set()
    checks.judge, checks.broken, checks.rewritten = None, None, None
    checks.hold.clear()
    checks.lived.clear()


@pytest.fixture
def browse(chromium: Browser, site: Site) -> Iterator[Callable[..., Page]]:
    """Return what opens a page of its own: `browse(width=390, java_script_enabled=False)`.

    A test fails where the page logs an error, or asks any other host for anything.
    """
    contexts: list[BrowserContext] = []
    troubles: list[str] = []

    def open_page(width: int = 1440, height: int = 900, address: str = "/", **how: object) -> Page:
        context = chromium.new_context(viewport={"width": width, "height": height}, base_url=site.url, **how)
        contexts.append(context)
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.on("console", lambda said: _refuse_breaches(said.text, troubles))
        page.on("request", lambda asked: _refuse_strangers(asked.url, site.url, troubles))
        page.goto(address)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert troubles == []


def _refuse_strangers(url: str, ours: str, troubles: list[str]) -> None:
    if not url.startswith((ours, "blob:", "data:")):
        troubles.append(f"a request to {url}")


def _refuse_breaches(said: str, troubles: list[str]) -> None:
    if "Content Security" in said:
        troubles.append(said)
