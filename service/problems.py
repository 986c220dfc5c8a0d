"""Errors as problem details (RFC 9457): the second of the two boundaries where ours are caught.

Every answer of 400 or more of the API has this form and the media type `application/problem+json`; pages show
the same words.
"""

from http import HTTPStatus

from pydantic import Field

from checker.domain import Noun
from checker.errors import (
    CheckerError,
    InputError,
    InvalidBrandKit,
    ModelFailed,
    ModelUnavailable,
    UnreadableDocument,
    UnsupportedFormat,
)

MEDIA_TYPE = "application/problem+json"


class RecordsUnavailable(InputError):
    """The records can't be opened, reached, read or written."""


class Fault(Noun):
    """One thing that is wrong with a request."""

    at: str
    """Where: a field, as `body.team`, or a line of a kit."""
    says: str


class ProblemDetails(Noun):
    """What went wrong, and what to do."""

    type: str = "about:blank"
    """A word for programs: `/problems/` and a name."""
    title: str
    """What kind of problem this is; the same each time."""
    status: int
    detail: str
    """What happened here, and what to do."""
    instance: str = ""
    """The request's id, as the log has it."""
    faults: tuple[Fault, ...] = Field(default=())
    """All that is wrong, where it is more than one thing."""


class Problem(Exception):
    """An answer that is no success, raised anywhere below a route."""

    def __init__(
        self, status: HTTPStatus, name: str, detail: str, *, faults: tuple[Fault, ...] = (), **headers: str
    ) -> None:
        """Say what is wrong.

        Args:
            status: the HTTP status.
            name: the last part of the problem's type, in kebab-case.
            detail: what happened, and what to do, in whole sentences.
            faults: all that is wrong, where it is more than one thing.
            headers: headers of the answer; underscores become hyphens.
        """
        super().__init__(detail)
        self.status, self.name, self.detail, self.faults = status, name, detail, faults
        self.headers = {key.replace("_", "-"): value for key, value in headers.items()}

    def details(self, instance: str = "") -> ProblemDetails:
        """Return it in the form of RFC 9457."""
        return ProblemDetails(
            type=f"/problems/{self.name}",
            title=self.name.replace("-", " ").capitalize(),
            status=self.status,
            detail=self.detail,
            instance=instance,
            faults=self.faults,
        )


def not_found(what: str, name: str) -> Problem:
    """Return the problem that there is no *what* called *name*."""
    return Problem(HTTPStatus.NOT_FOUND, "not-found", f"There is no {what} “{name}”.")


TABLE: tuple[tuple[type[CheckerError], HTTPStatus, str], ...] = (
    (UnsupportedFormat, HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "unsupported-format"),
    (UnreadableDocument, HTTPStatus.UNPROCESSABLE_ENTITY, "unreadable-document"),
    (InvalidBrandKit, HTTPStatus.UNPROCESSABLE_ENTITY, "invalid-kit"),
    (ModelUnavailable, HTTPStatus.SERVICE_UNAVAILABLE, "model-unavailable"),
    (ModelFailed, HTTPStatus.SERVICE_UNAVAILABLE, "model-failed"),
    (RecordsUnavailable, HTTPStatus.SERVICE_UNAVAILABLE, "records-unavailable"),
    (InputError, HTTPStatus.UNPROCESSABLE_ENTITY, "invalid-input"),
)
"""What each of our errors is answered with; the first that fits."""


def problem_of(error: CheckerError) -> Problem:
    """Return the problem that *error* is."""
    status, name = next(
        ((status, name) for kind, status, name in TABLE if isinstance(error, kind)),
        (HTTPStatus.INTERNAL_SERVER_ERROR, "fault"),
    )
    faults = (
        tuple(Fault(at="kit", says=line) for line in error.problems)
        if isinstance(error, InvalidBrandKit)
        else ()
    )
    return Problem(status, name, str(error), faults=faults)
