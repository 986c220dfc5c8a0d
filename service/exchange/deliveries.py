"""What is sent out unasked, to whom, and what became of it: the words of outbox, API and pages."""

import datetime
from enum import StrEnum
from typing import Annotated

from pydantic import ConfigDict, Field, JsonValue, StringConstraints

from checker.domain import Noun
from service.exchange.texts import ONE_LINE, Cursor, Named
from service.nouns.telling import Wants

Moment = datetime.datetime
LONGEST_URL = 2_000
"""Characters of an address."""


class Medium(StrEnum):
    """What is sent."""

    WEBHOOK = "webhook"
    """A signed request for a program."""
    NOTICE = "notice"
    """A sentence for people, by e-mail, chat or whatever else apprise speaks."""
    SLACK = "slack"
    """A message in a channel of Slack, with a button."""
    TEAMS = "teams"
    """A card in a channel of Microsoft Teams, with a button."""


class Fate(StrEnum):
    """What became of it."""

    WAITING = "waiting"
    DELIVERED = "delivered"
    FAILED = "failed"


class Occasion(Noun):
    """Something that others are told about, in the form of Standard Webhooks' payload."""

    type: str
    """What happened: `check.failed`, `checks.held`, `batch.done`, `batch.cancelled`, `digest` or `test`."""
    timestamp: Moment
    """When it happened."""
    data: dict[str, JsonValue]
    """What it happened to. As it is kept it holds no words of any draft: those that a target asks for are
    looked up when it is sent."""


class Delivery(Noun):
    """One message to one target."""

    id: str
    """The message's name, sent as `webhook-id`: the same each time that it is sent."""
    kind: Medium
    event: str
    """What happened: the payload's `type`."""
    target: str
    """The target's name, or the address of a callback without its query."""
    state: Fate
    attempts: int = 0
    """How often it was tried."""
    next_attempt: Moment | None = None
    """When it is tried again; none once it is over."""
    status: int | None = None
    """The status of the last answer."""
    says: str = ""
    """What came of the last try, for people."""
    created: Moment
    delivered: Moment | None = None


class DeliveryQuery(Noun):
    """Which deliveries to list, newest first."""

    state: Fate | None = None
    limit: int = Field(default=50, ge=1, le=200)
    cursor: Cursor = ""
    """`next` of the page before; empty for the first page."""


class DeliveryPage(Noun):
    """A page of deliveries, newest first."""

    items: tuple[Delivery, ...]
    next: str = ""
    """The cursor of the next page; empty at the end."""


class Target(Noun):
    """Somebody who is told what happens, without what is secret about their address."""

    id: str
    kind: Medium
    name: str
    address: str
    """Where it is, without user, password, path, tokens or query."""
    is_fixed: bool = False
    """Whether it stands in the settings, and is changed there."""
    created: Moment | None = None
    by: str = ""
    rotated: Moment | None = None
    """When its signing secret was last changed; the one before is good for a day more."""
    wants: Wants = Wants()
    """What it is told of its own accord."""
    changed: Moment | None = None
    """When that was last changed; a digest is sent from the next one on."""


class TargetList(Noun):
    """Targets by name."""

    items: tuple[Target, ...]


class NewTarget(Noun):
    """Somebody who is to be told what happens."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"kind": "notice", "name": "An example", "url": "json://127.0.0.1:9"}]
        }
    )

    kind: Medium
    """`webhook` for a program; `slack`, `teams` or, in plain words by apprise, `notice` for people."""
    name: Named
    """What people call it; each target has a name of its own."""
    url: Annotated[str, StringConstraints(min_length=1, max_length=LONGEST_URL, pattern=ONE_LINE)]
    """Of a webhook, where it is sent (https); of Slack and Teams, the URL of their webhook or workflow; of a
    notice, where it goes in apprise's words (`mailtos://…`)."""
    wants: Wants = Wants()
    """What it is told of its own accord; where that is nothing, only of the batches that name it."""


class CreatedTarget(Target):
    """A target with its signing secret, which is shown this once."""

    secret: str = ""
    """What the receiver verifies signatures with (`whsec_…`); empty for people."""
