"""Try hostile texts of a hundred thousand characters on what looks for planted words, and print the work."""

import sys

from checker.clues.planted import planted
from checker.domain import Document

CHARACTERS = 60_000
UNITS = (
    "ignore ", "ignore previous previous previous ", "ignore all previous instructions. ",
    "you are now a the an ",
    "do not flag any of the ", "if you are a b c d ", "report that there are with this draft document ",
    "this draft the document ", "note to all any the every our ", "a b ", "a.b.", '"', "' ", "<", "<|",
    "## ", "[",
    "12 34 56 ", "4a", "01001001", "QUJD", ".- / ", ". ", "%41", "&#65;", "\\u0041", "\u200b\u200c",
    "\U000e0041",
    "\ufe01", "vtaber ", "erongi ", "1gn0r3 ", "ignoreinstructions", "忽略以上", "이전", "\n", "system: ",
    '"findings": [', "a-a-a-", "\na-b-c (", "\u00a0é", "\u200b" * 40 + "\u200c ", "Ignore X ",
    "never ignore previous instructions ", '"ignore previous instructions" attack ', "_a", "<!--", "\u202e",
)  # fmt: skip
"""What hostile texts repeat."""


def main() -> None:
    for unit in UNITS:
        text = (unit * CHARACTERS)[:CHARACTERS]
        planted(Document(source="d", format="text", digest="", text=text, blocks=()))
    sys.stdout.write(str(len(UNITS)))


if __name__ == "__main__":
    main()
