"""What notices say: short, plain, numbers with their base, and where to read on."""

from typing import NamedTuple

from pydantic import Field, JsonValue

from checker.domain import Noun
from checker.presentation.neutral import one_line
from checker.presentation.wording import counted
from service.nouns import BatchCounts

NAMES = 80
"""Characters of a batch's name that are shown."""


class Told(Noun, extra="ignore"):
    """What a notice says of a batch."""

    id: str
    name: str = ""
    state: str = "done"
    counts: BatchCounts = Field(default_factory=BatchCounts)
    url: str = ""
    """Where its page is."""


class Notice(NamedTuple):
    """A sentence for people."""

    title: str
    text: str


TEST = Notice("A test from Brandcheck", "Brandcheck can reach you here. When a batch is done, it says so.")
"""What is sent to try a target."""


def notice_of(event: str, data: dict[str, JsonValue]) -> Notice:
    """Return the notice of what happened.

    Args:
        event: `batch.done`, `batch.cancelled` or `test`.
        data: the batch, as JSON.

    Raises:
        ValidationError: if *data* is no batch.
    """
    if event == "test":
        return TEST
    batch = Told.model_validate(data)
    return Notice(_title(batch), "\n".join(filter(None, (_sentences(batch), batch.url))))


def _title(batch: Told) -> str:
    return f"Batch {_name(batch)} is {'done' if batch.state != 'cancelled' else 'cancelled'}"


def _sentences(batch: Told) -> str:
    """Return what became of its documents: how many were checked, and how many of those pass."""
    counts = batch.counts
    checked = f"{counts.done:,} of {counted(counts.all, 'document')} checked"
    unread = f"{counts.failed:,} could not be read" if counts.failed else ""
    left = f"{counts.cancelled:,} cancelled" if counts.cancelled else ""
    outcome = ", ".join(filter(None, (checked, unread, left)))
    return " ".join(filter(None, (f"{_title(batch)}: {outcome}.", _verdicts(counts))))


def _verdicts(counts: BatchCounts) -> str:
    """Return how many of those checked have which verdict; nothing where none was checked."""
    said = (
        (counts.not_passed, "fails", "fail"),
        (counts.incomplete, "is incomplete", "are incomplete"),
        (counts.passed, "passes", "pass"),
    )
    parts = [f"{number:,} {one if number == 1 else many}" for number, one, many in said if number]
    return f"{', '.join(parts)}." if parts else ""


def _name(batch: Told) -> str:
    name = one_line(batch.name) or batch.id
    return f"‘{name if len(name) <= NAMES else name[: NAMES - 1] + '…'}’"
