"""Sites: the real service behind a guard of one's own, asked in this process, under any settings."""

import dataclasses
import itertools
import time
import types
from collections.abc import Callable
from typing import NamedTuple

import limits.storage.memory
import limits.strategies
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from service.app import create_app
from service.nouns import LOCAL, Role, Scope
from service.parts import Parts
from service.security.guarding import guard_of, provider_of
from service.settings import ServiceSettings

OPEN_TO_OTHERS = {"host": "0.0.0.0", "public_url": "https://brandcheck.example.com"}  # noqa: S104 - not opened
"""Settings of a service that others can reach."""
_numbers = itertools.count()


class Site(NamedTuple):
    """A service under settings of its own."""

    app: FastAPI
    parts: Parts
    url: str

    def browser(self, **headers: str) -> TestClient:
        """Return a browser, or a program, without a cookie."""
        return TestClient(
            self.app,
            base_url=self.url,
            headers=headers,
            raise_server_exceptions=False,
            follow_redirects=False,
        )

    def with_key(self, *scopes: Scope) -> TestClient:
        """Return a program whose key has *scopes*."""
        _, secret = self.parts.records.keys.create("A test", scopes, None, LOCAL)
        return self.browser(authorization=f"Bearer {secret}")

    def as_person(self, role: Role, subject: str = "") -> TestClient:
        """Return the browser of somebody in that *role*, who has signed in."""
        subject = subject or f"https://login.example.com {role} {next(_numbers)}"
        self.parts.records.people.seen(subject, f"A {role}", "", role)
        sessions, browser = self.parts.guard.sessions, self.browser()
        session = sessions.begin(subject)
        name, _, value = sessions.cookie(session).partition(";")[0].partition("=")
        browser.cookies.set(name, value)
        browser.headers["x-csrf-token"] = self.parts.guard.tokens.of(session.id)
        return browser


MakeSite = Callable[..., Site]


@pytest.fixture
def one_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let all that a test asks fall into the same minute of what counts it, however long that takes."""
    now = time.time() // 60 * 60 + 1
    still = types.SimpleNamespace(time=lambda: now)
    for module in (limits.storage.memory, limits.strategies):
        monkeypatch.setattr(module, "time", still)


@pytest.fixture(scope="session")
def sites(service_parts: Parts, service_url: str, tmp_path_factory: pytest.TempPathFactory) -> MakeSite:
    """Return what makes sites that tests of a worker share."""
    assert service_url

    def make(**settings: object) -> Site:
        return _made(service_parts, data=tmp_path_factory.mktemp("site"), **settings)

    return make


@pytest.fixture
def site(sites: MakeSite) -> MakeSite:
    """Return what makes a site of one's own: `site(requests_per_minute=3)`."""
    return sites


@pytest.fixture(scope="session")
def local(sites: MakeSite) -> Site:
    """Return a site on loopback without configuration."""
    return sites()


@pytest.fixture(scope="session")
def outside(sites: MakeSite) -> Site:
    """Return a site that others can reach, by https."""
    return sites(**OPEN_TO_OTHERS, requests_per_minute=100_000)


def _made(running: Parts, **settings: object) -> Site:
    service = ServiceSettings(_env_prefix="NONE_", **settings)
    records = running.records
    parts = dataclasses.replace(
        running,
        service=service,
        guard=guard_of(service, records.keys, records.people, records.sessions),
        provider=provider_of(service),
    )
    return Site(create_app(parts), parts, service.public_url or "http://localhost:8000")
