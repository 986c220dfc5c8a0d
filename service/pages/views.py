"""A checked draft, ready for a template: its display, and its score and lead message as small pictures."""

from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from checker.domain import HOUSE, BrandKit, Checked, Report, Role
from checker.kits.loading import load
from checker.presentation.display import Display, display
from checker.presentation.neutral import one_line
from checker.presentation.wording import kit_lead, same_message
from checker.scorer import FAIR, GOOD

NAME = "d"
"""What links call the one document of a page."""
KITS_KEPT = 32
"""Kits that are kept once they are read."""


class Glance(NamedTuple):
    """What the small pictures show."""

    score: int
    band: str
    """The score in words."""
    level: str
    """The same for the style sheet: `good`, `fair` or `poor`."""
    theirs: str
    """What the draft leads with; empty where nothing stands out."""
    kind: str
    """That message's role in the kit, or `other`."""
    ours: str
    """What the kit leads with; empty where it does not say."""
    agrees: bool


class View(NamedTuple):
    """All that a page shows of one checked draft."""

    d: Display
    glance: Glance
    planted: int
    """How many findings are words that speak to the checker."""
    unheard: str
    """Why no language model read the draft, where one might have; else empty."""


def view(checked: Checked, kit: BrandKit) -> View:
    """Return what a page shows of a *checked* draft that was held against *kit*."""
    report = checked.report
    return View(
        d=display(checked, kit, name=NAME),
        glance=glance(report, kit),
        planted=sum(f.check == HOUSE.id and f.waived_by is None for f in report.findings),
        unheard=one_line(report.engine.get("judge", "").partition("none: ")[2]),
    )


def glance(report: Report, kit: BrandKit) -> Glance:
    """Return what the small pictures show of a *report*."""
    band, level = banded(report.score)
    theirs, ours = one_line(report.lead_message or ""), kit_lead(report, kit)
    agrees = bool(theirs) and (same_message(theirs, ours) or _is_lead(report, kit))
    roles = {share.message: share.role for share in report.messages}
    role = Role.LEAD if agrees else roles.get(report.lead_message or "")
    return Glance(report.score, band, level, theirs, role.value if role else "other", ours, agrees)


def banded(score: int) -> tuple[str, str]:
    """Return a *score* in words and as the style sheet calls it."""
    if score >= GOOD:
        return "good", "good"
    return ("fair", "fair") if score >= FAIR else ("needs work", "poor")


@lru_cache(maxsize=KITS_KEPT)
def brand_kit(source: str) -> BrandKit:
    """Return the kit that *source*, its YAML, says.

    Raises:
        InvalidBrandKit: if anything is wrong with it.
    """
    with TemporaryDirectory() as folder:
        path = Path(folder, "kit.yaml")
        path.write_text(source, encoding="utf-8")
        return load(path)


def _is_lead(report: Report, kit: BrandKit) -> bool:
    return any(g.id == report.lead_guideline and g.role is Role.LEAD for g in kit.guidelines)
