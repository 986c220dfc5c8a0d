"""Listed names: whole words, whatever their case, accents and spacing."""

import pytest

from checker.privacy import mask


@pytest.mark.parametrize(
    ("name", "text", "masked"),
    [
        ("Ada Kent", "Ada Kent wrote", "⟨name-1⟩ wrote"),
        ("Ada Kent", "ADA KENT's pool, Ada\n  Kent’s too", "⟨name-1⟩'s pool, ⟨name-1.2⟩’s too"),
        ("  ada   kent ", "Ada Kent", "⟨name-1⟩"),
        ("Ada Kent", "**Ada** Kent", "**⟨name-1⟩"),
        ("Ada Kent", "Adam Kent and Ada Kentish", "Adam Kent and Ada Kentish"),
        ("Ada", "Canada, Ada-Lou", "Canada, ⟨name-1⟩-Lou"),
        ("José Núñez", "Jose Nunez, JOSE\u0301 NÚÑEZ", "⟨name-1⟩, ⟨name-1.2⟩"),
        ("Straße GmbH", "STRASSE GMBH", "⟨name-1⟩"),
        ("O'Neil & Sons, Inc.", "O’Neil & Sons, Inc. of Cork", "⟨name-1⟩. of Cork"),
        ("J. P. Moor", "J.P. Moor", "⟨name-1⟩"),
        ("AT&T", "AT&T and AT & T", "⟨name-1⟩ and ⟨name-1.2⟩"),
        ("Jean-Luc", "Jean\u2011Luc", "⟨name-1⟩"),
        ("山田太郎", "山田太郎さんへ", "⟨name-1⟩さんへ"),
        ("김철수", "김철수는 왔다", "⟨name-1⟩는 왔다"),
        ("Müller", "Mül\u00adler", "⟨name-1⟩"),
        ("4ward", "4ward pools", "⟨name-1⟩ pools"),
    ],
)
def test_a_name_is_masked(name, text, masked):
    assert mask(text, names=(name,)).text == masked


def test_the_longest_of_several_names_is_masked_as_one():
    names = ("Kent", "Ada Kent", "Ada")

    assert mask("Ada Kent met Kent and Ada.", names=names).text == "⟨name-1⟩ met ⟨name-2⟩ and ⟨name-3⟩."


@pytest.mark.parametrize("name", ["", "  ", ".", "&", "\n"])
def test_a_blank_name_masks_nothing(name):
    text = "Nothing . & here"

    assert mask(text, names=(name,)).text == text


def test_a_thousand_names_are_found():
    names = tuple(f"Person{number} Kent" for number in range(1000))

    assert mask("Person7 Kent, Person999 Kent, Person1000 Kent", names=names).text == (
        "⟨name-1⟩, ⟨name-2⟩, Person1000 Kent"
    )
