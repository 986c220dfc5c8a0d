"""What text looks like: prose, or something that only machines read; HTML, or plain."""

import re
from collections.abc import Sequence

from service.nouns.hooks import FieldKind

TITLES = ("title", "headline", "heading", "subject", "hs_email_subject", "name")
"""Names of fields that hold a document's title, the likeliest first."""
_NAMES = re.compile(
    r"(?:^|[_\W])(?:title|headline|heading|header|subject|name|label|text|button|cta|caption|description|summary|"
    r"excerpt|intro|lead|teaser|subtitle|tagline|slogan|claim|quote|body|content|copy|alt|message|question|answer)s?$"
)
"""Names of fields in which one word alone is meant for people."""
WRAPPINGS = frozenset({"value", "raw", "rendered"})
"""Names that say nothing of what they hold."""
_TRANSLATED = re.compile(r"__i18n__.*$")
_LOCALE = re.compile(
    r"[a-z]{2,3}(?:[-_][A-Za-z]{4})?(?:[-_](?:[A-Za-z]{2}|[0-9]{3}))?(?:[-_][A-Za-z0-9]{5,8})*"
)
_MACHINE = re.compile(
    r"(?:^|[_\W])(?:slug|u?id|uuid|url|uri|href|src|path|link|key|type|kind|class|style|css|script|code|icon|color|"
    r"colour|theme|template|layout|component|locale|language|lang|timezone|email|phone|token|hash|mime|format|"
    r"filename|variant|size|width|height|ref|target|rel|anchor|date|time|status|state)$"
)
"""Names of fields whose text is not meant for people, however it looks."""
_VALUES = re.compile(
    r"""(?:[a-z][a-z0-9+.-]*:)?//\S*|(?:mailto|tel|data|javascript):.*|[/#.]\S*|[^\s@]+@[^\s@]+\.[^\s@]+|
    [0-9a-f]{8}-[0-9a-f-]{27}|[0-9]{4}-[0-9]{2}-[0-9]{2}(?:[T ].*)?|\#?[0-9a-f]{3,8}|\{.*\}|\[.*\]""",
    re.IGNORECASE | re.VERBOSE | re.DOTALL,
)
"""Addresses, ids, dates, colours and code."""
LONGEST_VALUE = 2_000
"""Characters of what is looked at more closely."""
_UNSPACED = re.compile("[\u0e00-\u0eff\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
"""Letters of scripts that put no spaces between words."""
_WORDS = re.compile(r"[^\W\d_]{2,}")
_HTML = re.compile(
    r"</?(?:p|h[1-6]|div|span|ul|ol|li|br|hr|a|strong|em|b|i|u|s|table|t[rdh]|blockquote|img|figure|figcaption|"
    r"section|article|code|pre|sup|sub)(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)


_MARKDOWN = re.compile(
    r"""^\#{1,6}[ ]+\S | ^(?:```|~~~) | ^[-*+][ ]\S.*\n[-*+][ ]\S | ^>[ ]\S
    | \[[^\]\n]{1,200}\]\((?:https?:|mailto:|[/\#])[^\s()]{0,500}\) | \*\*\w[^*\n]{0,200}\*\*""",
    re.MULTILINE | re.VERBOSE,
)
"""Headings, fences, lists, quotations, links and strong words, as CommonMark has them."""


def is_prose(name: str, text: str) -> bool:
    """Return whether *text*, in a field of that *name*, is meant to be read by people."""
    plain, called = text.strip(), _snake(name)
    words = _WORDS.findall(plain)
    if not words or _MACHINE.search(called) or _is_value(plain):
        return False
    return (len(words) > 1 and len(plain.split(maxsplit=1)) > 1) or bool(
        _NAMES.search(called) or _UNSPACED.search(plain)
    )


def _is_value(text: str) -> bool:
    """Return whether *text* is an address, an id, a date or code; of much text, whether it is one word."""
    if len(text) > LONGEST_VALUE:
        return len(text.split(maxsplit=1)) == 1 and not _UNSPACED.search(text)
    return _VALUES.fullmatch(text) is not None


def is_locale(name: str) -> bool:
    """Return whether *name* looks like a locale (BCP 47), with hyphens or underscores."""
    return _LOCALE.fullmatch(name) is not None


def name_of(names: Sequence[str]) -> str:
    """Return which of the names on the way to a text says what it is: no place in a list, no locale."""
    telling = [name for name in names if not name.isdecimal()]
    while len(telling) > 1 and _is_wrapping(telling[-1]):
        telling.pop()
    return _TRANSLATED.sub("", telling[-1]) if telling else ""


def _is_wrapping(name: str) -> bool:
    if name in WRAPPINGS:
        return True
    called = _snake(name)
    return is_locale(name) and not (_NAMES.search(called) or _MACHINE.search(called))


def kind_of(text: str) -> FieldKind:
    """Return how *text* is written: HTML, Markdown, or plain."""
    if _HTML.search(text):
        return FieldKind.HTML
    return FieldKind.MARKDOWN if _MARKDOWN.search(text) else FieldKind.TEXT


def title_rank(name: str) -> int | None:
    """Return how likely a field of that *name* holds the title, 0 the likeliest; none where it does not."""
    called = _snake(name)
    return TITLES.index(called) if called in TITLES else None


def _snake(name: str) -> str:
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()
