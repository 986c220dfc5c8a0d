"""Signed webhooks for programs, after Standard Webhooks."""

from service.exchange.deliveries import Medium
from service.notices.addresses import origin_of, require_url
from service.notices.protocol import Sending
from service.notices.sending import Receiver
from service.notices.sending import send as sent
from service.records.outbox import Outcome

KIND = Medium.WEBHOOK
NAME = "A program"
HINT = "An https address. What it gets is signed after Standard Webhooks; the signing secret is shown once."
NONE = "This is no address that webhooks can go to. Write it as https://example.com/hook."


def require_address(url: str) -> None:
    """Return if *url* is one that webhooks can go to.

    Raises:
        InputError: if it is none.
    """
    require_url(url, says=NONE)


def shown_as(url: str) -> str:
    """Return where *url* is, and none of what may be a token."""
    return origin_of(url)


def send(sending: Sending) -> Outcome:
    """Send the occasion as JSON, signed."""
    message = sending.message._replace(payload=sending.occasion.model_dump(mode="json"))
    return sent(message, Receiver(sending.url, sending.keys), sending.guard, sending.now)
