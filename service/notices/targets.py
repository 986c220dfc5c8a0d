"""Who is told: targets that stand in the settings, targets that an administrator has made, and callbacks.

Callbacks are addresses that whoever hands in a batch names. All of them are signed with one secret, that of
the target `callbacks`, which is made when it is first needed.
"""

from http import HTTPStatus
from typing import NamedTuple
from urllib.parse import urlsplit

from pydantic import SecretStr

from checker.errors import InputError
from service.exchange.deliveries import CreatedTarget, Delivery, Medium, NewTarget, Target
from service.notices import apprising
from service.notices.sealing import Sealer
from service.notices.sending import PORTS
from service.notices.signing import GOOD_FOR, new_secret
from service.nouns import Identity, Moment, Scope
from service.problems import Problem, not_found
from service.records import Records
from service.records.targets import Sealed

CALLBACKS = "callbacks"
"""The id and the name of the target that stands for all callbacks."""
FIXED = "settings"
"""Who has made what stands in the settings."""
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


class Targets:
    """All who can be told."""

    def __init__(self, records: Records, sealer: Sealer, fixed: dict[str, SecretStr]) -> None:
        """Know those of *records*, whose secrets *sealer* opens, and the *fixed* ones of the settings."""
        self._records, self._sealer, self._fixed = records, sealer, fixed

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
        if new.kind is Medium.NOTICE:
            apprising.require_address(new.url)
        else:
            require_url(new.url)
        secret = new_secret() if new.kind is Medium.WEBHOOK else ""
        made = None
        if new.name not in {*self._fixed, CALLBACKS}:
            made = self._records.targets.create(
                new.kind,
                new.name,
                address=shown(new.kind, new.url),
                url=self._sealer.seal(new.url),
                secret=self._sealer.seal(secret) if secret else None,
                by=by,
            )
        if made is None:
            detail = f"There is a target “{new.name}” already. Choose another name."
            raise Problem(HTTPStatus.CONFLICT, "name-taken", detail)
        return CreatedTarget(**dict(made), secret=secret)

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
        if target in {one.id for one in map(self._of_settings, self._fixed)}:
            detail = "This target stands in BRANDCHECK_SERVICE__NOTICES. Take it out there."
            raise Problem(HTTPStatus.CONFLICT, "fixed-target", detail)
        self._records.targets.delete(target, by)

    def of(self, target: str, now: Moment) -> Addressed:
        """Return the target of that id or name, or that is the URL of a callback.

        Raises:
            Problem: 404 if there is none.
            InputError: if its secrets can't be opened.
        """
        if target in self._fixed:
            return Addressed(Medium.NOTICE, self._fixed[target].get_secret_value(), is_trusted=True)
        if "://" in target:
            return Addressed(Medium.WEBHOOK, target, self._keys(self._callbacks(), now))
        names = {one.name: one.id for one in self._records.targets.list()}
        fixed = {one.id: one.name for one in map(self._of_settings, self._fixed)}
        if target in fixed:
            return self.of(fixed[target], now)
        kept = self._records.targets.get(names.get(target, target))
        if kept is None or kept.target.id == CALLBACKS:
            raise not_found("target", target)
        return Addressed(kept.target.kind, self._sealer.open(kept.url), self._keys(kept, now))

    def named(self, delivery: Delivery) -> Delivery:
        """Return *delivery* as it may be shown: with its target's name, or its callback without the rest."""
        names = {one.id: one.name for one in self.list()}
        given = delivery.target
        said = shown(Medium.WEBHOOK, given) if "://" in given else names.get(given, given)
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
        url = self._fixed[name].get_secret_value()
        return Target(
            id=f"{FIXED}-{name}",
            kind=Medium.NOTICE,
            name=name,
            address=apprising.shown_as(url),
            is_fixed=True,
            by=FIXED,
        )


def require_url(url: str) -> None:
    """Return if *url* is one that webhooks can go to; whether it may be reached is known when it is sent.

    Raises:
        InputError: if it is none.
    """
    try:
        parts = urlsplit(url)
        is_right = parts.scheme in PORTS and bool(parts.hostname) and parts.port != 0
    except ValueError:
        is_right = False
    if not is_right or parts.username or parts.password or any(sign in url for sign in " \t\r\n\\"):
        raise InputError("This is no address that webhooks can go to. Write it as https://example.com/hook.")


def shown(kind: Medium, url: str) -> str:
    """Return what may be shown of *url*: where it is, and none of what may be a token."""
    if kind is Medium.NOTICE:
        return apprising.shown_as(url)
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}/…"
