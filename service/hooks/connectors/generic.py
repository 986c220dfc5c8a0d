"""Anything that can send JSON: the fields are named by JSON pointers or JMESPath expressions.

A delivery is signed in one of two ways. By Standard Webhooks (https://www.standardwebhooks.com):
`webhook-id`, `webhook-timestamp` (seconds) and `webhook-signature: v1,…`, HMAC-SHA-256 in base64 over
`id.timestamp.body`; or, where only that is at hand, by `X-Hub-Timestamp` (seconds) and
`X-Hub-Signature-256: sha256=…`, HMAC-SHA-256 in hexadecimal over `timestamp.body`. A secret that begins
with `whsec_` is base64 after it; any other is taken as base64, where it is that, and as it stands. Nothing
that is not signed is believed: the event's name and the document's come from the body, and only the id from
a header, where that is signed.

Options, each a path into the body: `document` (its name for the document; `/document`, `/id` or `/_id`
where not set), `event` (`/event` or `/type`), `id` (the delivery's name; else the signed header, else a
digest of the body), `version` (sorts after earlier ones), `content` (where the content is; else the whole),
`title`, `url`, `locale`. `callback` is an address to which the verdict is sent, signed by Standard Webhooks
with the hook's token.
"""

from collections.abc import Sequence

from pydantic import JsonValue

from service.hooks import bodies, callbacks, prose, samples, signatures, signing
from service.hooks.protocol import Conversation, Event, Malformed, Outcome, Received, Refused, Sample, Version
from service.nouns import Moment
from service.nouns.hooks import Hook
from service.nouns.hooks import System as _System

SYSTEM = _System.GENERIC
DEFAULTS = {"document": ("/document", "/id", "/_id"), "event": ("/event", "/type")}
"""Paths that are tried, in their order, for options that are not set."""
HABITS = prose.Habits()
UNSIGNED = (
    "The delivery is not signed. Send webhook-id, webhook-timestamp and webhook-signature, as Standard "
    "Webhooks does, or x-hub-timestamp and x-hub-signature-256."
)


def verify(received: Received, secrets: Sequence[str], *, window: float) -> None:
    """Return if *received* is signed by Standard Webhooks, or by `X-Hub-Signature-256` with a time.

    Raises:
        Refused: if it is not.
    """
    if "webhook-signature" in received.headers:
        signatures.standard(received, secrets, window=window)
    elif "x-hub-signature-256" in received.headers:
        signatures.hub(received, secrets, window=window)
    else:
        raise Refused(UNSIGNED)


def events(received: Received, hook: Hook) -> tuple[Event, ...]:
    """Return the one event that a delivery is.

    Raises:
        Malformed: if it is no JSON, or does not name its document.
    """
    body = bodies.read(received.body)
    document = _option(hook, body, "document")
    if not document:
        where = hook.options.get("document") or " or ".join(DEFAULTS["document"])
        raise Malformed(f"The delivery does not name its document: there is no text at {where}.")
    content = _content(hook, body)
    return (
        Event(
            id=_id(received, body, hook),
            name=_option(hook, body, "event") or "published",
            document=document,
            content=content,
            version=_option(hook, body, "version"),
            facts={name: _option(hook, body, name) for name in ("title", "url", "locale")},
        ),
    )


def content(event: Event, hook: Hook, token: str) -> Conversation[JsonValue]:  # noqa: ARG001 - the protocol's
    """Return the content that the delivery held; nothing is asked for."""
    yield from ()
    return event.content


def versions(content: JsonValue, event: Event, hook: Hook) -> tuple[Version, ...]:
    """Return the one version that a delivery is: the fields that the hook names, or all with prose.

    Raises:
        Malformed: if a path of the hook is none, or the content is over a limit.
    """
    locale = event.facts.get("locale", "")
    if hook.locales and locale not in hook.locales:
        return ()
    if hook.fields:
        fields = prose.chosen(content, hook.fields, HABITS)
    else:
        fields = prose.titled(prose.gathered(content, "", HABITS), lambda field: field.name)
    title = event.facts.get("title") or prose.title_of(fields)
    return (Version(locale, fields, title, event.facts.get("url", "")),) if fields else ()


def write_back(outcome: Outcome, event: Event, hook: Hook, token: str) -> Conversation[str]:
    """Send the verdict to the hook's callback, signed.

    Raises:
        CallFailed: if it is not taken, or the hook has no callback or no secret to sign with.
    """
    return (yield from callbacks.send(outcome, event, hook, token))


def sample(hook: Hook, secret: str, url: str, at: Moment) -> Sample:
    """Return a delivery as the hook's options want it, signed by Standard Webhooks."""
    body: JsonValue = {}
    for name, value in (("event", "published"), ("document", samples.NAME), ("id", samples.new_id())):
        body = _set(body, _path(hook, name), value)
    within = _path(hook, "content")
    for rule in hook.fields:
        body = _set(body, within + rule.path, samples.PROSE)
    if not any(rule.path.startswith("/") for rule in hook.fields):
        body = _set(_set(body, f"{within}/title", samples.TITLE), f"{within}/body", samples.PROSE)
    received = signing.by_standard(signing.unsigned(url, body, at), secret, f"msg_{samples.new_id()}")
    return Sample(received)


def _path(hook: Hook, name: str) -> str:
    return hook.options.get(name, "") or DEFAULTS.get(name, ("",))[0]


def _set(body: JsonValue, path: str, value: JsonValue) -> JsonValue:
    """Return *body* with *value* at a JSON pointer; as it is where *path* is an expression."""
    if not path.startswith("/") or value is None:
        return body
    name, *rest = prose.parts(path)
    filled = dict(body) if isinstance(body, dict) else {}
    filled[name] = _set(filled.get(name), prose.pointer(*rest), value) if rest else value
    return filled


def _content(hook: Hook, body: JsonValue) -> JsonValue:
    found = prose.find(body, hook.options.get("content", ""))
    if not found:
        raise Malformed(f"The delivery has no content: there is nothing at {hook.options['content']}.")
    return found[0].value


def _option(hook: Hook, body: JsonValue, name: str) -> str:
    paths = (hook.options[name],) if hook.options.get(name) else DEFAULTS.get(name, ())
    return next((text for path in paths if (text := prose.first(body, path))), "")


def _id(received: Received, body: JsonValue, hook: Hook) -> str:
    name = _option(hook, body, "id")
    if not name and "webhook-signature" in received.headers:
        name = received.headers.get("webhook-id", "")
    return signatures.named(name, received.body)
