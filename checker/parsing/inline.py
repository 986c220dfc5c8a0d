"""Which characters of a Markdown paragraph are markup and which are words.

markdown-it knows, but its inline tokens have no positions. So its own rules are watched at work: each
tells where it started and ended.
"""

from collections.abc import Callable
from typing import Any, NamedTuple, TypeAlias

from markdown_it import MarkdownIt, rules_inline
from markdown_it.rules_inline.state_inline import StateInline
from markdown_it.token import Token

Span: TypeAlias = tuple[int, int]
Rule: TypeAlias = Callable[[StateInline, bool], bool]

SIGNS = frozenset("*_`[]!<>&\\~")
"""Characters without which a paragraph has no markup."""


class Inline(NamedTuple):
    """What was found in one paragraph, in offsets of its text."""

    markup: tuple[Span, ...]
    images: tuple[Span, ...]
    """Where pictures stand, whole."""
    unnamed: int
    """Pictures without words in their place."""


class _Seen:
    """What the rules have told of one paragraph."""

    def __init__(self) -> None:
        self.state: StateInline | None = None
        self.markup: list[Span] = []
        self.images: list[Span] = []
        self.unnamed = 0
        self.signs: list[tuple[Token, Span]] = []  # each may turn out to be emphasis, or a mere asterisk


def find_markup(parser: MarkdownIt, text: str, environment: dict[str, Any]) -> Inline:
    """Return the markup of a paragraph's *text*.

    Args:
        parser: one that `watched` has prepared.
        text: the paragraph as the block parser leaves it.
        environment: what the block parser has learnt of the document, such as the targets of links.
    """
    if SIGNS.isdisjoint(text):
        return Inline((), (), 0)
    seen = environment["seen"] = _Seen()
    parser.inline.parse(text, parser, environment, [])
    return Inline(tuple(sorted(seen.markup)), tuple(seen.images), seen.unnamed)


def watched(parser: MarkdownIt) -> MarkdownIt:
    """Return *parser* with its inline rules under watch."""
    for name, rule, tell in (
        ("escape", rules_inline.escape, _escape),
        ("backticks", rules_inline.backtick, _code),
        ("strikethrough", rules_inline.strikethrough.tokenize, _signs),
        ("emphasis", rules_inline.emphasis.tokenize, _signs),
        ("link", rules_inline.link, _link),
        ("image", rules_inline.image, _image),
        ("autolink", rules_inline.autolink, _brackets),
        ("html_inline", rules_inline.html_inline, _whole),
        ("entity", rules_inline.entity, _whole),
    ):
        parser.inline.ruler.at(name, _watch(rule, tell))
    parser.inline.ruler2.before("fragments_join", "signs", _settle)
    return parser


def _watch(rule: Rule, tell: Callable[[StateInline, int, _Seen], None]) -> Rule:
    def watching(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - markdown-it calls it so
        seen: _Seen = state.env["seen"]
        seen.state = seen.state or state
        start, count = state.pos, len(state.tokens)
        matched = rule(state, silent)
        if matched and not silent and seen.state is state and len(state.tokens) > count:
            tell(state, start, seen)
        return matched

    return watching


def _whole(state: StateInline, start: int, seen: _Seen) -> None:
    seen.markup.append((start, state.pos))


def _brackets(state: StateInline, start: int, seen: _Seen) -> None:
    seen.markup += [(start, start + 1), (state.pos - 1, state.pos)]


def _escape(state: StateInline, start: int, seen: _Seen) -> None:
    token = state.tokens[-1]
    if token.content != token.markup or token.type == "hardbreak":
        seen.markup.append((start, start + 1))


def _code(state: StateInline, start: int, seen: _Seen) -> None:
    token = state.tokens[-1]
    if token.type == "code_inline":
        ticks = len(token.markup)
        seen.markup += [(start, start + ticks), (state.pos - ticks, state.pos)]


def _signs(state: StateInline, start: int, seen: _Seen) -> None:
    end = state.pos
    for token in reversed(state.tokens):
        begin = end - len(token.content)
        if begin < start:
            return
        if token.content:
            seen.signs.append((token, (begin, end)))
        end = begin


def _settle(state: StateInline) -> None:
    """Decide, once emphasis is paired, which signs were markup."""
    seen: _Seen = state.env["seen"]
    if seen.state is state:
        seen.markup += [span for token, span in seen.signs if not token.content]


def _link(state: StateInline, start: int, seen: _Seen) -> None:
    end = state.md.helpers.parseLinkLabel(state, start, disableNested=True)
    seen.markup += [(start, start + 1), (end, state.pos)]


def _image(state: StateInline, start: int, seen: _Seen) -> None:
    end = state.md.helpers.parseLinkLabel(state, start + 1)
    seen.markup += [(start, start + 2), (end, state.pos)]
    seen.images.append((start, state.pos))
    seen.unnamed += not state.tokens[-1].content.strip()
