"""Compiled parts that no longer fit their guideline, or that people edited into a contradiction."""

from collections.abc import Iterator

from checker.clues.compiled import known_by
from checker.domain import BrandKit, Severity
from checker.kits.compiling.origin import is_stale
from checker.kits.lint.problem import Problem

LONGEST = 120
"""Characters of a sentence that a message repeats."""


def stale(kit: BrandKit) -> Iterator[Problem]:
    """Find compiled parts whose guideline has changed since."""
    for guideline in kit.guidelines:
        if is_stale(guideline):
            yield Problem(
                rule="stale-compiled",
                severity=Severity.WARNING,
                guideline=guideline.id,
                message="it has changed since its compiled part was written",
                remedy='"brandcheck kit compile" writes it anew; or review it and delete its "of:" line',
            )


def flags_on_brand(kit: BrandKit) -> Iterator[Problem]:
    """Find on-brand sentences, compiled or written by people, that a compiled rule flags."""
    for guideline in kit.guidelines:
        compiled = guideline.compiled
        if compiled is None:
            continue
        for sentence in (*compiled.on_brand, *guideline.examples.on_brand, *guideline.allows):
            if known_by(compiled, sentence):
                yield Problem(
                    rule="compiled-flags-on-brand",
                    severity=Severity.WARNING,
                    guideline=guideline.id,
                    message=f'its compiled rules flag the on-brand "{sentence[:LONGEST]}"',
                    remedy='narrow the rule, or add what makes it fine to "unless"',
                )
