"""A kit as its pages show it: guidelines in sections, with what is wrong with each."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from checker.domain import BrandKit, Guideline, Kind, Role, Severity
from checker.kits.lint import Problem
from checker.kits.testing import ExampleResult
from service.nouns import Kit, KitVersion
from service.parts import Parts

KINDS: Mapping[str, str] = {
    Kind.MESSAGE: "What we say first, and what never",
    Kind.FACT: "What is true",
    Kind.CLAIM: "What we may claim",
    Kind.TERM: "Which words we use",
    Kind.VOICE: "How we sound",
    Kind.REQUIRED: "What every draft holds",
}
"""The headings of a kit that is read as a document, in their order."""
NAMES: Mapping[str, str] = {
    Kind.MESSAGE: "message: what we lead with, what supports it, what we avoid",
    Kind.FACT: "fact: what is true and may not be contradicted",
    Kind.CLAIM: "claim: what we may claim, with its conditions",
    Kind.TERM: "term: words and names to use or avoid",
    Kind.VOICE: "voice: how we sound",
    Kind.REQUIRED: "required: what a draft must hold",
}
ROLES: Mapping[str, str] = {
    Role.LEAD: "lead: drafts open with it",
    Role.SUPPORT: "support: it holds the lead up",
    Role.AVOID: "avoid: no draft sells it",
}
SEVERITIES: Mapping[str, str] = {
    Severity.ERROR: "error: the draft fails",
    Severity.WARNING: "warning: somebody should look",
    Severity.SUGGESTION: "suggestion: it could be better",
}
TAKEN = frozenset({"main", "notice", "keys", "keys-title"})
"""Ids of what every page has."""
OURS = "kit:"
"""What the ids of the kit pages begin with."""


class Shown(NamedTuple):
    """One guideline as its page shows it."""

    guideline: Guideline
    anchor: str
    """The id of its place in the page."""
    problems: tuple[Problem, ...] = ()


class Section(NamedTuple):
    """The guidelines of one kind."""

    title: str
    shown: tuple[Shown, ...]


class Tried(NamedTuple):
    """What became of examples, or how far they are."""

    guideline: str
    """Whose examples are meant; empty for all."""
    results: tuple[ExampleResult, ...]
    is_done: bool
    done: int
    """Guidelines whose examples were tried."""
    of: int

    @property
    def failures(self) -> tuple[ExampleResult, ...]:
        """Return the results that are not as they should be."""
        return tuple(result for result in self.results if not result.passed)


class Frame(NamedTuple):
    """What all pages of one version have in common."""

    kit: Kit
    version: KitVersion
    brand: BrandKit
    is_current: bool
    """Whether the version is the one that is edited: the draft or, without one, what is published."""


def frame_of(parts: Parts, kit: str, number: int | None = None) -> Frame:
    """Return what the pages of a version have in common: the current one where no *number* is given.

    Raises:
        Problem: 404 if there is no such kit or version.
    """
    current = parts.kits.current(kit)
    version = parts.kits.version(kit, number) if number else current
    return Frame(
        parts.kits.get(kit), version, parts.kits.read(version.source), version.number == current.number
    )


def sections_of(brand: BrandKit, problems: Sequence[Problem]) -> tuple[Section, ...]:
    """Return the guidelines of *brand* by kind, in the kit's order, each with its *problems*."""
    found = []
    for kind, title in KINDS.items():
        own = [shown_of(each, problems) for each in brand.guidelines if each.kind == kind]
        if own:
            found.append(Section(title, tuple(own)))
    return tuple(found)


def shown_of(guideline: Guideline, problems: Sequence[Problem]) -> Shown:
    """Return *guideline* with those of *problems* that are about it."""
    own = (each for each in problems if guideline.id in {each.guideline, *each.others})
    return Shown(guideline, anchor(guideline.id), tuple(own))


class Differences(NamedTuple):
    """Which guidelines differ between two versions, by id."""

    changed: tuple[str, ...]
    added: tuple[str, ...]
    removed: tuple[str, ...]


def differences(before: BrandKit, after: BrandKit) -> Differences:
    """Return which guidelines of *before* became others in *after*."""
    old = {each.id: each for each in before.guidelines}
    new = {each.id: each for each in after.guidelines}
    return Differences(
        changed=tuple(name for name in new if name in old and new[name] != old[name]),
        added=tuple(name for name in new if name not in old),
        removed=tuple(name for name in old if name not in new),
    )


def anchor(guideline: str) -> str:
    """Return the id of a guideline's place in a page: its own, unless the page has another use for that."""
    is_taken = guideline in TAKEN or guideline.startswith(OURS)
    return f"guideline:{guideline}" if is_taken else guideline


def of_guideline(results: Sequence[ExampleResult], guideline: str) -> tuple[ExampleResult, ...]:
    """Return those of *results* that are about *guideline*; all where none is named."""
    return tuple(result for result in results if guideline in {"", result.guideline})


def whole_problems(problems: Sequence[Problem]) -> tuple[Problem, ...]:
    """Return those of *problems* that are about the kit as a whole."""
    return tuple(problem for problem in problems if not problem.guideline)
