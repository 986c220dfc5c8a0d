"""What an editor may do about a match."""

import re

import regex

from checker.domain import Pattern
from checker.patterns.dialect import InvalidExpression, TooSlow, compiled, matches

EDITS = {
    "regex": 3,
    "replace": 3,
    "remove": 2,
    "trim_right": 2,
    "trim_left": 2,
    "trim": 2,
    "truncate": 2,
    "split": 3,
}
"""Names of edits, and how many parameters each has, its name included."""
GROUP = re.compile(r"\$(\d+|\{\w+\}|\$)")


def fixes_of(pattern: Pattern, words: str) -> tuple[str, ...]:
    """Return what may take the place of *words*; empty where the action says nothing that is known here."""
    name, params = pattern.action.name, pattern.action.params
    if name == "replace":
        return tuple(recased(each, words) for each in params) if pattern.matchcase else params
    if name == "remove":
        return ("",)
    if name == "convert" and params[:1] == ("simple",):
        return (_simple(words),)
    if name == "edit" and params and EDITS.get(params[0]) == len(params):
        return (_edited(params, words).strip(),)
    return ()


def expanded(replacement: str, match: "regex.Match[str]") -> str:
    """Return *replacement* with `$1` and the like filled from *match*."""

    def fill(reference: "re.Match[str]") -> str:
        name = reference[1].strip("{}")
        if name == "$":
            return "$"
        try:
            return match[int(name) if name.isdigit() else name] or ""
        except IndexError:
            return reference[0]

    return GROUP.sub(fill, replacement)


def recased(replacement: str, words: str) -> str:
    """Return *replacement* in the case of *words*: all capitals, a capital first, or none."""
    if words.isupper() and len(words) > 1:
        return replacement.upper()
    if words[:1].isupper():
        return replacement[:1].upper() + replacement[1:]
    return replacement.lower() if words.islower() else replacement


def _edited(params: tuple[str, ...], words: str) -> str:
    if params[0] == "remove":
        return words.translate(dict.fromkeys(map(ord, params[1])))
    if params[0] in {"regex", "replace"}:
        return _replaced(params[1], params[2], words)
    if params[0] == "truncate":
        return words.split(params[1])[0] if params[1] else words[:1]
    if params[0] == "split":
        parts = words.split(params[1]) if params[1] else list(words)
        index = int(params[2]) if params[2].isdigit() else len(parts)
        return parts[index] if index < len(parts) else words
    strip = {"trim": str.strip, "trim_left": str.lstrip, "trim_right": str.rstrip}[params[0]]
    return strip(words, params[1]) if params[1] else words


def _replaced(expression: str, replacement: str, words: str) -> str:
    try:
        made, at = [], 0
        for match in matches(compiled(expression), words):
            made += [words[at : match.start()], expanded(replacement, match)]
            at = match.end()
    except (InvalidExpression, TooSlow):
        return words
    return "".join((*made, words[at:]))


def _simple(words: str) -> str:
    """Return *words* in lower case, apart."""
    apart = re.sub(r"(?<=[^\W\d_A-Z])(?=[A-Z])", " ", words)
    return " ".join(re.sub(r"[^\w]|_", " ", apart).lower().split())
