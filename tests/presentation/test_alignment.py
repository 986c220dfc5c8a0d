from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.presentation import alignment
from checker.presentation.alignment import Step, steps

LINES = st.lists(st.sampled_from("abc"), max_size=12)


@given(LINES, LINES)
def test_steps_cover_both_sides_and_equal_ones_are_equal(old: list[str], new: list[str]) -> None:
    found = list(steps(old, new))

    assert [line for step in found for line in old[step.start : step.end]] == old
    assert [line for step in found for line in new[step.new_start : step.new_end]] == new
    assert all((old[s.start : s.end] == new[s.new_start : s.new_end]) == (s.kind == "equal") for s in found)


def test_one_edit_in_a_long_text_is_one_change() -> None:
    old = [str(number) for number in range(100_000)]
    new = [*old[:50_000], "edited", *old[50_001:]]

    assert list(steps(old, new)) == [
        Step("equal", 0, 50_000, 0, 50_000),
        Step("changed", 50_000, 50_001, 50_000, 50_001),
        Step("equal", 50_001, 100_000, 50_001, 100_000),
    ]


MANY = [str(number) for number in range(alignment.MOST_ITEMS)]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (["x", *["a"] * 2_000, "y"], ["z", *["a"] * 2_000, "w"]),
        (MANY, MANY[::-1]),
    ],
    ids=["repeated", "shuffled"],
)
def test_what_would_take_too_long_counts_as_replaced(old: Sequence[str], new: Sequence[str]) -> None:
    changed = [step for step in steps(old, new) if step.kind == "changed"]

    assert len(changed) == 1
    assert len(list(steps(old, new))) <= 3
