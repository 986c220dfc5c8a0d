"""Settings: from the environment (`BRANDCHECK_…`), with defaults that work anywhere."""

from pathlib import Path

from platformdirs import user_cache_path
from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

from checker.domain import Limits
from checker.parsing.columns import TicketColumns


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
