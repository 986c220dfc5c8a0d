"""The message mix: which message each passage sells, and how much of the document goes to each.

A passage is compared with every theme's sentences (mean of the three nearest cosines; a cue word adds
a little) and with the kit's own lead message (its approved line, its examples, its words). What a
passage's subject alone brings near, such as safety for anything about swimming, is taken off: each
theme's mean over the whole document and the kit's facts is its zero. A passage sells the nearest
message where that is near enough and clearly nearer than the next.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from checker.domain import Guideline, Kind, Role, Share
from checker.dossier import Dossier
from checker.english.recall import per_text, per_texts
from checker.lexicon.themes import Theme

NEAREST = 3
"""Sentences of a theme that a passage is compared with."""
SELLS = 0.4
"""Score from which a passage sells a message at all."""
MARGIN = 0.02
"""How much nearer the best message must be than the next."""
LOOKS_ALIKE = 0.1
"""What is taken off where a look-alike of the theme is nearer than any of its sentences."""
CUE = 0.1
"""What a cue word adds to a theme's score."""
SIGNS = {
    "price-praise": "low-price",
    "price-comparison": "low-price",
    "discount": "low-price",
    "savings": "savings",
    "feature-count": "features",
    "feature-list": "features",
    "convenience": "convenience",
    "urgency": "urgency",
    "green-claim": "sustainability",
    "health-claim": "health-wellbeing",
}
"""Concepts that show, in so many words, that a theme is sold."""
SIGN = 0.25
"""What such a concept adds to the theme's score."""
NAMED = 0.12
"""What is taken off where the brand's name alone brings a passage near its lines."""
OWN = 0.1
"""What the kit's own lead has on a theme: its sentences are the brand's."""
SUBJECT = 1.0
"""How much of what the subject alone brings near is taken off."""
TYPICAL = 0.25
"""Score of a neutral sentence on a theme, over all subjects."""
TITLES = 0.8
"""Lead weight of titles, subject lines and first slides."""
FIRST = 3
"""Headings and sentences that decide where titles sell nothing."""
LEADS = 0.5
"""Lead weight from which a passage is part of the first impression."""

Scores = NDArray[np.float32]


@dataclass(frozen=True)
class Sold:
    """What each passage sells."""

    messages: tuple[str, ...]
    """Theme ids, and `kit` for the kit's own lead where no theme stands for it: the columns of *scores*."""
    scores: Scores
    """Shape (passages, messages)."""

    def best(self, row: int) -> str | None:
        """Return the message that the passage in *row* sells, or none."""
        if not self.messages:
            return None
        scores = self.scores[row]
        order = np.argsort(scores)[::-1]
        first, second = order[0], order[min(1, len(order) - 1)]
        if scores[first] < SELLS or (first != second and scores[first] - scores[second] < MARGIN):
            return None
        return self.messages[int(first)]

    def score(self, row: int, message: str) -> float:
        """Return how near the passage in *row* is to *message*."""
        return float(self.scores[row, self.messages.index(message)])


@lru_cache(maxsize=2)
def sold(dossier: Dossier) -> Sold:
    """Return what each of the document's passages sells."""
    themes = dossier.lexicon.themes
    if not themes or not dossier.passages:
        return Sold((), np.zeros((len(dossier.passages), 0), dtype=np.float32))
    columns = dict(zip(themes, _nearness(dossier).T, strict=True))
    for concept, theme in SIGNS.items():
        if theme in columns:
            columns[theme] = columns[theme] + SIGN * _asserted(dossier, concept)
    own = _own(dossier)
    named = [theme for guideline in _leads(dossier) for theme in guideline.themes if theme in columns]
    for theme in named:
        columns[theme] = np.maximum(columns[theme], own)
    if not named and _leads(dossier):
        columns["kit"] = own
    return Sold(tuple(columns), np.stack(list(columns.values()), axis=1))


def _asserted(dossier: Dossier, name: str) -> Scores:
    """Return 1 for each passage that asserts the concept called *name*, else 0."""
    concept = dossier.lexicon.concepts.get(name)
    said = [bool(concept and dossier.asserts(passage, concept)) for passage in dossier.passages]
    return np.array(said, dtype=np.float32)


def _leads(dossier: Dossier) -> tuple[Guideline, ...]:
    return tuple(g for g in dossier.kit.of(Kind.MESSAGE) if g.role is Role.LEAD)


def _own(dossier: Dossier) -> Scores:
    """Return how near each passage is to the kit's own lead message, in its own words."""
    leads = _leads(dossier)
    lines = [line for guideline in leads for line in (*guideline.allows, *guideline.examples.on_brand)]
    lines = lines or [guideline.text for guideline in leads]
    if not lines:
        return np.zeros(len(dossier.passages), dtype=np.float32)
    own = dossier.encode(tuple(lines))
    zero = float((dossier.encode(_facts(dossier)) @ own.T).max(axis=1).mean())
    nearest = (dossier.vectors @ own.T).max(axis=1)
    brand = dossier.kit.brand.lower()
    named = np.array([brand in passage.plain.lower() for passage in dossier.passages], dtype=np.float32)
    nearest = nearest - NAMED * named
    return np.asarray(nearest - SUBJECT * (zero - TYPICAL) + OWN, dtype=np.float32)


def _cued(dossier: Dossier) -> tuple[int, ...]:
    """Return the rows of the passages that hold a cue of any theme: few of them do."""
    pattern = _any_cue(tuple(theme.cue_pattern.pattern for theme in dossier.lexicon.themes.values()))
    return tuple(row for row, passage in enumerate(dossier.passages) if _holds(pattern, passage.plain))


@per_text
def _holds(pattern: re.Pattern[str], sentence: str) -> bool:
    return pattern.search(sentence) is not None


@lru_cache(maxsize=2)
def _any_cue(patterns: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(patterns), re.IGNORECASE)


def _nearness(dossier: Dossier) -> Scores:
    """Return how near each passage is to each theme: shape (passages, themes)."""
    lexicon, encode = dossier.lexicon, dossier.encode
    texts = [passage.plain for passage in dossier.passages]
    known = per_texts((_likeness, lexicon), encode, texts, lambda rows: _likeness(dossier, rows))
    facts = "\n".join(_facts(dossier))
    (zeros,) = per_texts((_zeros, lexicon), encode, [facts], lambda _: [_zeros(dossier)])
    cues = np.zeros((len(texts), len(lexicon.themes)), dtype=np.float32)
    for row in _cued(dossier):
        cues[row] = [_holds(theme.cue_pattern, texts[row]) for theme in lexicon.themes.values()]
    return np.asarray(np.stack(known) - SUBJECT * (zeros - TYPICAL) + CUE * cues, dtype=np.float32)


def _likeness(dossier: Dossier, rows: Sequence[int]) -> list[Scores]:
    """Return how near the passages in *rows* are to each theme, whatever the subject: shape (themes,)."""
    vectors, columns = dossier.vectors[list(rows)], []
    for theme in dossier.lexicon.themes.values():
        cosines = vectors @ dossier.encode(theme.sentences.all).T
        alike = (vectors @ dossier.encode(theme.look_alikes).T).max(axis=1)
        nearest = _top(cosines)
        columns.append(np.where(alike > cosines.max(axis=1), nearest - LOOKS_ALIKE, nearest))
    return [row.copy() for row in np.stack(columns, axis=1)]


def _zeros(dossier: Dossier) -> Scores:
    """Return how near the subject alone is to each theme: shape (themes,)."""
    facts = dossier.encode(_facts(dossier))
    themes = dossier.lexicon.themes.values()
    near = [float(_top(facts @ dossier.encode(theme.sentences.all).T).mean()) for theme in themes]
    return np.array(near, dtype=np.float32)


def _top(cosines: Scores) -> Scores:
    """Return the mean of the nearest sentences in each row."""
    return np.asarray(np.partition(cosines, -NEAREST, axis=1)[:, -NEAREST:].mean(axis=1), dtype=np.float32)


def _facts(dossier: Dossier) -> tuple[str, ...]:
    """Return sentences of the kit that speak of its subject and sell nothing."""
    neutral = (Kind.FACT, Kind.TERM, Kind.CLAIM)
    texts = tuple(g.text for g in dossier.kit.guidelines if g.kind in neutral)
    return texts or (dossier.kit.brand,)


def message_mix(dossier: Dossier, what: Sold) -> tuple[Share, ...]:
    """Return the shares of the messages that the document sells, largest first."""
    rows: dict[str, list[int]] = {}
    for row, passage in dossier.ours:
        message = what.best(row)
        if message and passage.lead_weight > 0:
            rows.setdefault(message, []).append(row)
    passages = dossier.passages
    weights = {message: sum(passages[row].lead_weight for row in rows[message]) for message in rows}
    total = sum(weights.values())
    ordered = sorted(weights, key=lambda message: (-weights[message], message))
    return tuple(
        _share(dossier, what, message, rows[message], weights[message] / total) for message in ordered
    )


def lead(dossier: Dossier, what: Sold) -> str | None:
    """Return the name of the message that the document's first impression sells, or none.

    Titles, subject lines and the first slides decide; where they sell nothing, the first headings and
    sentences do.
    """
    rows = [(row, passage) for row, passage in dossier.ours if passage.lead_weight >= LEADS]
    titles = [row for row, passage in rows if passage.lead_weight >= TITLES]
    first = [row for row, _ in rows][:FIRST]
    found = _strongest(dossier, what, titles) or _strongest(dossier, what, first)
    return name_of(found, dossier) if found else None


def _strongest(dossier: Dossier, what: Sold, rows: list[int]) -> str | None:
    weights: dict[str, float] = {}
    for row in rows:
        message = what.best(row)
        if message:
            strength = dossier.passages[row].lead_weight * (what.score(row, message) - SELLS + MARGIN)
            weights[message] = weights.get(message, 0.0) + strength
    return max(weights, key=lambda message: (weights[message], message), default=None)


def _share(dossier: Dossier, what: Sold, message: str, rows: Sequence[int], share: float) -> Share:
    clearest = dossier.passages[max(rows, key=lambda row: what.score(row, message))]
    named = [
        g for g in dossier.kit.guidelines if message in g.themes or (message == "kit" and g.role is Role.LEAD)
    ]
    role = next(
        (g.role for role in (Role.AVOID, Role.LEAD, Role.SUPPORT) for g in named if g.role is role), None
    )
    return Share(
        message=name_of(message, dossier),
        guidelines=tuple(g.id for g in named),
        role=role,
        share=round(share, 4),
        passages=len(rows),
        quote=clearest.text,
        start=clearest.start,
        end=clearest.end,
    )


def name_of(message: str, dossier: Dossier) -> str:
    """Return the name of *message* for people: the theme's, or the kit's own line."""
    themes: Mapping[str, Theme] = dossier.lexicon.themes
    if message in themes:
        return themes[message].name
    lines: Sequence[str] = [line for guideline in _leads(dossier) for line in guideline.allows]
    return f"“{lines[0].rstrip('.')}”" if lines else "the kit's lead message"
