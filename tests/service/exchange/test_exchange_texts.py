"""What callers may send, and what is left of a file's name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from service.exchange.forms import NewKey, NewWaiver
from service.exchange.texts import (
    LONGEST_NAME,
    UNSHOWN,
    Cursor,
    Day,
    DocumentName,
    Instant,
    Name,
    Named,
    Prose,
    Reasoned,
    file_name,
)


@given(st.text(alphabet=st.characters(codec=None, exclude_categories=[])))
def test_whatever_a_file_is_called_its_name_is_harmless(given_name: str) -> None:
    name = file_name(given_name, otherwise="upload")

    assert 0 < len(name) <= LONGEST_NAME
    assert not {"/", "\\"} & set(name)
    assert name not in {".", ".."}
    assert not UNSHOWN.search(name)
    name.encode()


@given(st.text(alphabet="abcü ._-", min_size=1, max_size=250), st.sampled_from([".md", ".docx", ".pdf"]))
def test_a_suffix_stays(stem: str, suffix: str) -> None:
    assert file_name(f"{stem}x{suffix}", otherwise="upload").endswith(suffix)


@given(st.text(alphabet="abcü ._-", min_size=1, max_size=100))
def test_a_name_that_is_harmless_stays(name: str) -> None:
    kept = file_name(f"a{name}z", otherwise="upload")

    assert kept == f"a{name}z"
    assert file_name(kept, otherwise="upload") == kept


TEXTS: list[tuple[object, list[object], list[object]]] = [
    (Name, ["", "a", "Büro 7", "x" * 200], ["a\nb", "\x00", "\x7f", "\x9b", "x" * 201, "\ud800", 7, None]),
    (Named, ["a"], ["", " ", "\t"]),
    (DocumentName, ["", "a", "a/b", "a/..b", "https://x/y"], ["..", ".", "a/..", "../a", "a/./b", "/a"]),
    (Reasoned, ["two\nlines"], ["", " \n", "\x00", "x" * 2001, "\ud800"]),
    (Prose, ["a\tb\r\nc", "\x0bx"], ["", " ", "a\x00", "\udfff"]),
    (Cursor, ["", "0" * 32], ["0", "g" * 32, "0" * 33, "0" * 32 + "\n"]),
    (
        Day,
        ["2026-01-31", "0001-01-01"],
        ["2026-02-30", "20260131", "31.1.2026", 0, "0", 20_000, "2026-01-31T10:00:00Z"],
    ),
    (
        Instant,
        ["2026-01-31T00:00:00Z", "2026-01-31t00:00:00.5+01:00"],
        ["2026-01-31", "2026-01-31T00:00:00", 0, "0", "2026-01-31T25:00:00Z"],
    ),
]


@pytest.mark.parametrize(
    ("kind", "value"),
    [(kind, value) for kind, fine, _ in TEXTS for value in fine],
    ids=lambda it: repr(it)[:30],
)
def test_what_fits_is_taken(kind: object, value: object) -> None:
    TypeAdapter(kind).validate_python(value)


@pytest.mark.parametrize(
    ("kind", "value"),
    [(kind, value) for kind, _, wrong in TEXTS for value in wrong],
    ids=lambda it: repr(it)[:30],
)
def test_what_does_not_fit_is_refused(kind: object, value: object) -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(kind).validate_python(value)


def test_a_key_may_do_something() -> None:
    with pytest.raises(ValidationError, match="scopes"):
        NewKey.model_validate({"name": "x", "scopes": []})


def test_the_ways_to_waive_are_the_same_in_words_and_in_the_schema() -> None:
    first, second = NewWaiver.model_json_schema()["oneOf"]

    assert (first["required"], second["required"]) == (["finding"], ["guideline", "quote"])
