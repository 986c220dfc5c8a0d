"""Every check on its table of cases, both sides."""

import pytest

from tests import fakes
from tests.checks.case_tables import tables
from tests.drafts import draft

TABLES = tables()
FIRES = [case for table in TABLES.values() for case in table["fires"]]
FINE = [case for table in TABLES.values() for case in table["fine"]]


def titled(case):
    return f"{case.check}: {case.title}"


@pytest.fixture
def flagged(request):
    """What the check of a case flags: guideline and quote of each finding."""

    def check(case):
        meaning = {"encode": request.getfixturevalue("model"), "words": fakes.FULL} if case.meaning else {}
        report = fakes.checker(case.kit, **meaning).check(draft(case.draft, **case.facts)).report
        return tuple((f.guideline, f.quote) for f in report.findings if f.check == case.check)

    return check


@pytest.mark.parametrize("case", FIRES, ids=titled)
def test_a_fault_is_flagged_at_its_words(case, flagged):
    assert flagged(case) == case.expected


@pytest.mark.parametrize("case", FINE, ids=titled)
def test_a_look_alike_is_left_alone(case, flagged):
    assert flagged(case) == ()
