"""The file that is annotated."""

from typing import NamedTuple

from checker.domain import Limits
from checker.parsing.columns import TicketColumns


class Original(NamedTuple):
    """A file as its owner has it."""

    content: bytes
    source: str
    """Its name, for messages; of which only the suffix counts beside."""
    limits: Limits = Limits()
    """What reading it may cost."""
    columns: TicketColumns = TicketColumns()
    """What the columns of ticket exports are called."""
