"""Disconnects: what parts groups, what does not, and in which order it is told."""

import numpy as np
import pytest

from checker.alignment import align
from checker.alignment.disconnects import rank
from checker.alignment.discoveries import discover
from checker.alignment.intervals import proportions
from checker.domain import Gap
from tests.alignment.alignment_builders import EASE, KIT, MESSAGES, PRICE, SERVICE, said

PARTED = {"marketing": {EASE: 0.8, SERVICE: 0.2}, "sales": {PRICE: 0.7, EASE: 0.3}}


def parted(each=20, **names):
    teams = [team for team in PARTED for _ in range(each)]
    return [said(i, names.get(team, team), PARTED[team]) for i, team in enumerate(teams)]


def test_two_teams_that_sell_different_things_part():
    first, *rest = align(parted(), KIT).disconnects

    assert (first.message.name, first.one, first.other) == (PRICE, "sales", "marketing")
    assert first.instead is not None
    assert first.instead.name == EASE
    assert first.gap.low > 0
    assert first.gap.value == pytest.approx(0.7)
    assert {voice.quote.split(",")[0] for voice in first.ones} == {PRICE}
    assert {voice.quote.split(",")[0] for voice in first.others} == {EASE}
    assert [each.rank for each in rest] == sorted((each.rank for each in rest), reverse=True)


@pytest.mark.parametrize("documents", [parted(4), parted(20, sales="")], ids=["small", "unknown"])
def test_small_and_unknown_groups_are_shown_and_not_compared(documents):
    alignment = align(documents, KIT)

    assert len(alignment.groups) == 2
    assert alignment.disconnects == ()


def test_what_is_small_is_what_the_caller_says():
    assert align(parted(4), KIT, smallest=4).disconnects


def test_a_group_of_documents_that_sell_nothing_is_not_compared():
    documents = [said(i, "sales", {PRICE: 1.0} if i < 3 else {}) for i in range(20)]

    assert align([*documents, *(said(100 + i, "marketing") for i in range(20))], KIT).disconnects == ()


def test_a_difference_too_small_to_matter_is_none():
    documents = [said(i, "sales", {PRICE: 0.50, EASE: 0.50}) for i in range(500)]
    documents += [said(1000 + i, "marketing", {PRICE: 0.53, EASE: 0.47}) for i in range(500)]

    assert align(documents, KIT).disconnects == ()


def test_weeks_are_never_compared_with_each_other():
    import datetime

    days = {"marketing": datetime.date(2026, 3, 2), "sales": datetime.date(2026, 3, 9)}
    documents = [each.model_copy(update={"day": days[each.team]}) for each in parted()]

    assert align(documents, KIT, by="week").disconnects == ()


def test_more_readers_raise_the_rank_less_than_in_proportion():
    quiet, loud = (
        align([each.model_copy(update={"readers": n}) for each in parted()], KIT).disconnects[0].rank
        for n in (10, 1000)
    )

    assert quiet < loud < 3 * quiet


@pytest.mark.parametrize(
    ("low", "high", "readers", "expected"),
    [(0.2, 0.5, 999, 0.6), (-0.5, -0.2, 999, 0.6), (-0.1, 0.2, 999, 0.0), (0.2, 0.5, 0, 0.0)],
)
def test_the_rank_is_the_sure_part_of_the_gap_by_readers(low, high, readers, expected):
    assert rank(Gap(value=(low + high) / 2, low=low, high=high), readers) == pytest.approx(expected)


def test_shuffled_teams_seldom_part():
    random = np.random.default_rng(20260301)
    alarms = 0
    for _ in range(40):
        mixes = random.dirichlet([2.0, 1.0, 0.5, 0.5], 90)
        documents = [
            said(i, f"team {i % 6}", dict(zip(MESSAGES, map(float, mix), strict=True)))
            for i, mix in enumerate(mixes)
        ]
        alarms += bool(align(documents, KIT).disconnects)

    assert alarms <= 4


def test_one_team_among_many_that_parts_is_found_with_the_fair_ones_left_in_peace():
    random = np.random.default_rng(7)
    mixes = random.dirichlet([4.0, 1.0, 2.0, 1.0], 200)
    tilted = random.dirichlet([1.0, 6.0, 0.5, 0.5], 200)
    documents = [
        said(
            i, f"t{i % 8}", dict(zip(MESSAGES, map(float, (tilted if i % 8 == 0 else mixes)[i]), strict=True))
        )
        for i in range(200)
    ]

    found = align(documents, KIT).disconnects

    price = [each for each in found if each.message.name == PRICE]
    assert {each.one for each in price} == {"t0"}
    assert {each.other for each in price} == {f"t{i}" for i in range(1, 8)}
    assert sum("t0" not in (each.one, each.other) for each in found) <= 0.1 * len(found)


def test_exactly_the_found_gaps_leave_zero_out():
    one, other = proportions([18, 11, 10, 16], [20] * 4), proportions([2, 9, 10, 6], [20] * 4)

    found = discover(one, other)

    assert found.is_clear.tolist() == [True, False, False, True]
    assert found.z == pytest.approx(2.2414, abs=1e-4)


def test_many_idle_comparisons_raise_the_bar():
    few = discover(proportions([15], [20]), proportions([7], [20]))
    many = discover(proportions([15] + [10] * 99, [20] * 100), proportions([7] + [10] * 99, [20] * 100))

    assert few.is_clear.tolist() == [True]
    assert not many.is_clear.any()
    assert many.z > few.z


def test_nothing_to_compare_finds_nothing():
    nothing = proportions([], [])

    assert discover(nothing, nothing).is_clear.shape == (0,)
