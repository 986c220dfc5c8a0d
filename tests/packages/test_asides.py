"""What an Office file holds beside the words of its document."""

from lxml import etree

from checker.composition import APART
from checker.packages.asides import _words

XML = (
    b'<r xmlns:q="urn:q" a="An attribute"><?say so="An instruction" no="short"?><!--A comment-->'
    b'<q:b q:c="Another one" d="short">A word</q:b>A tail</r>'
)


def test_words_attributes_comments_and_instructions_are_heard_and_short_attributes_are_not() -> None:
    words, *attributes = "".join(_words(etree.fromstring(XML))).split(APART)

    assert [line for line in words.split("\n") if line] == [
        'so="An instruction" no="short"',
        "A comment",
        "A word",
        "A tail",
    ]
    assert attributes == ["An attribute", "Another one", "An instruction"]
