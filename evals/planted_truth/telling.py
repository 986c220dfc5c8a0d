"""Hold the claim ledger of planted drafts against the conflicts that were planted."""

import datetime
from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from checker.bootstrap import read_content
from checker.commands.claims import gathered, ledger_of
from checker.domain import Conflict, Ledger
from checker.pipeline import Checker
from checker.settings import Settings
from evals.planted_truth.drafting import Told, statements
from evals.planted_truth.plans import Brand

TODAY = datetime.date(2026, 1, 5)
SOON = 90


class Conflicts(NamedTuple):
    """What came of one brand's planted conflicts."""

    brand: str
    found: int
    """Planted conflicts that the ledger has."""
    planted: int
    right: int
    """Conflicts of the ledger that were planted."""
    reported: int
    missed: tuple[str, ...]
    """What the conflicts are about that the ledger lacks."""
    wrong: tuple[str, ...]
    """What the ledger's conflicts are about that were not planted."""


def conflicts(brand: Brand, checker: Checker, seed: int) -> Conflicts:
    """Return what the ledger makes of the *brand*'s drafts that state claims."""
    settings = Settings()
    drafts, told = statements(brand, seed)
    reports = []
    for draft in drafts:
        (document,) = read_content(draft.text.encode(), draft.name, settings)
        reports.append(checker.check(document).report)
    ledger = ledger_of(gathered(reports), checker.kit, checker.encode, today=TODAY, soon_days=SOON)
    return scored(brand.name, ledger, told)


def scored(brand: str, ledger: Ledger, told: Sequence[Told]) -> Conflicts:
    """Return how the conflicts of *ledger* answer to what drafts were *told*."""
    values: dict[str, set[int]] = defaultdict(set)
    for one in told:
        values[one.topic].add(one.value)
    planted = {topic for topic, given in values.items() if len(given) > 1}
    topics = [_topic(conflict, told) for conflict in ledger.conflicts]
    wrong = [
        conflict for conflict, topic in zip(ledger.conflicts, topics, strict=True) if topic not in planted
    ]
    found = planted.intersection(topics)
    return Conflicts(
        brand=brand,
        found=len(found),
        planted=len(planted),
        right=len(topics) - len(wrong),
        reported=len(topics),
        missed=tuple(sorted(planted - found)),
        wrong=tuple(_shown(conflict) for conflict in wrong),
    )


def _topic(conflict: Conflict, told: Sequence[Told]) -> str | None:
    """Return the thing about which *conflict* has two different planted values; none where it has not.

    More than half of its places must be about that thing.
    """
    said = [
        (place.document, place.statement.text.strip()) for value in conflict.values for place in value.places
    ]
    meant = [one for one in told if any(one.draft == name and text in one.text for name, text in said)]
    counted = Counter(one.topic for one in meant)
    for topic, times in counted.most_common(1):
        given = {one.value for one in meant if one.topic == topic}
        return topic if len(given) > 1 and 2 * times > len(said) else None
    return None


def _shown(conflict: Conflict) -> str:
    return f"{conflict.about}: {' / '.join(value.measure.text for value in conflict.values)}"
