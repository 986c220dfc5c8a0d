"""Long texts at a gate: so few of one caller at a time that its other texts are answered in time."""

import threading
from collections import Counter, defaultdict
from collections.abc import Callable

from service.nouns import Check

AT_ONCE = 8
"""Long texts of one caller that this process has checked at once, those that were late included."""


class LongOnes:
    """Knows which long texts are being checked, and whose they are."""

    def __init__(self, is_over: Callable[[str], bool]) -> None:
        """Know them; *is_over* says whether the check of an id has come to its end."""
        self._is_over = is_over
        self._lock = threading.Lock()
        self._asking: Counter[str] = Counter()
        self._late: defaultdict[str, set[str]] = defaultdict(set)

    def one(self, caller: str, submit: Callable[[], Check]) -> Check | None:
        """Return the check that *submit* makes; none, and nothing is made, where *caller* has enough."""
        if not self._begun(caller):
            return None
        check = None
        try:
            check = submit()
        finally:
            self._end(caller, check)
        return check

    def _begun(self, caller: str) -> bool:
        with self._lock:
            late = self._late.pop(caller, set())
            if still := {check for check in late if not self._is_over(check)}:
                self._late[caller] = still
            is_free = self._asking[caller] + len(still) < AT_ONCE
            self._asking[caller] += is_free
            return is_free

    def _end(self, caller: str, check: Check | None) -> None:
        with self._lock:
            self._asking[caller] -= 1
            self._asking += Counter()
            if check and not self._is_over(check.id):
                self._late[caller].add(check.id)
