"""What is secret about hooks: encrypted where it is kept, opened where it is used."""

import datetime
import re
import secrets
from urllib.parse import urlsplit

from checker.errors import InputError
from service.hooks.asking import shown
from service.nouns import Moment
from service.nouns.hooks import Hook
from service.records.hooks import SealedHook
from service.security.sealing import Sealer

PURPOSE = b"brandcheck: secrets and tokens of publish hooks, 1"
"""What the key is for."""
GOOD_FOR = datetime.timedelta(days=1)
"""Time for which the secret before is good, so that the system can change over."""
SECRET = 32
"""Random bytes of a secret: 64 hexadecimal digits, and Contentful takes no other number of characters."""

PASSWORD = re.compile(r"[a-z][a-z0-9+.-]*://[^/?#]*@", re.IGNORECASE)
"""How an address begins that has a user, and perhaps a password, before its host (RFC 3986, §3.2.1)."""


def sealer_of(secret: str) -> Sealer:
    """Return what seals with the service's *secret*."""
    return Sealer(secret, PURPOSE, "hook")


def secrets_of(kept: SealedHook, sealer: Sealer, now: Moment) -> tuple[str, ...]:
    """Return the secrets that are good *now*, the newest first.

    Raises:
        Unsealable: if they were kept under another secret of the service.
    """
    rotated = kept.hook.rotated
    is_recent = rotated is not None and now - rotated < GOOD_FOR
    sealed = (kept.secret, kept.former if is_recent else None)
    return tuple(sealer.open(one) for one in sealed if one)


def is_for(before: Hook, hook: Hook) -> bool:
    """Return whether a token that was given for *before* may be used for *hook*, which holds in its place.

    A token is for one system, and either sent to where its API is (the option `url`) or only signed with
    (`callback`). So nobody who may change a hook has it sent to an address of their own.
    """
    place = _place(before)
    return before.system is hook.system and place in {"", _place(hook)}


def _place(hook: Hook) -> str:
    """Return where the hook's token goes, as scheme and host; empty where that is fixed, or not said yet."""
    address = hook.options.get("url", "").strip()
    if not address:
        return "signed with" if hook.options.get("callback", "").strip() else ""
    try:
        parts = urlsplit(address)
    except ValueError:
        return address
    return f"{parts.scheme}://{parts.netloc}".lower()


def for_readers(hook: Hook) -> Hook:
    """Return *hook* as those see it who may not change it: of its callback only whose it is."""
    callback = hook.options.get("callback", "")
    if not callback:
        return hook
    return hook.model_copy(update={"options": hook.options | {"callback": shown(callback)}})


def require_no_password(hook: Hook, before: Hook | None) -> None:
    """Return if no option of *hook* has a password in an address, where it was not so *before*.

    Addresses are kept readable, and what stands before a host in them is never sent.

    Raises:
        InputError: if one has; it is not repeated.
    """
    for name, value in hook.options.items():
        if PASSWORD.match(value.strip()) and (before is None or before.options.get(name) != value):
            raise InputError(
                f"The option {name}: an address without a user and a password, which are never sent."
            )


def new_secret() -> str:
    """Return a secret that nobody can guess, in a form that every system takes."""
    return secrets.token_hex(SECRET)
