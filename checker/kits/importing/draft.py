"""A guideline in the making."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from checker.domain import Kind, Role
from checker.kits.importing.terms import Pair
from checker.kits.importing.wording import ENDS

LISTED = 12
"""How many terms a guideline's text repeats; the others stand in its terms alone."""


@dataclass
class Draft:
    """A guideline in the making: examples, terms and remarks join it as they are read."""

    name: str
    """What its id is made of."""
    kind: Kind
    text: str
    sources: list[str]
    """Where in the guide it stands, and its first words there; a place for each part."""
    role: Role | None = None
    teams: tuple[str, ...] = ()
    terms: list[Pair] = field(default_factory=list)
    on_brand: list[str] = field(default_factory=list)
    off_brand: list[str] = field(default_factory=list)
    is_list: bool = False
    """Whether it is a list of words, so that its text tells its terms."""
    told: list[str] = field(default_factory=list)
    """The terms of a list of words, in sentences."""
    is_conditional: bool = False
    """Whether its words are unwanted only in a case that it names, which a person has to judge."""
    remarks: list[str] = field(default_factory=list)
    """What the guide says below a list of words."""

    def cite(self, source: str) -> None:
        """Add a place in the guide that it comes from, once."""
        if source not in self.sources:
            self.sources.append(source)

    def append(self, text: str) -> None:
        """Add *text* to the instruction, as a sentence of its own or after a semicolon."""
        so_far = self.text.rstrip()
        if not text.startswith(";"):
            text = f" {text}" if so_far.endswith(ENDS) else f". {text}"
        self.text = f"{so_far}{text}"

    def exemplify(self, words: Iterable[str], *, is_good: bool) -> None:
        """Add examples, on-brand or off-brand."""
        (self.on_brand if is_good else self.off_brand).extend(words)

    def list_terms(self, pairs: Iterable[Pair], told: str = "") -> None:
        """Add terms to a list of words, *told* as the guide does or else as sentences."""
        self.is_list = True
        self.terms.extend(pairs)
        self.told.extend([told] if told else map(str, pairs))

    def remark(self, text: str) -> None:
        """Add what is said of a list of words as a whole."""
        self.remarks.append(text)

    def absorb(self, other: "Draft") -> None:
        """Take over where *other*, which says the same, stands and what it shows."""
        for source in other.sources:
            self.cite(source)
        self.terms.extend(other.terms)
        self.exemplify(other.on_brand, is_good=True)
        self.exemplify(other.off_brand, is_good=False)

    @property
    def pairs(self) -> tuple[Pair, ...]:
        """Return its terms, each unwanted word once, with a replacement that is not unwanted itself."""
        respelt = {pair.prefer.casefold() for pair in self.terms if pair.is_respelling}
        unwanted = {pair.avoid.casefold() for pair in self.terms} - respelt
        fit = (pair for pair in reversed(self.terms) if pair.prefer.casefold() not in unwanted)
        replacements = {pair.avoid: "" for pair in self.terms} | {pair.avoid: pair.prefer for pair in fit}
        return tuple(Pair(avoid, replacements[avoid]) for avoid in dict.fromkeys(p.avoid for p in self.terms))

    @property
    def instruction(self) -> str:
        """Return the text of the guideline."""
        more = len(self.told) - LISTED
        rest = f"The same goes for {more} more words." if more > 0 else ""
        parts = (self.text, *self.told[:LISTED], rest, *self.remarks)
        return " ".join(part for part in parts if part) or self.name
