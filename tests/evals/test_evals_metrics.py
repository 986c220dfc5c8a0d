"""Every metric counts what a person counts by hand."""

from pathlib import Path

import pytest
from ruamel.yaml import YAML

from evals.flags import Flag
from evals.labels import FaultKind
from evals.metric import Ratio
from evals.metrics import METRICS, precision_of, recall_of
from evals.outcomes import grade

ROWS = YAML(typ="safe", pure=True).load((Path(__file__).parent / "counts.yaml").read_text(encoding="utf-8"))
NAMED = {
    metric.name: metric
    for metric in (*METRICS, *(of(kind) for of in (precision_of, recall_of) for kind in FaultKind))
}


def outcome(case, row):
    labelled = [
        {"kind": kind, "quote": quote, "guideline": "G1", "severity": "low", "why": ""}
        for kind, quote in row["faults"]
    ]
    lookalikes = [{"quote": quote, "why": ""} for quote in row["lookalikes"]]
    verdict = "flag" if labelled else "clean"
    made = case(row["body"], verdict=verdict, findings=labelled, lookalikes=lookalikes)
    return grade(made, [Flag(kind=kind, quote=quote) for kind, quote in row["flags"]])


@pytest.mark.parametrize("row", [pytest.param(row, id=row["title"]) for row in ROWS])
def test_a_metric_counts(row, case):
    graded = outcome(case, row)

    counted = {name: list(NAMED[name].count(graded)) for name in row["counts"]}

    assert counted == row["counts"]


def test_every_metric_has_counts():
    assert {metric.name for metric in METRICS} <= {name for row in ROWS for name in row["counts"]}


def test_no_two_metrics_share_a_name():
    assert len(NAMED) == len(METRICS) + 2 * len(FaultKind)


def test_every_metric_file_is_listed():
    folder = Path(__file__).parents[2] / "evals" / "metrics"

    files = {path.stem for path in folder.glob("*.py")} - {"__init__"}

    assert len(files) == len(METRICS) + len((precision_of, recall_of))


def test_a_figure_is_scaled():
    assert NAMED["false alarms per 1,000 words"].value(Ratio(3, 1500)) == 2.0


def test_nothing_to_count_is_no_figure():
    assert NAMED["precision"].value(Ratio(0, 0)) is None


def test_an_outcome_tells_what_went_wrong(case):
    graded = outcome(case, ROWS[2])

    assert [fault.quote for fault in graded.missed] == ["whilst"]
    assert [flag.quote for flag in graded.false_alarms] == ["you sleep"]
    assert [tuple(answer) for answer in graded.same_kind] == [(0, 0)]
    assert graded.unplaced == ()


def test_a_flag_without_its_words_in_the_draft_is_unplaced(case):
    graded = outcome(case, ROWS[1])

    assert [flag.quote for flag in graded.unplaced] == ["guaranteed"]
