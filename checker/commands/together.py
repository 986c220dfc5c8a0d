"""What the commands over many drafts share: which drafts, how they are checked, what is written."""

import datetime
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TypeVar

from checker.bootstrap import lexicon, load_kit
from checker.commands.batch import Batch
from checker.commands.files import gather
from checker.commands.labels import labelled, load_labels
from checker.commands.reports import Gathered, reports
from checker.commands.telling import write
from checker.domain import Alignment, Ledger, Report
from checker.errors import InputError
from checker.exporters import Exporter, load, on_screen
from checker.pipeline import Policy
from checker.settings import Settings

BINARY = ("pdf", "pptx")
"""Formats that are no text, so that they go to a file."""
Made = TypeVar("Made")
Overview = TypeVar("Overview", Alignment, Ledger)


@dataclass(frozen=True)
class Together:
    """Which drafts are looked at together, and where the outcome goes; see the commands' help."""

    paths: tuple[str, ...]
    kit: Path
    format_name: str = "console"
    output: Path | None = None
    labels: Path | None = None
    jobs: int = 0
    resume: bool = False

    def exporter(self, noun: type[Overview]) -> Exporter[Overview]:
        """Return what writes a *noun* in the format that is asked for.

        Raises:
            InputError: if there is no such format, or it needs a file and none is named.
        """
        exporter = load(self.format_name, noun)
        if self.format_name in BINARY and self.output is None:
            raise InputError(f"--format {self.format_name}: this is no text. Name a file with --output.")
        return exporter

    def batch(self) -> Batch:
        """Return how drafts are checked: offline, for the same drafts are to give the same figures.

        Raises:
            InputError: if the kit can't be read.
        """
        settings = Settings()
        offline = settings.model_copy(update={"judge": settings.judge.model_copy(update={"mode": "off"})})
        policy = Policy(today=datetime.datetime.now(tz=datetime.UTC).date())
        kit = load_kit(self.kit, lexicon(), policy)
        return Batch(self.kit, kit, policy, offline, jobs=self.jobs, is_resumed=self.resume)

    def over(self, batch: Batch, found: Gathered, make: Callable[[Iterable[Report]], Made]) -> Made:
        """Return what *make* makes of the drafts' reports, one at a time; *found* counts them.

        Raises:
            InputError: if a path, the labels or a file of reports are wrong.
        """
        labels = load_labels(self.labels) if self.labels else None
        if labels:
            batch = replace(batch, change=partial(labelled, labels=labels), digest=labels.digest)
        with tempfile.TemporaryDirectory(prefix="brandcheck-") as folder:
            paths = gather(self.paths, standard_input=Path(folder))
            return make(reports(paths, batch, labels, found))

    def show(self, made: Overview, exporter: Exporter[Overview]) -> None:
        """Write *made*, coloured where a person reads it on a terminal."""
        from rich.console import Console

        is_read = self.format_name == "console" and self.output is None
        write(on_screen(made, Console()) if is_read else exporter.render(made), self.output)
