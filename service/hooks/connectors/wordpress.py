"""WordPress: deliveries of our plugin, which sends a post when it goes public or its public words change.

They are signed by `X-Hub-Signature-256: sha256=…`, HMAC-SHA-256 in hexadecimal over the time in
`X-Hub-Timestamp` (seconds), a full stop and the body. A post is its title as text, and content and excerpt
as HTML, in which the plugin has blanked out shortcodes and what delimits blocks (`<!-- wp:paragraph -->`), so
that every word is where the editor has it; `/extra/…` are what a site names besides. Reusable blocks and what
shortcodes make are not in it.

The verdict goes to the plugin, signed the same way with the hook's token; the plugin keeps it with the post
and shows it in the list of posts.

Options of a hook:

* `callback`: where the plugin takes the verdict, as its page of settings shows it:
  `https://www.example.com/wp-json/brandcheck/v1/verdicts`.
"""

import dataclasses
import datetime
from collections.abc import Iterator, Sequence

from pydantic import JsonValue

from service.hooks import bodies, callbacks, prose, samples, signatures, signing
from service.hooks.asking import told
from service.hooks.protocol import (
    CallFailed,
    Conversation,
    Event,
    FieldText,
    Outcome,
    Outgoing,
    Received,
    Sample,
    Version,
)
from service.nouns import Moment
from service.nouns.hooks import FieldKind, Hook
from service.nouns.hooks import System as _System

SYSTEM = _System.WORDPRESS
PUBLISHED, UPDATED = "post.published", "post.updated"
HABITS = prose.Habits(skips=lambda name, _: name in {"id", "type", "url", "modified", "labels"})
TITLE = "/title"


def verify(received: Received, secrets: Sequence[str], *, window: float) -> None:
    """Return if our plugin signed *received* with one of *secrets*.

    Raises:
        Refused: if it did not.
    """
    signatures.hub(received, secrets, window=window)


def events(received: Received, hook: Hook) -> tuple[Event, ...]:  # noqa: ARG001 - the protocol's
    """Return the one event that *received* is about.

    Raises:
        Malformed: if it is none of our plugin's.
    """
    body = bodies.mapping(bodies.read(received.body), "The body")
    name = bodies.wanted(body, "type")
    language = bodies.said(body, "language")
    return (
        Event(
            id=bodies.wanted(body, "delivery"),
            name=name,
            document=bodies.wanted(body, "document"),
            is_publish=name in {PUBLISHED, UPDATED},
            content=bodies.mapping(bodies.inside(body, "post"), "/post"),
            version=bodies.said(body, "version"),
            facts={"language": language} if language else {},
        ),
    )


def content(event: Event, hook: Hook, token: str) -> Conversation[JsonValue]:  # noqa: ARG001 - the protocol's
    """Return the post, which is in every delivery."""
    yield from ()
    return event.content


def versions(content: JsonValue, event: Event, hook: Hook) -> tuple[Version, ...]:
    """Return the post in its language; none where nobody wants that one, or there is no prose.

    Raises:
        Malformed: if the content is not what our plugin sends, or a path of the hook is no path.
    """
    post = bodies.mapping(content, "/post")
    locale = event.facts.get("language", "")
    if hook.locales and locale not in hook.locales:
        return ()
    fields = _titled(prose.chosen(post, hook.fields, HABITS)) if hook.fields else list(_fields(post))
    if not fields:
        return ()
    labels = {"date": bodies.said(post, "modified")[:10], **_labels(post)}
    known = {name: value for name, value in labels.items() if value}
    return (Version(locale, fields, prose.title_of(fields), bodies.said(post, "url"), known),)


def write_back(outcome: Outcome, event: Event, hook: Hook, token: str) -> Conversation[str]:
    """Send the verdict to the plugin, signed.

    Raises:
        CallFailed: if it is not taken, or the hook has no callback or no token to sign with.
    """
    address = callbacks.address_of(hook)
    if not token:
        raise CallFailed("The hook has no token. It is on the plugin's page of settings in WordPress.")
    now = datetime.datetime.now(datetime.UTC)
    signed = signing.by_hub(signing.unsigned(address, callbacks.message(outcome, event, hook), now), token)
    sent = Outgoing("POST", address, signed.headers, signed.body)
    answer = yield from told(sent, "send the verdict to WordPress")
    if answer is None:
        return "nothing: the post is no longer there"
    is_kept = bodies.inside(answer, "stored") is True
    return "kept with the post" if is_kept else "the post has this verdict, or a newer one, already"


def sample(hook: Hook, secret: str, url: str, at: Moment) -> Sample:
    """Return a delivery as our plugin sends and signs it."""
    post: JsonValue = {
        "id": 1,
        "type": "post",
        "url": "https://www.example.com/a-test/",
        "modified": at.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "labels": {"type": "post", "author": "Brandcheck"},
        "title": samples.TITLE,
        "content": f"<p>{samples.PROSE}</p>",
        "excerpt": "",
        "extra": {},
    }
    body: JsonValue = {
        "type": PUBLISHED,
        "delivery": samples.new_id(),
        "version": f"{at.timestamp():.6f}",
        "document": f"wordpress/www.example.com/{samples.NAME}",
        "site": {"url": "https://www.example.com"},
        "language": hook.locales[0] if hook.locales else "en-US",
        "post": post,
    }
    return Sample(signing.by_hub(signing.unsigned(url, body, at), secret))


def _fields(post: dict[str, JsonValue]) -> Iterator[FieldText]:
    """Yield what our plugin's gate checks, under the same paths."""
    named = {TITLE: "Title", "/content": "Content", "/excerpt": "Excerpt"}
    texts = {path: bodies.said(post, path[1:]) for path in named}
    extra = post.get("extra")
    for name in extra if isinstance(extra, dict) else ():
        path = f"/extra{prose.pointer(name)}"
        named[path], texts[path] = name, bodies.said(extra, name)
    for path, text in texts.items():
        if text.strip():
            kind = FieldKind.TEXT if path == TITLE else FieldKind.HTML
            yield FieldText(path, named[path], kind, text, is_title=path == TITLE)


def _titled(fields: Sequence[FieldText]) -> list[FieldText]:
    """Return *fields* with the post's title as the title, unless a rule says what is."""
    if any(field.is_title for field in fields):
        return list(fields)
    return [dataclasses.replace(field, is_title=field.path == TITLE) for field in fields]


def _labels(post: dict[str, JsonValue]) -> dict[str, str]:
    labels = post.get("labels")
    return {name: bodies.said(labels, name) for name in labels} if isinstance(labels, dict) else {}
