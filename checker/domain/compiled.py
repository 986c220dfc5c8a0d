"""What a language model wrote, once, for one guideline, and the offline engine runs.

Patterns are texts in the small language of `checker.kits.compiling.patterns`.
"""

from enum import StrEnum
from typing import Literal

from checker.domain.noun import Noun


class Where(StrEnum):
    """Which part of a draft is looked at."""

    ANYWHERE = "anywhere"
    LEAD = "lead"
    END = "end"


class Within(StrEnum):
    """How far from the words an exception counts."""

    SENTENCE = "sentence"
    NEAR = "near"
    DRAFT = "draft"


class Rule(Noun):
    """One way of breaking a guideline, known by its words."""

    why: str
    """What is wrong, in at most ten words."""
    say: tuple[str, ...]
    """Patterns, any of which shows the breach."""
    unless: tuple[str, ...] = ()
    """Patterns that make it fine after all."""
    within: Within = Within.SENTENCE
    """How far `unless` is looked for."""
    where: Where = Where.ANYWHERE
    """Which part of a draft the rule is for."""
    only: tuple[str, ...] = ()
    """Teams or kinds of draft that the rule is for; empty for all."""
    even: tuple[Literal["denied", "asked"], ...] = ()
    """What is a breach even so."""


class Amount(Noun):
    """A figure that drafts may only give in certain forms, or not at all."""

    why: str
    """What is wrong, in at most ten words."""
    about: tuple[str, ...]
    """Patterns, any of which shows that a sentence speaks of it."""
    kind: Literal["duration", "money", "percent", "count", "clock", "weekday"]
    """Which quantities of the sentence are meant."""
    counted: tuple[str, ...] = ()
    """For counts: patterns of what is counted."""
    right: tuple[str, ...] = ()
    """Every correct form; none where no such figure may be given."""
    only: tuple[str, ...] = ()
    """Teams or kinds of draft that this is for; empty for all."""


class Need(Noun):
    """Something that a draft must hold."""

    name: str
    """What is missing, in a few words."""
    any_of: tuple[str, ...]
    """Patterns, any of which satisfies it; `@signature` and `@next-step` are detectors."""
    only: tuple[str, ...] = ()
    """Teams or kinds of draft that must hold it; empty for all."""
    not_for: tuple[str, ...] = ()
    """Teams or kinds of draft that need not."""
    when: tuple[str, ...] = ()
    """Patterns, one of which must be in the draft or in the customer's message for this to be needed."""
    at: Literal["anywhere", "end"] = "anywhere"
    """Where in the draft it must stand."""


class Sharpening(Noun):
    """All that was written for one guideline."""

    off_brand: tuple[str, ...] = ()
    """Sentences, each of which breaks the guideline in a way of its own."""
    rules: tuple[Rule, ...] = ()
    """One for each way of breaking it."""
    amounts: tuple[Amount, ...] = ()
    """Figures that it gives or rules out."""
    opening: tuple[str, ...] = ()
    """Patterns, any of which shows that a headline is about what drafts must lead with."""
    needs: tuple[Need, ...] = ()
    """What a draft must hold."""
    on_brand: tuple[str, ...] = ()
    """Sentences that look like a breach and are fine."""


class Compiled(Sharpening):
    """What was written for one guideline, with its origin, as a kit keeps it."""

    by: str = ""
    """Who wrote it: a model's name, as `provider:model`."""
    prompt: str = ""
    """The name, version and digest of the prompt that it answers."""
    of: str = ""
    """What the guideline said then: the digest of its kind and text."""


class Identified(Noun):
    """Whatever belongs to a guideline."""

    id: str
    """The guideline's id."""


class Sharpened(Sharpening, Identified):
    """What a model writes for one guideline."""


class Compilation(Noun):
    """The answer to `prompts/kit_compile.j2`."""

    guidelines: tuple[Sharpened, ...]
    """One for each guideline that was asked for, in that order."""


class CleanDraft(Noun):
    """A draft that keeps every guideline."""

    team: str
    kind: str
    opening: str = ""
    """Its headline, subject line or first slide; empty where it has none."""
    lines: tuple[str, ...]
    """The rest, one paragraph, bullet or note a line."""


class CleanDrafts(Noun):
    """The answer to `prompts/kit_drafts.j2`."""

    drafts: tuple[CleanDraft, ...]
