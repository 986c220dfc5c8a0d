"""Work that takes a while is shared, tells how far it is, and stands for a while."""

import threading

import pytest

from service.kits.errands import AT_ONCE, KEPT, Errands, Tell


def test_whoever_asks_meanwhile_shares_the_work() -> None:
    errands, go_on, begun = Errands(), threading.Event(), list[int]()

    def work(tell: Tell) -> str:
        begun.append(1)
        tell(1, 2)
        go_on.wait(30)
        return "done"

    first = errands.ask("a", work)
    second = errands.ask("a", work)
    assert first is second
    assert not first.is_done(0)
    go_on.set()
    assert first.result() == "done"
    assert (first.done, first.of) == (1, 2)
    assert errands.ask("a", work).result() == "done"
    assert begun == [1]


def test_others_have_errands_of_their_own() -> None:
    errands = Errands()

    assert errands.ask("a", lambda _: 1).result() == 1
    assert errands.ask("b", lambda _: 2).result() == 2


def test_a_failure_is_told_to_whoever_asks() -> None:
    errands = Errands()

    def fail(_: Tell) -> None:
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        errands.ask("a", fail).result()
    with pytest.raises(ValueError, match="no"):
        errands.ask("a", lambda _: None).result()


def test_only_so_many_are_at_work_at_once() -> None:
    errands, go_on, running = Errands(), threading.Event(), threading.Semaphore(0)

    def work(_: Tell) -> None:
        running.release()
        go_on.wait(30)

    asked = [errands.ask(number, work) for number in range(AT_ONCE + 1)]
    for _ in range(AT_ONCE):
        assert running.acquire(timeout=30)
    assert not running.acquire(blocking=False)
    go_on.set()
    for errand in asked:
        errand.result()


def test_old_errands_are_forgotten() -> None:
    errands, begun = Errands(), list[int]()

    for number in (*range(KEPT + 1), 0):
        errands.ask(number, lambda _, number=number: begun.append(number)).result()

    assert begun.count(0) == 2
    assert begun.count(KEPT) == 1
