"""Checkers that misbehave on files of certain names, built in worker processes."""

import itertools
import os
import time
from collections.abc import Callable
from pathlib import Path

from checker.domain import BrandKit, Document
from checker.errors import InputError, ModelUnavailable, UnreadableDocument
from checker.pipeline import Checker
from tests import fakes

KIT = BrandKit(brand="Kettlewick", guidelines=())
HOURS = 3600


def build() -> Checker:
    """Return a checker that does to a file what its name says."""
    return fakes.checker(KIT, read=_read)


def fail() -> Checker:
    """Fail as a checker does whose model can't be had."""
    raise ModelUnavailable("the model can't be had")


def _read(path: Path) -> tuple[Document, ...]:
    _DEEDS.get(path.stem.split("-")[0], fakes.read_text)(path)
    return fakes.read_text(path)


def _die(_: Path) -> None:
    os._exit(1)


def _hang(_: Path) -> None:
    time.sleep(HOURS)


def _gorge(_: Path) -> None:
    list(itertools.repeat(0, 10**10))


def _fault(_: Path) -> None:
    raise ValueError("a fault of ours")


def _refuse(path: Path) -> None:
    raise UnreadableDocument(str(path), "it is encrypted", "Take the password off.")


def _decline(path: Path) -> None:
    raise InputError(f"{path}: no reader for this")


def _wait(_: Path) -> None:
    time.sleep(0.3)


def _dig(path: Path) -> None:
    _dig(path)


_DEEDS: dict[str, Callable[[Path], object]] = {
    "die": _die,
    "hang": _hang,
    "gorge": _gorge,
    "fault": _fault,
    "refuse": _refuse,
    "decline": _decline,
    "slow": _wait,
    "dig": _dig,
}
"""What files of these names do to their worker."""
