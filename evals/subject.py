"""What the evals measure: the one place where they touch the checker's own assembly."""

import importlib
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Protocol, cast

from checker.domain import Checked, Report
from checker.errors import InputError


class NoSubject(InputError):
    """There is nothing to measure yet."""


class Checker(Protocol):
    """A checker with its kit loaded."""

    def check(self, path: Path) -> Checked:
        """Return the document in *path* and its report."""


def check(draft: Path, kit: Path) -> Report:
    """Return the report that Brandcheck, as it is shipped, makes of *draft* against *kit*."""
    return _checker(kit).check(draft).report


@cache
def _checker(kit: Path) -> Checker:
    return _builder()(kit)


def _builder() -> Callable[[Path], Checker]:
    # Looked up by name until `checker.bootstrap` exists; then import `build_checker` above.
    try:
        module = importlib.import_module("checker.bootstrap")
    except ModuleNotFoundError as error:
        if error.name != "checker.bootstrap":
            raise
        raise NoSubject("checker.bootstrap: not there yet, so there is nothing to measure.") from error
    return cast("Callable[[Path], Checker]", module.build_checker)
