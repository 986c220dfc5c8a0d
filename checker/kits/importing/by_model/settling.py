"""Guidelines that clash: a ban that another's own words break goes, and what still clashes is set aside."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from checker.domain import BrandKit, Guideline, Term
from checker.kits.importing.by_model.lookup import stands_in
from checker.kits.importing.by_model.verifying import Sourced
from checker.kits.importing.clashes import ROUNDS, Clash, Examine, clashes, concerned, fewest
from checker.kits.source.scope import shown


class Settled(NamedTuple):
    """Guidelines that don't clash, and what was taken back for it."""

    guidelines: tuple[Sourced, ...]
    remarks: tuple[str, ...]
    """What was taken back, and why, a sentence each."""


def settled(guidelines: Sequence[Sourced], examine: Examine) -> Settled:
    """Return *guidelines* so that *examine* finds none that clash with another."""
    kept, remarks = {sourced.guideline.id: sourced for sourced in guidelines}, list[str]()
    for _ in range(ROUNDS):
        problems = clashes(
            examine(BrandKit(brand="brand", guidelines=tuple(s.guideline for s in kept.values())))
        )
        if not problems:
            break
        loosened = [remark for problem in problems for remark in _loosen(kept, problem)]
        remarks += loosened
        for name, problem in {} if loosened else fewest(problems).items():
            remarks.append(_set_aside(kept.pop(name), problem))
    return Settled(tuple(kept.values()), tuple(remarks))


def _loosen(kept: dict[str, Sourced], problem: Clash) -> Iterator[str]:
    """Take the bans out of a guideline that the own words of the one it clashes with break."""
    held = list(_wordings(kept[problem.guideline].guideline))
    for name in problem.others:
        guideline, sources = kept[name]
        terms = [term for term in guideline.terms if any(_uses(text, term) for text in held)]
        phrases = [
            phrase
            for phrase in guideline.phrases
            if any(stands_in(phrase, text, any_case=True) for text in held)
        ]
        update = {
            "terms": tuple(term for term in guideline.terms if term not in terms),
            "phrases": tuple(phrase for phrase in guideline.phrases if phrase not in phrases),
        }
        kept[name] = Sourced(guideline.model_copy(update=update), sources)
        for word in (*(term.avoid for term in terms), *phrases):
            reason = f"since {problem.guideline} says it ({problem.rule})"
            yield f"{name}: {shown(word)} is not ruled out, {reason}"


def _wordings(guideline: Guideline) -> Iterator[str]:
    """Yield the wordings that *guideline* asks for or approves."""
    yield from guideline.examples.on_brand
    yield from guideline.allows
    yield from (condition.claim for condition in guideline.conditions)
    yield from (text for element in guideline.elements for text in element.any_of)
    yield from (term.prefer for term in guideline.terms if term.prefer)


def _uses(text: str, term: Term) -> bool:
    return stands_in(term.avoid, text, any_case=not term.case_sensitive)


def _set_aside(sourced: Sourced, problem: Clash) -> str:
    guideline = sourced.guideline
    others = [name for name in concerned(problem) if name != guideline.id]
    against = f" with {others[0]}" if others else ""
    return (
        f"{sourced.sources[0].passage.place}: {guideline.id} ({guideline.kind}) was set aside for a clash"
        f"{against} ({problem.rule}): {guideline.text}"
    )
