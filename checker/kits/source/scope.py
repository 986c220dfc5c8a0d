"""Where reading stands in a file, and the problems that it has met so far."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from rapidfuzz import fuzz, process

from checker.kits.source.tree import Field

SHOWN = 60
"""How much of somebody's text a message repeats."""
UNSHOWABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
"""Control characters and lone surrogates, which no report can carry."""
CLOSE = 65
"""From which likeness, of 100, a name is taken for a slip of another."""
MAX_TOLD = 500
"""How many problems are told at once."""
LISTED = 12
"""How many names a message lists."""


class Complaint(NamedTuple):
    """One problem, and where it stands."""

    file: str
    line: int
    what: str

    def __str__(self) -> str:
        """Return it as editors make it clickable."""
        return f"{self.file}:{self.line}: {self.what}" if self.line else f"{self.file}: {self.what}"


class Vocabulary(NamedTuple):
    """The names that a kit may use without defining them; none where they are not to be checked."""

    themes: frozenset[str] | None = None
    concepts: frozenset[str] | None = None


UNCHECKED = Vocabulary()
"""No list to check names against."""


@dataclass(frozen=True)
class Scope:
    """Where reading stands: a file, what is being read in it, and what was wrong so far."""

    file: str
    complaints: list[Complaint]
    known: Vocabulary = UNCHECKED
    subject: str = ""

    def inside(self, path: Path) -> "Scope":
        """Return the same reading, in the file *path*."""
        return replace(self, file=str(path))

    def about(self, subject: str) -> "Scope":
        """Return the same place, whose problems name *subject*."""
        return replace(self, subject=subject)

    def complain(self, line: int, what: str) -> None:
        """Note a problem on *line*; 0 where the file as a whole is meant."""
        said = f"{self.subject}: {what}" if self.subject else what
        self.complaints.append(Complaint(self.file, line, said))

    def reject(self, field: Field, what: str) -> None:
        """Note that *field*'s value is wrong; *what* follows its name in the message."""
        self.complain(field.value.line, f'"{field.name}" {what}')


def told(complaints: Sequence[Complaint]) -> tuple[str, ...]:
    """Return *complaints* from the first line of the first file to the last of the last, a text each."""
    ordered = sorted(complaints, key=lambda complaint: (complaint.file, complaint.line))
    more = len(ordered) - MAX_TOLD
    texts = tuple(str(complaint) for complaint in ordered[:MAX_TOLD])
    return (*texts, f"… and {more:,} more problems") if more > 0 else texts


def shown(text: str) -> str:
    """Return *text* in quotation marks, short enough for a message and safe to print."""
    clean = " ".join(UNSHOWABLE.sub("�", text).split())
    return f'"{clean[: SHOWN - 1]}…"' if len(clean) > SHOWN else f'"{clean}"'


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """Return `did you mean "…"?` for a slip of the pen, else the names to choose from."""
    names = list(known)
    found = process.extractOne(name[:SHOWN].lower(), names, scorer=fuzz.ratio, score_cutoff=CLOSE)
    if found:
        return f'did you mean "{found[0]}"?'
    rest = f" and {len(names) - LISTED} more" if len(names) > LISTED else ""
    return f"it is one of {', '.join(names[:LISTED])}{rest}" if names else "none is known"
