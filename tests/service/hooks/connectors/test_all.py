"""What holds for every connector: its samples, and how it meets what its system never sends."""

import dataclasses
import datetime
import json

import pytest

from service.hooks import prose
from service.hooks.connectors import CONNECTORS, load
from service.hooks.protocol import Malformed, Received, Refused
from service.nouns.hooks import FieldRule, System
from tests.service.hooks.talking import NOW, URL, hook

SECRET = "ab" * 32
OURS = tuple(System)
HOOKS = {
    System.GENERIC: {"options": {"document": "/page/id", "content": "/page", "event": "/what"}},
    System.CONTENTFUL: {"locales": ("de-DE",), "options": {"space": "abc", "environment": "next"}},
    System.STORYBLOK: {"locales": ("de",), "options": {"site": "https://www.example.com/"}},
    System.WEBFLOW: {"locales": ("653fd9af6a07fc9cfd7a5e57",)},
    System.HUBSPOT: {"fields": (FieldRule(path="/properties/answer"),)},
}


def test_every_system_has_a_connector_that_knows_it():
    assert set(CONNECTORS) == set(System)
    assert [load(system).SYSTEM for system in System] == list(System)


@pytest.mark.parametrize("system", OURS)
@pytest.mark.parametrize("more", [{}, HOOKS], ids=["plain", "set up"])
def test_a_sample_goes_the_whole_way(system, more):
    connector, made = load(system), hook(system, **(more.get(system, {}) if more else {}))

    sample = connector.sample(made, SECRET, URL, NOW)
    connector.verify(sample.received, ["another", SECRET], window=300)
    (event,) = connector.events(sample.received, made)
    content = event.content if event.content is not None else sample.content
    versions = connector.versions(content, event, made)

    assert event.is_publish
    assert len(versions) == 1
    assert any("made up to try a hook out" in field.text for field in versions[0].fields)
    assert all(prose.find(content, field.path) for field in versions[0].fields)


@pytest.mark.parametrize("system", OURS)
def test_no_two_samples_have_the_same_id_and_a_sample_keeps_its_own(system):
    connector, made = load(system), hook(system)
    one = connector.sample(made, SECRET, URL, NOW).received
    other = connector.sample(made, SECRET, URL, NOW).received

    ids = [connector.events(received, made)[0].id for received in (one, one, other)]

    assert ids[0] == ids[1] != ids[2]
    assert all(len(name) <= 128 for name in ids)


@pytest.mark.parametrize("system", OURS)
def test_a_sample_is_refused_by_another_secret_or_none(system):
    received = load(system).sample(hook(system), SECRET, URL, NOW).received

    for secrets in (["another"], [""], []):
        with pytest.raises(Refused):
            load(system).verify(received, secrets, window=300)


@pytest.mark.parametrize("system", [system for system in OURS if system is not System.STORYBLOK])
@pytest.mark.parametrize("seconds", [-301, 301])
def test_a_replay_is_refused_and_so_is_what_comes_from_the_future(system, seconds):
    received = load(system).sample(hook(system), SECRET, URL, NOW).received
    later = dataclasses.replace(received, at=NOW + datetime.timedelta(seconds=seconds))

    with pytest.raises(Refused, match=r"signed 30. s"):
        load(system).verify(later, [SECRET], window=300)


def test_storyblok_signs_no_time_so_a_replay_is_an_event_of_its_own():
    connector, made = load(System.STORYBLOK), hook(System.STORYBLOK)
    received = connector.sample(made, SECRET, URL, NOW).received
    later = dataclasses.replace(received, at=NOW + datetime.timedelta(days=1))

    connector.verify(later, [SECRET], window=300)

    assert connector.events(later, made)[0].id != connector.events(received, made)[0].id


NEVER_SENT = (
    b"",
    b"{",
    b"null",
    b'"text"',
    b"12",
    b"[]",
    b"{}",
    b"[{}]",
    b'{"sys": [], "payload": [], "_id": {}}',
    b"\xff\xfe",
    b'{"a": NaN}',
    b"[" * 100_000,
    b'{"a":' * 200 + b"1" + b"}" * 200,
    b'{"n": ' + b"9" * 5_000 + b"}",
)


@pytest.mark.parametrize("system", OURS)
@pytest.mark.parametrize("body", NEVER_SENT, ids=range(len(NEVER_SENT)))
def test_what_no_system_sends_is_malformed(system, body):
    received = Received("POST", URL, {}, body, NOW)

    with pytest.raises(Malformed):
        load(system).events(received, hook(system))


@pytest.mark.parametrize("system", [system for system in OURS if system is not System.GENERIC])
@pytest.mark.parametrize("name", ["../../x", "..", "a/b", "a?b=c", "a#b", "x" * 200, "a b", "\x00"])
def test_an_id_that_would_lead_elsewhere_in_the_system_is_malformed(system, name):
    link = {"sys": {"id": "a"}}
    body = {
        "sys": {"id": name, "type": "Entry", "space": link, "environment": link},
        "_id": name,
        "action": "published",
        "space_id": 1,
        "story_id": name,
        "triggerType": "collection_item_published",
        "payload": {"id": name, "fieldData": {}},
        "subscriptionType": "ticket.creation",
        "portalId": 1,
        "objectId": name,
    }

    with pytest.raises(Malformed):
        load(system).events(Received("POST", URL, {}, json.dumps(body).encode(), NOW), hook(system))


@pytest.mark.parametrize("system", OURS)
@pytest.mark.parametrize("content", [{}, [], "text", {"fields": 1, "story": [], "fieldData": "x"}, 7])
def test_content_of_another_shape_is_malformed_or_holds_nothing(system, content):
    received = load(system).sample(hook(system), SECRET, URL, NOW).received
    (event,) = load(system).events(received, hook(system))

    try:
        versions = load(system).versions(content, event, hook(system))
    except Malformed:
        versions = ()

    assert versions == () or system is System.GENERIC


@pytest.mark.parametrize("system", OURS)
def test_a_rule_that_is_no_path_is_malformed(system):
    made = hook(system, fields=(FieldRule(path="fields[?"),))
    sample = load(system).sample(hook(system), SECRET, URL, NOW)
    (event,) = load(system).events(sample.received, hook(system))

    with pytest.raises(Malformed, match="neither a JSON pointer nor a JMESPath"):
        load(system).versions(event.content if event.content is not None else sample.content, event, made)
