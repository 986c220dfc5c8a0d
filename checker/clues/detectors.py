"""What a draft holds that no list of words can name: a signature, what happens next and when."""

from collections.abc import Iterator

from checker.domain import BlockKind
from checker.dossier import Dossier
from checker.english.closings import NAME_LINE, NEXT, TIME
from checker.english.unseen import seen

CLOSING_LINES = 6
"""Lines at the end among which a signature stands."""
MAX_NAME_WORDS = 12
"""Words of a line with a name and a job."""


def says_what_is_next(dossier: Dossier) -> bool:
    """Return whether what happens and when stand in one sentence, or in two that follow each other."""
    plain = [passage.plain for _, passage in dossier.ours]
    pairs = (" ".join(plain[row : row + 2]) for row in range(len(plain)))
    return any(NEXT.search(pair) and TIME.search(pair) for pair in pairs)


def is_signed(dossier: Dossier) -> bool:
    """Return whether a line with a person's name stands near the end."""
    text = "\n".join(our_blocks(dossier))
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    last = lines[-CLOSING_LINES:][1:] or lines[-1:]
    return any(NAME_LINE.match(line) and len(line.split()) <= MAX_NAME_WORDS for line in last)


def our_blocks(dossier: Dossier) -> Iterator[str]:
    """Yield the text of each block that is not quoted."""
    for block in dossier.document.blocks:
        if block.kind is not BlockKind.QUOTED:
            yield seen(dossier.document.text[block.start : block.end])


def customers_words(dossier: Dossier) -> Iterator[str]:
    """Yield the customer's words, which say what a reply is about."""
    for block in dossier.document.blocks:
        if block.speaker == "customer":
            yield seen(dossier.document.text[block.start : block.end])
