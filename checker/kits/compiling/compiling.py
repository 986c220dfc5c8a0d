"""A kit compiled: a model writes, code looks over what it wrote, and only what holds is kept."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from checker.asking import Usage
from checker.domain import BrandKit, CleanDraft, Compiled, Sharpening
from checker.kits.compiling.asking import Answers, Order, ask
from checker.kits.compiling.cleaning import as_compiled, cleaned
from checker.kits.compiling.origin import origin
from checker.kits.compiling.questions import places
from checker.kits.compiling.sparing import Heard, heard_in
from checker.kits.importing.wording import flat


@dataclass(frozen=True)
class Compiling:
    """What came of compiling a kit."""

    parts: Mapping[str, Compiled]
    """By guideline."""
    remarks: Mapping[str, tuple[str, ...]]
    """What was taken out or is doubtful, by guideline."""
    failed: Mapping[str, str]
    """Why there is nothing new, by guideline."""
    without_drafts: str = ""
    """Why rules could not be held against drafts that keep every guideline; empty where they were."""
    usage: Usage = field(default_factory=Usage)


def compile_kit(order: Order) -> Compiling:
    """Return the compiled parts that the order asks for."""
    answers = ask(order)
    parts: dict[str, Sharpening] = {g.id: g.compiled for g in order.kit.guidelines if g.compiled}
    parts.update((name, written.part) for name, written in answers.written.items())
    fine = tuple(what_is_fine(order.kit, parts, answers.drafts))
    return _looked_over(order.kit, answers, fine)


def what_is_fine(
    kit: BrandKit, parts: Mapping[str, Sharpening], drafts: Sequence[CleanDraft] = ()
) -> Iterator[Heard]:
    """Yield what nothing may flag: on-brand sentences, some of them headlines, approved claims, clean drafts.

    Args:
        kit: the kit.
        parts: what was written for its guidelines, by guideline.
        drafts: drafts that keep every guideline.
    """
    for part in parts.values():
        yield from (Heard(flat(text), is_lead=bool(part.opening)) for text in part.on_brand)
    for guideline in kit.guidelines:
        yield from (Heard(flat(text)) for text in (*guideline.allows, *guideline.examples.on_brand))
    for draft in drafts:
        yield from heard_in(draft)


def _looked_over(kit: BrandKit, answers: Answers, fine: Sequence[Heard]) -> Compiling:
    parts, remarks = {}, {}
    for guideline in kit.guidelines:
        if guideline.id not in answers.written:
            continue
        written = answers.written[guideline.id]
        kept = cleaned(written.part, fine, places(kit))
        parts[guideline.id] = as_compiled(
            kept.part, by=written.by, prompt=written.prompt, of=origin(guideline)
        )
        remarks[guideline.id] = kept.remarks
    return Compiling(
        parts=MappingProxyType(parts),
        remarks=MappingProxyType(remarks),
        failed=MappingProxyType(answers.failed),
        without_drafts=answers.without_drafts,
        usage=answers.usage,
    )
