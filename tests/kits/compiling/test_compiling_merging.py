"""Compiled parts in a kit's file: what people wrote stays as it is, to the letter."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from checker.domain import Amount, Compiled, Rule
from checker.kits.compiling.merging import merged
from checker.kits.compiling.writing import plain

PART = Compiled(
    by="fake:writer",
    prompt="kit_compile 1 0123",
    of="abc",
    off_brand=("We boil: faster!", "Tea in a flash"),
    rules=(Rule(why="Boasts of speed.", say=("boil & (fast|quick)",), unless=("on average",)),),
    amounts=(
        Amount(why="Three minutes.", about=("boil ... in",), kind="duration", right=("three minutes",)),
    ),
)
BLOCK = """\
# The kettle people.
brand: Kettlewick

guidelines:
  # Speed
  - id: boils
    kind: fact
    text: >-
      A litre boils
      in three minutes.

      Not faster.

  # Words
  - id: words
    kind: term
    terms: {boiler: kettle,
            pot: teapot}
    text: Say kettle.   # not boiler
# The end.
"""
BARE = (
    "- kind: fact\n  id: boils\n  text: 'A litre boils in three minutes.'\n- id: words\n  text: Say kettle.\n"
)
NO_NEWLINE = "guidelines:\n- id: boils\n  text: |\n    A litre\n    # is no comment"
FLOW = "guidelines:\n  - {id: boils, kind: fact, text: A litre boils.} # fast\n"


def without(text, names):
    """The lines of *text* that are not in the compiled part of a guideline."""
    data = YAML(typ="safe", pure=True).load(text)
    guidelines = data if isinstance(data, list) else data["guidelines"]
    return [guideline.pop("compiled", None) for guideline in guidelines if guideline["id"] in names], data


@pytest.mark.parametrize("text", [BLOCK, BARE, NO_NEWLINE, FLOW], ids=["block", "bare", "no newline", "flow"])
def test_the_part_is_in_its_guideline_and_nothing_else_changes(text):
    after = merged(text, {"boils": PART})
    assert without(after, {"boils"}) == (
        [plain(PART)],
        YAML(typ="safe", pure=True).load(f"{text.rstrip()}\n"),
    )


@pytest.mark.parametrize("text", [BLOCK, BARE], ids=["block", "bare"])
def test_every_line_that_people_wrote_is_kept_to_the_letter(text):
    after = merged(text, {"boils": PART, "words": PART}).splitlines()
    assert [line for line in text.splitlines() if line not in after] == []


@pytest.mark.parametrize("text", [BLOCK, BARE, NO_NEWLINE, FLOW], ids=["block", "bare", "no newline", "flow"])
def test_a_new_part_takes_the_place_of_the_old_one(text):
    old = merged(text, {"boils": PART.model_copy(update={"rules": ()})})
    assert merged(old, {"boils": PART}) == merged(text, {"boils": PART})


def test_comments_beside_a_replaced_part_stay():
    old = merged(BLOCK, {"boils": PART, "words": PART})
    after = merged(old, {"boils": Compiled(by="another:model")})
    assert "  # Words\n" in after
    assert after.startswith("# The kettle people.\n")
    assert after.endswith("# The end.\n")


def test_fields_after_a_replaced_part_stay():
    text = "- id: boils\n  compiled:\n    by: old\n    # reviewed by Ines\n  owner: Ines\n"
    assert merged(text, {"boils": Compiled(by="new:one")}) == (
        '- id: boils\n  compiled:\n    by: "new:one"\n    # reviewed by Ines\n  owner: Ines\n'
    )


def test_a_guideline_that_the_file_does_not_hold_is_passed_over():
    assert merged(BLOCK, {"lids": PART}) == BLOCK


@given(st.lists(st.text(max_size=40).map(lambda text: " ".join(text.split())), max_size=6))
def test_any_sentence_is_read_back_as_it_was_written(sentences):
    part = PART.model_copy(update={"off_brand": tuple(filter(str.isprintable, sentences))})
    data = YAML(typ="safe", pure=True).load(merged(BARE, {"boils": part}))
    assert data[0]["compiled"] == plain(part)
