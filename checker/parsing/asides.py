"""What a page holds beside its words: attributes, programs, styles, elements that no reader is shown."""

from collections.abc import Iterator

from lxml import etree

from checker.composition import APART, Aside

LEAST = 8
"""Characters of the shortest attribute that may say something."""
PROGRAMS = frozenset({"script", "style"})


def asides(root: etree._Element, inline: frozenset[str]) -> Iterator[Aside]:
    """Yield all the words of a page, whether shown or not, then its attributes, then its programs.

    Args:
        root: the page.
        inline: elements within a sentence; any other parts the words before it from those after.
    """
    texts: list[str] = []
    values: list[str] = []
    programs: list[str] = []
    for element in root.iter():
        gap = "" if element.tag in inline else "\n"
        (programs if element.tag in PROGRAMS else texts).append(gap + (element.text or ""))
        texts.append(gap + (element.tail or ""))
        if isinstance(element.tag, str):
            values += (value for value in map(str, element.attrib.values()) if len(value) >= LEAST)
    yield Aside("".join(texts), "page")
    yield Aside(APART.join(values), "attribute")
    yield Aside("\n".join(programs), "script", is_program=True)
