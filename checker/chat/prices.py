"""What models cost, from `prices.yaml` and the settings."""

import datetime
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from pydantic import Field
from ruamel.yaml import YAML

from checker.domain import Noun
from checker.settings import Price

TABLE = Path(__file__).with_name("prices.yaml")
EDITION = re.compile(r"(?:[-@:](?:latest|preview|exp|\d{4}-\d{2}-\d{2}|\d{2}-\d{2,4}|\d{3,8}))*")
"""What may follow a name without making it another model: `-2025-08-07`, `-20250929`, `-001`, `-latest`.

`-mini` and `-pro` are other models, and so is `claude-opus-4-5` beside `claude-opus-4`.
"""


class Prices(Noun):
    """What a million tokens of each model cost."""

    as_of: datetime.date
    """The day on which the table was true."""
    currency: str
    models: dict[str, Price]
    """By `provider:model`."""
    own: dict[str, Price] = Field(default_factory=dict)
    """Those of the settings, which come first."""

    def of(self, model: str) -> Price | None:
        """Return the price of *model*, whatever its edition: that of the longest name that fits, or none."""
        return _longest(model, self.own) or _longest(model, self.models)


def load(own: Mapping[str, Price]) -> Prices:
    """Return the table, with *own* prices before it."""
    return _table().model_copy(update={"own": dict(own)})


def is_edition(model: str, name: str) -> bool:
    """Tell whether *model* is the model called *name*, or a dated edition of it."""
    model, name = model.lower(), name.lower()
    return model.startswith(name) and bool(EDITION.fullmatch(model[len(name) :]))


def _longest(model: str, prices: Mapping[str, Price]) -> Price | None:
    longest = max((name for name in prices if is_edition(model, name)), key=len, default=None)
    return None if longest is None else prices[longest]


@cache
def _table() -> Prices:
    return Prices.model_validate(YAML(typ="safe").load(TABLE.read_text(encoding="utf-8")))
