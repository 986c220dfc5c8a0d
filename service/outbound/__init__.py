"""What leaves the service: requests to places that somebody else has named; the one door to the network.

`Guard` says where they may go, `asked` sends one and reads its answer within bounds, `again` says when to try
once more, and `Rounds` is the thread that has all of it done. Nothing else in the service opens a connection
on somebody's behalf, but for apprise.
"""

from service.outbound.guard import Guard, NotAllowed
from service.outbound.pace import again, asked_of
from service.outbound.requests import PORTS, Answer, Asking, Bounds, Unreachable, asked
from service.outbound.rounds import FAULT, Rounds

__all__ = [
    "FAULT",
    "PORTS",
    "Answer",
    "Asking",
    "Bounds",
    "Guard",
    "NotAllowed",
    "Rounds",
    "Unreachable",
    "again",
    "asked",
    "asked_of",
]
