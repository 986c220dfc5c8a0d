"""What a passage leaves open goes to what its document sells; the mix and the lead follow."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.clues.mix import in_context

EASE, PRICE, NOTHING = range(3)
SURE, OPEN = [0.97, 0.02, 0.01], [0.46, 0.48, 0.06]

rows = st.lists(
    st.lists(st.floats(0.001, 1), min_size=3, max_size=3).map(lambda row: [each / sum(row) for each in row]),
    min_size=1,
    max_size=30,
)


def sold_in(passages):
    chances = np.array(passages, dtype=np.float32)
    return in_context(chances, range(len(chances)))


def test_a_doubtful_passage_goes_to_what_the_document_sells():
    assert np.argmax(OPEN) == PRICE
    assert sold_in([*[SURE] * 12, OPEN])[-1].argmax() == EASE


def test_a_doubtful_passage_that_stands_alone_stays():
    assert sold_in([OPEN])[0].argmax() == PRICE


def test_a_clear_passage_is_not_talked_over():
    assert sold_in([*[SURE] * 40, [0.02, 0.97, 0.01]])[-1].argmax() == PRICE


def test_words_of_others_do_not_tell_what_the_document_sells():
    chances = np.array([*[SURE] * 12, OPEN], dtype=np.float32)

    assert in_context(chances, [12])[12].argmax() == PRICE


def test_where_no_words_are_the_brands_own_chances_stay():
    assert in_context(np.array([SURE, OPEN], dtype=np.float32), []) == pytest.approx(np.array([SURE, OPEN]))


@given(rows)
def test_chances_stay_chances_whatever_the_document(passages):
    chances = sold_in(passages)

    assert chances.shape == (len(passages), 3)
    assert chances.sum(axis=1) == pytest.approx(1, abs=1e-5)
    assert (chances >= 0).all()


@given(rows)
def test_the_order_of_passages_does_not_matter(passages):
    assert sold_in(passages[::-1])[::-1] == pytest.approx(sold_in(passages), abs=1e-5)
