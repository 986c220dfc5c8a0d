"""Strapi 5: its webhooks, as it sends them or signed by our plug-in for it.

Strapi signs nothing. Either a bearer token stands in the webhook's headers, or the plug-in sends the
deliveries and signs them the way that Strapi's documentation suggests: `X-Webhook-Signature: sha256=…`,
HMAC-SHA-256 in hexadecimal over the time in `X-Webhook-Timestamp` (milliseconds), a full stop and the body.
Each locale is published, and so delivered, by itself.

Options of a hook:

* `callback`: where the plug-in takes the verdict, `https://cms.example.com/api/brandcheck/verdicts`; it keeps
  it with the entry and moves that to a stage of its review workflow, without Strapi's sending `entry.publish`
  again. What is sent there is signed with the hook's token.
* `field` and `url`, where there is no plug-in: a JSON field or a component with `verdict`, `says`, `report`
  and `at`, of which the draft's is written by the REST API of Strapi at `url`
  (`https://cms.example.com/api`), with the hook's token.
* `page`: where readers find an entry, such as `https://www.example.com/blog/{slug}`.
"""

import dataclasses
import re
from collections.abc import Iterable, Mapping, Sequence
from urllib.parse import quote

from pydantic import JsonValue

from service.hooks import asking, bodies, callbacks, prose, samples, signatures, signing, wording
from service.hooks.protocol import (
    CallFailed,
    Conversation,
    Event,
    FieldText,
    Outcome,
    Received,
    Refused,
    Sample,
    Version,
)
from service.nouns import Moment
from service.nouns.hooks import FieldKind, FieldRule, Hook
from service.nouns.hooks import System as _System

SYSTEM = _System.STRAPI
SIGNATURE, STAMP = "x-webhook-signature", "x-webhook-timestamp"
PUBLISHED = "entry.publish"
ENTRIES = "entry."
"""How the events begin that are about an entry."""
OWN = frozenset(
    {
        "__component", "brandcheck", "createdAt", "createdBy", "documentId", "firstPublishedAt", "id",
        "locale", "localizations", "publishedAt", "strapi_assignee", "strapi_stage", "updatedAt", "updatedBy",
    }
)  # fmt: skip
"""Attributes that Strapi, or a verdict of ours, adds to an entry."""
URL = r"https?://[^\s/]+(?:/\S*)?"
_MARKDOWN = re.compile(
    r"^(?: {0,3}#{1,6} | {0,3}[-*+] | {0,3}\d{1,9}[.)] | {0,3}> |```)|\*\*\S|__\S|!?\[[^\]\n]*\]\([^)\n]*\)",
    re.MULTILINE,
)
_NAME = re.compile(r"\{(\w+)\}")


def verify(received: Received, secrets: Sequence[str], *, window: float) -> None:
    """Return if our plug-in signed *received* with one of *secrets*, or if one of them is its bearer token.

    Raises:
        Refused: if neither is so.
    """
    if SIGNATURE not in received.headers:
        signatures.bearer(received, secrets)
        return
    stamp = signatures.header(received, STAMP)
    signatures.fresh(stamp, received.at, window, unit="ms")
    signature = signatures.header(received, SIGNATURE)
    if not signature.startswith("sha256="):
        raise Refused(f"{SIGNATURE} does not begin with sha256=.")
    keys = [secret.encode() for secret in secrets]
    signatures.matched(signatures.hex_sha256, (signature[7:],), keys, f"{stamp}.".encode() + received.body)


def events(received: Received, hook: Hook) -> tuple[Event, ...]:  # noqa: ARG001 - the protocol's
    """Return the one event that *received* is about; Strapi's own test is one that publishes nothing.

    Raises:
        Malformed: if it is none of Strapi's.
    """
    body = bodies.read(received.body)
    name, number = bodies.wanted(body, "event"), signatures.digest(received.body)
    if not name.startswith(ENTRIES):
        return (Event(id=number, name=name, document="", is_publish=False),)
    entry = bodies.mapping(bodies.inside(body, "entry"), "/entry")
    model = bodies.said(body, "uid") or bodies.wanted(body, "model")
    document = bodies.said(entry, "documentId") or bodies.wanted(entry, "id")
    return (
        Event(
            id=number,
            name=name,
            document=f"strapi/{model}/{document}",
            is_publish=name == PUBLISHED,
            content=entry,
            version=bodies.said(body, "createdAt"),
            facts={"uid": model, "document": document, "locale": bodies.said(entry, "locale"), "event": name},
        ),
    )


def content(event: Event, hook: Hook, token: str) -> Conversation[JsonValue]:  # noqa: ARG001 - the protocol's
    """Return the entry, which is in every delivery."""
    yield from ()
    return event.content


def versions(content: JsonValue, event: Event, hook: Hook) -> tuple[Version, ...]:
    """Return the entry in its locale; none where nobody wants that one, or there is no prose.

    Raises:
        Malformed: if it is no entry, or a path of the hook is no path.
    """
    entry = bodies.mapping(content, "The entry")
    locale = event.facts.get("locale", "")
    fields = prose.titled(_fields(entry, hook), lambda each: each.path.rpartition("/")[2])
    if (hook.locales and locale and locale not in hook.locales) or not fields:
        return ()
    title = prose.title_of(fields)
    labels = {"type": event.facts["uid"].rpartition(".")[2], "date": bodies.said(entry, "publishedAt")[:10]}
    known = {name: value for name, value in labels.items() if value}
    return (Version(locale=locale, fields=fields, title=title, url=_page(entry, hook), labels=known),)


def write_back(outcome: Outcome, event: Event, hook: Hook, token: str) -> Conversation[str]:
    """Tell the plug-in, or write a field of the draft; neither makes Strapi send `entry.publish` again.

    Raises:
        CallFailed: if Strapi does not take it, or the hook does not say where it goes.
    """
    if "field" in hook.options and "callback" not in hook.options:
        return (yield from _to_field(outcome, event, hook, token))
    return (yield from callbacks.send(outcome, event, hook, token))


def sample(hook: Hook, secret: str, url: str, at: Moment) -> Sample:  # noqa: ARG001 - the protocol's
    """Return a delivery as our plug-in sends and signs it."""
    moment = at.isoformat()
    entry: JsonValue = {
        "id": 1,
        "documentId": samples.new_id()[:24],
        "publishedAt": moment,
        "title": samples.TITLE,
        "body": [{"type": "paragraph", "children": [{"type": "text", "text": samples.PROSE}]}],
    }
    body = {"event": PUBLISHED, "createdAt": moment, "model": "test", "uid": "api::test.test", "entry": entry}
    return Sample(_signed(signing.unsigned(url, body, at, x_strapi_event=PUBLISHED), secret))


def _signed(received: Received, secret: str) -> Received:
    stamp = str(int(received.at.timestamp() * 1000))
    made = signatures.hex_sha256(secret.encode(), f"{stamp}.".encode() + received.body)
    return signing.with_headers(received, x_webhook_timestamp=stamp, x_webhook_signature=f"sha256={made}")


def _to_field(outcome: Outcome, event: Event, hook: Hook, token: str) -> Conversation[str]:
    if event.name != PUBLISHED:
        raise CallFailed(
            "Strapi would deliver the verdict as another version; send it to the plug-in instead."
        )
    api = bodies.option(hook.options, "url", URL).rstrip("/")
    name = bodies.option(hook.options, "field", r"\w+")
    if not api or not name:
        raise CallFailed(
            "The hook needs the options url and field: where Strapi's API is, and what is written."
        )
    plural = yield from _plural(api, event.facts["uid"], token)
    locale = f"&locale={quote(event.facts['locale'], safe='')}" if event.facts["locale"] else ""
    # Strapi publishes what its REST API writes, unless it is told that this is a draft.
    url = f"{api}/{plural}/{quote(event.facts['document'], safe='')}?status=draft{locale}"
    verdict = outcome.verdict.value if outcome.verdict else None
    says = wording.verdict_of(outcome)
    kept: JsonValue = {"verdict": verdict, "says": says, "report": outcome.url, "at": outcome.at.isoformat()}
    request = asking.request("PUT", url, token, {"data": {name: kept}})
    yield from asking.answered(request, f"write the field {name} of the draft")
    return f"{says} ({name} of the draft)"


def _plural(api: str, uid: str, token: str) -> Conversation[str]:
    """Return how the REST API calls entries of the type *uid*."""
    request = asking.request("GET", f"{api}/content-type-builder/content-types/{quote(uid, safe='')}", token)
    found = yield from asking.told(request, f"learn how the API calls {uid}")
    plural = bodies.said(found, "data", "schema", "pluralName")
    if not plural:
        raise CallFailed(f"Strapi does not say how its API calls {uid}.")
    return quote(plural, safe="")


def _fields(entry: JsonValue, hook: Hook) -> list[FieldText]:
    habits = prose.Habits(skips=_skips)
    if not hook.fields:
        return [_as_markdown(each) for each in prose.gathered(entry, "", habits)]
    found: dict[str, FieldText] = {}
    for rule in hook.fields:
        for each in _chosen(entry, rule, habits):
            found.setdefault(each.path, each)
    return list(found.values())


def _chosen(entry: JsonValue, rule: FieldRule, habits: prose.Habits) -> Iterable[FieldText]:
    fields = prose.chosen(entry, (rule,), habits)
    return map(_as_markdown, fields) if rule.kind is FieldKind.AUTO else fields


def _skips(name: str, value: JsonValue) -> bool:
    """Return whether it is one of Strapi's own, or another document: a relation, or a file."""
    return name in OWN or _is_document(value) or (isinstance(value, list) and any(map(_is_document, value)))


def _is_document(value: JsonValue) -> bool:
    return isinstance(value, Mapping) and ("documentId" in value or "mime" in value)


def _as_markdown(found: FieldText) -> FieldText:
    """Return *found* as Markdown where it looks like that: the editor of Strapi's rich text writes it."""
    is_marked = found.kind is FieldKind.TEXT and _MARKDOWN.search(found.text)
    return dataclasses.replace(found, kind=FieldKind.MARKDOWN) if is_marked else found


def _page(entry: JsonValue, hook: Hook) -> str:
    pattern = bodies.option(hook.options, "page", URL)
    values = {name: bodies.said(entry, name) for name in _NAME.findall(pattern)}
    if not all(values.values()):
        return ""
    return _NAME.sub(lambda name: quote(values[name[1]], safe="/"), pattern)
