"""Examples that are missing, or that break the kit themselves."""

from collections.abc import Iterator

from checker.domain import BrandKit, Examples, Kind, Severity
from checker.kits.lint.problem import Problem, banned_in, meet, named

SHOWN_BY_EXAMPLE = {Kind.MESSAGE, Kind.FACT, Kind.CLAIM, Kind.VOICE}
"""Kinds that examples make sharper; a term or a required text is an example itself."""


def off_brand_on_brand(kit: BrandKit) -> Iterator[Problem]:
    """Find on-brand examples that use words which may not be used."""
    for guideline, text in ((g, text) for g in kit.guidelines for text in g.examples.on_brand):
        for other in kit.guidelines:
            if meet(guideline, other) and (banned := banned_in(text, other)):
                who = "it" if other is guideline else f'"{other.id}"'
                yield Problem(
                    rule="off-brand-example",
                    severity=Severity.ERROR,
                    guideline=guideline.id,
                    message=f'its on-brand example "{text}" uses "{banned}", which {who} rules out',
                    remedy="change the example, or name it as an exception there",
                    others=(other.id,),
                )


def example_on_both_sides(kit: BrandKit) -> Iterator[Problem]:
    """Find a sentence that is both an on-brand and an off-brand example."""
    for guideline in kit.guidelines:
        for text in sorted(set(guideline.examples.on_brand) & set(guideline.examples.off_brand)):
            yield Problem(
                rule="example-on-both-sides",
                severity=Severity.ERROR,
                guideline=guideline.id,
                message=f'"{text}" is an on-brand and an off-brand example',
                remedy="delete one",
            )


def without_examples(kit: BrandKit) -> Iterator[Problem]:
    """Find guidelines that no sentence shows."""
    shown = [guideline for guideline in kit.judged.guidelines if guideline.kind in SHOWN_BY_EXAMPLE]
    lacking = [guideline.id for guideline in shown if guideline.examples == Examples()]
    if lacking:
        yield Problem(
            rule="no-examples",
            severity=Severity.SUGGESTION,
            guideline=lacking[0] if len(lacking) == 1 else "",
            message=f"no sentence shows {named(lacking)}",
            remedy='add "examples:" with on_brand and off_brand sentences; "brandcheck kit test" runs them',
        )
