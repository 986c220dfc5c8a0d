"""Identifiers that sort by time: UUIDs of version 7 (RFC 9562, section 5.7), in hexadecimal."""

import secrets
import time
from threading import Lock

_FRACTION = 12
"""Bits after the millisecond that count its fractions (RFC 9562, section 6.2, method 3)."""
_RANDOM = 62
"""Random bits at the end."""
_MILLISECOND = 1_000_000
"""Nanoseconds."""

_lock = Lock()
_last = 0


def new_id() -> str:
    """Return an identifier that is greater than all that this process has made before."""
    global _last
    with _lock:
        now = time.time_ns()
        fraction = (now % _MILLISECOND << _FRACTION) // _MILLISECOND
        _last = max((now // _MILLISECOND << _FRACTION) + fraction, _last + 1)
        moment = _last
    milliseconds, fraction = moment >> _FRACTION, moment & (1 << _FRACTION) - 1
    head = milliseconds << 16 | 0x7 << 12 | fraction
    tail = 0b10 << _RANDOM | secrets.randbits(_RANDOM)
    return f"{head << 64 | tail:032x}"


def is_id(text: str) -> bool:
    """Return whether *text* has the form of an identifier."""
    return len(text) == 32 and not set(text) - set("0123456789abcdef")  # noqa: PLR2004 - digits of 128 bits
