"""Which pages of others may ask from a browser whether something may be published: none that is not named.

Sanity's Studio runs in its editors' browsers, and asks from there with a key. So the answers of this one
route may be read by the origins that the settings name (CORS, Fetch §3.2); no cookie of ours goes with such
a request.
"""

from starlette.middleware.cors import CORSMiddleware
from starlette.types import ASGIApp, Receive, Scope, Send

GATE = "/v1/gates/check"
LONG = 600
"""Seconds for which a browser may remember that it may ask."""


class GateOrigins:
    """Lets pages of *origins* read what the gate answers."""

    def __init__(self, app: ASGIApp, origins: tuple[str, ...]) -> None:
        """Pass requests to *app*; *origins* are as browsers send them: `https://studio.example.com`."""
        self._app = app
        self._open = CORSMiddleware(
            app,
            allow_origins=origins,
            allow_methods=["POST"],
            allow_headers=["authorization", "content-type"],
            max_age=LONG,
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, with what its browser asks for where it is for the gate."""
        is_gate = scope["type"] == "http" and scope["path"] == GATE
        await (self._open if is_gate else self._app)(scope, receive, send)
