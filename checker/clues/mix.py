"""The message mix: which theme each passage sells, and how much of the document goes to each.

A passage is compared with every theme's sentences (mean of the three nearest cosines; a cue word adds
a little). It sells the nearest theme where that is near enough and clearly nearer than the next.
Shares are weighted by each passage's lead weight, so that headlines count for more than small print.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from checker.domain import Role, Share
from checker.dossier import Dossier, Encode
from checker.lexicon.themes import Theme

NEAREST = 3
"""Sentences of a theme that a passage is compared with."""
SELLS = 0.34
"""Score from which a passage sells a theme at all."""
MARGIN = 0.015
"""How much nearer the best theme must be than the next."""
LOOKS_ALIKE = 0.1
"""What is taken off where a look-alike of the theme is nearer than any of its sentences."""
CUE = 0.12
"""What a cue word adds to a theme's score."""


@dataclass(frozen=True)
class Sold:
    """What each passage sells."""

    themes: tuple[str, ...]
    """Theme ids, the columns of *scores*."""
    scores: NDArray[np.float32]
    """Shape (passages, themes)."""

    def best(self, row: int) -> str | None:
        """Return the theme that the passage in *row* sells, or none."""
        if not self.themes:
            return None
        scores = self.scores[row]
        order = np.argsort(scores)[::-1]
        first, second = order[0], order[min(1, len(order) - 1)]
        if scores[first] < SELLS or (first != second and scores[first] - scores[second] < MARGIN):
            return None
        return self.themes[int(first)]

    def score(self, row: int, theme: str) -> float:
        """Return how near the passage in *row* is to *theme*."""
        return float(self.scores[row, self.themes.index(theme)])


def sold(dossier: Dossier) -> Sold:
    """Return what each of the document's passages sells."""
    themes = dossier.lexicon.themes
    if not themes or not dossier.passages:
        return Sold((), np.zeros((len(dossier.passages), 0), dtype=np.float32))
    columns = [_nearness(dossier, theme, dossier.encode) for theme in themes.values()]
    return Sold(tuple(themes), np.stack(columns, axis=1))


def _nearness(dossier: Dossier, theme: Theme, encode: Encode) -> NDArray[np.float32]:
    cosines = dossier.vectors @ encode(theme.sentences.all).T
    nearest = np.partition(cosines, -NEAREST, axis=1)[:, -NEAREST:].mean(axis=1)
    alike = (dossier.vectors @ encode(theme.look_alikes).T).max(axis=1)
    nearest = np.where(alike > cosines.max(axis=1), nearest - LOOKS_ALIKE, nearest)
    cues = np.array([bool(theme.cue_pattern.search(p.plain)) for p in dossier.passages], dtype=np.float32)
    return np.asarray(nearest + CUE * cues, dtype=np.float32)


def message_mix(dossier: Dossier, what: Sold) -> tuple[Share, ...]:
    """Return the shares of the themes that the document sells, largest first."""
    weights: dict[str, float] = {}
    counts: dict[str, int] = {}
    for row, passage in dossier.ours:
        theme = what.best(row)
        if theme and passage.lead_weight > 0:
            weights[theme] = weights.get(theme, 0.0) + passage.lead_weight
            counts[theme] = counts.get(theme, 0) + 1
    total = sum(weights.values())
    ordered = sorted(weights, key=lambda theme: (-weights[theme], theme))
    return tuple(_share(dossier, theme, weights[theme] / total, counts[theme]) for theme in ordered)


def _share(dossier: Dossier, theme: str, share: float, passages: int) -> Share:
    named = [g for g in dossier.kit.guidelines if theme in g.themes]
    role = next(
        (g.role for role in (Role.AVOID, Role.LEAD, Role.SUPPORT) for g in named if g.role is role), None
    )
    themes: Mapping[str, Theme] = dossier.lexicon.themes
    return Share(
        message=themes[theme].name,
        guidelines=tuple(g.id for g in named),
        role=role,
        share=round(share, 4),
        passages=passages,
    )
