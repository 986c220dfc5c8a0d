"""The scorecard keeps tiers and splits apart, and shows every figure with its interval and counts."""

import pytest

from evals import cases, scorecard
from evals.engines import Engine, measure
from evals.metric import Metric, Ratio
from evals.metrics import METRICS
from evals.scores import Interval, Score
from evals.tables import figure, table

COSTS = {
    "d01": {"calls": 1, "tokens_in": 600, "tokens_out": 50, "money": 0.002, "recorded": 1},
    "d02": {"calls": 0, "tokens_in": 0, "tokens_out": 0, "money": 0, "recorded": 0, "stale": 1, "missing": 2},
}
ANY = Metric(name="any", meaning="", count=lambda _: Ratio(0, 0))


@pytest.fixture(name="page")
def rendered(home, scripted):
    brands = cases.load(home / "cases")
    offline = Engine("offline", scripted({"d01": [("off-message", "the cheapest")]}))
    script = {"d01": [("off-message", "the cheapest"), ("unsupported-claim", "never fails")]}
    judge = Engine("judge", scripted(script, costs=COSTS))
    return scorecard.render(measure([offline, judge], brands), "## What limits it\n\nThree trees.\n")


HARD = "Hard tier, held back (2 drafts, 2 labels)"
NAMES = ("offline", "judge")


def section(page, title):
    return page.split(f"## {title}\n", 1)[1].split("\n## ", 1)[0]


def rows(text):
    return [[cell.strip() for cell in line.split("|")[1:-1]] for line in text.splitlines() if line[:1] == "|"]


def test_sections_come_in_order(page):
    headings = [line for line in page.splitlines() if line.startswith("## ")]

    assert headings == [
        "## What was measured",
        "## Everyday tier, tuned on (2 drafts, 2 labels)",
        "## Hard tier, held back (2 drafts, 2 labels)",
        "## Hard tier, tuned on (2 drafts, 2 labels)",
        "## Each brand: offline",
        "## Each brand: judge",
        "## What the figures mean",
        "## What limits it",
    ]


def test_engines_stand_side_by_side(page):
    hard = rows(section(page, HARD))

    assert hard[0] == ["", "offline", "offline, same drafts", "judge"]
    assert ["recall", "0.50 (0.50–0.50) 1/2", "0.50 (0.50–0.50) 1/2", "1.00 (1.00–1.00) 2/2"] in hard


def test_figures_leave_out_drafts_without_recordings_and_say_so(page):
    hard = rows(section(page, HARD))

    assert ["drafts judged", "2 of 2", "1 of 1", "1 of 2"] in hard
    assert ["recordings used, stale, missing", "–", "–", "1, 1, 2"] in hard
    assert ["verdicts right", "1.00 (1.00–1.00) 2/2", *["1.00 (1.00–1.00) 1/1"] * 2] in hard


def test_costs_are_a_draft(page):
    hard = rows(section(page, HARD))

    assert ["calls a draft", "–", "–", "1.00"] in hard
    assert ["tokens in a draft", "–", "–", "600"] in hard
    assert ["tokens out a draft", "–", "–", "50"] in hard
    assert ["money a draft", "–", "–", "0.00200"] in hard
    assert ["agreement over samples", *["none recorded"] * 3] in hard


def test_every_metric_has_a_row_and_a_meaning(page):
    assert [row[0] for row in rows(section(page, HARD))[2 : 2 + len(METRICS)]] == [m.name for m in METRICS]
    assert all(f"- **{m.name}**: {m.meaning}." in section(page, "What the figures mean") for m in METRICS)


def test_every_check_has_its_precision_and_recall(page):
    hard = rows(section(page, HARD))

    assert ["precision: off-message", *["1.00 (1.00–1.00) 1/1"] * 3] in hard
    assert ["recall: unsupported-claim", *["0.00 (0.00–0.00) 0/1"] * 2, "1.00 (1.00–1.00) 1/1"] in hard
    assert ["recall: missing-element", "–", "–", "–"] in hard


def test_the_split_and_the_engine_are_named(page):
    measured = rows(section(page, "What was measured"))

    assert "- brands held back: elm\n- brands tuned on: ash, everyday-oak\n" in page
    assert ["engine: offline", "scripted 1", "scripted 1"] in measured
    assert ["drafts judged", "6 of 6", "3 of 6"] in measured


def test_every_brand_has_a_row(page):
    offline, judge = ([row[:3] for row in rows(section(page, f"Each brand: {name}"))[2:]] for name in NAMES)

    assert offline == [
        ["everyday-oak", "tuned on", "2 of 2"],
        ["elm", "held back", "2 of 2"],
        ["ash", "tuned on", "2 of 2"],
    ]
    assert [row[2] for row in judge] == ["1 of 2"] * 3


def test_the_notes_close_the_page(page):
    assert page.endswith("## What limits it\n\nThree trees.\n")


@pytest.mark.parametrize(
    ("score", "shown"),
    [
        (Score(ANY, Ratio(26, 36), 26 / 36, Interval(0.6, 0.833)), "0.72 (0.60–0.83) 26/36"),
        (Score(ANY, Ratio(12, 8431), 1.423, Interval(0.5, 2.25)), "1.42 (0.50–2.25) 12/8,431"),
        (Score(ANY, Ratio(0, 0), None, None), "–"),
    ],
)
def test_a_figure_shows_its_interval_and_counts(score, shown):
    assert figure(score) == shown


def test_a_table_survives_bars_and_line_breaks():
    assert table(("a", "b"), [("x|y", "1\n2")]) == "\n".join(
        (
            "| a    | b   |",
            "| ---- | --- |",
            r"| x\|y | 1 2 |",
        )
    )


def test_engines_that_judged_everything_stand_alone(home, scripted):
    brands = cases.load(home / "cases")
    engines = [Engine(name, scripted({"d01": [("off-message", "the cheapest")]})) for name in NAMES]

    (everyday, *_) = scorecard.tables(measure(engines, brands))

    assert rows(everyday)[0] == ["", "offline", "judge"]
