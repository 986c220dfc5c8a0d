"""`brandcheck kit compile`: have a language model write what the offline engine is to look for."""

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from checker.asking import Model, Usage
from checker.bootstrap import build_checker, language_model, lexicon, read_file, vocabulary
from checker.composition import Composition
from checker.domain import BlockKind, BrandKit, Document, Guideline
from checker.errors import InputError
from checker.kits.compiling import Compiling, Order, compile_kit, is_stale
from checker.kits.compiling.files import Change, changes, save
from checker.kits.loading import load
from checker.pipeline import Checker
from checker.settings import Settings

INCOMPLETE = 3
"""The exit code where some guidelines could not be compiled."""


@dataclass(frozen=True)
class Request:
    """What the command line asks for."""

    kit: Path
    guide: Path | None = None
    """The guide that the kit was taken from."""
    output: Path | None = None
    """Another file to write to."""
    only: tuple[str, ...] = ()
    """The guidelines to compile; all that lack a part or have a stale one where empty."""
    is_all: bool = False
    """Whether to write even those anew that have a part."""
    is_dry: bool = False
    """Whether to print what would change and write nothing."""


def run(request: Request, model: Model | None = None, settings: Settings | None = None) -> int:
    """Compile the kit and return the exit code.

    Args:
        request: what is asked for.
        model: what writes, where it is not what the settings name.
        settings: where none are given, those of the environment.

    Raises:
        InputError: if kit, guide or output can't be used, or there is no model.
    """
    chosen = settings or Settings()
    kit = load(request.kit, known=vocabulary(lexicon()))
    wanted = _wanted(kit, request)
    if not wanted:
        sys.stdout.write(f"{request.kit}: nothing to compile: every guideline has a part that fits it.\n")
        return 0
    changes(request.kit, {}, request.output)
    guide = read_file(request.guide, chosen)[0].text if request.guide else ""
    writer = model or language_model(chosen)
    compiled = compile_kit(Order(kit, tuple(wanted), writer, guide, _tell))
    changed = changes(request.kit, compiled.parts, request.output)
    sys.stdout.writelines(f"{line}\n" for line in _remarks(compiled))
    _finish(request, changed)
    if not request.is_dry and compiled.parts:
        target = request.output or request.kit
        sys.stdout.writelines(f"{line}\n" for line in _flagged(target, compiled, chosen))
    sys.stdout.write(_summary(compiled, len(wanted)))
    return INCOMPLETE if compiled.failed else 0


def _wanted(kit: BrandKit, request: Request) -> Sequence[Guideline]:
    known = {guideline.id for guideline in kit.guidelines}
    if unknown := [name for name in request.only if name not in known]:
        raise InputError(
            f"{request.kit}: no guideline “{unknown[0]}”. There are: {', '.join(sorted(known))}."
        )
    chosen = [g for g in kit.judged.guidelines if not request.only or g.id in request.only]
    if request.is_all or request.only:
        return chosen
    return [guideline for guideline in chosen if guideline.compiled is None or is_stale(guideline)]


def _tell(sentence: str) -> None:
    sys.stderr.write(f"{sentence}\n")


def _remarks(compiled: Compiling) -> Iterator[str]:
    for name, remarks in compiled.remarks.items():
        yield from (f"{name}: {remark}" for remark in remarks)
    for name, reason in compiled.failed.items():
        yield f"{name}: not compiled: {reason}"
    if compiled.without_drafts:
        yield f"Rules were not held against drafts that are fine: {compiled.without_drafts}"


def _finish(request: Request, changed: Sequence[Change]) -> None:
    for change in changed:
        if request.is_dry:
            sys.stdout.write(change.diff)
        elif change.before != change.after or request.output:
            save(change)
            sys.stdout.write(f"Written to {change.path}. Review it, then try it on your drafts.\n")


def _flagged(kit: Path, compiled: Compiling, settings: Settings) -> Iterator[str]:
    """Yield a line for each compiled on-brand sentence that the whole offline engine flags."""
    offline = settings.model_copy(update={"judge": settings.judge.model_copy(update={"mode": "off"})})
    checker = build_checker(kit, settings=offline)
    for name, part in compiled.parts.items():
        kind = BlockKind.TITLE if part.opening else BlockKind.PARAGRAPH
        for sentence in part.on_brand:
            for flagger in _flaggers(checker, sentence, kind):
                yield f"{name}: its on-brand “{sentence}” is flagged by {flagger}"


def _flaggers(checker: Checker, sentence: str, kind: BlockKind) -> tuple[str, ...]:
    findings = checker.check(_draft(sentence, kind)).report.findings
    return tuple(dict.fromkeys(finding.guideline for finding in findings if finding.quote))


def _draft(sentence: str, kind: BlockKind) -> Document:
    draft = Composition()
    draft.add(sentence, kind)
    return draft.finish(sentence.encode(), source="example", format_name="text")


def _summary(compiled: Compiling, wanted: int) -> str:
    return f"{len(compiled.parts)} of {wanted} guidelines compiled{_cost(compiled.usage)}.\n"


def _cost(usage: Usage) -> str:
    if not usage.calls:
        return ", from kept answers"
    money = f", {usage.money:.2f} spent" if usage.money else ""
    return f" in {usage.calls} calls, {usage.tokens_in:,} tokens in and {usage.tokens_out:,} out{money}"
