"""The command line: options and help; what the commands do lies in `commands`, imported when called.

This module is the one boundary where errors become exit codes: 0 passed, 1 the gate failed, 2 the
caller can fix it, 3 incomplete, 130 interrupted. In a batch, 2 goes before 1 before 3.
"""

import sys
from pathlib import Path
from typing import Annotated

import typer

from checker import __version__
from checker.commands import overviews
from checker.commands.options import Jobs, Kit, Output, Resume
from checker.errors import CheckerError, ModelFailed
from checker.presentation.neutral import neutral

app = typer.Typer(
    name="brandcheck",
    help="Find where drafts disconnect from the brand's message, at the exact words.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="markdown",
)
kits = typer.Typer(help="Show, lint, test or import a kit of guidelines.", no_args_is_help=True)
models = typer.Typer(help="Fetch or verify the local model.", no_args_is_help=True)
app.add_typer(kits, name="kit")
app.add_typer(models, name="model")

KitArgument = Annotated[Path, typer.Argument(help="The kit: a YAML or JSON file, or a folder of YAML files.")]
Format = Annotated[
    str,
    typer.Option(
        "--format",
        "-f",
        help="console, html, json, csv, sarif, junit, github, gitlab, vale, rdjson, rdjsonl or markdown; or "
        "the drafts themselves, annotated: pptx, docx, pdf, tickets, or annotated for each in its own.",
    ),
]


@app.command()
def check(
    paths: Annotated[list[str], typer.Argument(help="Files, folders, globs, or - for standard input.")],
    kit: Kit,
    team: Annotated[str, typer.Option(help="Who wrote it: campaign, sales, support or your own.")] = "",
    channel: Annotated[
        str, typer.Option(help="Where it appears: deck, email, landing, social, press, …")
    ] = "",
    audience: Annotated[str, typer.Option(help="For whom it is.")] = "",
    format_name: Format = "console",
    output: Output = None,
    also: Annotated[
        list[str] | None, typer.Option(help="Another report, as sarif=report.sarif; may be repeated.")
    ] = None,
    fail_on: Annotated[
        str, typer.Option(help="The mildest severity that fails: error, warning, suggestion, never.")
    ] = "error",
    jobs: Jobs = 0,
    baseline: Annotated[
        Path | None, typer.Option(help="An earlier JSON report: only new findings count.")
    ] = None,
    changes: Annotated[
        Path | None, typer.Option(help="A diff, as git writes it: only findings on lines that it adds count.")
    ] = None,
    waivers: Annotated[Path | None, typer.Option(help="A YAML file of accepted findings.")] = None,
    resume: Resume = False,
    judge: Annotated[
        str, typer.Option(help="The language model: off, auto (where something is at stake) or always.")
    ] = "",
    samples: Annotated[
        int, typer.Option(min=0, max=9, help="Ask the judge so often; only what most answers hold may block.")
    ] = 0,
    judge_log: Annotated[
        Path | None, typer.Option(help="Append exactly what is sent to the judge, a JSON object a line.")
    ] = None,
) -> None:
    """Compare drafts with a kit and report what disconnects."""
    from checker.commands import checking

    request = checking.Request(
        paths=tuple(paths),
        kit=kit,
        team=team,
        channel=channel,
        audience=audience,
        format_name=format_name,
        output=output,
        also=tuple(also or ()),
        fail_on=fail_on,
        jobs=jobs,
        baseline=baseline,
        changes=changes,
        waivers=waivers,
        resume=resume,
        judge=judge,
        samples=samples,
        judge_log=judge_log,
    )
    raise typer.Exit(checking.run(request))


app.command()(overviews.alignment)
app.command()(overviews.claims)


@app.command()
def rewrite(
    draft: Annotated[str, typer.Argument(help="A file, or - for standard input.")],
    kit: Kit,
    team: Annotated[str, typer.Option(help="Who wrote it: campaign, sales, support or your own.")] = "",
    channel: Annotated[
        str, typer.Option(help="Where it appears: deck, email, landing, social, press, …")
    ] = "",
    audience: Annotated[str, typer.Option(help="For whom it is.")] = "",
    judge: Annotated[
        str, typer.Option(help="The language model, which edits and judges: off, auto or always.")
    ] = "",
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Write the edited text to this file, too.")
    ] = None,
    format_name: Annotated[
        str, typer.Option("--format", "-f", help="What is printed: the diff, or the edited text.")
    ] = "diff",
    fail_on: Annotated[
        str, typer.Option(help="The mildest severity that has to go: error, warning, suggestion.")
    ] = "suggestion",
    rounds: Annotated[int, typer.Option(min=1, max=9, help="How often the model is asked at most.")] = 3,
) -> None:
    """Show the smallest set of edits after which a draft passes; nothing in it is invented."""
    from checker.commands import rewriting

    request = rewriting.Request(
        draft=draft,
        kit=kit,
        team=team,
        channel=channel,
        audience=audience,
        judge=judge,
        output=output,
        format_name=format_name,
        fail_on=fail_on,
        rounds=rounds,
    )
    raise typer.Exit(rewriting.run(request))


@app.command()
def explain(name: Annotated[str, typer.Argument(help="The check's name, such as off-message.")] = "") -> None:
    """Explain a check: what it finds, why, with a bad and a good example."""
    from checker.commands import explaining

    explaining.run(name)


@app.command()
def demo(
    output: Annotated[Path, typer.Option("--output", "-o", help="The HTML report.")] = Path("out/demo.html"),
) -> None:
    """Check the sample company's drafts and show which team leads with which message."""
    from checker.commands import demonstrating

    demonstrating.run(output)


@kits.command("show")
def kit_show(kit: KitArgument) -> None:
    """Show each guideline and what was understood of it."""
    from checker.commands import kits as command

    command.show(kit)


@kits.command("lint")
def kit_lint(
    kit: KitArgument,
    judge: Annotated[
        bool, typer.Option("--judge", help="Have the language model read it too; its problems are warnings.")
    ] = False,
    fail_on: Annotated[
        str, typer.Option(help="The mildest severity that fails: error, warning, suggestion, never.")
    ] = "error",
) -> None:
    """Find guidelines that contradict, overlap or can't be tested."""
    from checker.commands import kits as command

    raise typer.Exit(command.lint(kit, by_judge=judge, fail_on=fail_on))


@kits.command("test")
def kit_test(kit: KitArgument) -> None:
    """Run the kit's examples: off-brand ones must be flagged, on-brand ones may not be."""
    from checker.commands import kits as command

    raise typer.Exit(command.test(kit))


@kits.command("import")
def kit_import(
    guide: Annotated[
        Path | None,
        typer.Argument(help="A guide for people: Markdown, DOCX, PDF, PPTX, HTML, or a folder of its pages."),
    ] = None,
    output: Output = None,
    vale: Annotated[
        Path | None, typer.Option(help="Instead of a guide, a Vale style package: a folder or a zip.")
    ] = None,
    judge: Annotated[
        bool, typer.Option("--judge", help="Have the language model read it, each word of it looked up.")
    ] = False,
) -> None:
    """Turn a guide written for people, or a Vale style package, into a draft kit to review."""
    from checker.commands import importing, styles

    if (guide is None) == (vale is None) or (vale and judge):
        raise typer.BadParameter("name either a guide or, with --vale, a style package")
    if vale:
        raise typer.Exit(styles.run(vale, output))
    if guide:
        raise typer.Exit(importing.run(importing.Request(guide, output, judge)))


@kits.command("compile")
def kit_compile(
    kit: KitArgument,
    guide: Annotated[
        Path | None, typer.Option("--guide", help="The guide that the kit was taken from.")
    ] = None,
    output: Output = None,
    only: Annotated[list[str] | None, typer.Option(help="Compile this guideline; may be repeated.")] = None,
    everything: Annotated[bool, typer.Option("--all", help="Write parts anew that still fit.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Print what would change, no more.")] = False,
) -> None:
    """Have a language model write, once, what the offline engine is to look for; review it as text."""
    from checker.commands import compiling

    request = compiling.Request(kit, guide, output, tuple(only or ()), everything, dry_run)
    raise typer.Exit(compiling.run(request))


@models.command("fetch")
def model_fetch() -> None:
    """Fetch the local model, verify it and make it ready."""
    from checker.commands import models as command

    command.fetch()


@models.command("verify")
def model_verify() -> None:
    """Verify the local model's files and one known answer."""
    from checker.commands import models as command

    raise typer.Exit(command.verify())


def _version(value: bool) -> None:
    if value:
        print(f"brandcheck {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Find where drafts disconnect from the brand's message, at the exact words."""


def main() -> None:
    """Run the command line; our own errors become one line and exit code 2, or 3 for a silent model."""
    try:
        app()
    except ModelFailed as error:
        print(neutral(f"brandcheck: the language model gave no answer: {error}"), file=sys.stderr)
        raise SystemExit(3) from error
    except CheckerError as error:
        print(neutral(f"brandcheck: {error}"), file=sys.stderr)
        raise SystemExit(2) from error
