"""`brandcheck records`: what is kept of one document, exported or erased; what is kept of all, refreshed."""

import contextlib
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from checker.errors import InputError
from checker.settings import Settings
from service.commands.stores import OPERATOR, opened
from service.indexing import LazyEncoder
from service.records.index import index_of
from service.settings import ServiceSettings


def export(document: str, output: Path | None, screen: BinaryIO) -> None:
    """Write all that is kept of *document* as JSON to *output*, or to the *screen*.

    Raises:
        InputError: if nothing is kept of it, or the file can't be written.
    """
    with opened() as records:
        _require(bool(records.checks.versions(document)), document)
        pieces = records.checks.export(document)
        try:
            with output.open("wb") if output else contextlib.nullcontext(screen) as file:
                file.writelines(pieces)
        except OSError as error:
            raise InputError(f"{output}: {error.strerror or error}. Name another file.") from error


def erase(document: str) -> int:
    """Erase *document* everywhere, and return how many checks of it there were.

    Raises:
        InputError: if nothing is kept of it.
    """
    settings, service = Settings(), ServiceSettings()
    with opened(service) as records:
        index_of(settings, service, records, LazyEncoder(settings))
        count = records.checks.erase(document, by=OPERATOR)
    _require(count > 0, document)
    return count


def refresh(tell: Callable[[str], None]) -> None:
    """Write what stored reports say for alignment and ledger, where that is not written yet.

    Raises:
        InputError: if the records can't be used.
    """
    with opened() as records:
        count = records.said.refresh()
    tell(f"Read {count} reports for alignment and claims." if count else "All reports are read already.")


def _require(found: bool, document: str) -> None:  # noqa: FBT001 - a condition
    if not found:
        raise InputError(f"Nothing is kept of a document “{document}”. Its checks give its name.")
