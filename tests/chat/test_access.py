import pytest
from pydantic import SecretStr

from checker.chat.access import NO_KEY, Server, first_server, parted, resolved, second_server, shown
from checker.errors import ModelUnavailable
from checker.settings import JudgeSettings

LOCAL, AWAY, OPENAI = "http://127.0.0.1:1/v1", "https://llm.example/v1", "https://api.openai.com/v1"
FALSE = "https://api.openai.com.example/v1"
KEY, OTHER = SecretStr("sk-one"), SecretStr("sk-other")


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("openai:gpt-5-mini", ("openai", "gpt-5-mini")),
        ("openai:llama3:8b", ("openai", "llama3:8b")),
        ("Anthropic: claude", ("anthropic", "claude")),
    ],
)
def test_a_name_has_a_provider_and_a_model(name, parts):
    assert parted(name) == parts


@pytest.mark.parametrize("name", ["", "gpt-5-mini", "openai:", ":gpt", " : "])
def test_a_name_without_one_of_them_is_none(name):
    with pytest.raises(ModelUnavailable, match="provider:model"):
        parted(name)


@pytest.mark.parametrize(
    ("variables", "server", "key"),
    [
        ({}, Server("", KEY), KEY),
        ({"OPENAI_API_KEY": "sk-other"}, Server("", None), OTHER),
        ({"OPENAI_API_KEY": " sk-other\n"}, Server("", None), OTHER),
        ({"OPENAI_API_KEY": "sk-other"}, Server("", KEY), KEY),
        ({"OPENAI_API_KEY": "sk-other"}, Server(LOCAL, None), OTHER),
        ({"OPENAI_API_KEY": "sk-other"}, Server("", SecretStr("")), OTHER),
        ({}, Server(LOCAL, None), NO_KEY),
        ({"OPENAI_API_KEY": " "}, Server(LOCAL, None), NO_KEY),
        ({"OPENAI_BASE_URL": LOCAL}, Server("", None), NO_KEY),
        ({}, Server("", SecretStr(" sk-one\n")), KEY),
    ],
)
def test_the_key_is_the_setting_s_or_the_provider_s_variable_and_a_server_needs_none(
    monkeypatch, variables, server, key
):
    for name, value in variables.items():
        monkeypatch.setenv(name, value)

    assert resolved("openai:m", server).key == key


@pytest.mark.parametrize("key", [SecretStr("sk-one\nsk-two"), SecretStr("sk one"), SecretStr("sk-öne")])
def test_a_key_that_no_header_can_hold_is_told_without_it(key):
    with pytest.raises(ModelUnavailable, match="copy it again") as caught:
        resolved("openai:m", Server("", key))

    assert "one" not in str(caught.value)


def test_without_a_key_or_a_server_it_says_what_to_set():
    with pytest.raises(ModelUnavailable) as caught:
        resolved("openai:m", Server())

    assert str(caught.value) == (
        "openai:m needs a key: set OPENAI_API_KEY or BRANDCHECK_JUDGE__API_KEY. "
        "A server of your own needs none: set BRANDCHECK_JUDGE__BASE_URL."
    )


def test_other_providers_look_for_their_key_themselves():
    assert resolved("anthropic:claude", Server()) == Server()


@pytest.mark.parametrize(
    ("variables", "address"),
    [
        ({}, ""),
        ({"OPENAI_BASE_URL": LOCAL}, LOCAL),
        ({"OPENAI_BASE_URL": LOCAL, "OPENAI_API_BASE": AWAY}, AWAY),
    ],
)
def test_the_provider_s_variables_name_its_address(monkeypatch, variables, address):
    for name, value in variables.items():
        monkeypatch.setenv(name, value)

    assert resolved("openai:m", Server("", KEY)).base_url == address
    assert resolved("openai:m", Server(LOCAL, KEY)).base_url == LOCAL


@pytest.mark.parametrize(
    "url", ["localhost:11434", "/v1", "http://", "ftp://host", "http://host:port", "http://[::1"]
)
def test_what_is_no_address_is_told(url):
    with pytest.raises(ModelUnavailable, match="not an address"):
        resolved("openai:m", Server(url, KEY))


@pytest.mark.parametrize("value", ["true", "1", "yes", "https://gateway.example"])
@pytest.mark.parametrize("name", ["openai:m", "anthropic:m"])
def test_langchain_s_gateway_is_refused_unless_an_address_is_set(monkeypatch, value, name):
    monkeypatch.setenv("LANGSMITH_GATEWAY", value)

    with pytest.raises(ModelUnavailable, match="LANGSMITH_GATEWAY"):
        resolved(name, Server("", KEY))
    assert resolved(name, Server(LOCAL, KEY)) == Server(LOCAL, KEY)


@pytest.mark.parametrize("value", ["", "0", "false", "no"])
def test_a_gateway_that_is_off_is_none(monkeypatch, value):
    monkeypatch.setenv("LANGSMITH_GATEWAY", value)

    assert resolved("openai:m", Server("", KEY)) == Server("", KEY)


@pytest.mark.parametrize("variable", ["LANGCHAIN_TRACING", "LANGCHAIN_HANDLER"])
def test_tracing_that_langchain_no_longer_has_is_told_before_the_first_call(monkeypatch, variable):
    monkeypatch.setenv(variable, "true")

    with pytest.raises(ModelUnavailable, match=variable):
        resolved("openai:m", Server(LOCAL, KEY))


@pytest.mark.parametrize(
    ("settings", "server"),
    [
        ({"base_url": LOCAL, "api_key": KEY}, Server(LOCAL, KEY)),
        ({"base_url": LOCAL}, Server(LOCAL, None)),
        ({"api_key": KEY}, Server("", KEY)),
        ({"fallback": "anthropic:claude", "base_url": LOCAL, "api_key": KEY}, Server("", None)),
        ({"fallback": "anthropic:claude", "fallback_base_url": AWAY, "api_key": KEY}, Server(AWAY, None)),
        ({"fallback_base_url": LOCAL, "base_url": LOCAL, "api_key": KEY}, Server(LOCAL, KEY)),
        ({"fallback_base_url": AWAY, "base_url": LOCAL, "api_key": KEY}, Server(AWAY, None)),
        ({"fallback_base_url": AWAY, "api_key": KEY}, Server(AWAY, None)),
        ({"fallback_base_url": AWAY}, Server(AWAY, NO_KEY)),
        ({"fallback_base_url": AWAY, "base_url": LOCAL}, Server(AWAY, NO_KEY)),
        ({"fallback_base_url": OPENAI, "base_url": LOCAL}, Server(OPENAI, None)),
        ({"fallback_base_url": FALSE, "base_url": LOCAL}, Server(FALSE, NO_KEY)),
    ],
)
def test_the_first_model_s_key_goes_to_no_other_server(settings, server):
    assert second_server(JudgeSettings(**{"model": "openai:a", "fallback": "openai:b"} | settings)) == server


def test_the_first_server_is_as_set():
    assert first_server(JudgeSettings(base_url=LOCAL, api_key=KEY)) == Server(LOCAL, KEY)


@pytest.mark.parametrize(
    ("url", "text"),
    [
        ("", ""),
        (LOCAL, LOCAL),
        ("https://name:secret@host.example:8443/v1?key=secret#secret", "https://host.example:8443/v1"),
    ],
)
def test_an_address_is_shown_without_secrets(url, text):
    assert shown(url) == text
