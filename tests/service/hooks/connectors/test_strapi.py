"""Strapi: signed by our plug-in or with a bearer token; blocks, Markdown, HTML, components; two ways back."""

import dataclasses
import json

import pytest

from service.hooks import signing
from service.hooks.connectors import strapi
from service.hooks.protocol import CallFailed, Malformed, Received, Refused
from service.nouns.hooks import FieldKind, FieldRule, System
from tests.service.hooks.talking import NOW, URL, hook, outcome, said, talk

SECRET = "a secret of the tests"  # noqa: S105 - nobody's
ENTRY = {
    "id": 3,
    "documentId": "doc1",
    "locale": "en",
    "publishedAt": "2026-01-10T08:58:26.210Z",
    "title": "Deploy in minutes",
    "slug": "deploy-in-minutes",
    "lead": "The cheapest way to run a pool.",
    "body": "## News\n\nIt is **quiet**.",
    "old": "<p>It is <b>calm</b>.</p>",
    "story": [{"type": "heading", "level": 3, "children": [{"type": "text", "text": "Calm & kind"}]}],
    "sections": [{"__component": "page.quote", "id": 1, "words": "As Ada says so often."}],
    "related": [{"id": 9, "documentId": "doc9", "title": "Another article of ours"}],
    "cover": {"id": 4, "mime": "image/png", "alternativeText": "Two swimmers in a lane"},
    "createdBy": {"firstname": "Ada and Bob"},
    "brandcheck": {"says": "Brandcheck: failed, with errors."},
}
BODY = {
    "event": "entry.publish",
    "createdAt": "2026-01-10T08:59:35.796Z",
    "model": "article",
    "uid": "api::article.article",
}


def received(body=None, **headers):
    content = json.dumps(BODY | {"entry": ENTRY} if body is None else body).encode()
    return signing.with_headers(Received("POST", URL, {}, content, NOW), **headers)


def event(made, **changes):
    return strapi.events(received(BODY | {"entry": ENTRY} | changes), made)[0]


def test_all_prose_of_an_entry_is_found_and_nothing_of_other_documents():
    made = hook(System.STRAPI, options={"page": "https://www.example.com/{slug}?x=1"})
    found = event(made)

    (version,) = strapi.versions(found.content, found, made)

    assert (found.document, found.is_publish, found.version) == (
        "strapi/api::article.article/doc1",
        True,
        "2026-01-10T08:59:35.796Z",
    )
    assert [(each.path, each.kind, each.is_title) for each in version.fields] == [
        ("/title", FieldKind.TEXT, True),
        ("/lead", FieldKind.TEXT, False),
        ("/body", FieldKind.MARKDOWN, False),
        ("/old", FieldKind.HTML, False),
        ("/story", FieldKind.HTML, False),
        ("/sections/0/words", FieldKind.TEXT, False),
    ]
    assert version.fields[4].text == "<h3>Calm &amp; kind</h3>"
    assert (version.locale, version.title, version.url) == (
        "en",
        "Deploy in minutes",
        "https://www.example.com/deploy-in-minutes?x=1",
    )
    assert version.labels == {"type": "article", "date": "2026-01-10"}


def test_the_hook_may_name_fields_how_they_are_written_and_locales():
    rules = (FieldRule(path="/body", kind=FieldKind.TEXT), FieldRule(path="sections[].words", name="Quote"))
    made = hook(System.STRAPI, fields=rules)

    (version,) = strapi.versions(ENTRY, event(made), made)

    assert [(each.path, each.kind, each.name) for each in version.fields] == [
        ("/body", FieldKind.TEXT, "body"),
        ("/sections/0/words", FieldKind.TEXT, "Quote"),
    ]
    assert strapi.versions(ENTRY, event(made), hook(System.STRAPI, locales=("de",))) == ()


@pytest.mark.parametrize("name", ["entry.update", "entry.create", "trigger-test", "media.create"])
def test_only_publishing_is_publishing(name):
    assert not event(hook(System.STRAPI), event=name).is_publish


@pytest.mark.parametrize(
    "body", [{}, [], {"event": "entry.publish"}, {"event": "entry.publish", "model": "a", "entry": {}}]
)
def test_what_strapi_never_sends_is_malformed(body):
    with pytest.raises(Malformed):
        strapi.events(received(body), hook(System.STRAPI))


def test_a_bearer_token_does_where_nothing_is_signed():
    strapi.verify(received(authorization=f"Bearer {SECRET}"), ["old", SECRET], window=300)

    for headers in ({}, {"authorization": "Bearer another"}, {"authorization": SECRET}):
        with pytest.raises(Refused):
            strapi.verify(received(**headers), [SECRET], window=300)


def test_what_is_signed_is_not_believed_for_its_token():
    sample = strapi.sample(hook(System.STRAPI), SECRET, URL, NOW).received
    altered = dataclasses.replace(sample, body=sample.body + b" ")
    with_token = signing.with_headers(altered, authorization=f"Bearer {SECRET}")

    for each in (altered, with_token, signing.with_headers(sample, x_webhook_signature="0" * 64)):
        with pytest.raises(Refused):
            strapi.verify(each, [SECRET], window=300)


def test_the_verdict_goes_to_the_plug_in():
    made = hook(System.STRAPI, options={"callback": "https://cms.example/api/brandcheck/verdicts"})

    done, (asked,) = talk(strapi.write_back(outcome(errors=1), event(made), made, SECRET), 200)

    assert "cms.example" in done
    assert said(asked)["data"]["document"] == "strapi/api::article.article/doc1"


def test_or_into_a_field_of_the_draft():
    made = hook(System.STRAPI, options={"url": "https://cms.example/api", "field": "brandcheck"})
    answers = (200, {"data": {"schema": {"pluralName": "articles"}}}), 200

    _, (asked, written) = talk(strapi.write_back(outcome(errors=2), event(made), made, "token"), *answers)

    assert asked.url == "https://cms.example/api/content-type-builder/content-types/api%3A%3Aarticle.article"
    assert (written.method, written.url) == (
        "PUT",
        "https://cms.example/api/articles/doc1?status=draft&locale=en",
    )
    assert said(written)["data"]["brandcheck"]["verdict"] == "fail"
    assert written.headers["authorization"] == "Bearer token"


@pytest.mark.parametrize(
    ("options", "name", "answers"),
    [
        ({}, "entry.publish", ()),
        ({"field": "brandcheck"}, "entry.publish", ()),
        ({"field": "brandcheck", "url": "https://cms.example/api"}, "entry.update", ()),
        ({"field": "brandcheck", "url": "https://cms.example/api"}, "entry.publish", (403,)),
    ],
)
def test_a_verdict_that_can_t_be_written_says_why(options, name, answers):
    made = hook(System.STRAPI, options=options)

    with pytest.raises(CallFailed):
        talk(strapi.write_back(outcome(), event(made, event=name), made, "token"), *answers)
