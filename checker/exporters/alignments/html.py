"""The alignment as one page that can be read, sent on and printed, and needs nothing else."""

from checker.domain import Alignment
from checker.exporters.alignments.view import view
from checker.exporters.pages import page

FORMAT = "html"
SUFFIX = ".html"
MEDIA_TYPE = "text/html"


def render(alignment: Alignment, /) -> bytes:
    """Return *alignment* as a page."""
    return page("alignment", view(alignment))
