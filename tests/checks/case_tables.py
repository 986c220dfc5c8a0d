"""The tables of `cases/`: small kits, drafts that must be flagged, and look-alikes that must not."""

from pathlib import Path
from typing import NamedTuple

from ruamel.yaml import YAML

from checker.domain import BrandKit
from tests import fakes

FOLDER = Path(__file__).parent / "cases"


class Case(NamedTuple):
    """A draft, and what its check must say of it."""

    check: str
    title: str
    kit: BrandKit
    draft: str
    facts: dict[str, str]
    """What the document says of itself: team, channel, audience."""
    meaning: bool
    """Whether the local model is needed, because words alone don't tell."""
    expected: tuple[tuple[str, str], ...]
    """The guideline and the quote of each finding."""


def tables() -> dict[str, dict[str, list[Case]]]:
    """Return, for each check, the cases that must fire and those that must not."""
    return {path.stem: _table(path) for path in sorted(FOLDER.glob("*.yaml"))}


def _table(path: Path) -> dict[str, list[Case]]:
    table = YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8"))
    kits = {name: fakes.kit(*guidelines) for name, guidelines in table["kits"].items()}
    return {side: [_case(path.stem, kits, entry) for entry in table[side]] for side in ("fires", "fine")}


def _case(check: str, kits: dict[str, BrandKit], entry: dict[str, str]) -> Case:
    flags = entry.get("flags") or [entry] * ("guideline" in entry)
    return Case(
        check=check,
        title=entry["title"],
        kit=kits[entry["kit"]],
        draft=entry["draft"],
        facts={name: entry[name] for name in ("team", "channel", "audience") if name in entry},
        meaning=bool(entry.get("meaning")),
        expected=tuple((flag["guideline"], flag.get("quote", "")) for flag in flags),
    )
