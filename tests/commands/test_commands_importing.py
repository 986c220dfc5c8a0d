"""`brandcheck kit import`: files, folders, with and without a model."""

from pathlib import Path

import pytest

from checker.commands.importing import Request, run
from checker.domain import Kind, Role
from checker.errors import InputError, ModelFailed, TimedOut
from checker.kits.importing.by_model.answers import Imported, SaidGuideline, Words
from checker.kits.loading import load
from tests.scripted import scripted

GUIDE = """\
# Acme: the brand guide

## What we lead with

A quiet kitchen comes first.

## Words

- kettle, not boiler
"""
PAGE = "# {name}\n\nNever shout at {name}.\n"
LEAD = SaidGuideline(
    sources=(Words(passage=3, quote="A quiet kitchen comes first."),),
    id="calm",
    kind=Kind.MESSAGE,
    role=Role.LEAD,
    text="A quiet kitchen comes first.",
)


@pytest.fixture
def guide(tmp_path: Path) -> Path:
    path = tmp_path / "guide.md"
    path.write_text(GUIDE, encoding="utf-8")
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A site's folder: the guide's pages, other pages, and what is no page."""
    for name in ("style-guide/tone.md", "style-guide/index.md", "style-guide/words/list.md", "posts/news.md"):
        path = tmp_path / "site" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(PAGE.format(name=path.stem), encoding="utf-8")
    (tmp_path / "site" / "style-guide" / "table.csv").write_text("a,b\n", encoding="utf-8")
    (tmp_path / "site" / "style-guide" / ".hidden.md").write_text("Never hide.\n", encoding="utf-8")
    return tmp_path / "site"


def test_without_a_model_the_rules_read(
    guide: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    output = tmp_path / "out" / "kit.yaml"

    assert run(Request(guide, output)) == 0
    assert [g.kind for g in load(output).guidelines] == [Kind.MESSAGE, Kind.TERM]
    told = capsys.readouterr()
    assert told.out == f"Written to {output}. Review it, then try: brandcheck kit lint {output}\n"
    assert told.err == ""


def test_the_kit_goes_to_the_screen(guide: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(Request(guide)) == 0
    assert capsys.readouterr().out.startswith("# Drafted from guide.md by rules, without a judge.")


def test_a_folders_pages_are_one_guide_its_index_first(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(Request(folder / "style-guide")) == 0

    told = capsys.readouterr()
    assert "# Drafted from 2 pages in style-guide" in told.out
    assert told.out.index("Never shout at index") < told.out.index("Never shout at tone")
    assert "Never shout at list" not in told.out
    assert "Never hide" not in told.out
    assert told.err == "Passed over, as other than the guide's pages: words.\nRead 2 pages.\n"


def test_of_a_folder_without_pages_the_folders_called_like_a_guide_are_read(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(Request(folder)) == 0

    told = capsys.readouterr()
    assert "Never shout at list" in told.out
    assert "news" not in told.out
    assert told.err == "Passed over, as other than the guide's pages: posts.\nRead 3 pages.\n"


def test_a_page_that_cant_be_read_is_told_and_the_rest_is_read(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "style-guide" / "broken.docx").write_bytes(b"PK\x03\x04 not a document")

    assert run(Request(folder / "style-guide")) == 3
    told = capsys.readouterr()
    assert "Not read: " in told.err
    assert "broken.docx" in told.err
    assert "Never shout at tone" in told.out


def test_a_folder_without_pages_is_refused(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()

    with pytest.raises(InputError, match="no pages in this folder"):
        run(Request(tmp_path / "empty"))


def test_a_file_that_is_there_is_not_written_over(guide: Path, tmp_path: Path) -> None:
    output = tmp_path / "kit.yaml"
    output.write_text("mine", encoding="utf-8")

    with pytest.raises(InputError, match="there is a file already"):
        run(Request(guide, output, by_judge=True), model=scripted())
    assert output.read_text(encoding="utf-8") == "mine"


def test_a_model_reads_and_what_it_left_is_told(
    guide: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    output = tmp_path / "kit.yaml"
    model = scripted(Imported(brand="Acme", guidelines=(LEAD,)))

    assert run(Request(guide, output, by_judge=True), model=model) == 0
    assert [g.id for g in load(output).guidelines] == ["calm"]
    assert capsys.readouterr().err.splitlines() == [
        "Part 1 of 1: asking scripted:reader.",
        "1 guidelines, each with the words that it comes from.",
        "1 passages of the guide not used; they are listed at the end of the kit.",
    ]


def test_a_silent_model_is_an_error_of_its_own(guide: Path) -> None:
    with pytest.raises(ModelFailed, match="60 seconds"):
        run(Request(guide, by_judge=True), model=scripted(TimedOut("60 seconds")))


def test_a_confidential_guide_is_shown_to_no_model(guide: Path) -> None:
    guide.write_text(f"Confidential\n\n{GUIDE}", encoding="utf-8")
    model = scripted()

    with pytest.raises(InputError, match="it is marked “confidential”, so it is not shown to a model"):
        run(Request(guide, by_judge=True), model=model)
    assert model.asked == []
