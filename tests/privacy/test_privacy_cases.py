"""What is masked and what stays readable, as tables."""

import re
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from checker.privacy import KINDS, find

HOME = Path(__file__).parent / "cases"
PRIVATE = YAML(typ="safe", pure=True).load(HOME / "private.yaml")
READABLE = YAML(typ="safe", pure=True).load(HOME / "readable.yaml")
MARKED = re.compile("«(.*?)»", re.DOTALL)


def spans(marked):
    """Return the text of a case and the stretches between its marks."""
    found, text, end = [], "", 0
    for match in MARKED.finditer(marked):
        text += marked[end : match.start()]
        found.append((len(text), len(text) + len(match[1])))
        text += match[1]
        end = match.end()
    return text + marked[end:], found


@pytest.mark.parametrize(
    ("kind", "case"), [(kind, case) for kind, cases in PRIVATE.items() for case in cases], ids=str
)
def test_what_is_private_is_found_and_nothing_else(kind, case):
    text, expected = spans(case)

    found = find(text)

    assert [(start, end) for start, end, _ in found] == expected
    assert {sighting.kind for sighting in found} == {kind}


@pytest.mark.parametrize("text", [text for texts in READABLE.values() for text in texts])
def test_what_a_judge_needs_stays(text):
    assert [text[start:end] for start, end, _ in find(text)] == []


@pytest.mark.parametrize("before", ["", "We say: ", "- ", "1. ", "## "])
@pytest.mark.parametrize("after", ["", ".", ", and more", "\n\nThe end"])
def test_what_a_judge_needs_stays_wherever_it_stands(before, after):
    masked = {text for texts in READABLE.values() for text in texts if find(f"{before}{text}{after}")}

    assert masked == set()


def test_every_kind_has_cases():
    assert set(PRIVATE) | {"name"} == set(KINDS)
