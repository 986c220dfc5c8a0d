"""Storyblok: stories fetched by either API, translated fields, components in rich text, workflow stages."""

import json

import pytest

from service.hooks.connectors import storyblok
from service.hooks.protocol import CallFailed, Received
from service.nouns.hooks import FieldKind, FieldRule, System
from tests.service.hooks.talking import NOW, URL, hook, outcome, said, talk

BODY = {"text": "Ann published", "action": "published", "space_id": 12, "story_id": 34, "full_slug": "a/b"}
HOOK = hook(System.STORYBLOK, options={"stage_passed": "5", "stage_failed": "6"})
STORY = {
    "name": "Story",
    "full_slug": "a/b",
    "published_at": "2026-01-01T00:00:00.000Z",
    "content": {
        "_uid": "u1",
        "component": "landing page",
        "headline": "Roadmap",
        "headline__i18n__de": "Fahrplan",
        "link": {"fieldtype": "multilink", "linktype": "url", "url": "https://x.example/a b"},
        "hero": {"fieldtype": "asset", "filename": "https://a.storyblok.com/f/1.png", "alt": "A red door"},
        "body": {
            "type": "doc",
            "content": [
                {"type": "heading", "attrs": {"level": 3}, "content": [{"type": "text", "text": "Why"}]},
                {
                    "type": "blok",
                    "attrs": {
                        "id": "1",
                        "body": [{"_uid": "u2", "component": "quote box", "text": "We leverage."}],
                    },
                },
            ],
        },
        "blocks": [{"_uid": "u3", "component": "teaser", "label": "Buy"}],
    },
}


def event(made=HOOK, **more):
    received = Received("POST", URL, {}, json.dumps({**BODY, **more}).encode(), NOW)
    return storyblok.events(received, made)[0]


def test_a_story_is_its_fields_its_components_and_what_is_in_rich_text():
    default, german = storyblok.versions({"story": STORY}, event(), HOOK)

    assert [(field.path, field.name, field.kind, field.text) for field in default.fields] == [
        ("/story/content/headline", "headline", FieldKind.TEXT, "Roadmap"),
        ("/story/content/hero/alt", "hero › alt", FieldKind.TEXT, "A red door"),
        ("/story/content/body", "body", FieldKind.HTML, "<h3>Why</h3>"),
        ("/story/content/body/content/1/attrs/body/0/text", BLOK, FieldKind.TEXT, "We leverage."),
        ("/story/content/blocks/0/label", "blocks 1 › label", FieldKind.TEXT, "Buy"),
    ]
    assert (default.locale, default.title) == ("", "Roadmap")
    assert [(field.path, field.text) for field in german.fields] == [
        ("/story/content/headline__i18n__de", "Fahrplan")
    ]
    assert (german.locale, german.title) == ("de", "Fahrplan")


BLOK = "body › content 2 › attrs › body 1 › text"


def test_a_hook_may_want_one_locale_only():
    german = hook(System.STORYBLOK, locales=("de",))
    default = hook(System.STORYBLOK, locales=("default",), options={"site": "https://www.example.com/"})

    assert [each.locale for each in storyblok.versions({"story": STORY}, event(), german)] == ["de"]
    (version,) = storyblok.versions({"story": STORY}, event(), default)
    assert (version.locale, version.url) == ("", "https://www.example.com/a/b")


def test_a_rule_names_a_field_of_the_story():
    made = hook(System.STORYBLOK, fields=(FieldRule(path="story.content.blocks[].label"),))

    (version,) = storyblok.versions({"story": STORY}, event(), made)

    assert [field.path for field in version.fields] == ["/story/content/blocks/0/label"]


@pytest.mark.parametrize(
    ("body", "name", "is_publish"),
    [
        ({}, "story.published", True),
        ({"action": "story.published"}, "story.published", True),
        ({"action": "unpublished"}, "story.unpublished", False),
        ({"action": "stage.changed"}, "stage.changed", False),
        ({"action": "published", "story_id": None}, "published", False),
    ],
)
def test_only_a_published_story_is_published(body, name, is_publish):
    made = event(**body)

    assert (made.name, made.is_publish) == (name, is_publish)


@pytest.mark.parametrize(
    ("region", "host"),
    [("", "mapi.storyblok.com"), ("us", "api-us.storyblok.com"), ("cn", "app.storyblokchina.cn")],
)
def test_the_management_api_is_asked_for_the_story_in_its_region(region, host):
    made = hook(System.STORYBLOK, options={"region": region})

    content, (request,) = talk(storyblok.content(event(made), made, "pat"), (200, {"story": STORY}))

    assert request.url == f"https://{host}/v1/spaces/12/stories/34"
    assert request.headers["authorization"] == "pat"
    assert content == {"story": STORY}


def test_the_delivery_api_is_asked_for_each_locale():
    made = hook(System.STORYBLOK, options={"api": "delivery"}, locales=("de",))
    german = {**STORY, "content": {"headline": "Fahrplan", "component": "page"}}

    content, requests = talk(
        storyblok.content(event(made), made, "tok"), (200, {"story": STORY}), (200, {"story": german})
    )

    second = int(NOW.timestamp())
    assert [request.url for request in requests] == [
        f"https://api.storyblok.com/v2/cdn/stories/34?version=published&token=tok&language={name}&cv={second}"
        for name in ("default", "de")
    ]
    assert all("authorization" not in request.headers for request in requests)
    (version,) = storyblok.versions({**content, "story": german}, event(made), made)
    assert [field.path for field in version.fields] == ["/translations/de/content/headline"]


def test_a_story_that_is_gone_is_nothing():
    assert talk(storyblok.content(event(), HOOK, "t"), 404)[0] is None


STAGES = {
    "workflow_stage_changes": [
        {"workflow_stage_id": 6, "created_at": "2026-01-02T00:00:00.000Z"},
        {"workflow_stage_id": 5, "created_at": "2026-01-01T00:00:00.000Z"},
    ]
}


def test_a_story_is_moved_to_the_stage_for_its_verdict():
    says, (looked, moved) = talk(
        storyblok.write_back(outcome(warnings=1), event(), HOOK, "t"), (200, STAGES), (201, {})
    )

    assert looked.url == "https://mapi.storyblok.com/v1/spaces/12/workflow_stage_changes?with_story=34"
    assert said(moved) == {"workflow_stage_change": {"workflow_stage_id": 5, "story_id": 34}}
    assert says == "moved the story to the stage 5"


def test_a_story_that_is_there_already_is_left_there():
    says, requests = talk(storyblok.write_back(outcome(errors=1), event(), HOOK, "t"), (200, STAGES))

    assert (says, len(requests)) == ("", 1)


def test_a_hook_without_stages_or_of_nowhere_says_so():
    bare, lost = hook(System.STORYBLOK), hook(System.STORYBLOK, options={"region": "moon"})

    with pytest.raises(CallFailed, match="stage_failed"):
        talk(storyblok.write_back(outcome(errors=1), event(), bare, "t"))
    with pytest.raises(CallFailed, match="region"):
        talk(storyblok.content(event(), lost, "t"))
