import random

import pytest

from checker.domain import Block, BlockKind, Document
from checker.patterns.views import View


def stretches(text, source="d.md", form="markdown", families=()):
    document = Document(source=source, format=form, digest="", text=text, blocks=())
    view = View(document, styles=frozenset({"Own"}), families=frozenset(families))
    return [one for one in view.stretches() if not one.scope.startswith(("raw", "summary"))]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("un*believ*able", [("text.md", "un believable"), ("emphasis.md", "believ")]),
        ("say `this` now.", [("text.md", "say **** now."), ("code.md", "this")]),
        ("([a](b))—*c*", [("text.md", "(a)—c"), ("link.md", "a"), ("emphasis.md", "c")]),
        ("one  \ntwo\nthree", [("text.md", "one two\nthree")]),
        ("a &amp; b &copy;", [("text.md", "a & b ©")]),
        (r"a \* b", [("text.md", "a * b")]),
        ("> one\n>\n> two", [("text.blockquote.md", "one"), ("text.md", "two")]),
        ("- a\n  - b\n- c", [("text.list.md", "a"), ("text.list.md", "b"), ("text.list.md", "c")]),
        ("- [x] done", [("text.list.md", "done")]),
        (
            "a[^1]\n\n[^1]: note",
            [("text.md", "a 1"), ("link.md", "1"), ("text.list.md", "note ↩︎"), ("link.md", "↩︎")],
        ),
        ("see www.a.example.", [("text.md", "see www.a.example."), ("link.md", "www.a.example")]),
        ("<div class='code'>x</div>\n\ny", [("text.md", "y")]),
        ("<p>a<br>b</p>", [("text.md", "a b")]),
        ("a <!-- vale off -->b<!-- vale on --> c", [("text.md", "a c")]),
    ],
)
def test_a_page_is_seen_as_its_readers_see_it(text, shown):
    assert [(one.scope, one.text) for one in stretches(text)] == shown


def test_each_character_knows_where_it_is_from():
    text = "# A *b* `c`\n\n- d &lt; [e](f 'g') \\* <h@i.example>\n\n| j | k |\n|--|--|\n| l\\|m | n |\n"
    for one in stretches(text):
        for character, origin in zip(one.text, one.traced.origins, strict=True):
            assert origin < 0 or character in "* \n" or text[origin] in (character, "&", "\\")


def test_no_text_breaks_it():
    alphabet = [
        "a",
        " ",
        "\n",
        "*",
        "_",
        "`",
        "[",
        "]",
        "(",
        ")",
        "<",
        ">",
        "&",
        "|",
        "-",
        "#",
        "!",
        "^",
        ":",
        "1.",
        "\n\n",
        "<b>",
        "--",
    ]
    chance = random.Random(7)  # noqa: S311 - drafts, not secrets
    for _ in range(400):
        text = "".join(chance.choices(alphabet, k=chance.randrange(60)))
        for one in stretches(text, families=("sentence", "paragraph")):
            assert len(one.text) == len(one.traced.origins)
            assert all(-1 <= origin < len(text) for origin in one.traced.origins)


def test_other_formats_are_seen_by_their_blocks():
    kinds = (BlockKind.TITLE, BlockKind.BULLET, BlockKind.CELL, BlockKind.CODE, BlockKind.PARAGRAPH)
    blocks = tuple(Block(start=2 * n, end=2 * n + 1, kind=kind) for n, kind in enumerate(kinds))
    document = Document(source="d.pptx", format="pptx", digest="", text="a b c d e", blocks=blocks)
    view = View(document, styles=frozenset(), families=frozenset())

    seen = [(one.scope, one.text) for one in view.stretches()][:-2]

    expected = [
        ("text.heading.h1.pptx", "a"),
        ("text.list.pptx", "b"),
        ("text.table.cell.pptx", "c"),
        ("text.pptx", "e"),
    ]
    assert seen == expected
