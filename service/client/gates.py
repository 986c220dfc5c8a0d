"""The client's method for publish gates."""

from service.client.calling import Call, Caller, path_of
from service.exchange.gates import GateAnswer, GateRequest


class GatesClient:
    """What a publish gate asks."""

    _caller: Caller

    def check_gate(self, asked: GateRequest) -> GateAnswer:
        """Return whether something may be published, within the deadline that *asked* names.

        Raises:
            Refused: if the request is wrong, or the service can't be used: decide then by your own policy.
        """
        call = Call("POST", path_of("gates", "check"), body=asked, patience=asked.deadline)
        return self._caller.ask(call, GateAnswer)
