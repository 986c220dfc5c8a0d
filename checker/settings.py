"""Settings: from the environment (`BRANDCHECK_…`), with defaults that work anywhere."""

from pathlib import Path
from typing import Literal

from platformdirs import user_cache_path
from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from checker.domain import Limits, Noun
from checker.parsing.columns import TicketColumns


class Price(Noun):
    """What a million tokens cost."""

    input: float = Field(ge=0)
    cached: float | None = Field(default=None, ge=0)
    """Input tokens from the provider's prompt cache; as *input* where none is given."""
    output: float = Field(ge=0)


class Budget(Noun):
    """What may be spent, in the currency of the price table; none for no limit."""

    check: float | None = Field(default=None, ge=0)
    """On one document."""
    day: float | None = Field(default=None, ge=0)
    """From midnight to midnight, UTC, by all processes that share the database."""
    month: float | None = Field(default=None, ge=0)
    """In a calendar month, UTC."""


class JudgeSettings(Noun):
    """Which language model judges, at what cost, and what it may see; `BRANDCHECK_JUDGE__MODEL=…`."""

    model: str = ""
    """`provider:model`, as LangChain's `init_chat_model` takes it: `openai:gpt-5.6-luna`; empty for none."""
    base_url: str = ""
    """Another server that speaks the provider's protocol: Azure, Ollama, vLLM, LM Studio."""
    api_key: SecretStr | None = None
    """The key; the provider's own variable, such as `OPENAI_API_KEY`, where none is given."""
    fallback: str = ""
    """A second model that is asked when the first can't answer."""
    fallback_base_url: str = ""
    """The server of the second model, where it is another."""
    mode: Literal["off", "auto", "always"] = "always"
    """What is judged where a model is set: nothing, windows where something is at stake, all."""
    samples: int = Field(default=1, ge=1, le=9)
    """How often each question is asked; only what most answers hold may block."""
    structured: Literal["auto", "schema", "tools", "json"] = "auto"
    """How the form of the answer is asked for; `auto` steps down until the server takes it."""
    temperature: float | None = Field(default=0.0, ge=0, le=2)
    """Not sent to models that take none."""
    timeout: float = Field(default=60.0, gt=0)
    """Seconds until one call is given up."""
    retries: int = Field(default=3, ge=0)
    """Times that a call is repeated after a timeout, 429 or 5xx, with backoff, jitter and Retry-After."""
    seconds: float = Field(default=240.0, gt=0)
    """Time for all calls on one document."""
    window: int = Field(default=12_000, ge=1_000)
    """Input tokens of one call, estimated at four characters each; longer drafts are judged in windows."""
    max_output: int = Field(default=8_000, ge=500)
    """Output tokens of one call, reasoning included."""
    requests_per_minute: float = Field(default=0.0, ge=0)
    """Shared by all processes that share the database; 0 for no limit."""
    prices: dict[str, Price] = Field(default_factory=dict)
    """By model, before those of `checker/chat/prices.yaml`: `{"openai:x": {"input": 0.2, "output": 2}}`."""
    budget: Budget = Budget()
    log: Path | None = None
    """A file to which exactly what is sent and what comes back is appended, a JSON object a line."""
    names: tuple[str, ...] = ()
    """Names of people and firms that are masked before a call."""
    forbidden_teams: tuple[str, ...] = ()
    """Teams and channels whose drafts never leave the house."""
    confidential: tuple[str, ...] = ("confidential", "internal only", "do not distribute")
    """Marks, any of which near the top of a draft keeps it in the house."""


class Settings(BaseSettings):
    """What an installation may set; nested limits as `BRANDCHECK_LIMITS__SECONDS=60`."""

    model_config = SettingsConfigDict(
        env_prefix="BRANDCHECK_", env_nested_delimiter="__", frozen=True, use_attribute_docstrings=True
    )

    cache: Path = Field(default_factory=lambda: user_cache_path("brandcheck"))
    """Where the local model and the reports of finished checks are kept."""
    model_source: Path | None = None
    """A folder with the model's `model.safetensors` and `tokenizer.json`, where nothing may be fetched."""
    jobs: int = Field(default=0, ge=0)
    """Worker processes; 0 for one a core."""
    tickets: TicketColumns = TicketColumns()
    """What the columns of ticket exports are called, as `BRANDCHECK_TICKETS__REPLY=["Antwort"]`."""
    limits: Limits = Limits()
    """What reading one document may cost."""
    judge: JudgeSettings = JudgeSettings()
    """The language model."""
    index_url: str = ""
    """A Chroma server that all processes share, as `http://host:port`; in memory where empty."""
    database_url: str = ""
    """SQLAlchemy's URL of the database for kept answers and spending; a file in *cache* where empty."""
