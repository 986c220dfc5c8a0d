"""Annotate a folder's files and open the copies in LibreOffice: `python -m evals.bench.annotating IN OUT`.

Every file gets findings all over it, made up, at words that are really there. Drafts and copies are turned
into PDF by LibreOffice (`soffice`), and pages into pictures by poppler (`pdftoppm`), for somebody to look at.
It says how many copies could be made, which of them LibreOffice can't open though it opens the draft, and how
long that took.
"""

import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from checker.annotators import ANNOTATORS, annotated
from checker.annotators.original import Original
from checker.bootstrap import lexicon, load_kit, read_content
from checker.domain import BrandKit, Checked, Document, Finding, Location, Severity
from checker.errors import InputError
from checker.reporting import unread
from checker.settings import Settings

KIT = Path("corpus/kits/ottermere/kit.yaml")
WORDS = re.compile(r"\w[\w’'-]*(?: \w[\w’'-]*){0,3}")
FINDINGS = 12
"""Findings in each document."""

RESOLUTION = "60"
"""Dots per inch of the pictures."""

OFFICE = re.compile(r"\.(?:doc|dot|pp[st]|pot)[xm]", re.IGNORECASE)


class Outcome(NamedTuple):
    """What became of one file."""

    name: str
    format_name: str
    seconds: float
    problem: str
    """Why there is no copy; empty where there is one."""


def main(folder: Path, out: Path) -> None:
    """Annotate the files of *folder*, open them, and print what came of it."""
    drafts, copies = out / "drafts", out / "copies"
    for place in (drafts, copies):
        place.mkdir(parents=True, exist_ok=True)
    outcomes = list(_annotate(folder, drafts, copies))
    for outcome in outcomes:
        _say(f"{outcome.seconds:6.2f} s  {outcome.format_name:8} {outcome.name}  {outcome.problem}")
    _say(f"{sum(not outcome.problem for outcome in outcomes)} of {len(outcomes)} annotated")
    if shutil.which("soffice") is None or shutil.which("pdftoppm") is None:
        _say("LibreOffice and poppler are not here, so no copy was opened.")
        return
    before, after = (_opened(place, out / f"{place.name}-pdf") for place in (drafts, copies))
    for name in sorted(before - after):
        _say(f"LibreOffice opens {name}, and its copy not")
    _say(f"LibreOffice opens {len(before)} drafts and {len(after)} copies; pictures are in {out}")


def _say(line: str) -> None:
    print(line, flush=True)  # noqa: T201 - a bench speaks


def _annotate(folder: Path, drafts: Path, copies: Path) -> Iterator[Outcome]:
    """Yield what became of each file that can be read and annotated."""
    settings, kit = Settings(), load_kit(KIT, lexicon())

    def read(content: bytes, source: str) -> tuple[Document, ...]:
        return read_content(content, source, settings)

    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        content = path.read_bytes()
        try:
            documents = read(content, path.name)
        except InputError:
            continue
        if documents[0].format not in ANNOTATORS:
            continue
        started, problem = time.perf_counter(), ""
        try:
            checked = [_checked(document, kit) for document in documents]
            copy = annotated(Original(content, path.name), checked, kit, read)
            (drafts / path.name).write_bytes(content)
            (copies / path.name).write_bytes(copy)
        except InputError as error:
            problem = str(error)
        yield Outcome(path.name, documents[0].format, time.perf_counter() - started, problem)


def _checked(document: Document, kit: BrandKit) -> Checked:
    """Return *document* with findings all over it, each within a block."""
    spans = [
        match.span()
        for block in document.blocks
        for match in WORDS.finditer(document.text, block.start, block.end)
    ]
    chosen = spans[:: max(1, len(spans) // FINDINGS)][:FINDINGS]
    findings = tuple(_finding(document, span, number) for number, span in enumerate(chosen))
    _, empty = unread(document.source, "made up", kit=kit, engine={})
    return Checked(document, empty.model_copy(update={"findings": findings}))


def _finding(document: Document, span: tuple[int, int], number: int) -> Finding:
    start, end = span
    block = next(block for block in document.blocks if block.start <= start < block.end)
    place = block.place.model_dump(exclude={"line"})
    return Finding(
        id=str(number),
        check="off-message",
        guideline="made-up",
        severity=list(Severity)[number % len(Severity)],
        confidence=1.0,
        origin="rule",
        location=Location(start=start, end=end, line=1, column=1, **place),
        quote=document.text[start:end],
        guideline_quote="Lead with ease of use.",
        explanation="This was chosen at random.",
        suggestion="Say how easy it is.",
    )


def _opened(folder: Path, out: Path) -> set[str]:
    """Return the files of *folder* that LibreOffice opens, and put pictures of their pages into *out*."""
    out.mkdir(exist_ok=True)
    files = sorted(str(path) for path in folder.iterdir() if OFFICE.fullmatch(path.suffix))
    profile = f"-env:UserInstallation={(out / '.profile').resolve().as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(out), *files]
    subprocess.run(command, check=False, capture_output=True)  # noqa: S603 - our own files
    for path in folder.glob("*.pdf"):
        shutil.copy(path, out)
    found = {path.stem for path in out.glob("*.pdf")}
    for name in found:
        picture = ["pdftoppm", "-r", RESOLUTION, "-png", str(out / f"{name}.pdf"), str(out / name)]
        subprocess.run(picture, check=False, capture_output=True)  # noqa: S603 - our own files
    return found


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
