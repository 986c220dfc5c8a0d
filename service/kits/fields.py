"""A guideline as a form has it: what most people change, and nothing that a form would spoil.

Figures, conditions, elements and compiled parts are not here: they stay as they are written, and are changed
in the kit's YAML.
"""

from collections.abc import Iterable, Iterator

from checker.domain import Guideline, Noun

ARROW = "→"
"""What stands between an unwanted word and its replacement, a line each."""
ARROWS = ("→", "=>", "->")
"""What people may write for it."""


class Fields(Noun):
    """What a form says of one guideline, in the words that were typed."""

    id: str
    kind: str
    text: str
    severity: str = ""
    """Empty for the kind's default."""
    role: str = ""
    applies_to: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    allows: tuple[str, ...] = ()
    terms: tuple[tuple[str, str], ...] = ()
    """Unwanted words, each with what to write instead or an empty text."""
    on_brand: tuple[str, ...] = ()
    off_brand: tuple[str, ...] = ()
    owner: str = ""
    expires: str = ""
    proof: str = ""


def fields_of(guideline: Guideline) -> Fields:
    """Return what a form shows of *guideline*."""
    return Fields(
        id=guideline.id,
        kind=guideline.kind,
        text=guideline.text,
        severity=guideline.severity or "",
        role=guideline.role or "",
        applies_to=guideline.applies_to,
        themes=guideline.themes,
        phrases=guideline.phrases,
        allows=guideline.allows,
        terms=tuple((term.avoid, term.prefer) for term in guideline.terms),
        on_brand=guideline.examples.on_brand,
        off_brand=guideline.examples.off_brand,
        owner=guideline.owner,
        expires=guideline.expires,
        proof=guideline.proof,
    )


def lines_of(text: str) -> tuple[str, ...]:
    """Return the lines of a form's box, each with its blanks squeezed, without empty and repeated ones."""
    return tuple(dict.fromkeys(" ".join(line.split()) for line in text.splitlines() if line.strip()))


def names_of(text: str) -> tuple[str, ...]:
    """Return the names in *text*, which stand between commas or on lines of their own, in lower case."""
    return tuple(dict.fromkeys(name.lower() for name in lines_of(text.replace(",", "\n"))))


def paragraphs_of(text: str) -> str:
    """Return *text* as a box of a form gives it, with the line ends and the blanks that people mean."""
    lines = (" ".join(line.split()) for line in text.strip().splitlines())
    return "\n".join(lines)


def terms_of(text: str) -> tuple[tuple[str, str], ...]:
    """Return the words to avoid in *text*, a line each, with what stands behind the arrow."""
    return tuple({pair[0]: pair for pair in map(_term, lines_of(text))}.values())


def shown_terms(terms: Iterable[tuple[str, str]]) -> str:
    """Return *terms* as `terms_of` reads them."""
    return "\n".join(f"{avoid} {ARROW} {prefer}" if prefer else avoid for avoid, prefer in terms)


def _term(line: str) -> tuple[str, str]:
    for arrow in ARROWS:
        avoid, found, prefer = line.partition(arrow)
        if found and avoid.strip():
            return avoid.strip(), prefer.strip()
    return line, ""


def flat(text: str) -> str:
    """Return *text* on one line, with its blanks squeezed."""
    return " ".join(text.split())


def tidy(fields: Fields) -> Fields:
    """Return *fields* as a form gives them back where nobody has changed them."""
    return Fields.model_validate(
        {name: _flattened(value) if name != "text" else paragraphs_of(fields.text) for name, value in fields}
    )


def folded(fields: Fields) -> Fields:
    """Return *fields* as a kit has them once it is read: names in lower case, ids of themes in kebab-case."""
    plain = tidy(fields)
    names = {name: tuple(each.lower() for each in getattr(plain, name)) for name in ("applies_to", "themes")}
    themes = tuple("-".join(name.split()) for name in names["themes"])
    choices = {name: getattr(plain, name).lower() for name in ("kind", "severity", "role")}
    return plain.model_copy(update={**names, **choices, "themes": themes, "text": flat(plain.text)})


def _flattened(value: object) -> object:
    if isinstance(value, str):
        return flat(value)
    return tuple(map(_flattened, value)) if isinstance(value, tuple) else value


def all_words(fields: Fields) -> str:
    """Return everything that *fields* hold, as one text."""
    return "\n".join(_words(tuple(value for _, value in fields)))


def _words(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    for each in value if isinstance(value, tuple) else ():
        yield from _words(each)
