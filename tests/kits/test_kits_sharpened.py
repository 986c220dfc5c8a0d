"""The compiled part of a guideline, read from a kit's file."""

import pytest

from checker.domain import Amount, Compiled, Need, Rule, Where, Within
from checker.errors import InvalidBrandKit
from checker.kits import sharpened
from checker.kits.loading import load

KIT = """\
brand: Kettlewick
guidelines:
  - id: a
    kind: fact
    text: A litre boils in three minutes.
    compiled:
"""
FULL = """\
      by: fake:writer
      prompt: kit_compile 1 0123
      of: abc
      off_brand: [Boils in a flash.]
      rules:
        - why: Boasts of speed.
          say: [boil & (fast|quick), in a flash]
          unless: "[not] on average"
          within: near
          where: lead
          only: [Sales, deck]
          even: asked
      amounts:
        - {why: Not so fast., about: boil, kind: duration, counted: litre, right: three minutes, only: sales}
      opening: [boil]
      needs:
        - {name: sign-off, any_of: ["@signature", kettlewick.example], only: support, not_for: social,
           when: [refund], at: end}
      on_brand:
        - A litre boils in three minutes.
"""


def part_of(tmp_path, lines):
    path = tmp_path / "kit.yaml"
    path.write_text(KIT + lines, encoding="utf-8")
    return load(path).guidelines[0].compiled


def problems_of(tmp_path, lines):
    with pytest.raises(InvalidBrandKit) as caught:
        part_of(tmp_path, lines)
    return [problem.replace(f"{tmp_path}/", "") for problem in caught.value.problems]


def test_every_field_can_be_written(tmp_path):
    assert part_of(tmp_path, FULL) == Compiled(
        by="fake:writer",
        prompt="kit_compile 1 0123",
        of="abc",
        off_brand=("Boils in a flash.",),
        rules=(
            Rule(
                why="Boasts of speed.",
                say=("boil & (fast|quick)", "in a flash"),
                unless=("[not] on average",),
                within=Within.NEAR,
                where=Where.LEAD,
                only=("sales", "deck"),
                even=("asked",),
            ),
        ),
        amounts=(
            Amount(
                why="Not so fast.",
                about=("boil",),
                kind="duration",
                counted=("litre",),
                right=("three minutes",),
                only=("sales",),
            ),
        ),
        opening=("boil",),
        needs=(
            Need(
                name="sign-off",
                any_of=("@signature", "kettlewick.example"),
                only=("support",),
                not_for=("social",),
                when=("refund",),
                at="end",
            ),
        ),
        on_brand=("A litre boils in three minutes.",),
    )


@pytest.mark.parametrize(
    ("fields", "noun"),
    [
        (sharpened.COMPILED_FIELDS, Compiled),
        (sharpened.RULE_FIELDS, Rule),
        (sharpened.AMOUNT_FIELDS, Amount),
        (sharpened.NEED_FIELDS, Need),
    ],
    ids=["compiled", "rule", "amount", "need"],
)
def test_every_field_of_the_nouns_is_known(fields, noun):
    assert set(fields) == set(noun.model_fields)


@pytest.mark.parametrize(
    ("lines", "problem"),
    [
        (
            "      rules:\n        - why: x\n          say: (boil\n",
            'kit.yaml:9: guideline "a": no pattern, "(boil": “(” without its “)”',
        ),
        (
            "      rules:\n        - {why: x, say: the, unless: the}\n",
            'no pattern, "the": it holds nothing but words that nearly every sentence has',
        ),
        ("      rules:\n        - say: boil\n", 'kit.yaml:8: guideline "a": no "why"; add one'),
        ("      amounts:\n        - {why: x, about: boil, kind: speed}\n", 'unknown kind "speed"'),
        ("      rules:\n        - {why: x, say: boil, even: [loud]}\n", 'unknown even "loud"'),
        ("      rule:\n        - {why: x, say: boil}\n", 'unknown field "rule"'),
    ],
)
def test_what_is_wrong_is_said_with_its_line(tmp_path, lines, problem):
    assert problem in "\n".join(problems_of(tmp_path, lines))
