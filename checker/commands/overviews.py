"""Options and help of the commands that look at many drafts together; imported with the command line."""

from typing import Annotated

import typer

from checker.commands.options import Drafts, Jobs, Kit, Labels, Output, OverviewFormat, Resume


def alignment(  # noqa: PLR0913 - a parameter is an option of the command line
    *,
    paths: Drafts,
    kit: Kit,
    by: Annotated[
        str, typer.Option(help="What is compared: team, channel, audience, week, or a label such as region.")
    ] = "team",
    format_name: OverviewFormat = "console",
    output: Output = None,
    since: Annotated[
        str, typer.Option(help="The first day of a new kit, for what changed: 2026-03-31.")
    ] = "",
    smallest: Annotated[
        int, typer.Option(min=1, help="Documents that a group must have to be compared.")
    ] = 5,
    labels: Labels = None,
    jobs: Jobs = 0,
    resume: Resume = False,
) -> None:
    """Show who says what over many drafts, and where teams part, with the words."""
    from checker.commands import alignment as command
    from checker.commands.together import Together

    drafts = Together(tuple(paths), kit, format_name, output, labels, jobs=jobs, resume=resume)
    raise typer.Exit(command.run(command.Request(drafts, by=by, since=since, smallest=smallest)))


def claims(  # noqa: PLR0913 - a parameter is an option of the command line
    *,
    paths: Drafts,
    kit: Kit,
    format_name: OverviewFormat = "console",
    output: Output = None,
    soon: Annotated[int, typer.Option(min=0, help="Days before its end from which a claim is named.")] = 90,
    only: Annotated[
        str,
        typer.Option(
            help="One part: conflicts, expiring, approved, altered, unapproved, expired or counter-evidence."
        ),
    ] = "",
    labels: Labels = None,
    jobs: Jobs = 0,
    resume: Resume = False,
) -> None:
    """List what many drafts claim, with the kit's word on it: conflicts and what expires first."""
    from checker.commands import claims as command
    from checker.commands.together import Together

    drafts = Together(tuple(paths), kit, format_name, output, labels, jobs=jobs, resume=resume)
    raise typer.Exit(command.run(command.Request(drafts, soon=soon, only=only)))
