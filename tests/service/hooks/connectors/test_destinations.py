"""Where a hook's token and its verdicts go: to hosts that are fixed or that the hook names, and no others."""

import dataclasses
import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest

from service.hooks.connectors import load
from service.hooks.protocol import Answered, CallFailed, Conversation, Malformed
from service.nouns.hooks import System
from tests.service.hooks.talking import NOW, URL, hook, outcome

SECRET, TOKEN = "ab" * 32, "cd" * 32
EVIL = "https://evil.example/verdicts"
WORDS = (EVIL, "evil.example", "@evil.example/", "//evil.example", ".evil.example", "x:y@evil.example", "..")
CALLBACK = {"callback": "https://ours.example/verdicts"}
API = {"url": "https://ours.example/api", "field": "verdict"}
SET_UP = (
    (System.CONTENTFUL, {}, "api.contentful.com"),
    (System.DRUPAL, CALLBACK, "ours.example"),
    (System.GENERIC, CALLBACK, "ours.example"),
    (System.HUBSPOT, {"property": "verdict"}, "api.hubapi.com"),
    (System.HUBSPOT, {}, "api.hubapi.com"),
    (System.SANITY, {"project": "p1", "dataset": "production"}, "p1.api.sanity.io"),
    (System.STORYBLOK, {"stage_passed": "1", "stage_failed": "2"}, "mapi.storyblok.com"),
    (System.STORYBLOK, {"api": "delivery"}, "api.storyblok.com"),
    (System.STRAPI, CALLBACK, "ours.example"),
    (System.STRAPI, API, "ours.example"),
    (System.WEBFLOW, {"field": "verdict"}, "api.webflow.com"),
    (System.WEBFLOW, CALLBACK, "ours.example"),
    (System.WORDPRESS, CALLBACK, "ours.example"),
)
"""Systems, a hook's options, and the one host that it may speak to."""


@pytest.mark.parametrize(("system", "options", "host"), SET_UP)
def test_nothing_in_a_delivery_says_where_token_and_verdict_go(
    system: System, options: dict[str, str], host: str
) -> None:
    connector, made = load(system), hook(system, options=options)
    received = connector.sample(made, SECRET, URL, NOW).received
    right = json.loads(received.body)

    hosts = set()
    for body in spoilt(right):
        try:
            events = connector.events(dataclasses.replace(received, body=json.dumps(body).encode()), made)
        except Malformed:
            continue
        for event in events:
            hosts |= set(asked(connector.content(event, made, TOKEN)))
            hosts |= set(asked(connector.write_back(outcome(errors=1), event, made, TOKEN)))

    assert hosts == {host}


@pytest.mark.parametrize("options", [{}, {"callback": ""}, {"callback": "evil.example"}])
def test_a_delivery_that_names_an_address_gets_no_verdict_there_where_the_hook_names_none(
    options: dict[str, str],
) -> None:
    connector, made = load(System.WORDPRESS), hook(System.WORDPRESS, options=options)
    received = connector.sample(made, SECRET, URL, NOW).received
    body = json.loads(received.body) | {"site": {"url": "https://evil.example", "verdicts": EVIL}}
    (event,) = connector.events(dataclasses.replace(received, body=json.dumps(body).encode()), made)

    with pytest.raises(CallFailed, match="`callback`") as failed:
        next(connector.write_back(outcome(), event, made, TOKEN))

    assert "evil" not in str(failed.value)


def spoilt(right: Any) -> Iterator[Any]:
    """Yield *right*, with addresses beside what is there, and with one in place of each text or number."""
    beside = {"site": {"url": EVIL, "verdicts": EVIL}, "callback": EVIL, "url": EVIL, "host": "evil.example"}
    yield right
    yield beside | right if isinstance(right, dict) else [beside | one for one in right]
    for word in WORDS:
        yield from instead(right, word)


def instead(value: Any, word: str) -> Iterator[Any]:
    """Yield *value* with *word* in place of each of its leaves."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from ({**value, name: each} for each in instead(inner, word))
    elif isinstance(value, list):
        for at, inner in enumerate(value):
            yield from ([*value[:at], each, *value[at + 1 :]] for each in instead(inner, word))
    else:
        yield word


def asked(conversation: Conversation[Any]) -> Iterator[str]:
    """Yield the hosts that are spoken to, by a system whose answers name another wherever they can."""
    named = {"url": EVIL, "next": EVIL, "links": {"next": EVIL}, "paging": {"next": {"link": EVIL}}}
    answer = named | {"sys": {"version": 1}, "items": [], "results": [named], "data": named}
    try:
        outgoing = next(conversation)
        for _ in range(20):
            yield str(urlsplit(outgoing.url).hostname)
            outgoing = conversation.send(Answered(200, json.dumps(answer).encode()))
    except (StopIteration, CallFailed, Malformed):
        return
