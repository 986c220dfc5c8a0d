"""What a connector is: the one thing to write for another system that is told what happens.

A connector is a module with six names. It makes of an occasion what its system wants, and sends it once.

1. Add what it is to `Medium` (`service/exchange/deliveries.py`), with a sentence on who is told.
2. Write the module. Whatever speaks HTTP makes a body, of `wording.card_of` or of the occasion itself, and
   leaves the rest to `sending.posted`: where requests may go, how long they take, when they are tried again.
3. Name it in `connectors.CONNECTORS`. A test walks that list; pages and the API have it from there.

The address is all that is known of a target, and is kept encrypted as a whole: a system that wants a token
has it in the address. Messages are sent at least once: where a system can be asked whether it has a message's
id already (a task's label, a document's property), a connector asks before it makes something twice.
"""

from dataclasses import dataclass
from typing import Protocol

from service.exchange.deliveries import Medium, Occasion
from service.nouns import Moment
from service.outbound import Guard
from service.records.outbox import Message, Outcome


@dataclass(frozen=True)
class Sending:
    """One try to send one message."""

    message: Message
    """What is sent, as it was kept."""
    occasion: Occasion
    """What happened, with the words of drafts that the target may have."""
    url: str
    """The target's address."""
    guard: Guard
    """Knows where requests may go."""
    now: Moment
    keys: tuple[str, ...] = ()
    """Signing secrets, the newest first; none where nothing is signed."""
    is_trusted: bool = False
    """Whether the settings name the address."""


class Connector(Protocol):
    """A module that knows one system."""

    KIND: Medium
    NAME: str
    """What people call it."""
    HINT: str
    """How its address is written, for people, a sentence or two."""

    def require_address(self, url: str) -> None:
        """Return if *url* is an address of this system; whether it may be reached is known when it is sent.

        Raises:
            InputError: if it is none; the address is not repeated.
        """
        ...

    def shown_as(self, url: str) -> str:
        """Return what may be shown of *url*, and none of what may be a token."""
        ...

    def send(self, sending: Sending) -> Outcome:
        """Try once, and return what came of it.

        Raises:
            ValidationError: if the occasion is none that can be told.
        """
        ...
