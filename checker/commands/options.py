"""Options that several commands take."""

from pathlib import Path
from typing import Annotated

import typer

Kit = Annotated[
    Path, typer.Option("--kit", "-k", help="The kit: a YAML or JSON file, or a folder of YAML files.")
]
Output = Annotated[
    Path | None, typer.Option("--output", "-o", help="Write to this file instead of the screen.")
]

Drafts = Annotated[
    list[str],
    typer.Argument(help="Drafts, or reports written by check --format json: files, folders, globs."),
]
OverviewFormat = Annotated[str, typer.Option("--format", "-f", help="console, json, csv, html, pdf or pptx.")]
Labels = Annotated[
    Path | None,
    typer.Option(
        help="A CSV file that says more of drafts: a column source (path or pattern), and any of team, "
        "channel, audience, region, agency, author, date, readers, …"
    ),
]
Jobs = Annotated[int, typer.Option("--jobs", "-j", min=0, help="Worker processes; 0 for one a core.")]
Resume = Annotated[bool, typer.Option("--resume", help="Take finished documents from an interrupted run.")]
