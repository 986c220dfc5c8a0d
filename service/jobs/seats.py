"""Seats: names for processes, so that what one of them left undone when it was killed can be taken over.

Every process that works takes the first seat that is free and holds it for as long as it lives: the lock of a
file beside SQLite's, or an advisory lock of PostgreSQL. The system or the server frees it when the process
ends, however it ends. A seat that is free and has work is that of a dead process.
"""

import os
from contextlib import suppress
from pathlib import Path
from typing import Protocol

import psycopg

SEATS = 256
"""Processes that may share the work."""
FAMILY = 0x62726B
"""The first of the two numbers of our advisory locks."""
CONNECTING = 10
"""Seconds to wait for a server."""
ALIVE = "SET tcp_keepalives_idle = 5; SET tcp_keepalives_interval = 3; SET tcp_keepalives_count = 3"
"""Has the server notice within 14 seconds that a machine is gone, and free its seats; else it takes hours."""


class Seats(Protocol):
    """A row of seats, counted from 0, that processes share."""

    def take(self, seat: int) -> bool:
        """Take *seat* and hold it unless somebody does; return whether it is ours, or was already."""
        ...

    def leave(self, seat: int) -> None:
        """Free *seat*, if it is ours."""
        ...

    def close(self) -> None:
        """Free all that are ours."""
        ...


def name_of(seat: int) -> str:
    """Return what a process in *seat* is called."""
    return f"seat-{seat}"


def seat_of(name: str) -> int | None:
    """Return the seat of the process called *name*; none where that is no seat."""
    number = name.removeprefix("seat-")
    return int(number) if name.startswith("seat-") and number.isdecimal() else None


def first_free(seats: Seats) -> int:
    """Take the first seat that is free, and return it.

    Raises:
        RuntimeError: if all are taken.
    """
    for seat in range(SEATS):
        if seats.take(seat):
            return seat
    raise RuntimeError(f"{SEATS} processes work already: stop some.")


class FileSeats:
    """Seats of processes of one machine: locks on files, where the system has such locks."""

    def __init__(self, path: Path) -> None:
        """Keep the locks beside *path*."""
        self._path = path
        self._held: dict[int, int] = {}

    def take(self, seat: int) -> bool:
        """Take *seat* and hold it unless somebody does; return whether it is ours, or was already."""
        if seat in self._held:
            return True
        path = self._path.with_name(f"{self._path.name}.{name_of(seat)}")
        descriptor = os.open(path, os.O_CREAT | os.O_RDWR, 0o600)
        if not _is_locked(descriptor):
            os.close(descriptor)
            return False
        self._held[seat] = descriptor
        return True

    def leave(self, seat: int) -> None:
        """Free *seat*, if it is ours."""
        descriptor = self._held.pop(seat, None)
        if descriptor is not None:
            os.close(descriptor)

    def close(self) -> None:
        """Free all that are ours."""
        for seat in tuple(self._held):
            self.leave(seat)


def _is_locked(descriptor: int) -> bool:
    """Lock the file of *descriptor*; return whether that worked."""
    if os.name != "posix":
        return True
    import fcntl

    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


class ServerSeats:
    """Seats of processes on any number of machines: advisory locks, held by one connection."""

    def __init__(self, url: str) -> None:
        """Keep the locks in the PostgreSQL database at *url*."""
        self._url = url
        self._held: set[int] = set()
        self._connection: psycopg.Connection[tuple[bool]] | None = None

    def take(self, seat: int) -> bool:
        """Take *seat* and hold it unless somebody does; return whether it is ours, or was already.

        After the connection was lost, all that were ours are taken again first, as far as they are free.

        Raises:
            psycopg.Error: if the server can't be reached.
        """
        connection = self._connected()
        if seat not in self._held and self._locks(connection, seat):
            self._held.add(seat)
        return seat in self._held

    def leave(self, seat: int) -> None:
        """Free *seat*, if it is ours."""
        if seat in self._held:
            self._held.discard(seat)
            self._connected().execute("SELECT pg_advisory_unlock(%s, %s)", (FAMILY, seat))

    def close(self) -> None:
        """Free all that are ours."""
        self._held.clear()
        if self._connection:
            with suppress(psycopg.Error), self._connection as connection:
                connection.execute("SELECT pg_advisory_unlock_all()")
        self._connection = None

    def _connected(self) -> "psycopg.Connection[tuple[bool]]":
        if self._connection:
            with suppress(psycopg.Error):
                self._connection.execute("SELECT true")
                return self._connection
            self._connection.close()
        fresh = psycopg.connect(self._url, autocommit=True, connect_timeout=CONNECTING)
        try:
            fresh.execute(ALIVE)
            self._held = {seat for seat in self._held if self._locks(fresh, seat)}
        except psycopg.Error:
            fresh.close()
            raise
        self._connection = fresh
        return fresh

    def _locks(self, connection: "psycopg.Connection[tuple[bool]]", seat: int) -> bool:
        row = connection.execute("SELECT pg_try_advisory_lock(%s, %s)", (FAMILY, seat)).fetchone()
        return bool(row and row[0])
