"""Which guidelines of a draft kit have to go so that none clashes with another."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Protocol

from checker.domain import BrandKit, Severity


class Clash(Protocol):
    """A problem of a kit."""

    @property
    def rule(self) -> str:
        """Return the rule that found it."""
        ...

    @property
    def severity(self) -> Severity:
        """Return how much it matters."""
        ...

    @property
    def guideline(self) -> str:
        """Return the guideline to change; empty where the whole kit is meant."""
        ...

    @property
    def others(self) -> tuple[str, ...]:
        """Return the guidelines that it can't be kept with."""
        ...


Examine = Callable[[BrandKit], Iterable[Clash]]
"""Whatever finds the problems of a kit."""
ROUNDS = 5
"""How often a kit is examined anew, since what is taken back changes how the rest is read."""


def clashes(problems: Iterable[Clash]) -> tuple[Clash, ...]:
    """Return those of *problems* that are more than a suggestion and lie with guidelines."""
    return tuple(p for p in problems if p.severity is not Severity.SUGGESTION and p.guideline)


def fewest(problems: Sequence[Clash]) -> dict[str, Clash]:
    """Return few guidelines without which *problems* are gone, each with one that it is part of.

    The one with most problems goes first; of two, the one that rules something out, since a ban that
    was read wrongly flags good drafts.
    """
    found: dict[str, Clash] = {}
    rest = list(problems)
    while rest:
        counted = Counter(name for problem in rest for name in dict.fromkeys(concerned(problem)))
        name, _ = counted.most_common(1)[0]
        found[name] = next(problem for problem in rest if name in concerned(problem))
        rest = [problem for problem in rest if name not in concerned(problem)]
    return found


def concerned(problem: Clash) -> tuple[str, ...]:
    """Return the guidelines of *problem*, those that rule something out first."""
    return (*problem.others, problem.guideline)
