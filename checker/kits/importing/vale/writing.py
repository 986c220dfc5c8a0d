"""An imported package as YAML that a person can read."""

import re
from collections.abc import Iterator, Sequence

from checker.domain import Guideline, Noun, Pair, Pattern
from checker.kits.importing.layout import section
from checker.kits.importing.vale.made import StyleImport

SIMPLE = re.compile(r"[A-Za-z][\w.-]*")
WORDS_OF_YAML = frozenset({"true", "false", "yes", "no", "on", "off", "null", "y", "n"})
CLIP = 500
"""Characters of a remark that are repeated."""
PAIRS = {"swap": ("avoid", "prefer"), "either": ("one", "other")}


def write(made: StyleImport) -> str:
    """Return what was *made* as a kit."""
    lines = [
        "# Imported from a Vale style package. Each guideline keeps its rule as a pattern, which means here",
        "# what it means there. Read it, delete what is not your brand's, then publish it.",
        f"brand: {text(made.brand)}",
        "version: draft",
    ]
    if made.accepted:
        lines += ["accepted:", *(f"  - {text(word)}" for word in made.accepted)]
    lines.append("guidelines:")
    for guideline in made.guidelines:
        lines += ["", *_guideline(guideline)]
    lines += section("Not imported:", (f"{rule}: {why}" for rule, why in made.left_out.items()), longest=CLIP)
    lines += section("Remarks:", iter(made.remarks), longest=CLIP)
    return "\n".join(lines) + "\n"


def _guideline(guideline: Guideline) -> Iterator[str]:
    yield f"  - id: {text(guideline.id)}"
    yield f"    kind: {guideline.kind}"
    yield f"    text: {text(guideline.text)}"
    if guideline.severity:
        yield f"    severity: {guideline.severity}"
    if guideline.pattern:
        yield "    pattern:"
        yield from (f"      {line}" for line in _pattern(guideline.pattern))


def _pattern(pattern: Pattern) -> Iterator[str]:
    """Yield the fields of *pattern* that differ from what they are anyway."""
    yield f"extends: {pattern.extends}"
    yield f"message: {text(pattern.message)}"
    usual = Pattern(extends=pattern.extends, message="")
    for name in type(pattern).model_fields:
        value = getattr(pattern, name)
        if name not in {"extends", "message"} and value != getattr(usual, name):
            yield from _field(name, value)


def _field(name: str, value: object) -> Iterator[str]:
    if name in PAIRS and isinstance(value, tuple):
        yield f"{name}:"
        yield from (_pair(pair, *PAIRS[name]) for pair in value)
    elif isinstance(value, tuple):
        yield f"{name}:"
        yield from (f"  - {text(each)}" for each in value)
    elif isinstance(value, Noun):
        yield f"{name}: {_group(value)}"
    elif isinstance(value, bool):
        yield f"{name}: {'yes' if value else 'no'}"
    else:
        yield f"{name}: {text(value) if isinstance(value, str) else value}"


def _pair(pair: Pair, one: str, other: str) -> str:
    return f"  - {{{one}: {text(pair.one)}, {other}: {text(pair.other)}}}"


def _group(noun: Noun) -> str:
    fields = noun.model_dump()
    return "{" + ", ".join(f"{name}: {_inline(value)}" for name, value in fields.items() if value) + "}"


def _inline(value: object) -> str:
    if isinstance(value, Sequence) and not isinstance(value, str):
        return f"[{', '.join(text(str(each)) for each in value)}]"
    return text(str(value))


def text(words: str) -> str:
    """Return *words* as YAML reads them back to the letter."""
    if SIMPLE.fullmatch(words) and words.lower() not in WORDS_OF_YAML:
        return words
    if "'" not in words and words.isprintable():
        return f"'{words}'"
    return f'"{"".join(map(_escaped, words))}"'


def _escaped(character: str) -> str:
    if character in '"\\':
        return f"\\{character}"
    if character.isprintable():
        return character
    code = ord(character)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"  # noqa: PLR2004 - YAML's widths
