"""Notices by apprise: e-mail, chats and some hundred more; the one door to it.

An address is a secret as a whole: it is neither logged nor shown, but for what `shown_as` leaves of it.
"""

import contextlib
import logging
import warnings
from ipaddress import ip_address
from urllib.parse import urlsplit

import apprise

from checker.errors import InputError
from service.exchange.deliveries import Fate, Medium
from service.notices.protocol import Sending
from service.notices.wording import card_of, notice_of
from service.outbound import Guard, NotAllowed, again
from service.records.outbox import Outcome

KIND = Medium.NOTICE
NAME = "E-mail and others"
HINT = "As apprise writes it (github.com/caronc/apprise/wiki), such as mailtos://user:password@example.com."
SECONDS = 30.0
"""Time for a notice."""
HERE = frozenset({"dbus", "glib", "gnome", "kde", "macosx", "qt", "syslog", "windows"})
"""Schemes that speak to this machine's own screen or log, and not to people elsewhere."""

for _name in ("apprise", "markdown"):
    logging.getLogger(_name).addHandler(logging.NullHandler())
    logging.getLogger(_name).propagate = False


def require_address(url: str) -> None:
    """Return if *url* is an address that a notice can go to.

    Raises:
        InputError: if it is none; the address is not repeated.
    """
    plugin = _plugin(url)
    if scheme_of(url) in HERE or not isinstance(plugin, apprise.NotifyBase):
        raise InputError(
            "This is no address that notices can go to. Write it as apprise does, such as "
            "matrix://user:password@example.com/#room or mailtos://user:password@example.com."
        )
    if any(isinstance(held, apprise.AppriseAttachment) and len(held) for held in vars(plugin).values()):
        raise InputError("This address names a file or a page to be read, which only the settings may do.")


def shown_as(url: str) -> str:
    """Return what may be shown of *url*: its service, and nothing else where the rest may be a token."""
    plugin = _plugin(url)
    service = str(getattr(plugin, "service_name", "") or scheme_of(url))
    return f"{scheme_of(url)}://… ({service})"


def scheme_of(url: str) -> str:
    """Return how *url* begins, in lower case."""
    return urlsplit(url).scheme.lower()


def send(sending: Sending) -> Outcome:
    """Send the occasion as a few sentences.

    Raises:
        ValidationError: if nothing can be said of it.
    """
    message, url, now = sending.message, sending.url, sending.now
    notice = notice_of(card_of(sending.occasion))
    try:
        _require_open(url, None if sending.is_trusted else sending.guard)
    except NotAllowed as error:
        return Outcome(Fate.FAILED, f"failed: {error}")
    sender = apprise.Apprise(asset=_asset())
    if not sender.add(url):
        return Outcome(Fate.FAILED, "failed: the address is none that notices can go to")
    is_sent = sender.notify(
        title=notice.title, body=notice.text, body_format=apprise.NotifyFormat.TEXT, timeout=SECONDS
    )
    if is_sent:
        return Outcome(Fate.DELIVERED, "sent")
    following = again(message.attempt, now)
    if following is None:
        return Outcome(Fate.FAILED, f"failed after {message.attempt} tries: it was not taken")
    return Outcome(Fate.WAITING, "it was not taken, or can't be reached", None, following)


def _asset() -> apprise.AppriseAsset:
    """Return terms for sending: no redirects, no plug-ins or memory on disk, no addresses in logs."""
    asset = apprise.AppriseAsset(plugin_paths=[], storage_mode=apprise.PersistentStoreMode.MEMORY)
    asset.app_id, asset.app_desc, asset.http_redirects = "Brandcheck", "Brandcheck", False
    asset.secure_logging = True
    return asset


def _plugin(url: str) -> object:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        return apprise.Apprise.instantiate(url, asset=_asset(), suppress_exceptions=True)


def _require_open(url: str, guard: Guard | None) -> None:
    """Refuse a host inside, where the address names a host and not a token.

    Raises:
        NotAllowed: if it may not be sent there.
    """
    if guard is None:
        return
    plugin = _plugin(url)
    for host in filter(_is_host, {str(getattr(plugin, name, "") or "") for name in ("host", "smtp_host")}):
        with contextlib.suppress(OSError):
            guard.resolved(host, 0)


def _is_host(text: str) -> bool:
    try:
        ip_address(text.strip("[]"))
    except ValueError:
        return "." in text or text.lower() == "localhost"
    return True
