import json
import subprocess
import sys
import types
from collections.abc import Iterator

import httpx
import httpx2
import langchain.chat_models
import langchain_openai
import openai
import pydantic
import pytest
from langchain_core import exceptions as core
from langchain_openai.chat_models import base as langchain_openai_base

from checker.asking import Usage
from checker.chat import failures
from checker.chat.failures import (
    BORDER,
    UNKNOWN,
    about_form,
    about_temperature,
    failure,
    fault,
    own_words,
    spent,
    translated,
)
from checker.chat.wire import OutOfTime, TooLarge
from checker.errors import (
    Denied,
    InputError,
    ModelFailed,
    OverBudget,
    RateLimited,
    Refused,
    Rejected,
    TimedOut,
    Truncated,
    Unreachable,
    Unreadable,
)

NAME = "openai:gpt-5-mini"
SECRETS = ("sk-abc123", "our kettle is the cheapest")
LOADED = (httpx, httpx2, langchain.chat_models, langchain_openai, openai)
"""Their exceptions exist because they are imported."""
EXPECTED = {
    core.ContextOverflowError: Rejected,
    core.ModelAPIError: Unreachable,
    core.ModelAuthenticationError: Denied,
    core.ModelConnectionError: Unreachable,
    core.ModelInvalidRequestError: Rejected,
    core.ModelNotFoundError: Denied,
    core.ModelPermissionDeniedError: Denied,
    core.ModelRateLimitError: RateLimited,
    core.ModelTimeoutError: TimedOut,
    core.OutputParserException: Unreadable,
    httpx.ConnectError: Unreachable,
    httpx.InvalidURL: Denied,
    httpx.ReadTimeout: TimedOut,
    httpx2.ConnectTimeout: TimedOut,
    httpx2.DecodingError: Unreachable,
    httpx2.InvalidURL: Denied,
    httpx2.PoolTimeout: TimedOut,
    httpx2.ProxyError: Unreachable,
    httpx2.RemoteProtocolError: Unreachable,
    json.JSONDecodeError: Unreadable,
    langchain_openai_base.OpenAIContextOverflowError: Rejected,
    langchain_openai_base.OpenAIRateLimitError: RateLimited,
    langchain_openai_base.OpenAIRefusalError: Refused,
    langchain_openai_base.OpenAITimeoutError: TimedOut,
    openai.APIConnectionError: Unreachable,
    openai.APIResponseValidationError: Unreadable,
    openai.APITimeoutError: TimedOut,
    openai.AuthenticationError: Denied,
    openai.BadRequestError: Rejected,
    openai.ConflictError: Unreachable,
    openai.ContentFilterFinishReasonError: Refused,
    openai.InternalServerError: Unreachable,
    openai.LengthFinishReasonError: Truncated,
    openai.NotFoundError: Denied,
    openai.OAuthError: Denied,
    openai.PermissionDeniedError: Denied,
    openai.RateLimitError: RateLimited,
    openai.UnprocessableEntityError: Rejected,
    pydantic.ValidationError: Unreadable,
    OutOfTime: TimedOut,
    TooLarge: Unreadable,
}
GENERAL = {
    "APIError",
    "APIStatusError",
    "InvalidWebhookSignatureError",
    "OpenAIError",
    "WebSocketQueueFullError",
}
"""OpenAI's exceptions that say nothing of what happened."""
NAMES = [name for name in vars(openai) if not name.startswith("_")]
PUBLIC = [cls for name in NAMES if isinstance(cls := vars(openai)[name], type) and issubclass(cls, Exception)]


def loaded(cls: type[BaseException] = Exception) -> Iterator[type[Exception]]:
    """Yield all exception classes of vendors that are imported."""
    for child in cls.__subclasses__():
        if child.__module__.partition(".")[0] in failures.VENDORS and not issubclass(child, Warning):
            yield child
        yield from loaded(child)


def bare(cls: type[Exception]) -> Exception:
    """Return an exception of *cls* without calling what it is made with, where that can be."""
    if cls is pydantic.ValidationError:
        return pydantic.ValidationError.from_exception_data("Fit", [])
    return cls.__new__(cls)


def answered(status: int, **error: str | None) -> openai.APIStatusError:
    request = httpx2.Request("POST", "http://127.0.0.1/v1")
    return openai.APIStatusError(
        "; ".join(SECRETS), response=httpx2.Response(status, request=request), body=error
    )


@pytest.mark.parametrize("cls", sorted(set(loaded()), key=lambda cls: (cls.__module__, cls.__qualname__)))
def test_every_exception_of_a_vendor_is_a_failure_of_the_model(cls):
    assert isinstance(failure(bare(cls), NAME), ModelFailed)


@pytest.mark.parametrize("cls", PUBLIC, ids=lambda cls: cls.__name__)
def test_every_exception_of_openai_is_either_told_apart_or_known_not_to_be(cls):
    assert (fault(bare(cls)) is UNKNOWN) == (cls.__name__ in GENERAL)


@pytest.mark.parametrize("cls", list(EXPECTED), ids=lambda cls: f"{cls.__module__}.{cls.__name__}")
def test_exceptions_mean_what_they_say(cls):
    assert type(failure(bare(cls), NAME)) is EXPECTED[cls]


@pytest.mark.parametrize("key", list(failures.BY_NAME))
def test_every_name_in_the_table_is_that_of_an_exception(key):
    package, name = key.split(".")
    ours = [OutOfTime, TooLarge, json.JSONDecodeError, pydantic.ValidationError]

    assert any(
        cls.__module__.partition(".")[0] == package and cls.__name__ == name for cls in [*loaded(), *ours]
    )


def test_an_exception_that_a_vendor_adds_tomorrow_is_a_failure():
    new = type("BrandNewError", (Exception,), {"__module__": "openai._new"})

    told = failure(new("sk-abc123"), NAME)

    assert type(told) is ModelFailed
    assert (
        str(told) == f"{NAME}: the call failed (BrandNewError). Try again; if it stays so, try another model."
    )


@pytest.mark.parametrize(
    ("error", "kind", "told"),
    [
        (answered(301), Rejected, "another address"),
        (answered(400), Rejected, "(400)"),
        (answered(400, code="context_length_exceeded"), Rejected, "too long"),
        (answered(400, type="exceed_context_size_error"), Rejected, "too long"),
        (answered(400, code="content_filter"), Refused, "declines"),
        (answered(400, code="invalid_prompt"), Refused, "declines"),
        (answered(400, code="x", param="messages[0].role"), Rejected, "(400, x, messages[0].role)"),
        (answered(401), Denied, "key"),
        (answered(402), Denied, "credit"),
        (answered(403), Denied, "may not"),
        (answered(404), Denied, "nothing at this address"),
        (answered(404, code="model_not_found"), Denied, "no such model"),
        (answered(405), Rejected, "(405)"),
        (answered(408), TimedOut, "in time"),
        (answered(409), Unreachable, "outage"),
        (answered(413), Rejected, "too long"),
        (answered(422), Rejected, "(422)"),
        (answered(429), RateLimited, "REQUESTS_PER_MINUTE"),
        (answered(429, code="insufficient_quota"), Denied, "credit"),
        (answered(500), Unreachable, "outage"),
        (answered(529), Unreachable, "outage"),
        (answered(418, code="; ".join(SECRETS), param=SECRETS[1], type="x" * 65), Rejected, "(418)"),
        (OverBudget("The budget of the day is spent."), OverBudget, "The budget of the day is spent."),
    ],
)
def test_what_a_server_answers_is_told_without_the_key_or_the_draft(error, kind, told):
    translation = failure(error, NAME)

    assert type(translation) is kind
    assert told in str(translation)
    assert not any(secret in str(translation) for secret in SECRETS)


@pytest.mark.parametrize(
    "message",
    ["This model's maximum context length is 4096 tokens", "Prompt is too long", "context window exceeded"],
)
def test_a_request_that_is_too_long_is_known_by_what_servers_say(message):
    error = answered(400)
    error.args = (message,)

    assert "BRANDCHECK_JUDGE__WINDOW" in str(failure(error, NAME))


def test_the_code_of_other_vendors_is_a_status():
    error = type("ResourceExhausted", (Exception,), {"__module__": "google.api_core", "code": 429})()

    assert type(failure(error, NAME)) is RateLimited


def raised_beneath(modules: tuple[str, ...], error: Exception) -> Exception:
    """Return *error* as it is when the last of *modules* raises it, called by the one before, and so on."""
    call = types.FunctionType(compile("raise error", "x", "exec"), {"__name__": modules[-1], "error": error})
    for module in reversed(modules[:-1]):
        call = types.FunctionType(compile("call()", "x", "exec"), {"__name__": module, "call": call})
    with pytest.raises(type(error)) as caught:
        call()
    return caught.value


@pytest.mark.parametrize(
    ("modules", "error", "kind"),
    [
        ((BORDER, "openai.x", "json"), ValueError("x"), Unreadable),
        ((BORDER, "openai.x"), AttributeError("x"), Unreadable),
        ((BORDER, "langchain_x"), RecursionError(), Unreadable),
        ((BORDER, "socket"), ConnectionResetError(), Unreachable),
        ((BORDER, "socket"), TimeoutError(), TimedOut),
        ((BORDER,), ValueError("ours"), None),
        ((BORDER, "langchain_core.x", "checker.chat.pace"), ValueError("ours"), None),
        ((BORDER, "langchain_core.x", "checker.chat.pace", "sqlalchemy.x"), ValueError("ours"), None),
        (("checker.judges.model", "json"), ValueError("ours"), None),
        (("json",), ValueError("nobody's"), None),
    ],
)
def test_python_s_own_exceptions_are_a_vendor_s_only_where_a_vendor_raised_them(modules, error, kind):
    translation = failure(raised_beneath(modules, error), NAME)

    assert type(translation) is (kind or type(None))


def test_a_translation_keeps_its_cause():
    with pytest.raises(RateLimited) as caught, translated(NAME):
        raise answered(429)

    assert isinstance(caught.value.__cause__, openai.APIStatusError)


@pytest.mark.parametrize(
    "error", [ValueError("ours"), KeyError("ours"), InputError("ours"), RateLimited("ours")]
)
def test_our_own_errors_pass_as_they_are(error):
    with pytest.raises(type(error)) as caught, translated(NAME):
        raise error

    assert caught.value is error
    assert caught.value.__cause__ is None


def told(error: Exception) -> ModelFailed:
    with pytest.raises(ModelFailed) as caught, translated(NAME):
        raise error
    return caught.value


@pytest.mark.parametrize(
    ("error", "form", "temperature"),
    [
        (answered(400), True, False),
        (answered(404), True, False),
        (answered(422), True, False),
        (bare(core.ModelInvalidRequestError), True, False),
        (answered(400, param="temperature"), True, True),
        (answered(404, code="model_not_found"), False, False),
        (answered(400, code="context_length_exceeded"), False, False),
        (answered(400, code="content_filter"), False, False),
        (answered(401, param="temperature"), False, False),
        (answered(405), False, False),
        (answered(500), False, False),
        (bare(openai.APITimeoutError), False, False),
    ],
)
def test_only_some_failures_may_be_about_the_form_or_the_temperature(error, form, temperature):
    failed = told(error)

    assert (about_form(failed), about_temperature(failed)) == (form, temperature)


def test_a_failure_of_our_own_is_about_neither():
    assert not about_form(Rejected("ours"))
    assert not about_temperature(Rejected("ours"))


@pytest.mark.parametrize(
    ("error", "words"),
    [(answered(400), "; ".join(SECRETS)), (answered(401), ""), (bare(openai.APITimeoutError), "")],
)
def test_a_provider_s_own_words_are_for_the_log_unless_they_are_about_the_key(error, words):
    assert own_words(told(error)) == words


def test_what_a_failure_cost_is_known_where_it_says_so():
    error = TimedOut("no answer")

    assert spent(error) == Usage()

    error.usage = Usage(calls=3)

    assert spent(error) == Usage(calls=3)


def test_no_vendor_is_imported_until_a_model_is_needed():
    ours = "checker.cli, checker.chat.failures, checker.chat.fallback, checker.chat.exchange"
    code = (
        f"import sys, {ours}; print([m for m in ('openai', 'langchain_core', 'httpx') if m in sys.modules])"
    )

    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert found.stdout.strip() == "[]"
