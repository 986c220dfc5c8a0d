"""Findings as Markdown: for the summary of a job, a comment on a merge request, a mail.

The documents to look at first come first, with as many findings as a reader takes; the last line says how
many there are besides. Words of a draft stand in code spans, where Markdown and HTML mean nothing. The whole
stays below what GitHub takes for a summary (1 MiB).
"""

import heapq
import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from checker.domain import BrandKit, Checked, Finding, Report, Verdict
from checker.presentation.neutral import one_line
from checker.presentation.ranking import tally, unread, urgency, worst_first
from checker.presentation.wording import (
    VERDICTS,
    check_name,
    counted,
    headline,
    not_read_in_words,
    whereabouts,
)

FORMAT = "markdown"
SUFFIX = ".md"

_DOCUMENTS = 100
"""Documents that are named."""
_FINDINGS = 10
"""Findings of a document that are shown."""
_WORDS = 240
"""Characters of a quotation or an explanation."""
_MARKS = re.compile(r"([\\`*_{}\[\]()<>#+!|~&$@-])")
_TICKS = re.compile(r"`+")


class _Shown(NamedTuple):
    """A document as it is shown, sortable: the one to look at first is the smallest."""

    rank: tuple[int, int, int, int]
    number: int
    text: str


def render(checked: Iterable[Checked], *, kit: BrandKit) -> Iterator[str]:
    """Yield the heading, a section for each document that has something to change, and what is left out."""
    shown: list[_Shown] = []
    number = passed = 0
    for number, (_, report) in enumerate(checked, start=1):
        if _is_clean(report):
            passed += 1
            continue
        shown.append(_Shown(urgency(report), number, _section(report, kit)))
        shown = heapq.nsmallest(_DOCUMENTS, shown)
    yield f"## Brandcheck: {_text(kit.brand)}\n\n"
    yield f"{counted(number, 'document')}, {passed:,} with nothing to change.\n"
    yield from (one.text for one in shown)
    more = number - passed - len(shown)
    if more:
        yield f"\nAnd {counted(more, 'more document')}: the report has all.\n"


def _is_clean(report: Report) -> bool:
    is_passed = report.verdict is Verdict.PASS
    return is_passed and not tally(report.findings).standing and not report.coverage.not_read


def _section(report: Report, kit: BrandKit) -> str:
    """Return what there is to say of one document."""
    lines = [f"\n### {VERDICTS[report.verdict]}: {_code(report.document.source)}\n"]
    if not unread(report):
        lines.append(f"{_text(headline(report, kit))}\n")
    lines += [f"- **Not read**: {_text(part)}" for part in not_read_in_words(report.coverage.not_read)]
    worst = worst_first(report.findings)
    lines += [_item(finding) for finding in worst[:_FINDINGS]]
    if len(worst) > _FINDINGS:
        lines.append(f"- and {counted(len(worst) - _FINDINGS, 'more finding')}")
    return "\n".join(lines) + "\n"


def _item(finding: Finding) -> str:
    place = finding.location
    where = whereabouts(place) or f"line {place.line}"
    quote = f" {_code(finding.quote)}" if finding.quote else ""
    write = f" Write {_code(finding.suggestion)}." if finding.suggestion else ""
    why = f"{_text(finding.explanation)}{write} ({_code(finding.guideline)})"
    return f"- **{finding.severity.value}**, {where}, {check_name(finding.check)}:{quote} {why}"


def _text(text: str) -> str:
    """Return *text* on one line, with nothing in it that Markdown or GitHub would act on."""
    return _MARKS.sub(r"\\\1", _short(one_line(text)))


def _code(text: str) -> str:
    """Return *text* as a code span, fenced by more backticks than it has in a row (CommonMark, 6.1)."""
    short = _short(one_line(text))
    fence = "`" * (max(map(len, _TICKS.findall(short)), default=0) + 1)
    room = " " if short.startswith("`") or short.endswith("`") or not short.strip() else ""
    return f"{fence}{room}{short}{room}{fence}"


def _short(text: str) -> str:
    return text if len(text) <= _WORDS else text[: _WORDS - 1] + "…"
