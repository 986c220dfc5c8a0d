"""Windows: every passage in one, none too large, and an edit moves no other."""

import random

from hypothesis import given
from hypothesis import strategies as st

from checker.judges.windows import CHARACTERS_PER_TOKEN, LINE, windows
from checker.splitter import split
from tests.drafts import draft

WORDS = "tea pot cup warm slow quiet stove leaf steam morning".split()


def text(paragraphs):
    return "\n\n".join(paragraphs)


def paragraph(chance):
    return " ".join(chance.choice(WORDS).capitalize() + " is here." for _ in range(chance.randint(1, 12)))


@given(seed=st.integers(0, 10_000), size=st.integers(20, 400), count=st.integers(1, 60))
def test_every_passage_is_in_one_window_and_none_is_too_large(seed, size, count):
    chance = random.Random(seed)  # noqa: S311 - a repeatable draft
    passages = split(draft(text(paragraph(chance) for _ in range(count))))
    parts = windows(passages, size)

    assert [row for part in parts for row in part.rows] == list(range(len(passages)))
    for part in parts:
        weight = sum(len(passages[row].text) + LINE for row in part.rows)
        assert weight <= size * CHARACTERS_PER_TOKEN or len(part.rows) == 1
        assert all(row < part.rows[0] for row in part.before)


def test_a_draft_that_fits_is_one_window():
    passages = split(draft("Tea.\n\nMore tea."))

    assert [part.rows for part in windows(passages, 1_000)] == [(0, 1)]
    assert windows((), 1_000) == ()


def contents(paragraphs):
    """Return what each window says, with what it shows of the one before."""
    passages = split(draft(text(paragraphs)))
    return [
        tuple(passages[row].text for row in (*part.before, *part.rows)) for part in windows(passages, 300)
    ]


def test_an_edited_paragraph_changes_few_windows():
    chance = random.Random(3)  # noqa: S311 - a repeatable draft
    paragraphs = [paragraph(chance) for _ in range(200)]
    before = contents(paragraphs)
    changed = []
    for at in range(0, 200, 10):
        edited = paragraphs.copy()
        edited[at] = "Somebody wrote something else here, and at some length, as people do."
        changed.append(len(set(contents(edited)) - set(before)))

    assert len(before) > 15
    assert sorted(changed)[len(changed) // 2] <= 2
    assert max(changed) <= len(before) // 2
