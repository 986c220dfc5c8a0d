"""What statements and the kit speak of: each measure's thing, grouped by meaning, and the claims that they make up."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from checker.claims.agreement import family, rates
from checker.claims.approvals import Approved
from checker.claims.conflicts import Measured
from checker.claims.grouping import LIKELY, Key, grouped
from checker.claims.spoken import Spoken, spoken
from checker.claims.things import NOBODY, Thing, thing, unnumbered
from checker.domain import Measure, Stood
from checker.domain.claim import Basis
from checker.dossier import Encode, Vectors

ALIKE = 0.7
"""Probability from which two statements without figures are one claim: there is less to tell them apart."""
TELLING = 10.0
"""Number from which a counted noun says by itself what is counted: “640 pools”, but not “one pool”."""
BASES = tuple(Basis)
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
    wording: str
    """The sentence without its numbers."""


def read(  # noqa: PLR0913 - statements and what is known of them, a kit and its brand
    stood: Sequence[Stood],
    vectors: Vectors,
    approved: Sequence[Approved],
    brand: str,
    encode: Encode,
    *,
    told: Sequence[Spoken] = (),
) -> Reading:
    """Return what *stood* and *approved* speak of; the same whatever the order of *stood*.

    Args:
        stood: the statements and where they stand.
        vectors: a unit vector for each.
        approved: what the kit states.
        brand: its brand's name.
        encode: the local model, for what the kit states.
        told: what each statement speaks of, where that is known already.
    """
    lines, rows = _lines(stood)
    first = {one.text: one for one in reversed(approved)}
    texts = list(dict.fromkeys(one.text for one in approved))
    sentences = [Line(-1 - n, text, BASES, first[text].measures, ()) for n, text in enumerate(texts)]
    own = encode(texts) if texts else np.zeros((0, *vectors.shape[1:]), dtype=np.float32)
    near = _Near(np.concatenate([vectors, own]), np.array(rows, dtype=np.int64), len(vectors))
    known = [told[row] for row in rows] if told else []
    asked = _all_asked(lines, sentences, brand, known)
    return _reading(lines, asked, _grouped(asked, near), [first[text] for text in texts], near)


class _Near(NamedTuple):
    """Where the vectors of lines and of the kit's sentences lie."""

    matrix: Vectors
    """Those of all statements, then those of the kit's sentences."""
    rows: NDArray[np.int64]
    """The row of each line."""
    sentences: int
    """The row of the kit's first sentence."""

    def places(self, rows: Sequence[int]) -> NDArray[np.int64]:
        """Return the rows of lines and sentences, which are numbered from -1 down."""
        asked = np.array(rows, dtype=np.int64)
        every = np.concatenate([self.rows, np.arange(len(self.matrix) - 1, self.sentences - 1, -1)])
        return every[asked]

    def cosine(self, row: int, sentence: int) -> float:
        return float(self.matrix[self.rows[row]] @ self.matrix[self.sentences + sentence])


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


def _all_asked(
    lines: Sequence[Line], sentences: Sequence[Line], brand: str, told: Sequence[Spoken]
) -> list[_Asked]:
    """Return all that lines, of which *told* may be known, and the kit's sentences measure or say as a whole."""
    new = sentences if told else (*lines, *sentences)
    told = [*told, *(spoken(line.text, line.measures, brand) for line in new)]
    known = NOBODY.union(*{one.names for one in told})
    asked: list[_Asked] = []
    for vector, (line, one) in enumerate(zip((*lines, *sentences), told, strict=True)):
        met = known & one.first if one.first else NOBODY
        asked += _asked(line, spoken(line.text, line.measures, brand, known=met) if met else one, vector)
        if line.row < 0 and line.measures:
            asked += _said(line, thing(line.text, None, line.measures, brand, known=met), vector)
    return asked


def _asked(line: Line, told: Spoken, vector: int) -> list[_Asked]:
    """Return what *line* measures or, where it measures nothing, what it says as a whole."""
    if not line.measures:
        return _said(line, told.things[0], vector)
    found = []
    wording = unnumbered(line.text, line.measures)
    for position, (measure, what) in enumerate(zip(line.measures, told.things, strict=True)):
        is_vague = what.is_vague and (not what.telling or measure.high < TELLING)
        key = Key(_unit(measure.unit), what, vector if is_vague else -1)
        found.append(_Asked(line.row, position, key, wording))
    return found


def _said(line: Line, what: Thing, vector: int) -> list[_Asked]:
    """Return what *line* says as a whole: on its last basis or, if the kit says it, on any."""
    wording = unnumbered(line.text, line.measures)
    only = -1 if what.words else vector
    return [
        _Asked(line.row, _whole(basis), Key((basis.value,), what, only), wording)
        for basis in (line.bases if line.row < 0 else line.bases[-1:])
    ]


@lru_cache(maxsize=4_096)
def _unit(unit: str) -> tuple[str, tuple[str, ...]]:
    """Return what is equal of units that can be compared."""
    return family(unit), rates(unit)


def _whole(basis: Basis) -> int:
    """Return the position of a sentence that stands on *basis*, without a measure."""
    return -1 - BASES.index(basis)


def _grouped(asked: Sequence[_Asked], near: _Near) -> list[int]:
    """Return the group of each: measures first, sentences without any after them."""
    groups = [0] * len(asked)
    start = 0
    for is_measure, likely in ((True, LIKELY), (False, ALIKE)):
        places = [place for place, one in enumerate(asked) if (one.position >= 0) is is_measure]
        keys = [asked[place].key for place in places]
        rows = near.places([asked[place].row for place in places])
        wordings = [asked[place].wording for place in places]
        found = grouped(keys, near.matrix, rows, wordings, likely=likely)
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
