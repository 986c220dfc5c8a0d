"""This sells what the brand does not lead with or argues against.

A passage is off message when it asserts what a message guideline rules out (price praise, a list of
features), or when it is a headline that sells a theme the kit avoids. A document is off message when
its headline leads with a message that is not the kit's lead.

Bad: *Cut your bill in half.* as a headline, where the kit leads with ease of use
Good: *You never wanted this job. Here is how little of it is left.*
"""

from collections.abc import Iterator

from checker.clues.compiled import broken
from checker.clues.examples import resembling
from checker.clues.matching import candidate, forbidden
from checker.clues.mix import Sold, sold
from checker.clues.openings import misled
from checker.domain import Candidate, Guideline, Kind, Passage, Role
from checker.dossier import Dossier, fold

NAME = "off-message"
HEADLINE = 0.5
"""Lead weight from which a passage is part of the first impression."""
TITLE = 0.8
"""Lead weight of titles, subject lines and first slides."""
CLEARLY = 0.5
"""Theme score from which a headline clearly sells a theme."""
TOUCHES = 0.35
"""Theme score from which a headline touches the lead message."""
ECHOES = 0.42
"""Cosine to the lead guideline or its lines from which a headline echoes it."""
MIN_WORDS = 4
"""Words that a headline needs to sell anything."""


def find(dossier: Dossier) -> Iterator[Candidate]:
    """Yield the passages, and the headline, that sell another message."""
    guidelines = dossier.kit.of(Kind.MESSAGE)
    for guideline in guidelines:
        for match in (
            *broken(dossier, guideline),
            *misled(dossier, guideline),
            *forbidden(dossier, guideline),
            *resembling(dossier, guideline),
        ):
            yield candidate(match, guideline, NAME)
    what = sold(dossier)
    for guideline in guidelines:
        if guideline.role is Role.AVOID:
            yield from _avoided(dossier, guideline, what)
    yield from _misled(dossier, guidelines, what)


def _avoided(dossier: Dossier, guideline: Guideline, what: Sold) -> Iterator[Candidate]:
    """Yield the headlines that sell a theme which *guideline* avoids."""
    for row, passage in dossier.ours:
        theme = what.best(row)
        if (
            theme in guideline.themes
            and passage.lead_weight >= HEADLINE
            and what.score(row, theme) >= CLEARLY
            and len(passage.plain.split()) >= MIN_WORDS
        ):
            name = dossier.lexicon.themes[theme].name.lower()
            yield _local(
                guideline, passage, f"A headline that sells {name}, which the kit does not lead with."
            )


def _misled(dossier: Dossier, guidelines: tuple[Guideline, ...], what: Sold) -> Iterator[Candidate]:
    """Yield the document's headline where it leads with another message than the kit's."""
    leads = [g for g in guidelines if g.role is Role.LEAD]
    if any(guideline.compiled and guideline.compiled.opening for guideline in guidelines):
        return
    wanted = {theme for guideline in leads for theme in guideline.themes}
    titles = [(row, p) for row, p in dossier.ours if p.lead_weight >= TITLE]
    if not wanted or not titles or any(_leads(dossier, row, passage, leads, what) for row, passage in titles):
        return
    for row, passage in titles:
        theme = what.best(row)
        sells = theme and theme not in wanted and what.score(row, theme) >= CLEARLY
        if theme and sells and len(passage.plain.split()) >= MIN_WORDS:
            name = dossier.lexicon.themes[theme].name.lower()
            yield _local(
                leads[0],
                passage,
                f"The document leads with {name}; the kit leads with {_names(dossier, wanted)}.",
            )
            return


def _leads(dossier: Dossier, row: int, passage: Passage, leads: list[Guideline], what: Sold) -> bool:
    """Return whether a headline touches the lead message: its themes, or its own words."""
    if any(what.score(row, theme) >= TOUCHES for guideline in leads for theme in guideline.themes):
        return True
    lines = [
        line
        for guideline in leads
        for line in (*guideline.allows, *guideline.examples.on_brand, guideline.text)
    ]
    near = float((dossier.encode(lines) @ dossier.vectors[row]).max())
    return near >= ECHOES or any(fold(line) in fold(passage.plain) for line in lines)


def _names(dossier: Dossier, themes: set[str]) -> str:
    return " or ".join(sorted(dossier.lexicon.themes[theme].name.lower() for theme in themes))


def _local(guideline: Guideline, passage: Passage, explanation: str) -> Candidate:
    return Candidate(
        check=NAME,
        guideline=guideline.id,
        start=passage.start,
        end=passage.end,
        confidence=0.6,
        explanation=explanation,
        origin="local",
    )
