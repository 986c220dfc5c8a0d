"""What is said of drafts: one that fails, those that it would have been too much to name, a team's day."""

import datetime
import zoneinfo

from pydantic import Field

from checker.domain import Noun, Severity
from checker.english.unseen import seen
from checker.presentation.wording import check_name, counted
from service.notices.cards import NAME, QUOTE, RULE, SAYS, Button, Card, Point, clipped
from service.nouns import Counts, Moment


class Pointed(Noun, extra="ignore"):
    """A finding, with the words that may be sent."""

    source: str
    url: str
    kind: str
    guideline: str
    severity: Severity
    title: str = ""
    rule: str = ""
    quote: str = ""
    says: str = ""


class DraftTold(Noun, extra="ignore"):
    """A draft that fails."""

    source: str
    kit: str
    team: str = ""
    channel: str = ""
    score: int | None = None
    counts: Counts = Counts()
    worst: tuple[Pointed, ...] = ()
    url: str


class HeldTold(Noun, extra="ignore"):
    """Drafts that failed within an hour and were not named."""

    held: int
    told: int
    since: Moment
    until: Moment
    url: str


class Fared(Noun, extra="ignore"):
    """How drafts fared."""

    drafts: int
    passed: int
    failed: int = 0
    incomplete: int = 0
    unread: int = 0


class Broken(Noun, extra="ignore"):
    """The guideline that most drafts break."""

    id: str
    drafts: int


class DigestTold(Noun, extra="ignore"):
    """How a team's drafts fared."""

    team: str = ""
    timezone: str = "UTC"
    since: Moment
    until: Moment
    counts: Fared
    week: Fared = Field(default_factory=lambda: Fared(drafts=0, passed=0))
    week_before: Fared = Field(default_factory=lambda: Fared(drafts=0, passed=0))
    guideline: Broken | None = None
    worst: tuple[Pointed, ...] = ()
    is_clear: bool = False
    url: str


def draft_card(data: object) -> Card:
    """Return what is said of the draft that *data* is, as JSON.

    Raises:
        ValidationError: if it is none.
    """
    draft = DraftTold.model_validate(data)
    counts = draft.counts
    found = (counted(getattr(counts, name), name) for name in Counts.model_fields if getattr(counts, name))
    score = "" if draft.score is None else f" Its score is {draft.score} of 100."
    facts = (("Kit", draft.kit), ("Team", draft.team), ("Channel", draft.channel))
    return Card(
        title="A draft does not pass",
        text=f"“{clipped(draft.source, NAME)}” fails: {', '.join(found) or 'its findings count'}.{score}",
        facts=tuple((name, clipped(value, NAME)) for name, value in facts if value),
        points=tuple(map(_point, draft.worst)),
        button=Button("Open the report", draft.url),
        tone="bad",
    )


def held_card(data: object) -> Card:
    """Return what is said of drafts that were not named, which *data* counts.

    Raises:
        ValidationError: if it does not.
    """
    held = HeldTold.model_validate(data)
    hour = f"{held.since:%H:%M} and {held.until:%H:%M} UTC"
    return Card(
        title=f"And {held.held:,} more",
        text=f"{counted(held.told + held.held, 'draft')} failed between {hour}; "
        f"{held.held:,} of them were not told one by one.",
        button=Button("See the reports", held.url),
        tone="bad",
    )


def digest_card(data: object) -> Card:
    """Return what is said of the day that *data* is, as JSON.

    Raises:
        ValidationError: if it is none.
    """
    digest = DigestTold.model_validate(data)
    button = Button("See the reports", digest.url)
    counts = digest.counts
    if digest.is_clear:
        return Card("All clear", _clear(counts.drafts), button=button, tone="good")
    team = clipped(digest.team, NAME) or "Drafts of no team"
    when = f"Checked between {_at(digest.since, digest)} and {_at(digest.until, digest)}."
    return Card(
        title=f"{team}: {counts.passed:,} of {counted(counts.drafts, 'draft')} passed",
        text=f"{_outcome(counts)} {when}",
        facts=tuple(_facts(digest)),
        points=tuple(map(_point, digest.worst)),
        button=button,
        tone="bad" if counts.failed else "plain",
    )


def _clear(drafts: int) -> str:
    if not drafts:
        return "No draft was checked in the last seven days."
    return f"Every draft of the last seven days passes: {drafts:,} of {drafts:,}."


def _outcome(counts: Fared) -> str:
    said = (
        (counts.failed, "failed"),
        (counts.incomplete, "incomplete"),
        (counts.unread, "could not be read"),
    )
    parts = [f"{number:,} {what}" for number, what in said if number]
    return f"{', '.join(parts)}."


def _facts(digest: DigestTold) -> list[tuple[str, str]]:
    week, before = digest.week, digest.week_before
    facts = [("Last seven days", _share(week)), ("The seven days before", _share(before))]
    if digest.guideline:
        broken = digest.guideline
        where = f"{broken.drafts:,} of {counted(digest.counts.drafts, 'draft')}"
        facts.append(("Most broken guideline", f"{clipped(broken.id, NAME)}, in {where}"))
    return facts


def _share(fared: Fared) -> str:
    return f"{fared.passed:,} of {counted(fared.drafts, 'draft')} passed" if fared.drafts else "no drafts"


def _at(moment: datetime.datetime, digest: DigestTold) -> str:
    """Return *moment* in the digest's zone: `21 November, 08:00`."""
    local = moment.astimezone(zoneinfo.ZoneInfo(digest.timezone))
    return f"{local.day} {local:%B, %H:%M}"


def _point(one: Pointed) -> Point:
    return Point(
        severity=one.severity,
        what=check_name(one.kind),
        where=clipped(seen(one.title), NAME) or clipped(seen(one.source), NAME) or "a draft",
        url=one.url,
        guideline=clipped(one.guideline, NAME),
        rule=clipped(one.rule, RULE),
        quote=clipped(one.quote, QUOTE),
        says=clipped(one.says, SAYS),
    )
