"""Sessions that were signed out, until they would have ended anyway."""

import datetime
from threading import Lock

from service.nouns import Moment


class EndedInMemory:
    """Ended sessions of one process."""

    def __init__(self) -> None:
        """Begin with none."""
        self._until: dict[str, Moment] = {}
        self._lock = Lock()

    def add(self, session: str, until: Moment) -> None:
        """Remember that the *session* has ended; nobody asks after *until*."""
        now = datetime.datetime.now(datetime.UTC)
        with self._lock:
            self._until = {known: when for known, when in self._until.items() if when > now} | {
                session: until
            }

    def __contains__(self, session: object) -> bool:
        """Return whether the *session* has ended."""
        return session in self._until
