"""A flag answers a label when both sit at one place, and one label is answered once."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some
from ruamel.yaml import YAML

from evals.flags import Flag
from evals.labels import FaultKind
from evals.matching import Span, match, overlap, span

TABLE = YAML(typ="safe", pure=True).load(
    (Path(__file__).parent / "matching.yaml").read_text(encoding="utf-8")
)


def table(name):
    return pytest.mark.parametrize("row", [pytest.param(row, id=row["title"]) for row in TABLE[name]])


def flags(rows):
    return [Flag(kind=kind, quote=quote, guideline=guideline) for kind, quote, guideline in rows]


def stretch(ends):
    return Span(*ends) if ends else None


@table("spans")
def test_a_quote_is_placed(row):
    assert span(row["body"], row["quote"]) == stretch(row["span"])


@table("overlaps")
def test_an_overlap_is_a_share_of_the_shorter(row):
    assert overlap(stretch(row["one"]), stretch(row["other"])) == row["share"]


@table("matches")
def test_flags_answer_labels(row):
    answers = match(row["body"], flags(row["faults"]), flags(row["flags"]))

    assert sorted(map(list, answers)) == row["answers"]


BODY = "one two three four"
SPANS = some.tuples(some.integers(0, 40), some.integers(1, 20)).map(lambda pair: Span(pair[0], sum(pair)))
MARKS = some.lists(
    some.builds(
        Flag,
        kind=some.sampled_from(FaultKind),
        quote=some.sampled_from(["", "one", "one two", "two three", "ree four", "five"]),
        guideline=some.sampled_from(["G1", "G2", None]),
    ),
    max_size=6,
)


@given(SPANS, SPANS)
def test_an_overlap_is_symmetric_and_at_most_one(one, other):
    assert overlap(one, other) == overlap(other, one)
    assert 0 <= overlap(one, other) <= 1
    assert overlap(one, one) == 1


@given(MARKS, MARKS)
def test_no_label_and_no_flag_is_used_twice(faults, raised):
    answers = match(BODY, faults, raised)

    assert (
        len({answer.fault for answer in answers}) == len({answer.flag for answer in answers}) == len(answers)
    )


@given(some.lists(some.sampled_from(["one", "two", "three", "four"]), unique=True))
def test_flags_that_repeat_the_labels_answer_all_of_them(quotes):
    marks = [Flag(kind=FaultKind.CLAIM, quote=quote) for quote in quotes]

    assert len(match(BODY, marks, marks)) == len(quotes)
