"""The log: a JSON object a line on standard error, without a draft's words, secrets, or values of queries.

An exception is logged as its type and the places in the code, never as its text: texts quote what they were
given.
"""

import datetime
import json
import logging
import traceback

REQUESTS = "brandcheck.requests"
"""The logger of requests."""
LOGGER = logging.getLogger(REQUESTS)
FIELDS = "fields"
"""The attribute of a log record that holds what is known besides its message."""


class Lines(logging.Formatter):
    """Writes a log record as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        when = datetime.datetime.fromtimestamp(record.created, datetime.UTC)
        line: dict[str, object] = getattr(record, FIELDS, {}) | {
            "at": when.isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": record.getMessage(),
        }
        if record.exc_info and record.exc_info[1]:
            line["error"] = described(record.exc_info[1])
        return json.dumps(line, default=str)


def described(error: BaseException) -> list[dict[str, object]]:
    """Return what *error* is and where it was raised, and the same of what it was raised from."""
    chain: list[dict[str, object]] = []
    seen: BaseException | None = error
    while seen is not None:
        places = traceback.extract_tb(seen.__traceback__)
        at = [f"{place.filename}:{place.lineno} {place.name}" for place in places]
        chain.append({"type": f"{type(seen).__module__}.{type(seen).__qualname__}", "at": at})
        seen = seen.__cause__ or (None if seen.__suppress_context__ else seen.__context__)
    return chain


def configure(level: int = logging.INFO) -> None:
    """Send everything from *level* up to standard error, as lines of JSON."""
    handler = logging.StreamHandler()
    handler.setFormatter(Lines())
    logging.basicConfig(handlers=[handler], level=level, force=True)
    logging.captureWarnings(capture=True)
    for noisy in ("httpx", "httpx2", "httpcore", "alembic", "dbos", "chromadb"):
        logging.getLogger(noisy).setLevel(logging.WARNING)


def note(
    event: str, level: int = logging.INFO, /, *, error: BaseException | None = None, **fields: object
) -> None:
    """Log an *event* with *fields*: names, numbers and identifiers, never what somebody wrote."""
    LOGGER.log(level, event, extra={FIELDS: fields}, exc_info=error)
