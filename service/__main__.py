"""`python -m service`, and the command `brandcheck`: the checker's command line and the service's.

What the commands do lies in `commands`, imported when called, so that `--help` stays quick.
"""

from pathlib import Path
from typing import Annotated

import typer

from checker.cli import app
from checker.cli import main as run

keys = typer.Typer(help="Make, list or revoke the keys of programs.", no_args_is_help=True)
index = typer.Typer(help="Check or rebuild the index of stored passages.", no_args_is_help=True)
records = typer.Typer(
    help="Export or erase what is kept of a document; refresh what is kept of all.", no_args_is_help=True
)
batch = typer.Typer(
    help="Hand many documents to a service, follow them, fetch what it found.", no_args_is_help=True
)
app.add_typer(keys, name="keys")
app.add_typer(batch, name="batch")
app.add_typer(index, name="index")
app.add_typer(records, name="records")

HERE = "http://127.0.0.1:8000"
"""Where the service of this machine is."""
Document = Annotated[str, typer.Argument(help="The document's name, as its checks give it.")]


@app.command()
def serve(
    host: Annotated[
        str | None, typer.Option(help="The address to listen on; any but loopback needs keys or sign-in.")
    ] = None,
    port: Annotated[
        int | None, typer.Option(min=0, max=65535, help="The port; 0 for a free one. Otherwise 8000.")
    ] = None,
) -> None:
    """Open the service: the pages in a browser, and the API."""
    from service.commands import serving

    serving.run(host, port, lambda line: typer.echo(line, err=False))


@app.command()
def worker(
    lanes: Annotated[
        int | None, typer.Option(min=1, help="Processes that check drafts; one a core otherwise.")
    ] = None,
    judging: Annotated[
        int | None, typer.Option(min=1, help="Processes that wait for the language model; 2 otherwise.")
    ] = None,
    port: Annotated[
        int | None,
        typer.Option(min=0, max=65535, help="Answer /healthz, /readyz and /metrics here; nowhere without."),
    ] = None,
) -> None:
    """Work on what the service was given, beside it: as many workers as you like, on one database."""
    from service.commands import working

    working.run(lanes, judging, port, lambda line: typer.echo(line, err=False))


@keys.command("create")
def keys_create(
    name: Annotated[str, typer.Argument(help="What the key is for, such as “website CMS”.")],
    scope: Annotated[
        list[str], typer.Option(help="What it may do: read, check, kits or admin; may be repeated.")
    ],
    days: Annotated[
        int | None, typer.Option(min=1, max=3650, help="Days until it expires; without, it does not.")
    ] = None,
) -> None:
    """Make a key and print it; it is not shown again."""
    from service.commands import keys as command

    command.create(name, scope, days, tell=typer.echo, aside=lambda line: typer.echo(line, err=True))


@keys.command("list")
def keys_list() -> None:
    """List the keys, without their secrets."""
    from service.commands import keys as command

    command.show()


@keys.command("revoke")
def keys_revoke(key: Annotated[str, typer.Argument(help="The key's id, as “keys list” shows it.")]) -> None:
    """Refuse a key from now on."""
    from service.commands import keys as command

    command.revoke(key, tell=typer.echo)


@index.command("check")
def index_check() -> None:
    """Compare the index with the records."""
    from service.commands import index as command

    raise typer.Exit(command.check(tell=typer.echo))


@index.command("rebuild")
def index_rebuild() -> None:
    """Make the index anew from the records."""
    from service.commands import index as command

    raise typer.Exit(command.rebuild(tell=typer.echo))


@records.command("export")
def records_export(
    document: Document,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Write to this file instead of the screen.")
    ] = None,
) -> None:
    """Write all that is kept of a document, as JSON."""
    from service.commands import documents

    documents.export(document, output, typer.get_binary_stream("stdout"))


@records.command("erase")
def records_erase(
    document: Document,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,  # noqa: FBT002 - an option
) -> None:
    """Erase a document everywhere: drafts, reports, findings, feedback, waivers, the index."""
    from service.commands import documents

    yes or typer.confirm(f"Erase everything that is kept of “{document}”?", abort=True)
    typer.echo(f"Erased {documents.erase(document)} checks of “{document}”.")


Url = Annotated[
    str,
    typer.Option("--url", envvar="BRANDCHECK_URL", help="The service’s address; this machine’s otherwise."),
]
Key = Annotated[
    str, typer.Option("--key", envvar="BRANDCHECK_KEY", help="The key to it; better set as BRANDCHECK_KEY.")
]
BatchId = Annotated[str, typer.Argument(help="The batch’s id, as “batch submit” prints it.")]


@app.command()
def mcp(
    kit: Annotated[
        list[Path] | None, typer.Option("--kit", "-k", help="A kit on this machine; may be repeated.")
    ] = None,
    drafts: Annotated[
        list[str] | None, typer.Option(help="Files or folders whose claims can be searched; may be repeated.")
    ] = None,
    url: Annotated[
        str, typer.Option(envvar="BRANDCHECK_URL", help="Ask a service instead, at this address.")
    ] = "",
    key: Key = "",
) -> None:
    """Answer an assistant (Model Context Protocol) on standard input and output; without --url offline."""
    from service.commands import assisting

    assisting.run(assisting.Request(tuple(kit or ()), tuple(drafts or ()), url, key))


@batch.command("submit")
def batch_submit(  # noqa: PLR0913, PLR0917 - what is handed in
    paths: Annotated[
        list[str], typer.Argument(help="Files, zip archives, folders, globs, or - for standard input.")
    ],
    kit: Annotated[str, typer.Option(help="The id of the kit that they are held against.")],
    name: Annotated[str, typer.Option(help="What to call the batch.")] = "",
    team: Annotated[str, typer.Option(help="Who wrote them; else folders’ names and drafts tell.")] = "",
    channel: Annotated[str, typer.Option(help="Where they appear; guessed without.")] = "",
    audience: Annotated[str, typer.Option(help="For whom they are.")] = "",
    label: Annotated[
        list[str] | None, typer.Option(help="region=EMEA and the like; may be repeated.")
    ] = None,
    callback: Annotated[str, typer.Option(help="A URL that is told, signed, when they are done.")] = "",
    notify: Annotated[list[str] | None, typer.Option(help="A target that is told; may be repeated.")] = None,
    offline: Annotated[bool, typer.Option("--offline", help="Keep them from the language model.")] = False,  # noqa: FBT002 - an option
    wait: Annotated[bool, typer.Option("--wait", help="Wait until they are done.")] = False,  # noqa: FBT002 - as above
    idempotency_key: Annotated[
        str, typer.Option(help="The same as before, to hand the same in again without harm.")
    ] = "",
    url: Url = HERE,
    key: Key = "",
) -> None:
    """Hand documents in; the batch’s id is printed. With --wait the exit code is that of “check”."""
    from service.commands import batches as command

    request = command.Request(
        paths=tuple(paths),
        kit=kit,
        name=name,
        team=team,
        channel=channel,
        audience=audience,
        labels=tuple(label or ()),
        callback=callback,
        notify=tuple(notify or ()),
        judged=not offline,
        idempotency_key=idempotency_key,
    )
    code = command.submit(
        command.Service(url, key),
        request,
        wait=wait,
        tell=typer.echo,
        aside=lambda line: typer.echo(line, err=True),
    )
    raise typer.Exit(code)


@batch.command("status")
def batch_status(
    batch_id: BatchId,
    follow: Annotated[bool, typer.Option("--follow", help="Stay until it is over.")] = False,  # noqa: FBT002 - an option
    url: Url = HERE,
    key: Key = "",
) -> None:
    """Say how far a batch is; the exit code is that of “check”, and 3 while it is not over."""
    from service.commands import batches as command

    raise typer.Exit(command.status(command.Service(url, key), batch_id, follow=follow, tell=typer.echo))


@batch.command("results")
def batch_results(
    batch_id: BatchId,
    form: Annotated[
        str, typer.Option("--format", help="csv, json, or zip for the annotated originals.")
    ] = "csv",
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Write to this file instead of the screen.")
    ] = None,
    url: Url = HERE,
    key: Key = "",
) -> None:
    """Fetch what a batch found: a table, all reports, or the originals with comments."""
    from service.commands import batches as command

    service = command.Service(url, key)
    command.results(service, batch_id, form, output, typer.get_binary_stream("stdout"))


@records.command("refresh")
def records_refresh() -> None:
    """Read stored reports that alignment and claims don't count yet: those of older versions."""
    from service.commands import documents

    documents.refresh(typer.echo)


def main() -> None:
    """Run the command line."""
    run()


if __name__ == "__main__":
    main()
