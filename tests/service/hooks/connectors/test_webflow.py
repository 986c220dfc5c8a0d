"""Webflow: items, alone or several, and the verdict in a field or at a callback."""

import json

import pytest

from service.hooks.connectors import webflow
from service.hooks.protocol import CallFailed, Received
from service.nouns.hooks import FieldKind, System
from tests.service.hooks.talking import NOW, URL, hook, outcome, said, talk

ITEM = {
    "id": "i1",
    "siteId": "s1",
    "collectionId": "c1",
    "cmsLocaleId": "l1",
    "lastPublished": "2026-01-01T00:10:00.000Z",
    "fieldData": {
        "name": "Roadmap",
        "slug": "road map",
        "body": "<p>We leverage.</p>",
        "image": {"fileId": "a b", "url": "https://cdn.example/a.png", "alt": "A red door"},
        "brand-verdict": "Brandcheck: failed – 1 error.",
    },
}
HOOK = hook(System.WEBFLOW, options={"field": "brand-verdict", "site": "https://www.example.com/posts"})
PLACE = "https://api.webflow.com/v2/collections/c1/items/i1"


def events(payload, trigger="collection_item_published"):
    body = json.dumps({"triggerType": trigger, "payload": payload}).encode()
    return webflow.events(Received("POST", URL, {}, body, NOW), HOOK)


def test_an_item_is_its_prose_without_the_verdict_that_we_wrote():
    (event,) = events(ITEM)

    (version,) = webflow.versions(event.content, event, HOOK)

    assert [(field.path, field.kind, field.is_title) for field in version.fields] == [
        ("/fieldData/name", FieldKind.TEXT, True),
        ("/fieldData/body", FieldKind.HTML, False),
        ("/fieldData/image/alt", FieldKind.TEXT, False),
    ]
    assert (version.locale, version.url) == ("l1", "https://www.example.com/posts/road map")


def test_a_delivery_of_several_items_is_several_events():
    shared = {name: ITEM[name] for name in ("siteId", "collectionId")}
    items = [{"id": name, "fieldData": {"name": "Two words"}} for name in ("i1", "i2")]

    one, two = events({**shared, "items": items})

    assert (one.document, two.document) == ("webflow:s1/c1/i1", "webflow:s1/c1/i2")
    assert one.id != two.id


@pytest.mark.parametrize(
    ("trigger", "is_publish"),
    [("collection_item_published", True), ("collection_item_changed", False), ("site_publish", False)],
)
def test_only_a_published_item_is_published(trigger, is_publish):
    (event,) = events(ITEM, trigger)

    assert (event.name, event.is_publish) == (trigger, is_publish)


def test_an_item_without_fields_is_fetched_as_it_is_live():
    (event,) = events({name: value for name, value in ITEM.items() if name != "fieldData"})

    content, (request,) = talk(webflow.content(event, HOOK, "t"), (200, ITEM))

    assert request.url == f"{PLACE}/live?cmsLocaleId=l1"
    assert content == ITEM


def test_the_verdict_is_written_into_the_staged_item_once():
    (event,) = events(ITEM)
    found = outcome(errors=2)

    says, (looked, written) = talk(webflow.write_back(found, event, HOOK, "t"), (200, ITEM), (200, {}))
    verdict = said(written)["fieldData"]["brand-verdict"]
    same = {**ITEM, "fieldData": {**ITEM["fieldData"], "brand-verdict": verdict}}
    again, requests = talk(webflow.write_back(outcome(errors=2, check="c2"), event, HOOK, "t"), (200, same))

    assert looked.url == f"{PLACE}?cmsLocaleId=l1"
    assert (written.method, written.url, said(written)["cmsLocaleId"]) == ("PATCH", PLACE, "l1")
    assert verdict == "Brandcheck: failed – 2 errors, 0 warnings, 0 suggestions."
    assert (says, again, len(requests)) == ("wrote the field brand-verdict", "", 1)


def test_without_a_field_the_verdict_goes_to_the_callback():
    (event,) = events(ITEM)
    made = hook(System.WEBFLOW, options={"callback": "https://www.example.com/verdicts"})

    says, (request,) = talk(webflow.write_back(outcome(), event, made, "whsec_c2VjcmV0"), 204)

    assert (request.url, says) == (
        "https://www.example.com/verdicts",
        "sent to https://www.example.com/…",
    )
    with pytest.raises(CallFailed, match="callback"):
        talk(webflow.write_back(outcome(), event, hook(System.WEBFLOW), "t"))
