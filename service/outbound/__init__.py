"""What leaves the service: requests to places that somebody else has named; the one door to the network.

`Guard` says where they may go, `asked` sends one and reads its answer within bounds, `again` says when to try
once more. Nothing else in the service opens a connection on somebody's behalf, but for apprise.
"""

from service.outbound.guard import Guard, NotAllowed
from service.outbound.pace import again, asked_of
from service.outbound.requests import PORTS, Answer, Asking, Bounds, Unreachable, asked

__all__ = [
    "PORTS",
    "Answer",
    "Asking",
    "Bounds",
    "Guard",
    "NotAllowed",
    "Unreachable",
    "again",
    "asked",
    "asked_of",
]
