"""The client's methods for what is sent out, and who is told."""

from service.client.calling import Call, Caller, path_of, sent
from service.exchange.deliveries import (
    CreatedTarget,
    Delivery,
    DeliveryPage,
    DeliveryQuery,
    NewTarget,
    Target,
    TargetList,
)
from service.nouns.telling import Wants


class DeliveriesClient:
    """What an administrator can do with webhooks and notices."""

    _caller: Caller

    def list_deliveries(self, query: DeliveryQuery = DeliveryQuery()) -> DeliveryPage:  # noqa: B008 - frozen
        """Return a page of deliveries, the newest first.

        Raises:
            Refused: if they may not be seen.
        """
        call = Call("GET", path_of("deliveries"), repeatable=True, params=sent(query))
        return self._caller.ask(call, DeliveryPage)

    def get_delivery(self, delivery_id: str) -> Delivery:
        """Return what became of one message.

        Raises:
            Refused: if there is none.
        """
        return self._caller.ask(Call("GET", path_of("deliveries", delivery_id), repeatable=True), Delivery)

    def resend_delivery(self, delivery_id: str) -> Delivery:
        """Have a message sent again, under its old name.

        Raises:
            Refused: if there is none.
        """
        call = Call("POST", path_of("deliveries", delivery_id, "resend"), repeatable=True)
        return self._caller.ask(call, Delivery)

    def list_targets(self) -> TargetList:
        """Return who can be told what happens.

        Raises:
            Refused: if they may not be seen.
        """
        return self._caller.ask(Call("GET", path_of("targets"), repeatable=True), TargetList)

    def create_target(self, new: NewTarget) -> CreatedTarget:
        """Make a target; a webhook's signing secret is in this answer and nowhere else.

        Raises:
            Refused: if its address can't be used, or there is one of its name.
        """
        return self._caller.ask(Call("POST", path_of("targets"), body=new), CreatedTarget)

    def put_target(self, target_id: str, wants: Wants) -> Target:
        """Say what a target is told of its own accord from now on, and return it.

        Raises:
            Refused: if there is none, or it stands in the service's settings.
        """
        return self._caller.ask(Call("PUT", path_of("targets", target_id), body=wants), Target)

    def rotate_target(self, target_id: str) -> CreatedTarget:
        """Have a webhook signed with a new secret; for a day the old one signs too.

        Raises:
            Refused: if there is no such webhook.
        """
        return self._caller.ask(Call("POST", path_of("targets", target_id, "rotate")), CreatedTarget)

    def test_target(self, target_id: str) -> Delivery:
        """Have a test sent to a target, and return the message that is on its way.

        Raises:
            Refused: if there is none.
        """
        return self._caller.ask(Call("POST", path_of("targets", target_id, "test")), Delivery)

    def delete_target(self, target_id: str) -> None:
        """Tell a target nothing more.

        Raises:
            Refused: if there is none, or it stands in the service's settings.
        """
        self._caller.send(Call("DELETE", path_of("targets", target_id)))
