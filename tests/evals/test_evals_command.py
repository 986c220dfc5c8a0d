"""`python -m evals` end to end, with a scripted checker: exit codes, files and what is printed."""

import json

import pytest

from checker.domain import Verdict
from evals.__main__ import main
from evals.engines import Engine

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
        engines = (Engine("offline", scripted({"d01": script}, verdict=verdict)),)
        return main((*arguments, "--jobs", "1"), engines=engines, home=home)

    return run


def test_without_a_baseline_it_says_what_to_do(evals, capsys):
    assert evals() == 2
    assert "python -m evals --accept" in capsys.readouterr().err


def test_accepting_writes_baseline_and_scorecard(evals, home):
    assert evals("--accept") == 0

    accepted = json.loads((home / "baseline.json").read_text())["engines"]["offline"]
    assert accepted["figures"]["hard tier, held back"]["recall"] == {"value": 0.5, "part": 1, "whole": 2}
    assert (accepted["drafts"], accepted["judged"]) == (6, 6)
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
    held_back = [
        "offline",
        "hard tier, held back",
        "precision",
        "1.000",
        "0.500",
        "-0.500",
        "0.010 worse",
        "WORSE",
    ]
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


RECORDED = {"calls": 1, "tokens_in": 600, "tokens_out": 50, "money": 0.002, "recorded": 1}
STALE = {"calls": 0, "recorded": 0, "stale": 1, "missing": 0}


@pytest.fixture(name="judged")
def command_with_a_judge(home, scripted):
    """Run the command with a judge whose recording of `d02` is *lacking* or not."""

    def run(*arguments, script=(RIGHT, MISNAMED), is_lacking=False):
        costs = {"d01": RECORDED, "d02": STALE if is_lacking else RECORDED}
        offline = Engine("offline", scripted({"d01": (RIGHT,)}))
        judge = Engine("judge", scripted({"d01": script}, costs=costs))
        auto = Engine("judge-auto", scripted({"d01": ()}, costs=costs))
        return main((*arguments, "--jobs", "1"), engines=(offline, judge), modes=(judge, auto), home=home)

    return run


def test_all_engines_are_accepted_each_for_itself(judged, home):
    assert judged("--accept") == 0

    engines = json.loads((home / "baseline.json").read_text())["engines"]
    recalls = {
        name: each["figures"]["hard tier, held back"]["recall"]["part"] for name, each in engines.items()
    }
    assert recalls == {"offline": 1, "judge": 2}
    assert judged() == 0


def test_an_engine_that_became_worse_fails_though_the_other_did_not(judged, capsys):
    judged("--accept")
    capsys.readouterr()

    assert judged(script=()) == 1
    printed = capsys.readouterr().out.split("## Other than the baseline")[1]
    assert "| judge " in printed
    assert "| offline " not in printed


def test_every_engine_has_its_column(judged, capsys):
    judged("--accept")
    judged()

    assert "| offline " in capsys.readouterr().out.split("## Hard tier, held back")[1].splitlines()[2]


def test_recordings_that_became_stale_are_said_and_no_pass(judged, capsys):
    judged("--accept")
    capsys.readouterr()

    assert judged(is_lacking=True, script=()) == 3
    printed = capsys.readouterr().out
    assert "judge: 3 of 6 drafts judged, 6 when it was accepted: not compared." in printed
    assert "1, 1, 0" in printed
    assert "Nothing became worse." in printed


def test_a_baseline_with_fewer_recordings_is_no_failure(judged, capsys):
    judged("--accept", is_lacking=True)

    assert judged() == 0
    assert "judge: 6 of 6 drafts judged, 3 when it was accepted: not compared." in capsys.readouterr().out


def test_one_engine_can_be_measured_alone(judged, capsys):
    judged("--accept")

    assert judged("--engine", "offline", script=()) == 0
    header = capsys.readouterr().out.splitlines()[2]
    assert [cell.strip() for cell in header.split("|")[2:-1]] == ["offline"]


def test_the_baseline_of_one_engine_alone_is_not_accepted(judged, capsys):
    assert judged("--accept", "--engine", "judge") == 2
    assert "the baseline holds all engines" in capsys.readouterr().err


def test_errors_of_the_judge_can_be_asked_for(judged, capsys):
    assert judged("--errors", "ash", "--engine", "judge") == 0
    assert "## Missed: nothing" in capsys.readouterr().out


def test_what_skipping_loses_stands_beside_the_whole(judged, capsys):
    assert judged("--judge", "auto") == 0

    printed = capsys.readouterr().out
    header = printed.split("## Hard tier, held back")[1].splitlines()[2]
    assert [cell.strip() for cell in header.split("|")[2:-1]] == ["judge", "judge-auto"]
    assert "baseline" not in printed
