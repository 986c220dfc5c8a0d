"""A whole guide becomes a draft kit that loads, and nothing of it is lost in silence."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from checker.composition import Composition
from checker.domain import BlockKind, Place
from checker.errors import InvalidBrandKit
from checker.kits.importing import draft_kit
from tests.kits.guides import Written, guide, imported


def test_every_part_of_a_guide_is_in_the_draft() -> None:
    kinds = [kind for kind in BlockKind if kind not in {BlockKind.CELL, BlockKind.TITLE}]
    blocks: list[Written] = []
    for heading in (
        "Facts",
        "Words",
        "How we sound",
        "What we lead with",
        "Legal notices",
        "Claims",
        "Odds and ends",
    ):
        blocks.append((BlockKind.HEADING, heading))
        blocks += [(kind, f"Sentence of canary{len(blocks)}{number}x.") for number, kind in enumerate(kinds)]
        rows = [
            ("Say", "Not", "Why"),
            *((f"canary{n}say{len(blocks)}x", f"canary{n}not{len(blocks)}x", "because") for n in range(20)),
        ]
        blocks += [(BlockKind.CELL, cell) for row in rows for cell in row]
    canaries = [word.strip(".") for _, text, *_ in blocks for word in text.split() if "canary" in word]

    written = draft_kit(guide(*blocks))

    assert len(canaries) > 350
    assert [canary for canary in canaries if canary not in written] == []


def test_what_was_not_read_is_told() -> None:
    composition = Composition()
    composition.add("Never shout.", BlockKind.PARAGRAPH, place=Place(slide=3))
    composition.skip("image", "has no words in its place")
    document = composition.finish(b"", source="deck.pptx", format_name="pptx")

    written = draft_kit(document)

    assert "# slide 3: Never shout." in written
    assert written.endswith("# Not read:\n# - image: has no words in its place\n")


@pytest.mark.parametrize(
    ("title", "brand"),
    [
        ("Acme: the brand guide", "Acme"),
        ("Acme Ovens – Tone of voice guidelines", "Acme Ovens"),
        ("Acme’s style guide", "Acme"),
        ("The Acme brand book", "Acme"),
        ("How we write", "Ottermere"),
    ],
)
def test_the_brand_is_named_in_the_title_or_in_the_text(title: str, brand: str, tmp_path: Path) -> None:
    text = "Never shout, for Ottermere is calm. We say Ottermere, and never shorten Ottermere."

    assert imported(guide((BlockKind.PARAGRAPH, text), title=title), tmp_path).brand == brand


def test_a_guide_without_rules_gives_a_kit_without_guidelines(tmp_path: Path) -> None:
    written = draft_kit(guide((BlockKind.PARAGRAPH, "Bread is old.")))

    assert "guidelines: []" in written
    assert "# - line 1: Bread is old." in written
    with pytest.raises(InvalidBrandKit, match="no guidelines"):
        imported(guide((BlockKind.PARAGRAPH, "Bread is old.")), tmp_path)


PHRASES = st.sampled_from([
    "Words", "Words to avoid", "Do", "Don’t", "What we lead with", "Facts", "Say", "Not", "Why",
    "Never: “x”", "avoid", "no", "“a” not “b”", "Instead of:", "Use:", "We like:", "email, not e-mail",
    "key (unless # it)", "*", "- x: y", "'", '"', "\\", "{a}", "null", "…", "“", "US, not us",
])  # fmt: skip
TEXTS = PHRASES | st.text(max_size=30) | st.lists(PHRASES).map(" ".join)
BLOCKS = st.lists(st.tuples(st.sampled_from(list(BlockKind)), TEXTS, st.integers(0, 6)), max_size=12)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@example([(BlockKind.QUOTED, "\x80", 0)], "Words to avoid")
@example([(BlockKind.CELL, "\x80", 0)], "Words")
@example([(BlockKind.PARAGRAPH, "Words to avoid", 0)], " ")
@given(BLOCKS, PHRASES | st.text(max_size=20))
def test_any_guide_gives_a_kit_that_loads(tmp_path: Path, blocks: list[Written], title: str) -> None:
    document = guide(*blocks, title=title)
    written = draft_kit(document)

    assert written == draft_kit(document)
    if "guidelines: []" not in written:
        assert imported(document, tmp_path).guidelines
