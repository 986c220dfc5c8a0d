"""The first sentence: who leads with what, what is claimed of it, and what is not."""

from collections.abc import Mapping

import pytest

from checker.domain import Alignment, Cell, Group
from checker.exporters.leading import leads_of, sentence
from tests.exporters import insight_samples as samples

MESSAGES = ("ease", "price", "speed")
Rows = Mapping[str, tuple[int, tuple[int, int, int]]]
"""By the group's name: its documents, and how many lead with each message."""


def led(rows: Rows, *, by: str = "team", more: int = 0) -> Alignment:
    """Return an alignment in which groups lead so often with the three messages."""
    found = samples.alignment(("sales",), MESSAGES, by=by)
    groups = tuple(group(name, *row) for name, row in rows.items())
    every = [sum(row[1][i] for row in rows.values()) for i in range(3)]
    overall = group("", sum(row[0] for row in rows.values()), (every[0], every[1], every[2]))
    return found.model_copy(
        update={
            "documents": overall.documents,
            "groups": groups,
            "overall": overall,
            "drifts": (),
            "more_groups": more,
        }
    )


def group(name: str, documents: int, leads: tuple[int, int, int]) -> Group:
    cells = tuple(
        Cell(message=message, share=samples.interval(0.1, documents), documents=documents, leads=number)
        for message, number in zip(MESSAGES, leads, strict=True)
    )
    match = samples.interval(leads[0] / max(documents, 1), documents)
    return Group(
        name=name,
        documents=documents,
        readers=1,
        is_small=documents < 5,
        lead_match=match,
        message_match=match,
        cells=cells,
    )


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ({}, "No document has been read yet, so nothing can be compared."),
        ({"a": (9, (5, 4, 0))}, "A leads with ease (5 of 9 documents)."),
        ({"a": (9, (3, 2, 2))}, "A most often leads with ease (3 of 9 documents)."),
        ({"a": (8, (4, 1, 0))}, "A most often leads with ease (4 of 8 documents)."),
        ({"a": (9, (3, 3, 1))}, "A most often leads with ease or price (3 of 9 documents each)."),
        ({"a": (9, (2, 2, 2))}, "In 9 documents, no message stands out as what a team leads with."),
        ({"a": (9, (1, 0, 0))}, "In 9 documents, no message stands out as what a team leads with."),
        ({"a": (9, (0, 0, 0))}, "None of 9 documents leads with a message that stands out."),
        (
            {"a": (9, (6, 0, 0)), "b": (8, (0, 7, 0)), "c": (7, (0, 0, 2))},
            "A leads with ease (6 of 9 documents), b with price (7 of 8) "
            "and c most often leads with speed (2 of 7).",
        ),
        (
            {"a": (9, (3, 0, 0)), "b": (8, (0, 7, 0))},
            "A most often leads with ease (3 of 9 documents) and b leads with price (7 of 8).",
        ),
        (
            {"a": (9, (6, 0, 0)), "b": (8, (0, 7, 0)), "c": (7, (0, 0, 0)), "d": (2, (2, 0, 0))},
            "A leads with ease (6 of 9 documents) and b with price (7 of 8); in c, no message stands out.",
        ),
        (
            {name: (9, (6 - i % 2, i % 2, 0)) for i, name in enumerate("abcdef")} | {"g": (9, (0, 9, 0))},
            "A leads with ease (6 of 9 documents), b with ease (5 of 9), c with ease (6 of 9), "
            "d with ease (5 of 9) and 3 more groups as the table shows.",
        ),
        (
            dict.fromkeys("abcde", (5, (0, 0, 0))) | {"f": (9, (9, 0, 0))},
            "F leads with ease (9 of 9 documents); in 5 more groups, no message stands out.",
        ),
    ],
)
def test_the_sentence_claims_what_the_counts_bear(rows: Rows, said: str) -> None:
    assert sentence(led(rows)) == said


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (
            {"a": (9, (6, 0, 0)), "b": (8, (7, 0, 0))},
            "Both teams lead with ease: a (6 of 9 documents) and b (7 of 8).",
        ),
        (
            {"a": (9, (6, 0, 0)), "b": (8, (3, 0, 0)), "c": (7, (5, 0, 0))},
            "All 3 teams most often lead with ease: a (6 of 9 documents), b (3 of 8) and c (5 of 7).",
        ),
        (
            {"a": (9, (6, 0, 0)), "b": (8, (7, 0, 0)), "c": (7, (0, 0, 0))},
            "A leads with ease (6 of 9 documents) and b with ease (7 of 8); in c, no message stands out.",
        ),
        (
            {"a": (9, (6, 0, 0)), "b": (8, (7, 0, 0)), "": (30, (28, 0, 0))},
            "Both teams lead with ease: a (6 of 9 documents) and b (7 of 8).",
        ),
        (
            {"a": (9, (6, 0, 0)), "b": (8, (7, 0, 0)), "c": (2, (0, 2, 0))},
            "Both teams with 5 documents or more lead with ease: a (6 of 9 documents) and b (7 of 8).",
        ),
    ],
)
def test_all_are_said_to_agree_only_where_all_do(rows: Rows, said: str) -> None:
    assert sentence(led(rows)) == said


def test_groups_without_a_row_are_no_part_of_all() -> None:
    said = sentence(led({"a": (9, (6, 0, 0)), "b": (8, (7, 0, 0))}, more=3))

    assert said.startswith("Both teams with 5 documents or more lead with ease")


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ({"a": (3, (2, 0, 0))}, "Too few to tell who leads with what: 3 documents, and it takes 5."),
        ({"a": (1, (1, 0, 0))}, "Too few to tell who leads with what: 1 document, and it takes 5."),
        (
            {"a": (4, (3, 0, 0)), "b": (4, (2, 1, 0))},
            "Documents lead with ease (5 of 8). Too few to tell for any region: none has the 5 documents "
            "that it takes.",
        ),
        (
            {"": (9, (3, 0, 0)), "b": (2, (0, 0, 0))},
            "Documents most often lead with ease (3 of 11). Too few to tell for any region: none has the 5 "
            "documents that it takes.",
        ),
    ],
)
def test_of_too_few_nothing_is_claimed(rows: Rows, said: str) -> None:
    assert sentence(led(rows, by="region")) == said


def test_most_of_one_document_is_enough_where_one_is_all() -> None:
    assert [cell.message for cell in leads_of(group("a", 1, (0, 1, 0)))] == ["price"]
