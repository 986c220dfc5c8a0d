"""Labelled brands from their folders: everything that is wrong with them is said at once.

A brand's folder holds `guidelines.json`, `labels.json` and `drafts/<id>.md`; `SPLIT.yaml` beside the
folders says which brands the checker may be tuned on.
"""

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from checker.domain import Noun
from checker.errors import InputError
from evals.labels import Brand, Case, Fault, FaultKind, Labels, Split, Tier

FOLDER = Path(__file__).parent / "cases"
"""The brands that are shipped."""
FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
"""The lines before a draft's body."""
File = TypeVar("File")
"""What one kind of file is parsed to."""


class InvalidCases(InputError):
    """Labelled brands with problems, all of them at once.

    Args:
        problems: one line each, with the file and the draft.
    """

    def __init__(self, problems: tuple[str, ...]) -> None:
        """Keep the problems, and join them for display."""
        super().__init__("\n".join(problems))
        self.problems = problems


class _LabelFile(Noun):
    drafts: Mapping[str, Labels]


class _GuidelineId(Noun, extra="ignore"):
    id: str


class _GuidelineFile(Noun, extra="ignore"):
    guidelines: tuple[_GuidelineId, ...]


class _SplitFile(Noun):
    tuned: tuple[str, ...]
    held_back: tuple[str, ...]


def load(folder: Path = FOLDER) -> tuple[Brand, ...]:
    """Return the brands in *folder*, by name.

    Raises:
        InvalidCases: a file is missing or malformed, or label, draft and guideline don't fit together.
    """
    splits = _splits(folder)
    problems = list(_misplaced(folder, splits))
    brands = []
    for name in sorted(splits):
        try:
            brands.append(_brand(folder / name, splits[name]))
        except InvalidCases as error:
            problems.extend(error.problems)
    if problems:
        raise InvalidCases(tuple(problems))
    return tuple(brands)


def body_of(text: str) -> str:
    """Return a draft's *text* without its front matter."""
    return FRONT_MATTER.sub("", text)


def _splits(folder: Path) -> Mapping[str, Split]:
    path = folder / "SPLIT.yaml"
    lists = _parsed(path, _split_lists)
    if twice := sorted(set(lists.tuned) & set(lists.held_back)):
        raise InvalidCases((f"{path}: both tuned and held back: {', '.join(twice)}. Keep one.",))
    return dict.fromkeys(lists.tuned, Split.TUNED) | dict.fromkeys(lists.held_back, Split.HELD_BACK)


def _split_lists(text: str) -> _SplitFile:
    return _SplitFile.model_validate(YAML(typ="safe", pure=True).load(text))


def _misplaced(folder: Path, splits: Mapping[str, Split]) -> Iterator[str]:
    found = {path.name for path in folder.iterdir() if path.is_dir() and not path.name.startswith(".")}
    for name in sorted(found - splits.keys()):
        yield f"{folder / 'SPLIT.yaml'}: {name} is in neither list. Say whether it is tuned or held back."


def _brand(folder: Path, split: Split) -> Brand:
    guidelines = _parsed(folder / "guidelines.json", _GuidelineFile.model_validate_json).guidelines
    labels = _parsed(folder / "labels.json", _LabelFile.model_validate_json).drafts
    drafts = {path.stem: _read(path) for path in sorted((folder / "drafts").glob("*.md"))}
    _refuse_gaps(folder, drafts, labels)
    cases = tuple(_case(folder, name, text, labels[name]) for name, text in drafts.items())
    _refuse_misfits(folder, cases, {guideline.id for guideline in guidelines})
    return Brand(
        name=folder.name,
        tier=Tier.EVERYDAY if folder.name.startswith("everyday-") else Tier.HARD,
        split=split,
        cases=cases,
        digest=_digest(folder),
    )


def _case(folder: Path, name: str, text: str, labels: Labels) -> Case:
    return Case(
        brand=folder.name,
        id=name,
        draft=folder / "drafts" / f"{name}.md",
        kit=folder / "guidelines.json",
        body=body_of(text),
        labels=labels,
    )


def _refuse_gaps(folder: Path, drafts: Mapping[str, str], labels: Mapping[str, Labels]) -> None:
    problems = [f"{folder}: no drafts in drafts/. Add one Markdown file a draft."] if not drafts else []
    problems += [f"{folder}/labels.json: {name}: no draft of that name." for name in labels.keys() - drafts]
    problems += [f"{folder}/drafts/{name}.md: not labelled." for name in drafts.keys() - labels.keys()]
    if problems:
        raise InvalidCases(tuple(sorted(problems)))


def _refuse_misfits(folder: Path, cases: tuple[Case, ...], guidelines: set[str]) -> None:
    problems = [
        f"{folder}/labels.json: {case.id}: {problem}"
        for case in cases
        for problem in _misfits(case, guidelines)
    ]
    if problems:
        raise InvalidCases(tuple(problems))


def _misfits(case: Case, guidelines: set[str]) -> Iterator[str]:
    if (case.labels.verdict == "flag") != bool(case.labels.findings):
        yield f"verdict is “{case.labels.verdict}” with {len(case.labels.findings)} finding(s)."
    for fault in case.labels.findings:
        yield from _fault_misfits(case.body, fault, guidelines)
    for lookalike in case.labels.lookalikes:
        if not lookalike.quote or lookalike.quote not in case.body:
            yield f"look-alike not in the draft: “{lookalike.quote}”"


def _fault_misfits(body: str, fault: Fault, guidelines: set[str]) -> Iterator[str]:
    if fault.guideline not in guidelines:
        yield f"no guideline “{fault.guideline}” in guidelines.json."
    if (fault.kind is FaultKind.MISSING) != (not fault.quote):
        yield f"a {fault.kind} label {'has no' if not fault.quote else 'may not have a'} quote: {fault.why}"
    elif fault.quote not in body:
        yield f"quote not in the draft: “{fault.quote}”"


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise InvalidCases((f"{path}: no such file.",)) from error
    except UnicodeDecodeError as error:
        raise InvalidCases((f"{path}: not UTF-8.",)) from error


def _parsed(path: Path, parse: Callable[[str], File]) -> File:
    text = _read(path)
    try:
        return parse(text)
    except YAMLError as error:
        raise InvalidCases((f"{path}: not YAML: {error}",)) from error
    except ValidationError as error:
        places = [(".".join(map(str, each["loc"])) or "the file", each["msg"]) for each in error.errors()]
        raise InvalidCases(tuple(f"{path}: {place}: {message}" for place, message in places)) from error


def _digest(folder: Path) -> str:
    counted = hashlib.sha256()
    files = [folder / "guidelines.json", folder / "labels.json", *sorted((folder / "drafts").glob("*.md"))]
    for path in files:
        text = _read(path)
        counted.update(f"{path.name}\0{len(text)}\0{text}".encode())
    return counted.hexdigest()
