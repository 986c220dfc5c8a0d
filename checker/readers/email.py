"""E-mail: single messages (.eml) and mailboxes (.mbox), one document a message."""

import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from email import message_from_bytes, policy
from email.errors import MessageError
from email.header import decode_header
from email.message import Message
from typing import TypeAlias

from checker.clues.planted import overheard
from checker.composition import APART, Aside, Composition, tidy
from checker.domain import BlockKind, Document, Limits, Place
from checker.errors import UnreadableDocument
from checker.parsing import markup, prose
from checker.parsing.decoding import decode, require_length, require_size
from checker.parsing.history import heard_first, tell_apart
from checker.parsing.pieces import Page, Piece

FORMAT = "email"

Mail: TypeAlias = "Message[str, str]"

SEPARATOR = re.compile(rb"(?:(?<=\n\n)|(?<=\n\r\n)|\A)From [^\r\n]{0,200}\d\d:\d\d[^\r\n]{0,200}\r?\n")
"""The line between the messages of a mailbox."""

ESCAPED = re.compile(rb"^>(>*From )", re.MULTILINE)
FOLD = re.compile(r"\r?\n[ \t]*")
SUPPORT = re.compile(
    r"\b(?:support|help|help[ -]?desk|customer[ -]?(?:care|service|success))\b", re.IGNORECASE
)
"""What the sender of a support reply is called."""

FAULTS = (MessageError, ValueError, LookupError, TypeError, AttributeError, AssertionError, RecursionError)
"""What the standard library raises on hostile messages."""

EXPORT = "Export the message again and check the new file."


def read(content: bytes, source: str, limits: Limits) -> tuple[Document, ...]:
    """Return a document for each message; those of a mailbox are called `source#1` and so on.

    Raises:
        UnreadableDocument: it is damaged or over a limit.
    """
    require_size(content, source, limits)
    starts = list(SEPARATOR.finditer(content))
    if not starts:
        return (_document(content, source, limits),)
    if len(starts) > limits.max_documents:
        raise UnreadableDocument(source, f"holds more than {limits.max_documents:,} messages", "Split it.")
    ends = [match.start() for match in starts[1:]] + [len(content)]
    messages = (
        ESCAPED.sub(rb"\1", content[match.end() : end]) for match, end in zip(starts, ends, strict=True)
    )
    return tuple(_in_mailbox(raw, f"{source}#{number}", limits) for number, raw in enumerate(messages, 1))


def _in_mailbox(raw: bytes, source: str, limits: Limits) -> Document:
    """Return the document of one message among many, which a damaged one does not take with it."""
    try:
        return _document(raw, source, limits)
    except UnreadableDocument as error:
        composition = Composition()
        composition.skip("message", error.reason)
        return composition.finish(raw, source=source, format_name=FORMAT)


def _document(raw: bytes, source: str, limits: Limits) -> Document:
    if raw.lower().count(b"multipart/") > limits.max_depth:
        raise UnreadableDocument(source, f"holds more than {limits.max_depth} groups of parts", EXPORT)
    with _translated(source):
        message = message_from_bytes(raw, policy=policy.compat32)
    composition = Composition()
    subject = _header(message, "subject")
    composition.add(subject, BlockKind.SUBJECT, place=Place(field="Subject"))
    is_support = SUPPORT.search(_header(message, "from")) is not None
    pieces = heard_first(_pieces(message, composition, source, limits), "customer" if is_support else "other")
    for piece in pieces:
        composition.add(piece.text, piece.kind, **piece.traits)
    for words, place in overheard(_asides(message, source, limits), composition.text):
        composition.add(words, BlockKind.COMMENT, place=place)
    document = composition.finish(raw, source=source, format_name=FORMAT, title=tidy(subject).strip())
    require_length(document.text, source, limits)
    return document


def _pieces(message: Mail, composition: Composition, source: str, limits: Limits) -> Iterator[Piece]:
    """Yield the words of a message's body; *composition* is told what was not read."""
    with _translated(source):
        parts = list(_parts(message))
    for part in parts:
        kind = part.get_content_type()
        if kind not in {"text/plain", "text/html"} or _is_attached(part):
            composition.skip("attachment", tidy(_name(part)))
        elif kind == "text/plain":
            yield from prose.pieces(tidy(_text(part)))
        else:
            page = markup.parse(_text(part), source, limits)
            yield from tell_apart(_shown(page))
            for missing in page.not_read:
                composition.skip(missing.what, missing.reason)


def _asides(message: Mail, source: str, limits: Limits) -> Iterator[Aside]:
    """Yield what a message holds beside the words that a mail program shows."""
    shown = [part for part in _parts(message) if part.get_content_type() == "text/plain"]
    for part in message.walk():
        with suppress(*FAULTS, UnreadableDocument):
            headers = (_decoded(str(value)) for _, value in part.raw_items())
            yield Aside(APART.join((tidy(_name(part)), *headers)), "header")
            yield Aside(tidy(f"{part.preamble or ''}\n{part.epilogue or ''}"), "between parts")
            is_shown = any(part is other for other in shown) and not _is_attached(part)
            if part.get_content_maintype() == "text" and not is_shown:
                yield from _unshown(part, source, limits)


def _unshown(part: Mail, source: str, limits: Limits) -> Iterator[Aside]:
    """Yield the words of a text part that is attached, or that stands beside another form of itself."""
    if part.get_content_type() != "text/html":
        yield Aside(tidy(_text(part)), "attachment")
        return
    page = markup.parse(_text(part), source, limits)
    yield Aside("\n\n".join(piece.text for piece in page.pieces), "page")
    yield from page.asides


def _parts(part: Mail) -> Iterator[Mail]:
    """Yield the parts of a message that a mail program would show or list."""
    if part.get_content_maintype() != "multipart" or not part.is_multipart():
        yield part
        return
    parts = [child for child in part.get_payload() if isinstance(child, Message)]
    if part.get_content_subtype() == "alternative":
        parts = _preferred(parts)
    for child in parts:
        yield from _parts(child)


def _preferred(parts: list[Mail]) -> list[Mail]:
    """Return the one of alternative *parts* to read: plain text with words in it, else the richest."""
    plain = [part for part in parts if part.get_content_type() == "text/plain" and _text(part).strip()]
    rich = [part for part in parts if any(leaf.get_content_type() == "text/html" for leaf in part.walk())]
    return plain[:1] or rich[-1:] or parts[-1:]


def _is_attached(part: Mail) -> bool:
    return part.get_content_disposition() == "attachment"


def _name(part: Mail) -> str:
    """Return what a mail program would list an attachment as."""
    with suppress(*FAULTS):
        return _decoded(part.get_filename() or "") or part.get_content_type()
    return "a part with a damaged name"


def _text(part: Mail) -> str:
    """Return the words of a text part, undecoded where it doesn't keep to its own encoding."""
    with suppress(*FAULTS):
        payload = part.get_payload(decode=True)
        return decode(payload, part.get_content_charset() or "") if isinstance(payload, bytes) else ""
    payload = part.get_payload()
    return payload if isinstance(payload, str) else ""


def _shown(page: Page) -> Iterator[Piece]:
    """Yield the words of an HTML body that a mail program shows, without lines that the file doesn't have."""
    for piece in page.pieces:
        place = piece.traits.get("place", Place())
        if place.field not in {"title", "description"}:
            yield piece._replace(traits={**piece.traits, "place": place.model_copy(update={"line": None})})


def _header(message: Mail, name: str) -> str:
    values = (str(value) for key, value in message.raw_items() if key.lower() == name)
    return _decoded(next(values, ""))


def _decoded(value: str) -> str:
    """Return a header's *value* as people read it, whatever bytes it came in."""
    text = FOLD.sub(" ", decode(value.encode("utf-8", "surrogateescape")))
    words = ""
    with suppress(*FAULTS):
        words = "".join(_word(word, charset or "") for word, charset in decode_header(text))
    return words.strip() or text.strip()


def _word(word: bytes | str, charset: str) -> str:
    if isinstance(word, str):
        return word
    return decode(word, charset) if charset else word.decode("raw-unicode-escape", "replace")


@contextmanager
def _translated(source: str) -> Iterator[None]:
    """Turn what the standard library raises into our own error."""
    try:
        yield
    except FAULTS as error:
        raise UnreadableDocument(source, "damaged, so its parts can't be told apart", EXPORT) from error
