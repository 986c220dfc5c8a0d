"""A live progress bar on standard error, silent where nobody watches."""

import sys
from types import TracebackType

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Bar

from checker.workers import Result


class Progress:
    """How far a batch is."""

    def __init__(self, total: int, *, skipped: int = 0) -> None:
        """Expect *total* files, *skipped* of them done in an earlier run."""
        console = Console(stderr=True)
        columns = (
            TextColumn("reading…"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeRemainingColumn(),
            TextColumn("{task.description}"),
        )
        self._bar = Bar(
            *columns, console=console, transient=True, disable=total == 1 or not sys.stderr.isatty()
        )
        self._task = self._bar.add_task("", total=total)
        if skipped and sys.stderr:
            console.print(f"{skipped} of {total} files were checked before; taken from there.")

    def __enter__(self) -> "Progress":
        """Show the bar."""
        self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Take the bar away."""
        self._bar.stop()

    def advance(self, result: Result) -> None:
        """Count one file."""
        self._bar.update(self._task, advance=1, description=result.source[-40:].replace("[", "("))
