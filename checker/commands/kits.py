"""`brandcheck kit`: show what was understood, lint, test the examples."""

import datetime
import sys
from dataclasses import replace
from pathlib import Path

from checker.asking import Model
from checker.bootstrap import build_checker, language_model, lexicon, load_kit, vocabulary
from checker.commands.severities import severity_named
from checker.domain import Guideline
from checker.kits.interpret import interpret
from checker.kits.lint import lint as lint_kit
from checker.kits.lint.by_model import ModelLint, lint_by_model, merged
from checker.kits.loading import load
from checker.kits.testing import test as test_kit
from checker.pipeline import Policy
from checker.settings import Settings

FIELDS = ("role", "themes", "forbids", "phrases", "allows")
"""What `show` prints as a list of words."""


def show(path: Path) -> None:
    """Print each guideline of the kit in *path* with what was understood of it."""
    kit = load_kit(path, lexicon())
    sys.stdout.write(f"{kit.brand}, version {kit.version}: {len(kit.guidelines)} guidelines\n")
    for guideline in kit.guidelines:
        applies = ", ".join(guideline.applies_to) or "everyone"
        sys.stdout.write(f"\n{guideline.id} ({guideline.kind}, for {applies})\n  {guideline.text}\n")
        for line in _understood(guideline):
            sys.stdout.write(f"    {line}\n")


def _understood(guideline: Guideline) -> list[str]:
    lines = []
    for name in FIELDS:
        value = getattr(guideline, name)
        if value:
            lines.append(f"{name}: {value if isinstance(value, str) else ' · '.join(value)}")
    lines += [f"term: {t.avoid} → {t.prefer or 'leave out'}" for t in guideline.terms]
    lines += [f"figure: {figure.quote}" for figure in guideline.figures]
    lines += [f"condition: {' or '.join(c.keep)}, with “{c.claim}”" for c in guideline.conditions]
    lines += [f"must hold: {e.name} ({', '.join(e.channels) or 'every draft'})" for e in guideline.elements]
    if guideline.pattern:
        lines.append(f"pattern: {guideline.pattern.extends}, in {', '.join(guideline.pattern.scope)}")
    return lines or ["nothing that can be checked without a judge"]


def lint(path: Path, *, by_judge: bool = False, fail_on: str = "error", model: Model | None = None) -> int:
    """Print what is wrong with the kit in *path* and return 1 if any of it fails, 3 if a model was silent.

    Args:
        path: the kit.
        by_judge: whether a language model reads it too; what it finds are warnings.
        fail_on: the mildest severity that fails, or `never`.
        model: the language model, where it is not the one that the settings name.

    Raises:
        InputError: if the kit or the request is wrong.
    """
    limit = severity_named(fail_on)
    words = lexicon()
    kit = interpret(load(path, known=vocabulary(words)), concepts=words.concepts, themes=words.themes)
    today = datetime.datetime.now(tz=datetime.UTC).date()
    problems, is_complete = lint_kit(kit, today), True
    if by_judge:
        settings = Settings()
        window = settings.judge.window
        found = lint_by_model(kit, model or language_model(settings), window=window, tell=_tell)
        problems, is_complete = merged(problems, found.problems), not found.unanswered
        _tell_of(found)
    for problem in problems:
        sys.stdout.write(f"{path}: {problem}\n")
    if not problems and is_complete:
        sys.stdout.write(f"{path}: nothing to change in {len(kit.guidelines)} guidelines.\n")
    fails = limit is not None and any(problem.severity.rank <= limit.rank for problem in problems)
    return 1 if fails else 0 if is_complete else 3


def _tell_of(found: ModelLint) -> None:
    """Tell what of a model's reading can't be shown."""
    for reason in found.unanswered:
        _tell(f"Not judged: {reason}")
    if found.dropped:
        _tell(f"{len(found.dropped)} problems were dropped, since their words are not in the kit.")


def _tell(text: str) -> None:
    sys.stderr.write(f"{text}\n")


def test(path: Path) -> int:
    """Run the examples of the kit in *path*, each against the kit without it; return 1 if any fails."""
    checker = build_checker(path)
    offline = replace(checker, policy=Policy(), judge=None)
    results = test_kit(checker.kit, lambda text, kit: replace(offline, kit=kit).check(text).report.findings)
    for result in results:
        if not result.passed:
            said = "flagged and should be fine" if result.expected == "fine" else "not flagged"
            sys.stdout.write(f"{path}: guideline “{result.guideline}”: {said}: {result.text}\n")
    passed = sum(result.passed for result in results)
    sys.stdout.write(f"{passed} of {len(results)} examples are as they should be.\n")
    return int(passed < len(results))
