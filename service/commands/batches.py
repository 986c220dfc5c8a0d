"""`brandcheck batch`: hand a folder to a service, follow it, and fetch what it found."""

import tempfile
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from checker.commands.files import gather
from checker.errors import InputError
from checker.presentation.neutral import one_line
from checker.presentation.wording import counted
from service.client import BatchFields, Brandcheck, Refused
from service.client.batches import Results
from service.nouns import Batch

FORMS = ("csv", "json", "zip")
"""What `--format` takes."""
LOST = 20
"""How often a broken connection is taken up again while a batch is followed."""
Tell = Callable[[str], None]


@dataclass(frozen=True)
class Service:
    """Where the service is, and the key to it."""

    url: str
    key: str = ""


@dataclass(frozen=True)
class Request:
    """What is handed in; see the command's help."""

    paths: tuple[str, ...]
    kit: str
    name: str = ""
    team: str = ""
    channel: str = ""
    audience: str = ""
    labels: tuple[str, ...] = ()
    callback: str = ""
    notify: tuple[str, ...] = ()
    judged: bool = True
    idempotency_key: str = ""


def submit(service: Service, request: Request, *, wait: bool, tell: Tell, aside: Tell) -> int:
    """Hand in what *request* names, and return 0; with *wait* the exit code of what was found.

    Args:
        service: where to.
        request: what.
        wait: whether to wait until it is done.
        tell: takes the batch's id alone.
        aside: takes what a person should know.

    Raises:
        InputError: if there is nothing to hand in, or the service does not take it.
    """
    with tempfile.TemporaryDirectory(prefix="brandcheck-") as folder:
        files = named_files(request.paths, Path(folder))
        key = request.idempotency_key or str(uuid.uuid4())
        aside(f"Sending {counted(len(files), 'file')} to {service.url}…")
        with _connected(
            service, f"To hand the same in again without harm: --idempotency-key {key}"
        ) as client:
            batch = client.submit_batch(_fields(request), files, idempotency_key=key)
    tell(batch.id)
    aside(f"{service.url.rstrip('/')}/batches/{batch.id}")
    return status(service, batch.id, follow=True, tell=aside) if wait else 0


def status(service: Service, batch_id: str, *, follow: bool, tell: Tell) -> int:
    """Say how far a batch is, and return the exit code of what was found so far.

    Args:
        service: where it is.
        batch_id: its id.
        follow: whether to wait until it is over, with its progress on the screen.
        tell: takes a line that says it.

    Raises:
        InputError: if there is no such batch, or the service can't be reached.
    """
    with _connected(service) as client:
        batch = _followed(client, batch_id) if follow else client.get_batch(batch_id)
    tell(in_words(batch))
    return exit_code(batch)


def results(service: Service, batch_id: str, form: str, output: Path | None, screen: BinaryIO) -> None:
    """Write what a batch found out to *output*, whole or not at all, or to the *screen*.

    Raises:
        InputError: if there is no such batch or form, or the file can't be written.
    """
    if form not in FORMS:
        raise InputError(f"--format {form}: choose {', '.join(FORMS[:-1])} or {FORMS[-1]}.")
    if form == "zip" and output is None:
        raise InputError("--format zip needs a file: --output results.zip.")
    with _connected(service) as client:
        pieces = client.get_batch_results(batch_id, form=cast("Results", form))
        if output is None:
            screen.writelines(pieces)
            screen.flush()
        else:
            _write(pieces, output)


def exit_code(batch: Batch) -> int:
    """Return 2 where a document could not be read, else 1 for a failure, 3 for incomplete, 0 for a pass.

    What is still to come, or was cancelled, is incomplete.
    """
    counts = batch.counts
    if counts.failed:
        return 2
    if counts.not_passed:
        return 1
    is_whole = batch.finished is not None and counts.done == counts.all
    return 0 if is_whole and not counts.incomplete else 3


def in_words(batch: Batch) -> str:
    """Return how far *batch* is, in a line."""
    counts = batch.counts
    unread = f", {counts.failed:,} could not be read" if counts.failed else ""
    verdicts = ((counts.not_passed, "fail"), (counts.incomplete, "incomplete"), (counts.passed, "pass"))
    said = ", ".join(f"{number:,} {word}" for number, word in verdicts if number)
    state = batch.state.value if batch.is_whole else "being unpacked"
    name = one_line(batch.name) or batch.id
    checked = f"{counts.done:,} of {counted(counts.all, 'document')} checked{unread}"
    return f"{name}: {state}, {checked}{f'; {said}' if said else ''}. {batch.waits}".rstrip()


def named_files(paths: Sequence[str], folder: Path) -> list[tuple[str, Path]]:
    """Return the files that *paths* mean, with the names under which they are sent.

    The name of a file of a folder begins with the folder's; a folder's name counts as the team where none is
    given. Of files with the same name all but the first get a number.

    Args:
        paths: files, folders, globs, or `-`.
        folder: where what comes on standard input may be put.

    Raises:
        InputError: if a name means nothing.
    """
    found: dict[str, Path] = {}
    for given in paths:
        for path in gather([given], standard_input=folder):
            if path not in found.values():
                found[_free(_name(given, path), found)] = path
    return list(found.items())


def _name(given: str, path: Path) -> str:
    root = Path(given)
    if not root.is_dir():
        return path.name
    within = path.relative_to(root).as_posix()
    return f"{root.resolve().name}/{within}" if root.resolve().name else within


def _free(name: str, taken: dict[str, Path]) -> str:
    stem, dot, suffix = name.rpartition(".")
    number, free = 1, name
    while free in taken:
        number += 1
        free = f"{stem} ({number}){dot}{suffix}" if dot else f"{name} ({number})"
    return free


def _fields(request: Request) -> BatchFields:
    labels = dict(map(_label, request.labels))
    try:
        return BatchFields(
            kit=request.kit,
            name=request.name,
            team=request.team,
            channel=request.channel,
            audience=request.audience,
            labels=labels,
            callback=request.callback,
            notify=request.notify,
            judged=request.judged,
        )
    except ValueError as error:
        raise InputError(f"This can't be handed in: {error}") from error


def _label(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals or not name.strip():
        raise InputError(f"--label {text}: write it as name=value, such as region=EMEA.")
    return name.strip(), value.strip()


def _followed(client: Brandcheck, batch_id: str) -> Batch:
    """Return the batch once it is over; a connection that breaks is taken up again."""
    batch = client.get_batch(batch_id)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as shown:
        task = shown.add_task(one_line(batch.name) or batch_id, total=None)
        for left in range(LOST, -1, -1):
            try:
                for now in _heard(client, batch_id):
                    name = now.waits or one_line(batch.name) or batch_id
                    shown.update(
                        task, description=name, total=now.counts.all or None, completed=now.counts.over
                    )
            except Refused as refused:
                if refused.problem.status or not left:
                    raise
            batch = client.get_batch(batch_id)
            if batch.finished:
                return batch
    return batch


def _heard(client: Brandcheck, batch_id: str) -> Iterator[Batch]:
    """Yield a batch each time that it changes, until the stream ends."""
    for event in client.follow_batch(batch_id):
        if event.name == "batch":
            yield Batch.model_validate_json(event.data, extra="ignore")


def _write(pieces: Iterator[bytes], output: Path) -> None:
    draft = output.with_name(f".{output.name}.part")
    try:
        output.parent.mkdir(parents=True, exist_ok=True)
        with draft.open("wb") as file:
            file.writelines(pieces)
        draft.replace(output)
    except OSError as error:
        raise InputError(f"{output}: {error.strerror or error}. Name another file.") from error
    finally:
        draft.unlink(missing_ok=True)


@contextmanager
def _connected(service: Service, remedy: str = "") -> Iterator[Brandcheck]:
    """Yield a client; what the service refuses is an error of the caller's, in its own words."""
    try:
        with Brandcheck(service.url, key=service.key) as client:
            yield client
    except Refused as refused:
        faults = " ".join(fault.says for fault in refused.problem.faults)
        says = " ".join(filter(None, (str(refused), faults, "" if refused.problem.status else remedy)))
        raise InputError(says) from refused
