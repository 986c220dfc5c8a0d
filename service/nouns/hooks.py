"""Hooks: what a content management system sends when somebody publishes, and what becomes of it."""

from enum import StrEnum

from pydantic import Field

from checker.domain import Noun
from service.nouns.moments import Moment


class System(StrEnum):
    """A content management system, or whatever else sends what it publishes."""

    CONTENTFUL = "contentful"
    DRUPAL = "drupal"
    GENERIC = "generic"
    HUBSPOT = "hubspot"
    SANITY = "sanity"
    STORYBLOK = "storyblok"
    STRAPI = "strapi"
    WEBFLOW = "webflow"
    WORDPRESS = "wordpress"


class FieldKind(StrEnum):
    """How the text of a field is written."""

    AUTO = "auto"
    """By its look: rich text as JSON, HTML, Markdown, or plain text."""
    TEXT = "text"
    HTML = "html"
    MARKDOWN = "markdown"


class FieldRule(Noun):
    """A field that is checked."""

    path: str
    """Where it is: a JSON pointer (RFC 6901) into the content, or a JMESPath expression."""
    kind: FieldKind = FieldKind.AUTO
    name: str = ""
    """What people call it; its path where empty."""
    is_title: bool = False


class Hook(Noun):
    """A place that deliveries are sent to: `POST /v1/hooks/{name}`, without its secrets."""

    name: str
    """Its name in the URL: lower-case letters, digits and hyphens."""
    system: System
    kit: str
    """The id of the kit that what arrives is held against."""
    team: str = ""
    channel: str = ""
    audience: str = ""
    labels: dict[str, str] = Field(default_factory=dict)
    fields: tuple[FieldRule, ...] = ()
    """The fields that are checked; where empty, all that hold prose by the system's own rules."""
    locales: tuple[str, ...] = ()
    """The locales that are checked; all where empty. Each is a document of its own."""
    events: tuple[str, ...] = ()
    """The events after which a check is made; those that mean *published* where empty."""
    options: dict[str, str] = Field(default_factory=dict)
    """What only its system knows, such as `space` or `stage_passed`; each connector says which it reads."""
    writes_back: bool = False
    """Whether the verdict is written into the system, with the token that the hook has."""
    judged: bool = True
    """Whether the language model is asked too."""
    is_on: bool = True
    """Whether deliveries are taken; others are answered 410 where it is off."""
    has_token: bool = False
    """Whether it has a token with which content is fetched and the verdict written."""
    created: Moment | None = None
    by: str = ""
    rotated: Moment | None = None
    """When its secret was last changed; the one before is good for some time more."""


class DeliveryState(StrEnum):
    """What became of a delivery."""

    ACCEPTED = "accepted"
    """It is kept, and will be worked on."""
    CHECKING = "checking"
    DONE = "done"
    """Checked, and its verdict written back where that was wanted."""
    IGNORED = "ignored"
    """Nothing of it is to be checked."""
    FAILED = "failed"


class HookDelivery(Noun):
    """One delivery to a hook."""

    id: str
    hook: str
    delivery: str
    """The sender's own name for it, or a digest of its body; each is worked on once."""
    event: str
    document: str = ""
    """The document that it is about, in the system's own terms."""
    state: DeliveryState
    says: str = ""
    """What became of it, for people."""
    checks: tuple[str, ...] = ()
    """The checks that it led to: one for each locale."""
    repeats: int = 0
    """How often it came again."""
    attempts: int = 0
    received: Moment
    finished: Moment | None = None
    written: str = ""
    """What was written back, for people; empty where nothing was."""
    is_test: bool = False
    """Whether it is a sample that somebody sent to try the hook; nothing of it is written back."""
