"""Charts: what they hold, in which colours, for any number of groups and any names."""

import itertools
from collections.abc import Callable

import pytest
from lxml import etree

from checker.domain import Alignment
from checker.exporters.charts import bars, heat, room, trend
from checker.exporters.charts.canvas import Drawing, svg
from checker.exporters.charts.ink import STEPS, contrast, mix, scheme, shade, style_sheet
from tests.exporters import insight_samples as samples

SVG = "{http://www.w3.org/2000/svg}"
AA = 4.5
"""Contrast that text must have (WCAG 2.2, 1.4.3)."""


def panels(alignment: Alignment) -> Drawing:
    return trend.draw_panels(alignment.drifts[1:], alignment)


def large(alignment: Alignment) -> Drawing:
    return trend.draw(alignment.drifts[0], alignment)


ALIGNMENTS = {
    "usual": samples.alignment(),
    "one": samples.alignment(("sales",), ("ease of use",)),
    "small": samples.alignment(("partners",)),
    "many": samples.alignment([f"team {i}" for i in range(45)], [f"message {i}" for i in range(60)]),
    "hostile": samples.alignment(samples.HOSTILE, samples.HOSTILE, brand=samples.HOSTILE[0]),
}
CASES = list(itertools.product((heat.draw, bars.draw, large, panels), ALIGNMENTS))


@pytest.mark.parametrize(("draw", "name"), CASES, ids=lambda case: getattr(case, "__name__", case))
def test_a_chart_is_an_image_with_a_title_and_words(draw: Callable[[Alignment], Drawing], name: str) -> None:
    drawing = draw(ALIGNMENTS[name])
    text = svg(drawing, "c")
    tree = etree.fromstring(text.encode("utf-8"))

    assert tree.get("role") == "img"
    assert tree.get("aria-labelledby") == "c-title c-description"
    assert tree.findtext(f"{SVG}title") == drawing.title
    assert len(tree.findtext(f"{SVG}desc") or "") > 20
    assert {element.tag.removeprefix(SVG) for element in tree.iter()} <= {
        "svg",
        "title",
        "desc",
        "path",
        "text",
    }
    assert not tree.xpath("//@style | //@onload")
    assert all(0 <= words.x <= drawing.width and 0 <= words.y <= drawing.height for words in drawing.words)


@pytest.mark.parametrize("name", ALIGNMENTS)
def test_every_cell_has_its_figure(name: str) -> None:
    found = ALIGNMENTS[name]
    drawing = heat.draw(found)

    said = [words.text for words in drawing.words]
    rows, columns = len(found.groups[: heat.MOST_ROWS]) + 1, len(found.messages[: heat.MOST_COLUMNS])
    figures = [words for words in drawing.words if words.size == 14]
    assert len(figures) == rows * columns
    assert "all documents" in said


def test_names_are_text_and_no_markup() -> None:
    text = svg(heat.draw(ALIGNMENTS["hostile"]), "c")

    assert "<script>" not in text
    assert "שלום עולם" in text
    assert "🚀" in text
    assert "\u202e" not in text


def test_what_is_not_drawn_is_said() -> None:
    many = ALIGNMENTS["many"]

    assert heat.left_out(many) == "5 more teams and 52 more messages: in the table, not in the chart."
    assert heat.left_out(ALIGNMENTS["usual"]) == ""
    assert trend.left_out(many.drifts[1:46]) == "33 more panels: in the table, not in the chart."


def test_weeks_without_documents_leave_gaps() -> None:
    found = samples.alignment()
    drift = found.drifts[1]
    missing = sum(share is None for share in drift.shares)

    dots = [shape for shape in trend.draw(drift, found).shapes if shape.tip]

    assert missing > 0
    assert len(dots) == len(drift.weeks) - missing


def test_panels_share_their_axes_from_zero() -> None:
    found = samples.alignment()
    words = [one.text for one in panels(found).words]

    ticks = [one for one in words if one.endswith("%")]
    assert len(ticks) == 3 * (len(found.drifts) - 1)
    assert set(ticks) == {"0\N{NO-BREAK SPACE}%", "50\N{NO-BREAK SPACE}%", "100\N{NO-BREAK SPACE}%"}


@pytest.mark.parametrize("name", ["light", "dark"])
def test_figures_can_be_read_on_every_shade(name: str) -> None:
    colours = scheme(name).colours

    shades = [colours["ink"]] * STEPS, [colours[f"heat-{step}"] for step in range(1, STEPS + 1)]
    assert min(contrast(*pair) for pair in zip(*shades, strict=True)) >= AA
    assert contrast(colours["quiet"], colours["paper"]) >= AA
    assert contrast(colours["accent"], colours["band"]) >= 3
    assert contrast(colours["ink"], colours["support"]) >= 3


def test_shades_grow_with_shares() -> None:
    steps = [shade(share / 100, 0.5) for share in range(51)]

    assert steps[0] == "paper"
    assert steps[1] == "heat-1"
    assert steps[-1] == f"heat-{STEPS}"
    assert steps == sorted(steps, key=lambda one: int(one.removeprefix("heat-") if one != "paper" else 0))
    assert shade(0.4, 0.0) == "paper"


def test_contrast_is_as_the_standard_says() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    assert mix("#ffffff", "#000000", 0.5) == "#808080"


def test_the_style_has_every_colour_twice() -> None:
    style = style_sheet()

    for name in scheme("dark").colours:
        assert style.count(f".f-{name} {{") == 2
    assert "prefers-color-scheme: dark" in style


@pytest.mark.parametrize(
    ("text", "pixels", "lines"),
    [
        ("ease of use", 90, ["ease of use"]),
        ("a message of many words indeed", 70, ["a message", "of many", "words in…"]),
        ("x" * 40, 60, [f"{'x' * 7}…"]),
        ("漢字" * 8, 60, ["漢字漢…"]),
        ("", 60, [""]),
    ],
)
def test_names_are_broken_into_lines_that_fit(text: str, pixels: float, lines: list[str]) -> None:
    found = room.lines(text, pixels, 13, most=3)

    assert found == lines
    assert all(room.width(line, 13) <= pixels for line in found)
