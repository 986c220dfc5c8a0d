"""A document's mix is worked out beside the others of its group, where its report keeps what that takes."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.alignment import align
from checker.clues.chances import kept
from checker.domain import Chances
from tests.alignment.alignment_builders import EASE, KIT, PRICE, SERVICE, said

NAMES = (EASE, PRICE, SERVICE)
SURE, OPEN = (1.0, 0, 0, 0), (0.45, 0.5, 0, 0.05)

documents = st.lists(
    st.tuples(
        st.sampled_from(["sales", "marketing"]),
        st.lists(st.lists(st.floats(0.01, 1), min_size=4, max_size=4), max_size=5),
    ),
    max_size=12,
)


def chances(*passages: tuple[float, ...]) -> Chances:
    rows = np.array(passages, dtype=float).reshape(-1, 4)
    return kept(NAMES, rows / rows.sum(axis=1, keepdims=True), [0.5] * len(rows))


def shares(alignment, name):
    group = next(group for group in alignment.groups if group.name == name)
    return {cell.message: cell.share.value for cell in group.cells}


def test_what_one_document_leaves_open_its_group_tells():
    open_ = said(0, mix={PRICE: 1.0}, lead=PRICE, chances=chances(OPEN, OPEN))
    sure = [said(1 + i, mix={EASE: 1.0}, chances=chances(SURE, SURE)) for i in range(9)]

    alignment = align([open_, *sure], KIT)

    found = shares(alignment, "sales")
    assert found[PRICE] < 0.05
    assert found[EASE] > 0.95
    assert sum(found.values()) == pytest.approx(1, abs=1e-5)
    (price,) = (cell for cell in alignment.overall.cells if cell.message == PRICE)
    assert (price.documents, price.leads, price.voices[0].document) == (1, 1, "d00000")


def test_the_only_document_of_its_group_keeps_its_own_mix():
    alone = said(0, "sales", {PRICE: 0.75, EASE: 0.25}, chances=chances(OPEN, SURE))
    others = [said(1 + i, "marketing", chances=chances(SURE)) for i in range(9)]

    found = shares(align([alone, *others], KIT), "sales")

    assert (found[PRICE], found[EASE]) == (0.75, 0.25)


def test_reports_that_keep_nothing_count_with_their_own_mix():
    bare = [said(i, mix={PRICE: 1.0}) for i in range(2)]
    full = [said(2 + i, mix={EASE: 1.0}, chances=chances(SURE)) for i in range(2)]

    assert shares(align([*bare, *full], KIT), "sales")[PRICE] == pytest.approx(0.5)


def test_a_document_that_sells_nothing_by_itself_has_no_mix_beside_others():
    nothing = said(0, mix={}, chances=chances(OPEN))

    alignment = align([nothing, said(1, chances=chances(SURE)), said(2, chances=chances(SURE))], KIT)

    assert {cell.share.of for cell in alignment.overall.cells} == {2}


def test_chances_that_name_nothing_known_leave_the_own_mix():
    strange = kept(("Strange",), np.array([[0.9, 0.1]]), [1.0])
    made = [said(i, mix={EASE: 1.0}, chances=strange) for i in range(2)]

    assert shares(align(made, KIT), "sales")[EASE] == 1


def test_message_match_follows_the_mix():
    made = [said(0, mix={PRICE: 1.0}, chances=chances(OPEN))]
    made += [said(1 + i, mix={EASE: 1.0}, chances=chances(SURE)) for i in range(9)]

    match = align(made, KIT).overall.message_match

    assert match.value == pytest.approx(1, abs=0.02)


@settings(max_examples=25)
@given(documents, st.randoms(use_true_random=False))
def test_the_order_of_documents_makes_no_difference(rows, random):
    one = [
        said(number, team, {EASE: 0.6, PRICE: 0.4}, chances=chances(*map(tuple, passages)))
        for number, (team, passages) in enumerate(rows)
    ]

    other = random.sample(one, len(one))

    assert align(one, KIT).model_dump_json() == align(other, KIT).model_dump_json()
