"""JSON schemas as models take them: compact, because they count as input, and strict where that can be said.

"Strict" is OpenAI's structured output: every property required, nothing else allowed, and only some of
JSON Schema's keywords (https://platform.openai.com/docs/guides/structured-outputs#supported-schemas).
Limits on values that it does not know, such as `maxLength`, are left out: answers are validated anyway.
"""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping

Schema = dict[str, object]
Change = Callable[[Schema, str], Schema]
"""Takes a schema and the name of the property that it is of, empty for none; returns another schema."""
TITLE = "answer"
"""What an answer is called, as a format or a tool."""
NAMED = {"properties", "$defs", "patternProperties"}
"""Keywords whose value maps names to schemas."""
NESTED = {"items", "additionalProperties", "not", "contains", "propertyNames"}
"""Keywords whose value is a schema."""
LISTED = {"anyOf", "oneOf", "allOf", "prefixItems"}
"""Keywords whose value is a list of schemas."""
IDLE = {"title", "default", "examples"}
"""Keywords that say nothing to a model that fills every field."""
SAYABLE = {
    *(
        "type",
        "properties",
        "required",
        "additionalProperties",
        "items",
        "anyOf",
        "enum",
        "const",
        "$ref",
        "$defs",
    ),
    *("description", "pattern", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"),
    *("minItems", "maxItems"),
}
"""Keywords of a strict schema."""
UNSAYABLE = {"allOf", "not", "prefixItems", "patternProperties", "contains", "propertyNames"}
"""Keywords that a strict schema can neither hold nor do without."""
TYPED = {"type", "anyOf", "enum", "const", "$ref"}
"""Keywords of which every part of a strict schema has one."""


def compact(schema: Mapping[str, object]) -> Schema:
    """Return *schema* in fewer words, allowing just the same.

    Titles, defaults and examples go, and so do descriptions of whole objects (they are written for
    developers) and those that only repeat their property's name. Definitions used once move to their place.
    """
    bare = _changed(_rooted(schema), _without_idle)
    definitions = _definitions(bare)
    uses = Counter(_references(bare))

    def inlined(part: Schema, _name: str) -> Schema:
        name = _target(part)
        if uses[name] != 1:
            return part
        return {**_changed(definitions[name], inlined), **{key: part[key] for key in part if key != "$ref"}}

    whole = _changed({key: value for key, value in bare.items() if key != "$defs"}, inlined)
    shared = {name: _changed(part, inlined) for name, part in definitions.items() if uses[name] > 1}
    return whole | ({"$defs": shared} if shared else {})


def strict(schema: Schema) -> Schema | None:
    """Return what strict mode takes in place of *schema*, or none if it can't be said strictly.

    It allows nothing that *schema* does not, save for limits on single values.
    """
    try:
        return _changed(schema, _strictly)
    except _Unsayable:
        return None


def in_words(schema: Schema) -> str:
    """Return *schema* as text in which no character is wasted."""
    return json.dumps(schema, separators=(",", ":"), ensure_ascii=False)


class _Unsayable(Exception):
    """A strict schema has no words for this."""


def _changed(schema: Schema, change: Change, name: str = "") -> Schema:
    """Return *schema*, that of the property *name*, with *change* made to its parts and then to itself."""
    return change({key: _changed_value(key, value, change) for key, value in schema.items()}, name)


def _changed_value(key: str, value: object, change: Change) -> object:
    if key in NAMED and isinstance(value, dict):
        return {
            name: _part(part, change, name if key == "properties" else "") for name, part in value.items()
        }
    if key in LISTED and isinstance(value, list):
        return [_part(part, change) for part in value]
    return _part(value, change) if key in NESTED else value


def _part(part: object, change: Change, name: str = "") -> object:
    return _changed(part, change, name) if isinstance(part, dict) else part


def _rooted(schema: Mapping[str, object]) -> Schema:
    """Return *schema* with an object at its root, where pydantic puts a reference to one."""
    root = dict(schema)
    name = _target(root)
    return {**_definitions(root)[name], "$defs": root["$defs"]} if name else root


def _definitions(schema: Schema) -> dict[str, Schema]:
    found = schema.get("$defs")
    return found if isinstance(found, dict) else {}


def _target(schema: Schema) -> str:
    """Return the name of the definition that *schema* is a reference to, or nothing."""
    return str(schema.get("$ref", "")).removeprefix("#/$defs/")


def _references(node: object) -> Iterator[str]:
    """Yield the definitions that are referred to in *node*, once for each time."""
    if isinstance(node, dict):
        if isinstance(node.get("$ref"), str):
            yield _target(node)
        node = list(node.values())
    if isinstance(node, list):
        for part in node:
            yield from _references(part)


def _without_idle(part: Schema, name: str) -> Schema:
    idle = IDLE | ({"description"} if _says_nothing(str(part.get("description", "")), name) else set())
    return {key: value for key, value in part.items() if key not in idle}


def _says_nothing(description: str, name: str) -> bool:
    return not name or _words(description) <= _words(name) | {"a", "an", "the"}


def _words(text: str) -> set[str]:
    return set(re.findall(r"[a-z0-9]+", text.lower()))


def _strictly(part: Schema, _name: str) -> Schema:
    if "oneOf" in part:
        part = {"anyOf": part["oneOf"], **part}
    if UNSAYABLE & part.keys() or not TYPED & part.keys():
        raise _Unsayable
    if "$ref" in part:
        return {"$ref": part["$ref"]} | ({"$defs": part["$defs"]} if "$defs" in part else {})
    if part.get("type") == "array" and "items" not in part:
        raise _Unsayable
    said = {key: value for key, value in part.items() if key in SAYABLE}
    return _closed(said) if part.get("type") == "object" else said


def _closed(part: Schema) -> Schema:
    """Return the object *part* with all its properties required and no others allowed."""
    properties = part.get("properties")
    if not isinstance(properties, dict) or isinstance(part.get("additionalProperties"), dict):
        raise _Unsayable
    return {**part, "required": list(properties), "additionalProperties": False}
