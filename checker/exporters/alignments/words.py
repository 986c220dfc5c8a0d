"""An alignment in words: the sentences that every format shares.

Counts come with their base, intervals in words. Names of groups and messages are neutral and on one line.
"""

from typing import NamedTuple

from checker.domain import Alignment, Disconnect, Group, Message, Role
from checker.exporters import figures
from checker.presentation.wording import counted

ROLES = {
    Role.LEAD: "your lead message",
    Role.SUPPORT: "supports your lead",
    Role.AVOID: "not to be led with",
}
"""What a message is for, in words."""


class Match(NamedTuple):
    """One of the three matches of a group, as a table shows it."""

    name: str
    share: str
    bounds: str
    base: str


def title(alignment: Alignment) -> str:
    """Return what the page is called."""
    return f"Who says what: {figures.name(alignment.brand)}" if alignment.brand else "Who says what"


def match_sentence(alignment: Alignment) -> str:
    """Return how many documents lead with what the kit leads with."""
    match, leads = alignment.overall.lead_match, _kit_leads(alignment)
    if not leads:
        return "The kit names no lead message, so no lead match is given."
    if not match.of:
        return f"The kit leads with {leads}, which is meant for none of these documents."
    others = alignment.overall.documents - match.of
    base = f"the {counted(match.of, 'document')} it is meant for" if others else counted(match.of, "document")
    left = f" It is not meant for {counted(others, 'other')}." if others else ""
    number = figures.count(match)
    return (
        f"The kit leads with {leads}: {number:,} of {base} {'does' if number == 1 else 'do'} too "
        f"({figures.percent(match.value)}, {figures.between(match)}).{left}"
    )


def matches(group: Group) -> tuple[Match, ...]:
    """Return a group's matches, those that there are."""
    kinds = (
        ("Lead match", group.lead_match),
        ("Message match", group.message_match),
        ("Audience match", group.audience_match),
    )
    return tuple(
        Match(
            kind,
            figures.percent(found.value) if found.of else figures.DASH,
            figures.bounds(found) if found.of else figures.DASH,
            f"{figures.count(found):,} of {found.of:,}" if kind != "Message match" else f"{found.of:,}",
        )
        for kind, found in kinds
        if found is not None
    )


def disconnect_sentence(disconnect: Disconnect, alignment: Alignment) -> str:
    """Return how far two groups part on a message."""
    one, other = (figures.group_name(name, alignment.by) for name in (disconnect.one, disconnect.other))
    return (
        f"{figures.capital(one)} gives {figures.name(disconnect.message.name)} "
        f"{share_of(alignment, disconnect.one, disconnect.message.name)} of a document, {other} "
        f"{share_of(alignment, disconnect.other, disconnect.message.name)}: {figures.points(disconnect.gap)}."
    )


def instead(disconnect: Disconnect) -> str:
    """Return what the other side says instead of the message on which two part; empty where none is known."""
    said = disconnect.instead
    is_other = said is not None and said.name != disconnect.message.name
    return figures.name(said.name) if said is not None and is_other and disconnect.others else ""


def share_of(alignment: Alignment, group: str, message: str) -> str:
    """Return how much of a document a group gives a message: `38 %`."""
    for one in alignment.groups:
        if one.name == group:
            return next(
                (figures.percent(cell.share.value) for cell in one.cells if cell.message == message), ""
            )
    return figures.DASH


def message_name(message: Message) -> str:
    """Return a message's name with what it is for: `ease of use (your lead message)`."""
    role = f" ({ROLES[message.role]})" if message.role else ""
    return f"{figures.name(message.name)}{role}"


def method(alignment: Alignment) -> tuple[str, ...]:
    """Return how the figures came about, in plain words: what an interval is, what was left out."""
    left = counted(alignment.left_out, "document")
    by = figures.name(alignment.by)
    return (
        "A share is the mean part of a document that goes to a message, over the documents that sell "
        "anything. Every document counts alike, however long it is.",
        f"A document leads with the message that it puts first. Who leads with what is counted over all "
        f"documents of a {by}, those that lead with nothing among them; “most often” is said where no "
        "message leads more than half of them. The lead match counts only documents that a lead message of "
        "the kit is meant for; the message match is the mean part of their words that goes to lead and "
        "supporting messages.",
        "An interval says between which bounds the true figure lies: of a hundred such intervals, about "
        "ninety-five hold it. The fewer documents, the wider it is.",
        "Many differences and changes are looked at together, and some would come about by accident. So "
        "their intervals are widened (false discovery rate, Benjamini and Hochberg 1995, Benjamini and "
        "Yekutieli 2005): of those that are called different, on average at most 5 % are not. Two figures "
        "whose difference may be zero are not called different.",
        f"A {by} with fewer than {counted(alignment.smallest, 'document')} is shown and not compared."
        + (
            f" Not shown: {counted(alignment.more_groups, 'smaller ' + by)}." if alignment.more_groups else ""
        ),
        f"Left out: {left} without a report or without words that could be read."
        if alignment.left_out
        else "No document was left out.",
        *_elsewhere(alignment),
    )


def _elsewhere(alignment: Alignment) -> tuple[str, ...]:
    """Return where to find what no page has room for."""
    if not any(drift.message and drift.group for drift in alignment.drifts):
        return ()
    by = figures.name(alignment.by)
    return (f"How much each {by} gives to each message week by week is in the CSV and JSON files.",)


def _kit_leads(alignment: Alignment) -> str:
    names = [figures.name(one.name) for one in alignment.messages if one.role is Role.LEAD]
    return figures.joined(names)
