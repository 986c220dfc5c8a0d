"""What the kit says of a claim: which guideline it is about, and whether a wording keeps to it."""

import datetime
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from checker.claims.agreement import agrees, is_comparable
from checker.claims.subjects import described
from checker.domain import BrandKit, Guideline, Kind, Measure, Standing, Statement
from checker.dossier import fold
from checker.english.speech import quotations
from checker.english.words import content_stems, sentence_spans

ANCHORED = 0.6
"""Part of a claim's content words in a wording that makes that claim."""


class Approved(NamedTuple):
    """A sentence of the kit that states something."""

    guideline: Guideline
    text: str
    measures: tuple[Measure, ...]
    is_wording: bool
    """Whether it may be used as it stands, not only told."""


def approved_in(kit: BrandKit) -> tuple[Approved, ...]:
    """Return what the facts and claims of *kit* state, a sentence each, wordings that may be used first."""
    return tuple(
        one
        for guideline in kit.guidelines
        if guideline.kind in {Kind.FACT, Kind.CLAIM}
        for one in _of(guideline)
    )


@lru_cache(maxsize=1_024)
def _of(guideline: Guideline) -> tuple[Approved, ...]:
    found: dict[str, bool] = {}
    for text in (*guideline.allows, *(c.claim for c in guideline.conditions), *guideline.examples.on_brand):
        found.setdefault(text.strip(), True)
    for text in _sentences(guideline.text):
        found.setdefault(text, False)
    return tuple(Approved(guideline, text, described(text), usable) for text, usable in found.items() if text)


def _sentences(text: str) -> Iterator[str]:
    """Yield the sentences of a guideline without what it quotes: that is approved or forbidden, not told."""
    for span in reversed(quotations(text)):
        text = text[: span.start] + " " * (span.end - span.start) + text[span.end :]
    yield from (text[start:end] for start, end in sentence_spans(text))


def is_expired(guideline: Guideline, today: datetime.date) -> bool:
    """Return whether *guideline* held only until a day before *today*."""
    return bool(guideline.expires) and datetime.date.fromisoformat(guideline.expires) < today


def standing(
    statement: Statement,
    guideline: Guideline | None,
    known: Sequence[Sequence[Measure]],
    *,
    today: datetime.date,
) -> Standing:
    """Return how a wording stands.

    Args:
        statement: the wording.
        guideline: what it is about; none where the kit says nothing of it.
        known: for each of its measures, what the kit gives for the same thing.
        today: the day on which guidelines must hold.
    """
    if guideline is None:
        return Standing.UNAPPROVED
    if is_expired(guideline, today):
        return Standing.EXPIRED
    if _is_verbatim(statement.text, guideline):
        return Standing.APPROVED
    if any(map(_differs, statement.measures, known)) or _lost(statement.text, guideline):
        return Standing.ALTERED
    return Standing.APPROVED


def _is_verbatim(text: str, guideline: Guideline) -> bool:
    wordings = _folded((*guideline.allows, *guideline.examples.on_brand))
    said = f" {fold(text)} " if wordings else ""
    return any(wording in said for wording in wordings)


@lru_cache(maxsize=1_024)
def _folded(wordings: tuple[str, ...]) -> tuple[str, ...]:
    """Return those of *wordings* that are a sentence, as they are looked for."""
    return tuple(f" {fold(wording)} " for wording in wordings if len(wording.split()) > 2)  # noqa: PLR2004 - a sentence


def _differs(measure: Measure, known: Sequence[Measure]) -> bool:
    comparable = [other for other in known if is_comparable(measure, other)]
    return bool(comparable) and not any(agrees(measure, other) for other in comparable)


def _lost(text: str, guideline: Guideline) -> bool:
    """Return whether *text* makes an approved claim of *guideline* without one of its conditions."""
    if not guideline.conditions:
        return False
    stems, said = content_stems(text), fold(text)
    for condition in guideline.conditions:
        anchors = set(condition.anchors)
        makes = bool(anchors) and len(anchors & stems) >= ANCHORED * len(anchors)
        if makes and not any(_keeps(keep, said, stems) for keep in condition.keep):
            return True
    return False


def _keeps(keep: str, said: str, stems: frozenset[str]) -> bool:
    asked = content_stems(keep)
    return fold(keep) in said or bool(asked and asked <= stems)
