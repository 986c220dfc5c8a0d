"""What needs the local model and the checker's lexicon: done in worker processes, which have both at hand."""

import datetime
from collections.abc import Sequence
from functools import lru_cache

from checker.domain import BrandKit
from checker.dossier import Vectors
from service.engine import Engine
from service.engine.task import Source
from service.engine.worker import Desk
from service.nouns import KitVersion

KEPT = 24
"""Kits that are kept."""


def understood(desk: Desk, kit: Source, today: datetime.date) -> BrandKit:
    """Return what of *kit* holds *today*, its prose read."""
    return desk.checker(kit, today).kit


def encoded(desk: Desk, texts: Sequence[str]) -> Vectors:
    """Return the vectors of *texts*: shape (n, 384)."""
    return desk.encode(texts)


class Workers:
    """Reads kits, once each, and encodes texts."""

    def __init__(self, engine: Engine) -> None:
        """Work in the processes of *engine*."""
        self._engine = engine
        self._read = lru_cache(maxsize=KEPT)(self._understood)

    def read(self, version: KitVersion, today: datetime.date) -> BrandKit:
        """Return what of the kit that *version* is holds *today*, its prose read.

        Raises:
            InputError: if it can't be read.
        """
        return self._read(Source(version.kit, version.source), today)

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return the vectors of *texts*: shape (n, 384).

        Raises:
            InputError: if that takes too long.
        """
        return self._engine.work(encoded, tuple(texts))

    def _understood(self, source: Source, today: datetime.date) -> BrandKit:
        return self._engine.work(understood, source, today)
