"""A guideline's fields in the forms that people write, as the nouns have them.

Each form may be long (`{avoid: cheap, prefer: low-cost}`) or as short as the thing itself
(`cheap: low-cost`); what is short is filled in here, or later by `checker.kits.interpret`.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import TypeVar

from checker.domain import Condition, Element, Examples, Figure, Term
from checker.english.quantities import find_quantities
from checker.kits.source import fields as read
from checker.kits.source.fields import Reader
from checker.kits.source.scope import Scope, did_you_mean, shown
from checker.kits.source.tree import Entries, Field, Node, Text

Piece = TypeVar("Piece")

DETECTORS = ("@next-step", "@signature", "@date")
"""What an element may name instead of a text."""
TERM_FIELDS: Mapping[str, Reader] = {
    "avoid": read.many,
    "prefer": read.words,
    "exceptions": read.many,
    "case_sensitive": read.flag,
}
FIGURE_FIELDS: Mapping[str, Reader] = {
    "quote": read.words,
    "value": read.amount,
    "upper": read.amount,
    "unit": read.words,
    "about": read.lowered,
}
CONDITION_FIELDS: Mapping[str, Reader] = {
    "claim": read.words,
    "anchors": read.lowered,
    "keep": read.lowered,
}
ELEMENT_FIELDS: Mapping[str, Reader] = {
    "name": read.words,
    "any_of": read.many,
    "channels": read.names,
    "except_channels": read.names,
    "when": read.lowered,
}
EXAMPLE_FIELDS: Mapping[str, Reader] = {
    "on_brand": read.many,
    "off_brand": read.many,
}


def terms(field: Field, scope: Scope) -> tuple[Term, ...]:
    """Read terms: a map of word to replacement, a list of words, or a list of groups."""
    return tuple(term for node in read.parts(field) for term in _terms(node, scope))


def figures(field: Field, scope: Scope) -> tuple[Figure, ...]:
    """Read figures: `12%`, or a group with a quote and what it is about."""
    return _each(field, scope, _figure)


def conditions(field: Field, scope: Scope) -> tuple[Condition, ...]:
    """Read approved claims with the words that they may not lose."""
    return _each(field, scope, _condition)


def elements(field: Field, scope: Scope) -> tuple[Element, ...]:
    """Read what a draft must hold: its text, a detector such as `@signature`, or a group."""
    return _each(field, scope, _element)


def examples(field: Field, scope: Scope) -> Examples:
    """Read on-brand and off-brand sentences."""
    return Examples.model_validate(read.read_record(field.value, EXAMPLE_FIELDS, scope))


def themes(field: Field, scope: Scope) -> tuple[str, ...]:
    """Read the ids of themes: `low-price` or `Low price`."""
    return _known_ids(field, scope, "theme", scope.known.themes)


def concepts(field: Field, scope: Scope) -> tuple[str, ...]:
    """Read the ids of concepts."""
    return _known_ids(field, scope, "concept", scope.known.concepts)


def _each(field: Field, scope: Scope, form: Callable[[Node, Scope], Piece | None]) -> tuple[Piece, ...]:
    pieces = (form(node, scope) for node in read.parts(field))
    return tuple(piece for piece in pieces if piece is not None)


def _known_ids(field: Field, scope: Scope, what: str, known: frozenset[str] | None) -> tuple[str, ...]:
    ids = tuple("-".join(name.split()) for name in read.names(field, scope))
    for name in ids:
        if known is not None and name not in known:
            advice = did_you_mean(name, sorted(known))
            scope.complain(field.value.line, f"unknown {what} {shown(name)}; {advice}")
    return ids


def _terms(node: Node, scope: Scope) -> Iterator[Term]:
    if isinstance(node, Text):
        yield from _long_terms(_group(node, "avoid", node), scope)
    elif isinstance(node, Entries) and "avoid" not in {read.canonical(f.name) for f in node.fields}:
        for pair in node.fields:
            yield from _long_terms(_mapped(pair), scope)
    else:
        yield from _long_terms(node, scope)


def _group(node: Node, name: str, value: Node) -> Entries:
    """Return a group with one field, as if it had been written where *node* is."""
    return Entries(node.line, (Field(node.line, name, value),))


def _mapped(pair: Field) -> Entries:
    """Return the long form of `cheap: low-cost`, `cheap:` and `cheap: {prefer: low-cost}`."""
    avoid = Field(pair.line, "avoid", Text(pair.line, pair.name, is_quoted=True))
    if isinstance(pair.value, Entries):
        return Entries(pair.line, (avoid, *pair.value.fields))
    return Entries(pair.line, (avoid, Field(pair.line, "prefer", pair.value)))


def _long_terms(node: Node, scope: Scope) -> Iterator[Term]:
    values = read.read_record(node, TERM_FIELDS, scope, required=("avoid",))
    unwanted = values.pop("avoid", ())
    for word in unwanted if isinstance(unwanted, tuple) else ():
        term = Term.model_validate({**values, "avoid": word})
        _refuse_nonsense(term, node.line, scope)
        differs_in_case_only = term.avoid.casefold() == term.prefer.casefold()
        yield term.model_copy(update={"case_sensitive": term.case_sensitive or differs_in_case_only})


def _refuse_nonsense(term: Term, line: int, scope: Scope) -> None:
    if not term.avoid.strip("* "):
        scope.complain(line, f"the term {shown(term.avoid)} would match every word; write the word to avoid")
    elif term.avoid == term.prefer:
        scope.complain(line, f"the term {shown(term.avoid)} is avoided and preferred at once; change one")


def _figure(node: Node, scope: Scope) -> Figure | None:
    group = _group(node, "quote", node) if isinstance(node, Text) else node
    values = read.read_record(group, FIGURE_FIELDS, scope, required=("quote",))
    quote = values.get("quote")
    if not isinstance(quote, str):
        return None
    for quantity in find_quantities(quote):
        counted = {"value": quantity.value, "upper": quantity.upper, "unit": quantity.unit}
        return Figure.model_validate({**counted, **values})
    if {"value", "unit"} <= values.keys():
        return Figure.model_validate({"upper": values["value"], **values})
    advice = "write it like 12%, $5 or two days"
    scope.complain(node.line, f"the figure {shown(quote)} holds no quantity; {advice}")
    return None


def _condition(node: Node, scope: Scope) -> Condition | None:
    values = read.read_record(node, CONDITION_FIELDS, scope, required=("claim", "keep"))
    if not values.get("claim") or not values.get("keep"):
        return None
    return Condition.model_validate({"anchors": (), **values})


def _element(node: Node, scope: Scope) -> Element | None:
    group = _group(node, "any_of", node) if isinstance(node, Text) else node
    values = read.read_record(group, ELEMENT_FIELDS, scope, required=("any_of",))
    texts = values.get("any_of")
    if not isinstance(texts, tuple) or not texts:
        return None
    for text in texts:
        if text.startswith("@") and text not in DETECTORS:
            scope.complain(node.line, f"unknown detector {shown(text)}; {did_you_mean(text, DETECTORS)}")
    return Element.model_validate({"name": texts[0].lstrip("@").replace("-", " "), **values})
