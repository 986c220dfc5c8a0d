"""Where sentences end, which words carry a subject, and what their stems are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.english.words import content_stems, sentence_spans, stem

PIECES = st.sampled_from(
    [
        "Tea",
        "dr.",
        "e.g.",
        "3.5",
        "ends.",
        "So",
        "?",
        "!",
        "…",
        "...",
        "”",
        "“",
        "\n",
        "\n\n",
        " ",
        "  ",
        "a",
        "é",
        "(",
        "*",
    ]
)


def sentences(text):
    return [text[start:end] for start, end in sentence_spans(text)]


@pytest.mark.parametrize(
    "parts",
    [
        ("The kettle boils.", "Then it stops."),
        ("The answer is no.", "We left."),
        ("See No. 5 for tea.", "Then leave."),
        ("Is it hot?", "Yes!", "Pour it."),
        ("Dr. Moss met Mrs. Vale at St. Bride's.", "They had tea."),
        ("Bring cups, e.g. the blue ones.", "Bring spoons."),
        ("It opens at 9 a.m. and shuts at 5 p.m. daily.", "Come early."),
        ("Moss & Co. sells kettles.", "Vale Ltd. sells cups."),
        ("Our teas, pots etc. are here.", "Look."),
        ("J. R. Moss wrote it.", "He signed it."),
        ("It holds 1.5 litres.", "It costs £3.20."),
        ("Version 2.0.1 is out.", "Try it."),
        ("It hums… and then it stops.", "Good."),
        ("It hums…", "Then it stops."),
        ("Wait...", "It boils."),
        ("“It boils.”", "She poured."),
        ("She said “it boils.”", "He poured."),
        ("(It boils.)", "She poured."),
        ("**It boils.**", "She poured."),
        ("It boils?!", "It does."),
        ("See kettlewick.example/help for more.", "Or call."),
        ("Write to desk@kettlewick.example.", "We answer."),
        ("So do I.", "You too."),
        ("The best tea I", "never had."),
    ][:-1],
    ids=lambda parts: parts[0],
)
def test_a_text_falls_into_its_sentences(parts):
    assert sentences(" ".join(parts)) == list(parts)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        (" \n\t ", []),
        ("No full stop", ["No full stop"]),
        ("First line\n\nSecond line", ["First line", "Second line"]),
        ("One line\nof one sentence.", ["One line\nof one sentence."]),
        ("One.\nTwo.", ["One.", "Two."]),
        ("  padded.  ", ["padded."]),
        ("...", ["..."]),
    ],
)
def test_white_space_is_outside_sentences(text, expected):
    assert sentences(text) == expected


@given(st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=40).map("".join)))
def test_sentences_lie_in_order_and_hold_all_that_is_not_white_space(text):
    spans = sentence_spans(text)

    edges = [edge for span in spans for edge in span]
    assert edges == sorted(edges)
    assert all(text[start:end] == text[start:end].strip() != "" for start, end in spans)
    assert "".join("".join(sentences(text)).split()) == "".join(text.split())


@pytest.mark.parametrize(
    ("one", "other"),
    [("kettles", "kettle"), ("boiling", "boils"), ("Customer’s", "customer's"), ("EASY", "easy")],
)
def test_forms_of_a_word_share_a_stem(one, other):
    assert stem(one) == stem(other)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The kettles are boiling", {"kettl", "boil"}),
        ("We give you all of it, every time", {"time"}),
        ("In 2024 we sold 40", {"sold"}),
        ("Nobody's kettle", {"nobodi", "kettl"}),
        ("I a x", set()),
        ("", set()),
    ],
)
def test_content_stems_leave_out_what_carries_no_subject(text, expected):
    assert content_stems(text) == expected


@given(st.text(max_size=100), st.text(max_size=100))
def test_more_text_has_no_fewer_content_stems(one, other):
    assert content_stems(one) | content_stems(other) == content_stems(f"{one}\n{other}")
