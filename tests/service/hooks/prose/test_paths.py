"""JSON pointers as RFC 6901 has them, and expressions that lead back to pointers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.hooks import prose
from service.hooks.protocol import Malformed

RFC = {
    "foo": ["bar", "baz"],
    "": 0,
    **{name: place for place, name in enumerate(("a/b", "c%d", "e^f", "g|h", "i\\j", 'k"l', " ", "m~n"), 1)},
}


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("", RFC),
        ("/foo", ["bar", "baz"]),
        ("/foo/0", "bar"),
        ("/", 0),
        ("/a~1b", 1),
        ("/c%d", 2),
        ("/e^f", 3),
        ("/g|h", 4),
        ("/i\\j", 5),
        ('/k"l', 6),
        ("/ ", 7),
        ("/m~0n", 8),
    ],
)
def test_the_examples_of_the_standard(path, value):
    assert prose.find(RFC, path) == [(path, value)]


@pytest.mark.parametrize(
    "path", ["/foo/2", "/foo/-", "/foo/-1", "/foo/٠", "/foo/99999999999", "/x", "/a~1b/0", "x.y"]
)
def test_nothing_is_found_where_nothing_is(path):
    assert prose.find(RFC, path) == []


@pytest.mark.parametrize("path", ["foo[", "foo[?", "a.`b", "unknown(@)", "length(`1`)"])
def test_what_is_no_path_is_malformed(path):
    with pytest.raises(Malformed, match="neither a JSON pointer nor a JMESPath"):
        prose.find(RFC, path)


def test_what_an_expression_finds_is_where_it_is():
    content = {"a": [{"t": "x1"}, {"t": "x2", "u": {"v": ["y"]}}]}

    assert prose.find(content, "a[*].t") == [("/a/0/t", "x1"), ("/a/1/t", "x2")]
    assert prose.find(content, "a[1].u") == [("/a/1/u", {"v": ["y"]})]
    assert prose.find(content, "a[?u].u.v | []") == [("/a/1/u/v/0", "y")]
    assert prose.find(content, "length(a)") == [("length(a)", 2)]


@given(st.lists(st.text(max_size=6), max_size=5))
def test_names_survive_a_pointer(names):
    assert prose.parts(prose.pointer(*names)) == names


@pytest.mark.parametrize(
    ("path", "text"), [("/a", "x"), ("/n", "7"), ("/f", "1.5"), ("/b", ""), ("/o", ""), ("/z", ""), ("", "")]
)
def test_the_first_text_or_number(path, text):
    assert prose.first({"a": "x", "n": 7, "f": 1.5, "b": True, "o": {}}, path) == text
