"""Deliveries, and what an attacker could make of them: every mutation changes something that is signed."""

import dataclasses
import datetime
import json
import secrets
import string
from functools import partial
from random import Random
from typing import NamedTuple

from service.hooks.protocol import Received
from service.nouns.hooks import System
from tests.service.hooks.vendors.vendors import WINDOW

SIGNED = {
    System.CONTENTFUL: (
        "x-contentful-signature",
        "x-contentful-signed-headers",
        "x-contentful-timestamp",
        "x-contentful-topic",
    ),
    System.SANITY: ("sanity-webhook-signature",),
    System.STORYBLOK: ("webhook-signature",),
    System.WEBFLOW: ("x-webflow-signature", "x-webflow-timestamp"),
    System.HUBSPOT: ("x-hubspot-signature-v3", "x-hubspot-request-timestamp"),
    System.GENERIC: ("webhook-id", "webhook-signature", "webhook-timestamp"),
    System.STRAPI: ("x-webhook-signature", "x-webhook-timestamp"),
    System.WORDPRESS: ("x-hub-signature-256", "x-hub-timestamp"),
    System.DRUPAL: ("x-hub-signature-256", "x-hub-timestamp"),
}
"""The headers that are signed, or sign."""
ADDRESSED = (System.CONTENTFUL, System.HUBSPOT)
"""Those that sign the address and the method too."""
LETTERS = string.ascii_letters + string.digits + "+/=_-,.:"
WORDS = ("Deploy", "in", "minutes", "größer", "数据", "🚀", "“quoted”", "a\nb", "<p>x</p>", "\\", "don't", "")


def delivery(system, random, at):
    """Return an unsigned delivery of random JSON."""
    fields = {f"f{place}": " ".join(random.choices(WORDS, k=random.randrange(1, 9))) for place in range(4)}
    body = {"fields": fields, "n": random.random(), "list": [1, None, True, {"a": []}]}
    wrapped = [body, body] if random.random() < 0.3 or system is System.HUBSPOT else body
    text = json.dumps(wrapped, ensure_ascii=random.random() < 0.5, indent=random.choice((None, 1)))
    name = "".join(random.choices(string.ascii_lowercase + string.digits + "-", k=random.randrange(1, 20)))
    headers = {"content-type": "application/json"}
    if system is System.CONTENTFUL:
        headers["x-contentful-topic"] = "ContentManagement.Entry.publish"
    return Received("POST", f"https://check.example:8443/in/v1/hooks/{name}", headers, text.encode(), at)


def secret(system):
    """Return a secret such as the system takes."""
    if system is System.GENERIC:
        return (
            "whsec_"
            + json.dumps(secrets.token_urlsafe(32)).strip('"').replace("-", "+").replace("_", "/")[:40]
        )
    return secrets.token_hex(32)


class Target(NamedTuple):
    """A signed delivery, with the secret it is held against, and a source of chance."""

    system: System
    received: Received
    key: str
    random: Random


def chance(seed):
    """Return a source of chance that gives the same each time."""
    return Random(seed)  # noqa: S311 - what is repeatable is no secret


def mutated(target):
    """Return a mutation of a signed delivery, the secret it is to be held against, and what was done."""
    system = target.system
    ways = [_body, _body, _header, _header, _secret]
    ways += [] if system is System.STORYBLOK else [_replayed]
    ways += [_address, _method] if system in ADDRESSED else []
    ways += [_shifted] if system in SHIFTS else []
    while True:
        way = target.random.choice(ways)
        changed, other = way(target)
        if (changed, other) != (target.received, target.key):
            return changed, other, way.__name__[1:]


def _body(target):
    return dataclasses.replace(target.received, body=_bytes(target.received.body, target.random)), target.key


def _bytes(body, random):
    place = random.randrange(len(body))
    other = bytes([random.randrange(256)])
    return random.choice(
        (
            lambda: body[:place] + bytes([body[place] ^ (1 << random.randrange(8))]) + body[place + 1 :],
            lambda: body[:place] + other + body[place:],
            lambda: body[:place] + body[place + 1 :],
            lambda: body[:place],
            lambda: body + other,
            lambda: b" " + body,
            lambda: body + body,
            lambda: body.replace(b'"', b"'", 1),
            lambda: json.dumps(json.loads(body), separators=(",", ":"), sort_keys=True).encode(),
        )
    )()


def _text(text, random):
    place = random.randrange(len(text))
    other = random.choice(LETTERS)
    return random.choice(
        (
            lambda: text[:place] + other + text[place + 1 :],
            lambda: text[:place] + other + text[place:],
            lambda: text[:place] + text[place + 1 :],
            lambda: text[:place],
            lambda: text + other,
            lambda: other + text,
            lambda: text.swapcase(),
            lambda: text + "=",
            lambda: text.translate({ord(str(digit)): 0x0660 + digit for digit in range(10)}),
            lambda: "0" + text,
        )
    )()


def _header(target):
    name = target.random.choice(SIGNED[target.system])
    headers = dict(target.received.headers)
    if target.random.random() < 0.1:
        del headers[name]
    else:
        headers[name] = _text(headers[name], target.random)
    return dataclasses.replace(target.received, headers=headers), target.key


def _secret(target):
    return target.received, secret(target.system)


def _replayed(target):
    seconds = target.random.choice((-1, 1)) * (WINDOW + 1.001 + target.random.expovariate(1 / 3600))
    at = target.received.at + datetime.timedelta(seconds=seconds)
    return dataclasses.replace(target.received, at=at), target.key


def _address(target):
    url = target.received.url
    start = url.index("/in/") + 1
    changed = url[:start] + _text(url[start:], target.random)
    return dataclasses.replace(target.received, url=changed), target.key


def _method(target):
    method = target.random.choice(("GET", "PUT", "PATCH", "post", "POS"))
    return dataclasses.replace(target.received, method=method), target.key


def _shifted(target):
    """Move bytes from one part to the next: the same is signed, unless parts are told apart."""
    size, is_back = target.random.randrange(1, 6), target.random.random() < 0.5
    return SHIFTS[target.system](target.received, size, is_back), target.key


def _hubspot(received, size, is_back):
    stamp = received.headers["x-hubspot-request-timestamp"]
    if is_back:
        url, body = received.url + received.body[:size].decode("latin-1"), received.body[size:]
        return dataclasses.replace(received, url=url, body=body)
    headers = {**received.headers, "x-hubspot-request-timestamp": stamp[size:]}
    return dataclasses.replace(received, body=received.body + stamp[:size].encode(), headers=headers)


def _contentful(received, size, is_back):
    last = received.headers["x-contentful-topic"]
    if is_back:
        head, _, rest = received.body.partition(b"\n")
        headers = {**received.headers, "x-contentful-topic": f"{last}\n{head.decode()}"}
        return dataclasses.replace(received, headers=headers, body=rest)
    headers = {**received.headers, "x-contentful-topic": last[:-size]}
    return dataclasses.replace(received, headers=headers, body=last[-size:].encode() + b"\n" + received.body)


def _generic(received, size, is_back):
    name, stamp = received.headers["webhook-id"], received.headers["webhook-timestamp"]
    if is_back:
        headers = {**received.headers, "webhook-id": f"{name}.{stamp}", "webhook-timestamp": stamp}
        return dataclasses.replace(received, headers=headers)
    headers = {**received.headers, "webhook-timestamp": stamp[:-size]}
    return dataclasses.replace(received, headers=headers, body=stamp[-size:].encode() + b"." + received.body)


def _timed(name, mark, received, size, is_back):
    """Move bytes between the header *name* with the time and the body, which *mark* keeps apart."""
    stamp = received.headers[name]
    if is_back:
        headers = {**received.headers, name: f"{stamp}{mark}{received.body[:size].decode('latin-1')}"}
        return dataclasses.replace(received, headers=headers, body=received.body[size:])
    headers = {**received.headers, name: stamp[:size]}
    body = f"{stamp[size:]}{mark}".encode() + received.body
    return dataclasses.replace(received, headers=headers, body=body)


SHIFTS = {
    System.HUBSPOT: _hubspot,
    System.CONTENTFUL: _contentful,
    System.GENERIC: _generic,
    System.WEBFLOW: partial(_timed, "x-webflow-timestamp", ":"),
    System.STRAPI: partial(_timed, "x-webhook-timestamp", "."),
    System.WORDPRESS: partial(_timed, "x-hub-timestamp", "."),
    System.DRUPAL: partial(_timed, "x-hub-timestamp", "."),
}
