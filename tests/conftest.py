"""What all tests share: in which order they run, how much Hypothesis tries, the databases, the local model.

A file's tests run in one process, and files that hold one costly thing together, such as a WordPress, do too.
Those that take longest begin first, so that no process is left with one of them at the end.
"""

import asyncio
import contextlib
import gc
import os
from collections.abc import Iterator

import hypothesis
import pytest
from xdist.scheduler import LoadScopeScheduling

from checker.bootstrap import encoder, lexicon
from checker.dossier import Encode
from checker.settings import Settings

pytest_plugins = ["tests.databases"]

for name, count in (("suite", 40), ("soak", 2_000)):
    hypothesis.settings.register_profile(
        name, deadline=None, max_examples=count, suppress_health_check=[hypothesis.HealthCheck.too_slow]
    )
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "suite"))

TOGETHER = ("tests/service/hooks/gates/wordpress/", "tests/service/hooks/gates/strapi/")
"""Folders whose files share what takes longer to start than most tests take."""
LONGEST = (
    *TOGETHER,
    "tests/service/api/test_api_schemathesis.py",
    "tests/service/pages/test_accessibility.py",
    "tests/service/pages/test_kits.py",
    "tests/service/hooks/",
    "tests/service/pages/",
    "tests/service/jobs/",
    "tests/service/batches/",
    "tests/automation/",
    "tests/service/commands/",
    "tests/service/engine/",
    "tests/service/records/",
    "tests/evals/",
    "tests/service/api/",
    "tests/service/",
    "tests/annotators/",
    "tests/embeddings/",
    "tests/test_",
    "tests/retrievers/",
)
"""What takes long, the longest first."""


class Scheduling(LoadScopeScheduling):
    """Hands out files, or folders of `TOGETHER`, in the order in which they were collected."""

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.partition("::")[0]
        return next((folder for folder in TOGETHER if file.startswith(folder)), file)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> Scheduling | None:
    if config.getoption("dist") != "loadfile":
        return None
    config.option.loadscopereorder = False
    return Scheduling(config, log)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=_rank)


def _rank(item: pytest.Item) -> int:
    found = (rank for rank, start in enumerate(LONGEST) if item.nodeid.startswith(start))
    return next(found, len(LONGEST))


def pytest_collection_finish() -> None:
    """Leave what was imported and collected out of the collector's rounds: it lives to the end."""
    gc.collect()
    gc.freeze()


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
