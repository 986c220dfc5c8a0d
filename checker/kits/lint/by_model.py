"""Lint by a language model: contradictions, overlaps and vagueness that no rule can see.

Every problem must quote words that stand in the guidelines it names; one that doesn't is dropped and
counted. What the model finds is a warning, for a person to decide on.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import Literal

import prompts
from checker.asking import Model, Question, Tell, Usage
from checker.domain import BrandKit, Guideline, Noun, Severity
from checker.errors import ModelFailed
from checker.kits.lint.problem import Problem, named
from checker.kits.source.scope import UNSHOWABLE

NAME = "kit_lint"
CHARACTERS_PER_TOKEN = 4
OVERHEAD = 700
"""Tokens for instructions and the form of the answer."""
MARKS = re.compile("[“”„\"«»‘’'`]")
NEEDED = {"contradicting": 1, "overlapping": 2, "vague": 1, "untestable": 1}
"""How many guidelines a problem of each kind must quote."""
LONGEST = 300
"""Characters of a reason or suggestion that are shown."""
FAMILIES = {
    "judge-contradicting": {
        "preferred-and-avoided", "disagreeing-figures", "sold-and-avoided", "required-and-banned",
        "approved-and-banned", "off-brand-example", "several-leads",
    },
    "judge-overlapping": {"near-duplicate", "repeated-term"},
}  # fmt: skip
"""By rule of ours, the offline rules that find such problems too."""


class LintQuote(Noun):
    """Words of a guideline."""

    guideline: str
    quote: str


class SaidProblem(Noun):
    """A problem, its words and reason before its kind."""

    quotes: tuple[LintQuote, ...]
    reason: str
    kind: Literal["contradicting", "overlapping", "vague", "untestable"]
    suggestion: str


class Linted(Noun):
    """All that one call says of a kit."""

    problems: tuple[SaidProblem, ...]


@dataclass
class ModelLint:
    """What a model found wrong with a kit."""

    problems: list[Problem] = field(default_factory=list)
    dropped: list[str] = field(default_factory=list)
    """Problems whose words or guidelines are not in the kit, and why."""
    unanswered: list[str] = field(default_factory=list)
    """Why the model gave no answer, once for each question."""
    usage: Usage = field(default_factory=Usage)


def lint_by_model(
    kit: BrandKit, model: Model, *, window: int = 12_000, tell: Tell = lambda _: None
) -> ModelLint:
    """Return what *model* finds wrong with *kit*, each problem once, in the order of the kit.

    A model that fails leaves its question unanswered; what else was found stands.

    Args:
        kit: the kit, interpreted or not.
        model: who reads it.
        window: tokens of one question; of a larger kit, portions are asked about two by two.
        tell: hears how far it has come.
    """
    found = ModelLint()
    windows = list(_windows(kit.judged.guidelines, (window - OVERHEAD) // 2))
    for number, guidelines in enumerate(windows, start=1):
        tell(f"Part {number} of {len(windows)}: asking {model.name}.")
        _ask(kit.brand, guidelines, model, found, is_part=len(windows) > 1)
    order = {guideline.id: place for place, guideline in enumerate(kit.guidelines)}
    found.problems.sort(key=lambda problem: order[problem.guideline])
    return found


def merged(offline: Sequence[Problem], judged: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return both, worst first, without what the offline rules say of the same guidelines already."""
    said = {(problem.rule, _concerned(problem)) for problem in offline}
    new = [p for p in judged if not any((r, _concerned(p)) in said for r in FAMILIES.get(p.rule, ()))]
    return tuple(sorted((*offline, *new), key=lambda problem: problem.severity.rank))


def _concerned(problem: Problem) -> frozenset[str]:
    return frozenset((problem.guideline, *problem.others))


def _windows(guidelines: Sequence[Guideline], half: int) -> Iterator[tuple[Guideline, ...]]:
    """Yield the kit, or each two portions of *half* a question, so that every pair is seen together."""
    if _tokens(guidelines) <= 2 * half:
        yield tuple(guidelines)
        return
    portions: list[list[Guideline]] = [[]]
    for guideline in guidelines:
        if portions[-1] and _tokens((*portions[-1], guideline)) > half:
            portions.append([])
        portions[-1].append(guideline)
    if len(portions) == 1:  # one guideline larger than a question
        yield tuple(portions[0])
    for one, other in combinations(portions, 2):
        yield (*one, *other)


def _tokens(guidelines: Iterable[Guideline]) -> int:
    return sum(len(line) + 1 for g in guidelines for line in _lines(g)) // CHARACTERS_PER_TOKEN


def _lines(guideline: Guideline) -> Iterator[str]:
    """Yield what the model sees of *guideline*."""
    role = f", {guideline.role}" if guideline.role else ""
    teams = f", for {', '.join(guideline.applies_to)}" if guideline.applies_to else ""
    yield f"{guideline.id} ({guideline.kind}{role}{teams}): {_flat(guideline.text)}"
    for term in guideline.terms:
        but = f" but “{term.prefer}”" if term.prefer else ""
        fine = f", fine in {', '.join(term.exceptions)}" if term.exceptions else ""
        yield f"  not “{term.avoid}”{but}{fine}"
    for element in guideline.elements:
        yield f"  must hold: {' or '.join(element.any_of)}"
    for name, texts in (
        ("on brand", guideline.examples.on_brand),
        ("off brand", guideline.examples.off_brand),
    ):
        yield from (f"  {name}: {_flat(text)}" for text in texts)


def _ask(
    brand: str, guidelines: Sequence[Guideline], model: Model, found: ModelLint, *, is_part: bool
) -> None:
    lines = [line for guideline in guidelines for line in _lines(guideline)]
    prompt = prompts.render(NAME, brand=_flat(brand), is_part=is_part, lines=lines)
    try:
        reply = model.ask(Question(prompt, Linted))
    except ModelFailed as error:
        found.unanswered.append(str(error))
        return
    found.usage += reply.usage
    shown = {g.id: " ".join(_bare(line) for line in _lines(g)) for g in guidelines}
    for said in reply.answer.problems:
        _take(said, shown, found)


def _take(said: SaidProblem, shown: dict[str, str], found: ModelLint) -> None:
    """Keep *said* if its words stand in the guidelines that it names, and it is new."""
    wrong = [q for q in said.quotes if not _bare(q.quote) or _bare(q.quote) not in shown.get(q.guideline, "")]
    concerned = list(dict.fromkeys(quote.guideline for quote in said.quotes))
    if wrong or len(concerned) < NEEDED[said.kind]:
        words = (
            f"“{_clipped(wrong[0].quote)}” is not in “{wrong[0].guideline}”"
            if wrong
            else "too few quotations"
        )
        found.dropped.append(f"{said.kind}: {words}")
        return
    problem = _problem(said, concerned)
    known = {(other.rule, _concerned(other)) for other in found.problems}
    if (problem.rule, _concerned(problem)) not in known:
        found.problems.append(problem)


def _problem(said: SaidProblem, concerned: Sequence[str]) -> Problem:
    words = " against ".join(f"“{_clipped(quote.quote)}”" for quote in said.quotes)
    others = f" with {named(list(concerned[1:]))}" if len(concerned) > 1 else ""
    return Problem(
        rule=f"judge-{said.kind}",
        severity=Severity.WARNING,
        guideline=concerned[0],
        message=f"{said.kind}{others}: {words}: {_clipped(said.reason).rstrip('.')}",
        remedy=_clipped(said.suggestion).rstrip("."),
        others=tuple(concerned[1:]),
    )


def _clipped(text: str) -> str:
    line = _flat(text)
    return f"{line[: LONGEST - 1]}…" if len(line) > LONGEST else line


def _flat(text: str) -> str:
    return " ".join(UNSHOWABLE.sub(" ", text).split())


def _bare(text: str) -> str:
    return " ".join(MARKS.sub("", text).split())
