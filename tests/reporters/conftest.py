"""The samples as fixtures, and each format's whole output for them."""

from collections.abc import Callable
from pathlib import Path

import pytest

from checker import reporters
from checker.domain import Checked
from tests.reporters.report_samples import KIT, batch

HERE = Path(__file__).parent


@pytest.fixture
def samples() -> list[Checked]:
    return batch()


@pytest.fixture
def written(samples: list[Checked]) -> Callable[[str], str]:
    def write(name: str) -> str:
        return "".join(reporters.load(name).render(samples, kit=KIT))

    return write


@pytest.fixture
def schemas() -> Path:
    return HERE / "schemas"


@pytest.fixture
def golden() -> Path:
    return HERE / "golden"
