"""Checks that take long, inside the service and by its client: told, given up, cut short."""

import datetime
from collections.abc import Iterator
from types import SimpleNamespace

import pytest

from service.assistants.asked import CheckDraft
from service.assistants.desk import Call, Step, Unanswered
from service.assistants.inside import Inside
from service.assistants.remote import Remote
from service.assistants.running import HungUp
from service.client import Event
from service.exchange.answers import CheckedDraft
from service.nouns import LOCAL, Check, Progress, State
from tests.reporters.report_samples import faulty

WAITING = Check(
    id="c",
    document="d",
    state=State.RUNNING,
    source="text",
    kit="acme",
    kit_version=1,
    by="You",
    created=datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC),
    progress=Progress(step="judge", done=1, of=4),
)
DRAFT = CheckDraft(text="A boiler.")


class Parts:
    """A service in which one check takes as many looks as it is told."""

    def __init__(self, looks: int, ended: Check | None, *, is_stopping: bool = False) -> None:
        self.looks, self.ended, self.deleted = looks, ended, []
        self.service = SimpleNamespace(max_text=100, address="http://127.0.0.1:8000")
        self.checks = SimpleNamespace(submit=lambda *_, **__: WAITING)
        self.jobs = SimpleNamespace(wait=self.wait, is_stopping=is_stopping)
        kept = SimpleNamespace(get=self.get, delete=self.deleted.append, report=lambda _: faulty().report)
        self.records = SimpleNamespace(checks=kept)

    def wait(self, check: str, seconds: float) -> bool:  # noqa: ARG002
        self.looks -= 1
        return self.looks < 0

    def get(self, check: str) -> Check | None:  # noqa: ARG002
        return WAITING if self.looks >= 0 else self.ended


def gone() -> None:
    raise HungUp


def done(**traits: object) -> Check:
    return WAITING.model_copy(update={"state": State.DONE, "progress": Progress(step="done")} | traits)


def test_a_long_check_is_told_step_by_step() -> None:
    parts, steps = Parts(2, done()), list[Step]()

    made = Inside(parts, LOCAL).check(DRAFT, "acme", Call(tell=steps.append))  # type: ignore[arg-type]

    assert made.url == "http://127.0.0.1:8000/reports/c"
    assert [step.done for step in steps] == [0, 3.25, 3.25]
    assert parts.deleted == []


def test_a_check_that_nobody_waits_for_is_deleted() -> None:
    parts = Parts(99, done())

    with pytest.raises(HungUp):
        Inside(parts, LOCAL).check(DRAFT, "acme", Call(go_on=gone))  # type: ignore[arg-type]

    assert parts.deleted == ["c"]


def test_a_check_outlives_the_end_of_the_service() -> None:
    parts = Parts(99, done(), is_stopping=True)

    with pytest.raises(Unanswered, match="restart"):
        Inside(parts, LOCAL).check(DRAFT, "acme", Call())  # type: ignore[arg-type]

    assert parts.deleted == []


def test_a_check_that_failed_says_why() -> None:
    parts = Parts(1, done(state=State.FAILED, problem="It is encrypted."))

    with pytest.raises(Unanswered, match="encrypted"):
        Inside(parts, LOCAL).check(DRAFT, "acme", Call())  # type: ignore[arg-type]


class Client:
    """A client of a service in which one check is followed."""

    def __init__(self) -> None:
        self.deleted: list[str] = []
        self.sent: list[object] = []

    def submit_check(self, new: object, *, wait: float) -> CheckedDraft:
        self.sent.append((new, wait))
        return CheckedDraft(**dict(WAITING))

    def follow_check(self, check: str) -> Iterator[Event]:  # noqa: ARG002
        yield Event("progress", WAITING.progress.model_dump_json())
        yield Event("report", "offline")
        yield Event("done", "")

    def get_check(self, check: str) -> CheckedDraft:  # noqa: ARG002
        return CheckedDraft(**dict(done()), report=faulty().report)

    def delete_check(self, check: str) -> None:
        self.deleted.append(check)


def test_a_long_check_of_a_service_is_followed() -> None:
    client, steps = Client(), list[Step]()

    made = Remote(client, "https://b.example/").check(DRAFT, "acme", Call(tell=steps.append))  # type: ignore[arg-type]

    assert made.url == "https://b.example/reports/c"
    assert [step.says for step in steps] == ["Sending the draft", "The language model reads it"]
    assert client.deleted == []


def test_a_check_of_a_service_that_nobody_waits_for_is_deleted() -> None:
    client = Client()

    with pytest.raises(HungUp):
        Remote(client, "https://b.example").check(DRAFT, "acme", Call(go_on=gone))  # type: ignore[arg-type]

    assert client.deleted == ["c"]
