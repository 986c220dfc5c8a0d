"""The thread that sends what is in the outbox; many processes may run one."""

import datetime
import logging
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial

from checker.settings import JudgeSettings
from service.exchange.deliveries import Fate, Occasion
from service.notices.announcing import fixed_of
from service.notices.delivering import Delivering
from service.notices.digests import Digests
from service.notices.quoting import Quoting
from service.notices.signing import GOOD_FOR
from service.notices.targets import Targets
from service.nouns import Identity, Moment
from service.outbound import Guard, Rounds, again
from service.records import Records
from service.records.announcing import Announcer
from service.records.listeners import Listener
from service.records.outbox import Message, Outcome
from service.security.logs import note
from service.security.sealing import Sealer
from service.security.secret import session_secret
from service.settings import ServiceSettings

PURPOSE = b"brandcheck: targets of webhooks and notices, 1"
"""What the key is for that encrypts what is secret about targets."""
AT_ONCE, OF_ONE = 6, 2
"""Messages that one process sends at once, and so many to one target or to all callbacks, however slow."""
POLL = 1.0
"""Seconds between two looks into the outbox."""
LEASE = 120.0
"""Seconds after which a sender is taken for dead; a try takes less, looking the name up included."""
TIDYING = 3600.0
"""Seconds between two rounds of forgetting what is old."""
LOOK = 15.0
"""Seconds between two looks whether a digest is due, or an hour is over."""


class Notices(Rounds):
    """Sends what is due, until it is stopped."""

    def __init__(
        self,
        records: Records,
        service: ServiceSettings,
        *,
        judge: JudgeSettings | None = None,
        poll: float = POLL,
        lease: float = LEASE,
    ) -> None:
        """Send what is in the outbox of *records*, once begun.

        Args:
            records: hold outbox and targets.
            service: says what may be reached, and the secret under which targets' secrets are kept.
            judge: names the teams whose drafts are quoted nowhere, and names that are masked.
            poll: seconds between two looks into the outbox.
            lease: seconds after which a sender is taken for dead.

        Raises:
            InputError: if the secret can't be kept or read.
        """
        super().__init__("notices", threads=AT_ONCE, poll=poll)
        self._records, self._lease = records, lease
        sealer = Sealer(session_secret(service), PURPOSE, "target")
        self.targets = Targets(records, sealer, service.notices, service.tells)
        quoting = Quoting(records, judge or JudgeSettings())
        self._delivering = Delivering(self.targets, quoting, Guard(service.outbound))
        self._announcer = Announcer(service.address, fixed_of(service))
        self._digests = Digests(records, service.address)
        self._free = threading.Semaphore(AT_ONCE)
        self._lock, self._busy = threading.Lock(), Counter[str]()
        self._every(TIDYING, self._tidy)
        self._every(LOOK, self.tell_due)

    def test(self, target: str, *, by: Identity) -> str:
        """Have the target of that id or name told that this is a test, and return the message's id.

        Raises:
            Problem: 404 if there is no such target.
            InputError: if its secrets can't be opened.
        """
        now = datetime.datetime.now(datetime.UTC)
        kind = self.targets.of(target, now).kind
        occasion = Occasion(type="test", timestamp=now, data={"by": by.name})
        names = {one.id: one.name for one in self.targets.list()}
        sent = self._records.outbox.send(kind, names.get(target, target), occasion)
        self.wake()
        return sent

    def tell_due(self, now: Moment) -> int:
        """Write down the digests that are due *now*, and what was held back within hours that are over.

        Returns:
            how many messages that makes.

        Raises:
            RecordsUnavailable: if they can't be kept.
        """
        held = self._announcer.release(self._records.database, now)
        return held + self._digests.tell(self._listeners(), now)

    def _listeners(self) -> Iterator[Listener]:
        for target in self.targets.list():
            since = target.changed or target.created
            yield Listener(target.id, target.name, target.kind, target.wants, since)

    def _look(self) -> None:
        self._hand_out(self._free, self._due)

    def _due(self) -> Callable[[], None] | None:
        with self._lock:
            full = [share for share, number in self._busy.items() if number >= OF_ONE]
        for message in self._records.outbox.lease(1, seconds=self._lease, without=full):
            with self._lock:
                self._busy[message.share] += 1
            return partial(self._sent, message)
        return None

    def _sent(self, message: Message) -> None:
        try:
            self._deliver(message)
        finally:
            with self._lock:
                self._busy[message.share] -= 1
                self._busy += Counter()

    def _deliver(self, message: Message) -> None:
        now = datetime.datetime.now(datetime.UTC)
        try:
            outcome = self._delivering.deliver(message, now)
        except Exception as error:  # noqa: BLE001 - whatever a plug-in raises, the message is tried again
            note("delivery failed", logging.ERROR, error=error, delivery=message.id)
            outcome = _broken(message, now)
        self._records.outbox.end(message, outcome)
        note("delivery", delivery=message.id, kind=message.kind, outcome=outcome.state, status=outcome.status)

    def _tidy(self, now: Moment) -> None:
        self._records.outbox.expire(now)
        self._records.digests.expire(now)
        self._records.targets.forget_former(now - GOOD_FOR)


def _broken(message: Message, now: Moment) -> Outcome:
    following = again(message.attempt, now)
    says = "a fault of Brandcheck's own; the log has its place"
    if following is None:
        return Outcome(Fate.FAILED, f"failed after {message.attempt} tries: {says}")
    return Outcome(Fate.WAITING, says, None, following)
