"""What the log holds, and what it must never hold."""

import io
import json
import logging
from collections.abc import Iterator

import pytest

from service.nouns import Scope
from service.security.logs import LOGGER, Lines, described, note
from tests.service.security.conftest import Site

DRAFT = "Our secret launch sells low cost"
QUERY = "a-very-private-search"


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """Return what the service logs, from all loggers but that of the tests' own client, as lines of JSON."""
    text = io.StringIO()
    handler = logging.StreamHandler(text)
    handler.setFormatter(Lines())
    handler.addFilter(lambda record: record.name != "httpx2")
    root, level = logging.getLogger(), logging.getLogger().level
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    yield text
    root.removeHandler(handler)
    root.setLevel(level)


def lines(log: io.StringIO) -> list[dict[str, object]]:
    return [json.loads(line) for line in log.getvalue().splitlines()]


def requests(log: io.StringIO) -> list[dict[str, object]]:
    return [line for line in lines(log) if line["event"] == "request"]


def test_a_request_is_one_line_that_names_the_route(local: Site, log: io.StringIO) -> None:
    answer = local.browser().get(f"/v1/teams/none?text={QUERY}")

    (line,) = requests(log)
    told = {name: line[name] for name in ("method", "route", "status", "by", "request", "level")}
    assert told == {
        "method": "GET",
        "route": "/v1/teams/{name}",
        "status": 404,
        "by": "local local",
        "request": answer.headers["x-request-id"],
        "level": "info",
    }
    assert isinstance(line["milliseconds"], float)
    assert line["bytes"] == len(answer.content)


def test_neither_words_nor_secrets_nor_queries_are_logged(outside: Site, log: io.StringIO) -> None:
    program = outside.with_key(*Scope)
    secret = program.headers["authorization"].split()[1]

    program.post("/v1/checks", json={"text": DRAFT, "kit": QUERY})
    program.post("/v1/checks", json={"text": [DRAFT], "kit": QUERY})
    program.get(f"/v1/checks?text={QUERY}")
    program.get(f"/v1/checks/{QUERY}")
    program.get(f"/{QUERY}")
    outside.browser(authorization="Bearer wrong-secret-key").get("/v1/keys")
    outside.browser().get("/sign-in/callback?code=private-code&state=private-state")

    assert len(requests(log)) == 7
    for private in (DRAFT, QUERY, secret, "wrong-secret-key", "private-code", "private-state"):
        assert private not in log.getvalue()


def test_a_key_is_named_by_its_id(outside: Site, log: io.StringIO) -> None:
    program = outside.with_key(Scope.READ)
    key = outside.parts.records.keys.list()[0]

    program.get("/v1/teams")

    assert requests(log)[0]["by"] == f"key {key.id}"


@pytest.mark.parametrize("given", ["abcdefgh", "a" * 64, "0-9.A_z-12"])
def test_an_id_that_comes_along_is_kept(local: Site, log: io.StringIO, given: str) -> None:
    answer = local.browser().get("/healthz", headers={"x-request-id": given})

    assert answer.headers["x-request-id"] == requests(log)[0]["request"] == given


@pytest.mark.parametrize(
    "given", ["", "short", "a" * 65, "a b c d e f", 'x"y"zzzzz', "12345678\u00e4", "<script>"]
)
def test_one_that_is_none_is_replaced(local: Site, log: io.StringIO, given: str) -> None:
    answer = local.browser().get("/healthz", headers={"x-request-id": given.encode()})

    assert answer.headers["x-request-id"] == requests(log)[0]["request"]
    assert len(answer.headers["x-request-id"]) == 32


def test_a_method_that_somebody_thinks_up_is_not_repeated(local: Site, log: io.StringIO) -> None:
    local.browser().request("EVIL\u00b7METHOD".encode("latin-1").decode("latin-1").upper(), "/healthz")

    assert requests(log)[0]["method"] == "other"


def _broken(*, hidden: bool) -> Exception:
    """Return an error that was raised from another, or while another was handled and hides it."""
    try:
        _raise(ValueError(DRAFT))
    except ValueError as inner:
        with pytest.raises(KeyError) as caught:
            _raise(KeyError(DRAFT), None if hidden else inner)
    return caught.value


def _raise(error: Exception, cause: Exception | None = None) -> None:
    raise error from cause


def test_an_exception_is_logged_without_its_text(log: io.StringIO) -> None:
    note("fault", logging.ERROR, error=_broken(hidden=False), request="1")

    (line,) = lines(log)
    assert DRAFT not in log.getvalue()
    assert (line["level"], line["event"], line["request"]) == ("error", "fault", "1")
    assert [one["type"] for one in line["error"]] == ["builtins.KeyError", "builtins.ValueError"]
    assert "test_logs.py" in line["error"][0]["at"][0]


def test_what_was_hidden_on_purpose_stays_hidden() -> None:
    assert [one["type"] for one in described(_broken(hidden=True))] == ["builtins.KeyError"]


def test_each_event_is_one_line_whatever_is_in_it(log: io.StringIO) -> None:
    note("a\nb\u2028c", says="d\r\n\x1be", event="shadow")

    (line,) = lines(log)
    assert len(log.getvalue().splitlines()) == 1
    assert (line["says"], line["event"]) == ("d\r\n\x1be", "a\nb\u2028c")


def test_the_log_has_a_name() -> None:
    assert LOGGER.name == "brandcheck.requests"
