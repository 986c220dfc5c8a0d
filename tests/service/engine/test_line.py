"""Who is next: single drafts before batches, callers by turns, and a process kept for whoever comes."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.engine.line import LONG, NOBODYS, Line, Rank, Turn, turn_for
from service.nouns import Draft

CALLERS = ("ada", "ben", "")
TURNS = st.builds(Turn, st.sampled_from(Rank), st.sampled_from(CALLERS))


def taken(line: Line[str]) -> list[str]:
    """Return all that may begin now, in order."""
    calls = []
    while following := line.next():
        calls.append(following[1])
    return calls


def test_single_drafts_go_before_documents_of_batches() -> None:
    line: Line[str] = Line(4, 1)
    line.join(Turn(Rank.BATCH, "ada"), "batch")
    line.join(Turn(caller="ben"), "single")

    assert taken(line) == ["single", "batch"]


def test_callers_take_turns_however_many_calls_each_has() -> None:
    line: Line[str] = Line(7, 0)
    for number in range(5):
        line.join(Turn(caller="ada"), f"ada {number}")
    line.join(Turn(caller="ben"), "ben")

    assert taken(line)[:3] == ["ada 0", "ben", "ada 1"]


def test_one_process_is_kept_from_batches_and_from_whoever_sends_many() -> None:
    line: Line[str] = Line(3, 1)
    for number in range(9):
        line.join(Turn(Rank.BATCH, "ada"), f"batch {number}")
        line.join(Turn(caller="ada"), f"ada {number}")

    assert taken(line) == ["ada 0", "ada 1", "batch 0", "batch 1"]
    line.join(Turn(caller="ben"), "ben")
    line.join(NOBODYS, "a kit")
    assert taken(line) == ["ben", "a kit"]


def test_long_texts_go_before_batches_and_never_keep_what_is_short_waiting() -> None:
    line: Line[str] = Line(4, 1)
    line.join(Turn(Rank.BATCH, "ben"), "batch")
    for number in range(25):
        line.join(Turn(Rank.LONG, "ada"), f"long {number}")
    assert taken(line) == ["long 0", "long 1", "long 2"]

    line.join(Turn(caller="ada"), "short")
    assert taken(line) == ["short"]

    for _ in range(2):
        line.leave(Turn(Rank.LONG, "ada"))
    assert taken(line) == ["long 3", "long 4"]


@pytest.mark.parametrize(
    ("content", "is_single", "rank"),
    [
        (b"x" * LONG, True, Rank.SINGLE),
        (b"x" * (LONG + 1), True, Rank.LONG),
        (b"x" * (LONG + 1), False, Rank.BATCH),
        (b"PK\x03\x04\0\0" + b"x" * LONG, True, Rank.SINGLE),
    ],
)
def test_a_text_is_long_by_its_size_and_a_file_is_not(content: bytes, is_single: bool, rank: Rank) -> None:  # noqa: FBT001 - a case
    draft = Draft(name="d", content=content, kit="acme")

    assert turn_for(draft, "ada", is_single=is_single) == Turn(rank, "ada")


def test_where_there_is_one_process_none_is_kept() -> None:
    line: Line[str] = Line(1, 1)
    line.join(Turn(Rank.BATCH, "ada"), "batch")

    assert taken(line) == ["batch"]


@given(turns=st.lists(TURNS, max_size=40), processes=st.integers(1, 5), kept=st.integers(0, 5))
def test_everything_gets_its_turn_once_and_nobody_takes_what_is_kept(
    turns: list[Turn], processes: int, kept: int
) -> None:
    line: Line[int] = Line(processes, kept)
    for number, turn in enumerate(turns):
        line.join(turn, number)
    begun: list[int] = []
    while len(begun) < len(turns):
        held: list[Turn] = []
        while following := line.next():
            held.append(following[0])
            begun.append(following[1])
            batches = sum(turn.rank is not Rank.SINGLE for turn in held)
            most = max(
                Counter(turn for turn in held if turn.caller and turn.rank is Rank.SINGLE).values() or [0]
            )
            assert max(batches, most) <= max(1, processes - kept)
        assert held
        for turn in held:
            line.leave(turn)

    assert sorted(begun) == list(range(len(turns)))
    assert len(line) == 0
