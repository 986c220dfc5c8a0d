"""What became of a style package."""

from dataclasses import dataclass, field

from checker.domain import Guideline


@dataclass
class StyleImport:
    """What became of a package."""

    brand: str
    guidelines: list[Guideline] = field(default_factory=list)
    accepted: tuple[str, ...] = ()
    left_out: dict[str, str] = field(default_factory=dict)
    """Why a rule was not imported, by its name."""
    unknown: dict[str, list[str]] = field(default_factory=dict)
    """The rules that have a field which means nothing here, by the field's name."""
    remarks: list[str] = field(default_factory=list)
    """What else the reader should know, a sentence each."""
