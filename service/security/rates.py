"""How often somebody may ask, and how much at once: limits for each key, person and address.

The counts are this process's own. Where several processes serve, each lets as many pass; what the limit is
for, one caller that takes all there is, it stops all the same.
"""

import math
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import SlidingWindowCounterRateLimiter

from service.problems import Problem

FAILURES = 20
"""Wrong keys from one address in a minute; then none is looked at for a while."""


WRONG = 120
"""Wrong deliveries to a hook from one address in a minute, beside as many as were right."""
DOUBTED = 120.0
"""Seconds after a wrong delivery for which its sender's are counted: as long as the limit looks back."""
COUNTED = 1_000_000_000
"""More than anybody sends in a minute."""
DELIVERED_AT_ONCE = 250
"""Deliveries of one address that are answered at once: what comes while a disk stalls for two seconds."""
AT_ONCE = 25
"""Requests of one caller that are answered at once: a quarter of the threads there are, streams included."""


class Rates:
    """Counts requests and failures."""

    def __init__(self, per_minute: int) -> None:
        """Let everybody ask *per_minute* times."""
        self._limiter = SlidingWindowCounterRateLimiter(MemoryStorage())
        self._asked = RateLimitItemPerMinute(per_minute, namespace="asked")
        self._failed = RateLimitItemPerMinute(FAILURES, namespace="failed")
        self._right = RateLimitItemPerMinute(COUNTED, namespace="right")
        self._wrong = RateLimitItemPerMinute(COUNTED, namespace="wrong")
        self._open: Counter[str] = Counter()
        self._doubted = dict[str, float]()
        """Senders of wrong deliveries, and when the last of them came, in seconds; the latest are last."""

    def count(self, who: str) -> None:
        """Count a request of *who*, a key, person or address.

        Raises:
            Problem: if there were too many.
        """
        if not self._limiter.hit(self._asked, who):
            raise self._too_many(self._asked, who, f"more than {self._asked.amount} requests in a minute")

    @contextmanager
    def turn(self, who: str, most: int = AT_ONCE) -> Iterator[None]:
        """Count a request of *who* as long as it is being answered; for one event loop, which has no races.

        Raises:
            Problem: if as many as *most* of theirs are already.
        """
        if self._open[who] >= most:
            raise _too_many_at_once(most)
        self._open[who] += 1
        try:
            yield
        finally:
            self._open[who] -= 1
            if not self._open[who]:
                del self._open[who]

    def fail(self, address: str) -> None:
        """Count a wrong key from *address*."""
        self._limiter.hit(self._failed, address)

    def admit(self, address: str) -> None:
        """Let *address* try a key.

        Raises:
            Problem: if too many of its keys were wrong.
        """
        if not self._limiter.test(self._failed, address):
            raise self._too_many(self._failed, address, "too many wrong keys")

    def deliver(self, sender: str) -> None:
        """Let *sender*, an address and the hook that it sends to, deliver something.

        Right deliveries are not limited, however many come. Wrong ones are, for each has to be read and
        hashed; as many as were right since the first of them are let pass, since another may send from the
        same address.

        Raises:
            Problem: if too many of theirs were wrong.
        """
        if not self._is_doubted(sender):
            return
        if self._counted(self._wrong, sender) >= WRONG + self._counted(self._right, sender):
            raise self._too_many(self._wrong, sender, "too many deliveries that were not signed right")

    def delivered(self, sender: str, *, is_right: bool) -> None:
        """Count a delivery of *sender*, unless all of its deliveries were right."""
        if not is_right:
            self._doubted.pop(sender, None)
            self._doubted[sender] = time.monotonic()
        if self._is_doubted(sender):
            self._limiter.hit(self._right if is_right else self._wrong, sender)

    def _is_doubted(self, sender: str) -> bool:
        """Return whether *sender* has sent something wrong lately; who has not costs next to nothing."""
        long_ago = time.monotonic() - DOUBTED
        while self._doubted and next(iter(self._doubted.values())) < long_ago:
            del self._doubted[next(iter(self._doubted))]
        return sender in self._doubted

    def _counted(self, limit: RateLimitItemPerMinute, who: str) -> int:
        return COUNTED - self._limiter.get_window_stats(limit, who).remaining

    def _too_many(self, limit: RateLimitItemPerMinute, who: str, what: str) -> Problem:
        left = self._limiter.get_window_stats(limit, who).reset_time - time.time()
        wait = max(1, math.ceil(left))
        return Problem(
            HTTPStatus.TOO_MANY_REQUESTS,
            "too-many-requests",
            f"There were {what}. Try again in {wait} s.",
            Retry_After=str(wait),
        )


def _too_many_at_once(most: int) -> Problem:
    return Problem(
        HTTPStatus.TOO_MANY_REQUESTS,
        "too-many-requests",
        f"{most} of your requests are being answered. Wait for some of them, then try again.",
        Retry_After="1",
    )
