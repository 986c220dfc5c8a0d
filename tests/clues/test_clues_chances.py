"""What is kept of passages' chances: small, the same again, and refused where it is damaged."""

from base64 import b64encode

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from checker.clues.chances import LEAST, UNKNOWN, kept, laid_out
from checker.domain.report import CHOICES, NOTHING, PASSAGE, Chances

NAMES = ("Ease of use", "Low price", "Speed")
PLACES = {name: place for place, name in enumerate(NAMES)}

rows = st.lists(
    st.lists(st.floats(0.001, 1), min_size=4, max_size=4).map(lambda row: [each / sum(row) for each in row]),
    max_size=12,
)


def chances_of(passages):
    return np.array(passages, dtype=np.float32).reshape(-1, 4)


def again(*many):
    """Return the chances that documents keep, a dense array each, and their weights."""
    laid = laid_out(many, PLACES.__getitem__, len(NAMES))
    dense = np.zeros((len(laid.document), len(NAMES) + 1))
    dense[laid.passage, laid.message] = laid.chance
    return [(dense[laid.document == one], laid.weight[laid.document == one]) for one in range(len(many))]


@given(rows, rows)
def test_chances_come_back_as_they_were(first, second):
    documents = [kept(NAMES, chances_of(each), [0.5] * len(each)) for each in (first, second)]

    for passages, (found, weights) in zip((first, second), again(*documents), strict=True):
        given_, likely = chances_of(passages), chances_of(passages) >= LEAST
        assert found[likely] == pytest.approx(given_[likely], abs=0.003)
        assert weights == pytest.approx(0.5, abs=0.002)
        assert len(found) == len(passages)


def test_what_makes_no_impression_is_left_out():
    chances = chances_of([[0.9, 0.1, 0, 0], [0, 0, 1, 0]])

    found = kept(NAMES, chances, [1.0, 0.0])

    assert found.messages == NAMES[:2]
    assert list(found.raw[::2]) == [PASSAGE, 0, 1]


def test_twenty_passages_take_little():
    random = np.random.default_rng(7)
    names = [f"Theme {number}" for number in range(31)]
    chances = random.dirichlet(np.full(32, 0.05), size=20)

    assert len(kept(names, chances, [0.2] * 20).model_dump_json()) < 1024


def test_of_more_messages_than_can_be_named_the_commonest_are_kept():
    names = [f"Theme {number}" for number in range(300)]
    chances = np.eye(301)[[299, 299, *range(300)]]

    found = kept(names, chances, [1.0] * 302)

    assert len(found.messages) == CHOICES
    assert found.messages[0] == "Theme 299"
    assert Chances.model_validate_json(found.model_dump_json()) == found


def test_messages_that_nobody_asks_about_are_left_out():
    one = kept(NAMES, chances_of([[0.5, 0.5, 0, 0]]), [1.0])

    laid = laid_out([one], lambda name: 0 if name == "Low price" else UNKNOWN, 1)

    assert laid.message.tolist() == [0]


@pytest.mark.parametrize(
    ("messages", "raw"),
    [
        (NAMES, b"\xff"),
        (NAMES, bytes([0, 200])),
        (NAMES, bytes([PASSAGE, 255, 3, 200])),
        ((), bytes([PASSAGE, 255, 0, 200])),
        (tuple(map(str, range(255))), bytes([PASSAGE, 255, NOTHING, 255])),
    ],
)
def test_what_is_damaged_is_refused(messages, raw):
    with pytest.raises(ValidationError):
        Chances(messages=messages, pairs=b64encode(raw).decode())


def test_what_is_no_base64_is_refused():
    with pytest.raises(ValidationError):
        Chances(messages=NAMES, pairs="§§§§")
