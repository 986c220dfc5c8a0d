"""When digests are due; what they say is worked out in the records (`service.records.digests`)."""

import datetime
from collections.abc import Iterable

from service.nouns import Moment
from service.nouns.telling import Tells
from service.records import Records
from service.records.digests import Day
from service.records.listeners import Listener

LATE = datetime.timedelta(minutes=1)
"""Time after a day's end for transactions that began in it."""


class Digests:
    """Sees to it that each target gets the digests that it wants, once; many processes may do so."""

    def __init__(self, records: Records, address: str) -> None:
        """Keep them in *records*, with links to *address*."""
        self._records, self._address = records, address
        self._told: dict[str, datetime.date] = {}
        """The last day of each target that is known to be done."""

    def tell(self, listeners: Iterable[Listener], now: Moment) -> int:
        """Write down what is due *now*, and return how many messages that makes.

        Raises:
            RecordsUnavailable: if they can't be kept.
        """
        wanting = (one for one in listeners if Tells.DIGEST in one.wants.occasions)
        return sum(self._tell(one, now) for one in wanting)

    def _tell(self, listener: Listener, now: Moment) -> int:
        day, until = listener.wants.due(now - LATE)
        is_older = listener.since is None or listener.since < until
        if not is_older or self._told.get(listener.id) == day:
            return 0
        due = Day(listener, day, until, self._address)
        told = 0 if self._records.digests.is_told(due) else self._records.digests.tell(due)
        self._told[listener.id] = day
        return told
