import json
from enum import StrEnum
from typing import Annotated, Any, Literal

import jsonschema
import pytest
from pydantic import Field, ValidationError

from checker.chat.schemas import compact, in_words, strict
from checker.domain import Noun
from checker.judges.answers import Answer as JudgeAnswer


class Tone(StrEnum):
    """How it sounds."""

    CALM = "calm"
    LOUD = "loud"


class Leaf(Noun):
    """A leaf, in words for developers."""

    kind: Literal["leaf"] = "leaf"
    title: str
    """What stands above it, in the draft's own words."""
    description: str = "none"
    """The description."""


class Twig(Noun):
    kind: Literal["twig"] = "twig"
    leaves: tuple[Leaf, ...]
    best: Leaf | None = None


class Node(Noun):
    children: tuple["Node", ...] = ()


class Rich(Noun):
    tone: Tone
    name: str = Field(max_length=5, pattern="^[a-z]*$")
    count: int = Field(ge=0, le=9)
    either: Annotated[Leaf | Twig, Field(discriminator="kind")]
    again: Tone | None = None
    """Whether it sounds so elsewhere."""


class Empty(Noun):
    pass


class Map(Noun):
    by_name: dict[str, int]


class Anything(Noun):
    what: Any


class Pair(Noun):
    both: tuple[int, str]


LEAF = {"kind": "leaf", "title": "t", "description": "d"}
TWIG = {"kind": "twig", "leaves": [LEAF], "best": None}
RICH = {"tone": "calm", "name": "abc", "count": 3, "either": LEAF, "again": None}
SAYABLE = {
    Leaf: [LEAF],
    Twig: [TWIG, TWIG | {"best": LEAF}],
    Node: [{"children": []}, {"children": [{"children": []}]}],
    Rich: [RICH, RICH | {"either": TWIG, "again": "loud"}],
    Empty: [{}],
}
"""By noun, answers of its form."""
FAULTY = [
    None,
    [],
    {},
    {"x": 1},
    LEAF | {"kind": "twig"},
    RICH | {"count": 10},
    RICH | {"tone": "sad"},
    TWIG | {"best": 1},
]
NOUNS = [*SAYABLE, Map, Anything, Pair, JudgeAnswer]


def is_valid(answer: object, schema: dict) -> bool:
    return jsonschema.Draft202012Validator(schema).is_valid(answer)


def keywords(schema: object, *, inside_names: bool = False) -> set[str]:
    """Return all keywords that *schema* uses, names of properties and definitions aside."""
    if isinstance(schema, list):
        return set().union(*map(keywords, schema))
    if not isinstance(schema, dict):
        return set()
    here = set() if inside_names else set(schema)
    return here.union(
        *(
            keywords(v, inside_names=k in {"properties", "$defs"} and not inside_names)
            for k, v in schema.items()
        )
    )


@pytest.mark.parametrize("noun", NOUNS)
@pytest.mark.parametrize("answer", [*FAULTY, *(answer for answers in SAYABLE.values() for answer in answers)])
def test_a_compact_schema_allows_just_what_the_schema_allows(noun, answer):
    schema = noun.model_json_schema()

    assert is_valid(answer, compact(schema)) == is_valid(answer, schema)


@pytest.mark.parametrize("noun", NOUNS)
def test_a_compact_schema_says_nothing_idle(noun):
    schema = noun.model_json_schema()

    assert not keywords(compact(schema)) & {"title", "default", "examples"}


@pytest.mark.parametrize("noun", [noun for noun in NOUNS if noun is not Node])
def test_a_compact_schema_is_shorter(noun):
    schema = noun.model_json_schema()

    assert len(in_words(compact(schema))) < len(in_words(schema))


def test_properties_keep_their_names_and_descriptions_that_say_something():
    properties = compact(Leaf.model_json_schema())["properties"]

    assert set(properties) == {"kind", "title", "description"}
    assert "own words" in properties["title"]["description"]
    assert "description" not in properties["description"]


def test_definitions_used_once_move_to_their_place_and_others_stay():
    schema = compact(Rich.model_json_schema())

    assert set(schema["$defs"]) == {"Tone", "Leaf"}
    assert set(compact(Node.model_json_schema())["$defs"]) == {"Node"}
    assert "$defs" not in compact(JudgeAnswer.model_json_schema())


@pytest.mark.parametrize(
    ("noun", "answer"), [(noun, answer) for noun, all_ in SAYABLE.items() for answer in all_]
)
def test_what_a_strict_schema_allows_is_a_valid_answer(noun, answer):
    schema = strict(compact(noun.model_json_schema()))

    assert schema is not None
    assert is_valid(answer, schema)
    assert noun.model_validate_json(json.dumps(answer))


@pytest.mark.parametrize("noun", [*SAYABLE, JudgeAnswer])
def test_a_strict_schema_requires_every_property_and_allows_no_other(noun):
    objects: list[dict] = []

    def walk(part: object) -> None:
        if isinstance(part, dict):
            objects.extend([part] if part.get("type") == "object" else [])
            [walk(value) for value in part.values()]
        if isinstance(part, list):
            [walk(value) for value in part]

    walk(strict(compact(noun.model_json_schema())))

    assert objects
    assert all(part["required"] == list(part["properties"]) for part in objects)
    assert all(part["additionalProperties"] is False for part in objects)


def test_a_strict_schema_leaves_out_limits_that_it_has_no_words_for():
    schema = strict(compact(Rich.model_json_schema()))

    assert not keywords(schema) & {"maxLength", "discriminator", "oneOf"}
    assert {"pattern", "minimum", "maximum"} <= keywords(schema)
    with pytest.raises(ValidationError):
        Rich.model_validate(RICH | {"name": "abcdefgh"})


@pytest.mark.parametrize("noun", [Map, Anything, Pair])
def test_what_can_not_be_said_strictly_is_not(noun):
    assert strict(compact(noun.model_json_schema())) is None


def test_a_schema_in_words_wastes_no_character():
    assert in_words({"a": [1, "é"]}) == '{"a":[1,"é"]}'
