"""Annotate a folder's files and open the copies in LibreOffice: `python -m evals.bench.annotating IN OUT`.

Every file gets findings all over it, made up, at words that are really there. LibreOffice (`soffice`) turns
drafts and copies into PDF, its Draw those that are PDF, and poppler makes pictures of pages, for somebody
to look at. It says how many copies could be made and how long that took, which of them LibreOffice can't open
though it opens the draft, and which lack a word of it or have more pages than the summary adds.
"""

import re
import shutil
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
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

AT_ONCE = 8
"""Files that LibreOffice is given at once."""
PATIENCE = 180.0
"""Seconds that it may take for them."""
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
    changed = sorted(name for name in before & after if _differs(name, out))
    for name in changed:
        _say(f"{name}: its copy has other pages or lacks words")
    same = len(before & after) - len(changed)
    _say(f"{same} of {len(before & after)} copies have the draft's pages and words")


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
    """Return the files of *folder* that LibreOffice opens, and put them as PDF, and pictures, into *out*."""
    out.mkdir(exist_ok=True)
    profile = f"-env:UserInstallation={(out / '.profile').resolve().as_uri()}"
    files = sorted(folder.iterdir())
    office = [str(path) for path in files if OFFICE.fullmatch(path.suffix)]
    drawn = [str(path) for path in files if path.suffix.lower() == ".pdf"]
    _convert(profile, out, "pdf", office)
    _convert(profile, out, "pdf:draw_pdf_Export", drawn, "--infilter=draw_pdf_import")
    found = {path.name for path in files if (out / f"{path.stem}.pdf").exists()}
    for name in found:
        page = str((out / name).with_suffix(".pdf"))
        picture = ["pdftoppm", "-r", RESOLUTION, "-png", page, page.removesuffix(".pdf")]
        subprocess.run(picture, check=False, capture_output=True)  # noqa: S603 - our own files
    return found


def _convert(profile: str, out: Path, to: str, files: Sequence[str], *more: str) -> None:
    """Have LibreOffice write *files* into *out*, a few at a time, so that one that kills it costs little."""
    for start in range(0, len(files), AT_ONCE):
        some = files[start : start + AT_ONCE]
        command = ["soffice", profile, "--headless", *more, "--convert-to", to, "--outdir", str(out), *some]
        with suppress(subprocess.TimeoutExpired):
            subprocess.run(command, check=False, capture_output=True, timeout=PATIENCE)  # noqa: S603 - our own files


def _differs(name: str, out: Path) -> bool:
    """Return whether the copy lacks words of the draft, or has other pages but for a summary in front."""
    drafts, copies = (out / f"{place}-pdf" / f"{Path(name).stem}.pdf" for place in ("drafts", "copies"))
    more = _pages(copies) - _pages(drafts)
    return more not in {0, 1} or bool(_words(drafts) - _words(copies))


def _pages(path: Path) -> int:
    told = subprocess.run(["pdfinfo", path], check=False, capture_output=True, text=True).stdout  # noqa: S603, S607 - poppler
    return next((int(line.split()[1]) for line in told.splitlines() if line.startswith("Pages:")), 0)


def _words(path: Path) -> Counter[str]:
    read = subprocess.run(["pdftotext", path, "-"], check=False, capture_output=True).stdout  # noqa: S603, S607 - poppler
    return Counter(re.findall(r"\w+", read.decode("utf-8", "replace")))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
