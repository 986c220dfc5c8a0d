"""Text that can't act on whatever displays it.

A draft is data: it may hold terminal escapes, or characters that turn the reading direction of
all that follows. Each such character is replaced by one visible stand-in, so offsets stay true.
"""

_CONTROLS = {code: 0x2400 + code for code in range(0x20) if chr(code) not in "\t\n"}
_DIRECTIONS = [*range(0x202A, 0x202F), *range(0x2066, 0x206A)]
_STAND_INS = {
    **_CONTROLS,
    0x7F: 0x2421,
    **dict.fromkeys([0x2028, 0x2029], 0x2424),
    **dict.fromkeys([*range(0x80, 0xA0), *_DIRECTIONS, 0xFFFE, 0xFFFF, *range(0xD800, 0xE000)], 0xFFFD),
}


def neutral(text: str) -> str:
    """Return *text* with every acting character replaced by a visible one, of the same length."""
    return text.translate(_STAND_INS)


def label(text: str) -> str:
    """Return *text*, a name, neutral and with nothing else changed, on one line."""
    return neutral(text).translate({ord("\t"): 0x2409, ord("\n"): 0x240A})


def one_line(text: str) -> str:
    """Return *text* neutral and on one line, each run of white space a single space."""
    return neutral(" ".join(text.split()))


def encodable(json: str) -> str:
    r"""Return *json* so that UTF-8 can carry it: a lone surrogate is written as JSON's `\udc80`."""
    return json.encode("utf-8", "backslashreplace").decode("utf-8")
