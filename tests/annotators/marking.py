"""What the tests of annotated copies share: files with made-up findings in them, and their copies."""

import re

from checker.annotators import annotated
from checker.annotators.original import Original
from checker.domain import Checked, Document, Limits
from checker.readers import load
from checker.readers.recognition import recognise
from tests.reporters.report_builders import KIT, finding, report

HOSTILE = "\x00\x1b[31m\u202egnp.exe\u2066 <script>&amp;]]>\ud800\uffff\r\n=1+1" + "w" * 5_000
"""What an explanation may hold at worst: controls, turned directions, markup, half a character, a flood."""

WORDS = re.compile(r"\w[\w’'-]*(?: \w[\w’'-]*){0,3}")


def read(content: bytes, source: str) -> tuple[Document, ...]:
    return load(recognise(content, source)).read(content, source, Limits())


def found(
    document: Document,
    *quotes: str,
    why: str = "It sells the price.",
    check: str = "off-message",
    **traits: object,
) -> Checked:
    """Return *document* with a finding on the first place of each of *quotes*; an empty one is missing."""
    findings = [finding(document, "easy-first", q, check, why, **traits) for q in quotes]
    return report(document, *findings)


def everywhere(document: Document, most: int = 12) -> Checked:
    """Return *document* with findings all over it, each within a block, and one on something missing."""
    quotes = (
        match[0]
        for block in document.blocks
        for match in WORDS.finditer(document.text, block.start, block.end)
    )
    several = list(dict.fromkeys(quotes))
    return found(document, *several[:: max(1, len(several) // most)][:most], "", suggestion="Easy.")


def copy_of(content: bytes, source: str, *quotes: str, **traits: object) -> bytes:
    """Return the annotated copy of a file of one document, with a finding on each of *quotes*."""
    [document] = read(content, source)
    return annotated(Original(content, source), [found(document, *quotes, **traits)], KIT, read)


def whole_copy_of(content: bytes, source: str) -> bytes:
    """Return the annotated copy of a file, with findings all over it."""
    checked = [everywhere(document) for document in read(content, source)]
    return annotated(Original(content, source), checked, KIT, read)


def same(one: tuple[Document, ...], other: tuple[Document, ...]) -> bool:
    """Return whether two readings found the same draft."""
    return [d.model_copy(update={"digest": ""}) for d in one] == [
        d.model_copy(update={"digest": ""}) for d in other
    ]
