"""Themes: the general values that a sentence can sell, whatever the brand."""

import re
from functools import cached_property, lru_cache
from pathlib import Path

from pydantic import ConfigDict
from ruamel.yaml import YAML

from checker.domain import Noun


class ThemeSentences(Noun):
    """Sentences that sell a theme, by voice."""

    headlines: tuple[str, ...]
    bullets: tuple[str, ...]
    sales_talk: tuple[str, ...]
    replies: tuple[str, ...]

    @property
    def all(self) -> tuple[str, ...]:
        """Return them all."""
        return self.headlines + self.bullets + self.sales_talk + self.replies


class Theme(Noun):
    """A general value: what sells it, what names it, what looks like it."""

    model_config = ConfigDict(frozen=True, extra="forbid", ignored_types=(cached_property,))

    id: str
    name: str
    definition: str
    not_this: str
    source: str
    cues: tuple[str, ...]
    """Words and phrases that nearly always sell it; `*` stands for any ending."""
    sentences: ThemeSentences
    look_alikes: tuple[str, ...]
    """Sentences that mention its subject and do not sell it."""

    @cached_property
    def cue_pattern(self) -> re.Pattern[str]:
        """Return a pattern that finds any cue."""
        forms = (re.escape(cue).replace(r"\*", r"\w*").replace(r"\ ", r"[\s-]+") for cue in self.cues)
        return re.compile(r"\b(?:" + "|".join(forms) + r")(?!\w)", re.IGNORECASE)

    def named_in(self, clause: str) -> bool:
        """Return whether *clause* of a guideline speaks of this theme by its name or a cue."""
        name = re.escape(self.name.split("(")[0].strip()).replace(r"\ ", r"[\s-]+")
        return bool(re.search(rf"\b{name}\b", clause, re.IGNORECASE) or self.cue_pattern.search(clause))


@lru_cache(maxsize=4)
def load_themes(folder: Path) -> dict[str, Theme]:
    """Return the themes of *folder* by id, in the order of their file names."""
    parser = YAML(typ="safe")
    read = (
        Theme.model_validate(parser.load(path.read_text(encoding="utf-8")))
        for path in sorted(folder.glob("*.yaml"))
    )
    return {theme.id: theme for theme in read}
