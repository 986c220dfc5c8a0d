"""Hooks as programs and pages speak of them: what is said of one, what it received, and what came of that."""

from typing import Annotated

from pydantic import ConfigDict, Field, StrictBool, StringConstraints

from checker.domain import Noun
from service.exchange.texts import (
    ONE_LINE,
    Cursor,
    LabelName,
    Labels,
    Name,
    Named,
)
from service.nouns.hooks import DeliveryState, FieldKind, FieldRule, Hook, HookDelivery, System

PATTERN = r"^[a-z0-9]([a-z0-9-]*[a-z0-9])?$"
"""What a hook's name is made of: lower-case letters, digits and hyphens."""
LONGEST = 63
"""Characters of a hook's name."""
LONGEST_SECRET = 500
"""Characters of a secret or a token."""
LONGEST_PATH = 500
"""Characters of a field's path."""

HookName = Annotated[str, StringConstraints(pattern=PATTERN, max_length=LONGEST)]
"""A hook's name, as it stands in its address."""
SecretText = Annotated[str, StringConstraints(min_length=8, max_length=LONGEST_SECRET, pattern=ONE_LINE)]
"""A secret that deliveries are signed with."""
TokenText = Annotated[str, StringConstraints(max_length=LONGEST_SECRET * 4, pattern=ONE_LINE)]
"""A token of the system's, perhaps empty."""
Option = Annotated[str, StringConstraints(max_length=2_000, pattern=ONE_LINE)]


class NewFieldRule(FieldRule):
    """A field that is checked."""

    path: Annotated[str, StringConstraints(min_length=1, max_length=LONGEST_PATH, pattern=ONE_LINE)]
    """Where it is: a JSON pointer (RFC 6901) into the content, or a JMESPath expression."""
    kind: FieldKind = FieldKind.AUTO
    """How its text is written."""
    name: Name = ""
    """What people call it; its path where empty."""
    is_title: StrictBool = False
    """Whether it is the document's title."""


class NewHook(Noun):
    """What holds for a hook: all of it, and not only what changes."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "system": "generic",
                    "kit": "ottermere",
                    "channel": "web",
                    "fields": [{"path": "/body", "kind": "html"}],
                }
            ]
        }
    )

    system: System
    """Which system sends to it."""
    kit: Named
    """The id of the kit that what arrives is held against."""
    team: Name = ""
    """Who writes what arrives."""
    channel: Name = ""
    """Where it appears."""
    audience: Name = ""
    """For whom it is."""
    labels: Labels = Field(default_factory=dict)
    """What else tells it apart."""
    fields: Annotated[tuple[NewFieldRule, ...], Field(max_length=200)] = ()
    """The fields that are checked; where empty, all that hold prose by the system's own rules."""
    locales: Annotated[tuple[Named, ...], Field(max_length=200)] = ()
    """The locales that are checked; all where empty. Each is a document of its own."""
    events: Annotated[tuple[Named, ...], Field(max_length=50)] = ()
    """The events after which a check is made; those that mean *published* where empty."""
    options: Annotated[dict[LabelName, Option], Field(max_length=50)] = Field(default_factory=dict)
    """What only its system knows; its page of help says what there is."""
    writes_back: StrictBool = False
    """Whether the verdict is written into the system, with the token."""
    judged: StrictBool = True
    """Whether the language model is asked too."""
    is_on: StrictBool = True
    """Whether deliveries are taken; others are answered 410 where it is off."""
    secret: SecretText | None = None
    """What deliveries are signed with; the one before is good for a day more. None keeps it, or makes one."""
    token: TokenText | None = None
    """With which content is fetched and the verdict written; an empty one removes it. None
    keeps it, unless the system or where its API is changes: then it is removed, and to be given anew."""

    def hook(self, name: str) -> Hook:
        """Return the hook called *name* of which this holds, without its secrets."""
        return Hook.model_validate(self.model_dump(exclude={"secret", "token"}) | {"name": name})


class MadeHook(Hook):
    """A hook with its secret, where one was made just now: it is shown this once."""

    secret: str = ""
    """What the system signs deliveries with; empty where nobody made a new one."""


class HookList(Noun):
    """Hooks by name."""

    items: tuple[Hook, ...]


class Kept(Noun):
    """What became of one event of a delivery."""

    id: str
    """What the delivery is called here."""
    state: DeliveryState


class Receipt(Noun):
    """What was taken: kept, and worked on soon, or known already."""

    deliveries: tuple[Kept, ...] = ()


class HookDeliveryQuery(Noun):
    """Which deliveries to list, newest first."""

    state: DeliveryState | None = None
    """Those in this state."""
    document: Name = ""
    """Those about this document, in the system's own terms."""
    limit: int = Field(default=50, ge=1, le=200)
    cursor: Cursor = ""
    """`next` of the page before; empty for the first page."""


class HookDeliveryPage(Noun):
    """A page of deliveries, newest first."""

    items: tuple[HookDelivery, ...]
    next: str = ""
    """The cursor of the next page; empty at the end."""


__all__ = [
    "LONGEST",
    "PATTERN",
    "HookDeliveryPage",
    "HookDeliveryQuery",
    "HookList",
    "HookName",
    "Kept",
    "MadeHook",
    "NewFieldRule",
    "NewHook",
    "Receipt",
]
