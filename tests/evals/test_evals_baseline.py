"""What became worse is found, and nothing else is."""

import pytest

from evals import baseline, cases
from evals.baseline import Baseline, Change, UnusableBaseline
from evals.metrics import METRICS
from evals.runner import run

NAMED = {metric.name: metric for metric in METRICS}


@pytest.mark.parametrize(
    ("metric", "before", "now", "is_worse"),
    [
        ("precision", 0.80, 0.78, True),
        ("precision", 0.80, 0.79, False),
        ("precision", 0.80, 0.95, False),
        ("precision", 0.80, None, True),
        ("precision", None, 0.10, False),
        ("F1", 0.50, 0.48, True),
        ("F1", 0.50, 0.50, False),
        ("recall", 0.80, 0.10, False),
        ("look-alikes flagged", 0.10, 0.11, True),
        ("look-alikes flagged", 0.10, 0.10, False),
        ("look-alikes flagged", 0.10, 0.00, False),
        ("look-alikes flagged", 0.10, None, False),
        ("false alarms per 1,000 words", 1.0, 9.0, False),
    ],
)
def test_worse_is_what_its_metric_does_not_tolerate(metric, before, now, is_worse):
    change = Change("offline", "hard tier, held back", NAMED[metric], before, now)

    assert change.is_worse is is_worse


@pytest.fixture(name="measured")
def measure(home, scripted):
    def build(*script):
        return baseline.accepted([run(cases.load(home / "cases"), scripted({"d01": script}))])

    return build


RIGHT = ("off-message", "the cheapest")
WRONG = ("off-voice", "they say cheap")


def test_the_same_run_is_no_worse(measured):
    assert not any(change.is_worse for change in baseline.changes(measured(RIGHT), measured(RIGHT)))


def test_a_false_alarm_on_a_look_alike_is_worse_everywhere(measured):
    worse = [
        change for change in baseline.changes(measured(RIGHT), measured(RIGHT, WRONG)) if change.is_worse
    ]

    assert {change.metric.name for change in worse} == {"precision", "F1", "look-alikes flagged"}
    assert len({change.group for change in worse}) == 3


def test_a_baseline_survives_its_file(measured, tmp_path):
    path = tmp_path / "baseline.json"
    before = measured(RIGHT)

    path.write_text(before.model_dump_json(indent=2))

    assert baseline.load(path) == before


def test_no_baseline_says_how_to_get_one(tmp_path):
    with pytest.raises(UnusableBaseline, match="python -m evals --accept"):
        baseline.load(tmp_path / "baseline.json")


def test_a_file_that_is_no_baseline_is_refused(tmp_path):
    (tmp_path / "baseline.json").write_text('{"figures": 3}')

    with pytest.raises(UnusableBaseline, match="not a baseline"):
        baseline.load(tmp_path / "baseline.json")


def test_a_baseline_of_other_groups_is_refused(measured):
    now = measured(RIGHT)
    offline = now.engines["offline"].model_copy(update={"figures": {}})
    before = Baseline(cases=now.cases, engines={"offline": offline})

    with pytest.raises(UnusableBaseline, match="other engines, groups or metrics"):
        baseline.changes(before, now)


def test_a_baseline_without_the_engine_is_refused(measured):
    now = measured(RIGHT)

    with pytest.raises(UnusableBaseline, match="other engines, groups or metrics"):
        baseline.shortfalls(Baseline(cases=now.cases, engines={}), now)


def test_an_engine_that_was_not_measured_now_is_left_aside(measured):
    now = measured(RIGHT)
    before = Baseline(cases=now.cases, engines=now.engines | {"judge": now.engines["offline"]})

    assert {change.engine for change in baseline.changes(before, now)} == {"offline"}


@pytest.mark.parametrize(("judged", "is_less"), [(5, False), (7, True)])
def test_figures_of_other_drafts_are_not_compared(judged, is_less, measured):
    now = measured()
    before = measured(RIGHT)
    offline = before.engines["offline"].model_copy(update={"judged": judged})
    before = before.model_copy(update={"engines": {"offline": offline}})

    (short,) = baseline.shortfalls(before, now)
    assert short.is_less is is_less
    assert str(short) == (f"offline: 6 of 6 drafts judged, {judged} when it was accepted: not compared.")
    assert not baseline.changes(before, now)
