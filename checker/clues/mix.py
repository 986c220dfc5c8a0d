"""The message mix: which message each passage sells, and how much of the document goes to each.

Two measures, for two uses. *Findings* ask how near a headline is to one message (`checker.clues.nearness`).
The *mix* asks which message a passage sells, if any: there a classifier learnt from all the themes'
sentences (`checker.clues.selling`) is more often right, and says with what chance. What it is unsure of
goes to what the rest of the document sells.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from checker.clues.chances import kept
from checker.clues.nearness import Scores, leads, nearness, nearness_to_own
from checker.clues.owning import said_as_own
from checker.clues.selling import classifier
from checker.domain import Chances, Role, Share
from checker.dossier import Dossier
from checker.english.recall import per_texts
from checker.lexicon.themes import Theme

SELLS = 0.4
"""Score from which a passage sells a message at all."""
MARGIN = 0.02
"""How much nearer the best message must be than the next."""
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
OWN_ZERO, OWN_SCALE = 0.4, 0.35
"""The nearness to the kit's own lead that says nothing, and how much more says all, for the mix."""
ASSERTED = 0.3
"""What a concept of `SIGNS` adds to a theme's score, for the mix."""
NOTHING = 0.16
"""Chance that a passage sells nothing, before anything is known of its document."""
DOUBT = 0.35
"""What the chances of nothing and of the kit's own line count for: strange words look like either."""
COMMON = 10.0
"""Passages that a document must have before what it sells counts as much as what any document does."""
ROUNDS = 20
"""Rounds of expectation and maximisation."""
TITLES = 0.8
"""Lead weight of titles, subject lines and first slides."""
FIRST = 3
"""Headings and sentences that decide where titles sell nothing."""
LEADS = 0.5
"""Lead weight from which a passage is part of the first impression."""


@dataclass(frozen=True)
class Sold:
    """What each passage sells."""

    messages: tuple[str, ...]
    """Theme ids, and `kit` for the kit's own lead where no theme stands for it: the columns of *scores*."""
    scores: Scores
    """How near each passage is to each message, for findings: shape (passages, messages)."""
    chances: Scores
    """How likely each passage sells each message, and last, nothing: shape (passages, messages + 1)."""
    alone: Scores
    """The same of each passage by itself, whatever the rest of the document sells."""

    def sells(self, row: int) -> str | None:
        """Return the message that the passage in *row* most likely sells, or none."""
        place = int(self.chances[row].argmax())
        return self.messages[place] if place < len(self.messages) else None

    def chance(self, row: int, message: str) -> float:
        """Return how likely the passage in *row* sells *message*, 0 to 1."""
        return float(self.chances[row, self.messages.index(message)])

    def best(self, row: int) -> str | None:
        """Return the message to which the passage in *row* is clearly nearest, or none."""
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
        rows = len(dossier.passages)
        nothing = np.ones((rows, 1), dtype=np.float32)
        return Sold((), np.zeros((rows, 0), dtype=np.float32), nothing, nothing)
    columns = dict(zip(themes, nearness(dossier).T, strict=True))
    for concept, theme in SIGNS.items():
        if theme in columns:
            columns[theme] = columns[theme] + SIGN * _asserted(dossier, concept)
    own = nearness_to_own(dossier)
    named = [theme for guideline in leads(dossier) for theme in guideline.themes if theme in columns]
    for theme in named:
        columns[theme] = np.maximum(columns[theme], own)
    if not named and leads(dossier):
        columns["kit"] = own
    messages, scores = tuple(columns), np.stack(list(columns.values()), axis=1)
    alone = _chances(dossier, messages, named, own)
    return Sold(messages, scores, in_context(alone, [row for row, _ in dossier.ours]), alone)


def _chances(dossier: Dossier, messages: tuple[str, ...], named: Sequence[str], own: Scores) -> Scores:
    """Return how likely each passage by itself sells each of *messages*, and last, nothing.

    Args:
        dossier: whose passages.
        messages: the themes, and `kit` where the kit's lead has none.
        named: the themes of the kit's lead.
        own: how near each passage is to the kit's own lead, in its own words.
    """
    lexicon, encode = dossier.lexicon, dossier.encode
    learnt = classifier(lexicon, encode)
    texts = [passage.plain for passage in dossier.passages]
    known = per_texts(
        (classifier, lexicon),
        encode,
        texts,
        lambda rows: list(learnt.scores(dossier.vectors[rows], [texts[row] for row in rows])),
    )
    scores = np.stack(known)
    for concept, theme in SIGNS.items():
        if theme in messages:
            scores[:, messages.index(theme)] += ASSERTED * _asserted(dossier, concept)
    said = ((own - OWN_ZERO) / OWN_SCALE).clip(0, 1)
    for theme in named if _has_lines(dossier) else ():
        place = messages.index(theme)
        scores[:, place] = np.maximum(scores[:, place], said)
    if "kit" in messages:
        said = np.maximum(said, said_as_own(dossier))
        scores = np.insert(scores, len(messages) - 1, said, axis=1)
    factors = np.array([*(DOUBT if message == "kit" else 1.0 for message in messages), DOUBT])
    return np.asarray(_weighed(learnt.chances(scores), factors), dtype=np.float32)


def in_context(chances: Scores, rows: Sequence[int]) -> Scores:
    """Return *chances* in a document that sells some messages more than others.

    How much it sells of each is found by expectation and maximisation (Saerens, Latinne and Decaestecker,
    2002: "Adjusting the outputs of a classifier to new a priori probabilities"), starting from what any
    document sells, which counts as `COMMON` passages.

    Args:
        chances: of each passage by itself: shape (passages, messages + 1), each row 1 in sum.
        rows: the passages by which the document is known.
    """
    kinds = chances.shape[1]
    usual = np.full(kinds, (1 - NOTHING) / max(kinds - 1, 1))
    usual[-1] = NOTHING
    share, known = usual, chances[list(rows)]
    for _ in range(ROUNDS):
        share = (_weighed(known, share / usual).sum(axis=0) + COMMON * usual) / (len(known) + COMMON)
    return np.asarray(_weighed(chances, share / usual), dtype=np.float32)


def _weighed(chances: Scores, factors: NDArray[np.float64]) -> NDArray[np.float64]:
    weighed = chances * factors
    return np.asarray(weighed / weighed.sum(axis=1, keepdims=True))


def _has_lines(dossier: Dossier) -> bool:
    """Return whether the kit's lead says how it sounds; its text alone names the theme, and no more."""
    return any(g.allows or g.examples.on_brand for g in leads(dossier))


def _asserted(dossier: Dossier, name: str) -> Scores:
    """Return 1 for each passage that asserts the concept called *name*, else 0."""
    concept = dossier.lexicon.concepts.get(name)
    said = [bool(concept and dossier.asserts(passage, concept)) for passage in dossier.passages]
    return np.array(said, dtype=np.float32)


def message_mix(dossier: Dossier, what: Sold) -> tuple[Share, ...]:
    """Return the shares of the messages that the document sells, largest first."""
    rows: dict[str, list[int]] = {}
    for row, passage in dossier.ours:
        message = what.sells(row)
        if message and passage.lead_weight > 0:
            rows.setdefault(message, []).append(row)
    passages = dossier.passages
    weights = {message: sum(passages[row].lead_weight for row in rows[message]) for message in rows}
    total = sum(weights.values())
    ordered = sorted(weights, key=lambda message: (-weights[message], message))
    return tuple(
        _share(dossier, what, message, rows[message], weights[message] / total) for message in ordered
    )


def kept_chances(dossier: Dossier, what: Sold) -> Chances:
    """Return what the mix was worked out from, for mixes of many documents."""
    names = [name_of(message, dossier) for message in what.messages]
    rows = [row for row, _ in dossier.ours]
    return kept(names, what.alone[rows], [passage.lead_weight for _, passage in dossier.ours])


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
        message = what.sells(row)
        if message:
            strength = dossier.passages[row].lead_weight * what.chance(row, message)
            weights[message] = weights.get(message, 0.0) + strength
    return max(weights, key=lambda message: (weights[message], message), default=None)


def _share(dossier: Dossier, what: Sold, message: str, rows: Sequence[int], share: float) -> Share:
    clearest = dossier.passages[max(rows, key=lambda row: what.chance(row, message))]
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
    lines: Sequence[str] = [line for guideline in leads(dossier) for line in guideline.allows]
    return f"“{lines[0].rstrip('.')}”" if lines else "the kit's lead message"
