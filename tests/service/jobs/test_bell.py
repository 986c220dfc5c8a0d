"""A bell that rings for one check wakes those who wait for it, in threads and in coroutines."""

import asyncio
import threading

from service.jobs.bell import Bell
from tests.service.jobs.stand_ins import SECONDS


def test_threads_that_wait_are_woken():
    bell = Bell()
    waiters = [threading.Thread(target=bell.wait, args=("a", SECONDS)) for _ in range(3)]
    for waiter in waiters:
        waiter.start()
    while len(bell._threads.get("a", ())) < 3:
        bell.wait("b", 0.01)

    bell.ring("a")

    for waiter in waiters:
        waiter.join(SECONDS)
        assert not waiter.is_alive()


def test_coroutines_that_wait_are_woken_from_a_thread():
    bell = Bell()

    async def both():
        listening = asyncio.gather(bell.listen("a", SECONDS), bell.listen("b", SECONDS))
        while len(bell._coroutines) < 2:
            await asyncio.sleep(0)
        await asyncio.to_thread(bell.ring_all)
        await asyncio.wait_for(listening, SECONDS / 2)

    asyncio.run(both())


def test_who_waited_in_vain_is_forgotten():
    bell = Bell()
    bell.ring("nobody waits")

    bell.wait("a", 0.01)
    asyncio.run(bell.listen("a", 0.01))

    assert not bell._threads
    assert not bell._coroutines


def test_a_loop_that_is_gone_is_not_woken():
    bell = Bell()
    loop = asyncio.new_event_loop()
    loop.close()
    bell._coroutines["a"].append((loop, asyncio.Event()))

    bell.ring("a")

    assert not bell._coroutines
