"""Kits that can't be had, with the names of those that can."""

from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus

from service.parts import Parts
from service.problems import Problem

SHOWN = 20
"""Kits that are named at most."""


@contextmanager
def of_kit(parts: Parts, kit: str) -> Iterator[None]:
    """Have a 404 that is about *kit* say what is amiss with it, and which kits there are.

    Raises:
        Problem: that one, or another as it was.
    """
    try:
        yield
    except Problem as problem:
        if problem.status != HTTPStatus.NOT_FOUND or parts.records.kits.published(kit) is not None:
            raise
        raise unknown_kit(parts, kit) from problem


def unknown_kit(parts: Parts, kit: str) -> Problem:
    """Return the problem that *kit* can't be had."""
    kits = parts.records.kits.list()
    published = [each.id for each in kits if each.published is not None]
    shown = ", ".join(f"“{name}”" for name in published[:SHOWN]) or "none"
    more = f" and {len(published) - SHOWN} more" if len(published) > SHOWN else ""
    there = f"Published are: {shown}{more}."
    if any(each.id == kit for each in kits):
        detail = f"The kit “{kit}” has no published version yet. Publish it first. {there}"
        return Problem(HTTPStatus.NOT_FOUND, "kit-not-published", detail)
    return Problem(HTTPStatus.NOT_FOUND, "unknown-kit", f"There is no kit “{kit}”. {there}")
