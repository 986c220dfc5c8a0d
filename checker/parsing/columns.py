"""What the columns and fields of a ticket export are called."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pydantic import field_validator

from checker.domain import Noun

NOT_WORD = re.compile(r"[\W_]+")


def plain_name(name: str) -> str:
    """Return the *name* of a column without capitals and punctuation."""
    return NOT_WORD.sub(" ", name).strip().casefold()


def _names(listed: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in listed.split(","))


class TicketColumns(Noun):
    """The names of the columns of a ticket export; of several that are filled, the first counts.

    Capitals and punctuation make no difference: `Ticket ID`, `ticket_id` and `ticket.id` are the same.
    The defaults are those of Zendesk, Intercom, Freshdesk, Gorgias and Front, and the usual ones of
    tables made by hand.
    """

    ticket: tuple[str, ...] = _names(
        "ticket id, conversation id, case id, case number, ticket number, ticket, id, number, key"
    )
    """What a ticket is known by."""
    subject: tuple[str, ...] = _names("subject, ticket subject, title, summary, source subject")
    """What it is about, in the customer's words."""
    customer: tuple[str, ...] = _names(
        "description text, description, ticket description, customer message, customer question, question,"
        "customer query, query, inquiry, enquiry, request, complaint, instruction, message, body, text,"
        "comment"
    )
    """What the customer wrote."""
    reply: tuple[str, ...] = _names(
        "reply, agent reply, agent response, agent answer, agent message, support reply, support response,"
        "response, answer, our reply, public reply, reply text, reply body, draft reply, suggested reply,"
        "final response, last agent message, resolution"
    )
    """What the agent wrote."""
    channel: tuple[str, ...] = ("channel",)
    """Where the reply appears; `reply` where no column says otherwise."""
    team: tuple[str, ...] = ()
    """Who wrote it; `support` where no column says otherwise."""
    audience: tuple[str, ...] = _names("audience, customer type, segment")
    """Whom it is for."""
    messages: tuple[str, ...] = _names(
        "comments, conversation parts, conversation parts conversation parts, conversations, messages,"
        "replies, notes, threads, events"
    )
    """The list of what was written to and fro, in formats that have lists."""
    body: tuple[str, ...] = _names(
        "plain body, body text, stripped text, body plain, body, text, html body, body html, message,"
        "comment, content, message body, comment body"
    )
    """The words of one message of that list, or of a table with a row for each message."""
    author: tuple[str, ...] = _names(
        "author type, author role, sender type, sender role, role, user type, author, sender, from, speaker,"
        "direction, type"
    )
    """Who wrote that message: `agent`, `admin`, `customer`, `end-user`, `inbound` …"""

    @field_validator("*", mode="before")
    @classmethod
    def _plain(cls, names: object) -> object:
        """Take one name or several, however they are written."""
        several = (names,) if isinstance(names, str) else names
        return tuple(map(plain_name, several)) if isinstance(several, tuple | list) else names

    def hold_replies(self, names: Iterable[str]) -> bool:
        """Return whether a table with these columns says what agents wrote."""
        return self._has("reply", names) or self.hold_messages(names)

    def hold_messages(self, names: Iterable[str]) -> bool:
        """Return whether a table with these columns has a row for each message, with its author."""
        return not self._has("reply", names) and self._has("body", names) and self._has("author", names)

    def count_known(self, names: Iterable[str]) -> int:
        """Return how many of the *names* are columns of tickets."""
        known = {name for _, wanted in self for name in wanted}
        return sum(plain_name(name) in known for name in names)

    def _has(self, column: str, names: Iterable[str]) -> bool:
        known: tuple[str, ...] = getattr(self, column)
        return any(plain_name(name) in known for name in names)


def flat(record: Mapping[str, Any]) -> dict[str, Any]:
    """Return *record* under plain names, with inner records opened: `author` with `type` is `author type`."""
    return dict(_fields(record, ""))


def first_filled(fields: Mapping[str, Any], names: Iterable[str]) -> tuple[str, str]:
    """Return name and words of the first of the columns *names* that has any, or two empty texts."""
    for name in names:
        value = fields.get(name)
        words = value if isinstance(value, str) else _number(value)
        if words.strip():
            return name, words
    return "", ""


def _fields(record: Mapping[str, Any], prefix: str) -> Iterator[tuple[str, Any]]:
    for name, value in record.items():
        plain = f"{prefix} {plain_name(name)}".strip()
        yield plain, value
        if isinstance(value, Mapping) and not prefix:
            yield from _fields(value, plain)


def _number(value: object) -> str:
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else ""
