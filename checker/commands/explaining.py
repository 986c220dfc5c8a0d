"""`brandcheck explain`: the check's own documentation, as it stands in its module."""

import difflib
import inspect
import sys

from checker.checks import CHECKS
from checker.errors import InputError


def run(name: str) -> None:
    """Print the documentation of the check called *name*, or of all where it is empty.

    Raises:
        InputError: if there is no such check.
    """
    checks = {check.NAME: check for check in CHECKS}
    if name and name not in checks:
        near = difflib.get_close_matches(name, checks, n=1)
        hint = f" Did you mean “{near[0]}”?" if near else ""
        raise InputError(f"“{name}” is not a check.{hint} The checks are {', '.join(checks)}.")
    shown = [checks[name]] if name else list(checks.values())
    for check in shown:
        sys.stdout.write(f"{check.NAME}\n\n{inspect.getdoc(check)}\n\n")
