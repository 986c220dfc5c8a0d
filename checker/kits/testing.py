"""A kit's examples, run as tests: what is off brand must be flagged, what is on brand must not."""

from collections.abc import Callable, Iterable, Iterator
from typing import Literal

from checker.domain import BrandKit, Finding, Guideline, Noun

Check = Callable[[str, BrandKit], Iterable[Finding]]
"""Whatever finds the findings of a text."""
Expected = Literal["flagged", "fine"]
"""What an example is to be."""


class ExampleResult(Noun):
    """What became of one example."""

    guideline: str
    """The guideline that it belongs to."""
    text: str
    expected: Expected
    passed: bool
    """Whether its guideline did what was expected."""
    flagged_by: tuple[str, ...]
    """Every guideline that flagged words of it, which may be others than its own."""


def test(kit: BrandKit, check: Check) -> tuple[ExampleResult, ...]:
    """Return what *check* makes of every example of *kit*, in the kit's order.

    An example passes or fails by its own guideline: off-brand ones must be flagged by it, on-brand
    ones must not. What other guidelines say of it is told, not counted. A finding that something is
    missing counts only where it is the example's own, since a sentence is not a whole draft.
    """
    return tuple(result for guideline in kit.guidelines for result in _results(guideline, kit, check))


def _results(guideline: Guideline, kit: BrandKit, check: Check) -> Iterator[ExampleResult]:
    for text in guideline.examples.off_brand:
        yield _result(text, "flagged", guideline, _flagged_by(text, kit, check, own=guideline.id))
    for text in guideline.examples.on_brand:
        yield _result(text, "fine", guideline, _flagged_by(text, kit, check, own=guideline.id))


def _flagged_by(text: str, kit: BrandKit, check: Check, *, own: str) -> tuple[str, ...]:
    found = (finding.guideline for finding in check(text, kit) if finding.quote or finding.guideline == own)
    return tuple(dict.fromkeys(found))


def _result(
    text: str, expected: Expected, guideline: Guideline, flagged_by: tuple[str, ...]
) -> ExampleResult:
    return ExampleResult(
        guideline=guideline.id,
        text=text,
        expected=expected,
        passed=(guideline.id in flagged_by) == (expected == "flagged"),
        flagged_by=flagged_by,
    )
