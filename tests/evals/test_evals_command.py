"""`python -m evals` end to end, with a scripted checker: exit codes, files and what is printed."""

import json

import pytest

from checker.domain import Verdict
from evals.__main__ import main

EXPECTED_ERRORS = """\
## Missed: 1

| draft | check       | guideline | quote        | why    |
| ----- | ----------- | --------- | ------------ | ------ |
| d01   | off-message | G01       | the cheapest | Price. |

## Flagged wrongly: 1

| draft | check      | guideline | quote          | why                        |
| ----- | ---------- | --------- | -------------- | -------------------------- |
| d01   | wrong-term | G01       | they say cheap | “they say cheap” is wrong. |

## Look-alikes flagged: 1

| draft | check | guideline | quote          | why             |
| ----- | ----- | --------- | -------------- | --------------- |
| d01   |       |           | they say cheap | A competitor's. |

## Right place, wrong check: 1

| draft | check                                  | guideline | quote       | why       |
| ----- | -------------------------------------- | --------- | ----------- | --------- |
| d01   | off-voice, should be unsupported-claim | G02       | never fails | Absolute. |
"""
RIGHT = ("off-message", "the cheapest")
MISNAMED = ("off-voice", "never fails")
LOOKALIKE = ("wrong-term", "they say cheap")


@pytest.fixture(name="evals")
def command(home, scripted):
    """Run the command with a checker that flags *script* in every `d01`."""

    def run(*arguments, script=(RIGHT,), verdict=Verdict.PASS):
        return main(arguments, check=scripted({"d01": script}, verdict=verdict), home=home)

    return run


def test_without_a_baseline_it_says_what_to_do(evals, capsys):
    assert evals() == 2
    assert "python -m evals --accept" in capsys.readouterr().err


def test_accepting_writes_baseline_and_scorecard(evals, home):
    assert evals("--accept") == 0

    figures = json.loads((home / "baseline.json").read_text())["figures"]
    assert figures["hard tier, held back"]["recall"] == {"value": 0.5, "part": 1, "whole": 2}
    assert "Three trees." in (home / "SCORECARD.md").read_text()


def test_accepting_twice_writes_the_same_bytes(evals, home):
    evals("--accept")
    first = [(home / name).read_bytes() for name in ("baseline.json", "SCORECARD.md")]
    evals("--accept")

    assert [(home / name).read_bytes() for name in ("baseline.json", "SCORECARD.md")] == first


def test_nothing_worse_is_a_pass(evals, capsys):
    evals("--accept")

    assert evals(script=(RIGHT, MISNAMED)) == 0
    assert capsys.readouterr().out.endswith("Nothing became worse.\n")


def test_something_worse_fails_with_a_table(evals, capsys):
    evals("--accept")

    assert evals(script=(RIGHT, LOOKALIKE)) == 1
    rows = [[cell.strip() for cell in row.split("|")[1:-1]] for row in capsys.readouterr().out.splitlines()]
    held_back = ["hard tier, held back", "precision", "1.000", "0.500", "-0.500", "0.010 worse", "WORSE"]
    assert held_back in rows
    assert sum(row[-1:] == ["WORSE"] for row in rows) == 9


def test_a_silent_checker_fails(evals):
    evals("--accept")

    assert evals(script=()) == 1


def test_changed_cases_are_mentioned(evals, home, capsys):
    evals("--accept")
    with (home / "cases" / "ash" / "drafts" / "d02.md").open("a") as draft:
        draft.write("More.\n")

    assert evals() == 0
    assert "The cases have changed" in capsys.readouterr().out


def test_drafts_not_judged_whole_are_no_pass(evals, capsys):
    evals("--accept")

    assert evals(verdict=Verdict.INCOMPLETE) == 3
    assert "6 draft(s) could not be judged whole." in capsys.readouterr().out


def test_drafts_not_judged_whole_are_not_accepted(evals, home, capsys):
    assert evals("--accept", verdict=Verdict.INCOMPLETE) == 2
    assert "6 draft(s) could not be judged whole" in capsys.readouterr().err
    assert not (home / "SCORECARD.md").exists()


def test_errors_of_a_tuned_brand_are_printed(evals, capsys):
    assert evals("--errors", "ash", script=(MISNAMED, LOOKALIKE)) == 0
    assert capsys.readouterr().out == EXPECTED_ERRORS


def test_nothing_wrong_is_said_as_well(evals, capsys):
    evals("--errors", "ash", script=(RIGHT, ("unsupported-claim", "never fails")))

    titles = ["Missed: nothing", "Flagged wrongly: nothing", "Look-alikes flagged: none"]
    titles.append("Right place, wrong check: none")
    assert capsys.readouterr().out == "\n\n".join(f"## {title}" for title in titles) + "\n"


def test_errors_of_a_held_back_brand_are_refused(evals, capsys):
    assert evals("--errors", "elm") == 2
    printed = capsys.readouterr()
    assert "elm is held back from tuning" in printed.err
    assert "cheapest" not in printed.out + printed.err


def test_errors_of_a_held_back_brand_can_be_asked_for(evals, capsys):
    assert evals("--errors", "elm", "--held-back") == 0
    assert "never fails" in capsys.readouterr().out


def test_errors_of_an_unknown_brand_name_the_known_ones(evals, capsys):
    assert evals("--errors", "oak") == 2
    assert capsys.readouterr().err == "--errors: no brand “oak”. There are: ash, elm, everyday-oak.\n"


def test_predictions_are_written_in_the_exchange_format(evals, tmp_path):
    path = tmp_path / "predictions.json"

    assert evals("--predictions", str(path)) == 0
    assert json.loads(path.read_text())["ash"] == {
        "d01": {
            "verdict": "flag",
            "findings": [{"kind": "disconnect", "quote": "the cheapest", "guideline": "G01"}],
        },
        "d02": {"verdict": "clean", "findings": []},
    }


def test_predictions_that_cannot_be_written_are_reported(evals, tmp_path, capsys):
    assert evals("--predictions", str(tmp_path / "no" / "where.json")) == 2
    assert "No such file or directory" in capsys.readouterr().err


def test_broken_cases_are_reported(evals, home, capsys):
    (home / "cases" / "ash" / "labels.json").write_text("[")

    assert evals() == 2
    assert "ash/labels.json" in capsys.readouterr().err
