"""The verdict, sent to an address: what is written back where a system has no better place for it.

The body is JSON, signed by Standard Webhooks (https://www.standardwebhooks.com) with the hook's token; its
id is made of the check's, so that a receiver can tell a repeat. The address is that of the hook's option
`callback`, whatever a delivery says: who may send deliveries may not choose who gets the draft's words.
"""

import datetime
import re

from pydantic import JsonValue

from service.hooks import signatures, signing
from service.hooks.asking import answered, shown
from service.hooks.protocol import CallFailed, Conversation, Event, Outcome, Outgoing
from service.nouns.hooks import Hook

ADDRESS = re.compile(r"https?://[^\s\"<>\\^`{|}]+")
"""What a callback's address looks like."""


def address_of(hook: Hook) -> str:
    """Return where verdicts on what came to *hook* are sent.

    Raises:
        CallFailed: if its option `callback` says no address; it may hold a secret, and is not repeated.
    """
    address = hook.options.get("callback", "").strip()
    if not ADDRESS.fullmatch(address):
        raise CallFailed("The hook's option `callback` is no address to which the verdict can be sent.")
    return address


def send(outcome: Outcome, event: Event, hook: Hook, token: str) -> Conversation[str]:
    """Send the verdict to the option `callback`, and return what was done.

    Raises:
        CallFailed: if it was not taken, or there is no address or nothing to sign with.
    """
    address = address_of(hook)
    if not signatures.standard_keys(token):
        raise CallFailed("The hook has no token with which what is sent to its callback is signed.")
    now = datetime.datetime.now(datetime.UTC)
    request = signing.unsigned(address, message(outcome, event, hook), now)
    signed = signing.by_standard(request, token, f"msg_{outcome.check}")
    yield from answered(
        Outgoing("POST", address, signed.headers, signed.body), "send the verdict to its callback"
    )
    return f"sent to {shown(address)}"


def message(outcome: Outcome, event: Event, hook: Hook) -> JsonValue:
    """Return what is sent."""
    return {
        "type": "check.done",
        "timestamp": outcome.at.isoformat(),
        "data": {
            "hook": hook.name,
            "event": event.id,
            "document": event.document,
            "version": event.version,
            "locale": outcome.locale,
            "check": outcome.check,
            "report": outcome.url,
            "verdict": outcome.verdict.value if outcome.verdict else None,
            "score": outcome.score,
            "counts": dict(outcome.counts.model_dump()),
            "problem": outcome.problem,
            "findings": [
                {
                    "severity": remark.severity.value,
                    "guideline": remark.guideline,
                    "field": remark.field,
                    "quote": remark.quote,
                    "says": remark.says,
                    "suggestion": remark.suggestion,
                }
                for remark in outcome.remarks
            ],
        },
    }
