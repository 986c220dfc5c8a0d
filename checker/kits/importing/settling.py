"""Guesses of the rules that can't all be right: those that clash are taken back, and told."""

from collections.abc import Iterable

from rapidfuzz import fuzz

from checker.domain import BrandKit, Examples, Guideline, Term
from checker.kits.importing.clashes import ROUNDS, Clash, Examine, clashes, concerned, fewest
from checker.kits.importing.draft import Draft
from checker.kits.importing.layout import is_acronym
from checker.kits.importing.notes import Notes

ALIKE = 90
"""From which likeness, of 100, two texts say the same."""


def settle(notes: Notes, examine: Examine) -> None:
    """Join drafts that say the same, and move those that clash with others from *notes* to what is left."""
    notes.drafts = _joined(notes.drafts)
    for _ in range(ROUNDS):
        named = {f"g{number}": draft for number, draft in enumerate(notes.drafts)}
        problems = clashes(examine(_kit(named)))
        if not problems:
            return
        for name, problem in fewest(problems).items():
            _set_aside(notes, named[name], problem, named)


def _joined(drafts: Iterable[Draft]) -> list[Draft]:
    """Return *drafts* with the sources of each repeated one at the first that says the same."""
    kept: dict[str, Draft] = {}
    for draft in drafts:
        folded = " ".join(sorted(draft.instruction.lower().split()))
        same = next((text for text in kept if fuzz.ratio(text, folded, score_cutoff=ALIKE)), None)
        if same is None:
            kept[folded] = draft
        else:
            kept[same].absorb(draft)
    return list(kept.values())


def _kit(named: dict[str, Draft]) -> BrandKit:
    return BrandKit(brand="brand", guidelines=tuple(_guideline(name, draft) for name, draft in named.items()))


def _guideline(name: str, draft: Draft) -> Guideline:
    """Return *draft* as the kit will have it."""
    terms = (
        Term(avoid=p.avoid, prefer=p.prefer, case_sensitive=p.is_respelling or is_acronym(p.avoid))
        for p in draft.pairs
    )
    return Guideline(
        id=name,
        kind=draft.kind,
        text=draft.instruction,
        applies_to=draft.teams,
        role=draft.role,
        terms=tuple(terms),
        examples=Examples(on_brand=tuple(draft.on_brand), off_brand=tuple(draft.off_brand)),
    )


def _set_aside(notes: Notes, draft: Draft, problem: Clash, named: dict[str, Draft]) -> None:
    """Move *draft* to what is left, with what it clashes with."""
    other = next((named[n] for n in concerned(problem) if named[n] is not draft), None)
    against = f" with {other.name}" if other else ""
    place = draft.sources[0].split(": ", 1)[0]
    notes.drafts.remove(draft)
    notes.left.append(f"{place} (set aside for a clash{against}, {problem.rule}): {draft.instruction}")
