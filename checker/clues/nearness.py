"""How near each passage is to each theme, and to the kit's own lead, whatever the subject.

A passage is compared with every theme's sentences (mean of the three nearest cosines; a cue word adds a
little) and with the kit's own lead message (its approved line, its examples, its words). What a passage's
subject alone brings near, such as safety for anything about swimming, is taken off: each theme's mean over
the kit's facts is its zero.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from checker.domain import Guideline, Kind, Role
from checker.dossier import Dossier
from checker.english.recall import per_text, per_texts

NEAREST = 3
"""Sentences of a theme that a passage is compared with."""
LOOKS_ALIKE = 0.1
"""What is taken off where a look-alike of the theme is nearer than any of its sentences."""
CUE = 0.1
"""What a cue word adds to a theme's score."""
NAMED = 0.12
"""What is taken off where the brand's name alone brings a passage near its lines."""
OWN = 0.1
"""What the kit's own lead has on a theme: its sentences are the brand's."""
SUBJECT = 1.0
"""How much of what the subject alone brings near is taken off."""
TYPICAL = 0.25
"""Score of a neutral sentence on a theme, over all subjects."""

Scores = NDArray[np.float32]


def nearness(dossier: Dossier) -> Scores:
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


def nearness_to_own(dossier: Dossier) -> Scores:
    """Return how near each passage is to the kit's own lead message, in its own words."""
    found = leads(dossier)
    lines = [line for guideline in found for line in (*guideline.allows, *guideline.examples.on_brand)]
    lines = lines or [guideline.text for guideline in found]
    if not lines:
        return np.zeros(len(dossier.passages), dtype=np.float32)
    own = dossier.encode(tuple(lines))
    zero = float((dossier.encode(_facts(dossier)) @ own.T).max(axis=1).mean())
    nearest = (dossier.vectors @ own.T).max(axis=1)
    brand = dossier.kit.brand.lower()
    named = np.array([brand in passage.plain.lower() for passage in dossier.passages], dtype=np.float32)
    nearest = nearest - NAMED * named
    return np.asarray(nearest - SUBJECT * (zero - TYPICAL) + OWN, dtype=np.float32)


def leads(dossier: Dossier) -> tuple[Guideline, ...]:
    """Return the kit's lead messages that apply to the document."""
    return tuple(g for g in dossier.kit.of(Kind.MESSAGE) if g.role is Role.LEAD)


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
