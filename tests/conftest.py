"""What all tests share: the option that rewrites golden files, the databases, and the local model."""

import asyncio
from collections.abc import Iterator

import pytest

from checker.bootstrap import encoder, lexicon
from checker.dossier import Encode
from checker.settings import Settings

pytest_plugins = ["tests.databases"]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="rewrite golden files instead of comparing")


@pytest.fixture
def update_golden(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--update-golden"))


@pytest.fixture(autouse=True)
def _no_loop_of_the_browser(request: pytest.FixtureRequest) -> Iterator[None]:
    """Hide the event loop that a shared browser keeps running, so that other tests may run their own."""
    if "chromium" in request.fixturenames:
        yield
        return
    loop = asyncio._get_running_loop()
    asyncio._set_running_loop(None)
    yield
    asyncio._set_running_loop(loop)


@pytest.fixture(scope="session")
def model() -> Encode:
    """The local model, for tests in which meaning matters; `make test` fetches it before."""
    return encoder(Settings(), lexicon())
