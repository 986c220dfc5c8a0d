"""The service's settings: from the environment (`BRANDCHECK_SERVICE__…`), with defaults for one machine."""

from ipaddress import IPv4Network, IPv6Network
from pathlib import Path
from typing import Annotated

from platformdirs import user_data_path
from pydantic import Field, SecretStr, StringConstraints, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from checker.domain import Noun
from service.nouns import Role
from service.nouns.telling import Wants

Origin = Annotated[str, StringConstraints(pattern=r"^https?://[a-z0-9.\[\]:-]+$")]
"""What a browser sends as `Origin`, without a slash at the end (RFC 6454)."""


class OpenId(Noun):
    """The provider by which people sign in (OpenID Connect Core 1.0)."""

    issuer: str = ""
    """Its URL, under which `/.well-known/openid-configuration` lies; empty for no sign-in."""
    client_id: str = ""
    client_secret: SecretStr = SecretStr("")
    claim: str = "roles"
    """The claim of the ID token that says what somebody may do; a string or a list of them."""
    roles: dict[str, Role] = Field(default_factory=dict)
    """Values of the claim and the roles they stand for; who has none of them may not enter."""
    scope: str = "openid profile email"


class Outbound(Noun):
    """What may be reached from here by webhooks and notices that callers or administrators name.

    Anything on the public internet may, by https; of the rest only what stands here.
    """

    hosts: tuple[str, ...] = ()
    """Names of hosts that may be reached wherever they lie."""
    networks: tuple[IPv4Network | IPv6Network, ...] = ()
    """Networks that may be reached, as `10.1.0.0/16`."""


class ServiceSettings(BaseSettings):
    """What an installation may set beside `checker.settings.Settings`."""

    model_config = SettingsConfigDict(
        env_prefix="BRANDCHECK_SERVICE__",
        env_nested_delimiter="__",
        frozen=True,
        use_attribute_docstrings=True,
    )

    host: str = "127.0.0.1"
    """The address to listen on; any but loopback needs keys or sign-in."""
    port: int = Field(default=8000, ge=0, le=65535)
    public_url: str = ""
    """How others reach it, as `https://brandcheck.example.com`; where a proxy stands before it."""
    data: Path = Field(default_factory=lambda: user_data_path("brandcheck"))
    """Where the records, the index and the session secret lie."""
    records_url: str = ""
    """SQLAlchemy's URL of the records: SQLite or PostgreSQL; `records.db` in *data* where empty."""
    secret: SecretStr = SecretStr("")
    """Signs sessions, 32 characters at least, the same on all machines; made and kept in *data*."""
    lanes: int = Field(default=0, ge=0)
    """Processes that check drafts; 0 for one a core."""
    judging: int = Field(default=2, ge=1)
    """Processes that wait for the language model."""
    kept: int = Field(default=1, ge=0)
    """Of each kind of these processes so many take no batch's documents, where more than one is there."""
    max_text: int = Field(default=200_000, ge=1)
    """Characters of a pasted draft."""
    max_upload: int = Field(default=25_000_000, ge=1)
    """Bytes of an uploaded file."""
    max_batch: int = Field(default=2_000_000_000, ge=1)
    """Bytes of all that is sent with a batch, and of an archive's contents."""
    max_documents: int = Field(default=10_000, ge=1)
    """Documents of a batch."""
    max_hook: int = Field(default=2_000_000, ge=1)
    """Bytes of what a system sends to a hook."""
    max_waiting: int = Field(default=20_000, ge=1)
    """Deliveries to hooks that wait to be worked on; more are answered 503."""
    hook_days: int = Field(default=30, ge=1)
    """Days for which what came to hooks, and what became of it, is kept."""
    works: bool = True
    """Whether this process takes part in the work on jobs; without, it is left to `brandcheck worker`."""
    judged_at_once: int = Field(default=16, ge=2)
    """Drafts judged at a time, by all processes together; a quarter of it is kept for single drafts."""
    max_silence: float = Field(default=3600.0, ge=0)
    """Seconds for which a batch waits for a language model that does not answer; then it goes on without."""
    max_wait: float = Field(default=30.0, ge=0)
    """Seconds for which a caller may wait for a report."""
    requests_per_minute: int = Field(default=240, ge=1)
    """Of one key, person or address; more are answered 429."""
    gate_origins: tuple[Origin, ...] = ()
    """Pages that may ask the gate from a browser, with a key: `https://studio.example.com`."""
    openid: OpenId = OpenId()
    """Who may sign in."""
    outbound: Outbound = Outbound()
    """What webhooks and notices may reach."""
    notices: dict[str, SecretStr] = Field(default_factory=dict)
    """Who can be told: names, and addresses of Slack's and Teams' webhooks, or in apprise's words."""
    tells: dict[str, Wants] = Field(default_factory=dict)
    """What those of *notices* are told of their own accord, by their names; nothing where it is not said."""

    @model_validator(mode="after")
    def _knows_whom_it_tells(self) -> "ServiceSettings":
        if unknown := sorted(self.tells.keys() - self.notices.keys()):
            raise ValueError(f"tells: “{unknown[0]}” is none of those in notices")
        return self

    @property
    def address(self) -> str:
        """Return the address at which a browser finds the service, without a slash at the end."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return self.public_url.rstrip("/") or f"http://{host}:{self.port}"
