"""What was heard of all windows, put together into one judgement."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce

from checker.asking import Usage
from checker.domain import Candidate, Finding, Guideline, Kind, Unjudged
from checker.dossier import Dossier
from checker.judgement import Judgement
from checker.judges.agreement import add, candidate, certainty, rule
from checker.judges.distrust import is_distrusted
from checker.judges.evidence import Evidence
from checker.judges.windows import Window

MISSING, PLANTED = "missing-element", "planted-instruction"
BEGINNING = 40
"""Characters that show where a window begins."""


@dataclass(frozen=True)
class Heard:
    """What became of one window."""

    window: Window
    sent: tuple[Guideline, ...] = ()
    suspected: Mapping[str, Finding] = field(default_factory=dict)
    answers: tuple[Evidence, ...] = ()
    usage: Usage = field(default_factory=Usage)
    failure: str = ""
    """Why the last answer that is missing is missing."""
    is_passing: bool = False
    """Whether asking later may help, with any answer that is missing."""
    is_last: bool = False
    """Whether nothing more may be asked about the document."""
    is_skipped: bool = False
    """Whether nothing was at stake."""

    @property
    def is_judged(self) -> bool:
        """Return whether there are answers to go by."""
        return bool(self.answers)


def unchanged(findings: Sequence[Finding]) -> tuple[Candidate, ...]:
    """Return *findings* as candidates that stand as they are."""
    return tuple(candidate(finding) for finding in findings)


def judgement(
    dossier: Dossier, findings: Sequence[Finding], heard: Sequence[Heard], *, engine: dict[str, str]
) -> Judgement:
    """Return what to make of *findings* and of what was *heard* of each window of the dossier's document."""
    is_hostile = any(finding.check == PLANTED for finding in findings) or is_distrusted(dossier)
    put = {finding.id for part in heard for finding in part.suspected.values()}
    apart = tuple(f for f in findings if f.id not in put)
    missing = {f.guideline: f for f in apart if f.check == MISSING}
    others = unchanged([f for f in apart if f.check != MISSING])
    said = (c for part in heard for c in _of_window(part, is_hostile=is_hostile))
    required = _required(dossier, missing, heard, is_hostile=is_hostile)
    first = next((a for a in heard[0].answers if a.lead), None) if heard else None
    return Judgement(
        candidates=(*others, *said, *required),
        kept=_kept(heard),
        lead=_lead(dossier, first) if first else None,
        lead_guideline=first.lead_guideline if first else None,
        unjudged=tuple(_unjudged(dossier, part) for part in heard if not part.is_judged and part.failure),
        usage=reduce(lambda a, b: a + b, (part.usage for part in heard), Usage()),
        dropped=sum(answer.dropped for part in heard for answer in part.answers),
        engine=engine,
    )


def _lead(dossier: Dossier, answer: Evidence) -> str | None:
    """Return the theme that the document leads with, where the kit names it, else the answer's words."""
    named = (g.themes for g in dossier.kit.guidelines if g.id == answer.lead_guideline and g.themes)
    theme = next((dossier.lexicon.themes.get(themes[0]) for themes in named), None)
    return theme.name if theme else answer.lead


def _of_window(heard: Heard, *, is_hostile: bool) -> Iterator[Candidate]:
    yield from rule(heard.suspected, heard.answers, is_hostile=is_hostile)
    yield from add(heard.answers)


def _required(
    dossier: Dossier, missing: Mapping[str, Finding], heard: Sequence[Heard], *, is_hostile: bool
) -> Iterator[Candidate]:
    """Yield the required guidelines that the document does not meet, by the checks and the answers."""
    is_whole = bool(heard) and all(part.is_judged for part in heard)
    for guideline in dossier.kit.of(Kind.REQUIRED):
        known = missing.get(guideline.id)
        votes = [_absent(guideline.id, part.answers) for part in heard if part.is_judged]
        is_met = any(vote is False for vote in votes)
        if known and (is_hostile or not is_met):
            yield candidate(known)
        elif is_whole and votes and all(votes):
            yield _lacking(dossier, guideline, heard)


def _absent(guideline: str, answers: Sequence[Evidence]) -> bool | None:
    """Return whether most *answers* say that nothing meets *guideline*; none where most say neither."""
    no = sum(guideline in answer.absent for answer in answers)
    yes = sum(guideline in answer.present for answer in answers)
    if no * 2 > len(answers):
        return True
    return False if yes * 2 > len(answers) else None


def _lacking(dossier: Dossier, guideline: Guideline, heard: Sequence[Heard]) -> Candidate:
    reasons = (answer.absent.get(guideline.id) for part in heard for answer in part.answers)
    end, answers = len(dossier.document.text), len(heard[0].answers)
    return Candidate(
        check=MISSING,
        guideline=guideline.id,
        start=end,
        end=end,
        confidence=round(certainty(answers, answers), 4),
        explanation=next((reason for reason in reasons if reason), "Nothing in the draft meets this."),
        origin="judge",
    )


def _kept(heard: Sequence[Heard]) -> frozenset[str]:
    """Return the guidelines that all windows were held against and that hold in each."""
    if not heard or not all(part.is_judged for part in heard):
        return frozenset()
    found = [frozenset.union(*(a.kept | a.present for a in part.answers)) for part in heard]
    return frozenset.intersection(*found)


def _unjudged(dossier: Dossier, heard: Heard) -> Unjudged:
    rows = heard.window.rows
    begin = " ".join(dossier.passages[rows[0]].plain.split())[:BEGINNING].rstrip()
    reason = heard.failure.rstrip(".")
    return Unjudged(passages=len(rows), begins=begin, reason=reason, is_passing=heard.is_passing)
