"""The catalogue of checks: listed, on disk, documented, and with cases on both sides."""

import inspect
from pathlib import Path

import pytest

from checker import checks
from checker.checks import CHECKS
from checker.domain import HOUSE
from checker.verifier import CHECKED_BY
from tests.checks.case_tables import tables

ON_DISK = {
    path.stem.replace("_", "-")
    for path in Path(inspect.getfile(checks)).parent.glob("*.py")
    if path.stem != "__init__"
}
TABLES = tables()
ENOUGH = 8


def named(check):
    return check.NAME


def test_every_check_on_disk_is_listed_once():
    assert sorted(map(named, CHECKS)) == sorted(ON_DISK)


def test_every_check_has_a_kind_of_guideline_of_its_own():
    assert set(map(named, CHECKS)) == {*CHECKED_BY, HOUSE.id}
    assert len(set(CHECKED_BY.values())) == len(CHECKED_BY)


def test_every_check_has_a_table_of_cases():
    assert set(map(named, CHECKS)) == set(TABLES)


@pytest.mark.parametrize("name", TABLES)
@pytest.mark.parametrize("side", ["fires", "fine"])
def test_a_table_has_cases_enough_with_titles_of_their_own(name, side):
    titles = [case.title for case in TABLES[name][side]]

    assert len(set(titles)) == len(titles) >= ENOUGH


@pytest.mark.parametrize("name", TABLES)
def test_what_must_fire_says_where(name):
    assert [case.title for case in TABLES[name]["fires"] if not case.expected] == []
    assert [case.title for case in TABLES[name]["fine"] if case.expected] == []


@pytest.mark.parametrize("check", CHECKS, ids=named)
def test_a_check_is_named_for_its_file(check):
    assert Path(inspect.getfile(check)).stem.replace("_", "-") == check.NAME


@pytest.mark.parametrize("check", CHECKS, ids=named)
def test_a_check_is_documented_with_a_bad_and_a_good_example(check):
    documentation = inspect.getdoc(check) or ""
    lines = documentation.splitlines()

    assert lines[0].endswith(".")
    assert any(line.startswith("Bad: ") for line in lines)
    assert any(line.startswith("Good: ") for line in lines)
