"""What the patterns of a kit find, as candidates."""

from collections.abc import Iterator

from checker.domain import Candidate, Kind
from checker.dossier import Dossier
from checker.patterns.running import alerts_in


def suspected(dossier: Dossier, kind: Kind, check: str) -> Iterator[Candidate]:
    """Yield what the patterns of the guidelines of one *kind* find, in the name of *check*.

    Quotations and names are not spared: a pattern means what its package means by it.
    """
    patterns = {guideline.id: guideline.pattern for guideline in dossier.kit.of(kind) if guideline.pattern}
    for alert in alerts_in(dossier.document, patterns, dossier.kit.accepted) if patterns else ():
        yield Candidate(
            check=check,
            guideline=alert.rule,
            start=alert.start,
            end=alert.end,
            confidence=1.0,
            explanation=alert.message,
            suggestion=alert.fixes[0] if len(alert.fixes) == 1 else None,
        )
