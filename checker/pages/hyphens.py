"""Words that were divided at the ends of lines, made whole.

A hyphen at the end of a line goes if the word without it stands somewhere else in the document. It stays if
the word with it does, before a capital or a digit, in words with another hyphen (`up-to-date`), and after
words that make compounds (`self-`, `low-`) unless an ending follows (`market-ing`). Otherwise it goes, for
most hyphens at line ends divide a word.
"""

import re
from collections.abc import Iterable, Sequence

from checker.pages.lines import Line

HYPHENS = "-\u2010\u00ad"
SOFT_HYPHEN = "\u00ad"
DIVIDED = re.compile(rf"([^\W\d_]+)[{HYPHENS}]$")
LONGEST_WORD = 60
WORD = re.compile(r"[^\W\d_]+(?:[-\u2010][^\W\d_]+)*")

COMPOUNDING = frozenset(
    re.findall(
        r"\w+",
        """all best cost cross customer data day easy eco end family fast first five four free full half hand
        hands high home key large late left life long low lower market mid money month near new next off old
        on one open part paid peer performance quick ready real right risk second self set short side single
        six small ten third three time top two user value week well wide world year""",
    )
)
"""First parts that keep their hyphen; syllables that many words start with (`in-`, `re-`) are not here."""

ENDINGS = frozenset(
    re.findall(
        r"\w+",
        """able al ance ant dom ed en er ers est ful ible ing ings ion ish ity ive less ly ment ments ness
        ship tion ty ward""",
    )
)
"""Rests that are no words, so that what stands before them was divided."""


def vocabulary(lines: Iterable[Line]) -> frozenset[str]:
    """Return the words of *lines* in lower case, but not those divided at their ends."""
    return frozenset(word.lower() for line in lines for word in WORD.findall(_undivided(line.text)))


def _undivided(text: str) -> str:
    return text[:-LONGEST_WORD] + DIVIDED.sub("", text[-LONGEST_WORD:])


def joined(texts: Sequence[str], known: frozenset[str]) -> str:
    """Return *texts*, the lines of a paragraph, as one; *known* are words of the document."""
    whole = ""
    for text in texts:
        divided = DIVIDED.search(whole, max(len(whole) - LONGEST_WORD, 0))
        if not divided or not text[:1].isalpha():
            whole += f" {text}" if whole else text
        elif whole.endswith(SOFT_HYPHEN) or _is_one_word(divided, text, known):
            whole = whole[:-1] + text
        else:
            whole += text
    return whole.replace(SOFT_HYPHEN, "")


def _is_one_word(divided: re.Match[str], text: str, known: frozenset[str]) -> bool:
    """Return whether the end of *divided* and the first word of *text* were one word."""
    found = WORD.match(text)
    start, rest = divided[1].lower(), found[0].lower() if found else ""
    before = divided.string[divided.start() - 1] if divided.start() else " "
    if start + rest in known:
        return True
    is_compound = f"{start}-{rest}" in known or before in HYPHENS or not rest.isalpha()
    keeps = start in COMPOUNDING and rest not in ENDINGS
    return text[0].islower() and not is_compound and not keeps
