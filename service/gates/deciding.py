"""Whether something may be published, from what is known of it by now.

Findings refuse it whether or not all was looked at. Otherwise, where the checker was late or could not
decide all, the guidelines that are not decided refuse it as far as the policy is closed to them. A guideline
is decided when a finding that counts was made under it, or when all that was to look for one has looked.
"""

from collections.abc import Iterable
from typing import Literal, NamedTuple

from checker.domain import HOUSE, BrandKit, Finding, Guideline, Report, Severity
from checker.verifier import SEVERITIES

Because = Literal["passed", "findings", "late", "incomplete"]


class Known(NamedTuple):
    """What is known of a draft when the answer is due."""

    kit: BrandKit
    report: Report | None
    """The report, or its offline part; none where there is neither."""
    is_over: bool
    """Whether the check has come to its end, a failure included."""
    is_failed: bool = False
    """Whether that was one."""

    @property
    def is_complete(self) -> bool:
        """Return whether all of the draft was looked at by all that was to look."""
        if self.report is None or not self.is_over or self.is_failed:
            return False
        return self.report.coverage.passages > 0 and not self.report.unjudged


class Decision(NamedTuple):
    """Whether it may be published, and why."""

    because: Because
    refusing: tuple[Finding, ...]
    """The findings for which it is refused."""
    undecided: tuple[Guideline, ...]
    """All guidelines that are not decided, in the kit's order."""
    closed: tuple[Guideline, ...]
    """Those of them for which it is refused."""

    @property
    def is_refused(self) -> bool:
        """Return whether it may not be published."""
        return bool(self.refusing or self.closed)


def decide(known: Known, *, block_at: Severity, closed_at: Severity | None) -> Decision:
    """Return whether what is *known* lets the draft be published.

    Args:
        known: what there is when the answer is due.
        block_at: findings of this severity and above refuse it.
        closed_at: undecided guidelines of this severity and above refuse it; none for none of them.
    """
    refusing = tuple(f for f in _findings(known) if f.blocks and f.severity.rank <= block_at.rank)
    undecided = _undecided(known)
    if refusing:
        return Decision("findings", refusing, undecided, ())
    if known.is_complete:
        return Decision("passed", (), (), ())
    closed = tuple(g for g in undecided if closed_at and severity_of(g).rank <= closed_at.rank)
    return Decision("incomplete" if known.is_over else "late", (), undecided, closed)


def severity_of(guideline: Guideline) -> Severity:
    """Return what a breach of *guideline* weighs."""
    return guideline.severity or SEVERITIES[guideline.kind]


def _undecided(known: Known) -> tuple[Guideline, ...]:
    if known.is_complete:
        return ()
    if known.report is None:
        return (*known.kit.guidelines, HOUSE)
    status = known.report.guidelines
    decided = _decided(known.report.findings)
    return tuple(
        guideline
        for guideline in known.kit.guidelines
        if status.get(guideline.id, "not_applicable") != "not_applicable" and guideline.id not in decided
    )


def _decided(findings: Iterable[Finding]) -> frozenset[str]:
    """Return the guidelines under which something was found that needs nobody to look at it first."""
    return frozenset(finding.guideline for finding in findings if finding.blocks)


def _findings(known: Known) -> tuple[Finding, ...]:
    return known.report.findings if known.report else ()
