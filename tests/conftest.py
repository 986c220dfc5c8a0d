"""What all tests share: the option that rewrites golden files, the databases, and the local model."""

import asyncio
import contextlib
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


@pytest.hookimpl(wrapper=True)
def pytest_runtest_setup(item: pytest.Item) -> Iterator[None]:
    with _without_loop(item):
        return (yield)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Iterator[None]:
    with _without_loop(item):
        return (yield)


@contextlib.contextmanager
def _without_loop(item: pytest.Item) -> Iterator[None]:
    """Hide the event loop that a shared browser keeps running, so that other tests may run their own."""
    loop = asyncio._get_running_loop()
    if loop is None or "chromium" in getattr(item, "fixturenames", ()):
        yield
        return
    asyncio._set_running_loop(None)
    try:
        yield
    finally:
        asyncio._set_running_loop(loop)


@pytest.fixture(scope="session")
def model() -> Encode:
    """The local model, for tests in which meaning matters; `make test` fetches it before."""
    return encoder(Settings(), lexicon())
