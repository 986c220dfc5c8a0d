"""Contentful: locales, rich text, entries that come without fields, and tasks that block publishing."""

import dataclasses
import json

import pytest

from checker.domain import Verdict
from service.hooks.connectors import contentful
from service.hooks.protocol import CallFailed, Received
from service.hooks.signing import by_contentful, with_headers
from service.nouns.hooks import FieldKind, FieldRule, System
from tests.service.hooks.talking import NOW, URL, hook, outcome, said, talk

HOOK = hook(System.CONTENTFUL)
USER = {"sys": {"type": "Link", "linkType": "User", "id": "u1"}}
SYS = {
    "type": "Entry",
    "id": "e1",
    "space": {"sys": {"id": "s1"}},
    "environment": {"sys": {"id": "master"}},
    "contentType": {"sys": {"id": "post"}},
    "updatedBy": USER,
    "updatedAt": "2026-01-01T00:10:00.000Z",
    "publishedVersion": 17,
}
RICH = {
    "nodeType": "document",
    "data": {},
    "content": [
        {"nodeType": "paragraph", "content": [{"nodeType": "text", "value": "We leverage.", "marks": []}]}
    ],
}
FIELDS = {
    "internalName": {"en-US": "Landing page 7"},
    "title": {"en-US": "Roadmap", "de": "Fahrplan"},
    "slug": {"en-US": "road map"},
    "body": {"en-US": RICH},
    "hero": {"en-US": {"sys": {"type": "Link", "linkType": "Entry", "id": "e2"}}},
    "tags": {"en-US": ["Two words", "x"]},
}
TASKS = "https://api.contentful.com/spaces/s1/environments/master/entries/e1/tasks"


def received(body, topic="ContentManagement.Entry.publish"):
    unsigned = Received("POST", URL, {"content-type": "application/json"}, json.dumps(body).encode(), NOW)
    return by_contentful(with_headers(unsigned, x_contentful_topic=topic) if topic else unsigned, "a" * 64)


def event(body=None):
    (made,) = contentful.events(received(body or {"sys": SYS, "fields": FIELDS}), HOOK)
    return made


def test_an_entry_is_a_version_in_each_locale_and_references_are_not_followed():
    english, german = contentful.versions(event().content, event(), HOOK)

    assert [(field.path, field.name, field.kind, field.text) for field in english.fields] == [
        ("/fields/internalName/en-US", "internalName", FieldKind.TEXT, "Landing page 7"),
        ("/fields/title/en-US", "title", FieldKind.TEXT, "Roadmap"),
        ("/fields/body/en-US", "body", FieldKind.HTML, "<p>We leverage.</p>"),
        ("/fields/tags/en-US/0", "tags 1", FieldKind.TEXT, "Two words"),
    ]
    assert english.title == "Roadmap"
    assert (german.locale, [field.text for field in german.fields]) == ("de", ["Fahrplan"])
    assert english.labels == {"type": "post", "date": "2026-01-01"}


def test_a_hook_says_which_locales_and_which_fields():
    rules = (FieldRule(path="/fields/title", is_title=True), FieldRule(path="fields.body", name="Text"))
    made = hook(System.CONTENTFUL, fields=rules, locales=("en-US",))

    (version,) = contentful.versions(event().content, event(), made)

    assert [(field.path, field.name, field.is_title) for field in version.fields] == [
        ("/fields/title/en-US", "title", True),
        ("/fields/body/en-US", "Text", False),
    ]


def test_fields_that_are_no_maps_of_locales_are_one_version():
    (version,) = contentful.versions({"fields": {"title": "One text", "id": 4}}, event(), HOOK)

    assert (version.locale, [field.path for field in version.fields]) == ("", ["/fields/title"])


@pytest.mark.parametrize(
    ("topic", "body", "name", "is_publish"),
    [
        ("ContentManagement.Entry.publish", {"sys": SYS}, "Entry.publish", True),
        ("ContentManagement.Entry.save", {"sys": SYS}, "Entry.save", False),
        ("ContentManagement.Task.create", {"sys": SYS}, "Task.create", False),
        ("", {"sys": SYS}, "Entry.publish", True),
        ("", {"sys": {**SYS, "version": 18}}, "Entry.save", False),
        ("", {"sys": {**SYS, "type": "DeletedEntry"}}, "Entry.delete", False),
        ("", {"sys": {**SYS, "type": "Asset"}}, "Asset.save", False),
    ],
)
def test_the_topic_is_believed_where_it_is_signed(topic, body, name, is_publish):
    (made,) = contentful.events(received(body, topic), HOOK)

    assert (made.name, made.is_publish) == (name, is_publish)


def test_a_topic_that_is_not_signed_is_not_believed():
    signed = received({"sys": {**SYS, "version": 18}}, "")
    forged = with_headers(signed, x_contentful_topic="ContentManagement.Entry.publish")

    assert contentful.events(forged, HOOK)[0].name == "Entry.save"


def test_the_same_published_again_is_another_event_and_a_repeat_is_not():
    later = {"sys": {**SYS, "updatedAt": "2026-01-02T00:00:00.000Z"}, "fields": FIELDS}

    assert event().id == event().id != event(later).id
    assert event().document == event(later).document == "contentful:s1/master/e1"
    assert event().version < event(later).version


def test_an_entry_without_fields_is_fetched():
    bare = event({"sys": SYS})

    content, (request,) = talk(contentful.content(bare, HOOK, "t0ken"), (200, {"fields": FIELDS, "sys": SYS}))

    assert request.url == TASKS.removesuffix("/tasks")
    assert request.headers["authorization"] == "Bearer t0ken"
    assert len(contentful.versions(content, bare, HOOK)) == 2


@pytest.mark.parametrize(("status", "failure"), [(404, None), (401, 401), (503, 503)])
def test_an_entry_that_is_gone_is_nothing_and_other_answers_are_failures(status, failure):
    bare = event({"sys": SYS})
    if failure is None:
        assert talk(contentful.content(bare, HOOK, ""), status)[0] is None
        return

    with pytest.raises(CallFailed) as raised:
        talk(contentful.content(bare, HOOK, ""), status)

    assert raised.value.status == failure


def task(status="active", body="Brandcheck (en-US): failed", name="t1"):
    return {"sys": {"id": name, "version": 3}, "assignedTo": USER, "status": status, "body": body}


def write(found, *answers, made=HOOK):
    return talk(contentful.write_back(found, event(), made, "t"), *answers)


def test_errors_open_a_task_for_who_changed_the_entry_last():
    says, (looked, opened) = write(outcome(errors=2, locale="en-US"), (200, {"items": []}), (201, {}))

    assert (looked.method, looked.url, opened.method, opened.url) == ("GET", TASKS, "POST", TASKS)
    assert said(opened)["assignedTo"] == USER
    assert said(opened)["status"] == "active"
    assert said(opened)["body"].startswith(
        "Brandcheck (en-US): failed – 2 errors, 0 warnings, 0 suggestions."
    )
    assert said(opened)["body"].endswith("https://check.example/reports/c1")
    assert says == "opened a task, which blocks publishing"


def test_a_task_has_512_bytes_and_no_half_characters():
    long = dataclasses.replace(outcome(errors=1).remarks[0], quote="größer 🚀 " * 100)
    found = dataclasses.replace(outcome(errors=5), remarks=(long,) * 5)

    _, (_, opened) = write(found, (200, {"items": []}), (201, {}))

    body = said(opened)["body"]
    assert 400 < len(body.encode()) <= 512
    assert body.endswith("…\nhttps://check.example/reports/c1")


def test_an_open_task_is_changed_and_another_locale_is_left_alone():
    others = [task(body="Brandcheck (de): failed", name="t0"), task(body="Call Ann", name="t9")]

    _, (_, changed) = write(outcome(errors=1, locale="en-US"), (200, {"items": [*others, task()]}), 200)

    assert (changed.method, changed.url) == ("PUT", f"{TASKS}/t1")
    assert changed.headers["x-contentful-version"] == "3"
    assert said(changed)["body"].startswith("Brandcheck (en-US): failed – 1 error,")


def test_a_resolved_task_is_opened_before_its_text_is_changed():
    old = task("resolved")
    answers = (
        (200, {"items": [old]}),
        (200, {**old, "status": "active", "sys": {"id": "t1", "version": 4}}),
        200,
    )

    _, (_, opened, changed) = write(outcome(errors=1, locale="en-US"), *answers)

    assert (said(opened)["status"], said(opened)["body"]) == ("active", old["body"])
    assert changed.headers["x-contentful-version"] == "4"


def test_without_errors_the_task_is_resolved_once():
    found = outcome(warnings=3, locale="en-US")

    says, (_, resolved) = write(found, (200, {"items": [task()]}), 200)
    again, _ = write(found, (200, {"items": [task("resolved")]}))

    assert said(resolved)["status"] == "resolved"
    assert (says, again) == ("resolved the task", "")


@pytest.mark.parametrize("verdict", [Verdict.INCOMPLETE, None])
def test_what_was_not_found_out_changes_nothing(verdict):
    unknown = dataclasses.replace(outcome(), verdict=verdict)

    assert write(unknown) == ("", [])


def test_a_hook_says_to_whom_tasks_go():
    team = hook(System.CONTENTFUL, options={"assignee": "Team:editors"})

    _, (_, opened) = write(outcome(errors=1), (200, {"items": []}), 201, made=team)

    assert said(opened)["assignedTo"]["sys"] == {"type": "Link", "linkType": "Team", "id": "editors"}


def entry(*tags, version=8):
    links = [{"sys": {"type": "Link", "linkType": "Tag", "id": tag}} for tag in tags]
    return {
        "fields": FIELDS,
        "metadata": {"tags": links, "concepts": [1]},
        "sys": {**SYS, "version": version},
    }


def test_where_there_are_no_tasks_a_tag_is_made_and_set():
    answers = (403, (200, entry("a")), 404, 201, (200, {}))

    says, (_, _, looked, made, changed) = write(outcome(errors=1, locale="en-US"), *answers)

    assert looked.url.endswith("/environments/master/tags/brandcheckErrors-en-US")
    assert said(made)["sys"]["visibility"] == "private"
    assert [tag["sys"]["id"] for tag in said(changed)["metadata"]["tags"]] == ["a", "brandcheckErrors-en-US"]
    assert said(changed)["fields"] == FIELDS
    assert said(changed)["metadata"]["concepts"] == [1]
    assert changed.headers["x-contentful-version"] == "8"
    assert says == "set the tag brandcheckErrors-en-US"


def test_a_tag_that_is_right_already_is_left_so_a_hook_on_saving_does_not_go_round():
    made = hook(System.CONTENTFUL, options={"way": "tag"})

    assert write(outcome(errors=1), (200, entry("brandcheckErrors")), made=made)[0] == ""
    assert write(outcome(), (200, entry("a")), made=made)[0] == ""


def test_a_tag_is_taken_off_and_a_conflict_is_tried_again():
    made = hook(System.CONTENTFUL, options={"way": "tag"})
    answers = ((200, entry("brandcheckErrors")), 409, (200, entry("brandcheckErrors", "b", version=9)), 200)

    says, requests = write(outcome(), *answers, made=made)

    assert requests[-1].headers["x-contentful-version"] == "9"
    assert [tag["sys"]["id"] for tag in said(requests[-1])["metadata"]["tags"]] == ["b"]
    assert says == "took off the tag brandcheckErrors"


def test_conflicts_without_end_are_tried_again_later():
    made = hook(System.CONTENTFUL, options={"way": "tag"})
    answers = [(200, entry("brandcheckErrors")), 409] * 3

    with pytest.raises(CallFailed) as raised:
        write(outcome(), *answers, made=made)

    assert raised.value.status == 503


def test_an_unknown_host_is_asked_nothing():
    made = hook(System.CONTENTFUL, options={"host": "evil.example"})

    with pytest.raises(CallFailed, match="host"):
        write(outcome(errors=1), made=made)
