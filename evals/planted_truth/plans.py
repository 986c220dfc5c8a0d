"""What is planted: brands, their teams' message mixes, their claims, and the sentences that say it all."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from pydantic import Field
from ruamel.yaml import YAML

from checker.domain import Noun
from evals.labels import Split

HOME = Path(__file__).parent
"""Where brands and banks lie."""
OWN = "own"
"""The message that is the kit's own lead, where no theme stands for it."""
NEUTRAL = "neutral"
"""Sentences that sell nothing."""


class Wordings(Noun):
    """Sentences that all say one message."""

    titles: tuple[str, ...]
    lines: tuple[str, ...]


class Team(Noun):
    """What one team's drafts say."""

    channel: str
    documents: int = Field(ge=1)
    leads: dict[str, float]
    """How often a draft's title says each message; 1 in sum."""
    mix: dict[str, float]
    """How often its other sentences do, of those that sell anything; 1 in sum."""


class Planting(Noun):
    """A thing about which drafts state values."""

    of: tuple[str, ...]
    """Wordings; `{}` stands for the value."""
    values: dict[str, tuple[str, ...]]
    """What each team says, every wording of the one value that it gives."""
    same: tuple[tuple[str, ...], ...]
    """The wordings, those of one value together."""


class Plan(Noun):
    """What is planted in one brand's drafts."""

    split: Split
    product: tuple[str, ...]
    user: tuple[str, ...]
    users: tuple[str, ...]
    task: tuple[str, ...]
    place: tuple[str, ...]
    teams: dict[str, Team]
    claims: dict[str, Planting]
    own: Wordings | None = None


class Brand(Noun):
    """A brand, its plan, and the sentences that its drafts are made of."""

    name: str
    kit: Path
    plan: Plan
    bank: dict[str, Wordings]


def load(home: Path = HOME) -> tuple[Brand, ...]:
    """Return the brands in *home*, development brands first."""
    found = [_brand(folder, home) for folder in sorted((home / "brands").iterdir()) if folder.is_dir()]
    return tuple(sorted(found, key=lambda brand: (brand.plan.split is Split.HELD_BACK, brand.name)))


@cache
def bank(path: Path) -> Mapping[str, Wordings]:
    """Return the sentences in *path* by message, with places for the brand's own words."""
    return {name: Wordings.model_validate(said) for name, said in _read(path).items()}


def _brand(folder: Path, home: Path) -> Brand:
    plan = Plan.model_validate(_read(folder / "plan.yaml"))
    name = "held_back" if plan.split is Split.HELD_BACK else "development"
    said = dict(bank(home / "bank" / f"{name}.yaml"))
    if plan.own:
        said[OWN] = plan.own
    return Brand(name=folder.name, kit=folder / "kit.yaml", plan=plan, bank=said)


def _read(path: Path) -> dict[str, object]:
    return dict(YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8")))
