"""What the commands over many drafts hand out, and what they say of what is left out."""

import sys
from pathlib import Path

from checker.commands.reports import Gathered
from checker.presentation.neutral import one_line
from checker.presentation.wording import counted


def write(content: bytes, output: Path | None) -> None:
    """Write *content* to *output*, whole or not at all; to the screen where there is none."""
    if output is None:
        sys.stdout.write(content.decode("utf-8"))
        sys.stdout.flush()
        return
    output.parent.mkdir(parents=True, exist_ok=True)
    draft = output.with_name(f".{output.name}.part")
    draft.write_bytes(content)
    draft.replace(output)


def told(found: Gathered, what: str) -> int:
    """Say what is left out, and return the exit code: 2 where a file could not be read.

    Args:
        found: what was left out.
        what: what it is left out of, with its verb: `the ledger is`.
    """
    for line in found.unread:
        _say(line)
    if found.unread:
        _say(f"{counted(len(found.unread), 'file')} could not be read; {what} without.")
    if found.repeated:
        _say(f"{counted(found.repeated, 'report')} left out: on a document on which there is one already.")
    if found.foreign:
        _say(f"{counted(found.foreign, 'report')} made with another kit, or version of it; check again.")
    return 2 if found.unread else 0


def _say(line: str) -> None:
    print(f"brandcheck: {one_line(line)}", file=sys.stderr)  # noqa: T201 - the command's own voice
