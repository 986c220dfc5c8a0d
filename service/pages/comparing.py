"""Two versions of one document, side by side: what changed in the text, and which findings came and went."""

from collections.abc import Iterator, Sequence
from http import HTTPStatus
from typing import Annotated, Literal, NamedTuple

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from checker.domain import Checked, Finding
from checker.presentation.alignment import steps
from checker.presentation.cards import Card, card
from checker.presentation.neutral import neutral
from checker.presentation.ranking import worst_first
from checker.presentation.rewording import Change, changes
from service.nouns import Check, Identity, Scope
from service.pages.rendering import page
from service.parts import Parts, PartsOf
from service.problems import Problem, not_found
from service.security import allowed

ROUTER = APIRouter(include_in_schema=False)
AROUND = 2
"""Unchanged lines that are shown on either side of a change."""
BESIDE = 500
"""Lines of one change that are compared word by word."""


class Row(NamedTuple):
    """A line of the comparison."""

    kind: Literal["kept", "changed", "removed", "added", "skipped"]
    changes: tuple[Change, ...]
    skipped: int = 0
    """Unchanged lines that are left out here."""


class Fates(NamedTuple):
    """What became of the findings, each the worst first."""

    new: tuple[Card, ...]
    gone: tuple[Card, ...]
    remaining: tuple[Card, ...]


@ROUTER.get("/reports/{check_id}/against/{other_id}")
def compare(
    request: Request,
    parts: PartsOf,
    who: Annotated[Identity, allowed(Scope.READ)],
    check_id: str,
    other_id: str,
) -> HTMLResponse:
    """Compare a check with an earlier one of the same document."""
    (old, before), (new, after) = sorted(
        (_stored(parts, other_id), _stored(parts, check_id)), key=lambda one: one[0].id
    )
    if old.document != new.document:
        detail = "These are two documents, not two versions of one. Choose two versions on a report’s page."
        raise Problem(HTTPStatus.UNPROCESSABLE_ENTITY, "two-documents", detail)
    return page(
        request,
        "report/compare.html.jinja",
        who=who,
        here="reports",
        old=old,
        new=new,
        fates=fates(before.report.findings, after.report.findings),
        rows=tuple(rows(before.document.text, after.document.text)),
    )


def fates(before: Sequence[Finding], after: Sequence[Finding]) -> Fates:
    """Return which findings are new, gone or remaining, by their fingerprints."""
    old, new = {f.id for f in before}, {f.id for f in after}
    return Fates(
        new=_cards(f for f in after if f.id not in old),
        gone=_cards(f for f in before if f.id not in new),
        remaining=_cards(f for f in after if f.id in old),
    )


def rows(before: str, after: str) -> Iterator[Row]:
    """Yield how *before* became *after*, line by line, long unchanged stretches left out."""
    old, new = _lines(before), _lines(after)
    for kind, i, j, k, m in steps(old, new):
        if kind == "equal":
            yield from _unchanged(old[i:j], is_first=i == 0, is_last=j == len(old))
        else:
            yield from _changed(old[i:j], new[k:m])


def _changed(old: Sequence[str], new: Sequence[str]) -> Iterator[Row]:
    """Yield lines that were replaced: one beside the other as long as both last, within reason."""
    both = min(len(old), len(new), BESIDE)
    for one, other in zip(old[:both], new[:both], strict=True):
        yield Row("changed", changes(one, other))
    for line in old[both:]:
        yield Row("removed", (Change("removed", neutral(line)),))
    for line in new[both:]:
        yield Row("added", (Change("added", neutral(line)),))


def _unchanged(lines: Sequence[str], *, is_first: bool, is_last: bool) -> Iterator[Row]:
    """Yield unchanged lines, those far from any change as one row that counts them."""
    head, tail = (0 if is_first else AROUND), (0 if is_last else AROUND)
    hidden = len(lines) - head - tail
    shown = lines if hidden <= 1 else lines[:head]
    yield from (Row("kept", (Change("kept", neutral(line)),)) for line in shown)
    if hidden > 1:
        yield Row("skipped", (), hidden)
        yield from (Row("kept", (Change("kept", neutral(line)),)) for line in lines[len(lines) - tail :])


def _lines(text: str) -> list[str]:
    return [line for line in text.split("\n") if line.strip()]


def _cards(findings: Iterator[Finding]) -> tuple[Card, ...]:
    return tuple(card(f, number=i, document="d") for i, f in enumerate(worst_first(findings), start=1))


def _stored(parts: Parts, check_id: str) -> tuple[Check, Checked]:
    check, checked = parts.records.checks.get(check_id), parts.records.checks.checked(check_id)
    if check is None or checked is None:
        raise not_found("report with its text", check_id)
    return check, checked
