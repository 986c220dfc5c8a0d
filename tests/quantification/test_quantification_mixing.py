"""What a passage leaves open goes to what its group sells; headlines are fitted apart."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.clues.chances import UNKNOWN, kept
from checker.quantification import mixes

NAMES = ("Ease of use", "Low price", "Speed")
EASE, PRICE, SPEED, NOTHING = np.eye(4)
OPEN = np.array([0.46, 0.48, 0.0, 0.06])

rows = st.lists(
    st.lists(st.floats(0.001, 1), min_size=4, max_size=4).map(lambda row: [each / sum(row) for each in row]),
    min_size=1,
    max_size=8,
)


def document(*passages, weights=None):
    return kept(NAMES, np.array(passages).reshape(-1, 4), weights or [0.1] * len(passages))


def shares(documents, groups=None):
    """Return each document's shares of `NAMES`."""
    found = np.zeros((len(documents), len(NAMES)))
    sold = mixes(documents, groups or [0] * len(documents), NAMES.index, len(NAMES))
    found[sold.document, sold.message] = sold.share
    return found


def test_what_one_document_leaves_open_the_others_tell():
    doubtful = document(OPEN)

    among_ease = shares([doubtful, *[document(EASE, EASE)] * 9])[0]
    among_price = shares([doubtful, *[document(PRICE, PRICE)] * 9])[0]

    assert among_ease[0] > 0.8
    assert among_price[1] > 0.8


def test_other_groups_tell_nothing():
    alone = shares([document(OPEN), document(OPEN)])

    beside = shares([document(OPEN), document(OPEN), *[document(EASE)] * 40], [0, 0, *[1] * 40])

    assert beside[:2] == pytest.approx(alone)


def test_headlines_tell_of_headlines_first():
    """Texts sell ease, headlines price: an open headline sells price."""
    plain = document(PRICE, EASE, EASE, weights=[1.0, 0.1, 0.1])
    headline, text = (document(OPEN, weights=[weight]) for weight in (1.0, 0.1))

    found = shares([headline, text, *[plain] * 30])

    assert found[0, 1] > 0.8
    assert found[1, 0] > 0.8


def test_weights_are_those_of_the_documents_own_mix():
    found = shares([document(EASE, PRICE, weights=[1.0, 0.2])] * 2)

    assert found[0] == pytest.approx([5 / 6, 1 / 6, 0], abs=0.005)


def test_what_sells_nothing_takes_no_share():
    assert shares([document(EASE, NOTHING), document(EASE)])[0] == pytest.approx([1, 0, 0])


@pytest.mark.parametrize("documents", [[], [document()], [document(NOTHING)]])
def test_where_nothing_is_sold_there_is_no_mix(documents):
    assert not shares(documents).any()


def test_messages_that_are_not_asked_about_leave_theirs_to_the_rest():
    found = mixes([document(OPEN)] * 2, [0, 0], lambda name: 0 if name == "Low price" else UNKNOWN, 1)

    assert found.share == pytest.approx(1)


@given(st.lists(rows, min_size=1, max_size=6))
def test_shares_stay_shares_in_any_order(passages):
    documents = [document(*each) for each in passages]

    found = shares(documents)

    assert (found >= 0).all()
    assert found.sum(axis=1) == pytest.approx(1)
    assert shares(documents[::-1])[::-1] == pytest.approx(found)


def test_a_known_mix_of_doubtful_passages_is_recovered():
    """Three passages in ten sell price, and each looks like ease half of the time."""
    random = np.random.default_rng(5)
    sold = random.random((400, 10)) < 0.3
    seen = np.where(sold, random.random((400, 10)) < 0.8, random.random((400, 10)) < 0.2)
    rows_ = np.where(seen[..., None], [0.2, 0.8, 0, 0], [0.8, 0.2, 0, 0])

    found = shares([document(*each) for each in rows_])

    assert found[:, 1].mean() == pytest.approx(sold.mean(), abs=0.02)
    assert abs(seen.mean() - sold.mean()) > 0.05
