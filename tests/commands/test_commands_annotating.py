"""Where annotated copies go, and what becomes of files that get none."""

from pathlib import Path

import pytest

from checker.commands.annotating import Copy, Job, copies, targets
from checker.errors import InputError, UnreadableDocument
from checker.readers import load
from checker.readers.recognition import recognise
from checker.settings import Settings
from checker.workers import Result
from tests.annotators.marking import found
from tests.readers import office, paper
from tests.reporters.report_builders import KIT

SETTINGS = Settings()


def _targets(folder: Path, names: list[str], output: str) -> list[str]:
    """Return where copies go, relative to *folder*; every name without a suffix is a folder of two decks."""
    paths = []
    for name in names:
        if Path(name).suffix:
            paths.append(folder / name)
        else:
            paths += [folder / name / "one.pptx", folder / name / "deep" / "two.pptx"]
    for path in paths:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    given = [str(folder / name) for name in names]
    return [str(t.relative_to(folder)) for t in targets(given, paths, folder / output).values()]


@pytest.mark.parametrize(
    ("names", "output", "expected"),
    [
        (["one.pptx"], "new.pptx", ["new.pptx"]),
        (["one.pptx"], "out", ["out/one.pptx"]),
        (["decks"], "out", ["out/one.pptx", "out/deep/two.pptx"]),
        (["a/one.pptx", "a/two.pptx"], "out", ["out/one.pptx", "out/two.pptx"]),
        (["a/one.pptx", "b/one.pptx"], "out", ["out/a/one.pptx", "out/b/one.pptx"]),
        (["a", "b"], "out", [f"out/{f}/{n}" for f in "ab" for n in ("one.pptx", "deep/two.pptx")]),
    ],
)
def test_copies_keep_the_relative_names_of_their_drafts(
    tmp_path: Path, names: list[str], output: str, expected: list[str]
) -> None:
    assert _targets(tmp_path, names, output) == expected


def test_a_copy_never_replaces_a_draft(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="is a draft itself"):
        _targets(tmp_path, ["decks"], "decks")


def test_one_file_is_not_enough_for_many_copies(tmp_path: Path) -> None:
    (tmp_path / "out.pptx").touch()

    with pytest.raises(InputError, match="Name a folder"):
        _targets(tmp_path, ["a/one.pptx", "a/two.pptx"], "out.pptx")


def test_without_an_output_there_is_nowhere_to_write(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="--output"):
        targets(["one.pptx"], [tmp_path / "one.pptx"], None)


def _result(path: Path, content: bytes) -> Result:
    path.write_bytes(content)
    name = recognise(content, str(path))
    documents = load(name).read(content, str(path), SETTINGS.limits)
    return Result(str(path), tuple(found(document, document.text[:2]) for document in documents), None)


def _made(folder: Path, results: list[Result], format_name: str = "annotated") -> list[Copy]:
    goals = {result.source: folder / "out" / Path(result.source).name for result in results}
    return list(copies(results, Job(format_name, goals, KIT, SETTINGS, jobs=2)))


def test_each_draft_is_annotated_in_its_own_format_and_the_others_are_named(tmp_path: Path) -> None:
    results = [
        _result(tmp_path / "plan.docx", office.word(lambda word: word.add_paragraph("We are cheap."))),
        _result(tmp_path / "notes.md", b"We are cheap.\n"),
        _result(tmp_path / "sheet.pdf", paper.pdf(paper.words("We are cheap."))),
    ]

    word, notes, pdf = _made(tmp_path, results)

    assert word.said == f"{tmp_path}/out/plan.docx: Failed, 1 finding"
    assert word.is_written
    assert pdf.is_written
    assert not notes.is_written
    assert "a file of the format markdown can't hold notes" in notes.said
    assert {path.name for path in (tmp_path / "out").iterdir()} == {"plan.docx", "sheet.pdf"}


def test_a_format_is_for_its_own_drafts(tmp_path: Path) -> None:
    [copy] = _made(tmp_path, [_result(tmp_path / "sheet.pdf", paper.pdf(paper.words("Hello.")))], "pptx")

    assert copy.said.endswith("not annotated, because --format pptx is not for pdf")


def test_a_draft_that_can_not_be_copied_is_an_error_and_leaves_nothing(tmp_path: Path) -> None:
    kind = "http://schemas.openxmlformats.org/package/2006/relationships/digital-signature/origin"
    words = office.word(lambda word: word.add_paragraph("We are cheap."))
    signed = office.related(words, "", kind, "_xmlsignatures/origin.sigs", "")

    [copy] = _made(tmp_path, [_result(tmp_path / "plan.docx", signed)])

    assert isinstance(copy.error, UnreadableDocument)
    assert "signed" in copy.said
    assert not (tmp_path / "out").exists()


def test_a_file_that_was_not_read_gets_no_copy(tmp_path: Path) -> None:
    error = UnreadableDocument("deck.pptx", "damaged", "Save it again.")
    goals = {"deck.pptx": tmp_path / "deck.pptx"}

    [copy] = copies([Result("deck.pptx", (), error)], Job("pptx", goals, KIT, SETTINGS, jobs=1))

    assert copy == Copy("deck.pptx", "deck.pptx: not annotated, because it was not read", is_written=False)
