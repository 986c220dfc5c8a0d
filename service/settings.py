"""The service's settings: from the environment (`BRANDCHECK_SERVICE__…`), with defaults for one machine."""

from pathlib import Path

from platformdirs import user_data_path
from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from checker.domain import Noun
from service.nouns import Role


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
    max_text: int = Field(default=200_000, ge=1)
    """Characters of a pasted draft."""
    max_upload: int = Field(default=25_000_000, ge=1)
    """Bytes of an uploaded file."""
    max_wait: float = Field(default=30.0, ge=0)
    """Seconds for which a caller may wait for a report."""
    requests_per_minute: int = Field(default=240, ge=1)
    """Of one key, person or address; more are answered 429."""
    openid: OpenId = OpenId()
    """Who may sign in."""
