"""A rewritten draft says no figure, name or address that is in neither the draft nor the kit."""

import pytest

from checker.rewriting.ground import Ground, ordinary_words
from tests.drafts import draft
from tests.fakes import FULL, kit

KIT = kit(
    {"id": "price", "kind": "fact", "text": "A kettle costs £40. Delivery takes two working days."},
    {
        "id": "word",
        "kind": "term",
        "text": "Say Guide, not agent.",
        "terms": [{"avoid": "agent", "prefer": "Guide"}],
    },
    {"id": "end", "kind": "required", "text": "End with kettlewick.example/try."},
)
DRAFT = draft("Ask Marta at marta@kettlewick.example about our 41 checks.\n")
GROUND = Ground(DRAFT, KIT, ordinary_words(FULL.themes))


@pytest.mark.parametrize(
    "text",
    [
        "Ask Marta about our 41 checks.",
        "Ask Marta's Guide.",
        "Delivery takes two working days, and a kettle costs £40.",
        "Write to marta@kettlewick.example or see kettlewick.example/try.",
        "Start with a cup of tea. Everything else can wait.",
        "“Easy does it,” I say.",
        "A kettle: Simple, quiet.",
        "",
    ],
)
def test_what_the_draft_or_the_kit_says_is_fine(text: str) -> None:
    assert GROUND.invented(text) == ""


@pytest.mark.parametrize(
    ("text", "invented"),
    [
        ("A kettle costs £39.", "39"),
        ("Delivery takes 3 working days.", "3"),
        ("Delivery takes three working days.", "three working days"),
        ("It is ready within ten minutes.", "ten minutes"),
        ("Ask Marta about our 4 checks.", "4"),
        ("Made with Globex steel.", "Globex"),
        ("Globex steel is in it.", "Globex"),
        ("Write to sales@kettlewick.example.", "sales@kettlewick.example"),
        ("See www.globex.example/now today.", "www.globex.example/now"),
        ("See globex.example today.", "globex.example"),
        ("We ship on Monday.", "Monday"),
        ("Our plan saves [a lot](https://evil.example).", "https://evil.example"),
        ("Read [this](here) now.", "]("),
        ("Tea <script>now</script>", "<s"),
        ("Hello {{ 7*7 }}", "7"),
    ],
)
def test_an_invention_is_named(text: str, invented: str) -> None:
    assert GROUND.invented(text) == invented
