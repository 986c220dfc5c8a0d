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
records = typer.Typer(help="Export or erase what is kept of a document.", no_args_is_help=True)
app.add_typer(keys, name="keys")
app.add_typer(index, name="index")
app.add_typer(records, name="records")

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


def main() -> None:
    """Run the command line."""
    run()


if __name__ == "__main__":
    main()
