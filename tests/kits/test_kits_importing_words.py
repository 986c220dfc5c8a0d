"""Lists, sentences and tables of a guide become terms, examples, claims and facts."""

from pathlib import Path

import pytest

from checker.composition import Composition
from checker.domain import BlockKind, Kind, Term
from checker.kits.importing import draft_kit
from tests.kits.guides import imported, section, table, the_guidelines

ITEMS = [
    ("Words", "email, not e-mail", [Term(avoid="e-mail", prefer="email")]),
    ("Words", "U.S., not US", [Term(avoid="US", prefer="U.S.", case_sensitive=True)]),
    ("Words", "U.S. mail, not U.S. Mail or post. Ask us.", [
        Term(avoid="U.S. Mail", prefer="U.S. mail", case_sensitive=True),
        Term(avoid="post", prefer="U.S. mail"),
    ]),
    ("Words to avoid", "robust", [Term(avoid="robust")]),
    ("Words to avoid", "utilise (use “use”)", [Term(avoid="utilise", prefer="use")]),
    ("Trade names and alternatives", "Kleenex (tissue, paper)", [Term(avoid="Kleenex", prefer="tissue")]),
    ("Odds and ends", "Use “buy” instead of “purchase”, “help” instead of “assist”.", [
        Term(avoid="purchase", prefer="buy"), Term(avoid="assist", prefer="help"),
    ]),
    ("Odds and ends", "We prefer “older person” to “elderly”.", [
        Term(avoid="elderly", prefer="older person"),
    ]),
    ("Odds and ends", "Avoid “guys”, “lads” or “mates”.", [
        Term(avoid="guys"), Term(avoid="lads"), Term(avoid="mates"),
    ]),
]  # fmt: skip


@pytest.mark.parametrize(("heading", "item", "terms"), ITEMS)
def test_lists_and_sentences_give_terms(heading: str, item: str, terms: list[Term], tmp_path: Path) -> None:
    found = the_guidelines(tmp_path, *section(heading, f"- {item}"))

    assert [term for g in found for term in g.terms] == terms
    assert {g.kind for g in found} == {Kind.TERM}


def test_a_condition_on_an_unwanted_word_is_told_and_no_term(tmp_path: Path) -> None:
    (words,) = the_guidelines(
        tmp_path, *section("Words to avoid", "- key (unless it opens a door)", "- robust")
    )

    assert words.text == "Don't say “robust”. Don't say “key” (unless it opens a door)."


@pytest.mark.parametrize("first", [1, 7])
@pytest.mark.parametrize("head", [["Say", "Not"], ["Use", "Avoid"], ["Do say", "Don’t say"], ["✓", "✗"]])
def test_a_table_of_words_gives_terms(head: list[str], first: int, tmp_path: Path) -> None:
    rows = [
        head,
        ["people, team", "seats or heads (never)"],
        ["", "utilise"],
        ["Acme", "ACME"],
        ["bread", ""],
    ]

    (words,) = imported(table(rows, first=first), tmp_path).guidelines

    assert words.terms == (
        Term(avoid="seats", prefer="people"),
        Term(avoid="heads", prefer="people"),
        Term(avoid="utilise"),
        Term(avoid="ACME", prefer="Acme", case_sensitive=True),
    )


def test_a_table_of_sentences_gives_examples(tmp_path: Path) -> None:
    rows = [
        ["Yes", "No"],
        ["“You knead. You wait. Bread.”", "“Supercharge your whole baking journey today!”"],
    ]

    (voice,) = imported(table(rows), tmp_path).guidelines

    assert voice.examples.on_brand == ("You knead. You wait. Bread.",)
    assert voice.examples.off_brand == ("Supercharge your whole baking journey today!",)


def test_a_table_of_claims_says_what_they_keep(tmp_path: Path) -> None:
    rows = [
        ["What", "Say", "It must keep", "Don’t"],
        [
            "Speed",
            "“A loaf in an hour, once it is warm.”",
            "Once it is warm; the hour",
            "Promise it cold; 59 minutes",
        ],
    ]

    (claim,) = imported(table(rows), tmp_path).guidelines

    assert (claim.id, claim.kind) == ("speed", Kind.CLAIM)
    assert claim.text == (
        "“A loaf in an hour, once it is warm.” Keep “once it is warm”; the hour. "
        "Don't promise it cold. Never 59 minutes."
    )


def test_a_table_of_labels_gives_facts(tmp_path: Path) -> None:
    composition = Composition(
        "## Facts\n\n| | |\n|---|---|\n| Price | $9 a month |\n| What it doesn’t do | Toast |\n"
    )
    text = "## Facts\n\n| | |\n|---|---|\n| Price | $9 a month |\n| What it doesn’t do | Toast |\n"
    composition.mark(3, 8, BlockKind.HEADING, level=2)
    for cell in ("Price", "$9 a month", "What it doesn’t do", "Toast"):
        composition.mark(text.index(cell), text.index(cell) + len(cell), BlockKind.CELL)
    document = composition.finish(b"", source="g.md", format_name="markdown", title="Acme guide")

    facts = imported(document, tmp_path).guidelines

    assert [fact.text for fact in facts] == ["Price: $9 a month.", "It doesn’t do toast."]
    assert "# line 6, under" in draft_kit(document)
