"""The ways to write a report down: one module a format, each loaded when it is asked for.

A reporter turns checked documents into pieces of text as they come, so that a batch of any size
needs the memory of one document wherever the format allows it. What it writes depends on the
reports and the kit alone: no clock, no machine.
"""

from collections.abc import Iterable, Iterator
from importlib import import_module
from typing import TYPE_CHECKING, Protocol, cast

from checker.domain import BrandKit, Checked
from checker.errors import InputError


class Reporter(Protocol):
    """What a module of this package offers."""

    FORMAT: str
    """The format's name, as the command line takes it."""
    SUFFIX: str
    """How a file of this format ends."""

    def render(self, checked: Iterable[Checked], *, kit: BrandKit) -> Iterator[str]:
        """Yield the report of all *checked* documents, piece by piece."""
        ...


REPORTERS = {
    "console": "checker.reporters.console",
    "html": "checker.reporters.html",
    "json": "checker.reporters.json",
    "csv": "checker.reporters.csv",
    "sarif": "checker.reporters.sarif",
    "junit": "checker.reporters.junit",
    "github": "checker.reporters.github",
    "vale": "checker.reporters.vale",
    "rdjson": "checker.reporters.rdjson",
    "rdjsonl": "checker.reporters.rdjsonl",
    "gitlab": "checker.reporters.gitlab",
    "markdown": "checker.reporters.markdown",
}
"""Where the reporter of each format is; imported when it is needed."""

if TYPE_CHECKING:
    from checker.reporters import (
        console,
        csv,
        github,
        gitlab,
        html,
        json,
        junit,
        markdown,
        rdjson,
        rdjsonl,
        sarif,
        vale,
    )

    _FIT: tuple[Reporter, ...] = (
        console,
        html,
        json,
        csv,
        sarif,
        junit,
        github,
        vale,
        rdjson,
        rdjsonl,
        gitlab,
        markdown,
    )


def load(name: str) -> Reporter:
    """Return the reporter of the format *name*.

    Raises:
        InputError: if there is no such format.
    """
    if name not in REPORTERS:
        raise InputError(f"“{name}” is not a report format. Choose one of {', '.join(REPORTERS)}.")
    return cast("Reporter", import_module(REPORTERS[name]))
