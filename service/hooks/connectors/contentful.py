"""Contentful: entries, their locales and rich text; a task, or else a tag, while errors stand.

Documented by Contentful: the signature over method, address, named headers and body
(`@contentful/node-apps-toolkit` signs the same), secrets of exactly 64 characters, the topics, the payload
of `Entry.publish`, that unresolved tasks stop publishing (Premium plans only), a task's 512 bytes, and
updating entries and tags with their version. Not verified against the live service: which of its headers
Contentful signs (so the topic is believed only where it is signed, and is made out from the body
otherwise); with which status it answers for tasks where the plan has none (402, 403 and 404 count as that);
and that a fetched entry is the published one, for the management API has the newest draft.

Options: `space` and `environment` (where the delivery says neither), `host` (`api.eu.contentful.com` for
spaces in Europe), `assignee` (`User:…` or `Team:…` to whom tasks go; else who changed the entry last), and
`way` (`task` or `tag`; else a task, and a tag where tasks are not to be had). The token is one for content
management.
"""

from collections.abc import Mapping, Sequence

from pydantic import JsonValue

from service.hooks import asking, bodies, prose, samples, signatures, signing
from service.hooks.localising import versions_of
from service.hooks.prose.looks import is_locale
from service.hooks.protocol import (
    Conversation,
    Event,
    FieldText,
    Malformed,
    Outcome,
    Received,
    Sample,
    Version,
)
from service.hooks.replies import contentful as replies
from service.nouns import Moment
from service.nouns.hooks import Hook
from service.nouns.hooks import System as _System

SYSTEM = _System.CONTENTFUL
PREFIX = "ContentManagement."
"""How every topic begins."""
PUBLISH = frozenset({"Entry.publish"})
HABITS = prose.Habits(skips=lambda name, value: name == "sys" or bodies.inside(value, "sys") is not None)


def verify(received: Received, secrets: Sequence[str], *, window: float) -> None:
    """Return if Contentful signed *received*.

    Raises:
        Refused: if it did not.
    """
    signatures.contentful(received, secrets, window=window)


def events(received: Received, hook: Hook) -> tuple[Event, ...]:
    """Return what happened to an entry, or to something else that is not checked.

    Raises:
        Malformed: if the body is no resource of Contentful's.
    """
    body = bodies.mapping(bodies.read(received.body), "The body")
    facts = _facts(body, hook)
    topic = _topic(received, body)
    signed = _signed(received)
    return (
        Event(
            id=signatures.named(
                signed.get("x-contentful-idempotency-key", ""), topic.encode(), received.body
            ),
            name=topic,
            document=f"contentful:{facts['space']}/{facts['environment']}/{facts['entry']}",
            is_publish=topic in PUBLISH,
            content=body if isinstance(body.get("fields"), dict) else None,
            version=_version(body),
            facts=facts,
        ),
    )


def content(event: Event, hook: Hook, token: str) -> Conversation[JsonValue]:
    """Return the entry, fetched where the delivery had only its `sys`.

    Raises:
        CallFailed: if it can't be had.
    """
    if event.content is not None:
        return event.content
    space, environment, entry = asking.known(event.facts, "space", "environment", "entry")
    url = f"https://{replies.host(hook)}/spaces/{space}/environments/{environment}/entries/{entry}"
    return (yield from asking.told(asking.request("GET", url, token), "fetch the entry"))


def versions(
    content: JsonValue,
    event: Event,  # noqa: ARG001 - the protocol's
    hook: Hook,
) -> tuple[Version, ...]:
    """Return the entry in each of its locales.

    Raises:
        Malformed: if it has no fields, or a path of the hook is none.
    """
    entry = bodies.mapping(content, "The entry")
    if not isinstance(entry.get("fields"), dict):
        raise Malformed("The entry has no fields.")
    if hook.fields:
        fields = prose.chosen(content, hook.fields, HABITS)
    else:
        fields = prose.gathered(entry["fields"], "/fields", HABITS)
    labels = {"type": bodies.said(content, "sys", "contentType", "sys", "id"), "date": _version(entry)[:10]}
    return versions_of(fields, _localised, hook, labels)


def write_back(outcome: Outcome, event: Event, hook: Hook, token: str) -> Conversation[str]:
    """Open, change or resolve a task on the entry, or set a tag.

    Raises:
        CallFailed: if it can't be written.
    """
    return (yield from replies.write_back(outcome, event, hook, token))


def sample(hook: Hook, secret: str, url: str, at: Moment) -> Sample:
    """Return an entry as it is sent when it is published."""
    locale = hook.locales[0] if hook.locales else "en-US"
    user = _link("User", samples.NAME)
    when = at.isoformat(timespec="milliseconds").replace("+00:00", "Z")
    body: JsonValue = {
        "metadata": {"tags": [], "concepts": []},
        "fields": {"title": {locale: samples.TITLE}, "body": {locale: samples.PROSE}},
        "sys": {
            "type": "Entry",
            "id": samples.NAME,
            "space": _link("Space", hook.options.get("space") or samples.NAME),
            "environment": _link("Environment", hook.options.get("environment") or "master"),
            "contentType": _link("ContentType", "page"),
            "createdBy": user,
            "updatedBy": user,
            "revision": 1,
            "createdAt": when,
            "updatedAt": when,
            "publishedVersion": 1,
        },
    }
    unsigned = signing.unsigned(
        url,
        body,
        at,
        x_contentful_topic="ContentManagement.Entry.publish",
        x_contentful_webhook_name="Brandcheck",
        x_contentful_idempotency_key=samples.new_id(),
    )
    return Sample(signing.by_contentful(unsigned, secret))


def _link(kind: str, name: str) -> JsonValue:
    return {"sys": {"type": "Link", "linkType": kind, "id": name}}


def _facts(body: JsonValue, hook: Hook) -> dict[str, str]:
    space = bodies.said(body, "sys", "space", "sys", "id") or hook.options.get("space", "")
    environment = bodies.said(body, "sys", "environment", "sys", "id")
    facts = {
        "space": space or bodies.wanted(body, "sys", "space", "sys", "id"),
        "environment": environment or hook.options.get("environment") or "master",
        "entry": bodies.wanted(body, "sys", "id"),
        "user": bodies.said(body, "sys", "updatedBy", "sys", "id"),
    }
    return {name: bodies.fitting(value, f"The {name}", bodies.ID) for name, value in facts.items() if value}


def _signed(received: Received) -> Mapping[str, str]:
    named = received.headers.get("x-contentful-signed-headers", "").split(",")
    return {name: received.headers[name] for name in named if name in received.headers}


def _topic(received: Received, body: JsonValue) -> str:
    topic = _signed(received).get("x-contentful-topic", "").removeprefix(PREFIX)
    if topic:
        return topic
    kind = bodies.wanted(body, "sys", "type")
    published = bodies.said(body, "sys", "publishedVersion")
    if kind == "Entry":
        return "Entry.publish" if published and not bodies.said(body, "sys", "version") else "Entry.save"
    return f"{kind.removeprefix('Deleted')}.delete" if kind.startswith("Deleted") else f"{kind}.save"


def _version(body: JsonValue) -> str:
    return bodies.said(body, "sys", "updatedAt")


def _localised(field: FieldText) -> tuple[str, str]:
    names = prose.parts(field.path)
    if names[:1] == ["fields"] and len(names) > 2 and is_locale(names[2]):  # noqa: PLR2004 - /fields/name/locale
        return names[2], prose.pointer(names[1], *names[3:])
    return "", prose.pointer(*names[1:])
