"""How often somebody may ask: a limit for each key, person and address.

The counts are this process's own. Where several processes serve, each lets as many pass; what the limit is
for, one caller that takes all there is, it stops all the same.
"""

import math
import time
from http import HTTPStatus

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import SlidingWindowCounterRateLimiter

from service.problems import Problem

FAILURES = 20
"""Wrong keys and cookies from one address in a minute; then none is looked at for a while."""


class Rates:
    """Counts requests and failures."""

    def __init__(self, per_minute: int) -> None:
        """Let everybody ask *per_minute* times."""
        self._limiter = SlidingWindowCounterRateLimiter(MemoryStorage())
        self._asked = RateLimitItemPerMinute(per_minute, namespace="asked")
        self._failed = RateLimitItemPerMinute(FAILURES, namespace="failed")

    def count(self, who: str) -> None:
        """Count a request of *who*, a key, person or address.

        Raises:
            Problem: if there were too many.
        """
        if not self._limiter.hit(self._asked, who):
            raise self._too_many(self._asked, who, f"more than {self._asked.amount} requests in a minute")

    def fail(self, address: str) -> None:
        """Count a wrong key or cookie from *address*."""
        self._limiter.hit(self._failed, address)

    def admit(self, address: str) -> None:
        """Let *address* try a key.

        Raises:
            Problem: if too many of its keys were wrong.
        """
        if not self._limiter.test(self._failed, address):
            raise self._too_many(self._failed, address, "too many wrong keys")

    def _too_many(self, limit: RateLimitItemPerMinute, who: str, what: str) -> Problem:
        left = self._limiter.get_window_stats(limit, who).reset_time - time.time()
        wait = max(1, math.ceil(left))
        return Problem(
            HTTPStatus.TOO_MANY_REQUESTS,
            "too-many-requests",
            f"There were {what}. Try again in {wait} s.",
            Retry_After=str(wait),
        )
