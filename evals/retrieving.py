"""Which labelled faults a retriever keeps findable: those whose guideline it sends with their passages."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import NamedTuple

import numpy as np

from checker.bootstrap import read_file
from checker.domain import BrandKit, Document, Guideline, Passage
from checker.dossier import Encode, Vectors
from checker.foreign import foreign_blocks
from checker.guessing import guess
from checker.retrievers import Retriever
from checker.settings import Settings
from checker.splitter import split
from evals.labels import Case, Fault, FaultKind
from evals.matching import span

WINDOW = 40
"""Passages that are judged together."""
CHARACTERS_PER_TOKEN = 4


class Wanted(NamedTuple):
    """A labelled fault: found where its guideline is sent with a passage of its."""

    kind: FaultKind
    guideline: str
    rows: frozenset[int]
    """The passages that hold it; none where something is missing."""


class Draft(NamedTuple):
    """A labelled draft, split and encoded."""

    document: Document
    texts: tuple[str, ...]
    vectors: Vectors
    wanted: tuple[Wanted, ...]


class Sent(NamedTuple):
    """What was sent of one kit for one draft."""

    found: tuple[tuple[FaultKind, bool], ...]
    """The draft's faults, and whether their guidelines were sent."""
    applying: int
    """The guidelines that apply to it."""
    share: float
    """Those sent of them, 0 to 1; the mean of the windows."""
    tokens: float
    """Their length; the mean of the windows."""
    whole: float
    """The length of all that apply, in tokens."""


@dataclass(frozen=True)
class NearestToDraft:
    """What everybody builds first: the guidelines nearest to a draft as a whole."""

    encode: Encode
    count: int

    def retrieve(self, kit: BrandKit, vectors: Vectors, texts: Sequence[str] = ()) -> tuple[Guideline, ...]:  # noqa: ARG002 - part of the protocol
        """Return those whose text is nearest to the mean of *vectors*."""
        return _nearest(kit, self.encode, vectors.mean(axis=0, keepdims=True), self.count)


@dataclass(frozen=True)
class NearestToPassages:
    """What one would build next: the guidelines nearest to each passage."""

    encode: Encode
    count: int

    def retrieve(self, kit: BrandKit, vectors: Vectors, texts: Sequence[str] = ()) -> tuple[Guideline, ...]:  # noqa: ARG002 - part of the protocol
        """Return those whose text is nearest to one of *vectors*."""
        return _nearest(kit, self.encode, vectors, self.count)


def read(case: Case, encode: Encode) -> Draft:
    """Return the draft of *case* as the pipeline hands it to a judge."""
    (document,) = read_file(case.draft, Settings())
    document = guess(document, team="", channel="", audience="")
    foreign = foreign_blocks(document)
    passages = [passage for passage in split(document) if passage.block.start not in foreign]
    texts = tuple(passage.plain for passage in passages)
    wanted = tuple(_wanted(fault, document, passages) for fault in case.labels.findings)
    return Draft(document, texts, encode(list(texts)), wanted)


def send(
    drafts: Sequence[Draft], kit: BrandKit, retriever: Retriever, *, is_full: bool = False
) -> tuple[Sent, ...]:
    """Return what *retriever* sends of *kit*, one brand's, for each of its *drafts*.

    Args:
        drafts: the brand's.
        kit: not narrowed yet.
        retriever: what is measured.
        is_full: whether windows are filled up with passages of other drafts to which the same applies.
    """
    narrowed = [kit.for_document(draft.document) for draft in drafts]
    return tuple(
        _sent(
            draft, own, [d for d, k in zip(drafts, narrowed, strict=True) if is_full and k == own], retriever
        )
        for draft, own in zip(drafts, narrowed, strict=True)
    )


def _sent(draft: Draft, narrowed: BrandKit, alike: Sequence[Draft], retriever: Retriever) -> Sent:
    more = [other for other in alike if other is not draft]
    found: set[tuple[str, int]] = set()
    sent = []
    for rows in _windows(len(draft.texts)):
        texts, vectors = _filled(draft, rows, more)
        guidelines = retriever.retrieve(narrowed, vectors, texts)
        found |= {(guideline.id, row) for guideline in guidelines for row in (*rows, -1)}
        sent.append(guidelines)
    return Sent(
        found=tuple((w.kind, any((w.guideline, r) in found for r in w.rows or {-1})) for w in draft.wanted),
        applying=len(narrowed.guidelines),
        share=fmean(len(guidelines) / len(narrowed.guidelines) for guidelines in sent),
        tokens=fmean(map(_tokens, sent)),
        whole=_tokens(narrowed.guidelines),
    )


def _filled(draft: Draft, rows: range, others: Sequence[Draft]) -> tuple[list[str], Vectors]:
    """Return the words and vectors of a window, with what fills it up."""
    texts, vectors = list(draft.texts[rows.start : rows.stop]), draft.vectors[rows.start : rows.stop]
    more = WINDOW - len(texts)
    texts += [text for other in others for text in other.texts][:more]
    return texts, np.vstack([vectors, *(other.vectors for other in others)])[: len(texts)]


def _windows(passages: int) -> Iterator[range]:
    for start in range(0, passages, WINDOW):
        yield range(start, min(passages, start + WINDOW))


def _wanted(fault: Fault, document: Document, passages: Sequence[Passage]) -> Wanted:
    place = span(document.text, fault.quote)
    rows = (
        row
        for row, passage in enumerate(passages)
        if place and passage.start < place.end and place.start < passage.end
    )
    return Wanted(fault.kind, fault.guideline, frozenset(rows))


def _tokens(guidelines: Iterable[Guideline]) -> float:
    return sum(len(guideline.text) for guideline in guidelines) / CHARACTERS_PER_TOKEN


def _nearest(kit: BrandKit, encode: Encode, vectors: Vectors, count: int) -> tuple[Guideline, ...]:
    nearness = vectors @ encode([guideline.text for guideline in kit.guidelines]).T
    rows = set(np.argsort(-nearness, axis=1, kind="stable")[:, :count].ravel().tolist())
    return tuple(guideline for row, guideline in enumerate(kit.guidelines) if row in rows)
