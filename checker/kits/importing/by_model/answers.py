"""The form of the model's answer: the guide's words first, then what they ask for."""

from checker.domain import Kind, Noun, Role


class Words(Noun):
    """Words of the guide."""

    passage: int
    quote: str


class SaidTerm(Noun):
    """An unwanted word."""

    avoid: str
    prefer: str = ""
    exceptions: tuple[str, ...] = ()


class SaidCondition(Noun):
    """Words that an approved claim may not lose."""

    claim: str
    keep: tuple[str, ...]


class SaidElement(Noun):
    """Something that a draft must hold."""

    name: str
    any_of: tuple[str, ...]
    channels: tuple[str, ...] = ()
    except_channels: tuple[str, ...] = ()
    when: tuple[str, ...] = ()


class SaidGuideline(Noun):
    """One instruction."""

    sources: tuple[Words, ...]
    id: str
    kind: Kind
    role: Role | None = None
    themes: tuple[str, ...] = ()
    applies_to: tuple[str, ...] = ()
    text: str
    terms: tuple[SaidTerm, ...] = ()
    phrases: tuple[str, ...] = ()
    allows: tuple[str, ...] = ()
    conditions: tuple[SaidCondition, ...] = ()
    elements: tuple[SaidElement, ...] = ()
    on_brand: tuple[str, ...] = ()
    off_brand: tuple[str, ...] = ()


class Imported(Noun):
    """All that one call says of one window of a guide."""

    addressed: tuple[Words, ...] = ()
    brand: str
    guidelines: tuple[SaidGuideline, ...]
