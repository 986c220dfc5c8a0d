"""Webflow: items of collections; the verdict in a field of the item, or sent to a callback.

Documented by Webflow: the signature over time and body (`webflow-api` verifies the same), the payloads, and
the endpoints of items (paths as in `webflow-api`). The key is the app's client secret, or the `secretKey`
that a hook made by the API has; hooks that are made in the dashboard are not signed, and so are refused.
Comments can be answered by the API but not begun, so there is nothing to answer. Not verified against the
live service: a payload with a list of `items`, which is read too.

Options: `field` (the slug of a plain-text field, into which the verdict is written in the staged item, so
that it goes live with the next publishing and sets off no hook for publishing), else `callback` (an address
to which the verdict is sent; the token then is what it is signed with), and `site` (the address that slugs
are put behind).
"""

import dataclasses
from collections.abc import Sequence

from pydantic import JsonValue

from service.hooks import asking, bodies, callbacks, prose, samples, signatures, signing
from service.hooks.localising import versions_of
from service.hooks.protocol import Conversation, Event, Malformed, Outcome, Received, Sample, Version
from service.hooks.wording import verdict_of
from service.nouns import Moment
from service.nouns.hooks import Hook
from service.nouns.hooks import System as _System

SYSTEM = _System.WEBFLOW
PUBLISH = "collection_item_published"
API = "https://api.webflow.com/v2"
ID = "[A-Za-z0-9-]{1,64}"
ITEMS = 100
"""The most items of one delivery."""
HABITS = prose.Habits(lambda name, _: name.startswith("_") or name in {"slug", "fileId"})


def verify(received: Received, secrets: Sequence[str], *, window: float) -> None:
    """Return if Webflow signed *received*.

    Raises:
        Refused: if it did not.
    """
    signatures.webflow(received, secrets, window=window)


def events(received: Received, hook: Hook) -> tuple[Event, ...]:
    """Return what happened to an item, or to several, or to something else that is not checked.

    Raises:
        Malformed: if the body does not say what happened, and to what.
    """
    body = bodies.mapping(bodies.read(received.body), "The body")
    name = bodies.wanted(body, "triggerType")
    payload = bodies.mapping(body.get("payload"), "/payload")
    several = payload.get("items")
    items = several[:ITEMS] if isinstance(several, list) else [payload]
    base = signatures.digest(received.body)
    if not name.startswith("collection_item_"):
        return (
            Event(base, name, f"webflow:{bodies.said(payload, 'siteId') or hook.name}", is_publish=False),
        )
    return tuple(_event(f"{base}-{place}", name, payload, item) for place, item in enumerate(items))


def content(event: Event, hook: Hook, token: str) -> Conversation[JsonValue]:  # noqa: ARG001 - the protocol's
    """Return the item, fetched where the delivery did not hold its fields.

    Raises:
        CallFailed: if it can't be had.
    """
    if event.content is not None:
        return event.content
    collection, item = asking.known(event.facts, "collection", "item")
    locale = event.facts.get("locale")
    query = f"?cmsLocaleId={locale}" if locale else ""
    url = f"{API}/collections/{collection}/items/{item}/live{query}"
    return (yield from asking.told(asking.request("GET", url, token), "fetch the item"))


def versions(content: JsonValue, event: Event, hook: Hook) -> tuple[Version, ...]:
    """Return the item in the locale that it is in.

    Raises:
        Malformed: if it has no fields, or a path of the hook is none.
    """
    if not isinstance(bodies.inside(content, "fieldData"), dict):
        raise Malformed("The item has no fieldData.")
    locale = event.facts.get("locale", "")
    if hook.locales and locale not in hook.locales:
        return ()
    if hook.fields:
        fields = prose.chosen(content, hook.fields, HABITS)
    else:
        found = prose.gathered(bodies.inside(content, "fieldData"), "/fieldData", HABITS)
        fields = [each for each in found if each.path != f"/fieldData/{hook.options.get('field')}"]
    slug, site = bodies.said(content, "fieldData", "slug"), hook.options.get("site", "").rstrip("/")
    made = versions_of(
        fields,
        lambda field: ("", field.path.removeprefix("/fieldData")),
        hook,
        {"date": event.version[:10]},
        locale,
    )
    return tuple(dataclasses.replace(each, url=f"{site}/{slug}" if site else "") for each in made)


def write_back(outcome: Outcome, event: Event, hook: Hook, token: str) -> Conversation[str]:
    """Write the verdict into a field of the staged item, or send it to the callback.

    Raises:
        CallFailed: if neither can be done, or the hook has neither.
    """
    field = bodies.option(hook.options, "field", "[a-z0-9-]{1,64}")
    if not field:
        return (yield from callbacks.send(outcome, event, hook, token))
    collection, item = asking.known(event.facts, "collection", "item")
    url = f"{API}/collections/{collection}/items/{item}"
    locale = event.facts.get("locale", "")
    query = f"?cmsLocaleId={locale}" if locale else ""
    found = yield from asking.told(asking.request("GET", url + query, token), "fetch the item")
    says = verdict_of(outcome)
    if found is None or bodies.said(found, "fieldData", field) == says:
        return ""
    body: dict[str, JsonValue] = {"fieldData": {field: says}}
    if locale:
        body["cmsLocaleId"] = locale
    yield from asking.answered(asking.request("PATCH", url, token, body), "write the verdict into the item")
    return f"wrote the field {field}"


def sample(hook: Hook, secret: str, url: str, at: Moment) -> Sample:
    """Return an item as it is sent when it is published."""
    when = at.isoformat(timespec="milliseconds").replace("+00:00", "Z")
    item: dict[str, JsonValue] = {
        "id": samples.new_id()[:24],
        "siteId": samples.NAME,
        "workspaceId": samples.NAME,
        "collectionId": samples.NAME,
        "lastPublished": when,
        "lastUpdated": when,
        "createdOn": when,
        "isArchived": False,
        "isDraft": False,
        "fieldData": {
            "name": samples.TITLE,
            "slug": samples.NAME,
            "body": f"<p>{samples.PROSE}</p>",
        },
    }
    if hook.locales:
        item["cmsLocaleId"] = hook.locales[0]
    unsigned = signing.unsigned(url, {"triggerType": PUBLISH, "payload": item}, at)
    return Sample(signing.by_webflow(unsigned, secret))


def _event(name: str, trigger: str, payload: JsonValue, item: JsonValue) -> Event:
    def fact(key: str) -> str:
        value = bodies.said(item, key) or bodies.said(payload, key)
        return bodies.fitting(value, f"The {key}", ID) if value else ""

    facts = {
        "item": bodies.fitting(bodies.wanted(item, "id"), "The id", ID),
        "collection": fact("collectionId"),
        "site": fact("siteId"),
        "locale": fact("cmsLocaleId"),
    }
    return Event(
        id=name,
        name=trigger,
        document=f"webflow:{facts['site']}/{facts['collection']}/{facts['item']}",
        is_publish=trigger == PUBLISH,
        content=item if isinstance(bodies.inside(item, "fieldData"), dict) else None,
        version=bodies.said(item, "lastPublished") or bodies.said(item, "lastUpdated"),
        facts=facts,
    )
