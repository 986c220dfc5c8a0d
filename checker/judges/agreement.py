"""What stands, when several answers and the offline checks are heard together.

With *K* answers of which *v* say so, a finding has the confidence p = (v + 1) / (K + 2), Laplace's rule of
succession; a suspicion with the offline confidence *c* that they confirm has 1 − (1 − c)(1 − p).
What no majority holds stays for somebody to look at (`needs_review`) and blocks nothing.
"""

from collections.abc import Iterator, Mapping, Sequence

from checker.domain import Candidate, Finding
from checker.judges.evidence import Evidence, Shown

SAME = 0.5
"""Part of the shorter quotation from which two answers mean the same words."""


def rule(
    suspected: Mapping[str, Finding], answers: Sequence[Evidence], *, is_hostile: bool
) -> Iterator[Candidate]:
    """Yield what becomes of the suspicions in one window.

    Args:
        suspected: what the checks found, by the id that the answers use.
        answers: what of each answer holds; none leaves the suspicions as they are.
        is_hostile: whether the draft may speak to the judge; then nothing that the checks found is dismissed.
    """
    for id_, finding in suspected.items():
        no = sum(id_ in answer.dismissed for answer in answers)
        if no * 2 > len(answers) and not is_hostile:
            continue
        yes = [answer.confirmed[id_] for answer in answers if id_ in answer.confirmed]
        yield candidate(finding, yes, len(answers), is_open=bool(no) and not is_hostile and no >= len(yes))


def add(answers: Sequence[Evidence]) -> Iterator[Candidate]:
    """Yield what the answers add to what the checks found."""
    groups: list[dict[int, Shown]] = []
    for number, answer in enumerate(answers):
        for shown in answer.shown:
            group = next((g for g in groups if _is_same(next(iter(g.values())), shown)), None)
            if group is None:
                groups.append({number: shown})
            else:
                group.setdefault(number, shown)
    for group in groups:
        yield _added(next(iter(group.values())), len(group), len(answers))


def certainty(votes: int, answers: int) -> float:
    """Return the confidence in what so many of so many answers say, 0 to 1."""
    return (votes + 1) / (answers + 2)


def _added(shown: Shown, votes: int, answers: int) -> Candidate:
    breach, is_open = shown.breach, votes * 2 <= answers
    return Candidate(
        check=breach.check,
        guideline=breach.guideline,
        start=shown.start,
        end=shown.end,
        confidence=round(certainty(votes, answers), 4),
        explanation=_said(breach.reason.strip(), is_open=is_open),
        suggestion=breach.replacement,
        origin="judge",
        needs_review=is_open,
    )


def candidate(
    finding: Finding,
    yes: Sequence[tuple[str, str | None]] = (),
    answers: int = 0,
    *,
    is_open: bool = False,
) -> Candidate:
    """Return *finding* as a candidate again, surer by *yes*, the rulings for it of so many *answers*."""
    doubt = 1 - certainty(len(yes), answers) if yes else 1.0
    reason, replacement = yes[0] if yes else ("", None)
    return Candidate(
        check=finding.check,
        guideline=finding.guideline,
        start=finding.location.start,
        end=finding.location.end,
        confidence=round(1 - (1 - finding.confidence) * doubt, 4),
        explanation=_said(reason or finding.explanation, is_open=is_open),
        suggestion=replacement or finding.suggestion,
        origin=finding.origin,
        needs_review=is_open,
    )


def _said(reason: str, *, is_open: bool) -> str:
    return f"{reason} The judge's answers differ: a person must decide." if is_open else reason


def _is_same(one: Shown, other: Shown) -> bool:
    if one.breach.guideline != other.breach.guideline:
        return False
    shared = min(one.end, other.end) - max(one.start, other.start)
    return shared >= SAME * min(one.end - one.start, other.end - other.start)
