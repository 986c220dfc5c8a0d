"""What a provider's client may raise, translated into our own tree of errors.

Vendors' exceptions are known by name, so nothing of theirs is imported here; a test walks their packages and
shows that none is forgotten. A text says what happened and what to do about it, in our own words, a status
and identifiers: never in a vendor's words, which may hold the draft or a part of the key.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import NamedTuple

from checker.asking import Usage
from checker.errors import (
    Denied,
    ModelFailed,
    RateLimited,
    Refused,
    Rejected,
    TimedOut,
    Truncated,
    Unreachable,
    Unreadable,
)

OURS = ("checker", "prompts")
BORDER = "checker.chat.langchain"
"""The module that calls vendors: what is raised beneath it, and not by us, is a vendor's."""


class Fault(NamedTuple):
    """What may happen to a call."""

    kind: type[ModelFailed]
    what: str
    remedy: str


TIME = Fault(TimedOut, "no answer came in time", "Try again later, or raise BRANDCHECK_JUDGE__TIMEOUT.")
OFFLINE = Fault(Unreachable, "there is no connection", "Check the network and BRANDCHECK_JUDGE__BASE_URL.")
OUTAGE = Fault(Unreachable, "the provider has an outage", "Try again later.")
MANY = Fault(
    RateLimited,
    "the provider wants fewer calls",
    "Try again later, or set BRANDCHECK_JUDGE__REQUESTS_PER_MINUTE.",
)
KEY = Fault(Denied, "the key is not accepted", "Check the provider's key, or BRANDCHECK_JUDGE__API_KEY.")
RIGHT = Fault(Denied, "the key may not do this", "Ask whoever owns the account, or choose another model.")
CREDIT = Fault(Denied, "the account has no credit left", "Check its billing with the provider.")
MODEL = Fault(Denied, "there is no such model", "Check BRANDCHECK_JUDGE__MODEL.")
ADDRESS = Fault(
    Denied,
    "there is no such model, or nothing at this address",
    "Check BRANDCHECK_JUDGE__MODEL and BRANDCHECK_JUDGE__BASE_URL.",
)
REQUEST = Fault(
    Rejected,
    "the provider does not take the request",
    "Check what the model takes: BRANDCHECK_JUDGE__STRUCTURED, …__TEMPERATURE, …__MAX_OUTPUT.",
)
LONG = Fault(Rejected, "the request is too long for the model", "Lower BRANDCHECK_JUDGE__WINDOW.")
MOVED = Fault(
    Rejected, "the server sends calls to another address", "Set BRANDCHECK_JUDGE__BASE_URL to where it is."
)
DECLINED = Fault(Refused, "the model or a content filter declines", "Have a person read this draft.")
CUT = Fault(Truncated, "the answer was cut off", "Raise BRANDCHECK_JUDGE__MAX_OUTPUT.")
GARBLED = Fault(
    Unreadable, "the answer is not what was asked for, even when asked again", "Try another model."
)
FOREIGN = Fault(
    Unreadable, "the server's answer is not in the provider's form", "Check BRANDCHECK_JUDGE__BASE_URL."
)
HUGE = Fault(Unreadable, "the answer is far larger than what was asked for", "Try another model.")
UNKNOWN = Fault(ModelFailed, "the call failed", "Try again; if it stays so, try another model.")

BY_CODE = {
    "billing_hard_limit_reached": CREDIT,
    "content_filter": DECLINED,
    "content_policy_violation": DECLINED,
    "context_length_exceeded": LONG,
    "exceed_context_size_error": LONG,
    "insufficient_quota": CREDIT,
    "invalid_api_key": KEY,
    "invalid_prompt": DECLINED,
    "model_not_found": MODEL,
    "string_above_max_length": LONG,
}
"""By the code or type that the provider names."""
BY_STATUS = {401: KEY, 402: CREDIT, 403: RIGHT, 404: ADDRESS, 408: TIME, 409: OUTAGE, 413: LONG, 429: MANY}
"""By HTTP status; those not named go by their hundred."""
BY_HUNDRED = {3: MOVED, 4: REQUEST, 5: OUTAGE}
BY_NAME = {
    "checker.OutOfTime": TIME,
    "checker.TooLarge": HUGE,
    "httpx.InvalidURL": ADDRESS,
    "httpx.RequestError": OFFLINE,
    "httpx.TimeoutException": TIME,
    "httpx2.InvalidURL": ADDRESS,
    "httpx2.RequestError": OFFLINE,
    "httpx2.TimeoutException": TIME,
    "json.JSONDecodeError": FOREIGN,
    "langchain_core.ContextOverflowError": LONG,
    "langchain_core.ModelAPIError": OUTAGE,
    "langchain_core.ModelAuthenticationError": KEY,
    "langchain_core.ModelConnectionError": OFFLINE,
    "langchain_core.ModelInvalidRequestError": REQUEST,
    "langchain_core.ModelNotFoundError": ADDRESS,
    "langchain_core.ModelPermissionDeniedError": RIGHT,
    "langchain_core.ModelRateLimitError": MANY,
    "langchain_core.ModelTimeoutError": TIME,
    "langchain_core.OutputParserException": FOREIGN,
    "langchain_openai.OpenAIRefusalError": DECLINED,
    "langchain_openai.StreamChunkTimeoutError": TIME,
    "openai.APIConnectionError": OFFLINE,
    "openai.APIResponseValidationError": FOREIGN,
    "openai.APITimeoutError": TIME,
    "openai.AuthenticationError": KEY,
    "openai.BadRequestError": REQUEST,
    "openai.ConflictError": OUTAGE,
    "openai.ContentFilterFinishReasonError": DECLINED,
    "openai.InternalServerError": OUTAGE,
    "openai.LengthFinishReasonError": CUT,
    "openai.NotFoundError": ADDRESS,
    "openai.PermissionDeniedError": RIGHT,
    "openai.RateLimitError": MANY,
    "openai.UnprocessableEntityError": REQUEST,
    "openai.WebSocketConnectionClosedError": OFFLINE,
    "pydantic_core.ValidationError": FOREIGN,
}
"""By package and class, the nearest class first."""
VENDORS = {"httpcore", "httpcore2", "httpx", "httpx2", "langchain", "langchain_core", "langchain_openai"} | {
    *("langsmith", "openai", "tiktoken"),
}
"""Packages of which every other exception is a failure of the call, too."""
IDENTIFIER = re.compile(r"[\w.\[\]-]{1,64}", re.ASCII)
"""What may be told of an error: a code or the name of a parameter, never a sentence."""
TOO_LONG = re.compile(
    r"context (length|window|size)|maximum context|prompt is too long|too many tokens", re.IGNORECASE
)
MOST_WORDS = 500
"""Code points of a provider's message that are read or logged."""
FORM_STATUS = {400, 404, 422, None}
"""How servers answer to a form of answer that they don't know."""


@contextmanager
def translated(name: str) -> Iterator[None]:
    """Turn what is raised within into our own errors, in the name of the model called *name*.

    Raises:
        ModelFailed: for whatever a vendor raised; its cause is the vendor's exception.
    """
    try:
        yield
    except Exception as error:
        translation = failure(error, name)
        if translation is None or translation is error:
            raise
        raise translation from error


def failure(error: Exception, name: str) -> ModelFailed | None:
    """Return what *error* means for the model called *name*, or none if it is an error in our own code."""
    if isinstance(error, ModelFailed):
        return error
    found = fault(error)
    return failed(name, found, _detail(error, found)) if found else None


def failed(name: str, found: Fault, detail: str = "") -> ModelFailed:
    """Return the error that tells of the fault *found* with the model called *name*."""
    return found.kind(f"{name}: {found.what}{f' ({detail})' if detail else ''}. {found.remedy}")


def fault(error: Exception) -> Fault | None:
    """Return what *error* means, or none if it is an error in our own code."""
    by_code = next((BY_CODE[code] for code in _codes(error) if code in BY_CODE), None)
    return by_code or _by_status(error) or _by_name(error) or _by_origin(error)


def spent(error: ModelFailed) -> Usage:
    """Return what a failed question has cost, as far as that is known."""
    return error.usage if isinstance(error.usage, Usage) else Usage()


def about_form(error: ModelFailed) -> bool:
    """Whether *error* may come from the form in which the answer was asked for."""
    cause = error.__cause__
    if not isinstance(cause, Exception):
        return False
    return fault(cause) in {REQUEST, ADDRESS} and _status(cause) in FORM_STATUS


def about_temperature(error: ModelFailed) -> bool:
    """Whether *error* comes from the temperature, which some models don't take."""
    cause = error.__cause__
    is_named = getattr(cause, "param", None) == "temperature" or re.search(
        r"\btemperature\b", str(cause)[:MOST_WORDS]
    )
    return about_form(error) and bool(is_named)


def own_words(error: ModelFailed | None) -> str:
    """Return what the provider said of *error*, for the log alone; nothing where it may speak of the key."""
    cause = error.__cause__ if error else None
    if not isinstance(cause, Exception) or _status(cause) is None or isinstance(error, Denied):
        return ""
    return str(cause)[:MOST_WORDS]


def _codes(error: Exception) -> tuple[str, ...]:
    return tuple(str(value) for key in ("code", "type") if (value := getattr(error, key, None)))


def _status(error: Exception) -> int | None:
    """Return the HTTP status that *error* is about, wherever its vendor keeps it."""
    holders = ((error, "status_code"), (getattr(error, "response", None), "status_code"), (error, "code"))
    found = (getattr(holder, name, None) for holder, name in holders)
    return next((int(status) for status in found if isinstance(status, int)), None)


def _by_status(error: Exception) -> Fault | None:
    status = _status(error) or 0
    found = BY_STATUS.get(status) or BY_HUNDRED.get(status // 100)
    return LONG if found is REQUEST and TOO_LONG.search(str(error)) else found


def _by_name(error: Exception) -> Fault | None:
    names = [(cls.__module__.partition(".")[0], cls.__name__) for cls in type(error).__mro__]
    by_name = next((BY_NAME[key] for pair in names if (key := ".".join(pair)) in BY_NAME), None)
    return by_name or (UNKNOWN if any(package in VENDORS for package, _ in names) else None)


def _by_origin(error: Exception) -> Fault | None:
    """Return what an exception of no known package means, if it was raised beneath the border."""
    modules = list(_modules(error.__traceback__))
    ours = [place for place, module in enumerate(modules) if module.partition(".")[0] in OURS]
    if not ours or modules[ours[-1]] != BORDER or ours[-1] == len(modules) - 1:
        return None
    if isinstance(error, TimeoutError):
        return TIME
    if isinstance(error, OSError):
        return OFFLINE
    return FOREIGN if type(error).__module__ == "builtins" else UNKNOWN


def _modules(traceback: TracebackType | None) -> Iterator[str]:
    while traceback:
        yield str(traceback.tb_frame.f_globals.get("__name__", ""))
        traceback = traceback.tb_next


def _detail(error: Exception, found: Fault) -> str:
    """Return what identifies *error* to whoever looks further."""
    values = [_status(error), *_codes(error), getattr(error, "param", None)]
    known = [str(value) for value in values if value and IDENTIFIER.fullmatch(str(value))]
    return ", ".join(known) or (type(error).__name__ if found in {UNKNOWN, FOREIGN} else "")
