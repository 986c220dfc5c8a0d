"""Options and help of the commands that look at many drafts together; imported with the command line."""

from pathlib import Path
from typing import Annotated

import typer

from checker.commands.options import Kit, Output


def alignment(  # noqa: PLR0913 - a parameter is an option of the command line
    *,
    paths: Annotated[
        list[str],
        typer.Argument(help="Drafts, or reports written by check --format json: files, folders, globs."),
    ],
    kit: Kit,
    by: Annotated[
        str, typer.Option(help="What is compared: team, channel, audience, week, or a label such as region.")
    ] = "team",
    format_name: Annotated[
        str, typer.Option("--format", "-f", help="console, json, csv, html, pdf or pptx.")
    ] = "console",
    output: Output = None,
    since: Annotated[
        str, typer.Option(help="The first day of a new kit, for what changed: 2026-03-31.")
    ] = "",
    smallest: Annotated[
        int, typer.Option(min=1, help="Documents that a group must have to be compared.")
    ] = 5,
    labels: Annotated[
        Path | None,
        typer.Option(
            help="A CSV file that says more of drafts: a column source (path or pattern), and any of team, "
            "channel, audience, region, agency, author, date, readers, …"
        ),
    ] = None,
    jobs: Annotated[int, typer.Option("--jobs", "-j", min=0, help="Worker processes; 0 for one a core.")] = 0,
    resume: Annotated[
        bool, typer.Option("--resume", help="Take finished documents from an interrupted run.")
    ] = False,
) -> None:
    """Show who says what over many drafts, and where teams part, with the words."""
    from checker.commands import alignment as command

    request = command.Request(
        paths=tuple(paths),
        kit=kit,
        by=by,
        format_name=format_name,
        output=output,
        since=since,
        smallest=smallest,
        labels=labels,
        jobs=jobs,
        resume=resume,
    )
    raise typer.Exit(command.run(request))


def claims(  # noqa: PLR0913 - a parameter is an option of the command line
    *,
    paths: Annotated[
        list[str],
        typer.Argument(help="Drafts, or reports written by check --format json: files, folders, globs."),
    ],
    kit: Kit,
    format_name: Annotated[
        str, typer.Option("--format", "-f", help="console, json, csv, html, pdf or pptx.")
    ] = "console",
    output: Output = None,
    soon: Annotated[int, typer.Option(min=0, help="Days before its end from which a claim is named.")] = 90,
    only: Annotated[
        str,
        typer.Option(
            help="One part: conflicts, expiring, approved, altered, unapproved, expired or counter-evidence."
        ),
    ] = "",
    labels: Annotated[
        Path | None,
        typer.Option(
            help="A CSV file that says more of drafts, as for alignment; date is used for what is newest."
        ),
    ] = None,
    jobs: Annotated[int, typer.Option("--jobs", "-j", min=0, help="Worker processes; 0 for one a core.")] = 0,
    resume: Annotated[
        bool, typer.Option("--resume", help="Take finished documents from an interrupted run.")
    ] = False,
) -> None:
    """List what many drafts claim, with the kit's word on it: conflicts and what expires first."""
    from checker.commands import claims as command

    request = command.Request(
        paths=tuple(paths),
        kit=kit,
        format_name=format_name,
        output=output,
        soon=soon,
        only=only,
        labels=labels,
        jobs=jobs,
        resume=resume,
    )
    raise typer.Exit(command.run(request))
