"""Check planted drafts and hold what is reported against what was planted."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from statistics import fmean
from typing import NamedTuple

from checker.alignment import align, said_of
from checker.bootstrap import read_content
from checker.domain import Alignment, Passage, Role, Said
from checker.pipeline import Checker
from checker.settings import Settings
from checker.splitter import split
from evals.planted_truth.drafting import Draft, Unit, drafts
from evals.planted_truth.plans import OWN, Brand

CLOSE = 0.05
"""How far a share may be from the planted one."""
PART = 0.15
"""By how much two teams part at least where a disconnect must be found."""
TOGETHER = 0.05
"""By how much at least where one may be."""
SMALLEST = 5


class Reported(NamedTuple):
    """A planted draft and what was reported of it."""

    draft: Draft
    said: Said
    shares: Mapping[str, float]
    """What was planted in it, by the names that reports use: parts of the weighted passages that sell."""


class Share(NamedTuple):
    """A team's share of a message, planted and reported."""

    team: str
    message: str
    truth: float
    value: float
    low: float
    high: float

    @property
    def error(self) -> float:
        """Return how far the reported share is from the planted one."""
        return abs(self.value - self.truth)


class Lead(NamedTuple):
    """A team's lead match, planted and reported."""

    team: str
    truth: float
    value: float


class Outcome(NamedTuple):
    """What came of one brand's drafts."""

    brand: str
    shares: tuple[Share, ...]
    leads: tuple[Lead, ...]
    leads_right: int
    """Drafts whose lead message is the planted one."""
    kit_leads_right: int
    """Drafts of which it is rightly said whether they lead with the kit's lead."""
    documents: int
    gaps_found: int
    gaps: int
    """Pairs of teams that part on a message by `PART` or more."""
    disconnects_right: int
    disconnects: int


def reported(brand: Brand, checker: Checker, seed: int) -> Iterator[Reported]:
    """Yield what *checker* reports of each of the *brand*'s drafts."""
    settings, names = Settings(), named(checker)
    for draft in drafts(brand, seed):
        (document,) = read_content(draft.text.encode(), draft.name, settings)
        checked = checker.check(document)
        truth = planted_shares(split(document), draft.units)
        shares = {names[message]: share for message, share in truth.items()}
        yield Reported(draft, said_of(checked.report, document=draft.name), shares)


def named(checker: Checker) -> dict[str, str]:
    """Return the names that *checker*'s reports use of the messages in a bank."""
    names = {theme.id: theme.name for theme in checker.lexicon.themes.values()}
    lines = [line for g in checker.kit.guidelines if g.role is Role.LEAD for line in g.allows]
    return names | ({OWN: f"“{lines[0].rstrip('.')}”"} if lines else {})


def planted_shares(passages: Sequence[Passage], units: Sequence[Unit]) -> dict[str, float]:
    """Return the share of each message among the passages that sell any, weighted as reports weight them.

    Raises:
        ValueError: if a planted sentence is not in the passages.
    """
    weights: dict[str, float] = defaultdict(float)
    rest = iter(passages)
    for unit in units:
        length = 0
        while length < len(unit.text.replace(" ", "")):
            passage = next(rest, None)
            if passage is None or passage.plain not in unit.text:
                raise ValueError(unit.text)
            length += len(passage.plain.replace(" ", ""))
            if unit.message:
                weights[unit.message] += passage.lead_weight
    total = sum(weights.values())
    return {message: weight / total for message, weight in weights.items() if weight}


def outcome(brand: Brand, checker: Checker, found: Sequence[Reported]) -> Outcome:
    """Return what came of the drafts of *brand* that *found* holds."""
    kit = checker.kit
    alignment = align((each.said for each in found), kit, smallest=SMALLEST)
    names = named(checker)
    wanted = {names[theme] for g in kit.guidelines if g.role is Role.LEAD for theme in g.themes or (OWN,)}
    truth = _truths(found)
    gaps = {each for each in _gaps(truth) if each[3] >= PART}
    close = {each[:3] for each in _gaps(truth) if each[3] >= TOGETHER}
    said = {(d.message.name, d.one, d.other) for d in alignment.disconnects}
    leads = [(each.said.lead, names[str(each.draft.units[0].message)]) for each in found]
    return Outcome(
        brand=brand.name,
        shares=tuple(_shares(alignment, truth)),
        leads=tuple(_leads(alignment, found, names, wanted)),
        leads_right=sum(one == other for one, other in leads),
        kit_leads_right=sum((one in wanted) == (other in wanted) for one, other in leads),
        documents=len(found),
        gaps_found=sum(each[:3] in said for each in gaps),
        gaps=len(gaps),
        disconnects_right=len(said & close),
        disconnects=len(said),
    )


def _truths(found: Iterable[Reported]) -> dict[str, dict[str, float]]:
    """Return each team's mean share of each message, as planted; every draft counts alike."""
    teams: dict[str, list[Mapping[str, float]]] = defaultdict(list)
    for each in found:
        if each.shares:
            teams[each.draft.team].append(each.shares)
    return {team: mean_of(shares) for team, shares in teams.items()}


def mean_of(shares: Sequence[Mapping[str, float]]) -> dict[str, float]:
    """Return the mean share of each message."""
    messages = sorted({message for each in shares for message in each})
    return {message: fmean(each.get(message, 0.0) for each in shares) for message in messages}


def _gaps(truth: Mapping[str, Mapping[str, float]]) -> Iterator[tuple[str, str, str, float]]:
    """Yield by how much each team says each message more than each other team does."""
    for one, ones in truth.items():
        for other, others in truth.items():
            for message, share in ones.items():
                if share > others.get(message, 0.0):
                    yield message, one, other, share - others.get(message, 0.0)


def _shares(alignment: Alignment, truth: Mapping[str, Mapping[str, float]]) -> Iterator[Share]:
    for group in alignment.groups:
        cells = {cell.message: cell.share for cell in group.cells}
        for message in sorted(cells.keys() | truth[group.name].keys()):
            share = cells.get(message)
            value, low, high = (share.value, share.low, share.high) if share else (0.0, 0.0, 0.0)
            yield Share(group.name, message, truth[group.name].get(message, 0.0), value, low, high)


def _leads(
    alignment: Alignment, found: Sequence[Reported], names: Mapping[str, str], wanted: set[str]
) -> Iterator[Lead]:
    for group in alignment.groups:
        planted = [names[str(e.draft.units[0].message)] for e in found if e.draft.team == group.name]
        yield Lead(group.name, fmean(name in wanted for name in planted), group.lead_match.value)
