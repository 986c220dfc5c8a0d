"""Planted truth: sentences are new, drafts reproducible, shares and conflicts rightly scored."""

import datetime
from pathlib import Path

import pytest

from checker.bootstrap import read_content
from checker.domain import Conflict, Ledger, Measure, Statement, Stood, Value
from checker.settings import Settings
from checker.splitter import split
from evals.labels import Split
from evals.planted_truth.drafting import Told, Unit, drafts, statements
from evals.planted_truth.measuring import planted_shares
from evals.planted_truth.plans import NEUTRAL, OWN, bank, load
from evals.planted_truth.telling import scored
from tests.fakes import FULL

BRANDS = load()
BANKS = {path.stem: bank(path) for path in Path("evals/planted_truth/bank").glob("*.yaml")}
LIBRARY = {
    text.lower().rstrip(".")
    for theme in FULL.themes.values()
    for text in (*theme.sentences.all, *theme.look_alikes)
}


def sentences(name):
    return [text for said in BANKS[name].values() for text in (*said.titles, *said.lines)]


@pytest.mark.parametrize("name", BANKS)
def test_no_planted_sentence_stands_in_the_theme_library(name):
    assert [text for text in sentences(name) if text.lower().rstrip(".") in LIBRARY] == []


def test_what_is_held_back_shares_no_sentence_with_what_is_tuned_on():
    assert set(sentences("development")) & set(sentences("held_back")) == set()


@pytest.mark.parametrize("name", BANKS)
def test_a_bank_has_sentences_for_every_theme_and_for_nothing(name):
    assert set(BANKS[name]) == {*FULL.themes, NEUTRAL}


def test_there_are_brands_to_tune_on_and_brands_held_back():
    assert {brand.plan.split for brand in BRANDS} == set(Split)
    assert all(len(brand.plan.teams) == 4 for brand in BRANDS)


@pytest.mark.parametrize("brand", BRANDS, ids=lambda brand: brand.name)
def test_a_plan_is_whole(brand):
    for team in brand.plan.teams.values():
        assert sum(team.mix.values()) == pytest.approx(1)
        assert sum(team.leads.values()) == pytest.approx(1)
        assert team.mix.keys() | team.leads.keys() <= brand.bank.keys()
    for planting in brand.plan.claims.values():
        given = {text for texts in planting.values.values() for text in texts}
        assert given == {text for same in planting.same for text in same}
        assert planting.values.keys() <= brand.plan.teams.keys()
    assert (OWN in brand.bank) == (brand.plan.own is not None)


@pytest.mark.parametrize("brand", BRANDS, ids=lambda brand: brand.name)
def test_the_same_seed_writes_the_same_drafts(brand):
    first, again, other = (list(drafts(brand, seed)) for seed in (3, 3, 4))

    assert first == again != other
    assert statements(brand, 3) == statements(brand, 3)


@pytest.mark.parametrize("brand", BRANDS, ids=lambda brand: brand.name)
def test_every_planted_sentence_is_found_again_in_its_draft(brand):
    for draft in list(drafts(brand, 1))[::9]:
        (document,) = read_content(draft.text.encode(), draft.name, Settings())

        assert sum(planted_shares(split(document), draft.units).values()) == pytest.approx(1)


def test_shares_are_weighted_as_reports_weight_them():
    units = (Unit("Simple", "ease-of-use"), Unit("It is cheap.", "low-price"), Unit("It rained.", None))
    (document,) = read_content(b"# Simple\n\nIt is cheap. It rained.\n", "note.md", Settings())

    assert planted_shares(split(document), units) == {
        "ease-of-use": pytest.approx(2 / 3),
        "low-price": pytest.approx(1 / 3),
    }


def test_a_sentence_that_is_lost_is_not_passed_over():
    (document,) = read_content(b"# Simple\n", "note.md", Settings())

    with pytest.raises(ValueError, match="Cheap"):
        planted_shares(split(document), (Unit("Simple", "ease-of-use"), Unit("Cheap", "low-price")))


def stood(draft, text):
    said = Statement(start=0, end=len(text), text=text, bases=())
    return Stood(statement=said, document=draft, title="", source=draft, day=datetime.date(2026, 1, 5))


def conflict(*texts):
    measures = [Measure(text=text, low=n, high=n, unit="minute") for n, (_, text) in enumerate(texts)]
    values = [
        Value(measure=measure, documents=1, teams=(), places=(stood(*text),), is_approved=False)
        for measure, text in zip(measures, texts, strict=True)
    ]
    return Conflict(claim="c", about="something", values=tuple(values))


TOLD = (
    Told("a", "sales", "Set-up takes an hour.", "set-up", 0),
    Told("b", "web", "Set-up takes ten minutes.", "set-up", 1),
    Told("a", "sales", "A call takes a day.", "call", 0),
    Told("b", "web", "A call takes 24 hours.", "call", 0),
)


@pytest.mark.parametrize(
    ("reported", "found", "right"),
    [
        ((), 0, 0),
        ((conflict(("a", "Set-up takes an hour."), ("b", "Set-up takes ten minutes.")),), 1, 1),
        ((conflict(("a", "A call takes a day."), ("b", "A call takes 24 hours.")),), 0, 0),
        ((conflict(("a", "Set-up takes an hour."), ("b", "A call takes 24 hours.")),), 0, 0),
    ],
)
def test_a_conflict_counts_where_two_values_of_one_thing_differ(reported, found, right):
    ledger = Ledger(brand="B", documents=2, statements=4, conflicts=reported, expiring=(), claims=())

    result = scored("B", ledger, TOLD)

    assert (result.found, result.planted, result.right, result.reported) == (found, 1, right, len(reported))
