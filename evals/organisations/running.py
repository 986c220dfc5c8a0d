"""An organisation run whole: every page checked, and the lines in which its editors replaced a term."""

import json
import re
from collections import defaultdict
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from difflib import SequenceMatcher
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import NamedTuple

from checker.bootstrap import read_content
from checker.domain import Finding
from checker.pipeline import Checker
from checker.settings import Settings
from evals.organisations.organisation import Flagged, Page, Run, Term
from evals.subject import offline

WORD = re.compile(r"[\w.'’-]+|\S")


class Found(NamedTuple):
    """What is found in one page."""

    page: Page
    findings: tuple[Flagged, ...]


def run(folder: Path, *, jobs: int = 1) -> Run:
    """Return what the offline engine finds in the pages of *folder* by its kit, in *jobs* processes."""
    kit = offline(folder / "kit.yaml").kit
    paths = sorted((folder / "pages").rglob("*.md"))
    lines = (folder / "retired-terms.jsonl").read_text(encoding="utf-8").splitlines()
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        found = list(pool.map(partial(_page, folder), paths))
        replaced = list(pool.map(partial(_replaced, folder), lines, chunksize=8))
    return Run(
        kit=kit.digest,
        guidelines=len(kit.guidelines),
        testable=sum(guideline.is_testable for guideline in kit.guidelines),
        pages=tuple(each.page for each in found),
        findings=tuple(finding for each in found for finding in each.findings),
        terms=_terms(replaced),
    )


def _page(folder: Path, path: Path) -> Found:
    """Return what is found in the page at *path*."""
    name = path.relative_to(folder / "pages").as_posix()
    (checked,) = offline(folder / "kit.yaml").check_file(path)
    report = checked.report
    page = Page(page=name, words=report.document.words, verdict=report.verdict)
    return Found(page, tuple(_flagged(name, finding) for finding in report.findings))


def _flagged(page: str, finding: Finding) -> Flagged:
    return Flagged(
        page=page,
        check=finding.check,
        guideline=finding.guideline,
        severity=finding.severity,
        start=finding.location.start,
        end=finding.location.end,
        quote=finding.quote,
    )


def _replaced(folder: Path, text: str) -> Term:
    """Return what becomes of one line, before an editor changed it and after."""
    line, checker = json.loads(text), offline(folder / "kit.yaml")
    return Term(
        rule=" + ".join(line["rules"]),
        lines=1,
        found=_hits(line["before"], line["after"], checker),
        still=_hits(line["after"], line["before"], checker),
    )


def _terms(lines: Iterable[Term]) -> tuple[Term, ...]:
    """Return *lines* added up by the term that was replaced, the most frequent first."""
    grouped: dict[str, list[Term]] = defaultdict(list)
    for line in lines:
        grouped[line.rule].append(line)
    terms = (
        Term(rule=rule, lines=len(each), found=sum(t.found for t in each), still=sum(t.still for t in each))
        for rule, each in grouped.items()
    )
    return tuple(sorted(terms, key=lambda term: (-term.lines, term.rule)))


def _hits(text: str, other: str, checker: Checker) -> bool:
    """Return whether a term is flagged among the words of *text* that are not so in *other*."""
    changed = _changed(text, other)
    (document,) = read_content(text.encode(), "line.md", Settings())
    shift = document.text.find(text.strip()) - (len(text) - len(text.lstrip()))
    found = [f.location for f in checker.check(document).report.findings if f.check == "wrong-term"]
    return any(
        place.start < end + shift and start + shift < place.end for place in found for start, end in changed
    )


def _changed(text: str, other: str) -> list[tuple[int, int]]:
    """Return the stretches of *text* whose words *other* has otherwise, or not at all."""
    words, others = (list(WORD.finditer(each)) for each in (text, other))
    matcher = SequenceMatcher(None, [w.group() for w in words], [w.group() for w in others], autojunk=False)
    return [
        (words[first].start(), words[last - 1].end())
        for tag, first, last, _, _ in matcher.get_opcodes()
        if tag in {"replace", "delete"}
    ]
