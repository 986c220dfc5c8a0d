"""A system that nobody has: a delivery is a list of events, signed with HMAC, with or without content."""

import datetime
import hashlib
import hmac
import json
from collections.abc import Sequence

from pydantic import JsonValue

from service.hooks.protocol import (
    CallFailed,
    Conversation,
    Event,
    FieldText,
    Malformed,
    Outcome,
    Outgoing,
    Received,
    Refused,
    Sample,
    Version,
)
from service.nouns import Moment
from service.nouns.hooks import FieldKind, Hook, System

URL = "https://check.example/v1/hooks/web"


class Invented:
    """The connector."""

    SYSTEM = System.GENERIC

    def __init__(self) -> None:
        self.place = ""
        """Where content is fetched and verdicts are written; nothing is written where it is empty."""
        self.outcomes: list[tuple[str, Outcome]] = []
        """Documents and what was to be written about them."""

    def verify(self, received: Received, secrets: Sequence[str], *, window: float) -> None:
        given = received.headers.get("x-signature", "")
        if not any(hmac.compare_digest(given, signature(received.body, secret)) for secret in secrets):
            raise Refused("The signature is not right.")
        age = received.at - datetime.datetime.fromisoformat(received.headers["x-at"])
        if abs(age.total_seconds()) > window:
            raise Refused("It was signed too long ago.")

    def events(self, received: Received, hook: Hook) -> tuple[Event, ...]:  # noqa: ARG002 - the protocol's
        try:
            found = json.loads(received.body)
        except ValueError as error:
            raise Malformed("It is no JSON.") from error
        return tuple(
            Event(
                id=one["id"],
                name=one.get("event", "publish"),
                document=one["document"],
                is_publish=one.get("event", "publish") == "publish",
                content=one.get("content"),
                version=one.get("version", ""),
            )
            for one in found
        )

    def content(self, event: Event, hook: Hook, token: str) -> Conversation[JsonValue]:  # noqa: ARG002
        answer = yield Outgoing("POST", f"{self.place}/{event.document}", {"authorization": token})
        if answer.status == 404:
            return None
        if not answer.is_success:
            raise CallFailed(f"It answered {answer.status}.", answer.status)
        content: JsonValue = json.loads(answer.body)
        return content

    def versions(self, content: JsonValue, event: Event, hook: Hook) -> tuple[Version, ...]:  # noqa: ARG002
        if not isinstance(content, dict):
            raise Malformed("The content is no object.")
        return tuple(
            Version(
                locale="" if locale == "-" else locale,
                fields=[FieldText(f"/{locale}", "Body", FieldKind.TEXT, str(text))],
                title=event.document,
            )
            for locale, text in content.items()
        )

    def write_back(self, outcome: Outcome, event: Event, hook: Hook, token: str) -> Conversation[str]:  # noqa: ARG002
        if self.place:
            answer = yield Outgoing("POST", f"{self.place}/verdicts/{event.document}", body=event.id.encode())
            if not answer.is_success:
                raise CallFailed(f"It answered {answer.status}.", answer.status)
        self.outcomes.append((event.document, outcome))
        return f"a note on {event.document}"

    def sample(self, hook: Hook, secret: str, url: str, at: Moment) -> Sample:  # noqa: ARG002
        return Sample(
            sent(event("sample", at.isoformat(), content=None), secret=secret, at=at), {"-": "A sample."}
        )


def signature(body: bytes, secret: str) -> str:
    return hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()


def event(document: str, id_: str, **more: JsonValue) -> dict[str, JsonValue]:
    return {"id": id_, "document": document, "content": {"-": f"The words of {document}."}} | more


def sent(
    *events: dict[str, JsonValue], secret: str, at: Moment | None = None, url: str = URL, **headers: str
) -> Received:
    """Return a delivery of *events*, signed; underscores in headers stand for hyphens."""
    body, at = json.dumps(events).encode(), at or datetime.datetime.now(datetime.UTC)
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    signed = {"x-signature": signature(body, secret), "x-at": at.isoformat()}
    return Received("POST", url, {"content-type": "application/json"} | signed | named, body, at)
