"""How each system signs its deliveries, and how they are held against that.

Four encodings are in use: HMAC-SHA-256 (RFC 2104, FIPS 180-4) in hexadecimal, in base64, and in base64url
without padding (RFC 4648, sections 4 and 5), and HMAC-SHA-1 in hexadecimal. All comparisons take the same
time whether they fit or not, every secret is tried, and the text of a signature is compared rather than its
bytes, for base64 can write the same bytes in several ways. A time is ASCII digits and nothing else; it may
lie in the future no further than in the past. Only raw bytes are looked at.
"""

import base64
import binascii
import datetime
import hashlib
import hmac
import re
from collections.abc import Callable, Iterable, Sequence
from typing import Literal
from urllib.parse import quote

from service.hooks.protocol import Received, Refused

Encode = Callable[[bytes, bytes], str]
"""A key and a message in, the signature's text out."""

MARK = "whsec_"
"""How secrets of Standard Webhooks begin; what follows is base64."""
SIGNATURES = 16
"""The most signatures in one header that are looked at."""
HUB_TIME = "x-hub-timestamp"
"""The header with the time, in seconds, that `hub` wants beside `x-hub-signature-256`."""
_SANITY = re.compile(r"t=([0-9]{13}),v1=([A-Za-z0-9_-]{43})")
_URI = ";,/?:@&=+$-_.!~*'()#"
"""What ECMAScript's `encodeURI` leaves as it is, besides letters and digits."""
_COMPONENT = "-_.!~*'()"
"""The same of `encodeURIComponent`."""


def hex_sha256(key: bytes, message: bytes) -> str:
    """Return HMAC-SHA-256 in hexadecimal, lower case."""
    return hmac.new(key, message, hashlib.sha256).hexdigest()


def base64_sha256(key: bytes, message: bytes) -> str:
    """Return HMAC-SHA-256 in base64."""
    return base64.b64encode(hmac.digest(key, message, "sha256")).decode()


def base64url_sha256(key: bytes, message: bytes) -> str:
    """Return HMAC-SHA-256 in base64url without padding."""
    return base64.urlsafe_b64encode(hmac.digest(key, message, "sha256")).decode().rstrip("=")


def hex_sha1(key: bytes, message: bytes) -> str:
    """Return HMAC-SHA-1 in hexadecimal, lower case."""
    return hmac.new(key, message, hashlib.sha1).hexdigest()


def contentful(received: Received, secrets: Sequence[str], *, window: float) -> None:
    """Return if Contentful signed *received*: its method, address, the headers that it names, and its body.

    Raises:
        Refused: if it did not.
    """
    stamp = header(received, "x-contentful-timestamp")
    fresh(stamp, received.at, window, unit="ms")
    said = header(received, "x-contentful-signature")
    matched(hex_sha256, (said,), _texts(secrets), contentful_message(received))


def contentful_message(received: Received) -> bytes:
    """Return what Contentful signs of *received*.

    Raises:
        Refused: if it does not say which headers are signed, or its address has a query that is not signed.
    """
    named = header(received, "x-contentful-signed-headers").split(",")
    signed = sorted({*named, "x-contentful-signed-headers", "x-contentful-timestamp"})
    headers = ";".join(
        f"{name}:{received.headers[name].strip()}" for name in signed if name in received.headers
    )
    if "\n" in headers:
        raise Refused("A header has a line break, so that it can't be told where the headers end.")
    _, _, place = received.url.partition("://")
    plain, mark, query = place[place.find("/") :].partition("?")
    if mark and ("?" in query or not query):
        raise Refused("The address has a question mark that Contentful's signature does not cover.")
    path = quote(plain, safe=_URI) + mark + quote(quote(query, safe=_COMPONENT), safe=_URI)
    return "\n".join((received.method, path, headers, "")).encode() + received.body


def sanity(received: Received, secrets: Sequence[str], *, window: float) -> None:
    """Return if Sanity signed *received*: the time and its body.

    Raises:
        Refused: if it did not.
    """
    said = _SANITY.fullmatch(header(received, "sanity-webhook-signature"))
    if said is None:
        raise Refused("sanity-webhook-signature is not of the form t=…,v1=….")
    fresh(said[1], received.at, window, unit="ms")
    matched(base64url_sha256, (said[2],), _texts(secrets), f"{said[1]}.".encode() + received.body)


def storyblok(received: Received, secrets: Sequence[str]) -> None:
    """Return if Storyblok signed *received*: its body, without any time.

    Raises:
        Refused: if it did not.
    """
    matched(hex_sha1, (header(received, "webhook-signature"),), _texts(secrets), received.body)


def webflow(received: Received, secrets: Sequence[str], *, window: float) -> None:
    """Return if Webflow signed *received*: the time and its body.

    Raises:
        Refused: if it did not.
    """
    stamp = header(received, "x-webflow-timestamp")
    fresh(stamp, received.at, window, unit="ms")
    said = header(received, "x-webflow-signature")
    matched(hex_sha256, (said,), _texts(secrets), f"{stamp}:".encode() + received.body)


def hubspot(received: Received, secrets: Sequence[str], *, window: float) -> None:
    """Return if HubSpot signed *received*, version 3: its method, address, body and time.

    The parts are signed without anything between them, so each must show where it ends: a body begins with
    a bracket, an address has none, and a time has 13 digits. Versions 1 and 2 have no time and are hashes
    that can be extended (`SHA-256(secret + …)`), and so are not taken.

    Raises:
        Refused: if it did not.
    """
    stamp = header(received, "x-hubspot-request-timestamp")
    fresh(stamp, received.at, window, unit="ms")
    if received.body[:1] not in {b"[", b"{"} or re.search(r"[\[\]{}\s]", received.url):
        raise Refused("The body is not JSON, or the address is none that HubSpot calls.")
    said = header(received, "x-hubspot-signature-v3")
    matched(base64_sha256, (said,), _texts(secrets), hubspot_message(received, stamp))


def hubspot_message(received: Received, stamp: str) -> bytes:
    """Return what HubSpot signs of *received*; its address has to have nothing that is percent-encoded."""
    return f"{received.method}{received.url}".encode() + received.body + stamp.encode()


def standard(received: Received, secrets: Sequence[str], *, window: float) -> None:
    """Return if *received* is signed by Standard Webhooks: its id, time and body.

    Raises:
        Refused: if it is not.
    """
    message = header(received, "webhook-id")
    stamp = header(received, "webhook-timestamp")
    fresh(stamp, received.at, window, unit="s")
    if "." in message:
        raise Refused("webhook-id has a full stop, so that it can't be told where it ends.")
    said = [
        each[3:]
        for each in header(received, "webhook-signature").split(" ")[:SIGNATURES]
        if each[:3] == "v1,"
    ]
    keys = [key for secret in secrets for key in standard_keys(secret)]
    matched(base64_sha256, said, keys, f"{message}.{stamp}.".encode() + received.body)


def standard_keys(secret: str) -> tuple[bytes, ...]:
    """Return the keys that *secret* may stand for: its base64 decoded, and its text if it is not marked."""
    marked = secret.startswith(MARK)
    try:
        decoded = base64.b64decode(secret.removeprefix(MARK), validate=True)
    except binascii.Error:
        decoded = b""
    return tuple(key for key in (decoded, b"" if marked else secret.encode()) if key)


def hub(received: Received, secrets: Sequence[str], *, window: float) -> None:
    """Return if *received* is signed as WebSub does it, with the time in front of the body.

    What is signed is the time in `X-Hub-Timestamp` (seconds), a full stop, and the body; the signature is in
    `X-Hub-Signature-256`.

    Raises:
        Refused: if it is not.
    """
    stamp = header(received, HUB_TIME)
    fresh(stamp, received.at, window, unit="s")
    said = header(received, "x-hub-signature-256")
    if not said.startswith("sha256="):
        raise Refused("x-hub-signature-256 does not begin with sha256=.")
    matched(hex_sha256, (said[7:],), _texts(secrets), f"{stamp}.".encode() + received.body)


def bearer(received: Received, secrets: Sequence[str]) -> None:
    """Return if *received* has one of *secrets* as its bearer token (RFC 6750); nothing of it is signed.

    Raises:
        Refused: if it has none.
    """
    scheme, _, token = header(received, "authorization").partition(" ")
    if scheme.lower() != "bearer":
        raise Refused("authorization is not of the form Bearer ….")
    matched(lambda key, _: key.decode(), (token.strip(),), _texts(secrets), b"")


def header(received: Received, name: str) -> str:
    """Return a header of *received*.

    Raises:
        Refused: if it is not there, or empty.
    """
    value = received.headers.get(name, "").strip()
    if not value:
        raise Refused(f"The header {name} is missing.")
    return value


def fresh(stamp: str, at: datetime.datetime, window: float, *, unit: Literal["ms", "s"]) -> None:
    """Return if *stamp*, in milliseconds or seconds since 1970, is within *window* seconds of *at*.

    Raises:
        Refused: if it is not, or is no time.
    """
    digits = 13 if unit == "ms" else 10
    if not (len(stamp) == digits and stamp.isascii() and stamp.isdecimal()):
        raise Refused(f"The time of the signature is not {digits} digits.")
    age = at.timestamp() - int(stamp) / (1000 if unit == "ms" else 1)
    if abs(age) > window:
        when = f"{age:.0f} s ago" if age > 0 else f"{-age:.0f} s in the future"
        raise Refused(f"The delivery was signed {when}; {window:.0f} s are allowed.")


def matched(encode: Encode, said: Iterable[str], keys: Sequence[bytes], message: bytes) -> None:
    """Return if one of the signatures that were *said* is that of *message* with one of *keys*.

    Raises:
        Refused: if none is, or there is no key.
    """
    right = [encode(key, message).encode() for key in keys if key]
    found = [hmac.compare_digest(one, each.encode("utf-8", "replace")) for each in said for one in right]
    if not any(found):
        raise Refused(
            "The signature is not right: the secret differs, or the delivery was altered on its way."
        )


def digest(*parts: bytes) -> str:
    """Return SHA-256 over *parts*, each with its length, in hexadecimal: an id for what has none."""
    made = hashlib.sha256()
    for part in parts:
        made.update(len(part).to_bytes(8, "big") + part)
    return made.hexdigest()


def named(name: str, *parts: bytes) -> str:
    """Return *name*, if a sender could mean it as an id; else a digest of *parts*."""
    return name if re.fullmatch(r"[\w.:+/=-]{1,128}", name, re.ASCII) else digest(*parts)


def _texts(secrets: Sequence[str]) -> list[bytes]:
    return [secret.encode() for secret in secrets]
