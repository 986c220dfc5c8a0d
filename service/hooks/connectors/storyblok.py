"""Storyblok: stories, fetched by id, for a delivery holds none; the verdict as a workflow stage.

Documented by Storyblok: HMAC-SHA-1 in hexadecimal over the body in `webhook-signature`, the payload
(`text`, `action`, `space_id`, `story_id`, `full_slug`), the endpoints of stories and of workflow stage
changes, that it wants 2xx with `application/json`, and that stages say who may publish. Not verified
against the live service: whether deliveries are sent again, and the answer of the management API where a
story has been changed since it was published, for it has the newest draft.

Nothing signed has a time, so an old delivery can't be told from a new one, and publishing twice sends the
same bytes twice. Each second's deliveries are therefore events of their own; a delivery that somebody
recorded and sends again leads to one more check of the story as it is now, and to nothing else.

Options: `region` (`eu`, `us`, `ca`, `ap` or `cn`; `eu` where not set), `api` (`management` with a personal
access token, or `delivery` with a public one, which can't write back), `stage_passed` and `stage_failed`
(ids of workflow stages), and `site` (the address that full slugs are put behind). Translated fields are
read from `name__i18n__locale`, and by `delivery` from the story in each of the hook's locales; `default`
among these is the one that the story is written in.
"""

import dataclasses
from collections.abc import Sequence

from pydantic import JsonValue

from service.hooks import asking, bodies, prose, samples, signatures, signing
from service.hooks.localising import versions_of
from service.hooks.protocol import (
    CallFailed,
    Conversation,
    Event,
    FieldText,
    Malformed,
    Outcome,
    Outgoing,
    Received,
    Sample,
    Version,
)
from service.hooks.wording import has_errors
from service.nouns import Moment
from service.nouns.hooks import Hook
from service.nouns.hooks import System as _System

SYSTEM = _System.STORYBLOK
MANAGEMENT = {
    "eu": "mapi.storyblok.com",
    "us": "api-us.storyblok.com",
    "ca": "api-ca.storyblok.com",
    "ap": "api-ap.storyblok.com",
    "cn": "app.storyblokchina.cn",
}
"""Where the management API of each region is."""
DELIVERY = {**MANAGEMENT, "eu": "api.storyblok.com"}
"""Where the content delivery API of each region is."""
TRANSLATED = "__i18n__"
DEFAULT = "default"
"""What the locale is called that a story is written in."""
NO_PROSE = frozenset({"component", "plugin", "linktype", "fieldtype"})
"""Names of what Storyblok itself puts into content."""
HABITS = prose.Habits(lambda name, _: name.startswith("_") or name in NO_PROSE)


def verify(received: Received, secrets: Sequence[str], *, window: float) -> None:  # noqa: ARG001 - the protocol's
    """Return if Storyblok signed *received*; it signs no time.

    Raises:
        Refused: if it did not.
    """
    signatures.storyblok(received, secrets)


def events(received: Received, hook: Hook) -> tuple[Event, ...]:
    """Return what happened to a story, or to something else that is not checked.

    Raises:
        Malformed: if the body does not say what happened and where.
    """
    body = bodies.mapping(bodies.read(received.body), "The body")
    action = bodies.wanted(body, "action")
    space = bodies.fitting(bodies.wanted(body, "space_id"), "space_id", "[0-9]{1,19}")
    story = bodies.fitting(bodies.said(body, "story_id"), "story_id", "[0-9]{0,19}")
    second = int(received.at.timestamp())
    return (
        Event(
            id=f"{signatures.digest(received.body)}-{second}",
            name=f"story.{action}" if story and "." not in action else action,
            document=f"storyblok:{space}/{story or hook.name}",
            is_publish=bool(story) and action.removeprefix("story.") == "published",
            version=str(second),
            facts={"space": space, "story": story, "slug": bodies.said(body, "full_slug")},
        ),
    )


def content(event: Event, hook: Hook, token: str) -> Conversation[JsonValue]:
    """Return `{"story": …, "translations": {locale: story}}`, fetched by the story's id.

    Raises:
        CallFailed: if it can't be had.
    """
    if event.content is not None:
        return event.content
    space, story = asking.known(event.facts, "space", "story")
    if hook.options.get("api", "management") == "management":
        request = _managing(hook, token, "GET", f"spaces/{space}/stories/{story}")
        found = yield from asking.told(request, "fetch the story")
        return None if found is None else {"story": bodies.inside(found, "story")}
    return (yield from _delivered(event, hook, token))


def versions(content: JsonValue, event: Event, hook: Hook) -> tuple[Version, ...]:
    """Return the story in each of its locales.

    Raises:
        Malformed: if it has no content, or a path of the hook is none.
    """
    if not isinstance(bodies.inside(content, "story", "content"), dict):
        raise Malformed("The story has no content.")
    if hook.fields:
        fields = prose.chosen(content, hook.fields, HABITS)
    else:
        fields = prose.gathered(bodies.inside(content, "story", "content"), "/story/content", HABITS)
        for locale, story in bodies.mapping(bodies.inside(content, "translations") or {}, "It").items():
            at = prose.pointer("translations", locale, "content")
            fields += prose.gathered(bodies.inside(story, "content"), at, HABITS)
    slug = bodies.said(content, "story", "full_slug") or event.facts.get("slug", "")
    site = hook.options.get("site", "").rstrip("/")
    labels = {
        "type": bodies.said(content, "story", "content", "component"),
        "date": bodies.said(content, "story", "published_at")[:10],
    }
    found = versions_of(fields, _localised, hook, labels, DEFAULT)
    name = bodies.said(content, "story", "name")
    url = f"{site}/{slug}" if site else ""
    return tuple(
        dataclasses.replace(
            each, title=each.title or name, url=url, locale="" if each.locale == DEFAULT else each.locale
        )
        for each in found
    )


def write_back(outcome: Outcome, event: Event, hook: Hook, token: str) -> Conversation[str]:
    """Move the story into the stage for its verdict, unless it is there already.

    Raises:
        CallFailed: if it can't be moved, or the hook does not say whereto.
    """
    stand = has_errors(outcome)
    if stand is None:
        return ""
    named = "stage_failed" if stand else "stage_passed"
    stage = bodies.option(hook.options, named, "[0-9]{1,19}")
    if not stage:
        raise CallFailed(f"The hook has no option {named}, the id of a workflow stage.")
    space, story = asking.known(event.facts, "space", "story")
    path = f"spaces/{space}/workflow_stage_changes"
    known = yield from asking.told(
        _managing(hook, token, "GET", f"{path}?with_story={story}"), "look up the story's stage"
    )
    if _stage(known) == stage:
        return ""
    change: JsonValue = {"workflow_stage_change": {"workflow_stage_id": int(stage), "story_id": int(story)}}
    yield from asking.answered(_managing(hook, token, "POST", path, change), "move the story to its stage")
    return f"moved the story to the stage {stage}"


def sample(hook: Hook, secret: str, url: str, at: Moment) -> Sample:
    """Return a delivery as it is sent when a story is published, and the story."""
    text: JsonValue = {"type": "paragraph", "content": [{"type": "text", "text": samples.PROSE}]}
    story: JsonValue = {
        "id": 1,
        "name": samples.TITLE,
        "full_slug": samples.NAME,
        "published_at": at.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        "content": {
            "_uid": samples.new_id(),
            "component": "page",
            "headline": samples.TITLE,
            "body": {"type": "doc", "content": [text]},
        },
    }
    body: JsonValue = {
        "text": f"A test of {samples.new_id()} was published",
        "action": "published",
        "space_id": 1,
        "story_id": 1,
        "full_slug": samples.NAME,
    }
    content: dict[str, JsonValue] = {"story": story}
    if hook.locales and DEFAULT not in hook.locales:
        content["translations"] = {hook.locales[0]: story}
    return Sample(signing.by_storyblok(signing.unsigned(url, body, at), secret), content)


def _managing(hook: Hook, token: str, method: str, path: str, body: JsonValue = None) -> Outgoing:
    url = f"https://{_host(hook, MANAGEMENT)}/v1/{path}"
    return asking.request(method, url, token, body, authorization=token)


def _host(hook: Hook, hosts: dict[str, str]) -> str:
    region = hook.options.get("region") or "eu"
    if region not in hosts:
        raise CallFailed(f"The hook's option region is none of {', '.join(hosts)}.")
    return hosts[region]


def _delivered(event: Event, hook: Hook, token: str) -> Conversation[JsonValue]:
    place = f"https://{_host(hook, DELIVERY)}/v2/cdn/stories/{event.facts['story']}"
    token = bodies.option({"token": token}, "token", "[A-Za-z0-9_-]{1,200}")
    found: dict[str, JsonValue] = {}
    for locale in (DEFAULT, *(each for each in hook.locales if each != DEFAULT)):
        language = bodies.fitting(locale, "A locale", "[A-Za-z0-9_-]{1,35}")
        url = f"{place}?version=published&token={token}&language={language}&cv={event.version}"
        answer = yield from asking.told(asking.request("GET", url, ""), "fetch the story")
        if answer is None:
            return None
        found[locale] = bodies.inside(answer, "story")
    return {"story": found.pop(DEFAULT), "translations": found}


def _stage(found: JsonValue) -> str:
    changes = bodies.inside(found, "workflow_stage_changes")
    known = [
        (bodies.said(change, "created_at"), bodies.said(change, "workflow_stage_id"))
        for change in (changes if isinstance(changes, list) else [])
    ]
    return max(known, default=("", ""))[1]


def _localised(field: FieldText) -> tuple[str, str]:
    names = prose.parts(field.path)
    if names[:1] == ["translations"] and len(names) > 2:  # noqa: PLR2004 - /translations/locale/content
        return names[1], prose.pointer(*names[3:])
    for place, name in enumerate(names):
        plain, mark, locale = name.partition(TRANSLATED)
        if mark:
            return locale.replace("_", "-"), prose.pointer(*names[2:place], plain, *names[place + 1 :])
    return DEFAULT, prose.pointer(*names[2:])
