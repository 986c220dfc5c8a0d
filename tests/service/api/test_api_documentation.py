"""Every example of API.md is run, and its answer is what the page says."""

import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import httpx2
import pytest

import service

PAGE = Path(service.__file__).with_name("API.md")
HERE = "http://127.0.0.1:8000"
END = "<<<the end of example {}>>>"
ANYTHING = "…"


class Example(NamedTuple):
    """A command, and what it prints."""

    command: str
    output: str


def examples(page: str) -> list[Example]:
    """Return the examples of the console blocks of a *page*."""
    found = []
    for block in re.findall(r"```console\n(.*?)```", page, re.DOTALL):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            lines = part.splitlines()
            size = command_lines(lines)
            found.append(Example("\n".join(lines[:size]), "\n".join(lines[size:])))
    return found


def command_lines(lines: list[str]) -> int:
    """Return how many of *lines* are the command: to the end of its quotes, backslashes and here-document."""
    if "<<'YAML'" in lines[0]:
        return lines.index("YAML") + 1
    for size in range(1, len(lines) + 1):
        try:
            shlex.split("\n".join(lines[:size]))
        except ValueError:
            continue
        if not lines[size - 1].endswith("\\"):
            return size
    raise AssertionError(f"where does this end? {lines}")


def pattern(output: str) -> re.Pattern[str]:
    """Return what fits *output*, in which `…` stands for anything."""
    return re.compile(".*?".join(map(re.escape, output.strip().split(ANYTHING))), re.DOTALL)


def test_the_examples_print_what_the_page_says(service_url: str, tmp_path: Path) -> None:
    told = examples(PAGE.read_text(encoding="utf-8"))
    script = "\n".join(
        f"{example.command.replace(HERE, service_url)}\nprintf '\\n%s\\n' '{END.format(number)}'"
        for number, example in enumerate(told)
    )

    run = subprocess.run(
        ["bash", "-c", script], cwd=tmp_path, capture_output=True, text=True, timeout=120, check=False
    )

    rest = run.stdout
    for number, example in enumerate(told):
        printed, end, rest = rest.partition(f"\n{END.format(number)}\n")
        assert end, run.stderr
        assert pattern(example.output).fullmatch(printed.strip()), (
            f"{example.command}\n\n{printed}\n{run.stderr}"
        )
    assert len(told) > 15
    httpx2.delete(f"{service_url}/v1/kits/corner-bakery").raise_for_status()


def test_the_example_in_python_prints_what_the_page_says(service_url: str) -> None:
    page = PAGE.read_text(encoding="utf-8")
    code, output = re.findall(r"```python\n(.*?)```.*?```text\n(.*?)```", page, re.DOTALL)[0]

    run = subprocess.run(
        [sys.executable, "-c", code.replace(HERE, service_url)],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )

    assert pattern(output).fullmatch(run.stdout.strip()), run.stdout + run.stderr


def test_every_operation_and_every_problem_is_on_the_page(service_url: str) -> None:
    page = PAGE.read_text(encoding="utf-8")
    described = httpx2.get(f"{service_url}/openapi.json").json()
    statuses = {
        status
        for path, item in described["paths"].items()
        for operation in item.values()
        for status in operation["responses"]
        if status >= "400" and path.startswith("/v1")
    }
    rows = set(re.findall(r"\b4\d\d\b|\b503\b", page.partition("| status | when |")[2]))

    assert statuses == rows
    for path in described["paths"]:
        noun = "/".join(path.split("/")[:3])
        assert not path.startswith("/v1") or noun in page, path


@pytest.mark.parametrize(
    ("output", "printed", "fits"),
    [("a…c", "abc", True), ("a…c", "a\nb\nc", True), ("a…c", "ab", False), ("a.c", "abc", False)],
)
def test_an_ellipsis_stands_for_anything_and_nothing_else_does(
    output: str, printed: str, *, fits: bool
) -> None:
    assert bool(pattern(output).fullmatch(printed)) is fits
