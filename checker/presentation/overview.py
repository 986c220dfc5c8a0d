"""Many reports at once: which team says what."""

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from checker.domain import Report, Role, Share, Verdict
from checker.presentation.neutral import one_line
from checker.presentation.ranking import Tally, tally, unread, urgency


class Summary(NamedTuple):
    """One document's line in a table: small enough to keep for every document of a batch."""

    source: str
    title: str
    team: str
    verdict: Verdict
    score: int
    tally: Tally
    lead: str
    """The message that it leads with; empty where none stands out."""
    unread: bool
    not_read: int
    """How many parts of it were not read."""
    urgency: tuple[int, int, int, int]
    """Sorts the document to look at first, first."""
    roles: tuple[tuple[str, Role], ...]
    """The role of each of its messages that has one."""


class TeamRow(NamedTuple):
    """What one team's documents lead with."""

    team: str
    documents: int
    """Those that were read."""
    counts: tuple[int, ...]
    """For each message of the table, the number of documents that lead with it."""
    unread: int


class TeamTable(NamedTuple):
    """Teams by lead messages."""

    messages: tuple[str, ...]
    """The kit's lead first, then the most used; empty for documents where none stands out."""
    roles: tuple[Role | None, ...]
    """The role of each message."""
    rows: tuple[TeamRow, ...]


def summarise(report: Report) -> Summary:
    """Return the line that stands for a *report* in a table."""
    document = report.document
    return Summary(
        source=document.source,
        title=document.title,
        team=one_line(document.team),
        verdict=report.verdict,
        score=report.score,
        tally=tally(report.findings),
        lead=one_line(report.lead_message or ""),
        unread=unread(report),
        not_read=len(report.coverage.not_read),
        urgency=urgency(report),
        roles=tuple((one_line(s.message), s.role) for s in report.messages if s.role),
    )


def most_urgent_first(summaries: Iterable[Summary]) -> list[Summary]:
    """Return *summaries*, the one to look at first, first; equals by name."""
    return sorted(summaries, key=lambda summary: (summary.urgency, summary.source))


def by_team(summaries: Iterable[Summary]) -> TeamTable:
    """Return how many documents of each team lead with each message."""
    known = list(summaries)
    roles = dict(pair for summary in known for pair in summary.roles)
    uses = Counter(summary.lead for summary in known if not summary.unread)
    messages = tuple(sorted(uses, key=lambda name: _column(name, roles=roles, uses=uses)))
    teams = sorted({summary.team for summary in known}, key=lambda team: (not team, team))
    rows = tuple(_row(team, messages=messages, summaries=known) for team in teams)
    return TeamTable(messages=messages, roles=tuple(roles.get(name) for name in messages), rows=rows)


def batch_in_words(summaries: Iterable[Summary]) -> str:
    """Return how a batch fared, as a sentence or two."""
    known = list(summaries)
    read = [summary for summary in known if not summary.unread]
    fates = Counter(summary.verdict for summary in read)
    words = {Verdict.FAIL: "failed", Verdict.INCOMPLETE: "incomplete", Verdict.PASS: "passed"}
    parts = [f"{fates[verdict]:,} {word}" for verdict, word in words.items() if fates[verdict]]
    parts += [f"{len(known) - len(read):,} could not be read"] if len(known) > len(read) else []
    sentence = f"{', '.join(parts)}." if parts else "No document was checked."
    leads = {name for summary in read for name, role in summary.roles if role is Role.LEAD}
    led = sum(summary.lead in leads for summary in read)
    of_all = f"{led:,} of the {len(read):,} read lead with your lead message."
    return f"{sentence} {of_all}" if leads else sentence


def heaviest_first(shares: Iterable[Share]) -> list[Share]:
    """Return the message mix, the heaviest share first; equals by name."""
    return sorted(shares, key=lambda share: (-share.share, share.message))


def _column(name: str, *, roles: dict[str, Role], uses: Counter[str]) -> tuple[bool, bool, int, str]:
    """Return a key that sorts a message's column: the lead first, none last, then by use."""
    return (not name, roles.get(name) is not Role.LEAD, -uses[name], name)


def _row(team: str, *, messages: tuple[str, ...], summaries: list[Summary]) -> TeamRow:
    """Return one *team*'s row."""
    own = [summary for summary in summaries if summary.team == team]
    leads = Counter(summary.lead for summary in own if not summary.unread)
    counts = tuple(leads[name] for name in messages)
    return TeamRow(team=team, documents=leads.total(), counts=counts, unread=len(own) - leads.total())
