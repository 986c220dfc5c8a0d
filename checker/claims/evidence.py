"""Counter-evidence: themes that documents of ours sell and customers complain about."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from checker.domain import Complained, CounterEvidence, Stood


def counter_evidence(
    sold: Mapping[str, Sequence[Stood]], complained: Sequence[Complained], *, most_places: int
) -> tuple[CounterEvidence, ...]:
    """Return the themes on both sides, those with most complaints first.

    Args:
        sold: by theme, the passages of ours that sell it.
        complained: what customers complain about.
        most_places: passages of either side that are shown, one a document.
    """
    against: dict[str, list[Complained]] = defaultdict(list)
    for one in complained:
        against[one.complaint.theme].append(one)
    found = [
        _evidence(theme, sold[theme], against[theme], most_places) for theme in against if sold.get(theme)
    ]
    return tuple(sorted(found, key=lambda one: (-one.complaints, -one.promises, one.theme)))


def _evidence(theme: str, ours: Sequence[Stood], theirs: Sequence[Complained], most: int) -> CounterEvidence:
    promised = {
        one.document: one for one in sorted(ours, key=lambda s: (s.document, s.statement.start), reverse=True)
    }
    complained = {
        one.document: one
        for one in sorted(theirs, key=lambda c: (c.document, c.complaint.start), reverse=True)
    }
    return CounterEvidence(
        theme=theme,
        promises=len(promised),
        complaints=len(complained),
        promised=tuple(promised[name] for name in sorted(promised))[:most],
        complained=tuple(complained[name] for name in sorted(complained))[:most],
    )
