"""A document held against what changed in a kit fares as in a full check, whatever the change."""

import copy
import datetime
import json
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from checker.domain import Checked
from checker.pipeline import Policy
from service.engine.task import Source, Task
from service.engine.worker import Desk
from service.kits.reading import yaml_of
from service.kits.rechecking import Case, Versions, recheck
from service.records.packing import packed

TODAY = datetime.date(2026, 5, 1)
CORPUS = Path("corpus")
DRAFTS = sorted((CORPUS / "drafts/ottermere").rglob("*.md"))
POOL = [
    {
        "id": "new-price",
        "kind": "message",
        "role": "avoid",
        "text": "Never sell on price.",
        "themes": ["low-price"],
    },
    {
        "id": "new-lead",
        "kind": "message",
        "role": "lead",
        "text": "We are the quick start.",
        "themes": ["quick-start"],
    },
    {
        "id": "new-fact",
        "kind": "fact",
        "text": "Fitting takes two hours and the guarantee is three years long.",
    },
    {
        "id": "new-claim",
        "kind": "claim",
        "text": "We may say “Up to 40% less chlorine if you test weekly”. Keep the condition.",
    },
    {
        "id": "new-term",
        "kind": "term",
        "text": "Say pool owner, not customer.",
        "terms": [{"avoid": "customer", "prefer": "pool owner"}],
    },
    {
        "id": "new-voice",
        "kind": "voice",
        "text": "No hype and no jargon.",
        "forbids": ["jargon"],
        "phrases": ["easy", "simple"],
    },
    {
        "id": "new-need",
        "kind": "required",
        "text": "Every reply is signed.",
        "elements": [{"name": "a signature", "any_of": ["@signature"]}],
        "applies_to": ["support"],
    },
    {
        "id": "new-allowed",
        "kind": "claim",
        "text": "The cheapest choice is fine.",
        "allows": ["Save 40% on your pool budget", "The cheapest choice"],
    },
]
"""Guidelines of every kind that a change may add."""


class Stored(NamedTuple):
    """The published kit, and documents checked with it."""

    kit: dict[str, object]
    checked: list[Checked]


def source_of(kit: dict[str, object]) -> Source:
    return Source("ottermere", yaml_of(json.dumps(kit)))


def full(desk: Desk, kit: Source, drafts: list[Path]) -> list[Checked]:
    teams = (Policy(team=path.parent.name, today=TODAY) for path in drafts)
    tasks = (
        Task(path.name, path.read_bytes(), kit, terms) for path, terms in zip(drafts, teams, strict=True)
    )
    return [desk.check(task).checked[0] for task in tasks]


@pytest.fixture(scope="session")
def stored(desk: Desk) -> Stored:
    kit = json.loads(
        json.dumps(YAML(typ="safe", pure=True).load(CORPUS / "kits/ottermere/kit.yaml"), default=str)
    )
    return Stored(kit, full(desk, source_of(kit), DRAFTS))


@st.composite
def changes(draw: st.DrawFn) -> list[tuple[str, int, int]]:
    """Return what is done to a kit: what, to which guideline, and with which of what there is."""
    kinds = ("add", "remove", "text", "severity", "applies", "role", "phrase", "example", "allow", "move")
    one = st.tuples(st.sampled_from(kinds), st.integers(0, 40), st.integers(0, 40))
    return draw(st.lists(one, min_size=1, max_size=4))


def changed(kit: dict[str, object], edits: list[tuple[str, int, int]]) -> dict[str, object]:
    made = copy.deepcopy(kit)
    listed = made["guidelines"]
    for what, which, how in edits:
        edit(listed, what, which % len(listed), how)
    return made


def edit(listed: list[dict[str, object]], what: str, which: int, how: int) -> None:  # noqa: C901 - a table of edits
    one, other = listed[which], POOL[how % len(POOL)]
    if what == "add" and other["id"] not in {each["id"] for each in listed}:
        listed.insert(which, copy.deepcopy(other))
    elif what == "remove" and len(listed) > 1:
        del listed[which]
    elif what == "move":
        listed.insert(how % len(listed), listed.pop(which))
    elif what == "role" and one["kind"] == "message":
        one["role"] = ("lead", "support", "avoid")[how % 3]
    elif what == "allow":
        one["allows"] = [*one.get("allows", ()), "Ottermere is the easy way to a clean pool"]
    elif what == "example":
        one["examples"] = {
            "off_brand": ["Save 40% on your pool budget."],
            "on_brand": ["A pool that looks after itself."],
        }
    else:
        values = {
            "text": other["text"],
            "severity": ("error", "warning", "suggestion")[how % 3],
            "applies_to": ([], ["sales"], ["support"], ["campaign", "web"])[how % 4],
            "phrases": [("pool", "easy", "your budget", "the best")[how % 4]],
        }
        name = {"applies": "applies_to", "phrase": "phrases"}.get(what, what)
        if name in values:
            one[name] = values[name]


def outcome(before: Checked, after: Checked) -> tuple[object, ...]:
    had, has = ({f.id for f in one.report.findings} for one in (before, after))
    return before.report.verdict, after.report.verdict, len(has - had), len(had - has)


@given(edits=changes())
@settings(max_examples=8)
def test_the_outcome_is_that_of_a_full_check(
    desk: Desk, stored: Stored, edits: list[tuple[str, int, int]]
) -> None:
    kit = changed(stored.kit, edits)
    versions = Versions(source_of(stored.kit), source_of(kit), TODAY, stored.checked[0].report.engine)
    cases = [
        Case(str(number), packed(one.document), packed(one.report), stands=True, vectors=(), waivers=())
        for number, one in enumerate(stored.checked)
    ]

    found = recheck(desk, versions, cases)

    expected = [
        outcome(*pair) for pair in zip(stored.checked, full(desk, versions.after, DRAFTS), strict=True)
    ]
    assert [(one.before, one.after, one.new, one.gone) for one in found] == expected
