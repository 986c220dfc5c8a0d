"""Sanity: documents in Portable Text; the verdict in a document of its own, so that no hook is set off again.

Documented by Sanity: the signature over time and body (`@sanity/webhook` verifies the same), the headers,
that drafts and versions set off no hook unless asked for, that an empty projection sends the whole
document, and the endpoints `data/doc` and `data/mutate`. Not verified against the live service: whether the
time of the signature is renewed when a delivery is sent again.

The headers are not signed. So the document's id and type come from the body, and a projection has to have
`_id` (and `_type`, `_rev`, `_updatedAt`, so that versions are told apart); project and dataset come from
the hook's options and never from a header; `idempotency-key` only tells repeats.

A patch of the document itself would set off the hook again, and again. The verdict therefore goes into a
document `brandcheck.<id>` of type `brandCheck`, which is left out here whatever the hook's filter is; ids
with a full stop can't be read without a token, so it is not public.

Options: `project` and `dataset`, needed to write back, and to fetch documents of which only ids were sent.
"""

import re
from collections.abc import Sequence

from pydantic import JsonValue

from service.hooks import asking, bodies, prose, samples, signatures, signing
from service.hooks.localising import versions_of
from service.hooks.prose.looks import is_locale
from service.hooks.protocol import (
    Conversation,
    Event,
    FieldText,
    Outcome,
    Received,
    Sample,
    Version,
)
from service.hooks.wording import verdict_of
from service.nouns import Moment
from service.nouns.hooks import Hook
from service.nouns.hooks import System as _System

SYSTEM = _System.SANITY
OURS = "brandCheck"
"""The type of the documents that verdicts are written into."""
UNPUBLISHED = ("drafts.", "versions.")
_STAGE = re.compile(r"^(?:drafts\.|versions\.[^.]+\.)")
"""What stands before a document's name in the id of its draft, or of its version in a release."""
VERSION = "v2021-06-07"
"""Of Sanity's API; a date."""
NO_PROSE = frozenset({"slug", "reference", "geopoint", "crossDatasetReference", "file", "color"})
"""Types of objects that hold none."""
LANGUAGES = ("language", "__i18n_lang", "locale", "lang")
"""Fields in which a document says its language."""


NAMING = frozenset({"operation", "slug", *LANGUAGES})
"""Fields that are no content of their own."""


def _skips(name: str, value: JsonValue) -> bool:
    return name.startswith("_") or name in LANGUAGES or bodies.said(value, "_type") in NO_PROSE


HABITS = prose.Habits(_skips)


def verify(received: Received, secrets: Sequence[str], *, window: float) -> None:
    """Return if Sanity signed *received*.

    Raises:
        Refused: if it did not.
    """
    signatures.sanity(received, secrets, window=window)


def events(received: Received, hook: Hook) -> tuple[Event, ...]:
    """Return what happened to a document; one that is no draft, not deleted and not ours is published.

    Raises:
        Malformed: if the body does not say which document it is.
    """
    body = bodies.mapping(bodies.read(received.body), "The body")
    name = bodies.fitting(bodies.wanted(body, "_id"), "_id", bodies.ID)
    operation = bodies.said(body, "operation") or received.headers.get("sanity-operation", "update")
    kind = bodies.said(body, "_type")
    is_ours = kind == OURS or name.startswith("brandcheck.")
    key = received.headers.get("idempotency-key", "")
    dataset = "/".join(filter(None, (hook.options.get("project"), hook.options.get("dataset"))))
    return (
        Event(
            id=signatures.named(key, received.body),
            name="verdict" if is_ours else operation,
            document=f"sanity:{dataset or hook.name}/{_STAGE.sub('', name)}",
            is_publish=operation != "delete" and not is_ours and not name.startswith(UNPUBLISHED),
            content=body if not _place(hook) or _has_fields(body) else None,
            version=bodies.said(body, "_updatedAt"),
            facts={"id": name, "type": kind, "revision": bodies.said(body, "_rev")},
        ),
    )


def content(event: Event, hook: Hook, token: str) -> Conversation[JsonValue]:
    """Return the document, fetched where only its ids were sent and the hook says from where.

    Raises:
        CallFailed: if it can't be had.
    """
    if event.content is not None:
        return event.content
    url = f"{_place(hook)}/data/doc/{hook.options['dataset']}/{event.facts['id']}"
    found = yield from asking.told(asking.request("GET", url, token), "fetch the document")
    documents = bodies.inside(found, "documents")
    return documents[0] if isinstance(documents, list) and documents else None


def versions(content: JsonValue, event: Event, hook: Hook) -> tuple[Version, ...]:
    """Return the document in each of its languages.

    Raises:
        Malformed: if a path of the hook is none, or the document is over a limit.
    """
    document = bodies.mapping(content, "The document")
    language = next((text for name in LANGUAGES if (text := bodies.said(document, name))), "")
    if hook.fields:
        fields = prose.chosen(content, hook.fields, HABITS)
    else:
        fields = prose.gathered(content, "", HABITS)
    if language and hook.locales and language not in hook.locales:
        return ()
    labels = {"type": event.facts.get("type", ""), "date": event.version[:10]}
    return versions_of(fields, lambda field: _localised(field, document), hook, labels, language)


def write_back(outcome: Outcome, event: Event, hook: Hook, token: str) -> Conversation[str]:
    """Write the verdict into `brandcheck.<id>`, in the place of the one before.

    Raises:
        CallFailed: if it can't be written, or the hook does not say where.
    """
    asking.known(hook.options, "project", "dataset")
    document = verdict(outcome, event)
    url = f"{_place(hook)}/data/mutate/{hook.options['dataset']}?returnIds=true"
    request = asking.request("POST", url, token, {"mutations": [{"createOrReplace": document}]})
    yield from asking.answered(request, "write the verdict")
    return f"wrote {bodies.said(document, '_id')}"


def verdict(outcome: Outcome, event: Event) -> JsonValue:
    """Return the document that holds the verdict, with a weak reference to what was checked."""
    locale = re.sub(r"[^A-Za-z0-9_-]", "-", outcome.locale)
    name = f"brandcheck.{event.facts['id']}" + (f".{locale}" if locale else "")
    return {
        "_id": name if len(name) <= 128 else f"brandcheck.{signatures.digest(name.encode())}",  # noqa: PLR2004 - Sanity's
        "_type": OURS,
        "document": {"_type": "reference", "_ref": event.facts["id"], "_weak": True},
        "documentRevision": event.facts.get("revision", ""),
        "locale": outcome.locale,
        "verdict": outcome.verdict.value if outcome.verdict else "unknown",
        "says": verdict_of(outcome),
        "score": outcome.score,
        "errors": outcome.counts.error,
        "warnings": outcome.counts.warning,
        "suggestions": outcome.counts.suggestion,
        "problem": outcome.problem,
        "report": outcome.url,
        "checked": outcome.at.isoformat(),
        "findings": [
            {
                "_key": f"finding{place}",
                "_type": "brandCheckFinding",
                "severity": remark.severity.value,
                "guideline": remark.guideline,
                "field": remark.field,
                "quote": remark.quote,
                "says": remark.says,
                "suggestion": remark.suggestion,
            }
            for place, remark in enumerate(outcome.remarks)
        ],
    }


def sample(hook: Hook, secret: str, url: str, at: Moment) -> Sample:  # noqa: ARG001 - the protocol's
    """Return a document as it is sent when it is published."""
    span: JsonValue = {"_type": "span", "_key": "a1", "text": samples.PROSE, "marks": []}
    block: JsonValue = {"_type": "block", "_key": "a", "style": "normal", "markDefs": [], "children": [span]}
    body: JsonValue = {
        "_id": samples.NAME,
        "_type": "page",
        "_rev": samples.new_id(),
        "_updatedAt": at.isoformat(timespec="seconds").replace("+00:00", "Z"),
        "title": samples.TITLE,
        "body": [block],
    }
    unsigned = signing.unsigned(
        url,
        body,
        at,
        sanity_operation="update",
        sanity_document_id=samples.NAME,
        idempotency_key=samples.new_id(),
    )
    return Sample(signing.by_sanity(unsigned, secret))


def _has_fields(body: dict[str, JsonValue]) -> bool:
    """Return whether *body* holds more than what names a document."""
    return any(not name.startswith("_") and name not in NAMING for name in body)


def _place(hook: Hook) -> str:
    project = bodies.option(hook.options, "project", r"[a-z0-9-]{1,64}")
    dataset = bodies.option(hook.options, "dataset", r"~?[a-z0-9][a-z0-9_-]{0,63}")
    return f"https://{project}.api.sanity.io/{VERSION}" if project and dataset else ""


def _localised(field: FieldText, document: JsonValue) -> tuple[str, str]:
    """Return the language by `internationalizedArray…` and `locale…` objects, and the pointer without it."""
    names, value = prose.parts(field.path), document
    for place, name in enumerate(names):
        outer, value = value, prose.step(value, name)
        is_array = bodies.said(value, "_type").startswith("internationalizedArray")
        language = bodies.said(value, "language") or bodies.said(value, "_key") if is_array else ""
        if not language and bodies.said(outer, "_type").startswith("locale") and is_locale(name):
            language = name
        if language:
            return language, prose.pointer(*names[:place], *names[place + 1 :]).removesuffix("/value")
    return "", field.path
