"""Hooks: where a CMS sends what somebody publishes, and everything that is done about it."""

import datetime
from collections.abc import Callable
from http import HTTPStatus

from checker.errors import InputError
from service.exchange.hooks import HookDeliveryQuery, Receipt
from service.hooks import connectors
from service.hooks.knowing import Known
from service.hooks.laboring import Labor
from service.hooks.protocol import Connector, Received
from service.hooks.receiving import Receiving, arrived
from service.hooks.sealing import is_for, new_secret, require_no_password, sealer_of
from service.hooks.trying import Tried, tried
from service.hooks.working import Means, Starting, sample_of
from service.nouns import Identity
from service.nouns.hooks import Hook, HookDelivery, System
from service.outbound import Guard
from service.problems import Problem, not_found
from service.records import Records
from service.records.hook_receipts import Arrival
from service.records.hooks import Secrets, StaleHook
from service.security.secret import session_secret
from service.settings import ServiceSettings

Load = Callable[[System], Connector]


class Hooks:
    """All hooks of the service: made, changed, received for, worked on."""

    def __init__(
        self, records: Records, service: ServiceSettings, jobs: Starting, load: Load = connectors.load
    ) -> None:
        """Keep hooks in *records*.

        Args:
            records: hold hooks and what they received.
            service: says what may be reached, what is kept, and under which secret.
            jobs: work on checks.
            load: returns the connector of a system.

        Raises:
            InputError: if the service's secret can't be kept or read.
        """
        self._records, self._sealer = records, sealer_of(session_secret(service))
        self._known = Known(records.hooks, self._sealer)
        self._receiving = Receiving(records.hook_receipts, service.max_waiting, lambda: self._labor.wake())
        self._load = load
        guard = Guard(service.outbound)
        self._means = Means(records, jobs, guard, self._sealer, load, service.address)
        keep, is_pressed = datetime.timedelta(days=service.hook_days), self._receiving.is_pressed
        self._labor = Labor(self._means, keep=keep, is_pressed=is_pressed)

    @property
    def problem(self) -> str:
        """Return why deliveries could not be worked on when that was last tried, and what to do."""
        return self._labor.problem

    def begin(self) -> None:
        """Begin to work on what was received."""
        self._labor.begin()

    def stop(self) -> None:
        """Keep what has arrived, let what is at work end, and begin nothing more."""
        self._receiving.stop()
        self._labor.stop()

    def put(
        self,
        hook: Hook,
        *,
        secret: str | None,
        token: str | None,
        by: Identity,
        expected: str | None = None,
    ) -> Hook:
        """Make *hook*, or have all of it hold from now on, and return it.

        Args:
            hook: what holds for it; when and by whom it was made is known here.
            secret: what its deliveries are signed with; the one before is good for a day more. None keeps the
                one that there is; of a new hook nobody knows it, until it is rotated.
            token: with which content is fetched and verdicts are written; none keeps it for the place that it
                was given for and removes it where that is another, empty removes it.
            by: who asks.
            expected: the digest of what it is to replace; empty where it is new, none for any.

        Raises:
            Problem: 404 if there is no such kit; 412 if what is there is not what was expected.
            InputError: if what it says can't be used.
        """
        kept = self._records.hooks.get(hook.name)
        before = kept.hook if kept else None
        self._require_usable(hook, before, secret)
        if token is None:
            token = None if before is None or is_for(before, hook) else ""
        sealed = Secrets(self._sealed(secret), None if token is None else self._sealed(token) or b"")
        is_made = False
        if not expected:
            made = sealed._replace(secret=sealed.secret or self._sealer.seal(new_secret()))
            is_made = self._records.hooks.create(hook, made, by=by)
        if not is_made and expected == "":
            raise StaleHook(hook.name)
        if not is_made:
            self._records.hooks.change(hook, sealed, by=by, expected=expected)
        self._known.forget()
        return self.get(hook.name)

    def get(self, name: str) -> Hook:
        """Return the hook of that name.

        Raises:
            Problem: 404 if there is none.
        """
        kept = self._records.hooks.get(name)
        if kept is None:
            raise not_found("hook", name)
        return kept.hook

    def digest(self, name: str) -> str:
        """Return the digest of what holds for the hook; empty where there is none."""
        kept = self._records.hooks.get(name)
        return kept.digest if kept else ""

    def list(self) -> tuple[Hook, ...]:
        """Return all hooks by name."""
        return tuple(kept.hook for kept in self._records.hooks.all())

    def delete(self, name: str, *, by: Identity) -> None:
        """Delete the hook with what it received; the checks that this led to stay.

        Raises:
            Problem: 404 if there is none.
        """
        self._records.hooks.delete(name, by=by)
        self._known.forget()

    def rotate(self, name: str, *, by: Identity) -> str:
        """Return a new secret, which is shown this once; for a day the one before is good too.

        Raises:
            Problem: 404 if there is no such hook.
        """
        secret = new_secret()
        self._records.hooks.rotate(name, self._sealer.seal(secret), by=by)
        self._known.forget()
        return secret

    def receive(self, name: str, received: Received) -> Receipt:
        """Keep what was sent to the hook called *name*, and return what becomes of it, once it is durable.

        Raises:
            Problem: 404 if there is no such hook, 410 if it is off, 401 if the signature is not right, 422 if
                it is not what the system sends, 503 if too much waits.
            RecordsUnavailable: if it can't be kept.
        """
        return self._receiving.keep(self.verified(name, received)).result()

    async def kept(self, arrival: Arrival) -> Receipt:
        """Keep what was *verified*, and return what becomes of it, once it is durable.

        Raises:
            Problem: 404 if its hook is not there any more.
            RecordsUnavailable: if it can't be kept.
        """
        return await self._receiving.kept(arrival)

    @property
    def is_fresh(self) -> bool:
        """Return whether `require` and `verified` know all that they need, and don't ask the records."""
        return self._known.is_fresh and self._receiving.is_fresh

    def verified(self, name: str, received: Received) -> Arrival:
        """Return what was sent to the hook called *name* as it is kept.

        Raises:
            Problem: as `receive` does.
            RecordsUnavailable: if the hooks can't be read.
        """
        self._receiving.require_room()
        opened = self._known.opened(name, received.at)
        return arrived(opened, self._load(opened.hook.system), received)

    def require(self, name: str) -> None:
        """Return if deliveries to the hook called *name* are taken: known before any of one is read.

        Raises:
            Problem: 404 if there is no such hook, 410 if it is off, 503 if too much waits.
            RecordsUnavailable: if the hooks can't be read.
        """
        self._receiving.require_room()
        self._known.opened(name, datetime.datetime.now(datetime.UTC))

    def deliveries(self, query: HookDeliveryQuery, hook: str = "") -> tuple[tuple[HookDelivery, ...], str]:
        """Return a page of what came, newest first, and the next cursor; of all hooks where none is named.

        Raises:
            InputError: if the cursor is none of ours.
        """
        return self._records.hook_deliveries.list(hook, query)

    def delivery(self, delivery: str) -> HookDelivery:
        """Return what became of one delivery.

        Raises:
            Problem: 404 if there is none.
        """
        found = self._records.hook_deliveries.get(delivery)
        if found is None:
            raise not_found("delivery", delivery)
        return found

    def replay(self, delivery: str, *, by: Identity) -> HookDelivery:
        """Have a delivery worked on once more, with what its hook says now.

        Raises:
            Problem: 404 if there is none, 409 while it is being checked, 410 if its content is gone.
        """
        again = self._records.hook_deliveries.replay(delivery, by=by)
        self._labor.wake()
        return again

    def test(self, name: str, *, by: Identity) -> HookDelivery:
        """Send the hook a signed sample of its system, put it through the whole way, and return the delivery.

        It is checked; nothing is fetched for it, and nothing written back.

        Raises:
            Problem: 404 if there is no such hook, 410 if it is off, and what `receive` raises besides.
        """
        now = datetime.datetime.now(datetime.UTC)
        opened, kept = self._known.opened(name, now), self._known.sealed(name)
        connector = self._load(opened.hook.system)
        sample = sample_of(kept, connector, self._means, now)
        arrival = arrived(opened, connector, sample.received, is_test=True)
        self._records.audit.add(by, "test hook", name)
        receipt = self._receiving.keep(arrival).result()
        if not receipt.deliveries:
            detail = "The sample holds nothing that happened. Is the hook set up for its system?"
            raise Problem(HTTPStatus.UNPROCESSABLE_ENTITY, "malformed-delivery", detail)
        return self.delivery(receipt.deliveries[0].id)

    def tried(self, hook: Hook) -> Tried:
        """Return what *hook*, as it would be, finds in the newest delivery; nothing is kept or checked."""
        return tried(hook, self._means)

    def _require_usable(self, hook: Hook, before: Hook | None, secret: str | None) -> None:
        """Refuse what can't be used; what was so *before* may stay, so that a hook can be turned off."""
        is_other = before is None or before.kit != hook.kit
        if is_other and self._records.kits.get(hook.kit) is None:
            raise not_found("kit", hook.kit)
        require_no_password(hook, before)
        if secret is not None and not secret.strip():
            raise InputError("The secret is empty. Leave it out, and one is made.")

    def _sealed(self, text: str | None) -> bytes | None:
        return self._sealer.seal(text) if text else None
