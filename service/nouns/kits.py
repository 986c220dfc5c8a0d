"""Kits, their versions, and what publishing one would do."""

from enum import StrEnum

from checker.domain import Noun, Verdict
from service.nouns.moments import Moment


class KitState(StrEnum):
    """What a version of a kit is."""

    DRAFT = "draft"
    PUBLISHED = "published"
    RETIRED = "retired"


class Kit(Noun):
    """A kit as a list shows it."""

    id: str
    """A short name in kebab-case, unique."""
    brand: str
    published: int | None = None
    """The number of the version that drafts are held against; none until one is published."""
    draft: int | None = None
    """The number of the version that is being edited."""
    guidelines: int = 0
    """Guidelines of the published version, or of the draft where none is."""
    updated: Moment


class KitVersion(Noun):
    """One version of a kit, with its YAML."""

    kit: str
    number: int
    state: KitState
    source: str
    """The kit's YAML, whole."""
    digest: str
    """SHA-256 of *source*, in hexadecimal; the ETag."""
    by: str
    created: Moment
    published: Moment | None = None
    note: str = ""
    """What changed, in the author's words."""
    guide: str = ""
    """The text of the guide that it was imported from."""


class Change(Noun):
    """A stored document whose verdict another version of the kit would change."""

    check: str
    title: str
    team: str
    before: Verdict
    after: Verdict
    new: int
    """Findings that it would have and has not."""
    gone: int


class Impact(Noun):
    """What publishing a version would do to the stored documents."""

    of: int
    """Documents that were compared."""
    left_out: int = 0
    """Documents that can't be: their draft is no longer there, or can't be checked."""
    changes: tuple[Change, ...] = ()
    touched: int = 0
    """Documents to which something that changed applies; the others stay as they are, unread."""
    judged: int = 0
    """Guidelines that documents were held against again, counted for each document."""
    encoded: int = 0
    """Passages whose vectors were not stored and were worked out again."""
