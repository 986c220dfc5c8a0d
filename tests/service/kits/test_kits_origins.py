"""The words of the guide are found again, whatever marks stand between them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.kits import Kits
from service.kits.origins import Origin, origins, remarks
from service.nouns import LOCAL

GUIDE = (
    '# Guide\n\n- **Be calm.** Always, and *everywhere*.\n- Be calm.\n\n> Say "hello": <b>it</b> is kind.\n'
)
SOURCE = """\
# Drafted.
brand: A
guidelines:

  # line 4: Be calm.
  - id: a
    kind: voice
    text: Be calm.

  # line 3, under "Guide: all of it": Be calm. Always, and…
  # line 6, under "Guide": Say "hello":
  #   <b>it</b> is kind.
  # line 9: Not in the guide
  - id: b
    kind: voice
    text: B.

  - id: c
    kind: voice
    text: C.

# Not understood; add what is a rule:
# - line 1: Guide
#   goes on
# - line 2: more

# Not read:
# - page 2: image
"""


def test_each_guideline_has_its_places_in_the_guide() -> None:
    found = origins(SOURCE, GUIDE)

    assert found["a"] == (Origin("line 4", "", "Be calm.", "", is_found=True),)
    assert found["b"] == (
        Origin('line 3, under "Guide: all of it"', "", "Be calm. Always, and everywhere.", "", is_found=True),
        Origin('line 6, under "Guide"', "", 'Say "hello": <b>it</b> is kind.', "", is_found=True),
        Origin("line 9", "", "Not in the guide", "", is_found=False),
    )
    assert found["c"] == ()


def test_words_within_a_line_have_what_is_around_them() -> None:
    guide = f"{'x' * 300} and so we say hello to everyone {'y' * 300}"
    source = "guidelines:\n# line 1: we say hello\n- id: a\n  kind: voice\n  text: A.\n"

    origin = origins(source, guide)["a"][0]

    assert origin.words == "we say hello"
    assert origin.before.startswith("…x")
    assert origin.before.endswith(" and so ")
    assert origin.after.endswith("y…")


def test_what_was_left_is_told() -> None:
    assert [(each.title, each.texts) for each in remarks(SOURCE)] == [
        ("Not understood; add what is a rule", ("line 1: Guide goes on", "line 2: more")),
        ("Not read", ("page 2: image",)),
    ]
    assert remarks("brand: A\n") == ()


@given(st.text(max_size=60), st.text(max_size=200))
def test_any_comment_and_any_guide_are_taken(words: str, guide: str) -> None:
    comment = " ".join(f"line 1: {words}".split()).replace("\x00", "")
    source = f"guidelines:\n# {comment}\n- id: a\n  kind: voice\n  text: A.\n"
    if not comment.isprintable() or any(ord(sign) > 0xFFFF for sign in comment):
        return

    found = origins(source, guide)["a"]

    assert len(found) <= 1


@pytest.mark.parametrize("suffix", ["md", "html", "txt"])
def test_nearly_all_of_an_imported_guide_is_found_again(kits: Kits, suffix: str) -> None:
    rules = [
        'Don\'t say "cheap".',
        "Never write “world-class”.",
        "Always end with our line.",
        "We never promise dates.",
    ]
    if suffix == "html":
        content = "<h1>Guide</h1><h2>Rules</h2><ul>" + "".join(f"<li>{rule}</li>" for rule in rules) + "</ul>"
    else:
        content = "# Guide\n\n## Rules\n\n" + "\n".join(f"- {rule}" for rule in rules)

    version = kits.import_guide(f"guide.{suffix}", content.encode(), by=LOCAL)

    found = origins(version.source, version.guide)
    assert all(origin.is_found for each in found.values() for origin in each)
    assert sum(map(len, found.values())) >= 3
