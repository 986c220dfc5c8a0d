"""`brandcheck kit import`: a guide that was written for people becomes a draft kit to review."""

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from checker.asking import Model
from checker.bootstrap import language_model, lexicon, read_file
from checker.commands.files import SUFFIXES
from checker.domain import BrandKit, Document
from checker.dossier import Lexicon
from checker.errors import InputError
from checker.judges.discretion import kept_in
from checker.kits.importing import draft_kit
from checker.kits.importing.by_model import GuideReader, ModelImport, portion
from checker.kits.interpret import interpret
from checker.kits.lint import Problem
from checker.kits.lint import lint as lint_kit
from checker.settings import Settings

PAGES = SUFFIXES - {".csv", ".json", ".jsonl", ".ndjson", ".eml", ".mbox"}
"""Files of a folder that may be pages of a guide."""
FIRST = re.compile(r"(?:index|readme|introduction|about)\b", re.IGNORECASE)
"""What the page is called that a guide begins with."""
LIKE_GUIDE = re.compile(r"guid|style|brand|voice|tone|messag|handbook|playbook", re.IGNORECASE)
"""What a folder is called that holds a guide."""


@dataclass(frozen=True)
class Request:
    """What the caller asked for."""

    guide: Path
    output: Path | None = None
    by_judge: bool = False


def run(request: Request, *, model: Model | None = None) -> int:
    """Write a draft kit made from a guide to a file or the screen; return 3 if parts of it were not read.

    Args:
        request: what the caller asked for.
        model: the language model that reads, where it is not the one that the settings name.

    Raises:
        InputError: if the guide can't be read, or the output exists.
        ModelFailed: if the model answered for no part of the guide.
    """
    settings, words = Settings(), lexicon()
    if request.output and request.output.exists():
        raise InputError(f"{request.output}: there is a file already. Choose another name, or move it away.")
    documents, unread = _documents(request.guide, settings)
    if request.by_judge:
        made = _by_model(documents, settings, model, words)
        _write(made.kit, request.output, _summary(made))
        return 3 if unread or not made.is_complete else 0
    drafted = draft_kit(*documents, examine=lambda kit: _problems(kit, words))
    _write(drafted, request.output, ())
    return 3 if unread else 0


def _by_model(
    documents: list[Document], settings: Settings, model: Model | None, words: Lexicon
) -> ModelImport:
    for document in documents:
        if reason := kept_in(document, settings.judge):
            raise InputError(
                f"{document.source}: {reason}, so it is not shown to a model. Import it without --judge, "
                "or take the mark out of BRANDCHECK_JUDGE__CONFIDENTIAL."
            )
    reader = GuideReader(
        model=model or language_model(settings),
        themes=words.themes,
        examine=lambda kit: _problems(kit, words),
        size=portion(settings.judge.window, settings.judge.max_output),
        tell=_tell,
    )
    return reader.read(documents)


def _documents(guide: Path, settings: Settings) -> tuple[list[Document], bool]:
    """Return the documents of a guide, and whether a page of it could not be read."""
    if not guide.is_dir():
        return list(read_file(guide, settings)[:1]), False
    documents: list[Document] = []
    failures: list[InputError] = []
    for page in _pages(guide):
        try:
            documents += read_file(page, settings)[:1]
        except InputError as error:
            failures.append(error)
            _tell(f"Not read: {error}")
    if not documents:
        raise failures[0]
    _tell(f"Read {len(documents)} pages.")
    return documents, bool(failures)


def _pages(folder: Path) -> list[Path]:
    """Return the pages of the guide in *folder*, its first page first.

    Those that lie in the folder itself are the guide; where none does, those in the folders below it that
    are called like a guide, or in all of them.

    Raises:
        InputError: if there are none.
    """
    own = [path for path in folder.iterdir() if _is_page(path)]
    below = [path for path in folder.iterdir() if path.is_dir() and not path.name.startswith(".")]
    alike = [path for path in below if LIKE_GUIDE.search(path.name)]
    passed = [path.name for path in below if own or (alike and path not in alike)]
    if passed:
        _tell(f"Passed over, as other than the guide's pages: {', '.join(sorted(passed))}.")
    found = own or [page for path in (alike or below) for page in path.rglob("*") if _is_page(page)]
    if not found:
        raise InputError(f"{folder}: no pages in this folder. Known endings: {' '.join(sorted(PAGES))}.")
    return sorted(found, key=lambda page: (page.parent, not FIRST.match(page.name), page.name))


def _is_page(path: Path) -> bool:
    return path.is_file() and path.suffix.lower() in PAGES and not path.name.startswith(".")


def _problems(kit: BrandKit, words: Lexicon) -> tuple[Problem, ...]:
    return lint_kit(interpret(kit, concepts=words.concepts, themes=words.themes))


def _summary(made: ModelImport) -> Iterator[str]:
    yield f"{len(made.guidelines)} guidelines, each with the words that it comes from."
    for text, rows in (
        ("said by the model and left out, since the guide does not say it", made.dropped),
        ("things taken back, since they clash with the rest", made.clashing),
        ("passages of the guide not used", made.unused),
        ("places where the guide speaks to a program; not obeyed", made.addressed),
        ("parts of the guide not answered by the model", made.unanswered),
    ):
        if rows:
            yield f"{len(rows)} {text}; they are listed at the end of the kit."


def _write(kit: str, output: Path | None, remarks: Iterator[str] | tuple[str, ...]) -> None:
    for remark in remarks:
        _tell(remark)
    if output is None:
        sys.stdout.write(kit)
        return
    output.parent.mkdir(parents=True, exist_ok=True)
    output.write_text(kit, encoding="utf-8")
    sys.stdout.write(f"Written to {output}. Review it, then try: brandcheck kit lint {output}\n")


def _tell(text: str) -> None:
    sys.stderr.write(f"{text}\n")
