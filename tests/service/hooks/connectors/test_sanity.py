"""Sanity: languages, drafts, documents that come without fields, and a verdict that sets off no hook."""

import dataclasses
import json

import pytest

from service.hooks.connectors import sanity
from service.hooks.protocol import CallFailed, Malformed, Received
from service.nouns.hooks import FieldKind, FieldRule, System
from tests.service.hooks.talking import NOW, URL, hook, outcome, said, talk

PLACED = hook(System.SANITY, options={"project": "abc123", "dataset": "production"})
HOOK = hook(System.SANITY)


def block(text, **more):
    span = {"_type": "span", "_key": "s", "text": text, "marks": []}
    return {"_type": "block", "_key": "b", "style": "normal", "children": [span], **more}


def event(body, made=HOOK, **headers):
    received = Received("POST", URL, headers, json.dumps({"_id": "p1", **body}).encode(), NOW)
    return sanity.events(received, made)[0]


def test_a_document_is_its_prose_and_what_is_embedded_has_its_own_place():
    body = [
        block("We leverage.", style="h2"),
        block("One.", listItem="bullet", level=1),
        {"_type": "callout", "_key": "c", "text": "Call us now", "tone": "warning"},
        {"_type": "reference", "_ref": "two words"},
        {"_type": "image", "asset": {"_ref": "image-1"}, "alt": "A red door"},
    ]
    document = {
        "_id": "p1",
        "_type": "post",
        "_rev": "r1",
        "title": "Roadmap",
        "slug": {"_type": "slug", "current": "a road map"},
        "related": [{"_type": "slug", "current": "two words"}],
        "author": {"_type": "reference", "_ref": "person one"},
        "body": body,
    }

    (version,) = sanity.versions(document, event(document), HOOK)

    assert [(field.path, field.name, field.kind, field.text) for field in version.fields] == [
        ("/title", "title", FieldKind.TEXT, "Roadmap"),
        ("/body", "body", FieldKind.HTML, "<h2>We leverage.</h2><ul><li>One.</li></ul>"),
        ("/body/2/text", "body 3 › text", FieldKind.TEXT, "Call us now"),
        ("/body/4/alt", "body 5 › alt", FieldKind.TEXT, "A red door"),
    ]
    assert version.title == "Roadmap"


LOCALISED = {
    "_id": "p1",
    "title": [
        {"_key": "en", "_type": "internationalizedArrayStringValue", "value": "Roadmap"},
        {"_key": "x1", "_type": "internationalizedArrayStringValue", "language": "de", "value": "Fahrplan"},
    ],
    "intro": {"_type": "localeText", "en": "Read this first", "de": "Lies das zuerst"},
    "note": "For all languages",
}


def test_both_ways_of_translating_fields_are_told_apart():
    english, german = sanity.versions(LOCALISED, event(LOCALISED), HOOK)

    assert [(field.name, field.text) for field in english.fields] == [
        ("title", "Roadmap"),
        ("intro", "Read this first"),
        ("note", "For all languages"),
    ]
    assert [field.text for field in german.fields] == ["Fahrplan", "Lies das zuerst", "For all languages"]
    assert [(each.locale, each.title) for each in (english, german)] == [
        ("en", "Roadmap"),
        ("de", "Fahrplan"),
    ]


def test_a_rule_names_a_translated_field():
    made = hook(System.SANITY, fields=(FieldRule(path="/title", is_title=True),), locales=("de",))

    (version,) = sanity.versions(LOCALISED, event(LOCALISED), made)

    assert [(field.path, field.text) for field in version.fields] == [("/title/1/value", "Fahrplan")]


def test_a_document_may_be_in_a_language_as_a_whole():
    document = {"_id": "p1", "language": "nb", "title": "Two words"}

    assert sanity.versions(document, event(document), HOOK)[0].locale == "nb"
    assert sanity.versions(document, event(document), hook(System.SANITY, locales=("en",))) == ()


@pytest.mark.parametrize(
    ("body", "headers", "name", "is_publish"),
    [
        ({}, {}, "update", True),
        ({"operation": "create"}, {}, "create", True),
        ({}, {"sanity-operation": "delete"}, "delete", False),
        ({"_id": "drafts.p1"}, {}, "update", False),
        ({"_id": "versions.r1.p1"}, {}, "update", False),
        ({"_type": "brandCheck"}, {}, "verdict", False),
        ({"_id": "brandcheck.p1"}, {}, "verdict", False),
    ],
)
def test_what_is_published_and_what_is_ours(body, headers, name, is_publish):
    made = event(body, **headers)

    assert (made.name, made.is_publish) == (name, is_publish)


def test_headers_are_not_signed_so_they_name_neither_document_nor_place():
    forged = {"sanity-document-id": "other", "sanity-project-id": "evil", "sanity-dataset": "evil"}

    made = event({"title": "Two words"}, PLACED, **forged)

    assert made.document == "sanity:abc123/production/p1"
    with pytest.raises(Malformed, match="/_id is missing"):
        sanity.events(Received("POST", URL, {"sanity-document-id": "p1"}, b'{"title": "x y"}', NOW), HOOK)


def test_a_projection_of_ids_is_fetched_where_the_hook_says_from_where():
    bare = event({"_type": "post"}, PLACED)

    content, (request,) = talk(
        sanity.content(bare, PLACED, "t"), (200, {"documents": [{"_id": "p1", "title": "Two words"}]})
    )

    assert event({"_type": "post"}).content is not None
    assert request.url == "https://abc123.api.sanity.io/v2021-06-07/data/doc/production/p1"
    assert content["title"] == "Two words"
    assert talk(sanity.content(bare, PLACED, "t"), (200, {"documents": []}))[0] is None


def test_the_verdict_goes_into_a_document_whose_delivery_is_not_checked_again():
    asked = event({"_type": "post", "_rev": "r1", "title": "Two words"}, PLACED)

    says, (request,) = talk(
        sanity.write_back(outcome(errors=2, locale="de_AT"), asked, PLACED, "t"), (200, {})
    )
    document = said(request)["mutations"][0]["createOrReplace"]

    assert request.url == "https://abc123.api.sanity.io/v2021-06-07/data/mutate/production?returnIds=true"
    assert request.headers["authorization"] == "Bearer t"
    assert (document["_id"], document["verdict"], document["errors"]) == ("brandcheck.p1.de_AT", "fail", 2)
    assert document["document"] == {"_type": "reference", "_ref": "p1", "_weak": True}
    assert document["documentRevision"] == "r1"
    assert [finding["quote"] for finding in document["findings"]] == ["leverage", "leverage"]
    assert says == "wrote brandcheck.p1.de_AT"
    again = sanity.events(Received("POST", URL, {}, json.dumps(document).encode(), NOW), PLACED)[0]
    assert not again.is_publish
    assert again.name == "verdict"


def test_a_check_that_failed_is_written_as_unknown():
    document = sanity.verdict(dataclasses.replace(outcome(), verdict=None, problem="No kit"), event({}))

    assert (document["verdict"], document["problem"]) == ("unknown", "No kit")


def test_without_project_and_dataset_nothing_is_written():
    with pytest.raises(CallFailed, match="project and dataset"):
        talk(sanity.write_back(outcome(), event({}), HOOK, "t"))


@pytest.mark.parametrize("project", ["evil.com/", "a.b", "A", "x#"])
def test_a_project_that_would_lead_elsewhere_is_malformed(project):
    made = hook(System.SANITY, options={"project": project, "dataset": "production"})

    with pytest.raises(Malformed, match="project"):
        talk(sanity.write_back(outcome(), event({"title": "Two words"}), made, "t"))
