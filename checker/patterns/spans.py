"""The inline part of Markdown as tags and texts, each text at its place."""

import re
from collections.abc import Iterator, Sequence
from urllib.parse import quote

from markdown_it.token import Token

from checker.patterns.stretch import Traced, foreign
from checker.patterns.tags import Piece, end, parsed, start

ADDRESS = re.compile(
    r"(?:(?<=[\s*_~(])|^)(?:(?:https?|ftp)://[-a-zA-Z0-9@:%._+~#=]{1,256}\.[a-z]+(?::\d+)?|www\.[-a-zA-Z0-9@:%._+~#=]{1,256}"
    r"\.[a-z]+)(?:[/#?][-a-zA-Z0-9@:%_+.~#$!?&/=();,'\">^{}\[\]`]*)?"
)
"""An address that stands in a text as it is."""
MAIL = re.compile(
    r"(?:(?<=[\s*_~(])|^)[\w.+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,5}(?<![-_])"
)
TARGET = re.compile(r"\](?:\[[^\]\n]*\]|\((?:<[^<>\n]*>|[^()\s]|\([^()]*\)|\s|\"[^\"]*\"|'[^']*')*\))?")
"""What closes the text of a link."""
TASK = re.compile(r"\[[ xX]\][ \t]")
SELF = {"em": "em", "strong": "strong", "s": "del"}


class Spans:
    """Turns the inline tokens of one block into pieces."""

    def __init__(self, content: Traced) -> None:
        """Read *content*, the block's words with their markup."""
        self._content = content
        self._at = 0

    def pieces(self, tokens: Sequence[Token]) -> Iterator[Piece]:
        """Yield the pieces of *tokens*; texts that touch are one."""
        texts: list[Traced] = []
        for token in tokens:
            if token.type in {"text", "text_special", "softbreak"}:
                texts.append(self._text(token))
                continue
            yield from self._addressed(texts)
            texts = [self._here("\n")] if token.type == "hardbreak" else []
            yield from self._marked(token)
        yield from self._addressed(texts)

    def _addressed(self, texts: list[Traced]) -> Iterator[Piece]:
        """Yield *texts* as one, the addresses in it as links."""
        text = sum(texts[1:], texts[0]) if texts else foreign("")
        at = 0
        for found in sorted(
            (*ADDRESS.finditer(text.text), *MAIL.finditer(text.text)), key=lambda m: m.start()
        ):
            stop = found.start() + len(_kept(found[0]))
            if found.start() < at:
                continue
            if found.start() > at:
                yield Piece("text", traced=text[at : found.start()])
            shown = text[found.start() : stop]
            yield start("a", href=_target(shown.text))
            yield Piece("text", traced=shown)
            yield end("a")
            at = stop
        if at < len(text.text):
            yield Piece("text", traced=text[at:])

    def _text(self, token: Token) -> Traced:
        if token.type == "text_special":
            at = self._find(token.markup)
            return foreign(token.content, self._content.origins[at]) if at >= 0 else foreign(token.content)
        return self._here("\n" if token.type == "softbreak" else token.content)

    def _here(self, words: str) -> Traced:
        """Return *words* at the place where they stand next."""
        at = self._find(words)
        return self._content[at : at + len(words)] if at >= 0 else foreign(words)

    def _find(self, words: str) -> int:
        at = self._content.text.find(words, self._at)
        self._at = at + len(words) if at >= 0 else self._at
        return at

    def _marked(self, token: Token) -> Iterator[Piece]:
        if token.type == "code_inline":
            yield from self._code(token)
        elif token.type == "html_inline":
            yield from parsed(self._here(token.content))
        elif token.type == "image":
            yield self._image(token)
        elif token.type == "hardbreak":
            yield start("br")
        elif token.nesting:
            yield self._tag(token)

    def _code(self, token: Token) -> Iterator[Piece]:
        begin = self._find(token.markup)
        close = re.compile(rf"(?<!`)`{{{len(token.markup)}}}(?!`)").search(self._content.text, self._at)
        stop = close.start() if close and begin >= 0 else self._at
        inside = self._content[self._at : stop].stripped()
        self._at = close.end() if close and begin >= 0 else self._at
        yield start("code")
        is_same = len(inside.text) == len(token.content.strip())
        shown = inside if is_same else foreign(token.content)
        yield Piece("text", traced=Traced(shown.text.replace("\n", " "), shown.origins))
        yield end("code")

    def _image(self, token: Token) -> Piece:
        self._find("![")
        shown = self._here(token.content)
        self._leave()
        return Piece("start", "img", shown if "](" not in token.content else foreign(token.content))

    def _tag(self, token: Token) -> Piece:
        name = SELF.get(token.type.rsplit("_", 1)[0], token.tag)
        if token.tag != "a":
            self._find(token.markup)
        elif token.markup == "autolink":
            self._find("<" if token.nesting > 0 else ">")
        elif token.nesting > 0:
            self._find("[")
        else:
            self._leave()
        if token.nesting < 0:
            return end(name)
        return start(name, href=str(token.attrGet("href") or "")) if token.tag == "a" else start(name)

    def _leave(self) -> None:
        """Go behind the target of a link."""
        target = TARGET.search(self._content.text, self._at)
        self._at = target.end() if target else self._at


def _kept(address: str) -> str:
    """Return *address* without what closes its sentence: a full stop, or brackets too many."""
    kept = address.removesuffix(".")
    if kept == address and address.endswith(")"):
        open_ends = max(0, address.count(")") - address.count("("))
        kept = address[: len(address) - open_ends]
    return kept.rstrip("?!.,:*_~")


def _target(address: str) -> str:
    """Return the target that a page gives to an *address* in its text."""
    target = quote(address, safe="%/:?#@!$&'()*+,;=~-._")
    if "://" in address:
        return target
    return f"http://{target}" if address.startswith("www.") else f"mailto:{target}"
