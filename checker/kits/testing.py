"""A kit's examples, run as tests: what is off brand must be flagged, what is on brand must not.

Each is held against the kit without itself, as a headline of its own: a kit that knows its examples by heart
would pass every test.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Literal

from checker.composition import Composition
from checker.domain import BlockKind, BrandKit, Document, Examples, Finding, Guideline, Noun

Check = Callable[[Document, BrandKit], Iterable[Finding]]
"""Whatever finds the findings of a document."""
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
    return tuple(result for guideline in kit.guidelines for result in results_of(guideline, kit, check))


def results_of(guideline: Guideline, kit: BrandKit, check: Check) -> Iterator[ExampleResult]:
    """Yield what *check* makes of each example of *guideline*, which is one of *kit*'s."""
    for text in guideline.examples.off_brand:
        yield _result(text, "flagged", guideline, _flagged_by(text, kit, check, own=guideline.id))
    for text in guideline.examples.on_brand:
        yield _result(text, "fine", guideline, _flagged_by(text, kit, check, own=guideline.id))


def _flagged_by(text: str, kit: BrandKit, check: Check, *, own: str) -> tuple[str, ...]:
    findings = check(_headline(text), _without(text, kit))
    found = (finding.guideline for finding in findings if finding.quote or finding.guideline == own)
    return tuple(dict.fromkeys(found))


def _headline(text: str) -> Document:
    draft = Composition()
    draft.add(text, BlockKind.TITLE)
    return draft.finish(text.encode(), source="example", format_name="text")


def _without(text: str, kit: BrandKit) -> BrandKit:
    """Return *kit* without the example *text*."""
    rest = (
        guideline.model_copy(update={"examples": _others(text, guideline.examples)})
        for guideline in kit.guidelines
    )
    return kit.model_copy(update={"guidelines": tuple(rest)})


def _others(text: str, examples: Examples) -> Examples:
    return Examples(
        on_brand=tuple(example for example in examples.on_brand if example != text),
        off_brand=tuple(example for example in examples.off_brand if example != text),
    )


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
