"""The ledger as one page that can be read, sent on and printed, and needs nothing else."""

from checker.domain import Ledger
from checker.exporters.ledgers.view import view
from checker.exporters.pages import page

FORMAT = "html"
SUFFIX = ".html"
MEDIA_TYPE = "text/html"

_MOST = 1000
"""Claims that are listed; the rest is counted."""


def render(ledger: Ledger, /) -> bytes:
    """Return *ledger* as a page."""
    return page("ledger", view(ledger, claims=ledger.claims[:_MOST]))
