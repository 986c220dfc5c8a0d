"""Which blocks are in another language than English."""

import pytest

from checker.foreign import foreign_blocks, language
from tests.drafts import draft


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Our kettles are made by hand, and every guest gets a cup of tea when they come to see us.", "en"),
        (
            "Unsere Kessel werden von Hand gemacht, und jeder Gast bekommt eine Tasse Tee, wenn er kommt.",
            "de",
        ),
        (
            "Nos bouilloires sont faites à la main, et chaque invité reçoit une tasse de thé à son arrivée.",
            "fr",
        ),
        ("Nuestras teteras están hechas a mano, y cada invitado recibe una taza de té cuando llega.", "es"),
        ("Bonjour", "en"),
        ("Kettlewick GmbH", "en"),
        ("", "en"),
        ("1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30", "en"),
        ("KW-1200 KW-1300 KW-1400 KW-1500 KW-1600 KW-1700 KW-1800 KW-1900 KW-2000 KW-2100", "en"),
    ],
)
def test_a_language_is_told_where_there_is_enough_to_tell_by(text, code):
    assert language(text) == code


def test_only_the_blocks_in_another_language_are_named():
    german = "Unsere Kessel werden von Hand gemacht, und jeder Gast bekommt eine Tasse Tee, wenn er kommt."
    document = draft(f"Every guest gets a cup.\n\n{german}\n\nCome in.")

    assert foreign_blocks(document) == {document.text.index(german): "de"}


@pytest.mark.parametrize(
    ("said", "code"),
    [("de", "de"), ("de-AT", "de"), ("fr_CA", "fr"), ("DE", "de"), ("en-GB", ""), ("default", ""), ("", "")],
)
def test_what_is_too_short_to_tell_is_in_the_language_that_the_draft_says(said, code):
    document = draft("Hallo zusammen.").model_copy(update={"labels": {"language": said}})

    assert foreign_blocks(document) == ({0: code} if code else {})


def test_english_is_read_whatever_the_draft_says():
    text = "Our kettles are made by hand, and every guest gets a cup of tea when they come to see us."
    document = draft(text).model_copy(update={"labels": {"language": "de"}})

    assert foreign_blocks(document) == {}
