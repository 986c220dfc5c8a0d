"""`brandcheck mcp`: answer an assistant on standard input and output, by this machine or by a service."""

import sys
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path

from checker.errors import InputError
from checker.lexicon.gazetteer import CORPUS
from checker.settings import Settings
from service.assistants.desk import Desk
from service.client import Brandcheck, Refused

SAMPLE = CORPUS / "kits" / "ottermere" / "kit.yaml"
"""The kit of the invented company, where none is named."""
SECONDS = 30.0
"""For each step of an answer of a service."""


@dataclass(frozen=True)
class Request:
    """What the command line asked for; see its help."""

    kits: Sequence[Path] = ()
    drafts: Sequence[str] = ()
    url: str = ""
    key: str = ""


def run(request: Request, serve: Callable[..., None] | None = None) -> None:
    """Answer until standard input ends.

    Args:
        request: by what.
        serve: what speaks the protocol, where it is not the server itself.

    Raises:
        InputError: if a kit can't be read, or the service can't be reached or refuses the key.
    """
    with ExitStack() as stack:
        desk = _remote(request, stack) if request.url else _offline(request)
        (serve or _server())(desk, keeps=bool(request.url))


def _server() -> Callable[..., None]:
    from service.assistants.stdio import serve

    return serve


def _offline(request: Request) -> Desk:
    from service.assistants.offline import Offline
    from service.assistants.shelf import Shelf

    settings = Settings()
    if not request.kits:
        _tell("no --kit: answering by the sample company’s kit.")
    return Offline(Shelf(request.kits or (SAMPLE,), settings), settings, request.drafts)


def _remote(request: Request, stack: ExitStack) -> Desk:
    from service.assistants.remote import Remote

    if request.kits or request.drafts:
        raise InputError("--kit and --drafts are for answering without a service; with --url its kits hold.")
    if not request.url.startswith(("https://", "http://")):
        raise InputError(f"--url {request.url}: not an address; write it as https://…")
    client = stack.enter_context(Brandcheck(request.url, key=request.key, timeout=SECONDS))
    desk = Remote(client, request.url)
    try:
        desk.kits()
    except Refused as error:
        if error.problem.status != HTTPStatus.FORBIDDEN:
            raise InputError(f"{request.url}: {error}") from error
    return desk


def _tell(says: str) -> None:
    """Say something beside the protocol, which has standard output to itself."""
    sys.stderr.write(f"brandcheck: {says}\n")
