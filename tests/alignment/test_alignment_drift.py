"""Drift: weeks, and what a new kit changed."""

import datetime

import pytest

from checker.alignment import align
from tests.alignment.alignment_builders import EASE, KIT, PRICE, said

MONDAY = datetime.date(2026, 1, 5)
SINCE = MONDAY + datetime.timedelta(weeks=4)


def moving(each=6, weeks=8, team="sales"):
    """Return documents that lead with price for half of the *weeks*, and with ease of use from then on."""
    documents = []
    for i in range(each * weeks):
        week = i // each
        day = MONDAY + datetime.timedelta(days=7 * week + i % 5)
        sold = PRICE if week < weeks // 2 else EASE
        documents.append(said(i, team, {sold: 0.8, "Speed": 0.2}, lead=sold, day=day))
    return documents


def drift(alignment, message="", group=""):
    return next(each for each in alignment.drifts if (each.message, each.group) == (message, group))


def test_weeks_run_from_the_first_to_the_last_monday():
    documents = [each for each in moving() if each.day is not None and each.day.isocalendar().week != 4]

    found = drift(align(documents, KIT))

    assert found.weeks == tuple(MONDAY + datetime.timedelta(weeks=i) for i in range(8))
    assert [share is None for share in found.shares] == [i == 2 for i in range(8)]
    assert [share.value for share in found.shares if share] == [0, 0, 0, 1, 1, 1, 1]


@pytest.mark.parametrize("group", ["", "sales"])
def test_a_new_kit_shows_in_lead_match_and_messages(group):
    alignment = align(moving(), KIT, since=SINCE)

    match, price = drift(alignment, "", group), drift(alignment, PRICE, group)
    assert match.change is not None
    assert match.change.value == 1
    assert match.change.is_clear
    assert price.change is not None
    assert price.change.high < 0


def test_without_a_day_of_change_nothing_is_said_to_change():
    assert all(each.change is None for each in align(moving(), KIT).drifts)


def test_too_few_documents_on_a_side_tell_no_change():
    alignment = align(moving(), KIT, since=MONDAY + datetime.timedelta(days=3), smallest=5)

    assert all(each.change is None for each in alignment.drifts)


def test_a_change_within_a_week_parts_the_week():
    day = MONDAY + datetime.timedelta(days=2)
    documents = [said(i, day=MONDAY, mix={PRICE: 1.0}) for i in range(5)]
    documents += [said(10 + i, day=day, mix={EASE: 1.0}) for i in range(5)]
    documents += [said(20, day=MONDAY + datetime.timedelta(weeks=1), mix={EASE: 1.0})]

    found = drift(align(documents, KIT, since=day), PRICE)

    assert found.change is not None
    assert found.change.value == -1
    assert found.shares[0] is not None
    assert found.shares[0].value == 0.5


@pytest.mark.parametrize("days", [[], [MONDAY], [MONDAY, MONDAY + datetime.timedelta(days=6)]])
def test_less_than_two_weeks_are_no_drift(days):
    assert align([said(i, day=day) for i, day in enumerate(days)], KIT, since=MONDAY).drifts == ()


def test_small_groups_are_not_followed():
    alignment = align([*moving(), *(said(1000 + i, "pr", day=MONDAY) for i in range(4))], KIT)

    assert {each.group for each in alignment.drifts} == {"", "sales"}


def test_rows_of_weeks_are_followed_as_a_whole_only():
    assert {each.group for each in align(moving(), KIT, by="week").drifts} == {""}


def test_hostile_days_do_not_make_ten_thousand_years_of_weeks():
    documents = [said(1, day=datetime.date.min), said(2, day=datetime.date.max), said(3, day=MONDAY)]

    alignment = align(documents, KIT, since=datetime.date.min)

    assert len(alignment.drifts[0].weeks) == 260
    assert alignment.documents == 3


def test_steady_documents_do_not_drift():
    documents = [
        said(i, mix={EASE: 0.5, PRICE: 0.5}, lead=EASE, day=MONDAY + datetime.timedelta(days=i))
        for i in range(56)
    ]

    changes = [each.change for each in align(documents, KIT, since=SINCE).drifts]

    assert all(change is not None and not change.is_clear for change in changes)
