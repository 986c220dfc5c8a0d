"""Who waits for whom on the way from the outbox: nobody for a receiver that is silent."""

import datetime
import threading

import pytest

from service.exchange.deliveries import Fate, Medium
from service.notices import Notices
from service.notices.notices import AT_ONCE
from service.records import Records
from service.records.outbox import Message, Outcome
from service.settings import ServiceSettings
from tests.service.notices.occasions import occasion

DONE = occasion("batch.done", "decks")
SILENT = 60
"""Seconds after which a test is given up."""


class Stuck:
    """Delivers at once to one target; all others are silent until the test is over."""

    def __init__(self, quick: str) -> None:
        self.quick, self.reached, self.over = quick, threading.Event(), threading.Event()

    def deliver(self, message: Message, _: datetime.datetime) -> Outcome:
        if message.target == self.quick:
            self.reached.set()
        else:
            self.over.wait(SILENT)
        return Outcome(Fate.DELIVERED, "204 No Content")


def test_receivers_that_are_silent_keep_nobody_else_waiting(
    records: Records, service: ServiceSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    notices, stuck = Notices(records, service, poll=0.02), Stuck("ops")
    monkeypatch.setattr(notices, "_delivering", stuck)
    for number in range(AT_ONCE):
        records.outbox.send(Medium.WEBHOOK, "slow", DONE)
        records.outbox.send(Medium.WEBHOOK, f"https://silent.example/{number}", DONE)
    records.outbox.send(Medium.WEBHOOK, stuck.quick, DONE)

    notices.begin()
    try:
        assert stuck.reached.wait(SILENT)
    finally:
        stuck.over.set()
        notices.stop()
