"""The figures of an organisation's run, as tables: what its README shows between two marks."""

from collections import Counter
from collections.abc import Iterable, Sequence
from math import sqrt
from pathlib import Path
from statistics import NormalDist

from evals.organisations.organisation import Claims, Flagged, Judged, Page, Read, Run, Sample, Verdict
from evals.tables import table

START, END = "<!-- figures -->", "<!-- end of figures -->"
"""What the tables stand between."""
Z = NormalDist().inv_cdf(0.975)


def figures(run: Run, sample: Sample, read: Sequence[Read], claims: Claims) -> str:
    """Return the tables of *run*, of *sample* and *claims*, read by hand, and of the pages *read* whole."""
    missed = sum(len(page.missed) for page in read)
    parts = (
        f"{len(run.pages)} pages, {_words(run):,} words, {run.guidelines} guidelines, "
        f"of which the offline engine can check {run.testable}; {len(run.findings)} findings.",
        _by_kind(run),
        _by_check(run.findings),
        _by_judgement(sample.drawn, claims),
        _replaced(run),
        f"In {len(read)} pages read whole, {missed} breaches were not flagged.",
    )
    return "\n\n".join(parts)


def published(readme: Path) -> str:
    """Return the tables that *readme* shows."""
    return readme.read_text(encoding="utf-8").split(START)[1].split(END)[0].strip()


def publish(readme: Path, tables: str) -> None:
    """Put *tables* in the place of those that *readme* shows."""
    before, rest = readme.read_text(encoding="utf-8").split(START)
    readme.write_text(f"{before}{START}\n\n{tables}\n\n{END}{rest.split(END)[1]}", encoding="utf-8")


def wilson(part: int, whole: int) -> tuple[float, float]:
    """Return the bounds of a share at 95 % (Wilson 1927, J. Am. Stat. Assoc. 22, 209-212)."""
    if not whole:
        return 0.0, 1.0
    share, square = part / whole, Z * Z / whole
    middle, half = share + square / 2, Z * sqrt(share * (1 - share) / whole + square / whole / 4)
    return max(0.0, (middle - half) / (1 + square)), min(1.0, (middle + half) / (1 + square))


def _words(run: Run) -> int:
    return sum(page.words for page in run.pages)


def _by_kind(run: Run) -> str:
    found = Counter(finding.page for finding in run.findings)
    groups: dict[str, list[Page]] = {}
    for page in sorted(run.pages, key=lambda page: (page.kind, page.year)):
        name = f"{page.kind}s of {page.year}" if page.year else f"{page.kind}s"
        groups.setdefault(name, []).append(page)
    rows = [_group(name, pages, found) for name, pages in (*groups.items(), ("all", run.pages))]
    return table(("pages", "number", "words", "findings", "by 1,000 words", "pages with a finding"), rows)


def _group(name: str, pages: Sequence[Page], found: Counter[str]) -> list[str]:
    words, many = sum(page.words for page in pages), sum(found[page.page] for page in pages)
    flagged = sum(found[page.page] > 0 for page in pages)
    share = _share(flagged, len(pages))
    return [name, str(len(pages)), f"{words:,}", str(many), f"{1000 * many / max(words, 1):.1f}", share]


def _by_check(findings: Sequence[Flagged]) -> str:
    counted = Counter((finding.check, finding.guideline) for finding in findings)
    rows = [[check, guideline, str(many)] for (check, guideline), many in counted.most_common()]
    return table(("check", "guideline", "findings"), rows)


def _by_judgement(drawn: Sequence[Judged], claims: Claims) -> str:
    checks = sorted({each.check for each in drawn})
    rows = [_judged(check, [each for each in drawn if each.check == check]) for check in checks]
    views = [_judged("claims", claims.claims), _judged("conflicts of claims", claims.conflicts)]
    head = ("sample", "read", "right", "arguable", "wrong", "right alone", "right or arguable")
    return table(head, [*rows, _judged("all findings", drawn), *views])


def _judged(name: str, drawn: Iterable[Judged | Verdict]) -> list[str]:
    counted = Counter(each.judged for each in drawn)
    right, arguable, wrong = (counted[each] for each in ("right", "arguable", "wrong"))
    whole = right + arguable + wrong
    shares = [_share(right, whole), _share(right + arguable, whole)]
    return [name, str(whole), str(right), str(arguable), str(wrong), *shares]


def _replaced(run: Run) -> str:
    rows = [[t.rule, str(t.lines), str(t.found), str(t.still)] for t in run.terms]
    lines, found, still = (sum(getattr(t, name) for t in run.terms) for name in ("lines", "found", "still"))
    total = ["all", str(lines), f"{found}: {_share(found, lines)}", str(still)]
    return table(("an editor replaced", "lines", "flagged before", "flagged after"), [*rows, total])


def _share(part: int, whole: int) -> str:
    low, high = wilson(part, whole)
    return f"{part / max(whole, 1):.2f} ({low:.2f}–{high:.2f})"
