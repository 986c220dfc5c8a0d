"""What a judge said of a draft, carried over to the draft as it is being edited.

Where a line is as the judge read it, the judge's findings hold: those that it added stay, those that it
dismissed stay away. Where a line is new or changed, what was found offline holds until the judge reads again.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import accumulate
from typing import NamedTuple

from checker.domain import Checked, Finding, Severity, Verdict
from checker.gate import decide
from checker.presentation.alignment import steps
from checker.scorer import score


class Merged(NamedTuple):
    """A draft with what the judge and the offline engine say of it."""

    checked: Checked
    changed: int
    """Lines that the judge has not read as they are now."""


def merged(live: Checked, judged: Checked) -> Merged:
    """Return *live* with what holds of *judged*."""
    if live.document.text == judged.document.text:
        return Merged(Checked(live.document, judged.report), 0)
    lines = _Lines(judged.document.text, live.document.text)
    named = {_spot(finding): finding.id for finding in live.report.findings}
    carried = [f for found in judged.report.findings if (f := lines.moved(found, named))]
    fresh = [found for found in live.report.findings if not lines.holds(found)]
    findings = _together(carried, fresh)
    report = live.report.model_copy(
        update={
            "findings": findings,
            "score": score(findings, words=live.document.words),
            "verdict": _verdict(findings, live, judged),
            "engine": judged.report.engine,
            "unjudged": judged.report.unjudged,
        }
    )
    return Merged(Checked(live.document, report), lines.changed)


def _verdict(findings: tuple[Finding, ...], live: Checked, judged: Checked) -> Verdict:
    incomplete = Verdict.INCOMPLETE in (live.report.verdict, judged.report.verdict)
    return decide(findings, fail_on=Severity.ERROR, is_complete=not incomplete and not judged.report.unjudged)


def _together(carried: Iterable[Finding], fresh: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return both in reading order, each with an id of its own."""
    known: dict[str, Finding] = {}
    for finding in (*fresh, *carried):
        unique = finding.id
        while unique in known:
            if _spot(known[unique]) == _spot(finding):
                break
            unique += "x"
        known.setdefault(unique, finding.model_copy(update={"id": unique}))
    return tuple(sorted(known.values(), key=lambda f: (f.location.start, f.location.end, f.id)))


def _spot(finding: Finding) -> tuple[str, str, int, int]:
    return finding.check, finding.guideline, finding.location.start, finding.location.end


class _Lines:
    """Which lines of two texts are the same, and where they stand."""

    def __init__(self, old: str, new: str) -> None:
        before, after = old.split("\n"), new.split("\n")
        self._before, self._after = _starts(before), _starts(after)
        self._same = dict(_same(before, after))
        known = set(self._same.values())
        self._known = known
        self.changed = sum(bool(line.strip()) and row not in known for row, line in enumerate(after))
        """Lines of the new text with words that the old one does not have there."""

    def holds(self, finding: Finding) -> bool:
        """Return whether a *finding* of the new text quotes only lines that are as they were."""
        rows = _rows(self._after, finding)
        return bool(finding.quote) and all(row in self._known for row in rows)

    def moved(self, finding: Finding, named: dict[tuple[str, str, int, int], str]) -> Finding | None:
        """Return a *finding* of the old text where it stands now, or none where its lines changed."""
        if not finding.quote:
            return finding if finding.origin == "judge" else None
        rows = _rows(self._before, finding)
        places = [self._same.get(row) for row in rows]
        first = places[0]
        if first is None or places != list(range(first, first + len(rows))):
            return None
        by = self._after[first] - self._before[rows[0]]
        old = finding.location
        where = {"start": old.start + by, "end": old.end + by, "line": old.line + first - rows[0]}
        there = finding.model_copy(update={"location": old.model_copy(update=where)})
        return there.model_copy(update={"id": named.get(_spot(there), finding.id)})


def _rows(starts: list[int], finding: Finding) -> range:
    """Return the rows of the lines that a *finding* touches, by where lines start."""
    first = _row(starts, finding.location.start)
    return range(first, max(first, _row(starts, max(finding.location.start, finding.location.end - 1))) + 1)


def _row(starts: list[int], offset: int) -> int:
    return max(0, bisect_right(starts, offset) - 1)


def _starts(lines: list[str]) -> list[int]:
    return [0, *accumulate(len(line) + 1 for line in lines[:-1])]


def _same(before: list[str], after: list[str]) -> Iterator[tuple[int, int]]:
    """Yield the rows of lines that stand in both, in order."""
    for step in steps(before, after):
        if step.kind == "equal":
            yield from zip(range(step.start, step.end), range(step.new_start, step.new_end), strict=True)
