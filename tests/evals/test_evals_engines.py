"""Every engine is run on every brand, in this process or in others, with the same result."""

import pytest

from evals import cases
from evals.engines import ENGINES, Engine, measure
from tests.evals.picklable import alarm, broken, silence


@pytest.fixture(name="brands")
def loaded(home):
    return cases.load(home / "cases")


LOUD, QUIET = Engine("loud", alarm), Engine("quiet", silence)


def test_each_engine_has_its_run_over_all_cases_in_order(brands):
    loud, quiet = measure([LOUD, QUIET], brands)

    places = [(brand.name, case.id) for brand in brands for case in brand.cases]
    for measured in (loud, quiet):
        assert [(each.case.brand, each.case.id) for each in measured.outcomes] == places
    assert {len(each.flags) for each in loud.outcomes} == {1}
    assert {len(each.flags) for each in quiet.outcomes} == {0}


def test_processes_change_nothing(brands):
    alone, together = (measure([LOUD, QUIET], brands, jobs=jobs) for jobs in (1, 2))

    assert [run.flags_digest for run in alone] == [run.flags_digest for run in together]
    assert [run.name for run in together] == ["loud", "quiet"]
    assert alone == together


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_failure_is_not_lost_on_the_way(jobs, brands):
    with pytest.raises(ValueError, match="no such luck"):
        measure([Engine("broken", broken)], brands, jobs=jobs)


def test_progress_is_told_after_each_brand(brands):
    told = []

    measure([LOUD, QUIET], brands, tell=told.append)

    assert told == ["1 of 3: ash", "2 of 3: elm", "3 of 3: everyday-oak"]


def test_further_samples_stand_beside_the_first(brands):
    sampled = Engine("sampled", alarm, lambda draft, kit: (silence(draft, kit), alarm(draft, kit)))

    (measured,) = measure([sampled], brands[:1])

    assert [[len(flags) for flags in each.others] for each in measured.outcomes] == [[0, 1], [0, 1]]


def test_the_shipped_engines_differ_in_name():
    assert len({engine.name for engine in ENGINES}) == len(ENGINES)
