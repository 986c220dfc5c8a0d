"""The question that the model is asked about a draft with open findings."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

import prompts
from checker.asking import Question
from checker.domain import BlockKind, BrandKit, Document, Finding, Guideline, Passage
from checker.rewriting.answers import Edits

NAME = "rewrite"
CHARACTERS_PER_TOKEN = 4
OVERHEAD = 1_500
"""Tokens for instructions, the form of the answer and findings."""
AROUND = 3
"""Passages on either side of a finding that are shown where the draft is too long to be shown whole."""
EXAMPLES = 3
"""Examples of each side that are shown with a guideline."""


def question(
    document: Document,
    passages: Sequence[Passage],
    findings: Mapping[str, Finding],
    kit: BrandKit,
    *,
    window: int,
) -> Question[Edits]:
    """Return the question about *findings*, by the names that the answer uses.

    Args:
        document: the draft.
        passages: its passages, which the answer counts from 1.
        findings: what is open.
        kit: the guidelines that apply to the draft.
        window: tokens of the question; beyond it only what lies around findings is shown, and only the
            guidelines that they break.
    """
    lines = [_line(number, passage) for number, passage in enumerate(passages, start=1)]
    broken = {finding.guideline for finding in findings.values()}
    told = [g for g in kit.guidelines if not g.pattern or g.id in broken]
    guidelines = [line for guideline in told for line in _guideline(guideline)]
    room = (window - OVERHEAD) * CHARACTERS_PER_TOKEN
    if _size(guidelines) + _size(lines) > room:
        guidelines = [line for g in kit.guidelines if g.id in broken for line in _guideline(g)]
    is_part = _size(guidelines) + _size(lines) > room
    prompt = prompts.render(
        NAME,
        brand=_flat(kit.brand),
        guidelines=guidelines,
        is_part=is_part,
        about=_about(document),
        lines=[lines[row] for row in sorted(_near(passages, findings.values()))] if is_part else lines,
        findings=[_finding(name, finding, passages) for name, finding in findings.items()],
    )
    return Question(prompt, Edits)


def _near(passages: Sequence[Passage], findings: Iterable[Finding]) -> frozenset[int]:
    """Return the rows of the passages around *findings*; what is missing belongs at the end."""
    rows: set[int] = set()
    for finding in findings:
        row = _row(finding, passages)
        centre = len(passages) - 1 if row is None else row
        rows.update(range(max(0, centre - AROUND), min(len(passages), centre + AROUND + 1)))
    return frozenset(rows)


def _row(finding: Finding, passages: Sequence[Passage]) -> int | None:
    start = finding.location.start
    return next((row for row, p in enumerate(passages) if finding.quote and p.start <= start < p.end), None)


def _finding(name: str, finding: Finding, passages: Sequence[Passage]) -> dict[str, object]:
    row = _row(finding, passages)
    return {
        "name": name,
        "passage": "missing" if row is None else row + 1,
        "guideline": finding.guideline,
        "quote": _flat(finding.quote),
        "explanation": _flat(finding.explanation),
        "suggestion": _flat(finding.suggestion or ""),
    }


def _line(number: int, passage: Passage) -> str:
    block = passage.block
    labels = [] if block.kind is BlockKind.PARAGRAPH else [block.kind.value]
    if block.speaker != "us":
        labels.append({"customer": "the customer's words", "other": "somebody else's words"}[block.speaker])
    return f"[{number}{' ' if labels else ''}{', '.join(labels)}] {_flat(passage.text)}"


def _about(document: Document) -> str:
    known = {"team": document.team, "channel": document.channel, "for": document.audience}
    return ", ".join(f"{name} {_flat(value)}" for name, value in known.items() if value) or "nothing is known"


def _guideline(guideline: Guideline) -> Iterator[str]:
    role = f", {guideline.role}" if guideline.role else ""
    yield f"{guideline.id} ({guideline.kind}{role}): {_flat(guideline.text)}"
    for term in guideline.terms:
        yield f"  not “{term.avoid}”" + (f" but “{term.prefer}”" if term.prefer else "")
    for element in guideline.elements:
        yield f"  must hold: {' or '.join(element.any_of)}"
    for name, examples in (("kept", guideline.examples.on_brand), ("broken", guideline.examples.off_brand)):
        yield from (f"  {name}: “{_flat(example)}”" for example in examples[:EXAMPLES])


def _size(lines: Sequence[str]) -> int:
    return sum(len(line) + 1 for line in lines)


def _flat(text: str) -> str:
    return " ".join(text.split())
