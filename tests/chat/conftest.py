"""What tests of the door to models share: an environment that names no provider, and nothing remembered."""

import os

import pytest

from checker.chat import errand

PREFIXES = ("OPENAI_", "LANGCHAIN_", "LANGSMITH_", "BRANDCHECK_")


@pytest.fixture(autouse=True)
def _nothing_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in list(os.environ):
        if name.startswith(PREFIXES) or name.lower().endswith("_proxy"):
            monkeypatch.delenv(name)
    monkeypatch.setattr(errand, "_worked", {})
