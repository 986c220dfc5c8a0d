"""One message to its target: what the target may have of it, and the connector that takes it there."""

from collections.abc import Mapping

from pydantic import JsonValue, ValidationError

from service.exchange.deliveries import Fate, Occasion
from service.notices.connectors import CONNECTORS
from service.notices.protocol import Sending
from service.notices.quoting import Quoting
from service.notices.targets import Targets
from service.nouns import Moment
from service.nouns.telling import Wants
from service.outbound import Guard
from service.problems import Problem
from service.records.outbox import Message, Outcome
from service.security.sealing import Unsealable


class Delivering:
    """Tries messages, one at a time."""

    def __init__(self, targets: Targets, quoting: Quoting, guard: Guard) -> None:
        """Deliver to *targets*, with the words that *quoting* adds, where *guard* allows it."""
        self._targets, self._quoting, self._guard = targets, quoting, guard

    def deliver(self, message: Message, now: Moment) -> Outcome:
        """Try to send *message*, and return what came of it."""
        try:
            target = self._targets.of(message.target, now)
            sending = Sending(
                message=message,
                occasion=self._occasion(message.payload, target.wants),
                url=target.url,
                guard=self._guard,
                now=now,
                keys=target.keys,
                is_trusted=target.is_trusted,
            )
            return CONNECTORS[target.kind].send(sending)
        except (Problem, Unsealable) as error:
            return Outcome(Fate.FAILED, f"failed: {error}")
        except ValidationError:
            return Outcome(Fate.FAILED, f"failed: nothing can be said of “{message.event}”")

    def _occasion(self, payload: Mapping[str, JsonValue], wants: Wants) -> Occasion:
        """Return what happened, with the words that somebody who *wants* that may have.

        Raises:
            ValidationError: if *payload* is no occasion.
        """
        occasion = Occasion.model_validate(payload)
        return occasion.model_copy(update={"data": self._quoting.worded(occasion.data, wants)})
