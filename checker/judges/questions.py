"""The question that the judge is asked about a window, in words."""

import re
from collections.abc import Iterator, Mapping, Sequence

import prompts
from checker.asking import Question
from checker.domain import BlockKind, Document, Finding, Guideline, Passage, Role, Term
from checker.judges.answers import Answer
from checker.judges.windows import CHARACTERS_PER_TOKEN, Window

NAME = "judge"
EXAMPLES = 3
"""Examples of each side that are shown with a guideline."""
OVERHEAD = 900
"""Tokens for instructions, the form of the answer and suspicions."""


def question(  # noqa: PLR0913 - a question is made of all this
    document: Document,
    passages: Sequence[Passage],
    window: Window,
    *,
    brand: str,
    guidelines: Sequence[Guideline],
    suspected: Mapping[str, Finding],
) -> Question[Answer]:
    """Return the question about *window* of the document's *passages*.

    Args:
        document: the document.
        passages: all of its passages.
        window: which of them are asked about.
        brand: the brand's name.
        guidelines: those that the passages may break.
        suspected: what the checks found in the window, by the id that the answer uses.
    """
    whole = len(window.rows) == len(passages)
    lines = [f"(before) {_flat(passages[row].text)}" for row in window.before]
    lines += [_line(number, passages[row]) for number, row in enumerate(window.rows, start=1)]
    prompt = prompts.render(
        NAME,
        brand=brand,
        guidelines=[_guideline(guideline) for guideline in guidelines],
        is_part=not whole,
        about=_about(document),
        lines=lines,
        suspicions=[_suspicion(id_, finding, passages, window) for id_, finding in suspected.items()],
    )
    return Question(prompt, Answer)


def digest() -> str:
    """Return the SHA-256 of the judge's template."""
    return prompts.digest(NAME)


def weight(guidelines: Sequence[Guideline]) -> int:
    """Return about how many tokens *guidelines* take in a question."""
    rows = (_guideline(guideline) for guideline in guidelines)
    return sum(len(str(row)) for row in rows) // CHARACTERS_PER_TOKEN


def _line(number: int, passage: Passage) -> str:
    block = passage.block
    labels = [] if block.kind is BlockKind.PARAGRAPH else [block.kind.value]
    if block.speaker != "us":
        labels.append({"customer": "the customer's words", "other": "somebody else's words"}[block.speaker])
    if block.place.slide is not None:
        labels.append(f"slide {block.place.slide}")
    if block.place.hidden:
        labels.append("hidden")
    return f"[{number}{' ' if labels else ''}{', '.join(labels)}] {_flat(passage.text)}"


def _flat(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def _about(document: Document) -> str:
    known = {
        "team": document.team,
        "channel": document.channel,
        "for": document.audience,
        "title": document.title,
    }
    return ", ".join(f"{name} {_flat(value)}" for name, value in known.items() if value) or "nothing is known"


def _guideline(guideline: Guideline) -> dict[str, object]:
    role = guideline.role.value if isinstance(guideline.role, Role) else ""
    return {
        "id": guideline.id,
        "kind": guideline.kind.value,
        "role": role,
        "text": _flat(guideline.text),
        "notes": tuple(_notes(guideline)),
    }


def _notes(guideline: Guideline) -> Iterator[str]:
    """Yield what a guideline says beside its text, as far as its text does not say it."""
    text = guideline.text.lower()
    yield from (_term(term) for term in guideline.terms if term.avoid.rstrip("*").lower() not in text)
    shown = (
        ("always fine", guideline.allows),
        ("kept", guideline.examples.on_brand[:EXAMPLES]),
        ("broken", guideline.examples.off_brand[:EXAMPLES]),
    )
    for name, sentences in shown:
        for sentence in sentences:
            if sentence.lower().rstrip(".") not in text:
                yield f"{name}: “{_flat(sentence)}”"


def _term(term: Term) -> str:
    fine = f" (fine: {', '.join(term.exceptions)})" if term.exceptions else ""
    return f"not “{term.avoid}”" + (f" but “{term.prefer}”" if term.prefer else "") + fine


def _suspicion(id_: str, finding: Finding, passages: Sequence[Passage], window: Window) -> dict[str, object]:
    start = finding.location.start
    number = next(
        (n for n, row in enumerate(window.rows, 1) if passages[row].start <= start < passages[row].end), 0
    )
    return {"id": id_, "passage": number, "guideline": finding.guideline, "quote": _flat(finding.quote)}
