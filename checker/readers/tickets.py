"""Support tickets exported as CSV, JSON or JSON Lines: one document for each reply of an agent.

What the customer wrote stands before the reply as quoted words, so that a reply is read in its
context and only its own words are checked.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from checker.clues.planted import overheard
from checker.composition import APART, Aside, Composition, tidy
from checker.domain import Block, BlockKind, Document, Limits, NotRead, Place
from checker.errors import UnreadableDocument
from checker.parsing import markup, prose
from checker.parsing.columns import TicketColumns
from checker.parsing.conversations import Names, Ticket, Utterance, Who, ticket_of
from checker.parsing.decoding import SPLIT, require_length, require_size
from checker.parsing.exports import Export, read_export
from checker.parsing.history import tell_apart
from checker.parsing.pieces import Piece

FORMAT = "tickets"

DEFAULTS = TicketColumns()
LOOKS_LIKE_HTML = re.compile(
    r"<(?:p|div|br|span|ul|ol|table|a|b|i|strong|em|html|body|blockquote|h[1-6])\b[^<>]*>", re.IGNORECASE
)
NAME_IT = "Call the agent's words `reply`, or set BRANDCHECK_TICKETS__REPLY to what they are called."
REASONS = {
    Who.COLLEAGUE: "written to colleagues, so not checked",
    Who.UNKNOWN: "nothing says whether a customer or an agent wrote it",
}


def read(content: bytes, source: str, limits: Limits) -> tuple[Document, ...]:
    """Return a document for each reply, called `source#ticket`, `source#ticket/2` and so on.

    Raises:
        UnreadableDocument: it is damaged, over a limit, or nothing says what agents wrote.
    """
    return read_with(content, source, limits, DEFAULTS)


def read_with(content: bytes, source: str, limits: Limits, columns: TicketColumns) -> tuple[Document, ...]:
    """Return what `read` returns, from an export in which *columns* have other names.

    Raises:
        UnreadableDocument: it is damaged, over a limit, or nothing says what agents wrote.
    """
    require_size(content, source, limits)
    export = read_export(content, source, limits, columns)
    tickets = [ticket_of(record, columns, export.roles) for record in export.records]
    replies = _Replies(source, limits)
    for number, ticket in enumerate(tickets, 1):
        replies.take(ticket, number)
    if not replies.documents:
        _require_replies(export, tickets, source, columns)
    first, *others = replies.finish(content, export.damaged)
    heard = "\n".join(document.text for document in (first, *others))
    for words, place in overheard(_asides(export, tickets, limits), heard):
        first = _told(first, words, place)
    return first, *others


def _asides(export: Export, tickets: Sequence[Ticket], limits: Limits) -> Iterator[Aside]:
    """Yield what an export holds beside the words that agents and customers wrote."""
    spoken = (utterance for ticket in tickets for utterance in ticket.utterances)
    known = {utterance.words for utterance in spoken if utterance.who in (Who.AGENT, Who.CUSTOMER)}
    known |= {ticket.subject for ticket in tickets}
    left = limits.max_characters
    others = []
    for record in (part for whole in export.records for part in (whole, *whole.messages)):
        for words in _strings(record.fields):
            if words not in known and len(words) <= left:
                left -= len(words)
                others.append(words)
    yield Aside(tidy(APART.join((*export.names, *others))), "column")


def _strings(value: object) -> Iterator[str]:
    """Yield all texts in *value*, however deep."""
    waiting = [value]
    while waiting:
        entry = waiting.pop()
        if isinstance(entry, str):
            yield entry
        elif isinstance(entry, Mapping):
            waiting.extend(entry.values())
        elif isinstance(entry, list):
            waiting.extend(entry)


def _told(document: Document, words: str, place: Place) -> Document:
    """Return *document* with *words* of the file behind its own, as a comment."""
    start = len(document.text) + 2
    block = Block(start=start, end=start + len(words), kind=BlockKind.COMMENT, place=place)
    text = f"{document.text}\n\n{words}"
    return document.model_copy(update={"text": text, "blocks": (*document.blocks, block)})


def _require_replies(export: Export, tickets: list[Ticket], source: str, columns: TicketColumns) -> None:
    """Refuse an export in which nothing says what agents wrote.

    Raises:
        UnreadableDocument: so it is; with the names that it has.
    """
    said = {utterance.who for ticket in tickets for utterance in ticket.utterances}
    names = ", ".join(export.names[:30]) or "none"
    if Who.UNKNOWN in said:
        raise UnreadableDocument(source, f"no message says who wrote it (columns: {names})", NAME_IT)
    has_lists = any(record.messages for record in export.records)
    if export.names and not (has_lists or columns.hold_replies(export.names)):
        raise UnreadableDocument(source, f"no column holds replies (columns: {names})", NAME_IT)


class _Replies:
    """The documents of one export in the making."""

    def __init__(self, source: str, limits: Limits) -> None:
        self.documents: list[Document] = []
        self._source = source
        self._limits = limits
        self._names = Names()
        self._not_read: Counter[tuple[str, str]] = Counter()

    def take(self, ticket: Ticket, number: int) -> None:
        """Add a document for each reply in *ticket*."""
        heard: list[Utterance] = []
        replies = 0
        for utterance in ticket.utterances:
            if utterance.who is Who.CUSTOMER:
                heard.append(utterance)
            elif utterance.who is Who.AGENT:
                replies += 1
                self._reply(ticket, number, heard, utterance)
                heard = []
            else:
                self._not_read[utterance.who.value, REASONS[utterance.who]] += 1
        if not replies:
            self._not_read["ticket", "has no reply"] += 1

    def _reply(self, ticket: Ticket, number: int, heard: list[Utterance], reply: Utterance) -> None:
        ticket_id, name = self._names.name(ticket, number)
        source = f"{self._source}#{name}"
        place = Place(ticket=ticket_id, line=ticket.line)
        try:
            document = self._document(ticket, place, (*heard, reply), source)
        except UnreadableDocument as error:
            self._not_read["reply", error.reason] += 1
            return
        self.documents.append(document)
        if len(self.documents) > self._limits.max_documents:
            raise UnreadableDocument(
                self._source, f"holds more than {self._limits.max_documents:,} replies", SPLIT
            )

    def _document(self, ticket: Ticket, place: Place, said: Sequence[Utterance], source: str) -> Document:
        composition = Composition()
        title = " ".join(tidy(ticket.subject).split())
        subject = place.model_copy(update={"field": "subject"})
        composition.add(title, BlockKind.QUOTED, speaker="customer", place=subject)
        for utterance in said:
            for piece in self._pieces(utterance, place, source):
                composition.add(piece.text, piece.kind, **piece.traits)
        document = composition.finish(
            "\n".join(utterance.words for utterance in said).encode("utf-8", "replace"),
            source=source,
            format_name=FORMAT,
            title=title,
            team=ticket.team.strip().lower(),
            channel=ticket.channel.strip().lower(),
            audience=tidy(ticket.audience).strip(),
        )
        require_length(document.text, source, self._limits)
        return document

    def _pieces(self, utterance: Utterance, ticket: Place, source: str) -> Iterator[Piece]:
        """Yield what somebody said, with its place; whatever a customer said is quoted."""
        words = utterance.words
        is_html = LOOKS_LIKE_HTML.search(words) is not None
        found = (
            tell_apart(markup.parse(words, source, self._limits).pieces)
            if is_html
            else prose.pieces(tidy(words))
        )
        place = ticket.model_copy(update={"field": utterance.field, "line": utterance.line})
        for text, kind, traits in found:
            spot = place.model_copy(update={"hidden": traits.get("place", place).hidden})
            if utterance.who is Who.AGENT:
                yield Piece(text, kind, {**traits, "place": spot})
            else:
                yield Piece(text, BlockKind.QUOTED, {"speaker": "customer", "place": spot})

    def finish(self, content: bytes, damaged: int) -> tuple[Document, ...]:
        """Return the documents, the first of which says what else the export holds; never none at all."""
        if damaged:
            self._not_read["ticket", "damaged"] += damaged
        counts = self._not_read.items()
        notes = tuple(NotRead(what=what, reason=f"{reason} ({count})") for (what, reason), count in counts)
        first, *others = self.documents or [
            Composition().finish(content, source=self._source, format_name=FORMAT)
        ]
        return first.model_copy(update={"not_read": notes}), *others
