"""Guidelines that lack what a check needs."""

from collections.abc import Iterator

from checker.domain import BrandKit, Examples, Guideline, Kind, Severity
from checker.kits.lint.problem import Problem, named

STRUCTURED = (
    *("themes", "forbids", "phrases", "terms", "figures", "conditions", "elements"),
    *("compiled", "pattern"),
)
"""Fields, any of which lets the offline engine test a guideline."""
TO_ADD = {
    Kind.MESSAGE: '"role" and "themes", or examples',
    Kind.FACT: '"figures", "forbids", or examples',
    Kind.CLAIM: '"conditions", "figures" or "phrases"',
    Kind.TERM: '"terms", such as "terms: {old word: new word}"',
    Kind.VOICE: '"phrases" or "examples" with on-brand and off-brand sentences',
    Kind.REQUIRED: '"elements", such as the exact text that a draft must hold',
}
"""What to give a guideline of each kind, so that it can be tested."""


def untestable(kit: BrandKit) -> Iterator[Problem]:
    """Find guidelines of whose prose nothing was understood, those of one kind together."""
    for kind in Kind:
        lacking = [guideline.id for guideline in kit.of(kind) if not _can_be_tested(guideline)]
        if lacking and kind is not Kind.REQUIRED:
            yield Problem(
                rule="untestable",
                severity=Severity.SUGGESTION,
                guideline=lacking[0] if len(lacking) == 1 else "",
                message=f"only a judge can test {named(lacking)}",
                remedy=f"for the offline engine, add {TO_ADD[kind]}",
            )


def without_elements(kit: BrandKit) -> Iterator[Problem]:
    """Find required guidelines that name nothing to look for."""
    lacking = [guideline.id for guideline in kit.of(Kind.REQUIRED) if not _names_needs(guideline)]
    if lacking:
        yield Problem(
            rule="no-elements",
            severity=Severity.SUGGESTION,
            guideline=lacking[0] if len(lacking) == 1 else "",
            message=f"only a judge can look for what is required by {named(lacking)}",
            remedy=f"for the offline engine, add {TO_ADD[Kind.REQUIRED]}",
        )


def _names_needs(guideline: Guideline) -> bool:
    return bool(guideline.elements or (guideline.compiled and guideline.compiled.needs))


def without_proof(kit: BrandKit) -> Iterator[Problem]:
    """Find approved claims that don't say where their evidence lies."""
    claims = [guideline for guideline in kit.of(Kind.CLAIM) if guideline.conditions or guideline.figures]
    lacking = [guideline.id for guideline in claims if not guideline.proof]
    if lacking:
        yield Problem(
            rule="no-proof",
            severity=Severity.SUGGESTION,
            guideline=lacking[0] if len(lacking) == 1 else "",
            message=f"nothing says where the evidence lies for {named(lacking)}",
            remedy='add "proof:" with a link or a place',
        )


def _can_be_tested(guideline: Guideline) -> bool:
    return guideline.examples != Examples() or any(getattr(guideline, name) for name in STRUCTURED)
