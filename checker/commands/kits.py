"""`brandcheck kit`: show what was understood, lint, test the examples, import a guide."""

import datetime
import sys
from pathlib import Path

from checker.bootstrap import build_checker, lexicon, load_kit, read_file, vocabulary
from checker.composition import Composition
from checker.domain import BlockKind, BrandKit, Document, Examples, Finding, Guideline, Severity
from checker.errors import InputError
from checker.kits.importing import draft_kit
from checker.kits.interpret import interpret
from checker.kits.lint import lint as lint_kit
from checker.kits.loading import load
from checker.kits.testing import test as test_kit
from checker.pipeline import Checker
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
    return lines or ["nothing that can be checked without a judge"]


def lint(path: Path) -> int:
    """Print what is wrong with the kit in *path* and return 1 if any of it is an error."""
    words = lexicon()
    kit = interpret(load(path, known=vocabulary(words)), concepts=words.concepts, themes=words.themes)
    today = datetime.datetime.now(tz=datetime.UTC).date()
    problems = lint_kit(kit, today)
    for problem in problems:
        sys.stdout.write(f"{path}: {problem}\n")
    if not problems:
        sys.stdout.write(f"{path}: nothing to change in {len(kit.guidelines)} guidelines.\n")
    return int(any(problem.severity is Severity.ERROR for problem in problems))


def test(path: Path) -> int:
    """Run the examples of the kit in *path*, each against the kit without it; return 1 if any fails."""
    checker = build_checker(path)
    results = test_kit(checker.kit, lambda text, kit: _findings(checker, text, kit))
    for result in results:
        if not result.passed:
            said = "flagged and should be fine" if result.expected == "fine" else "not flagged"
            sys.stdout.write(f"{path}: guideline “{result.guideline}”: {said}: {result.text}\n")
    passed = sum(result.passed for result in results)
    sys.stdout.write(f"{passed} of {len(results)} examples are as they should be.\n")
    return int(passed < len(results))


def _findings(checker: Checker, text: str, kit: BrandKit) -> tuple[Finding, ...]:
    reduced = kit.model_copy(
        update={"guidelines": tuple(_without(guideline, text) for guideline in kit.guidelines)}
    )
    changed = Checker(reduced, checker.lexicon, checker.encode, checker.read, checker.engine)
    return changed.check(_sentence(text)).report.findings


def _without(guideline: Guideline, text: str) -> Guideline:
    examples = Examples(
        on_brand=tuple(example for example in guideline.examples.on_brand if example != text),
        off_brand=tuple(example for example in guideline.examples.off_brand if example != text),
    )
    return guideline.model_copy(update={"examples": examples})


def _sentence(text: str) -> Document:
    draft = Composition()
    draft.add(text, BlockKind.TITLE)
    return draft.finish(text.encode(), source="example", format_name="text")


def import_guide(guide: Path, output: Path | None) -> None:
    """Write a draft kit made from *guide* to *output*, or to the screen.

    Raises:
        InputError: if the guide can't be read, or *output* exists.
    """
    drafted = draft_kit(read_file(guide, Settings())[0])
    if output is None:
        sys.stdout.write(drafted)
        return
    if output.exists():
        raise InputError(f"{output}: there is a file already. Choose another name, or move it away.")
    output.parent.mkdir(parents=True, exist_ok=True)
    output.write_text(drafted, encoding="utf-8")
    sys.stdout.write(f"Written to {output}. Review it, then try: brandcheck kit lint {output}\n")
