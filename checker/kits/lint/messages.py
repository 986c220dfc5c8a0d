"""Key messages: there must be one that leads, and no more than one for each team."""

from collections.abc import Iterator

from checker.domain import BrandKit, Kind, Role, Severity
from checker.kits.lint.problem import Problem, meeting_pairs


def without_lead(kit: BrandKit) -> Iterator[Problem]:
    """Find a kit in which nothing leads."""
    if any(message.role is Role.LEAD for message in kit.of(Kind.MESSAGE)):
        return
    has_messages = bool(kit.of(Kind.MESSAGE))
    yield Problem(
        rule="no-lead",
        severity=Severity.WARNING if has_messages else Severity.SUGGESTION,
        guideline="",
        message="no message leads" if has_messages else "there is no message",
        remedy='write what every draft puts first, with "kind: message" and "role: lead"',
    )


def several_leads(kit: BrandKit) -> Iterator[Problem]:
    """Find two lead messages for the same team."""
    for one, other in meeting_pairs(kit):
        if one.role is other.role is Role.LEAD:
            shared = sorted(set(one.applies_to) & set(other.applies_to))
            yield Problem(
                rule="several-leads",
                severity=Severity.ERROR,
                guideline=other.id,
                message=f'leads {", ".join(shared) or "everywhere"}, and so does "{one.id}"',
                remedy='give one of them "role: support", or different teams in "applies_to"',
                others=(one.id,),
            )


def misplaced_role(kit: BrandKit) -> Iterator[Problem]:
    """Find a role on something that is no message."""
    for guideline in kit.guidelines:
        if guideline.role and guideline.kind is not Kind.MESSAGE:
            yield Problem(
                rule="misplaced-role",
                severity=Severity.WARNING,
                guideline=guideline.id,
                message=f'a {guideline.kind} has "role: {guideline.role}", which only messages have',
                remedy='make it "kind: message", or delete the role',
            )
