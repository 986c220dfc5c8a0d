"""Pause Python's search for cycles while tens of thousands of values are made, none of which is part of one.

Each search looks at every value that there is, and making many sets off many searches: with 25,000 claims a third
of the time goes into them.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

_LOCK = Lock()
_pausing = 0
_was_on = False


@contextmanager
def paused() -> Iterator[None]:
    """Collect no cycles meanwhile; several threads may pause at once, and the last to end goes on."""
    global _pausing, _was_on
    with _LOCK:
        if not _pausing:
            _was_on = gc.isenabled()
            gc.disable()
        _pausing += 1
    try:
        yield
    finally:
        with _LOCK:
            _pausing -= 1
            if not _pausing and _was_on:
                gc.enable()
