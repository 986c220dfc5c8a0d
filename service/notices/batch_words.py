"""What is said of a batch that is over."""

from pydantic import Field

from checker.domain import Noun
from checker.presentation.wording import counted
from service.notices.cards import NAME, Button, Card, clipped
from service.nouns import BatchCounts


class BatchTold(Noun, extra="ignore"):
    """What a message says of a batch."""

    id: str
    name: str = ""
    state: str = "done"
    counts: BatchCounts = Field(default_factory=BatchCounts)
    url: str = ""
    """Where its page is."""


def batch_card(data: object) -> Card:
    """Return what is said of the batch that *data* is, as JSON.

    Raises:
        ValidationError: if it is none.
    """
    batch = BatchTold.model_validate(data)
    counts = batch.counts
    is_clear = batch.state != "cancelled" and counts.passed == counts.all
    return Card(
        title=f"Batch ‘{clipped(batch.name, NAME) or batch.id}’ is {_ended(batch)}",
        text=" ".join(filter(None, (f"{_outcome(counts)}.", verdicts(counts)))),
        button=Button("Open the batch", batch.url) if batch.url else None,
        tone="good" if is_clear else "bad" if counts.not_passed else "plain",
    )


def verdicts(counts: BatchCounts) -> str:
    """Return how many of those checked have which verdict; nothing where none was checked."""
    said = (
        (counts.not_passed, "fails", "fail"),
        (counts.incomplete, "is incomplete", "are incomplete"),
        (counts.passed, "passes", "pass"),
    )
    parts = [f"{number:,} {one if number == 1 else many}" for number, one, many in said if number]
    return f"{', '.join(parts)}." if parts else ""


def _ended(batch: BatchTold) -> str:
    return "cancelled" if batch.state == "cancelled" else "done"


def _outcome(counts: BatchCounts) -> str:
    """Return what became of its documents: how many were checked, and what became of the others."""
    checked = f"{counts.done:,} of {counted(counts.all, 'document')} checked"
    unread = f"{counts.failed:,} could not be read" if counts.failed else ""
    left = f"{counts.cancelled:,} cancelled" if counts.cancelled else ""
    return ", ".join(filter(None, (checked, unread, left)))
