"""What holds of every annotator: the catalogue, the sample drafts, refusals."""

from pathlib import Path

import pytest

from checker import annotators
from checker.annotators import annotated
from checker.annotators.original import Original
from checker.domain import Document
from checker.errors import InputError, UnreadableDocument
from checker.readers import READERS
from tests.annotators.marking import everywhere, found, read, same, whole_copy_of
from tests.reporters.report_builders import KIT

DRAFTS = sorted(
    path
    for path in Path("corpus/drafts").rglob("*")
    if path.suffix in {".pptx", ".docx", ".pdf", ".csv", ".jsonl"}
)


def test_the_catalogue_lists_what_is_on_disk() -> None:
    modules = {path.stem for path in Path(annotators.__file__).parent.glob("*.py")}

    assert set(annotators.ANNOTATORS) == modules - {"__init__", "original"}
    assert set(annotators.ANNOTATORS) <= set(READERS)


@pytest.mark.parametrize("name", annotators.ANNOTATORS)
def test_an_annotator_says_which_format_it_is_for(name: str) -> None:
    assert name == annotators.load(name).FORMAT


def test_other_formats_are_refused_with_those_that_exist() -> None:
    with pytest.raises(InputError, match="“markdown” is not annotated"):
        annotators.load("markdown")


@pytest.mark.parametrize("path", DRAFTS, ids=lambda path: path.name)
def test_a_copy_of_a_sample_draft_reads_as_the_draft_and_is_marked_once(path: Path) -> None:
    content = path.read_bytes()

    copy = whole_copy_of(content, path.name)

    assert copy != content
    assert same(read(copy, path.name), read(content, path.name))
    assert whole_copy_of(copy, path.name) == copy


def test_a_file_that_changed_since_it_was_checked_is_refused() -> None:
    one, other = (path for path in DRAFTS if path.suffix == ".docx")
    checked = [everywhere(document) for document in read(one.read_bytes(), one.name)]

    with pytest.raises(UnreadableDocument, match="changed since it was checked"):
        annotated(Original(other.read_bytes(), other.name), checked, KIT, read)


def test_a_copy_that_would_read_otherwise_is_never_given_out() -> None:
    [path] = [path for path in DRAFTS if path.name == "one-pager.docx"]
    content = path.read_bytes()

    def forgetful(data: bytes, source: str) -> tuple[Document, ...]:
        [document] = read(data, source)
        return (document if data == content else document.model_copy(update={"text": ""}),)

    with pytest.raises(UnreadableDocument, match="would read otherwise"):
        annotated(Original(content, path.name), [found(*read(content, path.name))], KIT, forgetful)


def test_what_is_waived_is_not_noted() -> None:
    [path] = [path for path in DRAFTS if path.name == "datasheet.pdf"]
    content = path.read_bytes()
    [document] = read(content, path.name)

    def copy(**traits: object) -> bytes:
        return annotated(
            Original(content, path.name), [found(document, document.text[:9], **traits)], KIT, read
        )

    assert copy().count(b"/Highlight") == 1
    assert copy(waived_by="Mina, until 2099").count(b"/Highlight") == 0
