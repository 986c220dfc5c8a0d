"""What a text looks like: a page, a message, tickets, Markdown."""

import re

from checker.parsing.columns import TicketColumns
from checker.parsing.front_matter import read_front_matter
from checker.parsing.labels import SLIDE
from checker.parsing.tables import DELIMITERS

PAGE = re.compile(
    r"\s*(?:<\?xml[^<>]*>\s*)?(?:<!--(?:(?!-->).)*-->\s*)*<(?:!doctype html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
FRAGMENT = re.compile(
    r"\s*<(?:a|article|b|blockquote|center|div|em|font|h[1-6]|header|img|main|meta|ol|p|section|span|strong|style|"
    r"table|title|ul)\b[^<>]*>",
    re.IGNORECASE,
)
XML = re.compile(r"\s*<\?xml\b", re.IGNORECASE)
HEADER = re.compile(r"([A-Za-z][A-Za-z0-9-]*):(?:\s|$)|[ \t]+\S")
"""A line of a message's head, or a line that goes on with one."""

WRITTEN_BY_PROGRAMS = frozenset(
    {"received", "message-id", "mime-version", "return-path", "delivered-to", "content-type"}
)
"""Headers that nobody types."""

MAILBOX = re.compile(r"From [^\n]{0,200}\d\d:\d\d[^\n]{0,200}\n[A-Za-z-]+:")
JSON = re.compile(r'\s*(?:\[\s*)?\{\s*"[^"\n]{1,80}"\s*:')
KEY = re.compile(r'"([^"\n]{1,60})"\s*:')
FIELDS = re.compile(r'"fields"\s*:\s*\[\s*\{\s*"(?:path|name|kind|text|is_title)"\s*:')
SLIDES = re.compile(rf"^#{{1,6}}[ \t]+{SLIDE.pattern}", re.IGNORECASE | re.MULTILINE)
MARKDOWN = re.compile(
    r"^#{1,6}[ \t]+\S|^(?:```|~~~)|\*\*[^\s*][^*\n]*\*\*|\[[^\]\n]{1,200}\]\([^)\s]{1,500}\)"
    r"|^\|(?:[ \t]*+:?-++:?[ \t]*+\|)+",
    re.MULTILINE,
)
COLUMN = re.compile(r"\w[\w #/()\[\].-]{0,40}(?<!\.)")
"""The name of a column, which no sentence looks like."""

COLUMNS = TicketColumns()


def is_page(text: str) -> bool:
    """Return whether *text* starts as a page of HTML does."""
    return PAGE.match(text) is not None


def is_fragment(text: str) -> bool:
    """Return whether *text* starts as a part of a page does."""
    return FRAGMENT.match(text) is not None


def is_xml(text: str) -> bool:
    """Return whether *text* is XML, be it HTML or not."""
    return XML.match(text) is not None


def is_mail(text: str) -> bool:
    """Return whether *text* is a message, or a mailbox, as programs write them."""
    head = text.lstrip("\n").partition("\n\n")[0]
    headers = [HEADER.match(line) for line in head.split("\n")]
    names = {header[1].lower() for header in headers if header and header[1]}
    is_message = all(headers) and not names.isdisjoint(WRITTEN_BY_PROGRAMS)
    return is_message or MAILBOX.match(text) is not None


def is_tickets(text: str) -> bool:
    """Return whether *text* is a table or JSON with the usual columns of tickets."""
    if JSON.match(text):
        return COLUMNS.count_known(set(KEY.findall(text))) > 1
    first, _, rest = text.lstrip("\n").partition("\n")
    tables = (first.split(delimiter) for delimiter in DELIMITERS if delimiter in rest)
    return any(_are_columns([name.strip(' "') for name in names]) for names in tables)


def is_fields(text: str) -> bool:
    """Return whether *text* is JSON with the fields of a page."""
    has_fields = text.lstrip().startswith("{") and FIELDS.search(text) is not None
    return has_fields and {"path", "text"} <= set(KEY.findall(text))


def is_deck(text: str) -> bool:
    """Return whether *text* has front matter or headings for slides: Markdown, whatever its name."""
    return read_front_matter(text).length > 0 or SLIDES.search(text) is not None


def is_markdown(text: str) -> bool:
    """Return whether *text* has signs of Markdown in it."""
    return is_deck(text) or MARKDOWN.search(text) is not None


def _are_columns(names: list[str]) -> bool:
    if not all(map(COLUMN.fullmatch, names)):
        return False
    return COLUMNS.hold_replies(names) and COLUMNS.count_known(names) > 1
