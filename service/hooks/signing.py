"""Signed deliveries, as each system makes them: for the test of a hook, and for what is sent back."""

import dataclasses
import json

from pydantic import JsonValue

from service.hooks.protocol import Received
from service.hooks.signatures import (
    HUB_TIME,
    base64_sha256,
    base64url_sha256,
    contentful_message,
    hex_sha1,
    hex_sha256,
    hubspot_message,
    standard_keys,
)
from service.nouns import Moment


def unsigned(url: str, body: JsonValue, at: Moment, **headers: str) -> Received:
    """Return a delivery of JSON to *url*, not yet signed; underscores in headers stand for hyphens."""
    sent = Received("POST", url, {"content-type": "application/json"}, json.dumps(body).encode(), at)
    return with_headers(sent, **headers)


def with_headers(received: Received, **headers: str) -> Received:
    """Return *received* with more headers; underscores in their names stand for hyphens."""
    more = {name.replace("_", "-"): value for name, value in headers.items()}
    return dataclasses.replace(received, headers={**received.headers, **more})


def by_contentful(received: Received, secret: str) -> Received:
    """Return *received* signed as Contentful does it, with all its headers."""
    stamped = with_headers(received, x_contentful_timestamp=_milliseconds(received.at))
    names = ",".join(sorted({*stamped.headers, "x-contentful-signed-headers"}))
    named = with_headers(stamped, x_contentful_signed_headers=names)
    return with_headers(named, x_contentful_signature=hex_sha256(secret.encode(), contentful_message(named)))


def by_sanity(received: Received, secret: str) -> Received:
    """Return *received* signed as Sanity does it."""
    stamp = _milliseconds(received.at)
    signature = base64url_sha256(secret.encode(), f"{stamp}.".encode() + received.body)
    return with_headers(received, sanity_webhook_signature=f"t={stamp},v1={signature}")


def by_storyblok(received: Received, secret: str) -> Received:
    """Return *received* signed as Storyblok does it."""
    return with_headers(received, webhook_signature=hex_sha1(secret.encode(), received.body))


def by_webflow(received: Received, secret: str) -> Received:
    """Return *received* signed as Webflow does it."""
    stamp = _milliseconds(received.at)
    signature = hex_sha256(secret.encode(), f"{stamp}:".encode() + received.body)
    return with_headers(received, x_webflow_timestamp=stamp, x_webflow_signature=signature)


def by_hubspot(received: Received, secret: str) -> Received:
    """Return *received* signed as HubSpot does it, version 3."""
    stamp = _milliseconds(received.at)
    signature = base64_sha256(secret.encode(), hubspot_message(received, stamp))
    return with_headers(received, x_hubspot_request_timestamp=stamp, x_hubspot_signature_v3=signature)


def by_standard(received: Received, secret: str, message: str) -> Received:
    """Return *received* signed by Standard Webhooks, as the message of that id.

    Raises:
        ValueError: if *secret* is empty, or is marked as base64 and is not.
    """
    keys = standard_keys(secret)
    if not keys:
        raise ValueError("A secret of Standard Webhooks is whsec_ and base64.")
    stamp = str(int(received.at.timestamp()))
    signature = base64_sha256(keys[0], f"{message}.{stamp}.".encode() + received.body)
    return with_headers(
        received, webhook_id=message, webhook_timestamp=stamp, webhook_signature=f"v1,{signature}"
    )


def by_hub(received: Received, secret: str) -> Received:
    """Return *received* signed by `X-Hub-Signature-256` with the time in front of the body."""
    stamp = str(int(received.at.timestamp()))
    signature = hex_sha256(secret.encode(), f"{stamp}.".encode() + received.body)
    return dataclasses.replace(
        received,
        headers={**received.headers, HUB_TIME: stamp, "x-hub-signature-256": f"sha256={signature}"},
    )


def _milliseconds(at: Moment) -> str:
    return str(int(at.timestamp() * 1000))
