import json
from pathlib import Path

import pytest

from evals import vale_styles

RULE = "extends: existence\nmessage: \"No '%s'.\"\ntokens: [cheap]\n"
ALERT = {"file": "a.md", "line": 1, "col": 3, "rule": "Own.Words", "message": "No 'cheap'."}


@pytest.fixture
def styles(tmp_path: Path) -> Path:
    (tmp_path / "Own").mkdir()
    (tmp_path / "Own" / "Words.yml").write_text(RULE, encoding="utf-8")
    return tmp_path


def fixtures(folder: Path, *expected: dict[str, object], ini: str = "[*.md]\nOwn.Words = YES\n") -> Path:
    fixture = {"fixture": "one", "files": {"a.md": "A cheap one.\n"}, "vale_ini": ini, "exact": True}
    path = folder / "features.jsonl"
    path.write_text(json.dumps(fixture | {"expected": list(expected)}) + "\n", encoding="utf-8")
    return path


def test_what_is_found_at_its_place_counts(styles: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert vale_styles.main([str(styles), str(fixtures(styles, ALERT))]) == 0
    assert "| existence | 1 | 1 | 0 | 0 |" in capsys.readouterr().out


def test_what_is_amiss_is_listed(styles: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = fixtures(styles, ALERT | {"col": 4}, ALERT | {"rule": "Other.Rule"})

    assert vale_styles.main([str(styles), str(path), "--errors"]) == 1

    told = capsys.readouterr().out
    assert "| existence | 1 | 0 | 1 | 1 |" in told
    assert "| not imported | 1 | 0 | 1 | 0 |" in told
    assert "missed: one" in told
    assert "extra: one" in told


def test_a_rule_that_a_fixture_does_not_ask_for_is_silent(styles: Path) -> None:
    assert vale_styles.main([str(styles), str(fixtures(styles, ini="[*.md]\nOwn.Other = YES\n"))]) == 0
