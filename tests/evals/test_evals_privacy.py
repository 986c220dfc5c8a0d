"""`python -m evals.privacy`: figures and mistakes of a small file."""

import json

import pytest

from evals.privacy import Row, load, main, measure, mistakes, render

ROWS = (
    Row(entity="e-mail", text="Write to ada@x.example.", spans=((9, 22),)),
    Row(entity="e-mail", text="Write to ada, or to bo@y.example", spans=((9, 12),)),
    Row(entity="phone", text="Open 9-5"),
    Row(entity="phone", text="Room (415) 555-0132"),
)
FIGURES = """\
| entity | found | masked beside | look-alikes masked |
| ------ | ----- | ------------- | ------------------ |
| e-mail | 1/2   | 1             | 0/0                |
| phone  | 0/0   | 0             | 1/2                |
| all    | 1/2   | 1             | 1/2                |"""
MISTAKES = """\
| entity | mistake              | text                             | masked                 |
| ------ | -------------------- | -------------------------------- | ---------------------- |
| e-mail | missed ada           | Write to ada, or to bo@y.example | bo@y.example (email)   |
| e-mail | masked without cause | Write to ada, or to bo@y.example | bo@y.example (email)   |
| phone  | masked without cause | Room (415) 555-0132              | (415) 555-0132 (phone) |"""


@pytest.fixture(name="file")
def rows_file(tmp_path):
    path = tmp_path / "rows.jsonl"
    path.write_text("\n".join(row.model_dump_json() for row in ROWS) + "\n\n")
    return path


def test_figures_count_what_is_found_and_what_is_masked_without_cause():
    assert render(measure(ROWS)) == FIGURES


def test_a_stretch_that_is_masked_in_part_is_missed():
    (outcome,) = measure([Row(entity="x", text="to ada@x.example", spans=((0, 16),))])

    assert outcome.missed == ((0, 16),)
    assert outcome.beside == ()


def test_mistakes_are_listed():
    assert mistakes(measure(ROWS)) == MISTAKES


def test_the_command_prints_figures_and_on_demand_mistakes(file, capsys):
    assert main([str(file)]) == 0
    assert capsys.readouterr().out == f"{FIGURES}\n"

    assert main([str(file), "--errors"]) == 0
    assert capsys.readouterr().out == f"{FIGURES}\n\n{MISTAKES}\n"


def test_rows_are_read_as_they_are_written(file):
    assert load(file) == ROWS


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"{}", "rows.jsonl:1: text: Field required."),
        (json.dumps({"entity": "x", "text": "y", "spans": [[1]]}).encode(), "rows.jsonl:1: spans.0.1:"),
        (b'{"entity": "x", "text": "y", "label": 1}', "rows.jsonl:1: label: Extra inputs are not permitted."),
        (b"nonsense", "rows.jsonl:1: row: Invalid JSON"),
        (b"\xff", "it can't be read as UTF-8 text"),
    ],
)
def test_a_file_that_holds_something_else_is_refused(tmp_path, capsys, content, said):
    path = tmp_path / "rows.jsonl"
    path.write_bytes(content)

    assert main([str(path)]) == 2
    assert said in capsys.readouterr().err


def test_a_file_that_is_not_there_is_refused(tmp_path, capsys):
    assert main([str(tmp_path / "none.jsonl")]) == 2
    assert "none.jsonl: it can't be read" in capsys.readouterr().err
