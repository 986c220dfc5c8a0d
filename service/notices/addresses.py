"""Addresses on the web, as webhooks and chats have them: their form, and what may be shown of them."""

from urllib.parse import urlsplit

from checker.errors import InputError
from service.outbound import PORTS


def require_url(url: str, *, says: str) -> None:
    """Return if *url* is one that something can be sent to; whether it may be reached is known when it is.

    Args:
        url: the address.
        says: what its sort is and how it is written, for whoever gave another.

    Raises:
        InputError: if it is none; it is not repeated.
    """
    try:
        parts = urlsplit(url)
        is_right = parts.scheme in PORTS and bool(parts.hostname) and parts.port != 0
    except ValueError:
        is_right = False
    if not is_right or parts.username or parts.password or any(sign in url for sign in " \t\r\n\\"):
        raise InputError(says)


def origin_of(url: str) -> str:
    """Return where *url* is, without user, password, path and query."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}/…"
