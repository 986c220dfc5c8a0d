"""The scorecard keeps tiers and splits apart, and shows every figure with its interval and counts."""

import pytest

from evals import cases, scorecard
from evals.metric import Metric, Ratio
from evals.metrics import METRICS
from evals.runner import run
from evals.scores import Interval, Score
from evals.tables import figure, table

ANY = Metric(name="any", meaning="", count=lambda _: Ratio(0, 0))


@pytest.fixture(name="page")
def rendered(home, scripted):
    measured = run(cases.load(home / "cases"), scripted({"d01": [("off-message", "the cheapest")]}))
    return scorecard.render(measured, "## What limits it\n\nThree trees.\n")


def section(page, title):
    return page.split(f"## {title}\n", 1)[1].split("\n## ", 1)[0]


def rows(text):
    return [[cell.strip() for cell in line.split("|")[1:-1]] for line in text.splitlines() if line[:1] == "|"]


def test_sections_come_in_order(page):
    headings = [line for line in page.splitlines() if line.startswith("## ")]

    assert headings == [
        "## What was measured",
        "## Everyday tier",
        "## Hard tier",
        "## Each brand",
        "## What the figures mean",
        "## What limits it",
    ]


def test_tiers_and_splits_stand_apart(page):
    everyday, hard = rows(section(page, "Everyday tier")), rows(section(page, "Hard tier"))

    assert everyday[0] == ["", "tuned on (2 drafts, 2 labels)"]
    assert hard[0] == ["", "held back (2 drafts, 2 labels)", "tuned on (2 drafts, 2 labels)"]


def test_every_metric_has_a_row_and_a_meaning(page):
    assert [row[0] for row in rows(section(page, "Hard tier"))[2 : 2 + len(METRICS)]] == [
        m.name for m in METRICS
    ]
    assert all(f"- **{m.name}**: {m.meaning}." in section(page, "What the figures mean") for m in METRICS)


def test_every_check_has_its_precision_and_recall(page):
    hard = rows(section(page, "Hard tier"))

    assert ["off-message", "1.00 (1.00–1.00) 1/1", "1.00 (1.00–1.00) 1/1"] in hard
    assert ["unsupported-claim", "0.00 (0.00–0.00) 0/1", "0.00 (0.00–0.00) 0/1"] in hard
    assert ["missing-element", "–", "–"] in hard


def test_the_split_and_the_engine_are_named(page):
    measured = rows(section(page, "What was measured"))

    assert ["brands held back", "elm"] in measured
    assert ["brands tuned on", "ash, everyday-oak"] in measured
    assert ["engine: offline", "scripted 1"] in measured


def test_every_brand_has_a_row(page):
    names = [row[:2] for row in rows(section(page, "Each brand"))[2:]]

    assert names == [["everyday-oak", "tuned on"], ["elm", "held back"], ["ash", "tuned on"]]


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
