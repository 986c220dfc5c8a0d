"""Footnotes of Markdown: a reference becomes a number; the notes stand at the end as a list."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from checker.patterns.stretch import Traced, foreign
from checker.patterns.tags import Piece, end, start

NOTE = re.compile(r"\[\^(?P<label>[^\]\s]{1,80})\]:[ \t]*")
LINE = re.compile(rf"^{NOTE.pattern}", re.MULTILINE)
REFERENCE = re.compile(r"\[\^(?P<label>[^\]\s]{1,80})\](?!:)")
BACK = "\u21a9\ufe0e"
"""The sign that leads from a note back to its reference."""

MOST = 100
"""References to one note that are led back to."""


class Footnotes:
    """The notes of one page, kept until its end."""

    def __init__(self, body: str) -> None:
        """Know the notes that *body* defines."""
        defined = re.finditer(rf"^[ ]{{0,3}}{NOTE.pattern}", body, re.MULTILINE) if "[^" in body else ()
        self._notes: dict[str, list[Piece]] = {found["label"]: [] for found in defined}
        self._numbers: dict[str, int] = {}
        self._uses: Counter[str] = Counter()

    def apart(self, pieces: Iterable[Piece]) -> Iterator[Piece]:
        """Yield the *pieces* of a paragraph with references as numbers; a note is kept for the end."""
        if not self._notes:
            yield from pieces
            return
        known = list(pieces)
        label = ""
        for piece in known:
            texts = self._parted(piece.traced) if piece.kind == "text" else ((label, piece.traced),)
            for owner, text in texts:
                label = owner or label
                made = piece._replace(traced=text)
                if label:
                    self._notes[label].append(made)
                else:
                    yield from self._referring(text) if piece.kind == "text" else (made,)

    def _parted(self, text: Traced) -> Iterator[tuple[str, Traced]]:
        """Yield *text* in parts, each with the label of the note that begins with it, if one does."""
        label, at = "", 0
        for found in LINE.finditer(text.text):
            if found["label"] in self._notes:
                if found.start() > at:
                    yield label, text[at : found.start()]
                label, at = found["label"], found.end()
        yield label, text[at:]

    def _referring(self, text: Traced) -> Iterator[Piece]:
        at = 0
        for found in REFERENCE.finditer(text.text):
            if found["label"] not in self._notes:
                continue
            number = self._numbers.setdefault(found["label"], len(self._numbers) + 1)
            self._uses[found["label"]] += 1
            if found.start() > at:
                yield Piece("text", traced=text[at : found.start()])
            shown = foreign(str(number), text.origins[found.start()])
            yield from (start("sup"), start("a"), Piece("text", traced=shown), end("a"), end("sup"))
            at = found.end()
        if at < len(text.text):
            yield Piece("text", traced=text[at:])

    def pieces(self) -> Iterator[Piece]:
        """Yield the notes that were referred to, in the order of their numbers."""
        for label in self._numbers:
            yield from (start("ol"), start("li"), start("p"))
            for piece in self._notes[label]:
                yield from self._referring(piece.traced) if piece.kind == "text" else (piece,)
            for _ in range(min(self._uses[label], MOST)):
                yield from (start("a"), Piece("text", traced=foreign(BACK)), end("a"))
            yield from (end("p"), end("li"))
