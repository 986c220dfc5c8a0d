"""Shares stay as they were counted, and are the less sure the more is known to be mixed up."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.quantification import Confusion, confusion
from tests.fakes import FULL, SMALL

NAMES = ("Ease of use", "Low price", "Speed")
TAKEN = np.array([[0.7, 0.1, 0.0], [0.0, 0.9, 0.05], [0.2, 0.0, 0.6]])
KNOWN = Confusion({name.casefold(): place for place, name in enumerate(NAMES)}, TAKEN)

weights = st.lists(st.floats(0, 1), min_size=3, max_size=3).filter(lambda parts: sum(parts) > 0.01)


def shares_of(parts):
    return np.array(parts) / sum(parts)


@given(weights, st.integers(1, 500))
def test_shares_stay_shares(parts, count):
    means, variance = KNOWN.corrected(NAMES, shares_of(parts), count)

    assert means.sum() == pytest.approx(1)
    assert (means >= 0).all()
    assert (variance >= 0).all()


def test_what_mixing_may_have_moved_is_less_sure():
    counted = np.array([0.5, 0.3, 0.2]) @ TAKEN
    counted /= counted.sum()
    straight = Confusion(KNOWN.messages, np.eye(3))

    means, variance = KNOWN.corrected(NAMES, counted, 40)
    same, least = straight.corrected(NAMES, counted, 40)

    assert means.tolist() == pytest.approx(counted.tolist()) == same.tolist()
    assert (variance >= least - 1e-12).all()
    assert np.sqrt(variance - least).max() == pytest.approx(
        np.abs(counted - [0.5, 0.3, 0.2]).max() / 2, abs=0.01
    )


def test_names_may_come_in_any_order_and_any_case():
    _, straight = KNOWN.corrected(NAMES, np.array([0.5, 0.3, 0.2]), 9)
    _, turned = KNOWN.corrected(("SPEED", "low price", "ease of use"), np.array([0.2, 0.3, 0.5]), 9)

    assert turned == pytest.approx(straight[::-1])


def test_shares_stay_as_they_are_where_a_message_is_not_known_but_less_sure():
    means, variance = KNOWN.corrected((*NAMES, "“Our own line”"), np.array([0.3, 0.2, 0.1, 0.4]), 12)

    assert means.tolist() == pytest.approx([0.3, 0.2, 0.1, 0.4])
    assert (variance > 0).all()


@pytest.mark.parametrize("counted", [np.zeros(3), np.zeros(0)])
def test_of_no_document_nothing_is_unsure(counted):
    means, variance = KNOWN.corrected(NAMES[: len(counted)], counted, 0)

    assert means.tolist() == counted.tolist()
    assert variance.tolist() == counted.tolist()


def test_the_shipped_themes_are_mixed_up_in_a_known_way():
    known = confusion(FULL)

    assert known is not None
    assert set(known.messages) == {theme.name.casefold() for theme in FULL.themes.values()}
    assert (known.taken.argmax(axis=1) == np.arange(len(FULL.themes))).all()
    assert (known.taken.sum(axis=1) <= 1.001).all()


def test_of_other_themes_nothing_is_known():
    assert confusion(SMALL) is None
