"""Plain text: the file's own text is the document's, so that a finding's line and column are the file's."""

import re
from collections.abc import Iterator

from checker.composition import Composition
from checker.domain import BlockKind, Document, Limits
from checker.parsing.decoding import read_text
from checker.parsing.pieces import Stretch
from checker.parsing.prose import parse

FORMAT = "text"

LONGEST_TITLE = 100
"""Characters of a headline."""

GREETING = re.compile(r"(?:hi|hello|hey|dear|good (?:morning|afternoon|evening)|thanks?)\b", re.IGNORECASE)


def read(content: bytes, source: str, limits: Limits) -> tuple[Document, ...]:
    """Return the document.

    Raises:
        UnreadableDocument: it is over a limit.
    """
    text = read_text(content, source, limits)
    composition = Composition(text)
    title = ""
    for stretch in _titled(text, parse(text)):
        composition.mark(stretch.start, stretch.end, stretch.kind, **stretch.traits)
        if stretch.kind in {BlockKind.TITLE, BlockKind.SUBJECT}:
            title = title or " ".join(text[stretch.start : stretch.end].split())
    return (composition.finish(content, source=source, format_name=FORMAT, title=title),)


def _titled(text: str, stretches: tuple[Stretch, ...]) -> Iterator[Stretch]:
    """Yield *stretches*, the first as the title where it stands alone like a headline."""
    for number, stretch in enumerate(stretches):
        is_first = number == 0 and len(stretches) > 1
        is_alone = is_first and text.count("\n", stretch.end, stretches[1].start) > 1
        yield stretch._replace(kind=BlockKind.TITLE) if is_alone and _is_headline(text, stretch) else stretch


def _is_headline(text: str, stretch: Stretch) -> bool:
    words = text[stretch.start : stretch.end]
    if stretch.kind is not BlockKind.PARAGRAPH or stretch.traits or "\n" in words or GREETING.match(words):
        return False
    return len(words) <= LONGEST_TITLE and not words.endswith((".", ",", ";", ":"))
