"""Where a message ends and the messages that it answers begin."""

import re
from collections.abc import Iterable, Iterator

from checker.domain import BlockKind
from checker.parsing.pieces import Piece, Speaker

ATTRIBUTION = re.compile(
    r"[ \t]*(?:On|Am|Le|El|Il|Op|Em|Den)[ \t](?=[^\n]*\d)(?:[^\n]{0,200}\n){0,2}?[^\n]{0,200}?"
    r"(?:wrote|schrieb[^\n:]{0,80}|a écrit|escribió|ha scritto|schreef|escreveu|skrev)[ \t\xa0]*:"
    r"[ \t]*(?=\n|$)",
)
"""The line, or lines, that a mail program puts before the message that is answered."""

FORWARDED = re.compile(
    r"[ \t]*-{2,}[ \t]*(?:original message|forwarded message|ursprüngliche nachricht|"
    r"weitergeleitete nachricht|message d[’']origine|mensaje original|messaggio originale)"
    r"[ \t]*-{2,}[ \t]*(?=\n|$)"
    r"|[ \t]*begin forwarded message:",
    re.IGNORECASE,
)
"""The rule between a message and the one that it forwards or answers."""

HEADERS = re.compile(
    r"(?:[ \t]*_{10,}[ \t]*\n[ \t\n]{0,9})?[ \t]*\*?(?:from|von|de|da|van):\*?[ \t]{1,9}\S[^\n]*\n"
    r"(?:[^\n]*\n){0,2}?"
    r"[ \t]*\*?(?:sent|date|gesendet|datum|envoyé|enviado|inviato|verzonden|to|an|à):\*?[ \t]",
    re.IGNORECASE,
)
"""The headers of the message that is answered, as Outlook writes them into the body."""

DEVICE = re.compile(r"[ \t]*(?:sent from my \w|get outlook for |sent via )", re.IGNORECASE)
"""What a telephone puts below a message."""


def tell_apart(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Yield the *pieces* of a message's body, of which the messages that it answers become quotations."""
    rest: BlockKind | None = None
    expects_quotation = False
    for piece in pieces:
        attribution = ATTRIBUTION.match(piece.text)
        if piece.text == "--":
            rest = rest or BlockKind.FOOTER
            continue
        if expects_quotation and piece.kind is not BlockKind.QUOTED:
            rest = BlockKind.QUOTED
        if FORWARDED.match(piece.text) or HEADERS.match(piece.text):
            rest = BlockKind.QUOTED
        expects_quotation = attribution is not None
        yield _as(BlockKind.QUOTED if attribution else rest or _kind(piece), piece)


def heard_first(pieces: Iterable[Piece], speaker: Speaker) -> Iterator[Piece]:
    """Yield *pieces*, of which those quoted before any words of ours are the *speaker*'s."""
    is_first = True
    for piece in pieces:
        is_first = is_first and piece.kind in {BlockKind.QUOTED, BlockKind.SUBJECT, BlockKind.COMMENT}
        is_theirs = is_first and piece.kind is BlockKind.QUOTED
        yield piece._replace(traits={**piece.traits, "speaker": speaker}) if is_theirs else piece


def _kind(piece: Piece) -> BlockKind:
    return BlockKind.FOOTER if DEVICE.match(piece.text) else piece.kind


def _as(kind: BlockKind, piece: Piece) -> Piece:
    if piece.kind in {kind, BlockKind.QUOTED, BlockKind.COMMENT}:
        return piece
    traits = piece.traits.copy()
    traits["level"] = 0
    traits["speaker"] = "other" if kind is BlockKind.QUOTED else "us"
    return Piece(piece.text, kind, traits)
