"""Guidelines as YAML that a person can read, each below the words of the guide that it comes from."""

from collections.abc import Iterator, Sequence

from checker.domain import Condition, Document, Element, Guideline, Term
from checker.kits.importing.by_model.verifying import Source, Sourced
from checker.kits.importing.layout import commented, listed, quoted, scalar, section, wrapped
from checker.kits.importing.writing import missed, origin

CLIP = 300
"""Characters of a passage that was not used that are repeated; its place is always given."""


def head(documents: Sequence[Document], brand: str, model: str) -> Iterator[str]:
    """Yield the lines above the guidelines."""
    yield f"# Drafted from {origin(documents)} by {model}. Read it, correct it, then publish it."
    yield "# Above each guideline stand the words of the guide that it comes from."
    yield f"brand: {brand}"
    yield "version: draft"


def body(guidelines: Sequence[Sourced]) -> Iterator[str]:
    """Yield the lines of the guidelines."""
    yield "guidelines:" if guidelines else "guidelines: []"
    for guideline, sources in guidelines:
        yield ""
        for source in sources:
            yield from commented(told(source), "  ")
        yield from _guideline(guideline)


def foot(documents: Sequence[Document], remarks: dict[str, Sequence[str]]) -> Iterator[str]:
    """Yield *remarks* by their title, and what was not read, as comments."""
    for title, texts in {**remarks, "Not read:": tuple(missed(documents))}.items():
        yield from section(title, texts, longest=CLIP)


def told(source: Source) -> str:
    """Return the place and the words of *source*."""
    under = f', under "{source.passage.under}"' if source.passage.under else ""
    return f"{source.passage.place}{under}: {source.quote}"


def _guideline(guideline: Guideline) -> Iterator[str]:
    yield f"  - id: {scalar(guideline.id)}"
    yield f"    kind: {guideline.kind}"
    if guideline.role:
        yield f"    role: {guideline.role}"
    for name, texts in (("themes", guideline.themes), ("applies_to", guideline.applies_to)):
        if texts:
            yield f"    {name}: {listed(texts)}"
    yield "    text: >-"
    yield from wrapped(guideline.text, "      ")
    yield from _texts("phrases", guideline.phrases)
    yield from _texts("allows", guideline.allows)
    yield from _groups("terms", [_term(term) for term in guideline.terms])
    yield from _groups("conditions", [_condition(condition) for condition in guideline.conditions])
    yield from _groups("elements", [_element(element) for element in guideline.elements])
    yield from _examples(guideline)


def _texts(name: str, texts: Sequence[str], indent: str = "    ") -> Iterator[str]:
    if texts:
        yield f"{indent}{name}:"
    yield from (f"{indent}  - {scalar(text)}" for text in texts)


def _groups(name: str, groups: Sequence[dict[str, str]]) -> Iterator[str]:
    """Yield groups of fields; those that are empty are left out."""
    if groups:
        yield f"    {name}:"
    for group in groups:
        written = ", ".join(f"{field}: {value}" for field, value in group.items() if value)
        yield f"      - {{{written}}}"


def _term(term: Term) -> dict[str, str]:
    return {
        "avoid": quoted(term.avoid),
        "prefer": quoted(term.prefer) if term.prefer else "",
        "exceptions": listed(term.exceptions) if term.exceptions else "",
        "case_sensitive": "yes" if term.case_sensitive else "",
    }


def _condition(condition: Condition) -> dict[str, str]:
    return {"claim": quoted(condition.claim), "keep": listed(condition.keep)}


def _element(element: Element) -> dict[str, str]:
    lists = {name: getattr(element, name) for name in ("channels", "except_channels", "when")}
    rest = {name: listed(texts) if texts else "" for name, texts in lists.items()}
    return {"name": quoted(element.name), "any_of": listed(element.any_of), **rest}


def _examples(guideline: Guideline) -> Iterator[str]:
    examples = guideline.examples
    if examples.on_brand or examples.off_brand:
        yield "    examples:"
    yield from _texts("on_brand", examples.on_brand, "      ")
    yield from _texts("off_brand", examples.off_brand, "      ")
