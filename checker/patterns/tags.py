"""Documents as tags and texts, as style packages see them: HTML, and Markdown turned into it."""

import html
import re
from collections.abc import Iterator, Mapping
from typing import Literal, NamedTuple

from checker.patterns.stretch import Traced, foreign

TAG = re.compile(
    r"<!--(?P<comment>.*?)(?:-->|\Z)|<(?P<end>/)?(?P<name>[A-Za-z][^\s/>]{0,60})(?P<attributes>[^<>]*?)(?P<self>/)?>"
    r"|<[!?][^<>]*>",
    re.DOTALL,
)
ATTRIBUTE = re.compile(r"""([^\s=/"'<>]{1,80})(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+)))?""")
ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
WHOLE = frozenset({"script", "style", "textarea", "title", "noscript", "iframe", "xmp"})
"""Elements whose content is one text."""

Attributes = Mapping[str, str]
NONE: Attributes = {}


class Piece(NamedTuple):
    """A tag, a comment or a text between tags."""

    kind: Literal["start", "end", "void", "comment", "text"]
    name: str = ""
    """The element's name, or what the comment says."""
    traced: Traced = foreign("")
    """The text, or an element's alternative text."""
    attributes: Attributes = NONE


def start(name: str, **attributes: str) -> Piece:
    """Return the tag that opens an element."""
    return Piece("start", name, attributes=attributes)


def end(name: str) -> Piece:
    """Return the tag that closes an element."""
    return Piece("end", name)


def parsed(markup: Traced) -> Iterator[Piece]:
    """Yield the tags and texts of *markup*."""
    at = 0
    while tag := TAG.search(markup.text, at):
        if tag.start() > at:
            yield Piece("text", traced=unescaped(markup[at : tag.start()]))
        at = tag.end()
        yield from _tag(tag, markup)
        name = (tag["name"] or "").lower()
        if name in WHOLE and not tag["end"] and not tag["self"]:
            close = re.compile(rf"</{name}\b", re.IGNORECASE).search(markup.text, at)
            stop = close.start() if close else len(markup.text)
            if stop > at:
                yield Piece("text", traced=markup[at:stop])
            at = stop
    if at < len(markup.text):
        yield Piece("text", traced=unescaped(markup[at:]))


def _tag(tag: "re.Match[str]", markup: Traced) -> Iterator[Piece]:
    if tag["comment"] is not None:
        span = tag.span("comment")
        yield Piece("comment", tag["comment"].strip(), traced=markup[span[0] : span[1]])
    elif tag["name"] and tag["end"]:
        yield Piece("end", tag["name"].lower())
    elif tag["name"]:
        given = {m[1].lower(): html.unescape(m[2] or m[3] or m[4] or "") for m in _attributes(tag)}
        alternative = _value(tag, "alt", markup)
        yield Piece("void" if tag["self"] else "start", tag["name"].lower(), alternative, given)


def _attributes(tag: "re.Match[str]") -> "Iterator[re.Match[str]]":
    return ATTRIBUTE.finditer(tag["attributes"])


def _value(tag: "re.Match[str]", name: str, markup: Traced) -> Traced:
    """Return the value of the attribute *name*, traced."""
    for match in _attributes(tag):
        if match[1].lower() == name:
            group = next((g for g in (2, 3, 4) if match[g] is not None), 0)
            shift = tag.start("attributes")
            return (
                unescaped(markup[shift + match.start(group) : shift + match.end(group)])
                if group
                else foreign("")
            )
    return foreign("")


def unescaped(markup: Traced) -> Traced:
    """Return *markup* with its entities written out."""
    made, at = foreign(""), 0
    for entity in ENTITY.finditer(markup.text) if "&" in markup.text else ():
        meant = html.unescape(entity[0])
        if meant == entity[0]:
            continue
        made += markup[at : entity.start()] + foreign(meant, markup.origins[entity.start()])
        at = entity.end()
    return made + markup[at:] if at else markup
