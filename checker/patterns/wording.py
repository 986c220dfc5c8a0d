"""Messages as style packages write them: `%s`, `%d`, `%[1]s`, with the rules of Go's `fmt`."""

import re
from collections.abc import Sequence

_VERB = re.compile(
    r"%(?P<flags>[+\-# 0]*)(?:\[(?P<index>\d+)\])?(?P<width>\d*)(?:\.(?P<precision>\d*))?(?P<verb>.)?",
    re.DOTALL,
)

Argument = str | int


def formatted(message: str, *arguments: Argument) -> str:
    """Return *message* with its verbs filled; an argument too many is left out, one missing is empty.

    One argument beyond the given ones is taken as an empty text, a further one as Go's mark of a mistake.
    """
    values: list[Argument] = [*arguments, ""]
    position = 0

    def fill(match: "re.Match[str]") -> str:
        nonlocal position
        verb = match["verb"]
        if verb == "%":
            return "%"
        if match["index"]:
            position = int(match["index"]) - 1
        if verb is None:
            return "%!(NOVERB)"
        if not 0 <= position < len(values):
            return f"%!{verb}(BADINDEX)"
        value = values[position]
        position += 1
        return _filled(match, verb, value)

    return _VERB.sub(fill, message)


def _filled(match: "re.Match[str]", verb: str, value: Argument) -> str:
    """Return *value* as *verb* writes it."""
    text = _written(verb, value)
    if match["precision"] is not None and verb == "s":
        text = text[: int(match["precision"] or 0)]
    width = min(int(match["width"] or 0), 1000)
    return text.ljust(width) if "-" in match["flags"] else text.rjust(width)


def _written(verb: str, value: Argument) -> str:
    if verb in "sv" or (verb == "d" and isinstance(value, int)):
        return str(value)
    if verb == "q":
        escaped = str(value).replace("\\", "\\\\").replace('"', '\\"')
        return f'"{escaped}"'
    kind = "int" if isinstance(value, int) else "string"
    return f"%!{verb}({kind}={value})"


def either(words: Sequence[str]) -> str:
    """Return *words* in quotation marks, as a choice."""
    quoted = [f"'{word}'" for word in words]
    if len(quoted) > 2:  # noqa: PLR2004 - a list has commas
        return ", ".join((*quoted[:-1], f"or {quoted[-1]}"))
    return " or ".join(quoted)


def one_line(message: str) -> str:
    """Return *message* with a single space for line breaks and runs of spaces."""
    return re.sub(r" +", " ", message.replace("\n", " "))
