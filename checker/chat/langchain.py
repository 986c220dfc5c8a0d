"""The door to language models: LangChain's `init_chat_model`, for any provider and OpenAI-compatible server.

Nothing else in the project speaks to a model. LangChain takes seconds to import, so import this module where
a model is needed and not before. What is asked goes to the server that the settings name and nowhere else:
LangChain's tracing, its gateway and callbacks of other programs are kept out.
"""

import json
import os
import warnings
import weakref
from collections.abc import Callable, Mapping
from contextvars import Context
from typing import Literal, cast

import openai
from langchain.chat_models import init_chat_model
from langchain_core.exceptions import ModelInvalidRequestError
from langchain_core.language_models import BaseChatModel, LanguageModelInput
from langchain_core.messages import AIMessage, HumanMessage, SystemMessage
from langchain_core.messages.ai import UsageMetadata
from langchain_core.rate_limiters import BaseRateLimiter
from langchain_core.runnables import Runnable
from langsmith import tracing_context
from openai.types.chat import ChatCompletion

from checker.asking import Answer, Model, Question, Reply, Usage
from checker.chat import wire
from checker.chat.access import OPENAI, Server, first_server, parted, resolved, second_server, shown
from checker.chat.breaker import Breaker
from checker.chat.errand import Call, Errand, Form, Manner, Terms
from checker.chat.exchange import Log
from checker.chat.failures import translated
from checker.chat.fallback import Fallback
from checker.chat.messages import Fence, random_mark
from checker.chat.replies import Said
from checker.chat.schemas import TITLE
from checker.errors import ModelFailed, ModelUnavailable
from checker.settings import JudgeSettings

_METHODS: dict[Form, Literal["json_schema", "function_calling", "json_mode"]] = {
    Form.SCHEMA: "json_schema",
    Form.TOOLS: "function_calling",
    Form.JSON: "json_mode",
}
_MESSAGES = {"system": SystemMessage, "user": HumanMessage, "assistant": AIMessage}
_init: Callable[..., BaseChatModel] = init_chat_model
_WIRED = {OPENAI, "azure_openai"}
"""Providers whose client takes ours for HTTP."""
_ADDRESS = {"azure_openai": "azure_endpoint"}
"""What providers call their address, where that is not `base_url`."""
_STOPS = ("finish_reason", "stop_reason", "done_reason")
"""Where providers say why a model stopped."""


def connect(
    settings: JudgeSettings, *, rate_limiter: BaseRateLimiter | None = None, fence: Fence | None = None
) -> Model:
    """Return the model that *settings* name, and behind it the second; both rest when they keep failing.

    Args:
        settings: which models, and how they are asked.
        rate_limiter: waits before each call until it may be made.
        fence: draws the mark around untrusted text; a random one where none is given.

    Raises:
        ModelUnavailable: if no model is named, or one can't be set up as it is.
        InputError: if the log can't be written.
    """
    if not settings.model:
        raise ModelUnavailable(
            "No language model is set: set BRANDCHECK_JUDGE__MODEL, such as openai:gpt-5.6-luna."
        )
    mark = fence or random_mark
    first = Breaker(ChatModel(settings.model, settings, rate_limiter=rate_limiter, fence=mark))
    if not settings.fallback:
        return first
    server = second_server(settings)
    second = ChatModel(settings.fallback, settings, server=server, rate_limiter=rate_limiter, fence=mark)
    return Fallback(first, Breaker(second))


class ChatModel:
    """A language model as LangChain reaches it.

    Args:
        name: `provider:model`.
        settings: how it is asked.
        server: where it is reached; as *settings* say where none is given.
        rate_limiter: waits before each call until it may be made.
        fence: draws the mark that stands around untrusted text.

    Raises:
        ModelUnavailable: if the provider's package or a key is missing, or calls would go elsewhere.
        InputError: if the log can't be written.
    """

    def __init__(
        self,
        name: str,
        settings: JudgeSettings,
        *,
        server: Server | None = None,
        rate_limiter: BaseRateLimiter | None = None,
        fence: Fence = random_mark,
    ) -> None:
        where = resolved(name, server or first_server(settings))
        self._line = _Line(name, settings, where, rate_limiter)
        self._settings = settings
        self._terms = Terms(
            first=Manner(self._line.form(settings.structured)),
            steps_down=settings.structured == "auto",
            fence=fence,
            log=Log(settings.log) if settings.log else None,
        )

    @property
    def name(self) -> str:
        """Return the name of the model, as `provider:model`."""
        return self._line.name

    def ask(self, question: Question[Answer]) -> Reply[Answer]:
        """Return the model's answer to *question*; one that can't be read is asked for once more.

        Raises:
            ModelFailed: if there is none that can be used; it carries what asking has cost.
        """
        trip = wire.Trip(self._settings.timeout, self._settings.seconds)
        errand = Errand(self._line, self._terms, question, trip)
        try:
            answer = Context().run(_isolated, errand)
        except ModelFailed as error:
            error.usage = trip.usage
            raise
        return Reply(answer, trip.usage, self.name)


def _isolated(errand: Errand[Answer]) -> Answer:
    """Run *errand* in a new context, where neither tracers nor callbacks of a program around it are known."""
    wire.begin(errand.trip)
    with tracing_context(enabled=False):
        return errand.run()


class _Line:
    """A model as LangChain reaches it: with a temperature, if one is set and it takes one, and without."""

    def __init__(
        self, name: str, settings: JudgeSettings, server: Server, rate_limiter: BaseRateLimiter | None
    ) -> None:
        self.name = name
        self.address = shown(server.base_url)
        self._provider = parted(name)[0]
        options = _options(settings, server, self._provider) | {"rate_limiter": rate_limiter}
        if self._provider in _WIRED:
            http = wire.client(os.environ.get("OPENAI_PROXY"))
            weakref.finalize(self, http.close)
            options |= {"http_client": http, "openai_proxy": None}
        self._profile: Mapping[str, object] = dict(_made(name, options).profile or {})
        self._warm = _made(name, options | self._fitting(settings))
        self._plain = self._warm.model_copy(update={"temperature": None})

    def call(self, call: Call) -> Said:
        """Return what the model says to *call*."""
        messages = [_MESSAGES[message.role](message.text) for message in call.talk]
        with translated(self.name):
            try:
                replies = cast("dict[str, AIMessage]", self._structured(call).invoke(messages))
                return _said(replies["raw"])
            except (openai.LengthFinishReasonError, openai.ContentFilterFinishReasonError) as error:
                if error.completion is None:
                    raise
                return _broken_off(error.completion)

    def _structured(self, call: Call) -> Runnable[LanguageModelInput, object]:
        """Return the model made to answer in the form of *call*.

        Raises:
            ModelInvalidRequestError: if the provider's package knows no such form.
        """
        strictness = {"strict": True} if self._provider in _WIRED and call.is_strict else {}
        try:
            return self._chat(call.manner).with_structured_output(
                {"title": TITLE, **call.schema},
                method=_METHODS[call.manner.form],
                include_raw=True,
                **strictness,
            )
        except (NotImplementedError, TypeError, ValueError) as error:
            raise ModelInvalidRequestError(str(error)) from error

    def parameters(self, manner: Manner) -> Mapping[str, float | None]:
        """Return what is sent along beside messages and schema."""
        chat = self._chat(manner)
        return {name: getattr(chat, name, None) for name in ("temperature", "max_tokens", "max_retries")}

    def form(self, setting: str) -> Form:
        """Return the form that *setting* means: with `auto`, the surest that the model's profile promises."""
        if setting != "auto":
            return Form(setting)
        if self._profile.get("structured_output", True):
            return Form.SCHEMA
        return Form.TOOLS if self._profile.get("tool_calling", True) else Form.JSON

    def _chat(self, manner: Manner) -> BaseChatModel:
        return self._warm if manner.is_warm else self._plain

    def _fitting(self, settings: JudgeSettings) -> dict[str, object]:
        """Return the options that depend on what the model can do."""
        most = self._profile.get("max_output_tokens")
        room = min(settings.max_output, most) if isinstance(most, int) and most else settings.max_output
        options: dict[str, object] = {"max_tokens": room}
        if settings.temperature is not None and self._profile.get("temperature", True):
            options["temperature"] = settings.temperature
        if self._provider == OPENAI and not self.address:
            options["store"] = False
        return options


def _options(settings: JudgeSettings, server: Server, provider: str) -> dict[str, object]:
    known = {_ADDRESS.get(provider, "base_url"): server.base_url or None, "api_key": server.key}
    options: dict[str, object] = {
        "timeout": settings.timeout,
        "max_retries": settings.retries,
        "cache": False,
    }
    return options | {name: value for name, value in known.items() if value is not None}


def _made(name: str, options: Mapping[str, object]) -> BaseChatModel:
    """Return the model called *name*.

    Raises:
        ModelUnavailable: if its provider's package is missing or it can't be set up.
    """
    provider, model = parted(name)
    warnings.filterwarnings("ignore", category=UserWarning, module=r"langchain_openai\.")
    try:
        return _init(model, model_provider=provider, **options)
    except ImportError as error:
        package = str(getattr(error.__cause__, "name", None) or provider).partition(".")[0].replace("_", "-")
        raise ModelUnavailable(
            f"{name} needs a package that is not installed: pip install {package}"
        ) from error
    except Exception as error:
        raise ModelUnavailable(
            f"{name} can't be set up ({type(error).__name__}). Check the provider's name, its key, "
            f"usually in {provider.upper()}_API_KEY, and BRANDCHECK_JUDGE__BASE_URL."
        ) from error


def _said(message: AIMessage) -> Said:
    """Return *message* in our own form, whichever provider it is from."""
    arguments = [json.dumps(call["args"], ensure_ascii=False) for call in message.tool_calls]
    arguments += [call["args"] or "" for call in message.invalid_tool_calls]
    metadata = message.response_metadata
    reasons = [metadata.get(name) for name in _STOPS]
    reasons.append((metadata.get("incomplete_details") or {}).get("reason"))
    return Said(
        text=arguments[0] if arguments else str(message.text),
        reason=next((str(reason) for reason in reasons if reason), ""),
        refusal=_refusal(message),
        usage=_usage(message.usage_metadata),
    )


def _refusal(message: AIMessage) -> str:
    blocks = message.content if isinstance(message.content, list) else []
    said = [block.get("refusal") for block in blocks if isinstance(block, dict)]
    said.append(message.additional_kwargs.get("refusal"))
    return next((str(refusal) for refusal in said if refusal), "")


def _usage(metadata: UsageMetadata | None) -> Usage:
    if metadata is None:
        return Usage()
    details = metadata.get("input_token_details") or {}
    cached = sum(int(str(count or 0)) for name, count in details.items() if name.endswith("cache_read"))
    return Usage(
        tokens_in=metadata["input_tokens"], tokens_cached=cached, tokens_out=metadata["output_tokens"]
    )


def _broken_off(completion: ChatCompletion) -> Said:
    """Return what *completion*, for which OpenAI's client raises an error, says all the same."""
    choice, usage = completion.choices[0], completion.usage
    details = usage.prompt_tokens_details if usage else None
    return Said(
        text=choice.message.content or "",
        reason=choice.finish_reason,
        usage=Usage(
            tokens_in=usage.prompt_tokens if usage else 0,
            tokens_cached=(details.cached_tokens or 0) if details else 0,
            tokens_out=usage.completion_tokens if usage else 0,
        ),
    )
