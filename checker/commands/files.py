"""Which files a request means: files, folders, globs, standard input."""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from checker.errors import InputError

SUFFIXES = frozenset(
    ".md .markdown .txt .text .html .htm .xhtml .docx .docm .dotx .dotm .pptx .pptm .ppsx .ppsm .potx "
    ".potm .pdf .eml .mbox .csv .tsv .json .jsonl .ndjson .doc .ppt .rtf .odt .odp".split()
)
"""Files of a folder that are drafts; old formats are among them so that they are named, not passed over."""


STANDARD_INPUT = "standard input"
"""What a draft that came on standard input is called."""


def gather(names: Sequence[str], *, standard_input: Path) -> list[Path]:
    """Return the files that *names* mean, each once, in order.

    Args:
        names: files, folders, globs, or `-`.
        standard_input: a folder where what comes on standard input may be put.

    Raises:
        InputError: if a name means nothing.
    """
    found: dict[Path, None] = {}
    for name in names:
        found.update(dict.fromkeys(_meant(name, standard_input)))
    return list(found)


def _meant(name: str, standard_input: Path) -> Iterator[Path]:
    if name == "-":
        path = standard_input / STANDARD_INPUT
        path.write_bytes(sys.stdin.buffer.read())
        yield path
        return
    path = Path(name)
    if path.is_dir():
        yield from _within(path)
    elif path.exists():
        yield path
    else:
        matches = sorted(_matching(name))
        if not matches:
            raise InputError(
                f"{name}: there is no such file or folder. Check the name, or quote the pattern."
            )
        for match in matches:
            yield from _within(match) if match.is_dir() else (match,)


def _matching(pattern: str) -> Iterator[Path]:
    """Yield what a pattern such as `drafts/**/*.pptx` matches."""
    path = Path(pattern)
    root = Path(path.anchor) if path.is_absolute() else Path()
    yield from root.glob(str(path.relative_to(path.anchor)) if path.is_absolute() else pattern)


def _within(folder: Path) -> Iterator[Path]:
    files = sorted(p for p in folder.rglob("*") if p.is_file() and p.suffix.lower() in SUFFIXES)
    shown = [p for p in files if not any(part.startswith(".") for part in p.relative_to(folder).parts)]
    if not shown:
        raise InputError(f"{folder}: no drafts in this folder. Known endings: {' '.join(sorted(SUFFIXES))}.")
    yield from shown
