"""A baseline is an earlier report; anything else is said to be none."""

import json
from pathlib import Path

import pytest

from checker.baseline import load_baseline
from checker.errors import InputError

REMEDY = "write one with: brandcheck check … --format json"


def written(tmp_path: Path, content: str) -> Path:
    path = tmp_path / "baseline.json"
    path.write_text(content, encoding="utf-8")
    return path


def test_the_ids_of_all_findings_are_returned(tmp_path: Path) -> None:
    reports = [
        {"findings": [{"id": "a"}, {"id": "b"}]},
        {"findings": []},
        {"findings": [{"id": "a", "check": "x"}]},
    ]

    assert load_baseline(written(tmp_path, json.dumps(reports))) == {"a", "b"}


def test_one_report_is_a_baseline_too(tmp_path: Path) -> None:
    assert load_baseline(written(tmp_path, '{"findings": [{"id": "a"}]}')) == {"a"}


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("", "baseline.json: empty, or larger than 500,000,000 bytes"),
        ('[\n{"findings": }]', "baseline.json:2: not JSON: Expecting value"),
        ("[" * 100_000, "baseline.json: not a report in JSON"),
        ("[" + "9" * 5_000 + "]", "baseline.json: not a report in JSON"),
        ('"x"', 'baseline.json: report 1: no list of "findings"'),
        ('[{"findings": []}, {"runs": []}]', 'baseline.json: report 2: no list of "findings"'),
        ('[{"findings": {"id": "a"}}]', 'baseline.json: report 1: no list of "findings"'),
        ('[{"findings": [{"id": ""}]}]', 'baseline.json: report 1: a finding without an "id"'),
        ('[{"findings": [{"id": 3}]}]', 'baseline.json: report 1: a finding without an "id"'),
        ('[{"findings": ["a"]}]', 'baseline.json: report 1: a finding without an "id"'),
    ],
)
def test_anything_else_is_refused(content: str, problem: str, tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        load_baseline(written(tmp_path, content))

    assert str(caught.value).replace(f"{tmp_path}/", "") == f"{problem}; {REMEDY}"


def test_a_file_that_is_not_there_or_not_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "b.json").write_bytes(b"\xff\xfe\x00")

    with pytest.raises(InputError, match=r"none\.json: no such file"):
        load_baseline(tmp_path / "none.json")
    with pytest.raises(InputError, match=r"b\.json: not a report in JSON"):
        load_baseline(tmp_path / "b.json")
