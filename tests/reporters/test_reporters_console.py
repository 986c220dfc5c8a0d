import re
from collections.abc import Callable

import pytest
from rich.cells import cell_len
from rich.console import Console

from checker.presentation.overview import summarise
from checker.reporters import console
from tests.reporters.report_builders import document, finding, report
from tests.reporters.report_samples import KIT, batch, faulty, hostile

ESCAPE = re.compile(r"\x1b\[[0-9;:]*m")


def test_without_a_terminal_nothing_but_text_is_written(written: Callable[[str], str]) -> None:
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]", written("console"))


def test_a_draft_cannot_give_a_terminal_orders() -> None:
    terminal = Console(force_terminal=True, width=100)

    text = "".join(console.render([hostile()], kit=KIT, terminal=terminal))

    assert "\x1b" not in ESCAPE.sub("", text)
    assert "\x1b[31mred" not in text
    assert "␛[31mred␛[0m" in text
    assert "[bold red]not markup[/] :smile:" in text


def test_carets_stand_under_the_exact_words_whatever_their_width() -> None:
    draft = document("wide.md", "\t日本 cheap 👩‍👩‍👧 cheap\n")
    found = finding(draft, "calm", "👩‍👩‍👧 cheap", "off-voice", "Hype.")

    lines = "".join(console.render([report(draft, found)], kit=KIT)).split("\n")
    i = next(i for i, line in enumerate(lines) if "^" in line)

    before, words = lines[i - 1].split("👩", 1)
    assert cell_len(before) == lines[i].index("^")
    assert lines[i].count("^") == cell_len("👩" + words)


def test_a_long_line_is_cut_around_the_words() -> None:
    draft = document("long.md", f"{'so ' * 4000}cheap{' so' * 4000}\n")
    found = finding(draft, "calm", "cheap", "off-voice", "Hype.")

    lines = "".join(console.render([report(draft, found)], kit=KIT)).split("\n")
    line = next(line for line in lines if " cheap " in line)

    assert line.startswith("    …")
    assert line.endswith("…")
    assert cell_len(line) <= 100


def test_a_terminal_that_can_draws_curls(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm-kitty")

    text = "".join(console.render([faulty()], kit=KIT, terminal=Console(force_terminal=True, width=100)))

    assert "\x1b[4:3;31mThe cheapest parcels in Britain\x1b[0m" in text
    assert "^^^" not in text


def test_no_color_is_respected(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm-kitty")

    text = "".join(console.render([faulty()], kit=KIT, terminal=Console(force_terminal=True, width=100)))

    assert not re.search(r"\x1b\[[^m]*3\dm", text)
    assert "^^^" in text


@pytest.mark.parametrize(
    ("environ", "able"),
    [
        ({"TERM": "xterm-kitty"}, True),
        ({"TERM_PROGRAM": "WezTerm"}, True),
        ({"VTE_VERSION": "7600"}, True),
        ({"VTE_VERSION": "4000"}, False),
        ({"TERM": "xterm-256color"}, False),
        ({}, False),
    ],
)
def test_which_terminals_draw_curls(environ: dict[str, str], *, able: bool) -> None:
    assert console.draws_curls(environ) is able


def test_a_path_is_never_broken_over_lines() -> None:
    name = f"{'folder with spaces/' * 12}deck.md"
    draft = document(name, "cheap\n")
    found = finding(draft, "calm", "cheap", "off-voice", "Hype.")

    text = "".join(console.render([report(draft, found)], kit=KIT))

    assert f"{name}:1:1: error: Hype. [off-voice]\n" in text


def test_the_summary_puts_the_documents_to_look_at_first_first() -> None:
    terminal = Console(width=120, color_system=None, force_terminal=False)
    with terminal.capture() as capture:
        terminal.print(console.render_summary([summarise(report) for _, report in batch()]))
    text = capture.get()

    names = re.findall(r"^ +((?:campaign|decks|drafts|support)/[\w-]+)", text, re.MULTILINE)

    assert names[:4] == ["decks/board", "campaign/launch", "decks/q3-sales", "support/reply-1043"]
    assert re.search(r"campaign +1 of 2 +1 of 2 +–", text)
    assert re.search(r"sales \(1 not read\) +– +1 of 1", text)
