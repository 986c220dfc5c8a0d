"""One field of a guideline set in a tree that keeps comments, order and quotation marks: ruamel.yaml's."""

import re
import textwrap
from collections.abc import Mapping, Sequence
from io import StringIO

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.scalarstring import (
    DoubleQuotedScalarString,
    FoldedScalarString,
    LiteralScalarString,
)

from checker.domain import Guideline, Term
from checker.kits.source.fields import canonical
from checker.presentation.alignment import steps
from service.kits.fields import Fields, flat, tidy

LONG = 80
"""Characters from which a text is written as a block of lines."""
WIDTH = 104
"""Characters of such a line."""
PLAIN = re.compile(r"[^\W\d_][\w ’!?.()/+£$€%;–—-]*")
"""A text that needs no quotation marks, if its writer agrees."""
ORDER = (
    "id", "kind", "text", "applies_to", "severity", "role", "themes", "forbids", "phrases", "allows", "terms",
    "figures", "conditions", "elements", "examples", "on_brand", "off_brand", "compiled", "pattern", "owner",
    "expires", "proof",
)  # fmt: skip
"""The fields of a guideline, and of its examples, in the order in which people write them."""
SIDES = ("on_brand", "off_brand")
"""The fields of its examples."""


def yaml(offset: int = 2) -> YAML:
    """Return what reads and writes YAML with its comments; lists stand *offset* columns in."""
    made = YAML(typ="rt", pure=True)
    made.preserve_quotes = True
    made.width = 4096
    made.indent(mapping=2, sequence=2 + offset, offset=offset)
    return made


def written(tree: object, offset: int = 2) -> str:
    """Return *tree* as YAML."""
    stream = StringIO()
    yaml(offset).dump(tree, stream)
    return stream.getvalue()


def lay(guideline: CommentedMap, name: str, fields: Fields, old: Guideline | None) -> None:
    """Set the field *name* of *guideline*, which was *old*, as *fields* have it; an empty one is dropped."""
    key = key_of(guideline, name)
    value = _value(guideline.get(key), name, fields, old)
    if value is None:
        guideline.pop(key, None)
    elif key in guideline:
        guideline[key] = value
    else:
        guideline.insert(_position(guideline, name), key, value)


def key_of(guideline: Mapping[str, object], name: str) -> str:
    """Return how *guideline* spells the field *name*."""
    return next((key for key in guideline if canonical(str(key)) == name), name)


def _position(guideline: Mapping[str, object], name: str) -> int:
    """Return where a field that is not there yet belongs: behind the last of those that come before it."""
    before = set(ORDER[: ORDER.index(name)])
    places = (number for number, key in enumerate(guideline, start=1) if canonical(str(key)) in before)
    return max(places, default=0)


def _value(node: object, name: str, fields: Fields, old: Guideline | None) -> object:
    if name == "text":
        return _block(fields.text)
    if name == "terms":
        return _terms(node, fields.terms, old.terms if old else ())
    if name == "examples":
        return _examples(node, fields, old)
    value = getattr(fields, name)
    if isinstance(value, str):
        return _scalar(value) if value else None
    before = _before(name, old)
    return _listed(node, before, value, is_short=name in {"applies_to", "themes"})


def _scalar(text: str) -> str:
    """Return *text* so that it is read again as it is, wherever it stands."""
    return text if PLAIN.fullmatch(text) else DoubleQuotedScalarString(text)


def _before(name: str, old: Guideline | None) -> tuple[str, ...]:
    """Return what the list *name* of *old*, or of its examples, held."""
    found: tuple[str, ...] = getattr(old.examples if name in SIDES else old, name) if old else ()
    return found


def _block(text: str) -> object:
    """Return *text* as it is, or as a block where it is long or has several lines."""
    if "\n" in text:
        return LiteralScalarString(text)
    if len(text) <= LONG:
        return _scalar(text)
    lines = textwrap.wrap(text, WIDTH, break_long_words=False, break_on_hyphens=False)
    folded = FoldedScalarString(text)
    ends = (match.start() for match in re.finditer(" ", text))
    wanted, length = set(), 0
    for line in lines[:-1]:
        length += len(line) + 1
        wanted.add(length - 1)
    folded.fold_pos = [end for end in ends if end in wanted]
    return folded


def _listed(node: object, before: Sequence[str], after: Sequence[str], *, is_short: bool = False) -> object:
    """Return *node*, a list of *before*, as one of *after*: what stays is left as it is written."""
    if not after:
        return None
    if not isinstance(node, CommentedSeq) or len(node) != len(before):
        made = CommentedSeq(map(_scalar, after))
        if is_short:
            made.fa.set_flow_style()
        return made
    changed = [step for step in steps([flat(text) for text in before], after) if step.kind != "equal"]
    for _, start, end, first, last in reversed(changed):
        _replace(node, (start, end), after[first:last])
    return node


def _replace(node: CommentedSeq, span: tuple[int, int], texts: Sequence[str]) -> None:
    """Put *texts* where the items of *span* were."""
    start, end = span
    both = min(end - start, len(texts))
    for number in range(both):
        node[start + number] = _scalar(texts[number])
    for number in reversed(range(start + both, end)):
        del node[number]
    for number in range(both, len(texts)):
        node.insert(start + number, _scalar(texts[number]))


def _examples(node: object, fields: Fields, old: Guideline | None) -> object:
    group = node if isinstance(node, CommentedMap) else CommentedMap()
    for side in SIDES:
        key = key_of(group, side)
        before, after = _before(side, old), getattr(fields, side)
        if tuple(map(flat, before)) == after and key in group:
            continue
        value = _listed(group.get(key), before, after)
        if value is None:
            group.pop(key, None)
        else:
            group[key] = value
    return group or None


def _terms(node: object, after: Sequence[tuple[str, str]], before: Sequence[Term]) -> object:
    if not after:
        return None
    if isinstance(node, CommentedMap) and "avoid" not in map(canonical, map(str, node)):
        return _mapped_terms(node, dict(after))
    known = {term.avoid: term for term in before}
    if not isinstance(node, CommentedSeq) or len(node) != len(before):
        return CommentedSeq([_term(pair, known.get(pair[0])) for pair in after])
    _change_terms(node, before, dict(after))
    node.extend(_term(pair, None) for pair in after if pair[0] not in known)
    return node


def _change_terms(node: CommentedSeq, before: Sequence[Term], wanted: Mapping[str, str]) -> None:
    """Make *node*, the list of the terms *before*, hold of them what is *wanted*, with its replacements."""
    for number in reversed(range(len(before))):
        term = before[number]
        if term.avoid not in wanted:
            del node[number]
        elif term.prefer != wanted[term.avoid]:
            node[number] = _term((term.avoid, wanted[term.avoid]), term)


def _mapped_terms(node: CommentedMap, wanted: Mapping[str, str]) -> CommentedMap:
    """Return terms that are written `cheap: low-cost`, as *wanted*."""
    names = {str(key).strip(): key for key in node}
    for gone in (key for name, key in names.items() if name not in wanted):
        del node[gone]
    for avoid, prefer in wanted.items():
        value = node.get(names.get(avoid, avoid))
        if isinstance(value, CommentedMap):
            _set_or_drop(value, key_of(value, "prefer"), prefer)
        elif str(value or "") != prefer or avoid not in names:
            node[names.get(avoid, _scalar(avoid))] = _scalar(prefer) if prefer else None
    return node


def _set_or_drop(group: CommentedMap, key: str, value: str) -> None:
    if value:
        group[key] = _scalar(value)
    else:
        group.pop(key, None)


def _term(pair: tuple[str, str], known: Term | None) -> object:
    """Return a term as a list holds it; what else was *known* of it stays."""
    avoid, prefer = pair
    kept = known.model_dump(exclude_defaults=True, include={"exceptions", "case_sensitive"}) if known else {}
    if not prefer and not kept:
        return _scalar(avoid)
    made = CommentedMap({"avoid": _scalar(avoid), **({"prefer": _scalar(prefer)} if prefer else {})})
    if "exceptions" in kept:
        made["exceptions"] = list(map(_scalar, kept["exceptions"]))
    if "case_sensitive" in kept:
        made["case_sensitive"] = True
    return made


def changed(old: Fields, new: Fields) -> tuple[str, ...]:
    """Return the fields of the guideline that change, in the order in which they are written."""
    before, after = tidy(old), tidy(new)
    names = {name for name in Fields.model_fields if getattr(before, name) != getattr(after, name)}
    return tuple(name for name in ORDER if name in names or (name == "examples" and names & set(SIDES)))
