"""Drupal: what our module sends, at paths in Drupal's own terms."""

import json

import pytest

from service.hooks import signing
from service.hooks.connectors import drupal
from service.hooks.protocol import Malformed, Received
from service.nouns.hooks import FieldKind, FieldRule, System
from tests.service.hooks.talking import NOW, URL, hook, outcome, said, talk

FIELDS = [
    {"path": "/title/0/value", "name": "Title", "kind": "text", "text": "A calm desk", "is_title": True},
    {"path": "/body/0/value", "name": "Body", "kind": "html", "text": "<p>Quiet.</p>"},
    {"path": "/body/0/summary", "name": "Body", "kind": "html", "text": "  "},
    {"path": "/parts/0/text/1/value", "name": "Part 1 › Text", "kind": "text", "text": "Calm."},
]
BODY = {
    "event": "entity.publish",
    "id": "d1",
    "version": "0000000001.0000000007",
    "entity": {"type": "node", "bundle": "article", "uuid": "u-1", "langcode": "de", "title": "A calm desk"},
    "fields": FIELDS,
}


def event(**changes):
    received = Received("POST", URL, {}, json.dumps(BODY | changes).encode(), NOW)
    return drupal.events(received, hook(System.DRUPAL))[0]


def fields(**more):
    made, found = hook(System.DRUPAL, **more), event()
    versions = drupal.versions(found.content, found, made)
    return [(each.path, each.kind, each.is_title) for version in versions for each in version.fields]


def test_an_entity_is_one_version_in_its_language():
    found = event()
    (version,) = drupal.versions(found.content, found, hook(System.DRUPAL))

    assert (found.id, found.document, found.is_publish) == ("d1", "drupal/node/u-1", True)
    assert (version.locale, version.title, version.labels) == ("de", "A calm desk", {"type": "node"})
    assert fields() == [
        ("/title/0/value", FieldKind.TEXT, True),
        ("/body/0/value", FieldKind.HTML, False),
        ("/parts/0/text/1/value", FieldKind.TEXT, False),
    ]


def test_the_hook_may_name_fields_and_languages():
    rules = (FieldRule(path="/parts"), FieldRule(path="/body/0/value", kind=FieldKind.TEXT, is_title=True))

    assert fields(fields=(*rules, rules[0])) == [
        ("/parts/0/text/1/value", FieldKind.TEXT, False),
        ("/body/0/value", FieldKind.TEXT, True),
    ]
    assert fields(locales=("en",)) == []


def test_drafts_are_no_publishing():
    assert not event(event="entity.update").is_publish


@pytest.mark.parametrize(
    "given",
    [
        {"fields": {}},
        {"fields": [{"path": "/a"}]},
        {"fields": [{"text": "A"}]},
        {"fields": [{"path": "/a" * 50, "text": "A"}]},
        {"fields": [{"path": "/a", "text": "A"}, {"path": "/a/text/b", "text": "B"}]},
        {"entity": {}},
        {"id": ""},
    ],
)
def test_what_our_module_never_sends_is_malformed(given):
    with pytest.raises(Malformed):
        event(**given)


def test_an_unknown_way_of_writing_is_malformed():
    found = event(fields=[{"path": "/a", "text": "A", "kind": "wiki"}])

    with pytest.raises(Malformed):
        drupal.versions(found.content, found, hook(System.DRUPAL))


def test_the_verdict_goes_to_the_module_signed():
    made = hook(System.DRUPAL, options={"callback": "https://www.example.com/brandcheck/verdicts"})

    _, (asked,) = talk(drupal.write_back(outcome(errors=1), event(), made, "token"), 200)

    assert said(asked)["data"]["document"] == "drupal/node/u-1"
    assert asked.headers["webhook-signature"].startswith("v1,")


def test_a_sample_is_signed_with_the_time():
    sample = drupal.sample(hook(System.DRUPAL), "secret", URL, NOW).received

    drupal.verify(sample, ["secret"], window=300)
    assert sample.headers["x-hub-timestamp"] == str(int(NOW.timestamp()))
    assert signing.by_hub(sample, "secret") == sample
