"""What statements and the kit speak of: each measure's thing, grouped by meaning, and the claims that they make up."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from checker.claims.agreement import family, rates
from checker.claims.approvals import Approved
from checker.claims.conflicts import Measured
from checker.claims.grouping import LIKELY, Key, grouped
from checker.claims.things import NOBODY, names_in, thing, unnumbered
from checker.domain import Measure, Stood
from checker.domain.claim import Basis
from checker.dossier import Encode, Vectors

ALIKE = 0.7
"""Probability from which two statements without figures are one claim: there is less to tell them apart."""
TELLING = 10.0
"""Number from which a counted noun says by itself what is counted: “640 pools”, but not “one pool”."""
FIRST = ("percent", "multiple", "minute", "", "time of day", "date")
"""Units by how much they make a statement's claim; all others stand where the empty one does."""


class Line(NamedTuple):
    """A wording: all statements with the same words."""

    row: int
    text: str
    bases: tuple[Basis, ...]
    measures: tuple[Measure, ...]
    places: tuple[Stood, ...]


@dataclass(frozen=True)
class Reading:
    """Statements and kit, understood."""

    lines: tuple[Line, ...]
    claims: tuple[tuple[Line, ...], ...]
    """The lines of each claim."""
    measured: tuple[tuple[tuple[Measured, ...], tuple[tuple[Approved, Measure], ...]], ...]
    """For each thing that is measured: what documents say, and what the kit says."""
    about: Mapping[int, tuple[Approved, ...]]
    """The kit's sentences that each line, by its row, is about; the nearest first."""
    things: Mapping[tuple[int, int], int]
    """The group of each measure: by its line's row (below 0 for the kit's sentences) and its position."""
    kit: Mapping[str, int]
    """The place of each sentence of the kit."""

    def approved_of(self, line: Line) -> tuple[Approved, ...]:
        """Return the kit's sentences that *line* is about, the nearest first."""
        return self.about.get(line.row, ())

    def known(self, approved: Approved, line: Line, position: int) -> list[Measure]:
        """Return what *approved* measures of the thing that the measure of *line* at *position* measures."""
        mine, row = self.things[line.row, position], self.kit[approved.text]
        return [m for n, m in enumerate(approved.measures) if self.things[-1 - row, n] == mine]


class _Asked(NamedTuple):
    """A measure, or a whole sentence, of a line or of the kit."""

    row: int
    """Of the line; -1 less its place for a sentence of the kit."""
    position: int
    """Of the measure in its sentence; -1 for the sentence."""
    key: Key
    vector: int
    wording: str
    """The sentence without its numbers."""


def read(
    stood: Sequence[Stood], vectors: Vectors, approved: Sequence[Approved], brand: str, encode: Encode
) -> Reading:
    """Return what *stood* and *approved* speak of; the same whatever the order of *stood*."""
    lines, rows = _lines(stood)
    texts = list(dict.fromkeys(one.text for one in approved))
    own = encode(texts) if texts else np.zeros((0, *vectors.shape[1:]), dtype=np.float32)
    matrix = np.concatenate([vectors[rows], own]) if len(rows) else own
    first = {one.text: one for one in reversed(approved)}
    known = NOBODY.union(*(names_in(text, brand) for text in (*(line.text for line in lines), *texts)))
    asked = [a for line in lines for a in _asked(line, brand, known, line.row)]
    for number, text in enumerate(texts):
        sentence = Line(-1 - number, text, tuple(Basis), first[text].measures, ())
        asked += _asked(sentence, brand, known, len(lines) + number)
    groups = _grouped(asked, matrix)
    return _reading(lines, asked, groups, [first[text] for text in texts], _Near(matrix, len(lines)))


class _Near(NamedTuple):
    matrix: Vectors
    lines: int

    def cosine(self, row: int, sentence: int) -> float:
        return float(self.matrix[row] @ self.matrix[self.lines + sentence])


def _lines(stood: Sequence[Stood]) -> tuple[tuple[Line, ...], list[int]]:
    """Return the wordings in the order of their texts, and a row of the vectors for each."""
    places: dict[str, list[int]] = defaultdict(list)
    for row, one in enumerate(stood):
        places[one.statement.text].append(row)
    lines, rows = [], []
    for number, text in enumerate(sorted(places)):
        ordered = places[text]
        if len(ordered) > 1:
            ordered.sort(key=lambda row: (stood[row].document, stood[row].statement.start))
        statement = stood[ordered[0]].statement
        lines.append(
            Line(number, text, statement.bases, statement.measures, tuple(stood[row] for row in ordered))
        )
        rows.append(ordered[0])
    return tuple(lines), rows


def _asked(line: Line, brand: str, known: frozenset[str], vector: int) -> list[_Asked]:
    """Return what *line* measures; and what it says as a whole, for the kit and where it measures nothing."""
    found = []
    wording = unnumbered(line.text, line.measures)
    for position, measure in enumerate(line.measures):
        what = thing(line.text, measure, line.measures, brand, known=known)
        unit = (family(measure.unit), rates(measure.unit))
        is_vague = what.is_vague and (not what.telling or measure.high < TELLING)
        key = Key(unit, what, vector if is_vague else -1)
        found.append(_Asked(line.row, position, key, vector, wording))
    if not line.measures or line.row < 0:
        what = thing(line.text, None, line.measures, brand, known=known)
        for basis in line.bases if line.row < 0 else line.bases[-1:]:
            key = Key((basis.value,), what, -1 if what.words else vector)
            found.append(_Asked(line.row, _whole(basis), key, vector, wording))
    return found


def _whole(basis: Basis) -> int:
    """Return the position of a sentence that stands on *basis*, without a measure."""
    return -1 - list(Basis).index(basis)


def _grouped(asked: Sequence[_Asked], matrix: Vectors) -> list[int]:
    """Return the group of each: measures first, sentences without any after them."""
    groups = [0] * len(asked)
    start = 0
    for is_measure, likely in ((True, LIKELY), (False, ALIKE)):
        places = [place for place, one in enumerate(asked) if (one.position >= 0) is is_measure]
        keys = [asked[place].key for place in places]
        part = matrix[[asked[place].vector for place in places]]
        wordings = [asked[place].wording for place in places]
        found = grouped(keys, part, wordings, likely=likely)
        for place, group in zip(places, found, strict=True):
            groups[place] = start + group
        start += max(found, default=-1) + 1
    return groups


def _reading(
    lines: tuple[Line, ...],
    asked: Sequence[_Asked],
    groups: Sequence[int],
    kit: Sequence[Approved],
    near: _Near,
) -> Reading:
    members: dict[int, list[_Asked]] = defaultdict(list)
    for one, group in zip(asked, groups, strict=True):
        members[group].append(one)
    things = {(one.row, one.position): group for one, group in zip(asked, groups, strict=True)}
    claims: dict[int, list[Line]] = defaultdict(list)
    for line in lines:
        claims[things[line.row, _main(line)]].append(line)
    return Reading(
        lines=lines,
        claims=tuple(tuple(found) for _, found in sorted(claims.items())),
        measured=tuple(
            _measured(found, lines, kit) for _, found in sorted(members.items()) if _is_measured(found)
        ),
        about=_about(lines, members, things, kit, near),
        things=things,
        kit={one.text: number for number, one in enumerate(kit)},
    )


def _main(line: Line) -> int:
    """Return the position of what makes the line's claim: its first weightiest measure, or the sentence."""
    if not line.measures:
        return _whole(line.bases[-1])
    ranks = [FIRST.index(f) if (f := family(m.unit)) in FIRST else FIRST.index("") for m in line.measures]
    return ranks.index(min(ranks))


def _is_measured(members: Sequence[_Asked]) -> bool:
    return members[0].position >= 0 and sum(one.row >= 0 for one in members) > 1


def _measured(
    members: Sequence[_Asked], lines: Sequence[Line], kit: Sequence[Approved]
) -> tuple[tuple[Measured, ...], tuple[tuple[Approved, Measure], ...]]:
    said = tuple(
        Measured(lines[one.row].measures[one.position], one.key.thing, lines[one.row].places)
        for one in members
        if one.row >= 0
    )
    known = tuple(
        (kit[-1 - one.row], kit[-1 - one.row].measures[one.position]) for one in members if one.row < 0
    )
    return said, known


def _about(
    lines: Sequence[Line],
    members: Mapping[int, Sequence[_Asked]],
    things: Mapping[tuple[int, int], int],
    kit: Sequence[Approved],
    near: _Near,
) -> dict[int, tuple[Approved, ...]]:
    """Return the kit's sentences that speak of the same things as each line, the nearest first."""
    of_kit = {group: {-1 - one.row for one in found if one.row < 0} for group, found in members.items()}
    about = {}
    for line in lines:
        positions = list(range(len(line.measures))) or [_main(line)]
        sentences = {s for position in positions for s in of_kit[things[line.row, position]]}
        if sentences:
            ranked = sorted(sentences, key=lambda s: (-round(near.cosine(line.row, s), 4), s))
            about[line.row] = tuple(kit[s] for s in ranked)
    return about
