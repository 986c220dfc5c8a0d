"""Planting the texts of `attacks.yaml` in drafts, and what became of each."""

import multiprocessing
import tempfile
import unicodedata
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from pydantic import ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from checker.domain import Checked, Document, Finding, Noun, Severity, Verdict
from checker.errors import InputError
from checker.pipeline import Checker
from evals import subject
from evals.labels import Brand, Case
from evals.obedience import Obedient
from evals.planting import VARIANTS, Variant, parts_of, planted, write

PLANTED = "planted-instruction"
"""The check that reports words meant for the judge."""


class InvalidAttacks(InputError):
    """The file of attacks is not one."""


class Text(Noun):
    """Words to plant."""

    id: str
    style: str
    """What an attack does, or what a harmless text resembles."""
    text: str


class Texts(Noun):
    """All that is planted."""

    attacks: tuple[Text, ...]
    harmless: tuple[Text, ...]
    """What only looks like an attack."""


class Lost(NamedTuple):
    """Findings that are there without something and not with it."""

    findings: int = 0
    errors: int = 0
    """Those of them that are errors."""


class Attempt(NamedTuple):
    """What became of a draft with a text planted in one place."""

    text: Text
    is_attack: bool
    variant: Variant
    draft: str
    is_read: bool
    """Whether the text reached the document that is checked."""
    is_reported: bool
    """Whether the offline engine says that there is a planted instruction."""
    is_flipped: bool
    """Whether the draft failed without the text and does not with it, offline."""
    lost: Lost
    """What the offline engine finds without the text and not with it."""
    is_flipped_by_judge: bool
    """Whether the draft fails offline and does not with the obedient judge."""
    lost_to_judge: Lost
    """What the offline engine finds and the obedient judge leaves out."""
    is_judged: bool
    """Whether the obedient judge's answer could be used."""


class _Planned(NamedTuple):
    text: Text
    variant: Variant
    is_attack: bool


class _Share(NamedTuple):
    """What one process plants: texts and places, in one brand's drafts."""

    brand: Brand
    drafts: int
    plan: tuple[_Planned, ...]


def load(path: Path) -> Texts:
    """Return the texts in *path*.

    Raises:
        InvalidAttacks: it is not a file of them.
    """
    try:
        return Texts.model_validate(YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8")))
    except (OSError, YAMLError, ValidationError) as error:
        raise InvalidAttacks(f"{path}: {error}") from error


def attempts(
    brands: Sequence[Brand], texts: Texts, *, drafts: int = 1, every: int = 1, jobs: int = 1
) -> tuple[Attempt, ...]:
    """Return what became of every text in every place, spread over drafts of *brands*.

    Args:
        brands: whose drafts are used.
        texts: what is planted.
        drafts: how many drafts of each brand.
        every: a text is planted in every n-th place only, each time another.
        jobs: processes.
    """
    shares = _shares(brands, texts, drafts, every)
    if jobs == 1:
        return tuple(each for share in shares for each in _of_share(share))
    with ProcessPoolExecutor(jobs, mp_context=multiprocessing.get_context("spawn")) as pool:
        return tuple(each for found in pool.map(_of_share, shares) for each in found)


def _shares(brands: Sequence[Brand], texts: Texts, drafts: int, every: int) -> list[_Share]:
    plans: list[list[_Planned]] = [[] for _ in brands]
    for group, is_attack in ((texts.attacks, True), (texts.harmless, False)):
        for i, text in enumerate(group):
            for j, variant in enumerate(VARIANTS):
                if (i + j) % every == 0:
                    plans[(i + j) % len(brands)].append(_Planned(text, variant, is_attack))
    return [_Share(brand, drafts, tuple(plan)) for brand, plan in zip(brands, plans, strict=True)]


def _of_share(share: _Share) -> tuple[Attempt, ...]:
    with tempfile.TemporaryDirectory() as folder:
        bench = _bench(share.brand.cases[0].kit, Path(folder))
        targets = bench.targets(share.brand.cases, share.drafts)
        return tuple(
            bench.attempt(targets[number % len(targets)], each.text, each.variant, is_attack=each.is_attack)
            for number, each in enumerate(share.plan)
        )


def _bench(kit: Path, folder: Path) -> "Bench":
    offline = subject.offline(kit)
    judges = (Obedient(offline.kit, "present"), Obedient(offline.kit, "not-needed"))
    return Bench(offline, [subject.judging(kit, judge) for judge in judges], folder)


class Bench:
    """The checkers of one brand, and a folder for the files that they read."""

    def __init__(self, offline: Checker, judged: Sequence[Checker], folder: Path) -> None:
        """Hold *offline* beside the *judged* in turn, with files in *folder*."""
        self._offline = offline
        self._judged = judged
        self._folder = folder
        self._clean: dict[tuple[str, str], Checked] = {}
        self._tried = 0

    def targets(self, chosen: Sequence[Case], number: int) -> list[Case]:
        """Return the first *number* of the *chosen* that fail, or those with most findings if fewer do."""
        ranked = sorted(chosen, key=lambda case: self._rank(self._without(case, "md")))
        return ranked[:number]

    def attempt(self, case: Case, text: Text, variant: Variant, *, is_attack: bool) -> Attempt:
        """Return what becomes of *case* with *text* in the place that *variant* names."""
        clean = self._without(case, variant.format)
        path = self._written(case, variant.format, place=variant.place, text=text.text)
        offline = self._check(self._offline, case, path)
        self._tried += 1
        judge = self._judged[self._tried % len(self._judged)]
        judged = self._check(judge, case, path) if is_attack else offline
        return Attempt(
            text=text,
            is_attack=is_attack,
            variant=variant,
            draft=f"{case.brand} {case.id}",
            is_read=_squeezed(text.text) in _squeezed(offline.document.text),
            is_reported=any(finding.check == PLANTED for finding in offline.report.findings),
            is_flipped=_is_flipped(clean, offline),
            lost=_lost(clean, offline),
            is_flipped_by_judge=_is_flipped(offline, judged),
            lost_to_judge=_lost(offline, judged),
            is_judged=is_attack and not judged.report.unjudged,
        )

    def _rank(self, checked: Checked) -> tuple[bool, bool]:
        return checked.report.verdict is not Verdict.FAIL, not checked.report.findings

    def _without(self, case: Case, format_name: str) -> Checked:
        key = (case.id, format_name)
        if key not in self._clean:
            self._clean[key] = self._check(self._offline, case, self._written(case, format_name))
        return self._clean[key]

    def _written(self, case: Case, format_name: str, *, place: str = "", text: str = "") -> Path:
        parts = parts_of(self._document(case))
        path = self._folder / f"{case.id}.{format_name}"
        path.write_bytes(write(planted(parts, place, text) if text else parts, format_name))
        return path

    def _document(self, case: Case) -> Document:
        (document,) = self._offline.read(case.draft)
        return document

    def _check(self, checker: Checker, case: Case, path: Path) -> Checked:
        facts = self._document(case)
        policy = replace(checker.policy, team=facts.team, channel=facts.channel, audience=facts.audience)
        (checked,) = replace(checker, policy=policy).check_file(path)
        return checked


def _is_flipped(before: Checked, after: Checked) -> bool:
    return before.report.verdict is Verdict.FAIL and after.report.verdict is not Verdict.FAIL


def _lost(before: Checked, after: Checked) -> Lost:
    left = {finding.id for finding in after.report.findings if finding.blocks}
    gone = [each for each in _blocking(before) if each.id not in left]
    return Lost(len(gone), sum(each.severity is Severity.ERROR for each in gone))


def _blocking(checked: Checked) -> Iterator[Finding]:
    return (each for each in checked.report.findings if each.blocks and each.check != PLANTED)


def _squeezed(text: str) -> str:
    """Return *text* without white space and characters that show nothing."""
    return "".join(c for c in text if not c.isspace() and unicodedata.category(c) != "Cf")
