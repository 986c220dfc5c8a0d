"""The list of countries."""

import pytest

from checker.lexicon.gazetteer import CORPUS, countries


@pytest.mark.parametrize(
    ("one", "other"),
    [("Germany", "German"), ("France", "French"), ("Ireland", "Irish"), ("Spain", "Spanish")],
)
def test_a_country_and_its_adjective_point_to_the_same_place(one, other):
    assert countries()[one] == countries()[other]


def test_countries_differ():
    assert countries()["Germany"] != countries()["France"]


def test_every_name_begins_with_a_capital():
    assert [name for name in countries() if not name[:1].isupper()] == []


def test_the_corpus_lies_where_it_is_looked_for():
    assert {"concepts", "lexicons", "themes"} <= {path.name for path in CORPUS.iterdir()}
