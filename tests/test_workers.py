"""Many files on many cores: what one file does to its worker, it does to itself alone."""

import functools
import itertools

import pytest

from checker.domain import Limits, Verdict
from checker.errors import ModelUnavailable
from checker.reporting import unread
from checker.workers import check_all
from tests import worker_builders
from tests.fakes import ENGINE

LIMITS = Limits(seconds=1.5, memory_bytes=200_000_000)
REFUSE = functools.partial(unread, kit=worker_builders.KIT, engine=ENGINE)


@pytest.fixture
def batch(tmp_path):
    """Check drafts of these names, and return what became of each."""

    def run(*names, jobs=2, build=worker_builders.build):
        paths = [tmp_path / f"{name}.md" for name in names]
        for path in paths:
            path.write_text(f"Tea for {path.stem}.", encoding="utf-8")
        return check_all(paths, build, jobs=jobs, limits=LIMITS, refuse=REFUSE)

    return run


def stems(results):
    return [result.source.rpartition("/")[2].removesuffix(".md") for result in results]


def test_a_file_that_takes_its_worker_down_is_lost_alone(batch):
    names = ("one", "die", "two", "hang", "three", "gorge", "dig", "fault", "refuse", "decline", "four")

    results = list(batch(*names))

    assert stems(results) == list(names)
    reasons = {name: result.error and str(result.error) for name, result in zip(names, results, strict=True)}
    assert {name for name, reason in reasons.items() if reason is None} == {"one", "two", "three", "four"}
    assert "made the worker stop" in reasons["die"]
    assert "longer than 1.5 seconds" in reasons["hang"]
    assert "too much memory" in reasons["gorge"]
    assert "too deep a nesting" in reasons["dig"]
    assert "a fault of Brandcheck's own (ValueError)" in reasons["fault"]
    assert "it is encrypted. Take the password off." in reasons["refuse"]
    assert "no reader for this" in reasons["decline"]
    for result in results:
        [checked] = result.checked
        expected = Verdict.INCOMPLETE if result.error else Verdict.PASS
        assert checked.report.verdict is expected
        assert checked.report.document.source == result.source


def test_a_lone_worker_is_replaced(batch):
    results = list(batch("die", "one", "die-again", "two", jobs=1))

    assert [result.error is None for result in results] == [False, True, False, True]


def test_reports_come_in_the_order_of_the_files(batch):
    names = ("slow-1", "a", "b", "slow-2", "c", "d", "e", "f", "g", "h")

    assert stems(batch(*names)) == list(names)


def test_a_checker_that_cannot_be_built_is_the_callers_to_mend(batch):
    with pytest.raises(ModelUnavailable, match="the model can't be had"):
        list(batch("one", "two", build=worker_builders.fail))


def test_a_batch_may_be_left_early(batch):
    first = next(itertools.islice(batch("one", "hang", "two", jobs=1), 1))

    assert stems([first]) == ["one"]


def test_no_files_need_no_workers(batch):
    assert list(batch()) == []
