"""What all tests share: the option that rewrites golden files, and the local model."""

import pytest

from checker.bootstrap import encoder, lexicon
from checker.dossier import Encode
from checker.settings import Settings


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="rewrite golden files instead of comparing")


@pytest.fixture
def update_golden(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--update-golden"))


@pytest.fixture(scope="session")
def model() -> Encode:
    """The local model, for tests in which meaning matters; `make test` fetches it before."""
    return encoder(Settings(), lexicon())
