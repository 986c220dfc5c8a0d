"""A browser for tests: one for all that a worker drives, for two can't run in one thread."""

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, expect, sync_playwright

CHROMIUM = "/usr/bin/chromium-headless-shell"
"""Without windows of its own; it takes a quarter of the time of the one with."""
PATIENCE = 30_000
"""Milliseconds for anything to happen on a busy machine; nothing waits for so long that does happen."""


@contextmanager
def launched() -> Iterator[Browser]:
    """Yield Debian's browser, which shows itself to nobody."""
    with sync_playwright() as playwright:
        expect.set_options(timeout=PATIENCE)
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()
