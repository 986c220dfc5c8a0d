"""Fill what a guideline's author left out from its prose."""

from collections.abc import Mapping

from checker.domain import BrandKit, Examples, Guideline
from checker.kits.interpret.approvals import allowed_of, anchored, conditions_of, described, figures_of
from checker.kits.interpret.bans import approving_stems, concepts_of, phrases_of
from checker.kits.interpret.messages import role_of, themes_of
from checker.kits.interpret.prose import quoted
from checker.kits.interpret.requirements import elements_of
from checker.kits.interpret.terms import terms_of
from checker.lexicon.concepts import Concept
from checker.lexicon.themes import Theme


def interpret(kit: BrandKit, *, concepts: Mapping[str, Concept], themes: Mapping[str, Theme]) -> BrandKit:
    """Return *kit* with each guideline's empty fields read from its text."""
    stems = {g.id: approving_stems(g) for g in kit.guidelines}
    guidelines = []
    for guideline in kit.guidelines:
        used = frozenset().union(*(words for name, words in stems.items() if name != guideline.id))
        phrases = guideline.phrases or (() if guideline.pattern else phrases_of(guideline, used=used))
        guidelines.append(_interpreted(guideline.model_copy(update={"phrases": phrases}), concepts, themes))
    return kit.model_copy(update={"guidelines": tuple(guidelines)})


def _interpreted(
    guideline: Guideline, concepts: Mapping[str, Concept], themes: Mapping[str, Theme]
) -> Guideline:
    if guideline.pattern:
        return guideline
    role = guideline.role or role_of(guideline)
    understood: dict[str, object] = {
        "role": role,
        "themes": themes_of(guideline, role, themes),
        "forbids": concepts_of(guideline, concepts),
        "allows": allowed_of(guideline),
        "terms": terms_of(guideline),
        "figures": figures_of(guideline),
        "conditions": conditions_of(guideline),
        "elements": elements_of(guideline),
        "examples": _examples(guideline),
    }
    empty = {name: value for name, value in understood.items() if not _filled(guideline, name)}
    if guideline.conditions:
        empty["conditions"] = tuple(anchored(condition) for condition in guideline.conditions)
    if guideline.figures:
        empty["figures"] = tuple(described(figure, guideline.text) for figure in guideline.figures)
    return guideline.model_copy(update=empty)


def _filled(guideline: Guideline, name: str) -> bool:
    value = getattr(guideline, name)
    return value != Examples() and bool(value)


def _examples(guideline: Guideline) -> Examples:
    pairs = [q for q in quoted(guideline.text) if q.example]
    return Examples(
        on_brand=tuple(q.text for q in pairs if not q.banned),
        off_brand=tuple(q.text for q in pairs if q.banned),
    )
