"""Who is told: targets that stand in the settings, targets that an administrator has made, and callbacks.

Callbacks are addresses that whoever hands in a batch names. All of them are signed with one secret, that of
the target `callbacks`, which is made when it is first needed.
"""

from collections.abc import Mapping
from http import HTTPStatus
from types import MappingProxyType
from typing import NamedTuple

from pydantic import SecretStr

from checker.errors import InputError
from service.exchange.deliveries import CreatedTarget, Delivery, Medium, NewTarget, Target
from service.notices.addresses import origin_of
from service.notices.announcing import FIXED, id_of, medium_of
from service.notices.connectors import CONNECTORS
from service.notices.signing import GOOD_FOR, new_secret
from service.nouns import Identity, Moment, Scope
from service.nouns.telling import Wants
from service.problems import Problem, not_found
from service.records import Records, outbox
from service.records.outbox import ADDRESS
from service.records.targets import Sealed
from service.security.sealing import Sealer

CALLBACKS = outbox.CALLBACKS
"""The id and the name of the target that stands for all callbacks."""
OURS = Identity(kind="local", id="service", name="Brandcheck", scopes=frozenset(Scope))
"""Who makes the target for callbacks."""


class Addressed(NamedTuple):
    """A target as a message goes to it."""

    kind: Medium
    url: str
    keys: tuple[str, ...] = ()
    """Signing secrets of a webhook, the newest first."""
    is_trusted: bool = False
    """Whether the settings name the address, so that it may lie anywhere."""
    wants: Wants = Wants()


class Targets:
    """All who can be told."""

    def __init__(
        self,
        records: Records,
        sealer: Sealer,
        fixed: Mapping[str, SecretStr],
        tells: Mapping[str, Wants] = MappingProxyType({}),
    ) -> None:
        """Know those of *records*, whose secrets *sealer* opens, and the *fixed* ones of the settings.

        Args:
            records: hold those that an administrator has made.
            sealer: opens their secrets.
            fixed: addresses by names.
            tells: what those want to be told, by names.
        """
        self._records, self._sealer, self._fixed, self._tells = records, sealer, fixed, tells

    def list(self) -> tuple[Target, ...]:
        """Return all targets by name."""
        fixed = (self._of_settings(name) for name in self._fixed)
        return tuple(sorted((*fixed, *self._records.targets.list()), key=lambda one: one.name.casefold()))

    def create(self, new: NewTarget, *, by: Identity) -> CreatedTarget:
        """Make a target, and return it with its signing secret.

        Raises:
            Problem: 409 if there is one of that name.
            InputError: if its address can't be used.
        """
        CONNECTORS[new.kind].require_address(new.url)
        secret = new_secret() if new.kind is Medium.WEBHOOK else ""
        made = None
        if new.name not in {*self._fixed, CALLBACKS}:
            made = self._records.targets.create(
                new.kind,
                new.name,
                address=CONNECTORS[new.kind].shown_as(new.url),
                url=self._sealer.seal(new.url),
                secret=self._sealer.seal(secret) if secret else None,
                by=by,
                wants=new.wants,
            )
        if made is None:
            detail = f"There is a target “{new.name}” already. Choose another name."
            raise Problem(HTTPStatus.CONFLICT, "name-taken", detail)
        return CreatedTarget(**dict(made), secret=secret)

    def put(self, target: str, wants: Wants, *, by: Identity) -> Target:
        """Tell the target of that id from now on what it *wants*, and return it.

        Raises:
            Problem: 404 if there is no such target; 409 if it stands in the settings.
        """
        self._refuse_fixed(target, "BRANDCHECK_SERVICE__TELLS. Change it there.")
        if target == CALLBACKS:
            raise not_found("target", target)
        return self._records.targets.put(target, wants, by=by)

    def rotate(self, target: str, *, by: Identity) -> CreatedTarget:
        """Return the webhook of that id with a new signing secret; for a day the one before signs too.

        Raises:
            Problem: 404 if there is no such webhook.
        """
        if target == CALLBACKS:
            self._callbacks()
        secret = new_secret()
        rotated = self._records.targets.rotate(target, self._sealer.seal(secret), by=by)
        return CreatedTarget(**dict(rotated), secret=secret)

    def delete(self, target: str, *, by: Identity) -> None:
        """Tell the target nothing more.

        Raises:
            Problem: 404 if there is no such target; 409 if it stands in the settings.
        """
        self._refuse_fixed(target, "BRANDCHECK_SERVICE__NOTICES. Take it out there.")
        self._records.targets.delete(target, by)

    def of(self, target: str, now: Moment) -> Addressed:
        """Return the target of that id or name, or that is the URL of a callback.

        Raises:
            Problem: 404 if there is none.
            InputError: if its secrets can't be opened.
        """
        if target in self._fixed:
            kind, url = medium_of(self._fixed[target].get_secret_value())
            return Addressed(kind, url, is_trusted=True, wants=self._tells.get(target, Wants()))
        if ADDRESS in target:
            return Addressed(Medium.WEBHOOK, target, self._keys(self._callbacks(), now))
        names = {one.name: one.id for one in self._records.targets.list()}
        fixed = {one.id: one.name for one in map(self._of_settings, self._fixed)}
        if target in fixed:
            return self.of(fixed[target], now)
        kept = self._records.targets.get(names.get(target, target))
        if kept is None or kept.target.id == CALLBACKS:
            raise not_found("target", target)
        url, keys = self._sealer.open(kept.url), self._keys(kept, now)
        return Addressed(kept.target.kind, url, keys, wants=kept.target.wants)

    def named(self, delivery: Delivery) -> Delivery:
        """Return *delivery* as it may be shown: with its target's name, or its callback without the rest."""
        names = {one.id: one.name for one in self.list()}
        given = delivery.target
        said = origin_of(given) if ADDRESS in given else names.get(given, given)
        return delivery.model_copy(update={"target": said})

    def _callbacks(self) -> Sealed:
        """Return the target that stands for all callbacks, made now if it is not there."""
        kept = self._records.targets.get(CALLBACKS)
        if kept is None:
            self._records.targets.create(
                Medium.WEBHOOK,
                CALLBACKS,
                address="wherever a batch names",
                url=b"",
                secret=self._sealer.seal(new_secret()),
                by=OURS,
                id_=CALLBACKS,
            )
            kept = self._records.targets.get(CALLBACKS)
        if kept is None:
            raise InputError("The secret of callbacks can't be kept. Try again.")
        return kept

    def _keys(self, kept: Sealed, now: Moment) -> tuple[str, ...]:
        """Return the signing secrets that are good *now*, the newest first."""
        rotated = kept.target.rotated
        is_recent = rotated is not None and now - rotated < GOOD_FOR
        sealed = (kept.secret, kept.former if is_recent else None)
        return tuple(self._sealer.open(one) for one in sealed if one)

    def _of_settings(self, name: str) -> Target:
        kind, url = medium_of(self._fixed[name].get_secret_value())
        return Target(
            id=id_of(name),
            kind=kind,
            name=name,
            address=CONNECTORS[kind].shown_as(url),
            is_fixed=True,
            by=FIXED,
            wants=self._tells.get(name, Wants()),
        )

    def _refuse_fixed(self, target: str, where: str) -> None:
        """Refuse to change what stands in the settings.

        Raises:
            Problem: 409 if the target of that id does.
        """
        if target in map(id_of, self._fixed):
            detail = f"This target stands in {where}"
            raise Problem(HTTPStatus.CONFLICT, "fixed-target", detail)
