"""Who says what, over many documents, and where teams part.

`said_of` takes from a report what a document contributes, `align` puts many of them together. What counts:

- **A document** counts once, however long it is. One in which nothing could be read is left out, and counted.
- **Share** of a message: the mean, over the documents that sell anything at all, of the part that goes to it.
  What a document's passages leave open goes to what its group sells (`tally`). A document that sells nothing
  has no mix, and counts for none.
- **Lead match**: of the documents to which a lead message of the kit applies, those that lead with one. A
  document that leads with nothing does not: its headline had room for the message, and did not use it. One
  to which none applies, such as a support reply, does not count.
- **Message match**: the mean part of their mix that documents give to lead and support messages, of
  those that sell anything and to which such messages apply.
- **Audience match**: of the documents whose audience has lead or support messages of its own (`applies_to`
  names it), those that lead with one.

Every figure has an interval (`intervals`). What differs by accident is not called a disconnect
(`discoveries`), and groups with fewer than the smallest number of documents are shown and not compared.
Groups whose names differ in capitals only are one. The same documents give the same result in any order.
"""

import datetime
from collections.abc import Iterable

from checker.alignment.disconnects import disconnects
from checker.alignment.drift import drifts
from checker.alignment.lens import Lens
from checker.alignment.matrix import Matrix
from checker.alignment.said import said_of
from checker.alignment.tally import Tally
from checker.domain import Alignment, BrandKit, Said

SMALLEST = 5
"""Documents that a group must have to be compared."""

__all__ = ["SMALLEST", "align", "said_of"]


def align(
    said: Iterable[Said],
    kit: BrandKit,
    *,
    by: str = "team",
    smallest: int = SMALLEST,
    since: datetime.date | None = None,
) -> Alignment:
    """Return who says what.

    Args:
        said: what documents say, each once; gone through once, so it may be read from anywhere.
        kit: what they should say, its prose read (`checker.bootstrap.load_kit`).
        by: what the rows are: `team`, `channel`, `audience`, `week` or a label's name.
        smallest: documents that a group must have to be compared, 1 or more.
        since: the first day of the new kit, for the drift.
    """
    tally = Tally(Lens(kit), by, since)
    tally.add(said)
    matrix = Matrix(tally, max(smallest, 1))
    return Alignment(
        by=by,
        brand=kit.brand,
        documents=matrix.overall.documents,
        left_out=tally.left_out,
        smallest=max(smallest, 1),
        messages=matrix.columns.messages,
        overall=matrix.whole(),
        groups=matrix.groups(),
        disconnects=disconnects(matrix),
        drifts=drifts(matrix),
        since=since,
        more_groups=matrix.more,
    )
