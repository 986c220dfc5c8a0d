"""A real Strapi 5 on this machine, with our plug-in where its users put it, on a database of its own.

It lies in `.venv/strapi`, as `app/package-lock.json` says. Its admin has no pages here: the tests ask what
those ask, the admin's API and the content API. Its database is PostgreSQL, whose driver needs no compiler.
"""

import contextlib
import json
import os
import secrets
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.parse import parse_qs, urlsplit

import httpx2
import pytest

from tests.service.hooks.gates.packages import GATES, installed

HERE = Path(__file__).parent
ADMIN = "ada@example.com"
SECONDS = 120.0
"""Time for Strapi to start, its tables made."""


class Strapi(NamedTuple):
    """A running Strapi, and what its users have to know."""

    admin: httpx2.Client
    """A session of its administrator."""
    api: httpx2.Client
    """The content API, with a token that may do anything."""
    log: Path

    def set(self, **settings: object) -> None:
        """Change settings of the plug-in."""
        assert self.api.post("/tests/settings", json=settings).is_success

    @property
    def url(self) -> str:
        """Return its address."""
        return str(self.api.base_url).rstrip("/")

    def drafted(self, **article: object) -> str:
        """Save an article as the editor does, and return its document's id."""
        answer = self.admin.post("/content-manager/collection-types/api::article.article", json=article)
        assert answer.is_success, answer.text
        return str(answer.json()["data"]["documentId"])

    def publish(self, document: str, **changes: object) -> httpx2.Response:
        """Press *Publish*, perhaps with changes that were not saved."""
        place = f"/content-manager/collection-types/api::article.article/{document}/actions/publish"
        return self.admin.post(place, json=changes)

    def status(self, document: str) -> str:
        """Return what the editor says of an article: draft, modified or published."""
        place = f"/content-manager/collection-types/api::article.article/{document}"
        return str(self.admin.get(place).json()["data"]["status"])

    def published(self, document: str) -> dict[str, object] | None:
        """Return what readers get of an article."""
        answer = self.api.get(f"/api/articles/{document}", params={"populate": "*"})
        return answer.json()["data"] if answer.is_success else None


@contextlib.contextmanager
def strapi(home: Path, database: str, **settings: str) -> Iterator[Strapi]:
    """Yield a Strapi in *home*, on a PostgreSQL *database*; *settings* are environment variables."""
    shutil.copytree(HERE / "app", home, ignore=shutil.ignore_patterns("package-lock.json"))
    shutil.copytree(
        GATES / "strapi" / "brandcheck", home / "src" / "plugins" / "brandcheck", dirs_exist_ok=True
    )
    (home / "node_modules").symlink_to(installed(HERE / "app", "strapi"))
    (home / "public" / "uploads").mkdir(parents=True)
    password = secrets.token_urlsafe(12) + "aA1"
    known = {"ADMIN_PASSWORD": password, "SECRET": secrets.token_hex(16), **_database(database), **settings}
    log = home / "log"
    with log.open("wb") as errors:
        process = subprocess.Popen(
            ["node", "start.js"], cwd=home, env=_environment() | known, stdout=subprocess.PIPE, stderr=errors
        )
    try:
        yield from _opened(process, log, password)
    finally:
        process.terminate()
        process.communicate(timeout=SECONDS)


def _opened(process: subprocess.Popen[bytes], log: Path, password: str) -> Iterator[Strapi]:
    assert process.stdout is not None
    told = next((line for line in process.stdout if line.startswith(b"{")), b"")
    if not told:
        pytest.fail(f"Strapi does not start: {log.read_text()}")
    place = json.loads(told)
    url = place["url"]
    session = httpx2.post(f"{url}/admin/login", json={"email": ADMIN, "password": password}, timeout=30)
    assert session.is_success, session.text
    bearer = {"authorization": f"Bearer {session.json()['data']['token']}"}
    token = {"authorization": f"Bearer {place['token']}"}
    with (
        httpx2.Client(base_url=url, headers=bearer, timeout=60) as admin,
        httpx2.Client(base_url=url, headers=token, timeout=60) as api,
    ):
        yield Strapi(admin, api, log)


def _database(url: str) -> dict[str, str]:
    found = urlsplit(url)
    host = parse_qs(found.query)["host"][0]
    return {"DATABASE_HOST": host, "DATABASE_NAME": found.path[1:], "DATABASE_USER": found.username or ""}


def _environment() -> dict[str, str]:
    kept = {"PATH": os.environ["PATH"], "HOME": os.environ.get("HOME", "/")}
    return kept | {"NODE_ENV": "production", "STRAPI_TELEMETRY_DISABLED": "true", "CI": "true"}
