"""What the vendors' libraries signed, sent to a running service: taken once, never where it was altered."""

import datetime
import json

import pytest

from service.hooks.protocol import Received
from service.nouns.hooks import System
from tests.service.hooks.vendors.mutations import secret
from tests.service.hooks.vendors.vendors import Question, ask, install

HEADERS = {"content-type": "application/json"}
WORDS = "Two words about doors."
BODIES = {
    System.CONTENTFUL: {
        "sys": {
            "type": "Entry",
            "id": "e1",
            "space": {"sys": {"id": "s1"}},
            "updatedAt": "2026-01-01T00:00:00.000Z",
            "publishedVersion": 3,
        },
        "fields": {"body": {"en-US": WORDS}},
    },
    System.SANITY: {"_id": "p1", "_type": "post", "body": WORDS},
    System.WEBFLOW: {
        "triggerType": "collection_item_published",
        "payload": {"id": "i1", "fieldData": {"name": WORDS}},
    },
    System.GENERIC: {"id": "d1", "body": WORDS},
    System.STORYBLOK: {"text": "Ann", "action": "unpublished", "space_id": 1, "story_id": 2},
    System.HUBSPOT: [{"subscriptionType": "ticket.deletion", "portalId": 1, "objectId": 2, "eventId": 3}],
}
"""For systems whose content would be fetched, something of which no check is made."""


@pytest.fixture(scope="module")
def signed(service_url):
    """Return a delivery of each system to the running service, signed, with its secret."""
    install()
    now = datetime.datetime.now(datetime.UTC)
    asked = [
        Question(
            "sign",
            system,
            Received(
                "POST",
                f"{service_url}/v1/hooks/vendor-{system.value}",
                HEADERS,
                json.dumps(body).encode(),
                now,
            ),
            secret(system),
        )
        for system, body in BODIES.items()
    ]
    return {
        question.system: (question.received, {**HEADERS, **answer["headers"]}, question.secret)
        for question, answer in zip(asked, ask(asked), strict=True)
    }


@pytest.mark.parametrize("system", BODIES)
def test_a_delivery_is_taken_once_and_an_altered_one_never(http, signed, system):
    sent, headers, key = signed[system]
    hook = {"system": system.value, "kit": "ottermere", "judged": False, "secret": key}
    assert http.put(f"/v1/hooks/vendor-{system.value}", json=hook).status_code == 201
    changed = sent.body.replace(b"2", b"4").replace(b"doors", b"Doors")

    first = http.post(sent.url, content=sent.body, headers=headers)
    again = http.post(sent.url, content=sent.body, headers=headers)
    altered = http.post(sent.url, content=changed, headers=headers)
    unsigned = http.post(sent.url, content=sent.body, headers=HEADERS)

    assert (first.status_code, again.status_code) == (202, 202), first.text
    assert first.headers["content-type"] == "application/json"
    if system is not System.STORYBLOK:  # which signs no time: the same a second later is another event
        assert first.json()["deliveries"][0]["id"] == again.json()["deliveries"][0]["id"]
    assert (altered.status_code, unsigned.status_code) == (401, 401)
