"""What callers get beside the service's own nouns."""

from checker.domain import Finding, Noun, Report
from service.nouns import ApiKey, AuditEntry, Check, Team, WaiverRecord


class CheckedDraft(Check):
    """One check with its report."""

    report: Report | None = None
    """What was found out: none before the offline engine is through, and its part while the judge reads."""


class CheckPage(Noun):
    """A page of checks."""

    items: tuple[Check, ...]
    next: str = ""
    """The cursor of the next page; empty at the end."""


class WaiverList(Noun):
    """Waivers, the newest first."""

    items: tuple[WaiverRecord, ...]


class TeamList(Noun):
    """Teams for which something else holds than for all, by name."""

    items: tuple[Team, ...]


class KeyList(Noun):
    """Keys, the newest first, expired and revoked ones too."""

    items: tuple[ApiKey, ...]


class CreatedKey(ApiKey):
    """A key with its secret, which is shown this once."""

    secret: str
    """What the program sends: `Authorization: Bearer …`."""


class AuditPage(Noun):
    """A page of the audit log."""

    items: tuple[AuditEntry, ...]
    next: str = ""
    """The cursor of the next page; empty at the end."""


class Erased(Noun):
    """What was deleted."""

    checks: int
    """Checks of the document that were deleted, with their drafts, reports, findings and feedback."""


class RewrittenDraft(Noun):
    """What became of a draft that was to be rewritten; nothing of it is kept."""

    text: str
    """The draft with its edits made."""
    edits: int
    """How many were made; each was verified against draft and kit."""
    refused: tuple[str, ...]
    """Edits that were proposed and not made, and why."""
    remaining: tuple[Finding, ...]
    """Findings that are still there."""
    unsolved: tuple[str, ...]
    """What needs a person, as the model says."""
    failure: str
    """Why the model gave no answer; empty where it answered, or was not needed."""
    report: Report
    """The report on what the draft is now."""
