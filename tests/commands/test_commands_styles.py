from pathlib import Path

import pytest
from typer.testing import CliRunner

from checker.cli import app
from checker.commands import styles
from checker.errors import InputError

RULE = "extends: existence\nmessage: \"Don't say '%s'.\"\nlevel: error\ntokens: [cheap]\n"


@pytest.fixture
def package(tmp_path: Path) -> Path:
    (tmp_path / "Own").mkdir()
    (tmp_path / "Own" / "Words.yml").write_text(RULE, encoding="utf-8")
    (tmp_path / "Own" / "Spell.yml").write_text("extends: spelling\nmessage: x\n", encoding="utf-8")
    return tmp_path


def test_a_package_becomes_a_kit(package: Path, capsys: pytest.CaptureFixture[str]) -> None:
    output = package / "kits" / "kit.yaml"

    assert styles.run(package, output) == 0

    told = capsys.readouterr()
    assert "1 of 2 rules imported: 1 existence." in told.err
    assert "Not imported, rules of the kind “spelling” are not imported: Own.Spell." in told.err
    assert "kit lint" in told.out
    assert "  - id: Own.Words" in output.read_text(encoding="utf-8")
    assert "# - Own.Spell: rules of the kind" in output.read_text(encoding="utf-8")


def test_a_file_that_is_there_stays(package: Path) -> None:
    (package / "kit.yaml").write_text("mine", encoding="utf-8")
    with pytest.raises(InputError, match="there is a file already"):
        styles.run(package, package / "kit.yaml")


@pytest.mark.parametrize("arguments", [[], ["guide.md", "--vale", "x"], ["--vale", "x", "--judge"]])
def test_a_guide_or_a_package_is_named(arguments: list[str]) -> None:
    assert CliRunner().invoke(app, ["kit", "import", *arguments]).exit_code == 2


def test_the_command_line_takes_a_package(package: Path) -> None:
    result = CliRunner().invoke(app, ["kit", "import", "--vale", str(package / "Own")])

    assert result.exit_code == 0
    assert "Own.Words" in result.stdout
