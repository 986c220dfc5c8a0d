"""Look at a page on every screen: nothing that axe-core finds, nothing too wide, a picture of it.

What axe-core finds hangs on the layout, of which there is one for wide windows and one for narrow ones; the
colours alone hang on the scheme. So it looks at each layout once, and in the dark at nothing but contrast.
"""

from pathlib import Path

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

SHOTS = Path(__file__).parents[3] / "out" / "screenshots"
"""Where pictures of the pages are kept."""
HEIGHTS = {1440: 900, 1024: 768, 390: 844}
"""Heights of the windows in which pages are looked at, by their widths, in CSS pixels."""
LAYOUTS = (1440, 390)
"""Widths of which each has a layout of its own."""
AXE = """
async contrastOnly => {
    const only = contrastOnly ? { runOnly: ["color-contrast"] } : {};
    const { violations } = await axe.run({ resultTypes: ["violations"], ...only });
    return violations.flatMap(({ id, nodes }) =>
        nodes.map(({ target, failureSummary }) => `${id}: ${target} ${failureSummary}`));
}
"""


def looked_at(page: Page, name: str) -> list[str]:
    """Return what is wrong with *page*, in every width and scheme; its pictures are called by *name*."""
    SHOTS.mkdir(parents=True, exist_ok=True)
    page.emulate_media(color_scheme="light")
    wrong = [f"{width}: {one}" for width in HEIGHTS for one in _fits(page, width, f"{name}-light")]
    page.emulate_media(color_scheme="dark")
    for width in LAYOUTS:
        _sized(page, width, f"{name}-dark")
        wrong += [f"{width}, dark: {one}" for one in violations(page, contrast_only=True)]
    return wrong


def violations(page: Page, *, contrast_only: bool = False) -> list[str]:
    """Return what axe-core has against *page* as it is now, a line each."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    found: list[str] = page.evaluate(AXE, contrast_only)
    return found


def too_wide(page: Page) -> list[str]:
    """Return by how much *page* is wider than its window, a line; nothing where it fits."""
    across, window = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    return [f"it is {across} pixels wide in a window of {window}"] if across > window else []


def _fits(page: Page, width: int, name: str) -> list[str]:
    _sized(page, width, name)
    return too_wide(page) + (violations(page) if width in LAYOUTS else [])


def _sized(page: Page, width: int, name: str) -> None:
    page.set_viewport_size({"width": width, "height": HEIGHTS[width]})
    page.screenshot(path=SHOTS / f"{name}-{width}.png")
