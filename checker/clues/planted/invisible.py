"""Messages in signs that show nothing: tags, variation selectors, characters of no width, turned letters.

Tags (Unicode's block E0000) are ASCII that nobody sees; variation selectors carry a byte each; characters of
no width carry bits. All have honest uses, singly: flags of regions (UTS #51), emoji, Persian, Indic scripts.
"""

import re
from collections.abc import Iterator

from checker.clues.planted.disguises import Disguise, is_readable

TAGS = re.compile("[\U000e0001-\U000e007f]{3,}")
FLAG = re.compile("\U0001f3f4[\U000e0030-\U000e0039\U000e0061-\U000e007a]{2,6}\U000e007f")
"""A flag of a region, the one honest use of tags."""
TAG = 0xE0000
"""What a tag's code has beyond that of its letter."""
SELECTORS = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]{4,}")
FIRST, SECOND, FEW = 0xFE00, 0xE0100, 16
"""Where the two rows of variation selectors begin, and how many the first one has."""
TURNED = re.compile("\u202e([^\u202c\u202e\n]{8,2000})")
"""Letters after a sign that has them shown from right to left."""
BITS = re.compile("[\u200b-\u200d\u2060-\u2064\ufeff\u180e]{32,}")
BYTE = 8


def invisible(text: str) -> Iterator[Disguise]:
    """Yield what is written in characters that show nothing."""
    if text.isascii():
        return
    yield from _tagged(text)
    for turned in TURNED.finditer(text):
        yield Disguise(*turned.span(), turned[1][::-1])
    for selectors in SELECTORS.finditer(text):
        words = bytes(map(_selected, selectors.group())).decode("utf-8", "replace")
        yield Disguise(*selectors.span(), words, is_secret=True)
    for bits in BITS.finditer(text):
        yield from (Disguise(*bits.span(), words, is_secret=True) for words in _from_bits(bits.group()))


def _tagged(text: str) -> Iterator[Disguise]:
    """Yield what is written in tags, but for flags."""
    flags = {match.start() + 1 for match in FLAG.finditer(text)}
    for tags in TAGS.finditer(text):
        words = "".join(chr(ord(sign) - TAG) for sign in tags.group()).strip("\x01\x7f")
        if tags.start() not in flags and words:
            yield Disguise(*tags.span(), words, is_secret=True)


def _selected(sign: str) -> int:
    """Return the byte that a variation selector stands for."""
    code = ord(sign)
    return code - FIRST if code < SECOND else code - SECOND + FEW


def _from_bits(signs: str) -> Iterator[str]:
    """Yield the message that signs of no width carry: two of them bits, a third one between letters."""
    kinds = sorted(set(signs), key=lambda kind: (-signs.count(kind), kind))
    bits = "".join(sign for sign in signs if sign in kinds[:2])
    for one in kinds[:2]:
        words = from_bits("".join("1" if sign == one else "0" for sign in bits))
        if is_readable(words):
            yield words
            return


def from_bits(digits: str) -> str:
    """Return the text whose bytes are written as *digits*, eight each."""
    last = len(digits) - BYTE + 1
    return bytes(int(digits[at : at + BYTE], 2) for at in range(0, last, BYTE)).decode("utf-8", "replace")
