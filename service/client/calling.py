"""How the client calls: what is safe is repeated, and whatever is refused is one exception."""

import json
import random
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from http import HTTPStatus
from pathlib import Path
from typing import BinaryIO, NamedTuple, TypeVar, cast
from urllib.parse import quote

import httpx2
from pydantic import BaseModel, JsonValue, ValidationError

from service.client.uploading import Opening
from service.problems import MEDIA_TYPE, ProblemDetails

FIRST_PAUSE = 0.5
"""Seconds before the first repetition; each further one is twice as long, up to *LONGEST_PAUSE*."""
LONGEST_PAUSE = 30.0
"""Seconds, also where the service asks for more."""
PIECE = 65_536
"""Bytes of an answer that are handed on at once."""
UNSENT = (httpx2.ConnectError, httpx2.ConnectTimeout, httpx2.PoolTimeout)
"""What goes wrong before a request reaches anybody."""
NOT_MODIFIED = HTTPStatus.NOT_MODIFIED
TURNED_AWAY = frozenset({HTTPStatus.TOO_MANY_REQUESTS})
"""Answers of a service that has done nothing."""
PASSING = frozenset({HTTPStatus.BAD_GATEWAY, HTTPStatus.SERVICE_UNAVAILABLE, HTTPStatus.GATEWAY_TIMEOUT})
"""Answers after which it is not known what was done, and which may be others soon."""

Answer = TypeVar("Answer", bound=BaseModel)
Sleep = Callable[[float], None]


class Refused(Exception):
    """The service did not do it; *problem* has its words."""

    def __init__(self, problem: ProblemDetails) -> None:
        """Keep the *problem*; its status is 0 where no answer came."""
        super().__init__(problem.detail)
        self.problem = problem


class Call(NamedTuple):
    """One request."""

    method: str
    path: str
    """Below the service's address, with its parts quoted."""
    repeatable: bool = False
    """Whether doing it twice does no more than doing it once."""
    params: Mapping[str, str | list[str]] = {}
    headers: Mapping[str, str] = {}
    body: BaseModel | None = None
    """Sent as JSON."""
    text: str = ""
    """Sent as YAML."""
    file: tuple[str, bytes] | None = None
    """Its name and content, sent as a form with *fields*."""
    files: tuple[tuple[str, Path], ...] = ()
    """Names and places of many files, sent as a form with *fields*; each is opened when its turn comes."""
    fields: Mapping[str, str] = {}
    many: Mapping[str, Sequence[str]] = {}
    """Fields of the form that may come several times."""
    patience: float = 0.0
    """Seconds on top of the client's timeout."""


class Caller:
    """Sends calls to one service."""

    def __init__(self, client: httpx2.Client, *, repeats: int, sleep: Sleep = time.sleep) -> None:
        """Send through *client*, and repeat up to *repeats* times what may be repeated."""
        self._client, self._repeats, self._sleep = client, repeats, sleep

    def ask(self, call: Call, answer: type[Answer]) -> Answer:
        """Return what the service answers to *call*; fields that this client does not know are left aside.

        Raises:
            Refused: if it does not.
        """
        return told(self.send(call), answer)

    def send(self, call: Call) -> httpx2.Response:
        """Return the service's answer to *call*, a success.

        Raises:
            Refused: if there is none.
        """
        for left in range(self._repeats, -1, -1):
            response = self._tried(call, is_last=not left)
            if response is not None and (response.is_success or response.status_code == NOT_MODIFIED):
                return response
            if response is not None and (not left or not _may_repeat(call, response)):
                raise Refused(problem_of(response))
            self._sleep(_pause(self._repeats - left, response))
        raise AssertionError("the last try returns or raises")

    def events(self, path: str) -> Iterator[httpx2.ServerSentEvent]:
        """Yield the events below *path* until the service ends them.

        Raises:
            Refused: if there are none, or they break off.
        """
        with _translated(), self._client.sse(path) as source:
            response = source.response
            if not response.is_success:
                response.read()
                raise Refused(problem_of(response))
            yield from source

    def pieces(self, call: Call) -> Iterator[bytes]:
        """Yield the service's answer to *call* piece by piece, however large it is.

        Raises:
            Refused: if there is none, or it breaks off.
        """
        with _translated():
            response = self._client.send(self._request(call), stream=True)
        try:
            with _translated():
                if not response.is_success:
                    response.read()
                    raise Refused(problem_of(response))
                yield from response.iter_bytes(PIECE)
        finally:
            response.close()

    def close(self) -> None:
        """Close all connections."""
        self._client.close()

    def _tried(self, call: Call, *, is_last: bool) -> httpx2.Response | None:
        """Return the answer; none where none came and another try is due."""
        try:
            return self._client.send(self._request(call))
        except httpx2.HTTPError as error:
            if is_last or not (call.repeatable or isinstance(error, UNSENT)):
                raise _unreachable(error) from error
            return None

    def _request(self, call: Call) -> httpx2.Request:
        return self._client.build_request(
            call.method,
            call.path,
            params=dict(call.params) or None,
            headers={**_type_of(call), **call.headers},
            content=_content_of(call),
            data={**call.fields, **{name: list(values) for name, values in call.many.items()}} or None,
            files=_files_of(call),
            timeout=_longer(self._client.timeout, call.patience),
        )


def told(response: httpx2.Response, answer: type[Answer]) -> Answer:
    """Return the *answer* that *response* holds.

    Raises:
        Refused: if it holds something else.
    """
    try:
        return answer.model_validate(response.json(), extra="ignore")
    except (ValidationError, ValueError) as error:
        raise _unexpected(response) from error


def path_of(*parts: str) -> str:
    """Return the path of *parts*, each quoted, so that none can be more than a part."""
    return "/v1/" + "/".join(quote(part, safe="") for part in parts)


def sent(noun: BaseModel) -> dict[str, str]:
    """Return the fields of *noun* that say something, as a query or a form carries them."""
    given: dict[str, JsonValue] = noun.model_dump(mode="json", exclude_defaults=True)
    return {name: _written(value) for name, value in given.items()}


def _written(value: JsonValue) -> str:
    return value if isinstance(value, str) else json.dumps(value)


def problem_of(response: httpx2.Response) -> ProblemDetails:
    """Return the problem that *response* tells, or what it is where it tells none."""
    kind = response.headers.get("content-type", "").partition(";")[0]
    try:
        if kind == MEDIA_TYPE:
            return ProblemDetails.model_validate(response.json(), extra="ignore")
    except (ValidationError, ValueError):
        pass
    return _unexpected(response).problem


def _longer(timeout: httpx2.Timeout, seconds: float) -> httpx2.Timeout:
    read = timeout.read and timeout.read + seconds
    return httpx2.Timeout(connect=timeout.connect, read=read, write=timeout.write, pool=timeout.pool)


def _type_of(call: Call) -> dict[str, str]:
    if call.body:
        return {"Content-Type": "application/json"}
    return {"Content-Type": "application/yaml"} if call.text else {}


def _files_of(call: Call) -> list[tuple[str, tuple[str, bytes | BinaryIO]]] | None:
    if call.file:
        return [("file", call.file)]
    return [("files", (name, cast("BinaryIO", Opening(path)))) for name, path in call.files] or None


def _content_of(call: Call) -> bytes | None:
    if call.body:
        return call.body.model_dump_json().encode()
    return call.text.encode() if call.text else None


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except httpx2.HTTPError as error:
        raise _unreachable(error) from error


def _may_repeat(call: Call, response: httpx2.Response) -> bool:
    return response.status_code in TURNED_AWAY or (call.repeatable and response.status_code in PASSING)


def _pause(tried: int, response: httpx2.Response | None) -> float:
    """Return the seconds until the next try: what the service asks for, else longer each time, spread."""
    asked: str = response.headers.get("retry-after", "") if response is not None else ""
    if asked.isdecimal():
        return min(float(asked), LONGEST_PAUSE)
    longest = min(FIRST_PAUSE * 2.0**tried, LONGEST_PAUSE)
    return longest * random.uniform(0.5, 1.0)  # noqa: S311 - spreads callers


def _unreachable(error: httpx2.HTTPError) -> Refused:
    detail = f"The service can't be reached: {str(error) or type(error).__name__}."
    return Refused(ProblemDetails(type="/problems/unreachable", title="Unreachable", status=0, detail=detail))


def _unexpected(response: httpx2.Response) -> Refused:
    where = f"{response.request.method} {response.request.url.path}"
    detail = f"{where} was answered {response.status_code} with something that is not Brandcheck's."
    problem = ProblemDetails(
        type="/problems/unexpected", title="Unexpected", status=response.status_code, detail=detail
    )
    return Refused(problem)
