"""What is prose, and what only machines read; HTML, Markdown and plain text."""

import pytest

from service.hooks.prose.looks import is_locale, is_prose, kind_of, name_of
from service.nouns.hooks import FieldKind

PROSE = [
    ("x", "Two words"),
    ("title", "Roadmap"),
    ("heroHeadline", "Roadmap"),
    ("cta_label", "Buy"),
    ("x", "我们的产品很好"),
    ("x", "größer werden"),
    ("x", "Mail us at a@b.example today"),
    ("x", "See https://a.example for more"),
    ("alt", "Door"),
    ("x", "<p>Two words</p>"),
    ("x", "two words " * 1_000),
]
MACHINES = [
    ("x", ""),
    ("x", "  \n"),
    ("x", "12.50"),
    ("x", "word"),
    ("slug", "two words"),
    ("seoUrl", "two words"),
    ("title", "https://a.example/x"),
    ("title", "2026-01-01T00:00:00Z"),
    ("title", "9f1c2d3e-0000-4000-8000-000000000000"),
    ("title", "#ffcc00"),
    ("text", '{"a": "two words"}'),
    ("text", "a@b.example"),
    ("x", "data:image/png;base64," + "A" * 5_000),
    ("name", "🚀 1 2"),
    ("background_color", "light grey"),
]


@pytest.mark.parametrize(("name", "text"), PROSE, ids=range(len(PROSE)))
def test_what_people_read_is_prose(name, text):
    assert is_prose(name, text)


@pytest.mark.parametrize(("name", "text"), MACHINES, ids=range(len(MACHINES)))
def test_what_machines_read_is_not(name, text):
    assert not is_prose(name, text)


@pytest.mark.parametrize(
    ("names", "name"),
    [
        (["fields", "title", "en-US"], "title"),
        (["title", "0", "value"], "title"),
        (["title", "raw"], "title"),
        (["hero", "alt"], "alt"),
        (["hero", "cta", "de"], "cta"),
        (["headline__i18n__de_AT"], "headline"),
        (["en"], "en"),
        ([], ""),
    ],
)
def test_which_name_says_what_it_is(names, name):
    assert name_of(names) == name


@pytest.mark.parametrize("name", ["en", "en-US", "pt_BR", "zh-Hant-TW", "es-419", "ast", "sl-rozaj"])
def test_locales(name):
    assert is_locale(name)


@pytest.mark.parametrize("name", ["", "e", "english", "EN", "en-", "title", "en-USA1"])
def test_other_names(name):
    assert not is_locale(name)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("a < b and c > d", FieldKind.TEXT),
        ("<3 this", FieldKind.TEXT),
        ("<custom>", FieldKind.TEXT),
        ("One<br/>two", FieldKind.HTML),
        ('<p class="a">x</p>', FieldKind.HTML),
        ("&amp; so", FieldKind.TEXT),
        ("# Why\nWe use it.", FieldKind.MARKDOWN),
        ("Read [this](https://a.example/x) first", FieldKind.MARKDOWN),
        ("So **very** good", FieldKind.MARKDOWN),
        ("- One\n- Two", FieldKind.MARKDOWN),
        ("```\nx()\n```", FieldKind.MARKDOWN),
        ("#1 in the market", FieldKind.TEXT),
        ("- only one", FieldKind.TEXT),
        ("5 * 3 ** 2 ** 1", FieldKind.TEXT),
        ("[note] (see below)", FieldKind.TEXT),
        ("One\n\n# Two", FieldKind.MARKDOWN),
        ("<p># Two</p>", FieldKind.HTML),
    ],
)
def test_how_text_is_written(text, kind):
    assert kind_of(text) is kind


@pytest.mark.parametrize(
    "text", ["@" * 2_000_000, "a.@" * 600_000, "<p " * 600_000, "{" * 2_000_000, "//" * 1_000]
)
def test_hostile_text_is_looked_at_without_going_back_and_forth(text):
    """With a pattern that does, this would take hours."""
    assert not is_prose("x", "".join(text.split()))
    assert kind_of(text) is FieldKind.TEXT
