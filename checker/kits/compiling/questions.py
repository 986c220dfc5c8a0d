"""The questions that are asked to compile a kit: what to look for, and what is fine."""

from collections.abc import Sequence

import prompts
from checker.asking import Question
from checker.domain import BrandKit, CleanDrafts, Compilation, Guideline

RULES = "kit_compile"
DRAFTS = "kit_drafts"
TEAMS = ("campaign", "sales", "support")
KINDS = ("landing", "email", "social", "press", "ad", "deck", "one-pager", "reply")
"""The teams and kinds of draft that a rule may be for, besides those that the kit names."""
WORDS = 450
"""Words that the answer may spend on a guideline."""
COUNT = 24
"""Drafts that are written: some 300 sentences."""


def rules_for(kit: BrandKit, wanted: Sequence[Guideline], guide: str = "") -> Question[Compilation]:
    """Return the question for rules and sentences of the *wanted* guidelines of *kit*.

    Args:
        kit: the whole kit; all of it is shown.
        wanted: the guidelines to write for.
        guide: the text of the guide that the kit was taken from, where there is one.
    """
    prompt = prompts.render(
        RULES,
        brand=kit.brand,
        places=", ".join(places(kit)),
        guidelines=[_shown(guideline) for guideline in kit.judged.guidelines],
        guide=guide,
        wanted=", ".join(guideline.id for guideline in wanted),
        budget=f"{WORDS * len(wanted):,}",
    )
    return Question(prompt, Compilation)


def drafts_for(kit: BrandKit, guide: str = "") -> Question[CleanDrafts]:
    """Return the question for drafts that keep every guideline of *kit*."""
    prompt = prompts.render(
        DRAFTS,
        brand=kit.brand,
        count=COUNT,
        teams=", ".join(_teams(kit)),
        kinds=", ".join(KINDS),
        guidelines=[_shown(guideline) for guideline in kit.judged.guidelines],
        guide=guide,
    )
    return Question(prompt, CleanDrafts)


def places(kit: BrandKit) -> tuple[str, ...]:
    """Return the teams and kinds of draft that rules for *kit* may name."""
    return tuple(dict.fromkeys((*_teams(kit), *KINDS)))


def _teams(kit: BrandKit) -> tuple[str, ...]:
    named = (name for guideline in kit.guidelines for name in guideline.applies_to)
    return tuple(dict.fromkeys((*TEAMS, *named)))


def _shown(guideline: Guideline) -> dict[str, str]:
    return {
        "id": guideline.id,
        "kind": guideline.kind,
        "role": guideline.role or "",
        "applies_to": ", ".join(guideline.applies_to),
        "text": " ".join(guideline.text.split()),
    }
