r"""Expressions in the dialect of style packages (that of .NET, and some of Go's) for the engine here.

Differences that matter, and what is done about each:

- A flag such as `(?i)` holds to the end of its group: so it does in version 1 of the `regex` engine.
- `[` inside a set is a plain character, and so are `--`, `&&`, `||` and `~~`; version 1 makes them
  operators, so they are escaped. `-[…]` at the end of a set subtracts, written `--[…]` here.
- `{` is plain unless it is a count; here `{e<=1}` would mean a fuzzy match and `{,3}` a count: escaped.
- `\Z` lets a last line break stand, `\z` does not; `\x{2019}` is written `\u2019`.
- `\h`, `\m`, `\M`, `\K`, `\X` and `\R` mean something here and are faults there.
- Case is ignored letter by letter, so `ß` does not match `ss`.

Every search has a time limit, because a package is somebody else's work.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

import regex

SECONDS = 2.0
"""What one expression may take on one stretch."""
FLAGS = regex.VERSION1 | regex.UNICODE | regex.MULTILINE
"""`^` and `$` stand for the ends of a line everywhere, as packages are used to."""
LONGEST = 200_000
"""Characters of one expression, which may be a list of a thousand words."""
LARGEST = 250_000
"""What an expression may come to with its counts written out; the engine takes memory for each part."""

_PIECE = re.compile(
    r"""(?P<code>\\x\{(?P<hex>[0-9A-Fa-f]{1,6})\})
    |(?P<end>\\Z)
    |(?P<last>\\z)
    |(?P<odd>\\[hmMKXRLN])
    |(?P<bell>\\e)
    |(?P<kind>\\[pP]\{\^?\w+\})
    |(?P<escape>\\.)
    |(?P<set>\[)
    |(?P<count>\{\d+(?:,\d*)?\})
    |(?P<brace>\{)
    |(?P<other>[^\\\[{]+)
    |(?P<rest>.)""",
    re.DOTALL | re.VERBOSE,
)
PLAIN = r"\-\-"
"""Two hyphens in a set that are no operator."""
_PART = re.compile(
    r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|(?P<open>\()|(?P<close>\))|\{(?P<least>\d+)(?:,(?P<most>\d*))?\}|(?P<plain>[^\\\[(){]+)|.",
    re.DOTALL,
)
_IN_SET = re.compile(r"\[:\^?[a-z]+:\]|\\x\{([0-9A-Fa-f]{1,6})\}|\\.|.", re.DOTALL)

Compiled = regex.Pattern[str]


class InvalidExpression(ValueError):
    """An expression that can't be read."""


class TooSlow(RuntimeError):
    """An expression that took longer on a stretch than it may."""


@lru_cache(maxsize=4096)
def compiled(expression: str) -> Compiled:
    """Return *expression* made ready.

    Raises:
        InvalidExpression: it is no expression, or too long.
    """
    if len(expression) > LONGEST:
        raise InvalidExpression(f"longer than {LONGEST:,} characters")
    if "{" in expression and _written_out(expression) > LARGEST:
        raise InvalidExpression("its counts, one inside another, come to too much")
    try:
        return regex.compile(f"(?-f){translated(expression)}", FLAGS)
    except (regex.error, ValueError, OverflowError, RecursionError) as error:
        raise InvalidExpression(str(error) or "no expression") from error


def _written_out(expression: str) -> int:
    """Return about how many parts *expression* has if what is counted is written that many times."""
    sizes, last = [0], 0
    for part in _PART.finditer(expression):
        if part["open"]:
            sizes.append(0)
        elif part["least"]:
            more = min(last * (_count(part["most"] or part["least"]) - 1), LARGEST + 1)
            last, sizes[-1] = last + more, sizes[-1] + more
        elif not part["close"]:
            last, sizes[-1] = 1, sizes[-1] + len(part["plain"] or ".")
        elif len(sizes) > 1:
            last = sizes.pop()
            sizes[-1] += last
    return sum(sizes)


def _count(digits: str) -> int:
    return min(max(int(digits.lstrip("0")[:8] or "0"), 1), LARGEST + 1)


def matches(expression: Compiled, text: str) -> Iterator["regex.Match[str]"]:
    """Yield where *expression* matches in *text*.

    Raises:
        TooSlow: it takes too long.
    """
    try:
        yield from expression.finditer(text, timeout=SECONDS, concurrent=False)
    except TimeoutError as error:
        raise TooSlow(expression.pattern) from error


def found(expression: Compiled, text: str) -> bool:
    """Return whether *expression* matches anywhere in *text*.

    Raises:
        TooSlow: it takes too long.
    """
    return next(matches(expression, text), None) is not None


def translated(expression: str) -> str:
    """Return *expression* as the engine here reads it.

    Raises:
        InvalidExpression: it uses what the dialect does not have, or a set stays open.
    """
    pieces: list[str] = []
    at = 0
    while at < len(expression):
        piece = _PIECE.match(expression, at)
        if piece is None:
            raise InvalidExpression("no expression")
        if piece.lastgroup == "set" or piece["set"]:
            made, at = _set(expression, at)
            pieces.append(made)
            continue
        pieces.append(_outside(piece))
        at = piece.end()
    return "".join(pieces)


def _outside(piece: "re.Match[str]") -> str:
    """Return a *piece* that stands outside sets."""
    if piece["hex"]:
        return _character(piece["hex"])
    if piece["bell"]:
        return r"\x1b"
    if piece["odd"]:
        raise InvalidExpression(f"unknown escape {piece[0]}")
    if piece["end"]:
        return r"(?=\n?\Z)"
    if piece["last"]:
        return r"\Z"
    return r"\{" if piece["brace"] else piece[0]


def _character(code: str) -> str:
    number = int(code, 16)
    if number > 0x10FFFF:  # noqa: PLR2004 - the last code point
        raise InvalidExpression(f"no character has the code {code}")
    return f"\\U{number:08x}"


def _set(expression: str, at: int) -> tuple[str, int]:
    """Return the set that opens at *at*, and where it ends."""
    opening = "[^" if expression.startswith("[^", at) else "["
    position, pieces = at + len(opening), [opening]
    while position < len(expression):
        piece = _IN_SET.match(expression, position)
        if piece is None:
            break
        if piece[0] == "]" and len(pieces) > 1:
            return _joined(pieces), piece.end()
        if piece[0] == "-" and expression.startswith("[", piece.end()) and len(pieces) > 1:
            inner, position = _set(expression, piece.end())
            pieces.append(f"--{inner}")
            continue
        pieces.append(_inside(piece))
        position = piece.end()
    raise InvalidExpression(f"a set is opened with [ at {at + 1} and never closed")


def _inside(piece: "re.Match[str]") -> str:
    """Return a *piece* of a set."""
    if piece[1]:
        return _character(piece[1])
    if len(piece[0]) > 1:
        return "\\x08" if piece[0] == r"\b" else piece[0]
    return rf"\{piece[0]}" if piece[0] in "[]&|~" else piece[0]


def _joined(pieces: list[str]) -> str:
    """Return the set of *pieces*, a range to a hyphen kept from being an operator."""
    made = "".join(pieces)
    is_less = any(piece.startswith("--[") for piece in pieces)
    return f"{made if is_less else made.replace('--', PLAIN)}]"
