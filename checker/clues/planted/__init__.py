"""Words in a document that are meant for whoever checks it, not for its readers, however they are hidden.

All of the text is looked at, whoever speaks and whether anybody sees it: as it stands, without its markup,
and where invisible characters, codes or odd letters make it say something else. A sign is proof by itself or
a hint; two hints that stand near each other are proof, and so is a hint in a place that readers don't see.
"""

import hashlib
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from checker.clues.planted.signs import PROOF, Sign, all_signs, signs_without
from checker.composition import Aside
from checker.domain import Document, Place

NEAR = 240
"""Characters within which two signs belong together."""
WIDE = 600
"""Characters of the longest stretch that is one planting."""
QUOTE = 300
"""Characters of the longest quotation."""
EDGE = 120
"""Characters beyond its signs that a quotation takes in at most, on either side."""
MOST = 50
"""Plantings of one document that are told; the first is enough for somebody to look at it."""
ENDS = ".!?\n。！？"
"""What ends a sentence, for quotations."""

KEPT = 4_096
"""Digests of asides that say nothing: those of a template come again with each file made from it."""

Span = tuple[int, int]
_silent: dict[bytes, None] = {}


class Planted(NamedTuple):
    """Words that speak to whoever checks the document."""

    start: int
    """Offset in the document's text."""
    end: int
    says: tuple[str, ...]
    """What they do, in words that go on from “it”, the surest first."""
    reads: str
    """What they say to who can read them, where they are disguised."""
    is_hidden: bool
    """Whether readers don't see them."""
    weight: int
    """What their signs weigh together, from 2."""
    reach: Span
    """From the first of the signs to the last, with the sentences that they stand in."""


def planted(document: Document) -> tuple[Planted, ...]:
    """Return the words of *document* that speak to whoever checks it, in reading order."""
    text = document.text
    found = list(all_signs(text))
    markup = sorted(span for block in document.blocks for span in block.markup)
    if markup:
        found += signs_without(text, markup)
    hidden = sorted((block.start, block.end) for block in document.blocks if block.place.hidden)
    return tuple(islice(_weighed(found, text, hidden), MOST))


def overheard(asides: Iterable[Aside], heard: str) -> Iterator[tuple[str, Place]]:
    """Yield what *asides* say to whoever checks the document, with its place.

    Args:
        asides: words that a reader of a file leaves out.
        heard: the document's text without them; what stands in it is not told again.
    """
    known = ""
    for aside in asides:
        text = aside.text
        for found in _said(aside):
            known = known or _bare(heard)
            words = text[slice(*found.reach)]
            if _bare(words) not in known:
                known += _bare(words)
                yield words, Place(field=aside.field, hidden=True)


def _said(aside: Aside) -> tuple[Planted, ...]:
    """Return what *aside* says to whoever checks it; one that is known to say nothing is not read again."""
    text = aside.text
    digest = hashlib.sha256(f"{aside.is_program} {text}".encode("utf-8", "surrogatepass")).digest()
    if digest in _silent:
        return ()
    hidden = [] if aside.is_program else [(0, len(text))]
    found = tuple(islice(_weighed(all_signs(text), text, hidden), MOST))
    if not found:
        _silent[digest] = None
        for oldest in tuple(islice(_silent, max(0, len(_silent) - KEPT))):
            _silent.pop(oldest, None)
    return found


def _bare(text: str) -> str:
    """Return *text* without white space and capitals: the same words are the same however laid out."""
    return "".join(text.split()).casefold()


def _weighed(found: Iterable[Sign], text: str, hidden: Sequence[Span]) -> Iterator[Planted]:
    """Yield the stretches of *text* whose signs are proof together."""
    for group in _together(sorted(found, key=lambda sign: (sign.start, sign.end, sign.rule.id))):
        counted = tuple(_counted(group))
        is_hidden = any(_lies_in(sign.start, hidden) for sign in counted)
        weight = sum(sign.weight for sign in counted)
        weight += is_hidden and not all(sign.is_common for sign in counted)
        if weight >= PROOF:
            yield _planted(counted, text, is_hidden=is_hidden, weight=weight)


def _together(found: Iterable[Sign]) -> Iterator[list[Sign]]:
    """Yield groups of signs that stand near each other."""
    group: list[Sign] = []
    reach = 0
    for sign in found:
        if group and (sign.start - reach > NEAR or sign.end - group[0].start > WIDE):
            yield group
            group, reach = [], 0
        group.append(sign)
        reach = max(reach, sign.end)
    if group:
        yield group


def _counted(group: list[Sign]) -> Iterator[Sign]:
    """Yield the signs of a *group* that count: the weightiest of each rule, and of each stretch of words."""
    rules: set[str] = set()
    taken: list[Span] = []
    for sign in sorted(group, key=lambda sign: (-sign.weight, sign.start, -sign.end, sign.rule.id)):
        if sign.rule.id in rules or any(sign.start < end and start < sign.end for start, end in taken):
            continue
        rules.add(sign.rule.id)
        taken.append((sign.start, sign.end))
        yield sign


def _lies_in(at: int, spans: Sequence[Span]) -> bool:
    row = bisect_right(spans, at, key=lambda span: span[0]) - 1
    return row >= 0 and at < spans[row][1]


def _planted(counted: tuple[Sign, ...], text: str, *, is_hidden: bool, weight: int) -> Planted:
    sure = [sign for sign in counted if sign.weight >= PROOF] or counted
    first = min(sure, key=lambda sign: sign.start)
    near = [sign.end for sign in sure if sign.end - first.start <= QUOTE]
    whole = min(sign.start for sign in counted), max(sign.end for sign in counted)
    return Planted(
        *_sentence(text, first.start, max(near, default=first.start + QUOTE)),
        says=tuple(dict.fromkeys(sign.rule.says for sign in counted)),
        reads=" ".join(next((sign.reads for sign in counted if sign.reads), "").split()),
        is_hidden=is_hidden,
        weight=weight,
        reach=_sentence(text, *whole),
    )


def _sentence(text: str, start: int, end: int) -> Span:
    """Return *start* and *end* widened to the sentence that they lie in, within reason."""
    room = max(0, min(EDGE, (QUOTE - (end - start)) // 2))
    before, after = text[max(0, start - room) : start], text[end : end + room]
    begins = [at + 1 for at, sign in enumerate(before) if sign in ENDS]
    stops = [at for at, sign in enumerate(after) if sign in ENDS]
    if begins or len(before) < room:
        start += max(begins, default=0) - len(before)
    if stops or len(after) < room:
        end += min(stops, default=len(after))
    while start < end and text[start].isspace():
        start += 1
    return start, end
