"""Rounds: what is due is done, whatever goes wrong on the way, and what is under way ends."""

import threading
import time
from collections import deque
from collections.abc import Callable, Iterator

import pytest

from checker.errors import InputError
from service.outbound.rounds import FAULT, Rounds

LONG = 3600.0


class Posts(Rounds):
    """Does what waits in a queue; two things at once."""

    def __init__(self, *due: Callable[[], object], poll: float = 0.01) -> None:
        super().__init__("posts", threads=4, poll=poll)
        self.due, self.looked, self.done = deque(due), 0, 0
        self.before: deque[Exception] = deque()
        self._free = threading.Semaphore(2)

    def _look(self) -> None:
        self.looked += 1
        self._hand_out(self._free, self._lease)

    def _lease(self) -> Callable[[], object] | None:
        if self.before:
            raise self.before.popleft()
        return self.due.popleft() if self.due else None


@pytest.fixture
def begun() -> Iterator[Callable[[Posts], Posts]]:
    running = list[Posts]()

    def begin(posts: Posts) -> Posts:
        running.append(posts)
        posts.begin()
        return posts

    yield begin
    for posts in running:
        posts.stop()


def until(is_so: Callable[[], object]) -> None:
    deadline = time.monotonic() + 30
    while not is_so():
        assert time.monotonic() < deadline, "It takes too long."
        time.sleep(0.002)


FAILURES = [(InputError("The records are locked."), "The records are locked."), (KeyError("x"), FAULT)]


@pytest.mark.parametrize(("failure", "says"), FAILURES, ids=["the records", "a fault"])
def test_a_look_that_fails_is_told_and_taken_again(begun, failure: Exception, says: str) -> None:
    posts, done = Posts(poll=LONG), threading.Event()
    posts.before.extend([failure] * 3)
    begun(posts)
    until(lambda: posts.problem)
    assert posts.problem == says

    posts.due.append(done.set)
    until(lambda: posts.wake() or done.is_set())

    until(lambda: not posts.problem)


@pytest.mark.parametrize(("failure", "says"), FAILURES, ids=["the records", "a fault"])
def test_what_fails_leaves_room_for_others(
    begun, caplog: pytest.LogCaptureFixture, failure: Exception, says: str
) -> None:
    def fails() -> None:
        raise failure

    done = threading.Event()
    begun(Posts(*[fails] * 5, done.set, poll=LONG))

    assert done.wait(30)
    until(lambda: len(caplog.records) == 5)
    assert all(says in line.getMessage() or line.exc_info for line in caplog.records)


def test_no_more_is_done_at_once_than_there_are_hands_for(begun) -> None:
    at_work, most, released = [0], [0], threading.Event()
    lock = threading.Lock()

    def work() -> None:
        with lock:
            at_work[0] += 1
            most[0] = max(at_work[0], most[0])
        released.wait(30)
        with lock:
            at_work[0] -= 1

    posts = begun(Posts(*[work] * 7, poll=LONG))
    until(lambda: at_work[0] == 2)
    released.set()

    until(lambda: not posts.due and not at_work[0])
    assert most[0] == 2


def test_it_looks_when_it_is_woken_and_not_before(begun) -> None:
    done = threading.Event()
    posts = begun(Posts(poll=LONG))
    until(lambda: posts.looked == 1)

    posts.due.append(done.set)
    assert not done.is_set()
    posts.wake()

    assert done.wait(30)


def test_errands_are_done_at_first_and_when_it_is_time_again(begun) -> None:
    seldom, often = list[object](), list[object]()
    posts = Posts()
    posts._every(LONG, seldom.append)
    posts._every(0, often.append)
    begun(posts)

    until(lambda: len(often) > 3)

    assert len(seldom) == 1


def test_an_errand_that_fails_keeps_nothing_else_from_being_done(begun) -> None:
    done = threading.Event()
    posts = Posts(done.set)
    posts._every(LONG, lambda _: 1 / 0)

    begun(posts)

    assert done.wait(30)


def test_it_ends_when_what_is_under_way_has_ended() -> None:
    began, ended = threading.Event(), list[bool]()

    def work() -> None:
        began.set()
        time.sleep(0.05)
        ended.append(True)

    posts = Posts(work, poll=LONG)
    posts.begin()
    assert began.wait(30)
    posts.due.append(lambda: ended.append(False))
    posts.stop()

    assert ended == [True]
    posts.stop()


def test_it_may_be_stopped_before_it_begins() -> None:
    Posts().stop()
