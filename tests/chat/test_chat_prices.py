"""Prices: the table in the package, and those of the settings before it."""

import datetime

import pytest

from checker.chat.prices import TABLE, is_edition, load
from checker.settings import Price

OWN = Price(input=1, output=1)


@pytest.mark.parametrize(
    ("model", "name"),
    [
        ("openai:gpt-5-mini", "openai:gpt-5-mini"),
        ("openai:gpt-5-mini-2025-08-07", "openai:gpt-5-mini"),
        ("openai:gpt-5-mini-latest", "openai:gpt-5-mini"),
        ("openai:GPT-5-mini", "openai:gpt-5-mini"),
        ("openai:gpt-4o-2024-05-13", "openai:gpt-4o-2024-05-13"),
        ("openai:gpt-4o-2024-11-20", "openai:gpt-4o"),
        ("openai:gpt-4-0613", "openai:gpt-4"),
        ("anthropic:claude-sonnet-4-5-20250929", "anthropic:claude-sonnet-4-5"),
        ("anthropic:claude-sonnet-4-5@20250929", "anthropic:claude-sonnet-4-5"),
        ("google_genai:gemini-2.5-flash-preview-05-20", "google_genai:gemini-2.5-flash"),
        ("google_genai:gemini-2.5-flash-001", "google_genai:gemini-2.5-flash"),
    ],
)
def test_an_edition_of_a_model_is_that_model(model, name):
    assert is_edition(model, name)


@pytest.mark.parametrize(
    ("model", "name"),
    [
        ("openai:gpt-5-mini", "openai:gpt-5"),
        ("openai:gpt-5-pro", "openai:gpt-5"),
        ("openai:gpt-5.5", "openai:gpt-5"),
        ("openai:gpt-5-mini-fast", "openai:gpt-5-mini"),
        ("openai:gpt-50", "openai:gpt-5"),
        ("openai:o3-mini", "openai:o3"),
        ("anthropic:claude-opus-5-5", "anthropic:claude-opus-5"),
        ("azure_openai:gpt-5-mini", "openai:gpt-5-mini"),
        ("openai:ft:gpt-4o-mini-2024-07-18:acme", "openai:gpt-4o-mini"),
        ("openai:gpt-5", "openai:gpt-5-mini"),
        ("openai:gpt-5-mini-2025-08-07 ", "openai:gpt-5-mini"),
        ("", "openai:gpt-5"),
    ],
)
def test_another_model_is_not(model, name):
    assert not is_edition(model, name)


def test_the_longest_name_counts():
    prices = load({})

    assert prices.of("openai:gpt-4o-2024-05-13") == Price(input=5, output=15)
    assert prices.of("openai:gpt-4o-2024-08-06") == Price(input=2.5, cached=1.25, output=10)


def test_a_model_that_nobody_knows_has_no_price():
    assert load({}).of("openai:my-own") is None


@pytest.mark.parametrize("name", ["openai:gpt-4o", "openai:gpt-4o-2024-05-13"])
def test_prices_of_the_settings_come_first(name):
    assert load({name: OWN}).of("openai:gpt-4o-2024-05-13") == OWN


def test_prices_of_the_settings_stay_theirs():
    load({"openai:gpt-4o": OWN})

    assert load({}).of("openai:gpt-4o") != OWN


@pytest.mark.parametrize("model", sorted(load({}).models))
def test_each_model_in_the_table_has_a_price_that_can_be_one(model):
    price = load({}).of(model)

    assert price is not None
    assert price.cached is None or 0 < price.cached < price.input
    assert 0.01 <= price.input < price.output < 1000


def test_the_table_says_of_when_it_is_and_that_it_must_be_checked():
    assert datetime.date(2026, 1, 1) < load({}).as_of < datetime.datetime.now(datetime.UTC).date()
    assert load({}).currency == "USD"
    assert "check them with your provider" in TABLE.read_text(encoding="utf-8")


def test_the_example_in_the_settings_is_in_the_table():
    assert load({}).of("openai:gpt-5-mini") == Price(input=0.25, cached=0.025, output=2)
