"""Which kit and which guideline somebody means, and what there is where they mean none."""

import difflib
from collections.abc import Iterable

from checker.domain import Guideline
from checker.presentation.neutral import one_line
from service.assistants.asked import ListGuidelines
from service.assistants.desk import Desk, HeldKit, Unanswered

SHOWN = 20
"""Names that are told at most."""


def held(desk: Desk, name: str) -> HeldKit:
    """Return the kit called *name*; the only one where it is empty.

    Raises:
        Unanswered: if there is none, or more than one to choose from.
    """
    kits = desk.kits()
    if not name and len(kits) == 1:
        return desk.kit(kits[0].id)
    if any(kit.id == name for kit in kits):
        return desk.kit(name)
    if not kits:
        raise Unanswered("There is no kit yet. Have one written and published, then ask again.")
    what = f"There is no kit “{one_line(name)}”." if name else "There is more than one kit: say which."
    raise Unanswered(f"{what} Pass “kit” as one of {_named(kit.id for kit in kits)}.")


def guideline(kit: HeldKit, name: str) -> Guideline:
    """Return the guideline called *name*.

    Raises:
        Unanswered: if *kit* has none of that id; with the nearest.
    """
    known = {guideline.id: guideline for guideline in kit.kit.guidelines}
    if name in known:
        return known[name]
    near = difflib.get_close_matches(name, known, n=1)
    hint = f" Did you mean “{near[0]}”?" if near else ""
    raise Unanswered(
        f"The kit “{kit.id}” has no guideline “{one_line(name)}”.{hint} list_guidelines gives them all."
    )


def wanted(kit: HeldKit, asked: ListGuidelines) -> tuple[Guideline, ...]:
    """Return the guidelines of *kit* that were *asked* for, in its order."""
    return tuple(g for g in kit.kit.guidelines if _fits(g, asked))


def holds_words(guideline: Guideline, text: str) -> bool:
    """Return whether all words of *text* are in the id, the text or an approved wording of *guideline*."""
    wordings = (condition.claim for condition in guideline.conditions)
    whole = " ".join((guideline.id, guideline.text, *wordings, *guideline.allows)).casefold()
    return all(word in whole for word in text.casefold().split())


def _fits(guideline: Guideline, asked: ListGuidelines) -> bool:
    whom = asked.applies_to.strip().casefold()
    is_for = not whom or not guideline.applies_to or whom in guideline.applies_to
    is_of_kind = asked.kind is None or guideline.kind is asked.kind
    return is_for and is_of_kind and holds_words(guideline, asked.text)


def _named(names: Iterable[str]) -> str:
    known = list(names)
    more = f" (and {len(known) - SHOWN} more)" if len(known) > SHOWN else ""
    return ", ".join(f"“{name}”" for name in known[:SHOWN]) + more
