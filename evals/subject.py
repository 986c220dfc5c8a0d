"""What the evals measure: the one place where they touch the checker's own assembly."""

from functools import cache
from pathlib import Path

from checker.bootstrap import build_checker
from checker.domain import Report
from checker.pipeline import Checker


def check(draft: Path, kit: Path) -> Report:
    """Return the report that Brandcheck, as it is shipped, makes of *draft* against *kit*."""
    (checked,) = _checker(kit).check_file(draft)
    return checked.report


@cache
def _checker(kit: Path) -> Checker:
    return build_checker(kit)
