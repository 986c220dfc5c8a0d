"""HubSpot: lists of events, records and messages fetched by id, and the verdict as a property or one note."""

import json

import pytest

from service.hooks.connectors import hubspot
from service.hooks.protocol import CallFailed, Received
from service.nouns.hooks import FieldKind, FieldRule, System
from tests.service.hooks.talking import NOW, URL, hook, outcome, said, talk

HOOK = hook(System.HUBSPOT)
EVENT = {
    "eventId": 1,
    "subscriptionId": 12345,
    "portalId": 62515,
    "appId": 54321,
    "occurredAt": 1462216307945,
    "subscriptionType": "ticket.creation",
    "attemptNumber": 0,
    "objectId": 123,
    "changeSource": "CRM",
    "changeFlag": "NEW",
}
TICKET = {
    "id": "123",
    "updatedAt": "2026-01-01T00:00:00Z",
    "properties": {"subject": "Roadmap", "content": "<p>We leverage.</p>", "hs_object_id": "123 4"},
}
PLACE = "https://api.hubapi.com/crm/v3/objects/tickets/123"


def events(*bodies, made=HOOK):
    received = Received("POST", URL, {}, json.dumps(bodies).encode(), NOW)
    return hubspot.events(received, made)


def event(made=HOOK, **more):
    return events({**EVENT, **more}, made=made)[0]


def test_a_delivery_is_a_list_of_events_and_an_attempt_is_none_of_its_own():
    one, other, again = events(EVENT, {**EVENT, "objectId": 124}, {**EVENT, "attemptNumber": 3})

    assert (one.document, other.document) == ("hubspot:62515/tickets/123", "hubspot:62515/tickets/124")
    assert one.id == again.id != other.id
    assert one.version == "001462216307945"


NAMED = hook(System.HUBSPOT, fields=(FieldRule(path="/properties/about"),))
PROPERTY = hook(System.HUBSPOT, options={"property": "brand_verdict"})


@pytest.mark.parametrize(
    ("body", "made", "name", "is_publish"),
    [
        ({}, HOOK, "ticket.creation", True),
        ({"subscriptionType": "object.creation", "objectTypeId": "0-5"}, HOOK, "object.creation", True),
        ({"subscriptionType": "contact.creation"}, HOOK, "contact.creation", False),
        ({"subscriptionType": "contact.creation"}, NAMED, "contact.creation", False),
        ({"subscriptionType": "company.creation"}, NAMED, "company.creation", True),
        ({"subscriptionType": "object.creation", "objectTypeId": "0-2"}, HOOK, "object.creation", False),
        ({"subscriptionType": "ticket.deletion"}, HOOK, "ticket.deletion", False),
        (
            {"subscriptionType": "ticket.propertyChange", "propertyName": "content"},
            HOOK,
            "ticket.propertyChange",
            True,
        ),
        (
            {"subscriptionType": "ticket.propertyChange", "propertyName": "hs_stage"},
            HOOK,
            "ticket.propertyChange",
            False,
        ),
        (
            {"subscriptionType": "ticket.propertyChange", "propertyName": "brand_verdict"},
            PROPERTY,
            "verdict",
            False,
        ),
        (
            {"subscriptionType": "conversation.newMessage", "messageId": "m1"},
            HOOK,
            "conversation.newMessage",
            True,
        ),
    ],
)
def test_what_is_taken_as_published_and_that_our_own_change_is_not(body, made, name, is_publish):
    found = event(made, **body)

    assert (found.name, found.is_publish) == (name, is_publish)


def test_a_ticket_is_fetched_with_the_properties_that_hold_prose():
    content, (request,) = talk(hubspot.content(event(), HOOK, "t"), (200, TICKET))
    (version,) = hubspot.versions(content, event(), HOOK)

    assert request.url == f"{PLACE}?properties=subject,content"
    assert request.headers["authorization"] == "Bearer t"
    assert [(field.path, field.kind, field.is_title) for field in version.fields] == [
        ("/properties/subject", FieldKind.TEXT, True),
        ("/properties/content", FieldKind.HTML, False),
    ]


def test_the_hooks_fields_say_which_properties_are_fetched():
    made = hook(
        System.HUBSPOT, fields=(FieldRule(path="/properties/answer"),), options={"properties": "team, region"}
    )

    _, (request,) = talk(hubspot.content(event(made), made, "t"), (200, TICKET))

    assert request.url == f"{PLACE}?properties=answer,team,region"


@pytest.mark.parametrize(("direction", "versions"), [("OUTGOING", 1), ("INCOMING", 0)])
def test_of_a_conversation_only_what_goes_out_is_checked(direction, versions):
    asked = event(subscriptionType="conversation.newMessage", messageId="m1")
    message = {"text": "We leverage.", "richText": "<p>We leverage.</p>", "direction": direction}

    content, (request,) = talk(hubspot.content(asked, HOOK, "t"), (200, message))

    assert request.url == "https://api.hubapi.com/conversations/v3/conversations/threads/123/messages/m1"
    found = hubspot.versions(content, asked, HOOK)
    assert [each.fields[0].path for each in found] == ["/richText"] * versions
    assert talk(hubspot.write_back(outcome(errors=1), asked, HOOK, "t")) == ("", [])


def test_the_verdict_is_written_into_a_property():
    says, (request,) = talk(hubspot.write_back(outcome(errors=1), event(PROPERTY), PROPERTY, "t"), (200, {}))

    assert (request.method, request.url) == ("PATCH", PLACE)
    assert said(request) == {
        "properties": {"brand_verdict": "Brandcheck: failed – 1 error, 0 warnings, 0 suggestions."}
    }
    assert says == "wrote the property brand_verdict"


def test_the_first_verdict_is_a_note_and_later_ones_change_it():
    bare = (200, {"id": "123", "properties": {}})
    beside = {"associations": {"notes": {"results": [{"id": "8"}, {"id": "9"}]}}}
    notes = {"results": [note("8", "<p>Call Ann</p>"), note("9", "<p>Brandcheck: passed.</p>")]}

    first, (looked, written) = talk(
        hubspot.write_back(outcome(errors=1), event(), HOOK, "t"), bare, (201, {})
    )
    second, (_, read, changed) = talk(
        hubspot.write_back(outcome(), event(), HOOK, "t"), (200, beside), (200, notes), (200, {})
    )

    assert looked.url == f"{PLACE}?associations=notes"
    assert said(written)["associations"] == [
        {
            "to": {"id": "123"},
            "types": [{"associationCategory": "HUBSPOT_DEFINED", "associationTypeId": 228}],
        }
    ]
    assert "<li>“leverage”: Say “use”.</li>" in said(written)["properties"]["hs_note_body"]
    assert said(read)["inputs"] == [{"id": "8"}, {"id": "9"}]
    assert (changed.method, changed.url) == ("PATCH", "https://api.hubapi.com/crm/v3/objects/notes/9")
    assert (first, second) == ("wrote a note", "changed the note")


def note(name, body):
    return {"id": name, "properties": {"hs_note_body": body}}


def test_words_of_a_draft_are_no_markup_in_a_note():
    found = outcome(errors=1)
    remark = found.remarks[0]
    hostile = type(remark)(remark.severity, "g", "", "<script>x</script>", "says")
    found = type(found)(**{**vars(found), "remarks": (hostile,)})

    _, (_, written) = talk(hubspot.write_back(found, event(), HOOK, "t"), (200, {}), (201, {}))

    assert "<script>" not in said(written)["properties"]["hs_note_body"]


def test_a_record_without_notes_wants_a_property():
    with pytest.raises(CallFailed, match="property"):
        talk(hubspot.write_back(outcome(), event(subscriptionType="product.creation"), HOOK, "t"))
