"""A block's words without its markup: emphasis becomes quotation marks, links become their text."""

import re
from collections.abc import Iterator

from checker.domain import Block, Document
from checker.english.speech import quotations
from checker.english.words import STOPWORDS
from checker.kits.source.scope import UNSHOWABLE

QUOTABLE = 12
"""Words of the longest emphasis that is read as a quotation."""
TEMPLATED = re.compile(r"\[(?P<words>[^\]]+)\]\(\{\{.*?\}\}[^)]*\)|\{%.*?%\}")
"""A link whose address a site generator fills in, which Markdown does not take for one; and its commands."""
SLUG = 4
"""Words of the longest id."""
ENDS = tuple(f"{stop}{closing}" for stop in ".!?" for closing in ("", "”", '"', ")"))
"""How sentences end."""


def plain(text: str, block: Block) -> str:
    """Return the words of *block* in *text*, what is emphasised between quotation marks."""
    pieces, at, opened = [], block.start, -1
    for start, end in _joined(block.markup):
        pieces.append(text[at:start])
        at = end
        if text[start:end].strip() not in {"*", "_"}:
            continue
        if opened < 0:
            opened = len(pieces)
        else:
            words = "".join(pieces[opened:])
            pieces[opened:] = [f"“{words}”" if _can_be_quoted(words) else words]
            opened = -1
    pieces.append(text[at : block.end])
    return flat(TEMPLATED.sub(lambda match: match["words"] or " ", "".join(pieces)))


def flat(text: str) -> str:
    """Return *text* on one line, without what YAML refuses."""
    return " ".join(UNSHOWABLE.sub(" ", text).split())


def label_of(text: str, block: Block) -> str:
    """Return the words that are set bold at the start of *block*, if they name what follows."""
    spans = _joined(block.markup)
    if len(spans) < 2 or spans[0][0] != block.start or text[slice(*spans[0])] not in {"**", "__"}:  # noqa: PLR2004 - a pair
        return ""
    words = text[spans[0][1] : spans[1][0]].strip()
    follows = text[spans[1][1] : block.end].lstrip()
    ends = words.endswith((".", ":")) or follows[:1] in {":", ".", "–", "—"}
    return words.rstrip(".:") if ends and follows else ""


def bold_in(text: str, block: Block) -> tuple[str, ...]:
    """Return the words that are set bold in *block*, in order."""
    marks = [span for span in _joined(block.markup) if text[slice(*span)].strip() in {"**", "__"}]
    pairs = zip(marks[::2], marks[1::2], strict=False)
    return tuple(flat(text[opened[1] : closed[0]]) for opened, closed in pairs)


def is_link(text: str, block: Block) -> bool:
    """Return whether *block* is a link and nothing else."""
    spans = _joined(block.markup)
    is_opened = bool(spans) and text[slice(*spans[0])] == "[" and not text[block.start : spans[0][0]].strip()
    return (
        is_opened
        and text[slice(*spans[-1])].startswith("](")
        and not text[spans[-1][1] : block.end].strip(" .")
    )


def is_quotation(text: str) -> bool:
    """Return whether *text* is nothing but words between quotation marks."""
    spans = quotations(text)
    return len(spans) == 1 and len(text.strip(" .")) <= spans[0].end - spans[0].start + 1


def examples_in(text: str) -> list[str]:
    """Return the quotations that *text* is made of, or the whole of it where they are but part of it."""
    spans = quotations(text)
    if 2 * sum(span.end - span.start for span in spans) < len(text):
        return [text] if text else []
    return [words for span in spans if (words := text[span.start + 1 : span.end - 1].strip())]


def unquoted(text: str) -> str:
    """Return *text* without the quotation marks around it."""
    spans = quotations(text)
    return text[spans[0].start + 1 : spans[0].end - 1] if is_quotation(text) else text


def slug(text: str) -> str:
    """Return a short id made of the words of *text* that carry a subject, or of all where none does."""
    words = re.findall(r"[a-z0-9]+(?:-[a-z0-9]+)*", text.lower().replace("’", "").replace("'", ""))
    telling = [word for word in words if word not in STOPWORDS and not word.endswith("nt")]
    return "-".join((telling or words)[:SLUG]) or "guideline"


def lower_first(text: str) -> str:
    """Return *text* with a small first letter, unless its first word is a name or an abbreviation."""
    first = text.split(None, 1)[0] if text.strip() else ""
    return text[:1].lower() + text[1:] if first[1:].islower() or len(first) == 1 else text


def place_of(document: Document, block: Block) -> str:
    """Return where *block* is, in the terms that a person would look it up by."""
    place = block.place
    named = (
        ("slide", place.slide),
        ("page", place.page),
        ("paragraph", place.paragraph),
        ("ticket", place.ticket),
    )
    parts = [f"{name} {value}" for name, value in named if value is not None]
    line = place.line or document.text.count("\n", 0, block.start) + 1
    return ", ".join(parts) or f"line {line}"


def _joined(markup: tuple[tuple[int, int], ...]) -> list[tuple[int, int]]:
    """Return the spans of *markup*, those that touch made one."""
    return list(_join(sorted(markup)))


def _join(spans: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    start, end = -1, -1
    for begin, stop in spans:
        if begin > end:
            if end > start:
                yield start, end
            start = begin
        end = max(end, stop)
    if end > start:
        yield start, end


def _can_be_quoted(words: str) -> bool:
    inner = words.strip()
    return 0 < len(inner.split()) <= QUOTABLE and not quotations(words)
