"""Turns at a file: one at a time, who is waited for first, and nobody kept out."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from service.records.turns import Turns


def test_one_goes_at_a_time() -> None:
    turns, inside, most = Turns(), 0, 0

    def go(number: int) -> None:
        nonlocal inside, most
        with turns.turn(is_first=number % 3 == 0):
            inside += 1
            most = max(most, inside)
            time.sleep(0)
            inside -= 1

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(go, range(800)))

    assert most == 1


def order_of(whos: str) -> str:
    """Return who went, in their order: `f` first, or `o`, of those who came while somebody had the turn."""
    turns, went, threads = Turns(), list[str](), list[threading.Thread]()

    def go(who: str) -> None:
        with turns.turn(is_first=who == "f"):
            went.append(who)

    with turns.turn():
        for who in whos:
            threads.append(threading.Thread(target=go, args=(who,)))
            threads[-1].start()
            while turns._waiting + turns._waiting_first < len(threads):
                time.sleep(0.001)
    for thread in threads:
        thread.join(20)
    return "".join(went)


def test_who_is_waited_for_goes_before_those_who_came_earlier() -> None:
    assert order_of("oof")[0] == "f"


def test_nobody_is_kept_out() -> None:
    assert order_of("oofff")[:4] == "fofo"


def test_a_turn_that_fails_is_given_back() -> None:
    turns = Turns()
    with pytest.raises(ZeroDivisionError), turns.turn():
        _ = 1 / 0

    with turns.turn(is_first=True):
        pass
