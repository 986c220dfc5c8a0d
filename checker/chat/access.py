"""Where a model is reached and with what key, from the settings and the environment."""

import os
import re
from typing import NamedTuple
from urllib.parse import urlsplit

from pydantic import SecretStr

from checker.errors import ModelUnavailable
from checker.settings import JudgeSettings

OPENAI = "openai"
KEY_VARIABLE = "OPENAI_API_KEY"
ADDRESS_VARIABLES = ("OPENAI_API_BASE", "OPENAI_BASE_URL")
OPENAI_HOST = "api.openai.com"
NO_KEY = SecretStr("no-key")
"""What servers get that need no key; clients insist on sending one."""
DETOUR = "LANGSMITH_GATEWAY"
"""LangChain sends every call through LangSmith's gateway where this is set."""
OLD_TRACING = ("LANGCHAIN_TRACING", "LANGCHAIN_HANDLER")
"""LangChain refuses every call where one of these is set."""
OFF = {"", "0", "false", "False", "no"}


class Server(NamedTuple):
    """Where a model is reached."""

    base_url: str = ""
    """Empty for the provider's own address, or the one that its variable names."""
    key: SecretStr | None = None
    """None for the one that the provider's variable holds."""


def parted(name: str) -> tuple[str, str]:
    """Return the provider and the model of *name*.

    Raises:
        ModelUnavailable: if it does not have both.
    """
    provider, _, model = name.partition(":")
    if not provider.strip() or not model.strip():
        raise ModelUnavailable(f"“{name}” is not a model: write provider:model, such as openai:gpt-5.6-luna.")
    return provider.strip().lower().replace("-", "_"), model.strip()


def first_server(settings: JudgeSettings) -> Server:
    """Return where the first model is reached."""
    return Server(settings.base_url, settings.api_key)


def second_server(settings: JudgeSettings) -> Server:
    """Return where the second model is reached: with the first, unless it has another server or provider.

    The first model's key goes to no other server than its own.
    """
    is_alike = parted(settings.model)[0] == parted(settings.fallback)[0]
    base_url = settings.fallback_base_url or (settings.base_url if is_alike else "")
    if is_alike and base_url == settings.base_url:
        return Server(base_url, settings.api_key)
    is_taken = is_alike and settings.api_key is None and urlsplit(base_url).hostname != OPENAI_HOST
    return Server(base_url, NO_KEY if is_taken else None)


def resolved(name: str, server: Server) -> Server:
    """Return *server* with what the environment adds for the model called *name*.

    Raises:
        ModelUnavailable: if there is no key, the address or the key can't be one, or the environment would
            send calls elsewhere.
    """
    base_url, key = server.base_url, server.key
    if parted(name)[0] == OPENAI:
        base_url = base_url or next((url for n in ADDRESS_VARIABLES if (url := os.environ.get(n))), "")
        key = key or _environment_key() or (NO_KEY if base_url else None)
        if key is None:
            raise ModelUnavailable(
                f"{name} needs a key: set {KEY_VARIABLE} or BRANDCHECK_JUDGE__API_KEY. "
                "A server of your own needs none: set BRANDCHECK_JUDGE__BASE_URL."
            )
    _check_environment(base_url)
    return Server(_checked_address(base_url), key and _checked_key(name, key))


def shown(base_url: str) -> str:
    """Return *base_url* without a name, password or key in it."""
    parts = urlsplit(base_url)
    host = parts.netloc.rpartition("@")[2]
    return f"{parts.scheme}://{host}{parts.path}" if host else ""


def _environment_key() -> SecretStr | None:
    key = os.environ.get(KEY_VARIABLE, "").strip()
    return SecretStr(key) if key else None


def _check_environment(base_url: str) -> None:
    if not base_url and os.environ.get(DETOUR, "") not in OFF:
        raise ModelUnavailable(
            f"{DETOUR} is set, which would send drafts through LangSmith. Unset it, or set "
            "BRANDCHECK_JUDGE__BASE_URL to the address where they may go."
        )
    for variable in OLD_TRACING:
        if os.environ.get(variable, "") not in OFF:
            raise ModelUnavailable(f"{variable} is set, with which LangChain makes no call. Unset it.")


def _checked_address(base_url: str) -> str:
    try:
        parts = urlsplit(base_url)
        is_address = parts.scheme in {"http", "https"} and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        is_address = False
    if base_url and not is_address:
        raise ModelUnavailable(
            "BRANDCHECK_JUDGE__BASE_URL is not an address: write one such as http://localhost:11434/v1."
        )
    return base_url


def _checked_key(name: str, key: SecretStr) -> SecretStr:
    """Return *key* without white space around it; one that no header can hold would show up in errors."""
    text = key.get_secret_value().strip()
    if not re.fullmatch(r"[!-~]+", text):
        raise ModelUnavailable(
            f"The key for {name} is empty or holds characters that no key has: copy it again."
        )
    return SecretStr(text)
