"""The alignment for a terminal: a sentence, the matrix, then disconnects with quotes side by side.

Without a terminal the text is plain and 100 columns wide, whoever asks. A matrix that is wider than the
terminal is cut into several, each with the groups' names.
"""

from collections.abc import Sequence

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from checker.domain import Alignment, Cell, Disconnect, Group, Message, Role, Voice
from checker.exporters import drifting, figures, leading
from checker.exporters.alignments import words
from checker.exporters.terminal import Screen

FORMAT = "console"
SUFFIX = ".txt"
MEDIA_TYPE = "text/plain"

_MOST_DISCONNECTS = 10
_MOST_QUOTES = 2
"""Quotes on each side of a disconnect."""
_MOST_MESSAGES = 8
"""Columns of the matrix; the rest is counted."""
_WIDEST_NAME = 30
"""Columns of a terminal that a group's name takes at most."""
_FIXED = 34
"""Columns of a terminal that the other columns and the margins take."""
_COLUMN = 15
"""Columns of a terminal that a message takes, its margin included."""
_MARK = "*"
"""Stands at what a group leads with most often, where colour would not be seen."""
_STYLES = {Role.LEAD: "bold green", Role.AVOID: "red"}


def render(alignment: Alignment, /, *, terminal: Console | None = None) -> bytes:
    """Return *alignment* as text, in the colours and the width of *terminal* if one is given."""
    screen = Screen(terminal)
    screen.paragraph((leading.sentence(alignment), "bold"))
    if alignment.documents:
        screen.paragraph(words.match_sentence(alignment))
        _write_matrix(screen, alignment)
        _write_disconnects(screen, alignment)
        _write_drifts(screen, alignment)
        screen.gap()
        for line in words.method(alignment):
            screen.paragraph((line, "dim"))
    return screen.written()


def _write_matrix(screen: Screen, alignment: Alignment) -> None:
    """Write who gives how much of a document to which message, as many tables as fit beside each other."""
    shown = alignment.messages[:_MOST_MESSAGES]
    names = [figures.group_name(group.name, alignment.by) for group in alignment.groups]
    taken = min(max(map(len, names), default=0) + 2, _WIDEST_NAME) + _FIXED
    size = max((screen.width - taken) // _COLUMN, 1)
    for first in range(0, len(shown), size):
        screen.gap()
        screen.table(_matrix(alignment, slice(first, first + size), first=first == 0))
    hidden = len(alignment.messages) - len(shown)
    if hidden:
        screen.paragraph((f"{hidden:,} more messages are in the other formats.", "dim"))
    screen.paragraph((_legend(alignment), "dim"))


def _legend(alignment: Alignment) -> str:
    small = f"A {figures.name(alignment.by)} in brackets is too small to be compared."
    base = f"Mean part of a document that goes to a message; {_MARK} what is led with most often."
    return f"{base} {small}" if any(group.is_small for group in alignment.groups) else base


def _matrix(alignment: Alignment, columns: slice, *, first: bool) -> Table:
    table = Table(box=SIMPLE_HEAD)
    table.add_column(
        Text(figures.capital(figures.name(alignment.by))), overflow="fold", max_width=_WIDEST_NAME
    )
    table.add_column("Docs", justify="right")
    if first:
        table.add_column("Lead match", justify="right", no_wrap=True)
    for message in alignment.messages[columns]:
        table.add_column(_heading(message), justify="right", overflow="fold", width=_COLUMN - 2)
    for group in alignment.groups:
        table.add_row(*_row(alignment, group, columns, first=first))
    table.add_section()
    table.add_row(*_row(alignment, alignment.overall, columns, first=first, name="all"))
    return table


def _heading(message: Message) -> Text:
    mark = {Role.LEAD: " (lead)", Role.AVOID: " (avoid)"}.get(message.role) if message.role else None
    return Text(f"{figures.name(message.name)}{mark or ''}", style=_STYLES.get(message.role, ""))  # type: ignore[arg-type]


def _row(alignment: Alignment, group: Group, columns: slice, *, first: bool, name: str = "") -> list[Text]:
    first_said = () if group.is_small else leading.leads_of(group)
    named = name or figures.group_name(group.name, alignment.by)
    match = words.matches(group)[0]
    cells = [Text(f"[{named}]" if group.is_small and not name else named), Text(f"{group.documents:,}")]
    cells += [Text(f"{match.share} ({match.bounds})")] if first else []
    return cells + [_figure(cell, leads=cell in first_said) for cell in group.cells[columns]]


def _figure(cell: Cell, *, leads: bool) -> Text:
    if not cell.documents:
        return Text(figures.DASH, style="dim")
    figure = figures.percent(cell.share.value)
    return Text(f"{_MARK} {figure}" if leads else figure, style="bold" if leads else "")


def _write_disconnects(screen: Screen, alignment: Alignment) -> None:
    """Write where two groups part, the worst first, each with what they say."""
    screen.gap()
    shown = alignment.disconnects[:_MOST_DISCONNECTS]
    if not shown:
        screen.paragraph(f"No two {figures.plural(alignment.by)} part clearly on a message.")
    for disconnect in shown:
        screen.paragraph((words.disconnect_sentence(disconnect, alignment), "bold"))
        screen.table(_sides(alignment, disconnect))
    more = len(alignment.disconnects) - len(shown)
    if more:
        screen.paragraph((f"{more:,} more disconnects are in the other formats.", "dim"))


def _sides(alignment: Alignment, disconnect: Disconnect) -> Table:
    """Return what the two groups say, side by side."""
    table = Table(box=SIMPLE_HEAD, expand=True)
    instead = words.instead(disconnect)
    notes = ("", f", on {instead}" if instead else "")
    for name, note in zip((disconnect.one, disconnect.other), notes, strict=True):
        heading = f"{figures.group_name(name, alignment.by)}{note}"
        table.add_column(Text(heading), ratio=1, overflow="fold")
    table.add_row(_quotes(disconnect.ones), _quotes(disconnect.others))
    return table


def _quotes(voices: Sequence[Voice]) -> Text:
    """Return quotes, each with the document that it stands in."""
    text = Text()
    for i, voice in enumerate(voices[:_MOST_QUOTES]):
        text.append("\n" if i else "")
        text.append(f"“{figures.name(voice.quote)}”")
        text.append(f"\n{figures.name(voice.title or voice.document)}", style="dim")
    return text if voices else Text("nothing on it", style="dim")


def _write_drifts(screen: Screen, alignment: Alignment) -> None:
    told = [drift for drift in alignment.drifts if drift.change is not None]
    if told:
        screen.gap()
    for drift in told:
        screen.paragraph(drifting.drift_sentence(drift, alignment))
