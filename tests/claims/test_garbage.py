import gc
import threading

import pytest

from checker.claims.garbage import paused


@pytest.fixture(autouse=True)
def _restored():
    yield
    gc.enable()


def test_the_collector_runs_again_once_all_have_ended():
    inside, may_end = threading.Event(), threading.Event()

    def pause() -> None:
        with paused():
            inside.set()
            may_end.wait()

    other = threading.Thread(target=pause)
    other.start()
    inside.wait()
    with paused():
        assert not gc.isenabled()
    assert not gc.isenabled()
    may_end.set()
    other.join()
    assert gc.isenabled()


def test_the_collector_runs_again_after_an_error():
    with pytest.raises(ZeroDivisionError), paused():
        1 / 0  # noqa: B018 - an error
    assert gc.isenabled()


def test_a_collector_that_was_off_stays_off():
    gc.disable()
    with paused():
        pass
    assert not gc.isenabled()
