"""`python -m evals.planted FILE.jsonl`: how often the offline engine sees words that speak to a machine.

Each line of the file is an object with a text, as `user_input` or `text`, and perhaps a `label`: 1 where the
text speaks to a machine, 0 where it only looks like that; 1 where none is given. Texts are grouped by
`injection_type` and `injection_variant`, or by `category`. Each is read as a plain text draft of its own.
Exit codes: 0 measured, 2 the file can't be read.
"""

import json
import math
import sys
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from checker.clues.planted import planted
from checker.domain import Limits
from checker.errors import InputError
from checker.readers import load
from evals.tables import table

SURE = 1.959964
"""Standard deviations on either side that hold 95 % of a normal distribution."""
TEXTS = ("user_input", "text")
GROUPS = ("injection_type", "injection_variant", "category")


class UnreadableTexts(InputError):
    """A file that is not what is measured on."""


class Text(NamedTuple):
    """One text, and what it is."""

    words: str
    group: str
    is_attack: bool


class Outcome(NamedTuple):
    """A text, and whether it was flagged."""

    text: Text
    is_flagged: bool


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure what *arguments*, or the command line's, name; print the tables; return the exit code."""
    parser = ArgumentParser(
        prog="python -m evals.planted", description="Measure the search for planted words."
    )
    parser.add_argument("file", type=Path, help="JSON Lines with `user_input` or `text`, and perhaps `label`")
    parser.add_argument("--show", action="store_true", help="print what was missed and what wrongly flagged")
    asked = parser.parse_args(arguments)
    try:
        outcomes = [Outcome(text, is_flagged(text.words)) for text in texts_of(asked.file)]
    except InputError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    sys.stdout.write(f"{tables(outcomes)}\n")
    if asked.show:
        sys.stdout.writelines(f"{line}\n" for line in _wrong(outcomes))
    return 0


def texts_of(file: Path) -> Iterator[Text]:
    """Yield the texts in *file*.

    Raises:
        UnreadableTexts: if it can't be read, or a line holds no text.
    """
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableTexts(f"{file}: {error}") from error
    for number, line in enumerate(lines, start=1):
        if line.strip():
            yield _text(line, f"{file}:{number}")


def is_flagged(words: str) -> bool:
    """Return whether *words*, as a draft, speak to whoever checks it."""
    [document] = load("text").read(words.encode("utf-8", "replace"), "text.txt", Limits())
    return bool(planted(document))


def tables(outcomes: Iterable[Outcome]) -> str:
    """Return how many of the attacks and of the harmless texts were flagged, by group and together."""
    flagged: Counter[tuple[bool, str]] = Counter()
    whole: Counter[tuple[bool, str]] = Counter()
    for (_, group, is_attack), hit in outcomes:
        for key in ((is_attack, group), (is_attack, "")):
            whole[key] += 1
            flagged[key] += hit
    rows = [
        ("attack" if key[0] else "harmless", key[1] or "all", shown(flagged[key], whole[key]))
        for key in sorted(whole, key=lambda key: (not key[0], not key[1], key[1]))
    ]
    return table(("text", "group", "flagged"), rows)


def shown(part: int, whole: int) -> str:
    """Return a share with its 95 % interval, Wilson's, and its counts: `0.72 (0.55–0.85) 26/36`."""
    share, square = part / whole, SURE**2
    middle = (share + square / (2 * whole)) / (1 + square / whole)
    spread = math.sqrt(share * (1 - share) / whole + square / (4 * whole**2)) * SURE / (1 + square / whole)
    low, high = max(0.0, middle - spread), min(1.0, middle + spread)
    return f"{share:.2f} ({low:.2f}–{high:.2f}) {part}/{whole}"


def _text(line: str, place: str) -> Text:
    try:
        row = json.loads(line)
    except ValueError as error:
        raise UnreadableTexts(f"{place}: not JSON ({error})") from error
    words = next((row[name] for name in TEXTS if name in row), None) if isinstance(row, dict) else None
    if not isinstance(words, str):
        raise UnreadableTexts(f"{place}: no text; call it {' or '.join(TEXTS)}")
    group = ", ".join(str(row[name]) for name in GROUPS if name in row)
    return Text(words, group or "without a group", bool(row.get("label", 1)))


def _wrong(outcomes: Iterable[Outcome]) -> Iterator[str]:
    for text, hit in outcomes:
        if hit is not text.is_attack:
            yield f"{'flagged' if hit else 'missed'} [{text.group}] {' '.join(text.words.split())}"


if __name__ == "__main__":
    sys.exit(main())
