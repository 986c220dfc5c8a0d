"""Drafts from forms."""

from http import HTTPStatus

import pytest

from checker.readers.recognition import recognise
from service.pages.choices import Choice
from service.pages.drafts import file_draft, name_of, text_draft
from service.problems import Problem
from service.settings import ServiceSettings

SERVICE = ServiceSettings(_env_prefix="NONE_", max_text=100, max_upload=100)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Hello\nworld", "Hello"),
        ("\n\n  # **A headline**  \n", "A headline"),
        ("Save 20% on sales/deck.pdf", "Save 20% on sales deck pdf"),
        ("..\\..\\etc/passwd", "etc passwd"),
        ("---\n***\nWords", "Words"),
        ("word " * 40, "word word word word word word word word word word word word…"),
        ("", "Text"),
        ("!!!", "Text"),
    ],
)
def test_a_text_is_called_by_its_first_words(text: str, name: str) -> None:
    assert name_of(text) == name


@pytest.mark.parametrize("first", ["See deck.pdf", "Look at a.docx", "export.json", "x.pptx"])
def test_a_text_is_read_as_text_whatever_it_begins_with(first: str) -> None:
    text = f"{first}\n\nWords."

    assert recognise(text.encode(), name_of(text)) in {"text", "markdown"}


def test_line_ends_of_a_form_are_those_of_the_page() -> None:
    draft = text_draft("one\r\ntwo\rthree", Choice(kit="k", team="t"), document="d", service=SERVICE)

    assert (draft.content, draft.kit, draft.team, draft.document) == (b"one\ntwo\nthree", "k", "t", "d")


@pytest.mark.parametrize(
    ("text", "status"),
    [(" \r\n ", HTTPStatus.UNPROCESSABLE_ENTITY), ("x" * 101, HTTPStatus.REQUEST_ENTITY_TOO_LARGE)],
)
def test_a_text_that_cannot_be_a_draft_is_refused(text: str, status: HTTPStatus) -> None:
    with pytest.raises(Problem) as refused:
        text_draft(text, Choice(), document="", service=SERVICE)

    assert refused.value.status == status


@pytest.mark.parametrize(
    ("content", "status"),
    [(b"", HTTPStatus.UNPROCESSABLE_ENTITY), (b"x" * 101, HTTPStatus.REQUEST_ENTITY_TOO_LARGE)],
)
def test_a_file_that_cannot_be_a_draft_is_refused(content: bytes, status: HTTPStatus) -> None:
    with pytest.raises(Problem) as refused:
        file_draft("deck.pptx", content, Choice(), document="", service=SERVICE)

    assert refused.value.status == status


def test_half_a_character_does_not_stop_a_draft() -> None:
    assert text_draft("a\ud83db", Choice(), document="", service=SERVICE).content == b"a?b"
