"""Who wrote a draft and where it appears: as asked, as it says, or as guessed, and then it says so."""

import pytest

from checker.guessing import guess
from tests.drafts import draft


@pytest.mark.parametrize(
    ("source", "format_name", "team", "channel", "guesses"),
    [
        ("draft.md", "markdown", "", "", 0),
        ("sales/draft.md", "markdown", "sales", "", 1),
        ("2025/Decks/q3/tea.pptx", "pptx", "sales", "deck", 2),
        ("marketing/tea.html", "html", "campaign", "landing", 2),
        ("helpdesk/mail.eml", "email", "support", "email", 2),
        ("tea.pptx", "pptx", "sales", "deck", 2),
        ("export.csv#14", "tickets", "support", "reply", 2),
        ("sales/support/reply.md", "markdown", "support", "", 1),
        ("salesforce/draft.md", "markdown", "", "", 0),
        ("sales.md", "markdown", "", "", 0),
        ("/home/ada/press/release.docx", "docx", "campaign", "", 1),
        ("", "text", "", "", 0),
    ],
)
def test_folders_and_formats_tell_team_and_channel(source, format_name, team, channel, guesses):
    document = guess(draft("Tea.", source=source, format_name=format_name))

    assert (document.team, document.channel) == (team, channel)
    assert len(document.guessed) == guesses


def test_what_was_asked_for_goes_first():
    document = draft("Tea.", source="sales/tea.pptx", format_name="pptx", team="support", channel="reply")

    guessed = guess(document, team="press", channel="release", audience="editors")

    assert (guessed.team, guessed.channel, guessed.audience) == ("press", "release", "editors")
    assert guessed.guessed == ()


def test_what_the_document_says_goes_before_a_guess():
    document = draft("Tea.", source="sales/tea.pptx", format_name="pptx", team="support", channel="reply")

    guessed = guess(document)

    assert (guessed.team, guessed.channel, guessed.guessed) == ("support", "reply", ())


def test_a_guess_says_what_it_rests_on():
    document = guess(draft("Tea.", source="Sales/tea.html", format_name="html"))

    assert document.guessed == (
        "team “sales” from the folder “sales”",
        "channel “landing” from the format html",
    )


def test_guessing_twice_guesses_no_more():
    once = guess(draft("Tea.", source="sales/tea.md"))

    assert guess(once).team == once.team
