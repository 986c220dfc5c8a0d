"""What the pages of batches say: how far one is, what can be done with it, which of its documents to show."""

from checker.presentation.neutral import one_line
from checker.presentation.wording import counted
from service.nouns import Batch, BatchCounts, BatchState
from service.pages.rendering import day
from service.records.batch_pages import Shown

STATES = {
    BatchState.RUNNING: "Being checked",
    BatchState.PAUSED: "Paused",
    BatchState.CANCELLED: "Cancelled",
    BatchState.DONE: "Done",
}
ITEM_STATES = {
    "waiting": "Waiting",
    "running": "Being read",
    "done": "–",
    "failed": "Could not be read",
    "cancelled": "Cancelled",
}


def sentence(batch: Batch) -> str:
    """Return how far *batch* is, in words."""
    counts = batch.counts
    if not batch.is_whole and not counts.all:
        return "The files are here and are being unpacked."
    checked = f"{counts.done:,} of {counted(counts.all, 'document')} checked"
    unread = f", {counts.failed:,} could not be read" if counts.failed else ""
    begins = {
        BatchState.PAUSED: "Paused: ",
        BatchState.CANCELLED: "Cancelled: ",
        BatchState.DONE: "Done: ",
        BatchState.RUNNING: "",
    }[batch.state]
    fates = ((counts.not_passed, "fails", "fail"), (counts.incomplete, "is incomplete", "are incomplete"))
    said = [f"{number:,} {one if number == 1 else many}" for number, one, many in fates if number]
    passes = [f"{counts.passed:,} {'passes' if counts.passed == 1 else 'pass'}"] if counts.passed else []
    verdicts = f" {', '.join(said + passes)}." if said or passes else ""
    return f"{begins}{checked}{unread}.{verdicts}{_further(batch)}"


def _further(batch: Batch) -> str:
    """Return what comes next."""
    if not batch.is_whole:
        return " More are being unpacked."
    running = f" {batch.counts.running:,} {'is' if batch.counts.running == 1 else 'are'} being read."
    if batch.state is BatchState.PAUSED:
        return f"{running if batch.counts.running else ''} Nothing more is begun until you go on."
    if batch.state is BatchState.RUNNING:
        return f"{' ' if batch.waits else ''}{batch.waits} You may close this page: it goes on."
    return ""


def acts(batch: Batch) -> list[tuple[str, str, bool]]:
    """Return what can be done with *batch*: the end of the address, the word, and whether it is grave."""
    found = []
    if batch.finished is None and batch.state is BatchState.RUNNING:
        found += [("pause", "Pause", False), ("cancel", "Cancel", True)]
    if batch.finished is None and batch.state is BatchState.PAUSED:
        found += [("resume", "Go on", False), ("cancel", "Cancel", True)]
    if batch.counts.again and batch.state is not BatchState.CANCELLED:
        found.append(("retry", f"Try {counted(batch.counts.again, 'document')} again", False))
    return found


def filters(counts: BatchCounts, shown: Shown) -> list[tuple[str, str, int]]:
    """Return which documents can be shown, in words, and how many they are; none are left out."""
    every = (
        (Shown.ALL, "All", counts.all),
        (Shown.FAIL, "Fail", counts.not_passed),
        (Shown.INCOMPLETE, "Incomplete", counts.incomplete),
        (Shown.UNREAD, "Could not be read", counts.failed),
        (Shown.PASSED, "Pass", counts.passed),
        (Shown.OPEN, "Still to come", counts.waiting + counts.running),
        (Shown.CANCELLED, "Cancelled", counts.cancelled),
    )
    return [
        (value.value, word, number) for value, word, number in every if number or value in {shown, Shown.ALL}
    ]


def name_of(batch: Batch) -> str:
    """Return what *batch* is called."""
    return one_line(batch.name) or f"Batch of {day(batch.created)}"
