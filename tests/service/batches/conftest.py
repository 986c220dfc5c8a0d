"""Batches through the shared service."""

import time
from collections.abc import Callable

import httpx2
import pytest

SECONDS = 60.0
FINE = "# Come in\n\nOur guests swim from six in the morning.\n"
FAULTY = "# Save 40% on your pool budget\n\nOttermere is the cheapest choice.\n"
Follow = Callable[[str], dict[str, object]]


def documents(http: httpx2.Client, batch: str, **params: object) -> list[dict[str, object]]:
    """Return a batch's documents, all pages of them."""
    found: list[dict[str, object]] = []
    cursor = ""
    while True:
        answer = http.get(f"/v1/batches/{batch}/documents", params={"cursor": cursor, "limit": 7, **params})
        answer.raise_for_status()
        found += answer.json()["items"]
        cursor = answer.json()["next"]
        if not cursor:
            return found


@pytest.fixture
def over(http: httpx2.Client) -> Follow:
    """Return what waits until a batch is over, and returns it."""

    def wait(batch: str) -> dict[str, object]:
        end = time.monotonic() + SECONDS
        with http.stream("GET", f"/v1/batches/{batch}/events") as events:
            for line in events.iter_lines():
                assert time.monotonic() < end
                if line == "event: done":
                    break
        return dict(http.get(f"/v1/batches/{batch}").json())

    return wait
