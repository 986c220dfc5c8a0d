"""E-mail addresses (RFC 5321): in practice, with letters of any script, percent-encoded, or spelt `[at]`.

An address is looked for from its `@` outwards and no further than an address reaches, so that the work grows
with the length of the text, whatever it holds.
"""

import re
from collections.abc import Iterator

from checker.privacy.sighting import Sighting

AT = re.compile(r"@|%40| ?[\[({] ?at ?[\])}] ?", re.IGNORECASE)
LONGEST = 255
"""Characters of a local part at most; RFC 5321 allows 64, forwarders encode a second address in it."""
_DOT = r"(?:\.| ?[\[({] ?(?:dot|\.) ?[\])}] ?)"
_WORD = r"0-9A-Za-z_\u00a1-\u058f"
"""Letters of the scripts that set spaces between words: no word of another script sticks to an address."""
_BACKWARDS = tuple(re.compile(rf"[{word}.+%'=-]{{0,{LONGEST}}}") for word in (_WORD, r"\w"))
_QUOTED_BACKWARDS = re.compile(rf'"[^"\n@]{{1,{LONGEST}}}"')
_FIELD = re.compile(r"[A-Za-z_]+=(?=.)")
"""The name of a parameter before an address (`email=ada@…`)."""
_NOT_FIRST = ".+%'=-_"
_DOMAINS = tuple(
    re.compile(rf"[{word}-]{{1,63}}(?:{_DOT}[{word}-]{{1,63}}){{1,30}}", re.IGNORECASE)
    for word in (_WORD, r"\w")
)
_LITERAL = re.compile(r"\[(?:IPv6:)?[0-9a-f.:]{3,45}\]", re.IGNORECASE)
_TOP = re.compile(r"(?:xn--[a-z0-9-]+|[^\W\d_]{2,63})", re.IGNORECASE)
_NO_DOMAIN = re.compile(r"v?\d+\.\d+\.|\dx\.", re.IGNORECASE)
"""What follows the `@` of a package's version or of a picture's resolution."""
_LAST_LABEL = re.compile(rf"{_DOT}[\w-]*\Z", re.IGNORECASE)
_LOGIN = re.compile(rf"://[^\s/?#@]{{1,{LONGEST}}}:\Z")
"""Before a password in a web address, which is no mailbox."""
_NEXT_SENTENCE = re.compile(r"(?<=[a-z])\.[A-Z][a-z]*\Z")


def find_addresses(text: str) -> Iterator[Sighting]:
    """Find e-mail addresses in *text*, a levelled one."""
    backwards = text[::-1]
    for at in AT.finditer(text):
        start = at.start() - _local(backwards, len(text) - at.start())
        end = _domain_end(text, at.end())
        is_login = _LOGIN.search(text, max(0, start - LONGEST), start) is not None
        if start < at.start() and end > at.end() and not is_login:
            yield Sighting(start, end, "email")


def _local(backwards: str, place: int) -> int:
    if quoted := _QUOTED_BACKWARDS.match(backwards, place):
        return len(quoted[0])
    runs = (run[0].rstrip(_NOT_FIRST) for pattern in _BACKWARDS if (run := pattern.match(backwards, place)))
    local = next(filter(None, runs), "")[::-1]
    field = _FIELD.match(local)
    return len(local) - field.end() if field else len(local)


def _domain_end(text: str, start: int) -> int:
    if literal := _LITERAL.match(text, start):
        return literal.end()
    found = (match[0].rstrip("-_") for pattern in _DOMAINS if (match := pattern.match(text, start)))
    return start + next(filter(None, map(_domain_length, found)), 0)


def _domain_length(domain: str) -> int:
    """Return how much of *domain* is one, without the first word of the next sentence."""
    if domain.count(".") > 1:
        domain = _NEXT_SENTENCE.sub("", domain)
    while (label := _LAST_LABEL.search(domain)) and not _is_top(domain, label):
        domain = domain[: label.start()]
    return len(domain) if label and not _NO_DOMAIN.match(domain) else 0


def _is_top(domain: str, label: re.Match[str]) -> bool:
    last = re.split(_DOT, domain[label.start() :], flags=re.IGNORECASE)[-1]
    return _TOP.fullmatch(last) is not None
