"""A ticket as what was said, by whom, in its order."""

from collections import Counter
from collections.abc import Iterator, Mapping
from enum import Enum
from typing import Any, NamedTuple

from checker.composition import tidy
from checker.parsing.columns import TicketColumns, first_filled, flat, plain_name

CUSTOMERS = frozenset(
    {"customer", "user", "end user", "enduser", "contact", "lead", "requester", "visitor", "client", "guest"}
    | {"inbound", "incoming", "in", "received"}
)
AGENTS = frozenset(
    {
        "agent",
        "light agent",
        "admin",
        "administrator",
        "bot",
        "assistant",
        "operator",
        "staff",
        "support",
        "team",
    }
    | {"teammate", "employee", "representative", "owner", "outbound", "outgoing", "out", "sent"}
)
INBOUND = ("incoming", "inbound", "is inbound", "from customer", "is customer")
OUTBOUND = ("from agent", "is agent", "outbound", "is outbound", "outgoing", "is staff")
PRIVATE = ("private", "is private", "internal", "is internal", "is note", "internal note", "private note")
PUBLIC = ("public", "is public")
NOTE_TYPES = ("part type", "message type", "comment type", "visibility", "type")
AUTHOR_IDS = ("author id", "user id", "sender id", "from id")
CUSTOMER_IDS = ("requester id", "customer id", "contact id")
YES = frozenset({"true", "yes", "y", "1"})
NO = frozenset({"false", "no", "n", "0"})
WRAPPERS = ("ticket", "helpdesk_ticket", "note", "comment", "message")
"""Fields in which some exports wrap a ticket or a message."""

LONGEST_ID = 100
"""Characters of a ticket's id in the name of a document."""

Roles = Mapping[str, str]


class Who(Enum):
    """Who speaks, as reports name what they do not check."""

    CUSTOMER = "customer's message"
    AGENT = "reply"
    COLLEAGUE = "private note"
    UNKNOWN = "message without a known author"


class Record(NamedTuple):
    """One ticket or message of an export, under plain names."""

    fields: dict[str, Any]
    line: int | None = None
    messages: tuple["Record", ...] = ()


class Utterance(NamedTuple):
    """What somebody said."""

    who: Who
    words: str
    field: str
    line: int | None


class Ticket(NamedTuple):
    """A conversation between a customer and support."""

    id: str
    subject: str
    utterances: tuple[Utterance, ...]
    line: int | None
    team: str
    channel: str
    audience: str


class Names:
    """What the replies of one export are called."""

    def __init__(self) -> None:
        """Start without any."""
        self._met: Counter[str] = Counter()

    def name(self, ticket: Ticket, number: int) -> tuple[str, str]:
        """Return the id of the *number*-th *ticket*, and the name of its next reply: `81`, `81/2`."""
        ticket_id = " ".join(tidy(ticket.id).split())[:LONGEST_ID] or str(number)
        self._met[ticket_id] += 1
        count = self._met[ticket_id]
        return ticket_id, f"{ticket_id}/{count}" if count > 1 else ticket_id


def record_of(value: Mapping[str, Any], columns: TicketColumns, line: int | None = None) -> Record:
    """Return the record of one ticket in JSON."""
    fields = flat(_unwrapped(value))
    lists = (fields.get(name) for name in columns.messages)
    entries = next((entries for entries in lists if isinstance(entries, list) and entries), [])
    source = fields.get("source")  # where Intercom keeps the message that began a conversation
    opening = [source] if isinstance(source, Mapping) else []
    messages = [entry for entry in (*opening, *entries) if isinstance(entry, Mapping)]
    return Record(fields, line, tuple(Record(flat(_unwrapped(entry)), line) for entry in messages))


def ticket_of(record: Record, columns: TicketColumns, roles: Roles) -> Ticket:
    """Return the ticket that *record* holds.

    Args:
        record: one of an export.
        columns: what its columns are called.
        roles: the roles of users by their ids, where the export lists them apart.
    """
    return Ticket(
        id=first_filled(record.fields, columns.ticket)[1],
        subject=first_filled(record.fields, columns.subject)[1],
        utterances=tuple(_utterances(record, columns, roles)),
        line=record.line,
        team=first_filled(record.fields, columns.team)[1] or "support",
        channel=first_filled(record.fields, columns.channel)[1] or "reply",
        audience=first_filled(record.fields, columns.audience)[1],
    )


def _utterances(record: Record, columns: TicketColumns, roles: Roles) -> Iterator[Utterance]:
    """Yield what was said: what the ticket itself holds around its list of messages."""
    messages = [_message(message, record, columns, roles) for message in record.messages]
    field, words = first_filled(record.fields, columns.customer)
    is_repeated = bool(messages) and messages[0].words.split() == words.split()
    if words and not is_repeated and not _is_message(record):
        yield Utterance(Who.CUSTOMER, words, field, record.line)
    yield from (message for message in messages if message.words)
    field, words = first_filled(record.fields, columns.reply)
    if words:
        who = Who.COLLEAGUE if _is_private(record.fields) else Who.AGENT
        yield Utterance(who, words, field, record.line)


def _is_message(record: Record) -> bool:
    """Return whether *record* stands for its ticket only because it is its first message."""
    return any(message.fields is record.fields for message in record.messages)


def _message(message: Record, ticket: Record, columns: TicketColumns, roles: Roles) -> Utterance:
    field, words = first_filled(message.fields, columns.body)
    if _is_private(message.fields):
        return Utterance(Who.COLLEAGUE, words, field, message.line)
    who = (
        _by_flag(message.fields) or _by_role(message.fields, columns) or _by_id(message.fields, ticket, roles)
    )
    return Utterance(who or Who.UNKNOWN, words, field, message.line)


def _is_private(fields: Mapping[str, Any]) -> bool:
    types = (plain_name(str(fields.get(name, ""))) for name in NOTE_TYPES)
    if any(kind.startswith(("note", "private", "internal")) for kind in types):
        return True
    return _flag(fields, PRIVATE) is True or _flag(fields, PUBLIC) is False


def _by_flag(fields: Mapping[str, Any]) -> Who | None:
    inbound, outbound = _flag(fields, INBOUND), _flag(fields, OUTBOUND)
    if inbound is None and outbound is None:
        return None
    return Who.CUSTOMER if inbound or outbound is False else Who.AGENT


def _by_role(fields: Mapping[str, Any], columns: TicketColumns) -> Who | None:
    roles = (_role(fields.get(plain_name(name))) for name in columns.author)
    return next((who for who in roles if who), None)


def _by_id(fields: Mapping[str, Any], ticket: Record, roles: Roles) -> Who | None:
    author = first_filled(fields, AUTHOR_IDS)[1]
    customer = first_filled(ticket.fields, CUSTOMER_IDS)[1]
    if not author or (author not in roles and not customer):
        return None
    return _role(roles.get(author)) or (Who.CUSTOMER if author == customer else Who.AGENT)


def _role(value: object) -> Who | None:
    role = plain_name(value) if isinstance(value, str) else ""
    if role in AGENTS:
        return Who.AGENT
    return Who.CUSTOMER if role in CUSTOMERS else None


def _flag(fields: Mapping[str, Any], names: tuple[str, ...]) -> bool | None:
    """Return what the first of the columns *names* that says yes or no says."""
    for value in (str(fields.get(name, "")).strip().casefold() for name in names):
        if value in YES or value in NO:
            return value in YES
    return None


def _unwrapped(value: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return *value* with the fields of what it wraps, as in `{"ticket": {…}, "comments": […]}`."""
    inner: Mapping[str, Any] = next(
        (value[name] for name in WRAPPERS if isinstance(value.get(name), Mapping)), {}
    )
    return {**value, **inner}
