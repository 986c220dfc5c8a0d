"""Two versions of a text, line by line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.pages.comparing import AROUND, Row, fates, rows
from service.pages.living import proposed
from tests.service.pages.test_anchors import finding

LINES = st.lists(st.sampled_from(["one", "two", "three", "four five"]), max_size=12)


def shown(row: Row, *kinds: str) -> str:
    return "".join(change.text for change in row.changes if change.kind in kinds)


@given(LINES, LINES)
def test_no_changed_line_is_lost(old: list[str], new: list[str]) -> None:
    made = list(rows("\n".join(old), "\n".join(new)))
    hidden = sum(row.skipped for row in made)

    assert [line for row in made if (line := shown(row, "kept", "added"))] == _without(new, old, made, hidden)
    assert sum(row.kind != "skipped" for row in made) + hidden >= max(len(old), len(new))


def _without(new: list[str], old: list[str], made: list[Row], hidden: int) -> list[str]:
    """Return *new* without the lines that were left out, which are the same in both."""
    if not hidden:
        return new
    kept, at = [], 0
    for row in made:
        if row.kind == "skipped":
            assert all(line in old for line in new[at : at + row.skipped])
            at += row.skipped
        elif row.kind != "removed":
            kept.append(new[at])
            at += 1
    return kept


def test_long_unchanged_stretches_are_counted() -> None:
    same = [f"line {number}" for number in range(20)]

    made = list(rows("\n".join([*same, "old"]), "\n".join([*same, "new"])))

    assert [row.kind for row in made] == ["skipped", *["kept"] * AROUND, "changed"]
    assert made[0].skipped == 20 - AROUND


@pytest.mark.parametrize(
    ("before", "after", "fate"),
    [
        ("ab", "bc", ("c", "a", "b")),
        ("", "a", ("a", "", "")),
        ("a", "", ("", "a", "")),
        ("a", "a", ("", "", "a")),
    ],
)
def test_findings_come_go_and_stay_by_their_fingerprints(
    before: str, after: str, fate: tuple[str, ...]
) -> None:
    old, new = ([finding("word", 0, 4, name) for name in names] for names in (before, after))

    found = fates(old, new)

    assert tuple("".join(card.finding.id for card in cards) for cards in found) == fate


@pytest.mark.parametrize(
    ("after", "words", "lines"),
    [
        ("one\nTWO\nthree", "two", ("two", "TWO")),
        ("one\nTWO\nthree", "one", None),
        ("one\nthree", "two", ("two", "")),
        ("one\ntwo\nthree", "two", None),
        ("one\nTWO\nTHREE", "two\nthree", ("two\nthree", "TWO\nTHREE")),
    ],
)
def test_a_rewrite_is_offered_for_the_lines_of_a_finding(
    after: str, words: str, lines: tuple[str, str] | None
) -> None:
    before = "one\ntwo\nthree"
    start = before.index(words)

    assert proposed(before, after, start, start + len(words)) == lines
