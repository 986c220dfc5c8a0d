"""Severities as callers name them."""

from checker.domain import Severity
from checker.errors import InputError

NEVER = "never"
"""The name that lets everything pass."""


def severity_named(name: str) -> Severity | None:
    """Return the severity called *name*, or none for `never`.

    Raises:
        InputError: if there is none of that name.
    """
    if name == NEVER:
        return None
    if name not in list(Severity):
        raise InputError(f"--fail-on {name}: choose {', '.join(Severity)} or {NEVER}.")
    return Severity(name)
