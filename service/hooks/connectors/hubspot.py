"""HubSpot: tickets and other records, and what is written to customers; the verdict as a property or a note.

Documented by HubSpot: signatures of version 3 (`@hubspot/api-client` makes the same), the list of events in
a delivery, 64 KB of a note, and the endpoints (paths and association types as in `@hubspot/api-client`).
HubSpot sends events of records and conversations, none of pages. Not verified against the live service:
`eventId` is said not to be unique, so an event is told by all that it says but the number of the attempt;
how long deliveries are sent again; what a workflow sends, which is taken if it has a signature of version
3; and the endpoint of a conversation's message.

A delivery holds ids only, so what is checked is fetched: the properties that the hook's fields name
(`/properties/subject`), else those with prose of tickets, deals, products, notes and e-mails. Of a
conversation only what is sent to a customer is checked, and nothing is written back.

Options: `property` (the internal name of a text property, into which the verdict is written; its changes
are not taken as events), else a note is put beside the record, one for each record; `properties` (more of
them to fetch, separated by commas).
"""

import json
from collections.abc import Sequence

from pydantic import JsonValue

from service.hooks import asking, bodies, prose, samples, signatures, signing
from service.hooks.localising import versions_of
from service.hooks.protocol import Conversation, Event, Malformed, Outcome, Received, Sample, Version
from service.hooks.replies import hubspot as replies
from service.nouns import Moment
from service.nouns.hooks import Hook
from service.nouns.hooks import System as _System

SYSTEM = _System.HUBSPOT
API = replies.API
EVENTS = 100
"""The most events of one delivery."""
TYPES = {
    "contact": "contacts", "0-1": "contacts", "company": "companies", "0-2": "companies", "deal": "deals",
    "0-3": "deals", "ticket": "tickets", "0-5": "tickets", "product": "products", "0-7": "products",
    "0-46": "notes", "0-49": "emails",
}  # fmt: skip
"""Names of records by the word or the number that events have for them."""
PROSE = {
    "tickets": ("subject", "content"),
    "deals": ("dealname", "description"),
    "products": ("name", "description"),
    "notes": ("hs_note_body",),
    "emails": ("hs_email_subject", "hs_email_html"),
}
"""Properties with prose."""
PEOPLE = "contacts"
"""Records of people, which hold no copy: they are fetched only where the hook names their events."""
THREADS = "threads"
"""What conversations count as."""
NAME = "[A-Za-z0-9_]{1,100}"
HABITS = prose.Habits(lambda name, _: name in {"id", "createdAt", "updatedAt", "archived"})


def verify(received: Received, secrets: Sequence[str], *, window: float) -> None:
    """Return if HubSpot signed *received*, version 3.

    Raises:
        Refused: if it did not.
    """
    signatures.hubspot(received, secrets, window=window)


def events(received: Received, hook: Hook) -> tuple[Event, ...]:
    """Return what happened to records and conversations.

    Raises:
        Malformed: if the body is no list of events.
    """
    body = bodies.read(received.body)
    several = body if isinstance(body, list) else [body]
    if not several or len(several) > EVENTS:
        raise Malformed(f"The body is not a list of 1 to {EVENTS} events.")
    return tuple(_event(bodies.mapping(each, "An event"), hook) for each in several)


def content(event: Event, hook: Hook, token: str) -> Conversation[JsonValue]:
    """Return the record with its properties, or the message.

    Raises:
        CallFailed: if it can't be had.
    """
    if event.content is not None:
        return event.content
    kind, name = asking.known(event.facts, "type", "object")
    url = f"{API}/crm/v3/objects/{kind}/{name}?properties={','.join(_properties(kind, hook))}"
    if kind == THREADS:
        (message,) = asking.known(event.facts, "message")
        url = f"{API}/conversations/v3/conversations/threads/{name}/messages/{message}"
    return (yield from asking.told(asking.request("GET", url, token), "fetch the record"))


def versions(content: JsonValue, event: Event, hook: Hook) -> tuple[Version, ...]:
    """Return the record, or the message if it was sent to a customer.

    Raises:
        Malformed: if it has no properties, or a path of the hook is none.
    """
    labels = {"type": event.facts.get("type", ""), "date": bodies.said(content, "updatedAt")[:10]}
    if event.facts.get("type") == THREADS:
        if bodies.said(content, "direction") != "OUTGOING":
            return ()
        named = "richText" if bodies.said(content, "richText") else "text"
        fields = prose.gathered(bodies.inside(content, named), f"/{named}", HABITS)
        return versions_of(fields, lambda field: ("", field.path), hook, labels)
    if not isinstance(bodies.inside(content, "properties"), dict):
        raise Malformed("The record has no properties.")
    if hook.fields:
        fields = prose.chosen(content, hook.fields, HABITS)
    else:
        wanted = _properties(event.facts.get("type", ""), hook)
        texts = {name: bodies.said(content, "properties", name) for name in wanted}
        fields = prose.gathered({name: text for name, text in texts.items() if text}, "/properties", HABITS)
    return versions_of(fields, lambda field: ("", field.path.removeprefix("/properties")), hook, labels)


def write_back(outcome: Outcome, event: Event, hook: Hook, token: str) -> Conversation[str]:
    """Write the verdict into a property of the record, or into a note beside it.

    Raises:
        CallFailed: if it can't be written.
    """
    if event.facts.get("type") == THREADS:
        return ""
    return (yield from replies.write_back(outcome, event, hook, token))


def sample(hook: Hook, secret: str, url: str, at: Moment) -> Sample:
    """Return the event of a new ticket, and the ticket."""
    milliseconds = int(at.timestamp() * 1000)
    event: JsonValue = {
        "eventId": int(samples.new_id()[:8], 16),
        "subscriptionId": 1,
        "portalId": 1,
        "appId": 1,
        "occurredAt": milliseconds,
        "subscriptionType": "ticket.creation",
        "attemptNumber": 0,
        "objectId": 1,
        "changeSource": "CRM",
        "changeFlag": "NEW",
    }
    wanted = _properties("tickets", hook)
    texts: dict[str, JsonValue] = {name: samples.PROSE for name in wanted if name != "subject"}
    content: JsonValue = {"id": "1", "properties": {"subject": samples.TITLE, **texts}}
    return Sample(signing.by_hubspot(signing.unsigned(url, [event], at), secret), content)


def _event(event: dict[str, JsonValue], hook: Hook) -> Event:
    subject, _, action = bodies.wanted(event, "subscriptionType").partition(".")
    is_thread = subject == "conversation"
    kind = THREADS if is_thread else TYPES.get(bodies.said(event, "objectTypeId") or subject, subject)
    digits = {
        name: bodies.fitting(bodies.wanted(event, name), name, "[0-9]{1,19}")
        for name in ("portalId", "objectId")
    }
    message = bodies.said(event, "messageId")
    facts = {
        "type": bodies.fitting(kind, "The type of the record", "[A-Za-z0-9_-]{1,64}"),
        "object": digits["objectId"],
        "message": bodies.fitting(message, "messageId", "[A-Za-z0-9_-]{0,100}"),
    }
    changed = bodies.said(event, "propertyName")
    is_ours = bool(changed) and changed == hook.options.get("property")
    told = json.dumps(
        {name: value for name, value in event.items() if name != "attemptNumber"}, sort_keys=True
    )
    return Event(
        id=signatures.digest(told.encode()),
        name="verdict" if is_ours else f"{subject}.{action}",
        document=":".join(("hubspot", "/".join(filter(None, (digits["portalId"], *facts.values()))))),
        is_publish=not is_ours and kind != PEOPLE and _is_publish(action, changed, _properties(kind, hook)),
        version=bodies.said(event, "occurredAt").rjust(15, "0"),
        facts=facts,
    )


def _is_publish(action: str, changed: str, checked: Sequence[str]) -> bool:
    """Return whether an event means that there is prose to check: of a company only what the hook names."""
    if action == "propertyChange":
        return changed in checked
    return action == "newMessage" or (action == "creation" and bool(checked))


def _properties(kind: str, hook: Hook) -> tuple[str, ...]:
    named = [
        parts[1]
        for rule in hook.fields
        if (parts := prose.parts(rule.path))[:1] == ["properties"] and parts[1:]
    ]
    more = [name.strip() for name in hook.options.get("properties", "").split(",")]
    wanted = (*(named or PROSE.get(kind, ())), *filter(None, more))
    return tuple(dict.fromkeys(bodies.fitting(name, "A property", NAME) for name in wanted))
