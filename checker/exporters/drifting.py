"""How shares move over weeks, in words, which charts and formats share."""

from checker.domain import Alignment, Drift
from checker.exporters import figures


def drift_name(drift: Drift, by: str) -> str:
    """Return what a drift is of: `low cost, sales`."""
    what = figures.name(drift.message) or "lead match"
    return f"{what}, {figures.group_name(drift.group, by)}" if drift.group else what


def panel_name(drift: Drift, by: str) -> str:
    """Return what tells a drift apart from those beside it: its group, else its message."""
    return (
        figures.group_name(drift.group, by) if drift.group else figures.name(drift.message) or "all documents"
    )


def drift_sentence(drift: Drift, alignment: Alignment) -> str:
    """Return how a share moved since the kit changed, or that it can't be told."""
    what = figures.capital(drift_name(drift, alignment.by))
    if drift.change is None:
        return f"{what}: too few documents before or after to tell a change."
    sure = "" if drift.change.is_clear else ", which may as well be chance"
    return f"{what} since {figures.day(alignment.since)}: {figures.moved(drift.change)}{sure}."
