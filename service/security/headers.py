"""What browsers are told about every answer: nothing inline, no frames, no guessing of types, no leaks.

Sources: Content Security Policy Level 3, Fetch (CORP, nosniff), HTML (COOP), RFC 6797 (HSTS), RFC 9111
(caching).
"""

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
"""Our own files, and nothing else; no inline script or style, no `eval`."""
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "cache-control": "no-store",
}
"""Added where a route has not said otherwise. `no-referrer` would blank the origin of our own forms."""
ALWAYS = frozenset({"content-security-policy", "x-content-type-options", "x-frame-options"})
"""Set whatever a route says; of its own policy both hold (Content Security Policy Level 3, section 3.1)."""
HTTPS_ONLY = "max-age=31536000"
"""A year, as RFC 6797 counts: seconds."""


class SecurityHeaders:
    """Adds the headers to every answer, refusals included."""

    def __init__(self, app: ASGIApp, *, is_https: bool) -> None:
        """Answer with *app*; *is_https* where the service is reached by https."""
        self._app = app
        self._headers = HEADERS | ({"strict-transport-security": HTTPS_ONLY} if is_https else {})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on."""
        if scope["type"] != "http":
            return await self._app(scope, receive, send)

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._add(MutableHeaders(scope=message))
            await send(message)

        return await self._app(scope, receive, sending)

    def _add(self, headers: MutableHeaders) -> None:
        stricter = headers.get("content-security-policy", "")
        for name, value in self._headers.items():
            if name in ALWAYS or name not in headers:
                headers[name] = value
        if stricter:
            headers["content-security-policy"] = f"{POLICY}, {stricter}"
