"""The hooks as this process knows them, so that a delivery need not ask the records who signed it.

All are read at once and believed for some seconds: whoever guesses names costs nothing, and what another
process has changed holds soon.
"""

import threading
import time
from collections.abc import Callable
from http import HTTPStatus

from service.hooks.receiving import Opened
from service.hooks.sealing import secrets_of
from service.nouns import Moment
from service.problems import Problem, not_found
from service.records.hooks import HookRecords, SealedHook
from service.security.sealing import Sealer

BELIEVED = 2.0
"""Seconds for which what was read is believed."""


class Known:
    """The hooks, read anew from time to time."""

    def __init__(
        self, records: HookRecords, sealer: Sealer, clock: Callable[[], float] = time.monotonic
    ) -> None:
        """Read them from *records*; *sealer* opens their secrets, *clock* returns seconds."""
        self._records, self._sealer, self._clock = records, sealer, clock
        self._lock = threading.Lock()
        self._kept: dict[str, SealedHook] = {}
        self._opened: dict[str, Opened] = {}
        self._read = float("-inf")

    @property
    def is_fresh(self) -> bool:
        """Return whether what is known is believed, so that nobody who asks waits for the records."""
        return self._clock() - self._read <= BELIEVED and not self._lock.locked()

    def forget(self) -> None:
        """Read them anew when they are next asked for."""
        self._read = float("-inf")

    def sealed(self, name: str) -> SealedHook:
        """Return the hook called *name*.

        Raises:
            Problem: 404 if there is none.
            RecordsUnavailable: if they can't be read.
        """
        if not self.is_fresh:
            self._renew()
        kept = self._kept.get(name)
        if kept is None:
            raise not_found("hook", name)
        return kept

    def opened(self, name: str, now: Moment) -> Opened:
        """Return the hook called *name* with the secrets that are good *now*.

        Raises:
            Problem: 404 if there is none, 410 if it takes nothing.
            Unsealable: if its secrets were kept under another secret of the service.
            RecordsUnavailable: if they can't be read.
        """
        kept = self.sealed(name)
        if not kept.hook.is_on:
            detail = f"The hook “{name}” is turned off. Turn it on in Brandcheck's settings."
            raise Problem(HTTPStatus.GONE, "hook-off", detail)
        opened = self._opened.get(name)
        if opened is None or opened.hook is not kept.hook:
            opened = self._opened[name] = Opened(kept.hook, secrets_of(kept, self._sealer, now))
        return opened

    def _renew(self) -> None:
        with self._lock:
            if self._clock() - self._read > BELIEVED:
                self._read = self._clock()
                self._kept = {kept.hook.name: kept for kept in self._records.all()}
                self._opened = {}
