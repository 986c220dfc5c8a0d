"""Kits on records of their own, with an engine that works in this process."""

from collections.abc import Callable
from pathlib import Path

import pytest

from checker.domain import Checked
from checker.errors import ModelUnavailable
from checker.pipeline import Policy
from checker.settings import Settings
from service.engine.task import Source, Task
from service.engine.worker import Desk
from service.kits import Kits
from service.nouns import Draft, KitVersion
from service.records import Records

KIT = """\
# Ours.
brand: Acme
guidelines:

  - id: price  # why: see below
    kind: message
    text: Never sell on price.
    severity: error
    phrases: [cheap]
    examples:
      on_brand:
        - It is plain.
      off_brand:
        - So cheap!

  - id: calm
    kind: voice
    text: Be calm.
"""
"""A kit of two guidelines."""


class Inline:
    """An engine without processes of its own."""

    judge_is_set = False
    lanes = 4

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.checks: list[tuple[str, int]] = []

    def work(self, function: Callable[..., object], *args: object) -> object:
        return function(self._desk, *args)

    def judging_work(self, *_: object) -> object:
        raise ModelUnavailable("No language model is set.")

    def check(self, draft: Draft, kit: KitVersion, policy: Policy) -> tuple[Checked, ...]:
        self.checks.append((draft.name, kit.number))
        return self._desk.check(Task(draft.name, draft.content, Source(kit.kit, kit.source), policy)).checked


@pytest.fixture(scope="session")
def desk() -> Desk:
    """Return what a worker process has at hand."""
    return Desk(Settings(_env_prefix="NONE_"), is_judging=False)


@pytest.fixture
def engine(desk: Desk) -> Inline:
    return Inline(desk)


@pytest.fixture
def records(tmp_path: Path) -> Records:
    records = Records(f"sqlite:///{tmp_path / 'records.db'}")
    records.prepare()
    return records


@pytest.fixture
def kits(records: Records, engine: Inline) -> Kits:
    return Kits(Settings(_env_prefix="NONE_"), records, engine)
