"""Lanes: a process that died is replaced, whoever hears of it first."""

import threading
import time
from concurrent.futures import Future

from service.engine.lanes import Lanes
from service.engine.line import NOBODYS
from tests.service.engine import deeds
from tests.service.engine.conftest import settings

SECONDS = 120.0


def test_the_next_call_is_begun_by_the_thread_of_the_pool_that_died() -> None:
    lanes, later, told = Lanes(1, settings()), [], threading.Event()

    def again(_: "Future[int]") -> None:
        lanes.all[0]._pool.stop()
        later.append(lanes.begin(NOBODYS, SECONDS, deeds.own_pid))
        told.set()

    first = lanes.begin(NOBODYS, SECONDS, deeds.own_pid)
    first.add_done_callback(again)
    assert told.wait(SECONDS)

    assert later[0].result(SECONDS) != first.result()
    lanes.close(time.monotonic() + SECONDS)
