"""Drupal: deliveries of our module, which sends an entity when it is published, one translation at a time.

They are signed by `X-Hub-Signature-256: sha256=…`, HMAC-SHA-256 in hexadecimal over the time in
`X-Hub-Timestamp` (seconds), a full stop and the body, anew at each try. The module knows Drupal's fields and
formats, so it says of each text how it is written; `/body/0/value` is the first value of the field `body`.

Options of a hook:

* `callback`: where the module takes the verdict, `https://www.example.com/brandcheck/verdicts`; what is sent
  there is signed with the hook's token.
"""

from collections.abc import Iterator, Sequence

from pydantic import JsonValue

from service.hooks import bodies, callbacks, prose, samples, signatures, signing
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
from service.nouns import Moment
from service.nouns.hooks import FieldKind, Hook
from service.nouns.hooks import System as _System

SYSTEM = _System.DRUPAL
PUBLISHED = "entity.publish"
LABELS = ("author", "date", "type")
DEPTH = 40
"""Names in a path."""


def verify(received: Received, secrets: Sequence[str], *, window: float) -> None:
    """Return if our module signed *received* with one of *secrets*.

    Raises:
        Refused: if it did not.
    """
    signatures.hub(received, secrets, window=window)


def events(received: Received, hook: Hook) -> tuple[Event, ...]:  # noqa: ARG001 - the protocol's
    """Return the one event that *received* is about.

    Raises:
        Malformed: if it is none of our module's.
    """
    body = bodies.read(received.body)
    name = bodies.wanted(body, "event")
    kind, uuid = bodies.wanted(body, "entity", "type"), bodies.wanted(body, "entity", "uuid")
    facts = {fact: bodies.said(body, "entity", fact) for fact in ("langcode", "title", "url", *LABELS)}
    return (
        Event(
            id=bodies.wanted(body, "id"),
            name=name,
            document=f"drupal/{kind}/{uuid}",
            is_publish=name == PUBLISHED,
            content=_content(bodies.inside(body, "fields")),
            version=bodies.said(body, "version"),
            facts={fact: said for fact, said in facts.items() if said},
        ),
    )


def content(event: Event, hook: Hook, token: str) -> Conversation[JsonValue]:  # noqa: ARG001 - the protocol's
    """Return the fields, which are in every delivery, each at its path."""
    yield from ()
    return event.content


def versions(content: JsonValue, event: Event, hook: Hook) -> tuple[Version, ...]:
    """Return the entity in its language; none where nobody wants that one, or there is no prose.

    Raises:
        Malformed: if the content is not what our module sends, or a path of the hook is no path.
    """
    facts, locale = event.facts, event.facts.get("langcode", "")
    if hook.locales and locale not in hook.locales:
        return ()
    fields = list(_chosen(content, hook) if hook.fields else _leaves("", content))
    if not fields:
        return ()
    labels = {name: facts[name] for name in LABELS if name in facts}
    title = facts.get("title") or prose.title_of(fields)
    return (Version(locale, fields, title, facts.get("url", ""), labels),)


def write_back(outcome: Outcome, event: Event, hook: Hook, token: str) -> Conversation[str]:
    """Send the verdict to the module, signed.

    Raises:
        CallFailed: if it is not taken, or the hook has no callback or no token to sign with.
    """
    return (yield from callbacks.send(outcome, event, hook, token))


def sample(hook: Hook, secret: str, url: str, at: Moment) -> Sample:  # noqa: ARG001 - the protocol's
    """Return a delivery as our module sends and signs it."""
    entity: JsonValue = {"type": "node", "uuid": samples.new_id(), "langcode": "en", "title": samples.TITLE}
    fields: JsonValue = [
        {"path": "/title/0/value", "name": "Title", "kind": "text", "text": samples.TITLE, "is_title": True},
        {"path": "/body/0/value", "name": "Body", "kind": "html", "text": f"<p>{samples.PROSE}</p>"},
    ]
    body: JsonValue = {
        "event": PUBLISHED,
        "id": samples.new_id(),
        "version": at.isoformat(),
        "entity": entity,
        "fields": fields,
    }
    return Sample(signing.by_hub(signing.unsigned(url, body, at), secret))


def _content(fields: JsonValue) -> JsonValue:
    """Return *fields*, a list in which each says its path, as an object in which each lies there."""
    if not isinstance(fields, list):
        raise Malformed("/fields is not a list.")
    made: dict[str, JsonValue] = {}
    for place, given in enumerate(fields):
        names = prose.parts(bodies.wanted(given, "path"))
        if not 0 < len(names) <= DEPTH or not isinstance(bodies.inside(given, "text"), str):
            raise Malformed(f"/fields/{place} has no text, no JSON pointer, or one of over {DEPTH} names.")
        *above, last = names
        within = made
        for name in above:
            within = bodies.mapping(within.setdefault(name, {}), f"What lies above /fields/{place}")
        within[last] = given
    return made


def _chosen(content: JsonValue, hook: Hook) -> Iterator[FieldText]:
    """Yield the fields that the hook names, as it names them."""
    seen: set[str] = set()
    for rule in hook.fields:
        for found in prose.find(content, rule.path):
            for each in _leaves(*found):
                kind = each.kind if rule.kind is FieldKind.AUTO else rule.kind
                if each.path not in seen:
                    seen.add(each.path)
                    title = rule.is_title or each.is_title
                    yield FieldText(each.path, rule.name or each.name, kind, each.text, title)


def _leaves(path: str, value: JsonValue) -> Iterator[FieldText]:
    """Yield the fields in *value*, which lies at *path*."""
    if not isinstance(value, dict):
        return
    text = value.get("text")
    if isinstance(text, str):
        if text.strip():
            name, is_title = bodies.said(value, "name") or path, value.get("is_title") is True
            yield FieldText(path, name, _kind(value), text, is_title)
        return
    for name, inner in value.items():
        yield from _leaves(path + prose.pointer(name), inner)


def _kind(given: JsonValue) -> FieldKind:
    try:
        return FieldKind(bodies.said(given, "kind") or "text")
    except ValueError as error:
        raise Malformed(f"A field's kind is {bodies.said(given, 'kind')!r}, which is none.") from error
