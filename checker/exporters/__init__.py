"""The ways to hand on what many documents say together: one package a noun, one module a format.

An exporter turns an `Alignment` or a `Ledger` into the bytes of one file. What it writes depends on that
noun alone: no clock, no machine, so the same figures give the same file. Each module is loaded when it is
asked for, because charts, PDF and slides bring heavy libraries.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Protocol, TypeVar, cast

from checker.domain import Alignment, Ledger
from checker.errors import InputError

_Exported = TypeVar("_Exported", Alignment, Ledger, contravariant=True)


class Exporter(Protocol[_Exported]):
    """What a module of these packages offers."""

    FORMAT: str
    """The format's name, as the command line takes it."""
    SUFFIX: str
    """How a file of this format ends."""
    MEDIA_TYPE: str
    """What a web server calls it (RFC 6838)."""

    def render(self, value: _Exported, /) -> bytes:
        """Return *value* as a file of this format; text is UTF-8."""
        ...


FORMATS = ("console", "json", "csv", "html", "pdf", "pptx")
"""What either noun can be written as."""

_PACKAGES: dict[type, str] = {
    Alignment: "checker.exporters.alignments",
    Ledger: "checker.exporters.ledgers",
}

if TYPE_CHECKING:
    from rich.console import Console

    from checker.exporters.alignments import console, csv, html, json, pdf, pptx
    from checker.exporters.ledgers import console as ledger_console
    from checker.exporters.ledgers import csv as ledger_csv
    from checker.exporters.ledgers import html as ledger_html
    from checker.exporters.ledgers import json as ledger_json
    from checker.exporters.ledgers import pdf as ledger_pdf
    from checker.exporters.ledgers import pptx as ledger_pptx

    _ALIGNMENTS: tuple[Exporter[Alignment], ...] = (console, json, csv, html, pdf, pptx)
    _LEDGERS: tuple[Exporter[Ledger], ...] = (
        ledger_console,
        ledger_json,
        ledger_csv,
        ledger_html,
        ledger_pdf,
        ledger_pptx,
    )


def load(name: str, noun: type[_Exported]) -> Exporter[_Exported]:
    """Return what writes a *noun* in the format *name*.

    Raises:
        InputError: if there is no such format.
    """
    if name not in FORMATS:
        raise InputError(f"“{name}” is not a format for this. Choose one of {', '.join(FORMATS)}.")
    return cast("Exporter[_Exported]", import_module(f"{_PACKAGES[noun]}.{name}"))


def on_screen(value: _Exported, terminal: "Console") -> bytes:
    """Return *value* as text, in the colours and the width of *terminal*."""
    return cast("bytes", import_module(f"{_PACKAGES[type(value)]}.console").render(value, terminal=terminal))
