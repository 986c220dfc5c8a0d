"""The log: exactly what was sent to a model and what came back, one JSON object a line.

It holds drafts, so only its owner may read it. It never holds a key.
"""

import datetime
import json
import logging
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

from checker.asking import Usage
from checker.chat.messages import Talk
from checker.chat.schemas import Schema
from checker.errors import InputError

_logger = logging.getLogger(__name__)
OWNER_ONLY = 0o600


@dataclass(frozen=True)
class Exchange:
    """One call: what was sent and what came back."""

    time: str
    """When it was sent, as UTC in ISO 8601."""
    model: str
    """`provider:model`."""
    server: str
    """Where it was sent, where that is not the provider's own address."""
    prompt: Mapping[str, str]
    """Name, version and digest of the prompt."""
    form: str
    """How the form of the answer was asked for: `schema`, `tools` or `json`."""
    schema: Schema
    """The JSON schema as it was sent."""
    parameters: Mapping[str, float | None]
    """What else was sent, such as the temperature; none for what was not."""
    messages: Talk
    """What was said, word for word."""
    answer: str | None = None
    """What came back, word for word; none where nothing did."""
    finish_reason: str = ""
    refusal: str = ""
    failure: str = ""
    """Why there is no answer."""
    provider_says: str = ""
    """The provider's own words on that, cut short."""
    usage: Usage = field(default_factory=Usage)
    """Tokens; the calls are HTTP requests, repetitions included."""

    def line(self) -> bytes:
        """Return it as one line of JSON."""
        fields = asdict(self) | {
            "messages": [message._asdict() for message in self.messages],
            "usage": self.usage.model_dump(exclude={"money", "kept"}),
        }
        return (json.dumps(fields, ensure_ascii=False) + "\n").encode("utf-8", "backslashreplace")


class Log:
    """A file that exchanges are appended to; several processes may share it.

    Args:
        path: the file; its folder is made where there is none.

    Raises:
        InputError: if it can't be written.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._is_lost = False
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            os.close(self._opened())
        except OSError as error:
            reason = error.strerror or "it can't be opened"
            raise InputError(
                f"{path}: the log can't be written: {reason}. Set BRANDCHECK_JUDGE__LOG to a file that can."
            ) from error

    def append(self, exchange: Exchange) -> None:
        """Write *exchange* at the end; a log that can't be written is told once and costs no check."""
        try:
            self._write(exchange.line())
        except OSError as error:
            if not self._is_lost:
                _logger.warning(
                    "%s: the log of the model's calls is incomplete: %s", self._path, error.strerror
                )
            self._is_lost = True

    def _opened(self) -> int:
        return os.open(self._path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, OWNER_ONLY)

    def _write(self, line: bytes) -> None:
        """Append *line* in a single write, which no other process's write can fall into."""
        descriptor = self._opened()
        try:
            if os.write(descriptor, line) < len(line):
                raise OSError(0, "the disk is full")
        finally:
            os.close(descriptor)


def now() -> str:
    """Return the time as UTC in ISO 8601."""
    return datetime.datetime.now(datetime.UTC).isoformat(timespec="milliseconds")
