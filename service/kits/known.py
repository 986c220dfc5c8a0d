"""Kits that were read already, so that looking at one costs no worker's time."""

import threading
from collections import OrderedDict
from collections.abc import Callable

from checker.domain import BrandKit

KEPT = 32
"""Kits that are kept as they were read."""


class Known:
    """The kits that were read last; safe to use from several threads at once."""

    def __init__(self, read: Callable[[str], BrandKit]) -> None:
        """Read what is not known with *read*."""
        self._read = read
        self._lock = threading.Lock()
        self._kits: OrderedDict[str, BrandKit] = OrderedDict()

    def of(self, source: str) -> BrandKit:
        """Return what the YAML *source* says.

        Raises:
            InvalidBrandKit: if it does not load.
        """
        with self._lock:
            known = self._kits.get(source)
        kit = known or self._read(source)
        with self._lock:
            self._kits[source] = kit
            self._kits.move_to_end(source)
            if len(self._kits) > KEPT:
                self._kits.popitem(last=False)
        return kit
