"""`brandcheck records` and `index`: one document exported or erased everywhere, the index made anew."""

import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from checker.errors import InputError
from service.commands import documents, index
from service.commands.stores import opened
from service.nouns import LOCAL
from tests.service.records.makers import TEXT, checked, draft, finding

NAME = "cms-1"


@pytest.fixture(autouse=True)
def installation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An installation in which two versions of one document are kept, and another document."""
    monkeypatch.setenv("BRANDCHECK_SERVICE__DATA", str(tmp_path / "data"))
    with opened() as records:
        for document in (NAME, NAME, "other"):
            found = checked(TEXT, finding(number=1))
            records.checks.add_done(draft(document=document), found, kit_version=1, by=LOCAL)


def test_all_that_is_kept_of_a_document_is_written(tmp_path: Path) -> None:
    path, screen = tmp_path / "out.json", io.BytesIO()

    documents.export(NAME, path, screen)
    documents.export(NAME, None, screen)

    exported = json.loads(path.read_bytes())
    assert exported["document"] == NAME
    assert len(exported["checks"]) == 2
    assert json.loads(screen.getvalue()) == exported


def test_a_file_that_can_t_be_written_is_said(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="Name another file"):
        documents.export(NAME, tmp_path / "no folder" / "out.json", io.BytesIO())


def test_an_erased_document_is_gone_and_nothing_else() -> None:
    assert documents.erase(NAME) == 2

    with opened() as records:
        assert records.checks.versions(NAME) == ()
        assert len(records.checks.versions("other")) == 1
        entries, _ = records.audit.list()
    assert (entries[0].action, entries[0].subject) == ("erase document", NAME)


@pytest.mark.parametrize("do", [documents.erase, lambda name: documents.export(name, None, io.BytesIO())])
def test_a_document_of_which_nothing_is_kept_is_said(do: Callable[[str], object]) -> None:
    with pytest.raises(InputError, match="Nothing is kept of a document “none”"):
        do("none")


def test_the_index_is_made_from_the_records() -> None:
    said: list[str] = []

    assert index.check(said.append) == 1
    assert index.rebuild(said.append) == 0
    assert index.check(said.append) == 0
    assert said[-1] == said[-2]


def test_an_erased_document_leaves_the_index() -> None:
    index.rebuild(lambda _: None)

    documents.erase(NAME)

    said: list[str] = []
    assert index.check(said.append) == 0, said
