"""What an Office file holds beside the words of its document."""

import pytest
from lxml import etree

from checker.composition import APART
from checker.packages import asides
from checker.packages.asides import _said, _words

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


def test_a_part_that_comes_again_is_not_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    first, other = (_said(XML.replace(b"A word", word)) for word in (b"One word", b"Another"))
    monkeypatch.setattr(asides, "_root", lambda _: pytest.fail("read again"))

    assert first != other
    assert [_said(XML.replace(b"A word", word)) for word in (b"Another", b"One word")] == [other, first]


@pytest.mark.parametrize(("limit", "value"), [("KEPT", 3), ("ROOM", 300)])
def test_no_more_is_kept_than_there_is_room_for(
    monkeypatch: pytest.MonkeyPatch, limit: str, value: int
) -> None:
    monkeypatch.setattr(asides, limit, value)
    for number in range(20):
        _said(XML.replace(b"A word", b"%d" % number))

    kept = tuple(asides._known.values())
    assert 1 <= len(kept) < 10
    assert "19" in kept[-1]


def test_what_is_no_xml_says_nothing() -> None:
    assert _said(b"") is None
