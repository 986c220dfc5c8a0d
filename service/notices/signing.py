"""Signatures of webhooks, by which receivers know that they come from here (https://www.standardwebhooks.com)."""

import base64
import datetime
import secrets
from collections.abc import Sequence

from standardwebhooks import Webhook

from service.nouns import Moment

SECRET = 32
"""Random bytes of a signing secret; the standard wants 24 to 64."""
MARK = "whsec_"
"""How every signing secret begins."""
GOOD_FOR = datetime.timedelta(days=1)
"""Time for which the secret before signs too, so that receivers can change over."""


def new_secret() -> str:
    """Return a signing secret that nobody can guess."""
    return MARK + base64.b64encode(secrets.token_bytes(SECRET)).decode()


def signed(message: str, body: str, keys: Sequence[str], now: Moment) -> dict[str, str]:
    """Return the headers of a request.

    Args:
        message: the message's id, the same each time that it is sent.
        body: what is sent, to the letter.
        keys: the signing secrets, one or two; the receiver needs to know one.
        now: when it is sent; receivers refuse what is more than five minutes old.
    """
    naive = now.astimezone(datetime.UTC).replace(tzinfo=None)
    return {
        "webhook-id": message,
        "webhook-timestamp": str(int(now.timestamp())),
        "webhook-signature": " ".join(Webhook(key).sign(message, naive, body) for key in keys),
    }
