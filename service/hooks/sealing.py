"""What is secret about hooks: encrypted where it is kept, opened where it is used."""

import datetime
import secrets
from urllib.parse import urlsplit

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


def new_secret() -> str:
    """Return a secret that nobody can guess, in a form that every system takes."""
    return secrets.token_hex(SECRET)
