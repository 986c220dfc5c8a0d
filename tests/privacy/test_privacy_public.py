"""What stands in the guidelines is published, and is not masked."""

import pytest

from checker.privacy import mask

GUIDE = """Sign letters with desk@otter.example or +44 (0)20 7946 0958.
Brand: Otter & Wren Ltd. IBAN GB82 WEST 1234 5698 7654 32. You may say: ring 555-0142."""


@pytest.mark.parametrize(
    "text",
    [
        "Write to desk@otter.example.",
        "Write to DESK@otter.example.",
        "Ring +44 20 7946 0958",
        "Ring 020 7946 0958",
        "Ring 00442079460958.",
        "Pay GB82WEST12345698765432",
        "Ring 555-0142",
        "Otter & Wren Ltd say so",
    ],
)
def test_what_is_published_stays(text):
    assert mask(text, names=("Otter & Wren Ltd",), public=GUIDE).text == text


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Write to ada.desk@otter.example", "Write to ⟨email-1⟩"),
        ("Write to desk@otter.example.org", "Write to ⟨email-1⟩"),
        ("Write to sk@otter.example", "Write to ⟨email-1⟩"),
        ("Ring 020 7946 0959", "Ring ⟨phone-1⟩"),
        ("Ask May", "Ask ⟨name-1⟩"),
        ("Ask ADA", "Ask ⟨name-1⟩"),
    ],
)
def test_what_only_looks_published_is_masked(text, masked):
    assert mask(text, names=("May", "Ada"), public=GUIDE).text == masked


def test_a_blank_guide_publishes_nothing():
    assert mask("desk@otter.example", public=" \n").text == "⟨email-1⟩"


def test_a_placeholder_in_the_guide_does_not_make_one_in_the_draft_plain():
    masked = mask("⟨email-1⟩ ada@x.example", public="Never write ⟨email-1⟩.")

    assert masked.restore(masked.text) == "⟨email-1⟩ ada@x.example"
