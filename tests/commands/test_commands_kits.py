"""`brandcheck kit lint` with a model: its problems are warnings that fail nothing unless asked."""

from pathlib import Path

import pytest

from checker.commands.kits import lint
from checker.errors import InputError, TimedOut
from checker.kits.lint.by_model import Linted
from tests.scripted import scripted

KIT = """\
brand: Kettlewick
guidelines:
- {id: calm, kind: message, role: lead, themes: [ease-of-use], text: Lead with ease of use.}
- {id: quiet, kind: voice, text: No exclamation marks., examples: {off_brand: [Tea is ready!]}}
- {id: loud, kind: voice, text: End posts with an exclamation mark., examples: {on_brand: [Tea is here.]}}
"""
CLASH = Linted.model_validate({
    "problems": [
        {
            "quotes": [
                {"guideline": "loud", "quote": "End posts with an exclamation mark."},
                {"guideline": "quiet", "quote": "No exclamation marks."},
            ],
            "reason": "A post can't keep both.",
            "kind": "contradicting",
            "suggestion": "Delete “loud”.",
        },
        {"quotes": [{"guideline": "soft", "quote": "x"}], "reason": "", "kind": "vague", "suggestion": ""},
    ]
})  # fmt: skip


@pytest.fixture
def kit(tmp_path: Path) -> Path:
    path = tmp_path / "kit.yaml"
    path.write_text(KIT, encoding="utf-8")
    return path


@pytest.mark.parametrize(("fail_on", "code"), [("error", 0), ("warning", 1), ("suggestion", 1), ("never", 0)])
def test_a_models_problems_are_warnings(
    kit: Path, fail_on: str, code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    assert lint(kit, by_judge=True, fail_on=fail_on, model=scripted(CLASH)) == code

    told = capsys.readouterr()
    assert f'{kit}: warning: guideline "loud": contradicting with "quiet"' in told.out
    assert "1 problems were dropped, since their words are not in the kit." in told.err


def test_a_silent_model_exits_with_3_and_the_rules_still_speak(
    kit: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert lint(kit, by_judge=True, model=scripted(TimedOut("60 seconds"))) == 3

    told = capsys.readouterr()
    assert "no-examples" in told.out
    assert "Not judged: 60 seconds" in told.err
    assert "nothing to change" not in told.out


def test_without_judge_nobody_is_asked(kit: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert lint(kit) == 0
    assert capsys.readouterr().err == ""


def test_an_unknown_severity_is_refused(kit: Path) -> None:
    with pytest.raises(InputError, match="--fail-on eror: choose error, warning, suggestion or never"):
        lint(kit, fail_on="eror")
