"""Who leads with what, in words, which charts and formats share.

Counts are of all documents of a group that could be read, those that lead with nothing among them. Nothing is
claimed of a group that is too small to be compared, nor where more than two messages are led with alike.
"""

from typing import NamedTuple

from checker.domain import Alignment, Cell, Group
from checker.exporters import figures
from checker.presentation.wording import counted

_MOST_NAMED = 4
"""Groups that the sentence names."""
_MOST_ALIKE = 2
"""Messages that may be led with equally often and still stand out."""
_LEAST = 2
"""Documents that lead with a message for it to stand out, unless they are most."""


class _Lead(NamedTuple):
    """A group, and the messages that it leads with most often."""

    group: Group
    cells: tuple[Cell, ...]

    @property
    def verb(self) -> str:
        """Return `lead` where it is the greater part of the documents, else `most often lead`."""
        return "lead" if _is_most(self.group, self.cells[0]) else "most often lead"

    @property
    def what(self) -> str:
        return " or ".join(figures.name(cell.message) for cell in self.cells)

    def counts(self, noun: str = "") -> str:
        """Return `28 of 40`; with a *noun*, that behind it; `12 of 40 each` where two are alike."""
        each = " each" if len(self.cells) > 1 else ""
        return f"{self.cells[0].leads:,} of {self.group.documents:,}{noun}{each}"


def leads_of(group: Group) -> tuple[Cell, ...]:
    """Return what a group leads with most often: one message, two alike, or none that stands out."""
    most = max((cell.leads for cell in group.cells), default=0)
    cells = tuple(cell for cell in group.cells if most and cell.leads == most)
    stands_out = 0 < len(cells) <= _MOST_ALIKE and (most >= _LEAST or _is_most(group, cells[0]))
    return cells if stands_out else ()


def sentence(alignment: Alignment) -> str:
    """Return who leads with what, in counts, over the groups that can be compared."""
    if not alignment.documents:
        return "No document has been read yet, so nothing can be compared."
    rows = [group for group in alignment.groups if group.name and not group.is_small]
    if not rows:
        return _together(alignment)
    leads = [_Lead(group, cells) for group in rows if (cells := leads_of(group))]
    if not leads:
        return _nothing(alignment)
    if len(rows) == len(leads) > 1 and len({lead.what for lead in leads}) == 1:
        return _alike(alignment, leads)
    silent = [group for group in rows if not leads_of(group)]
    return f"{figures.capital(_who_leads(alignment, leads))}{_silent(alignment, silent)}."


def _is_most(group: Group, cell: Cell) -> bool:
    return 2 * cell.leads > group.documents


def _together(alignment: Alignment) -> str:
    """Return what all documents lead with, where no group can be compared and they are enough."""
    by, least = figures.name(alignment.by), counted(alignment.smallest, "document")
    if alignment.documents < alignment.smallest:
        number = counted(alignment.documents, "document")
        return f"Too few to tell who leads with what: {number}, and it takes {alignment.smallest:,}."
    cells = leads_of(alignment.overall)
    none = f"Too few to tell for any {by}: none has the {least} that it takes."
    if not cells:
        return f"{_nothing(alignment)} {none}"
    lead = _Lead(alignment.overall, cells)
    return f"Documents {lead.verb} with {lead.what} ({lead.counts()}). {none}"


def _nothing(alignment: Alignment) -> str:
    """Return that nothing stands out."""
    documents = counted(alignment.documents, "document")
    if not any(cell.leads for cell in alignment.overall.cells):
        return f"None of {documents} leads with a message that stands out."
    return f"In {documents}, no message stands out as what a {figures.name(alignment.by)} leads with."


def _alike(alignment: Alignment, leads: list[_Lead]) -> str:
    """Return `Both teams lead with ease of use: sales (36 of 52 documents) and support (14 of 20)`."""
    plural = figures.plural(alignment.by)
    rows = f"Both {plural}" if len(leads) == 2 else f"All {len(leads):,} {plural}"  # noqa: PLR2004 - English has a word for two
    if alignment.more_groups or any(group.name and group.is_small for group in alignment.groups):
        rows += f" with {alignment.smallest:,} documents or more"
    verb = "lead" if all(lead.verb == "lead" for lead in leads) else "most often lead"
    nouns = (" documents", *[""] * len(leads))
    counts = [
        f"{_name(lead.group, alignment)} ({lead.counts(noun)})"
        for lead, noun in zip(leads[:_MOST_NAMED], nouns, strict=False)
    ]
    more = len(leads) - len(counts)
    counts += [f"{more:,} more"] if more else []
    return f"{rows} {verb} with {leads[0].what}: {figures.joined(counts)}."


def _who_leads(alignment: Alignment, leads: list[_Lead]) -> str:
    """Return `marketing leads with ease of use (28 of 40 documents), sales with low cost (31 of 52)`."""
    parts: list[str] = []
    said = ""
    for lead in leads[:_MOST_NAMED]:
        verb = f" {lead.verb}s" if lead.verb != said else ""
        noun = "" if parts else " documents"
        parts.append(f"{_name(lead.group, alignment)}{verb} with {lead.what} ({lead.counts(noun)})")
        said = lead.verb
    more = len(leads) - len(parts)
    parts += [f"{counted(more, 'more group')} as the table shows"] if more > 0 else []
    return figures.joined(parts)


def _silent(alignment: Alignment, rows: list[Group]) -> str:
    """Return in which groups no message stands out, to follow a sentence; empty for none."""
    if not rows:
        return ""
    named = [_name(group, alignment) for group in rows]
    where = figures.joined(named) if len(named) <= _MOST_NAMED else f"{len(named):,} more groups"
    return f"; in {where}, no message stands out"


def _name(group: Group, alignment: Alignment) -> str:
    return figures.group_name(group.name, alignment.by)
