"""What sentences sell is learnt from the library; the weights that are shipped are current."""

import pytest

from checker.clues import selling
from checker.clues.selling import classifier, fit, kept, library
from tests.fakes import FULL, SMALL, encode

EASE, PRICE, NOTHING = range(3)


def told(*sentences):
    learnt = classifier(SMALL, encode)
    return learnt.chances(learnt.scores(encode(sentences), sentences))


def test_the_shipped_weights_are_of_the_shipped_themes():
    known = library(FULL)

    found = kept(known)

    assert found is not None, "the themes have changed: python -m evals.planted_truth --fit"
    assert found.fitted.weights.shape == (len(known.sentences), len(FULL.themes) + 1)


@pytest.mark.parametrize(
    ("sentence", "sold"),
    [
        ("It is easy to use and easy to learn", EASE),
        ("A low price, the lowest in town", PRICE),
        ("The meeting is on Tuesday", NOTHING),
    ],
)
def test_a_sentence_sells_what_is_like_it(sentence, sold):
    assert told(sentence)[0].argmax() == sold


def test_chances_come_to_one():
    chances = told("Easy to use", "Lowest price", "", "£££", "zyx")

    assert chances.shape == (5, 3)
    assert chances.sum(axis=1) == pytest.approx(1, abs=1e-5)


def test_of_no_sentence_there_are_no_scores():
    assert told().shape == (0, 3)


def test_weights_are_fitted_again_where_the_file_is_damaged(tmp_path):
    path = tmp_path / "weights.npz"
    path.write_bytes(b"PK not really")

    assert kept(library(SMALL), path) is None


def test_weights_that_are_kept_come_back_as_they_were(tmp_path):
    known, path = library(SMALL), tmp_path / "weights.npz"
    vectors = encode(known.sentences)

    selling.keep(known, vectors, path)

    found = kept(known, path)
    assert found is not None
    assert (found.fitted.weights == fit(known, vectors).weights).all()
    assert kept(known._replace(sentences=(*known.sentences[:-1], "another")), path) is None
