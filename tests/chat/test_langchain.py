"""The door over real HTTP, with OpenAI's real client, against a server on this machine."""

import gc
import json
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import langsmith.utils
import pytest
from langchain.chat_models import base as registry
from langchain_core.caches import InMemoryCache
from langchain_core.callbacks import BaseCallbackHandler
from langchain_core.globals import set_llm_cache
from langchain_core.rate_limiters import BaseRateLimiter
from langchain_core.runnables import RunnableLambda
from langchain_core.tracers.langchain import wait_for_all_tracers
from pydantic import SecretStr

from checker.asking import Usage
from checker.chat.langchain import ChatModel, connect
from checker.errors import (
    Denied,
    InputError,
    ModelFailed,
    ModelUnavailable,
    RateLimited,
    Refused,
    Rejected,
    TimedOut,
    Truncated,
    Unreachable,
    Unreadable,
)
from checker.settings import JudgeSettings
from tests.chat import other_provider
from tests.chat.questions import DRAFT, GOOD, Fit, question
from tests.stub_server import (
    SOON,
    USAGE,
    Behaviour,
    StubServer,
    answers,
    chats,
    cut,
    drips,
    empty,
    fails,
    filtered,
    floods,
    hangs_up,
    page,
    raw,
    refuses,
    rejects,
    says,
    stalls,
)

FIT = Fit(**GOOD)
KEY = "sk-secret"
ONE = Usage(calls=1, tokens_in=USAGE["input"], tokens_cached=USAGE["cached"], tokens_out=USAGE["output"])
RESPONSES = "openai:gpt-5-pro"
"""A model that only OpenAI's Responses API offers."""


def settings(server: StubServer, model: str = "openai:stub", **more: object) -> JudgeSettings:
    quick = {"timeout": 5.0, "retries": 2, "api_key": SecretStr(KEY)}
    return JudgeSettings(**{"model": model, "base_url": server.url, **quick, **more})


def door(server: StubServer, model: str = "openai:stub", **more: object) -> ChatModel:
    return ChatModel(model, settings(server, model, **more))


def test_a_question_goes_out_with_what_stays_the_same_first_and_comes_back_as_an_answer():
    with StubServer(answers(GOOD)) as server:
        reply = ChatModel("openai:stub", settings(server), fence=lambda _: "MARK").ask(question())
    [asked] = server.requests

    assert (reply.answer, reply.usage, reply.model) == (FIT, ONE, "openai:stub")
    assert asked.path == "/v1/chat/completions"
    assert asked.headers["authorization"] == f"Bearer {KEY}"
    assert asked.messages == [
        {"role": "system", "content": "Count the faults.\n\nlead: Lead with quiet."},
        {"role": "user", "content": f"The draft stands between two lines MARK.\nMARK\n{DRAFT}\nMARK"},
    ]
    assert {name: asked.body[name] for name in ("model", "temperature", "max_completion_tokens")} == {
        "model": "stub",
        "temperature": 0.0,
        "max_completion_tokens": 8000,
    }


def test_each_call_has_its_own_mark():
    with StubServer(always=answers(GOOD)) as server:
        model = door(server)
        for _ in range(3):
            model.ask(question())
    marks = {asked.messages[1]["content"].split("\n")[1] for asked in server.requests}

    assert len(marks) == 3
    assert all(len(mark) == 16 for mark in marks)


@pytest.mark.parametrize("form", ["schema", "tools", "json"])
@pytest.mark.parametrize("model", ["openai:stub", RESPONSES])
def test_an_answer_is_asked_for_in_each_form(form, model):
    with StubServer(answers(GOOD)) as server:
        assert door(server, model, structured=form).ask(question()).answer == FIT
    [asked] = server.requests

    assert asked.form == form
    assert ('"faults":{"type":"integer"}' in asked.text) == (form == "json")


@pytest.mark.parametrize("form", ["schema", "tools", "json"])
def test_an_answer_in_plain_words_is_read_all_the_same(form):
    with StubServer(chats(f"```json\n{json.dumps(GOOD)}\n```")) as server:
        assert door(server, structured=form).ask(question()).answer == FIT


def test_a_schema_is_sent_strictly_and_a_tool_is_forced():
    with StubServer(answers(GOOD), answers(GOOD)) as server:
        door(server, structured="schema").ask(question())
        door(server, structured="tools").ask(question())
    schema = {
        "type": "object",
        "properties": {"reason": {"type": "string"}, "faults": {"type": "integer"}},
        "required": ["reason", "faults"],
        "additionalProperties": False,
    }

    assert server.requests[0].body["response_format"] == {
        "type": "json_schema",
        "json_schema": {"name": "answer", "strict": True, "schema": schema},
    }
    assert server.requests[1].schema == schema
    assert server.requests[1].body["tool_choice"] == {"type": "function", "function": {"name": "answer"}}


@pytest.mark.parametrize("status", [400, 404, 422])
def test_a_server_that_rejects_forms_is_asked_in_the_one_that_it_takes_and_then_at_once(status):
    with StubServer(always=rejects(["schema", "tools"], answers(GOOD), status)) as server:
        model = door(server)
        first, second = model.ask(question()), model.ask(question())

    assert [asked.form for asked in server.requests] == ["schema", "tools", "json", "json"]
    assert first.usage == ONE + Usage(calls=2)
    assert second.usage == ONE


def test_a_warning_of_the_vendor_s_is_no_noise_for_whoever_waits():
    words = "Invalid parameter: 'response_format' of type 'json_schema' is not supported with this model."
    with StubServer(fails(400, message=words), answers(GOOD)) as server:
        assert door(server).ask(question()).answer == FIT


def test_a_model_that_takes_no_temperature_is_asked_without_it():
    words = "Unsupported value: 'temperature' does not support 0.0 with this model."
    with StubServer(fails(400, message=words, param="temperature"), always=answers(GOOD)) as server:
        model = door(server)
        model.ask(question())
        model.ask(question())

    assert ["temperature" in asked.body for asked in server.requests] == [True, False, False]
    assert [asked.form for asked in server.requests] == ["schema"] * 3


@pytest.mark.parametrize(
    ("model", "form", "temperature", "room"),
    [
        ("openai:stub", "schema", 0.0, 8000),
        ("openai:gpt-4o", "schema", 0.0, 8000),
        ("openai:gpt-4-turbo", "tools", 0.0, 4096),
        ("openai:gpt-5-mini", "schema", None, 8000),
        ("openai:o3", "schema", None, 8000),
    ],
)
def test_what_a_model_can_do_is_known_from_its_profile(model, form, temperature, room):
    with StubServer(answers(GOOD)) as server:
        door(server, model).ask(question())
    [asked] = server.requests

    assert asked.form == form
    assert asked.body.get("temperature") == temperature
    assert asked.body["max_completion_tokens"] == room


def test_no_temperature_is_sent_where_none_is_set():
    with StubServer(answers(GOOD)) as server:
        door(server, temperature=None).ask(question())

    assert "temperature" not in server.requests[0].body


def test_an_answer_that_can_not_be_read_is_asked_for_once_more():
    with StubServer(says("{not json"), answers(GOOD)) as server:
        reply = door(server).ask(question())

    assert (reply.answer, reply.usage) == (FIT, ONE + ONE)
    assert [message["role"] for message in server.requests[1].messages] == [
        "system",
        "user",
        "assistant",
        "user",
    ]


@pytest.mark.parametrize("form", ["schema", "tools", "json"])
def test_a_tool_call_that_can_not_be_read_is_asked_for_once_more_in_any_form(form):
    with StubServer(says('{"reason": "so", "fau'), answers(GOOD)) as server:
        assert door(server, structured=form).ask(question()).answer == FIT


def test_usage_that_a_server_does_not_tell_is_a_number_of_calls():
    with StubServer(says(json.dumps(GOOD), usage=False)) as server:
        assert door(server).ask(question()).usage == Usage(calls=1)


NO_ANSWER = [
    ([fails(401)], Denied, Usage(calls=1)),
    ([fails(403)], Denied, Usage(calls=1)),
    ([fails(404)] * 3, Denied, Usage(calls=3)),
    ([fails(404, code="model_not_found")], Denied, Usage(calls=1)),
    ([fails(400, code="context_length_exceeded")], Rejected, Usage(calls=1)),
    ([fails(400, code="content_filter")], Refused, Usage(calls=1)),
    ([fails(307, {"Location": "http://127.0.0.1:9/v1"})], Rejected, Usage(calls=1)),
    ([fails(429)] * 3, RateLimited, Usage(calls=3)),
    ([fails(500)] * 3, Unreachable, Usage(calls=3)),
    ([cut()], Truncated, ONE),
    ([filtered()], Refused, ONE),
    ([refuses()], Refused, ONE),
    ([empty()] * 2, Unreadable, ONE + ONE),
    ([says("{not json")] * 2, Unreadable, ONE + ONE),
    ([answers({"reason": "so"})] * 2, Unreadable, ONE + ONE),
    ([page()], Unreadable, Usage(calls=1)),
    ([page(status=502)] * 3, Unreachable, Usage(calls=3)),
    ([raw({})], Unreadable, Usage(calls=1)),
    ([raw([])], Unreadable, Usage(calls=1)),
    ([raw({"error": {"message": "overloaded"}})], Unreadable, Usage(calls=1)),
    ([raw({"choices": []})], Unreadable, Usage(calls=1)),
    ([floods(20)], Unreadable, Usage(calls=1)),
]


@pytest.mark.parametrize(("behaviours", "kind", "usage"), NO_ANSWER)
def test_no_answer_says_why_and_what_it_cost_and_never_the_key_or_the_draft(behaviours, kind, usage):
    with StubServer(*behaviours) as server, pytest.raises(ModelFailed) as caught:
        door(server).ask(question())

    assert (type(caught.value), caught.value.usage) == (kind, usage)
    assert str(caught.value).startswith("openai:stub: ")
    assert KEY not in str(caught.value)
    assert DRAFT not in str(caught.value)


@pytest.mark.parametrize("form", ["tools", "json"])
@pytest.mark.parametrize(
    ("behaviours", "kind"), [(b, kind) for b, kind, usage in NO_ANSWER if usage != Usage(calls=3)]
)
def test_no_answer_means_the_same_in_every_form(behaviours, kind, form):
    with StubServer(*behaviours) as server, pytest.raises(ModelFailed) as caught:
        door(server, structured=form).ask(question())

    assert type(caught.value) is kind


@pytest.mark.parametrize(
    ("behaviour", "kind"),
    [(cut(), Truncated), (refuses(), Refused), (filtered(), Refused), (fails(401), Denied)],
)
def test_the_responses_api_fails_in_the_same_kinds(behaviour, kind):
    with StubServer(behaviour) as server, pytest.raises(kind):
        door(server, RESPONSES).ask(question())

    assert server.requests[0].path == "/v1/responses"


@pytest.mark.parametrize(
    ("behaviour", "kind"),
    [(stalls(), TimedOut), (drips(0.02), TimedOut), (hangs_up(), Unreachable)],
)
def test_a_server_that_does_not_answer_is_given_up(behaviour, kind):
    with StubServer(behaviour) as server, pytest.raises(kind):
        door(server, timeout=0.2, retries=0).ask(question())


def test_nobody_there_is_unreachable():
    with StubServer() as server:
        pass
    with pytest.raises(Unreachable):
        door(server, retries=0).ask(question())


@pytest.mark.parametrize(
    "behaviour",
    [fails(429), fails(429, {"Retry-After": "0.01"}), fails(500), fails(503), page(status=502)],
)
def test_a_passing_trouble_is_gone_on_the_next_try(behaviour: Behaviour):
    with StubServer(behaviour, answers(GOOD)) as server:
        reply = door(server).ask(question())

    assert (reply.answer, reply.usage) == (FIT, ONE + Usage(calls=1))


def test_a_wait_that_is_longer_than_the_time_for_all_is_not_begun():
    with StubServer(fails(429, {"Retry-After": "60"})) as server, pytest.raises(RateLimited):
        door(server, seconds=5.0).ask(question())


def test_no_repetition_outlasts_the_time_for_all():
    with StubServer(always=stalls()) as server, pytest.raises(TimedOut) as caught:
        door(server, timeout=0.1, seconds=0.2, retries=9).ask(question())

    assert caught.value.usage == Usage(calls=1)


def test_many_threads_ask_at_once_and_each_has_its_own_answer_and_cost():
    with StubServer(always=answers(lambda asked: GOOD | {"reason": asked.text.split("\n")[-2]})) as server:
        model = door(server)
        with ThreadPoolExecutor(8) as threads:
            replies = list(threads.map(lambda n: model.ask(question(f"draft {n}")), range(32)))

    assert [reply.answer.reason for reply in replies] == [f"draft {n}" for n in range(32)]
    assert {reply.usage for reply in replies} == {ONE}


def test_half_a_character_does_not_keep_a_draft_from_being_asked_about():
    with StubServer(answers(GOOD)) as server:
        assert door(server).ask(question("a\ud800b")).answer == FIT


def rows(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_the_log_holds_what_was_sent_and_what_came_back_and_no_key(tmp_path):
    path = tmp_path / "log.jsonl"
    troubles = [rejects(["schema"], answers(GOOD)), says("{not json"), answers(GOOD), fails(401, message=KEY)]
    with StubServer(*troubles) as server:
        model = door(server, log=path)
        model.ask(question())
        with pytest.raises(Denied):
            model.ask(question())
    log = rows(path)

    assert [row["form"] for row in log] == [asked.form for asked in server.requests]
    for row, asked in zip(log, server.requests, strict=True):
        assert [(m["role"], m["text"]) for m in row["messages"]] == [
            (m["role"], m["content"]) for m in asked.messages
        ]
        assert row["parameters"]["temperature"] == asked.body["temperature"]
        assert row["parameters"]["max_tokens"] == asked.body["max_completion_tokens"]
        assert row["schema"] == asked.schema
        assert row["server"] == server.url
    assert [row["answer"] for row in log] == [None, "{not json", json.dumps(GOOD), None]
    assert [row["finish_reason"] for row in log] == ["", "stop", "stop", ""]
    assert KEY not in path.read_text()


def test_the_log_counts_repetitions(tmp_path):
    path = tmp_path / "log.jsonl"
    with StubServer(fails(500), answers(GOOD), cut()) as server:
        model = door(server, log=path)
        model.ask(question())
        with pytest.raises(Truncated):
            model.ask(question())

    assert [row["usage"]["calls"] for row in rows(path)] == [2, 1]
    assert [row["answer"] for row in rows(path)] == [json.dumps(GOOD), '{"n": ']


class Turnstile(BaseRateLimiter):
    def __init__(self, error: Exception | None = None) -> None:
        self.passed, self._error = 0, error

    def acquire(self, *, blocking: bool = True) -> bool:
        if self._error:
            raise self._error
        self.passed += blocking
        return True

    async def aacquire(self, *, blocking: bool = True) -> bool:
        return self.acquire(blocking=blocking)


def test_every_call_waits_for_its_turn():
    turnstile = Turnstile()
    with StubServer(says("{"), answers(GOOD)) as server:
        ChatModel("openai:stub", settings(server), rate_limiter=turnstile).ask(question())

    assert turnstile.passed == 2


def test_what_a_limiter_of_ours_raises_is_not_taken_for_the_provider_s():
    with StubServer() as server, pytest.raises(RateLimited, match=r"^no turn$"):
        ChatModel("openai:stub", settings(server), rate_limiter=Turnstile(RateLimited("no turn"))).ask(
            question()
        )


@pytest.fixture
def langsmith_server(monkeypatch: pytest.MonkeyPatch) -> Iterator[StubServer]:
    """A LangSmith that the environment says to trace to."""
    with StubServer(always=raw({})) as server:
        for prefix in ("LANGSMITH", "LANGCHAIN"):
            monkeypatch.setenv(f"{prefix}_TRACING", "true" if prefix == "LANGSMITH" else "")
            monkeypatch.setenv(f"{prefix}_TRACING_V2", "true")
            monkeypatch.setenv(f"{prefix}_ENDPOINT", server.url)
            monkeypatch.setenv(f"{prefix}_API_KEY", "ls-key")
        langsmith.utils.get_env_var.cache_clear()
        yield server
        langsmith.utils.get_env_var.cache_clear()


def test_nothing_is_traced_whatever_the_environment_says(langsmith_server):
    assert langsmith.utils.tracing_is_enabled()
    with StubServer(answers(GOOD)) as server:
        door(server).ask(question())
    wait_for_all_tracers()

    assert langsmith_server.requests == []


class Listener(BaseCallbackHandler):
    def __init__(self) -> None:
        self.chains, self.models = 0, 0

    def on_chain_start(self, *_: object, **__: object) -> None:
        self.chains += 1

    def on_chat_model_start(self, *_: object, **__: object) -> None:
        self.models += 1


def test_a_program_around_ours_does_not_listen_in():
    listener = Listener()
    with StubServer(answers(GOOD)) as server:
        model = door(server)
        RunnableLambda(lambda _: model.ask(question())).invoke(None, {"callbacks": [listener]})

    assert (listener.chains, listener.models) == (1, 0)


def test_answers_that_a_program_around_ours_keeps_are_not_taken_for_the_model_s():
    set_llm_cache(InMemoryCache())
    try:
        with StubServer(always=answers(GOOD)) as server:
            model = ChatModel("openai:stub", settings(server), fence=lambda _: "MARK")
            model.ask(question())
            model.ask(question())
    finally:
        set_llm_cache(None)

    assert len(server.requests) == 2


def test_connections_are_closed_with_their_model():
    with StubServer(answers(GOOD)) as server:
        model = door(server)
        model.ask(question())
        connections = model._line._warm.http_client
        del model
        gc.collect()

    assert connections.is_closed


def test_a_proxy_for_openai_is_used(monkeypatch):
    with StubServer(answers(GOOD)) as proxy:
        monkeypatch.setenv("OPENAI_PROXY", proxy.url.removesuffix("/v1"))
        model = ChatModel("openai:stub", JudgeSettings(base_url="http://llm.invalid/v1"))

        assert model.ask(question()).answer == FIT
    assert proxy.requests[0].path == "http://llm.invalid/v1/chat/completions"


def test_openai_itself_is_told_to_store_nothing():
    model = ChatModel(RESPONSES, JudgeSettings(api_key=SecretStr(KEY)))

    assert model._line._warm.store is False


def test_a_provider_whose_package_is_missing_says_what_to_install():
    with pytest.raises(ModelUnavailable) as caught:
        ChatModel("anthropic:claude-sonnet-4-5", JudgeSettings(api_key=SecretStr(KEY)))

    assert str(caught.value) == (
        "anthropic:claude-sonnet-4-5 needs a package that is not installed: pip install langchain-anthropic"
    )


def test_a_provider_that_there_is_not_is_told():
    with pytest.raises(ModelUnavailable, match="can't be set up"):
        ChatModel("nobody:model", JudgeSettings(api_key=SecretStr(KEY)))


def test_a_missing_key_is_told_and_a_server_of_one_s_own_needs_none():
    with pytest.raises(ModelUnavailable, match="needs a key"):
        ChatModel("openai:stub", JudgeSettings())
    with StubServer(answers(GOOD)) as server:
        ChatModel("openai:stub", JudgeSettings(base_url=server.url)).ask(question())

    assert server.requests[0].headers["authorization"] == "Bearer no-key"


@pytest.fixture
def other(monkeypatch: pytest.MonkeyPatch) -> None:
    """Another provider's package, as if it were installed."""
    made = (other_provider.__name__, "OtherChat", lambda cls, **given: cls(**given))
    monkeypatch.setitem(registry._BUILTIN_PROVIDERS, "other", made)


@pytest.mark.usefixtures("other")
def test_any_provider_of_langchain_s_is_asked_the_same_way():
    model = ChatModel("other:good", JudgeSettings(api_key=SecretStr(KEY), base_url="https://other.example"))

    reply = model.ask(question())

    assert (reply.answer, reply.usage) == (FIT, Usage(calls=1, tokens_in=9, tokens_out=3))
    given = other_provider.GIVEN[-1]
    assert "http_client" not in given
    assert {name: given[name] for name in ("model", "base_url", "timeout", "max_retries", "max_tokens")} == {
        "model": "good",
        "base_url": "https://other.example",
        "timeout": 60.0,
        "max_retries": 3,
        "max_tokens": 8000,
    }


@pytest.mark.usefixtures("other")
def test_a_provider_s_package_that_knows_no_such_form_is_asked_in_the_next(tmp_path):
    path = tmp_path / "log.jsonl"
    ChatModel("other:fussy", JudgeSettings(api_key=SecretStr(KEY), log=path)).ask(question())
    with pytest.raises(Rejected):
        ChatModel("other:fussy", JudgeSettings(structured="json")).ask(question())

    assert [row["form"] for row in rows(path)] == ["schema", "tools"]


def test_azure_is_reached_by_its_own_package_at_its_own_address(monkeypatch):
    monkeypatch.setenv("OPENAI_API_VERSION", "2024-10-21")
    with StubServer(fails(500), answers(GOOD)) as server:
        address = server.url.removesuffix("/v1")
        reply = ChatModel("azure-openai:stub", JudgeSettings(api_key=SecretStr(KEY), base_url=address)).ask(
            question()
        )

    assert (reply.answer, reply.usage) == (FIT, ONE + Usage(calls=1))
    assert server.requests[0].path.startswith("/openai/deployments/stub/chat/completions")
    assert server.requests[0].headers["api-key"] == KEY


@pytest.mark.usefixtures("other")
@pytest.mark.parametrize(
    ("model", "kind"), [("busy", Unreachable), ("strange", ModelFailed), ("short", Truncated)]
)
def test_any_provider_s_failures_are_told_in_our_kinds_without_the_key(model, kind):
    with pytest.raises(ModelFailed) as caught:
        ChatModel(f"other:{model}", JudgeSettings(api_key=SecretStr(KEY))).ask(question())

    assert type(caught.value) is kind
    assert KEY not in str(caught.value)


@pytest.mark.usefixtures("other")
def test_a_model_that_can_not_be_made_is_told_without_the_key():
    with pytest.raises(ModelUnavailable, match="OTHER_API_KEY") as caught:
        ChatModel("other:unmakeable", JudgeSettings(api_key=SecretStr(KEY)))

    assert KEY not in str(caught.value)


def test_without_a_model_there_is_nothing_to_connect():
    with pytest.raises(ModelUnavailable, match="BRANDCHECK_JUDGE__MODEL"):
        connect(JudgeSettings())


def test_a_log_that_can_not_be_written_is_told_before_the_first_call(tmp_path):
    with StubServer() as server, pytest.raises(InputError, match="log"):
        connect(settings(server, log=tmp_path))


def test_a_model_that_keeps_failing_is_left_alone():
    with StubServer(*[fails(500)] * 5) as server:
        model = connect(settings(server, retries=0))
        for _ in range(5):
            with pytest.raises(Unreachable, match="outage"):
                model.ask(question())
        with pytest.raises(Unreachable, match="openai:stub rests after 5 failures in a row"):
            model.ask(question())


def test_a_second_model_answers_for_the_first_at_its_own_server_and_without_its_key():
    with StubServer(fails(401)) as first, StubServer(answers(GOOD)) as second:
        more = {"fallback": "openai:second", "fallback_base_url": second.url}
        model = connect(settings(first, **more), fence=lambda _: "MARK")
        reply = model.ask(question())

    assert (reply.answer, reply.usage, reply.model) == (FIT, ONE + Usage(calls=1), "openai:second")
    assert model.name == "openai:stub"
    assert KEY not in second.requests[0].headers["authorization"]
    assert "MARK" in second.requests[0].text


def test_where_both_fail_both_are_named():
    with StubServer(fails(401)) as first, StubServer(fails(429, SOON)) as second:
        more = {"fallback": "openai:second", "fallback_base_url": second.url, "retries": 0}
        with pytest.raises(
            RateLimited, match=r"openai:stub: the key .* openai:second: the provider wants fewer"
        ):
            connect(settings(first, **more)).ask(question())


def test_a_second_model_at_the_same_server_has_the_same_key():
    with StubServer(fails(404, code="model_not_found"), answers(GOOD)) as server:
        connect(settings(server, fallback="openai:second")).ask(question())

    assert [asked.body["model"] for asked in server.requests] == ["stub", "second"]
    assert {asked.headers["authorization"] for asked in server.requests} == {f"Bearer {KEY}"}


def test_no_thread_is_left_behind():
    before = threading.active_count()
    with StubServer(answers(GOOD)) as server:
        door(server).ask(question())

    assert threading.active_count() == before
