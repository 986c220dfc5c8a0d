"""What the pages say of a batch that waits for its language model, and what can be tried again."""

import datetime

import pytest

from service.nouns import Batch, BatchCounts, BatchState, Progress, State
from service.pages.batch_words import acts, sentence
from service.pages.rendering import render
from service.records.batch_holds import SILENT
from service.records.rows import check_of, waiting
from tests.service.records.makers import ADA, draft

NOON = datetime.datetime(2026, 11, 22, 12, tzinfo=datetime.UTC)
SAYS = "The language model has been silent since 12:00 UTC; it is asked again at 12:05 UTC."


def batch(state: BatchState = BatchState.RUNNING, **counts: int) -> Batch:
    return Batch(
        id="b",
        name="Q4",
        state=state,
        kit="acme",
        kit_version=1,
        by="Ada",
        created=NOON,
        finished=NOON if state is BatchState.DONE else None,
        silent=NOON,
        again=NOON + datetime.timedelta(minutes=5),
        counts=BatchCounts(**counts),
    )


def test_a_batch_that_waits_for_its_model_says_so() -> None:
    found = sentence(batch(done=1, passed=1, waiting=2))

    assert found == f"1 of 3 documents checked. 1 passes. {SAYS} You may close this page: it goes on."
    heard = batch(done=1, passed=1, waiting=2).model_copy(update={"silent": None})
    assert sentence(heard) == "1 of 3 documents checked. 1 passes. You may close this page: it goes on."


@pytest.mark.parametrize("state", [BatchState.PAUSED, BatchState.CANCELLED, BatchState.DONE])
def test_one_that_waits_for_somebody_or_is_over_does_not(state: BatchState) -> None:
    assert batch(state, done=3, incomplete=3).waits == ""


@pytest.mark.parametrize(
    ("counts", "word"),
    [
        ({"failed": 1, "unheard": 2, "done": 5}, "Try 3 documents again"),
        ({"unheard": 1, "done": 1}, "Try 1 document again"),
    ],
)
def test_what_was_not_heard_can_be_tried_again_like_what_failed(counts: dict[str, int], word: str) -> None:
    assert acts(batch(BatchState.DONE, **counts)) == [("retry", word, False)]
    assert acts(batch(BatchState.CANCELLED, **counts)) == []


def test_a_document_that_was_put_off_says_why_it_waits() -> None:
    check = check_of(waiting(draft(), kit_version=1, by=ADA))
    put_off = check.model_copy(update={"problem": SILENT, "progress": Progress(step="judge", of=9)})

    assert check.state is State.WAITING
    assert "Waiting for its turn…" in render("report/running.html.jinja", check=check)
    assert SILENT in render("report/running.html.jinja", check=put_off)
