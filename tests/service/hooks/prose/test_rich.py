"""Rich text of each make: what it becomes, that no word is lost, and what is done about hostile trees."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml.html import fromstring

from checker.domain import Limits
from checker.readers import fields as reader
from service.hooks import prose
from service.hooks.protocol import Malformed, Version
from service.hooks.writing import fields_draft


def contentful(kind, *content, **more):
    return {"nodeType": kind, "data": {}, "content": list(content), **more}


def words(value, *marks):
    return {"nodeType": "text", "value": value, "marks": [{"type": mark} for mark in marks], "data": {}}


def block(text, key="text", **more):
    return {"type": "paragraph", "children": [{"type": "text", key: text}], **more}


def portable(text, marks=(), **more):
    return {"_type": "block", "children": [{"_type": "span", "text": text, "marks": list(marks)}], **more}


def tiptap(kind, *content, **more):
    return {"type": kind, "content": list(content), **more}


CASES = {
    "contentful": (
        contentful(
            "document",
            contentful("heading-2", words("Why")),
            contentful("paragraph", words("We "), words("use", "bold"), words(" it.", "code")),
            contentful(
                "paragraph", contentful("hyperlink", words("Here"), data={"uri": "https://a.example"})
            ),
            contentful("ordered-list", contentful("list-item", contentful("paragraph", words("One")))),
            contentful("blockquote", contentful("paragraph", words("A < B & C\nD"))),
            contentful("hr"),
            contentful("table", contentful("table-row", contentful("table-header-cell", words("Price")))),
            contentful("embedded-entry-block", data={"target": {"sys": {"id": "e2"}}}),
            contentful("unheard-of", words("New")),
        ),
        "<h2>Why</h2><p>We use<code> it.</code></p><p>Here</p><ol><li><p>One</p></li></ol>"
        "<blockquote><p>A &lt; B &amp; C<br>D</p></blockquote><hr>"
        "<table><tr><th>Price</th></tr></table>New",
    ),
    "portable": (
        [
            portable("Why", style="h1"),
            portable("We use", marks=["strong"]),
            portable("One", listItem="bullet", level=1),
            portable("Deep", listItem="number", level=2),
            portable("Two", listItem="bullet", level=1),
            portable("A", listItem="number", level=1),
            portable("x < 1", marks=["code"], style="blockquote"),
            portable("Last", style="own-style", listItem="bullet"),
        ],
        "<h1>Why</h1><p>We use</p><ul><li>One</li><ol><li>Deep</li></ol><li>Two</li></ul><ol><li>A</li></ol>"
        "<blockquote><code>x &lt; 1</code></blockquote><ul><li>Last</li></ul>",
    ),
    "storyblok": (
        tiptap(
            "doc",
            tiptap("heading", {"type": "text", "text": "Why"}, attrs={"level": 4}),
            tiptap("bullet_list", tiptap("list_item", tiptap("paragraph", {"type": "text", "text": "One"}))),
            tiptap(
                "paragraph",
                {"type": "text", "text": "a"},
                {"type": "hard_break"},
                {"type": "text", "text": "b"},
            ),
            tiptap("code_block", {"type": "text", "text": "x()", "marks": [{"type": "code"}]}),
            {"type": "image", "attrs": {"src": "x.png", "alt": 'A "red" door'}},
            tiptap("heading", {"type": "text", "text": "Odd"}, attrs={"level": 99}),
        ),
        "<h4>Why</h4><ul><li><p>One</p></li></ul><p>a<br>b</p><pre><code>x()</code></pre>"
        '<img src="" alt="A &quot;red&quot; door"><h2>Odd</h2>',
    ),
    "strapi": (
        [
            {"type": "heading", "level": 1, "children": [{"type": "text", "text": "Why"}]},
            block("We use"),
            {
                "type": "list",
                "format": "ordered",
                "children": [{"type": "list-item", "children": [{"type": "text", "text": "One"}]}],
            },
            {"type": "quote", "children": [{"type": "text", "text": "So", "bold": True}]},
            {"type": "code", "children": [{"type": "text", "text": "x()"}]},
            {
                "type": "image",
                "image": {"alternativeText": "A door"},
                "children": [{"type": "text", "text": ""}],
            },
            {
                "type": "paragraph",
                "children": [
                    {"type": "link", "url": "u", "children": [{"type": "text", "text": "Go", "code": True}]}
                ],
            },
        ],
        "<h1>Why</h1><p>We use</p><ol><li>One</li></ol><blockquote>So</blockquote><pre>x()</pre>"
        '<img src="" alt="A door"><p><code>Go</code></p>',
    ),
}


@pytest.mark.parametrize("make", CASES)
def test_rich_text_becomes_html(make):
    value, expected = CASES[make]

    assert prose.html(value).html == expected


@pytest.mark.parametrize("make", CASES)
def test_a_finding_in_it_leads_back_to_the_field(make):
    fields = prose.gathered({"page": {"body": CASES[make][0]}}, "", prose.Habits())
    version = Version("", fields, "A title")

    (document,) = reader.read(fields_draft(version), "page.fields.json", Limits())

    assert {block.place.field for block in document.blocks} == {"/page/body"}
    assert "One" in document.text or "Last" in document.text


@pytest.mark.parametrize(
    "value", [None, 1, "x", [], {}, [1], [{}], {"type": "doc"}, {"nodeType": "paragraph"}]
)
def test_other_values_are_none(value):
    assert prose.html(value) is None


def nested(depth, leaf, wrap):
    for _ in range(depth):
        leaf = wrap(leaf)
    return leaf


HOSTILE = {
    "contentful": lambda: contentful(
        "document", nested(5_000, words("x"), lambda one: contentful("quote", one))
    ),
    "storyblok": lambda: tiptap("doc", nested(5_000, {"type": "text"}, lambda one: tiptap("quote", one))),
    "strapi": lambda: [nested(5_000, block("x"), lambda one: {"type": "quote", "children": [one]})],
    "objects": lambda: nested(5_000, "two words", lambda one: {"a": one}),
    "lists": lambda: nested(5_000, "two words", lambda one: [one]),
    "many nodes": lambda: contentful("document", *[contentful("paragraph")] * 100_001),
    "many blocks": lambda: [portable("x")] * 60_000,
    "much text": lambda: [portable("x" * 1_000)] * 2_100,
    "many fields": lambda: {f"f{place}": "two words" for place in range(2_001)},
    "much in fields": lambda: {f"f{place}": "two words " * 10_000 for place in range(30)},
    "embedded in one another": lambda: nested(
        200, [portable("x")], lambda one: [portable("x"), {"_type": "own", "body": one}]
    ),
}


@pytest.mark.parametrize("shape", HOSTILE)
def test_what_is_over_a_limit_is_malformed(shape):
    with pytest.raises(Malformed, match=r"nested deeper|more than"):
        prose.gathered(HOSTILE[shape](), "", prose.Habits())


def test_a_circle_ends():
    circle = {"title": "Two words"}
    circle["self"] = [circle]
    rich = contentful("document")
    rich["content"].append(rich)

    for value in (circle, rich):
        with pytest.raises(Malformed, match="nested deeper"):
            prose.gathered(value, "", prose.Habits())
    assert prose.find(circle, "self[].title")[0].value == "Two words"


TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20)
TREE = st.recursive(
    TEXT.map(words),
    lambda inner: st.builds(
        lambda kind, content: contentful(kind, *content),
        st.sampled_from(["paragraph", "heading-1", "list-item", "hyperlink", "blockquote", "made-up"]),
        st.lists(inner, max_size=4),
    ),
    max_leaves=30,
)


def text_of(node):
    return node.get("value", "") + "".join(map(text_of, node.get("content", [])))


@given(st.lists(TREE, max_size=4))
def test_no_word_is_lost_and_none_becomes_markup(trees):
    document = contentful("document", *trees)

    made = fromstring(f"<div>{prose.html(document).html}</div>")

    assert made.text_content() == text_of(document)
    assert {element.tag for element in made.iter()} <= {"div", "p", "h1", "li", "blockquote"}


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(st.text(max_size=8), inner, max_size=5),
    max_leaves=40,
)


@given(JSON)
def test_every_field_is_where_its_pointer_says(content):
    for field in prose.gathered(content, "", prose.Habits()):
        (found,) = prose.find(content, field.path)

        assert found.pointer == field.path
        assert isinstance(found.value, str)
        assert field.text.strip()
