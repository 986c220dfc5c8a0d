"""Asking a system: an answer that can be used, or a failure that says what was asked."""

import json
import re
from collections.abc import Mapping

from pydantic import JsonValue

from service.hooks import bodies
from service.hooks.protocol import Answered, CallFailed, Conversation, Malformed, Outgoing

GONE = frozenset({404, 410})
"""Statuses of what is not there (RFC 9110, sections 15.5.5 and 15.5.11)."""


def request(method: str, url: str, token: str, body: JsonValue = None, **headers: str) -> Outgoing:
    """Return a request with a bearer token, and JSON where there is a body; underscores stand for hyphens."""
    sent = {"authorization": f"Bearer {token}", "accept": "application/json"} if token else {}
    if body is not None:
        sent["content-type"] = "application/json"
    sent.update({name.replace("_", "-"): value for name, value in headers.items()})
    return Outgoing(method, url, sent, b"" if body is None else json.dumps(body).encode())


def answered(outgoing: Outgoing, what: str) -> Conversation[Answered]:
    """Return the answer to a request to do *what*.

    Raises:
        CallFailed: if it is no success.
    """
    answer = yield outgoing
    if not answer.is_success:
        raise CallFailed(f"It was not possible to {what}: the answer was {answer.status}.", answer.status)
    return answer


def told(outgoing: Outgoing, what: str) -> Conversation[JsonValue]:
    """Return the JSON of the answer to a request to do *what*; none where it is not there.

    Raises:
        CallFailed: if it is no success, or no JSON.
    """
    answer = yield outgoing
    if answer.status in GONE:
        return None
    if not answer.is_success:
        raise CallFailed(f"It was not possible to {what}: the answer was {answer.status}.", answer.status)
    return read(answer, what)


def read(answer: Answered, what: str) -> JsonValue:
    """Return the JSON of an answer to a request to do *what*.

    Raises:
        CallFailed: if it is none.
    """
    try:
        return bodies.read(answer.body) if answer.body else {}
    except Malformed as error:
        raise CallFailed(f"It was not possible to {what}: the answer can't be read. {error}") from error


def known(facts: Mapping[str, str], *names: str) -> list[str]:
    """Return facts of a delivery that are needed.

    Raises:
        CallFailed: if one is missing.
    """
    missing = [name for name in names if not facts.get(name)]
    if missing:
        raise CallFailed(f"The delivery does not say its {' and '.join(missing)}, nor do the hook's options.")
    return [facts[name] for name in names]


def shown(url: str) -> str:
    """Return where *url* is: without user, password, path and query, which may be secrets."""
    scheme, _, rest = url.partition("://")
    host = re.split(r"[/?#\\]", rest, maxsplit=1)[0]
    return f"{scheme}://{host.rpartition('@')[2]}/…"
