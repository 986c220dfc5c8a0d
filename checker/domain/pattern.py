"""A pattern: a rule of a style package, with the meaning that Vale gives it.

A guideline of kind `term` or `voice` may hold one. What each field does is Vale's; its documentation is at
https://vale.sh/docs. Expressions are written in Vale's dialect, which `checker.patterns.dialect` reads.
"""

from enum import StrEnum

from checker.domain.noun import Noun


class Extends(StrEnum):
    """What a pattern does with its expressions."""

    EXISTENCE = "existence"
    SUBSTITUTION = "substitution"
    OCCURRENCE = "occurrence"
    CAPITALIZATION = "capitalization"
    CONDITIONAL = "conditional"
    CONSISTENCY = "consistency"
    REPETITION = "repetition"


class Pair(Noun):
    """Two expressions, or an expression and what takes its place."""

    one: str
    other: str


class Remedy(Noun):
    """What an editor may do about a match."""

    name: str = ""
    """`replace`, `remove`, `edit`, `convert` or `suggest`; empty for nothing."""
    params: tuple[str, ...] = ()
    """Replacements, or the name of an edit and what it takes."""


class Pattern(Noun):
    """A rule of a style package."""

    extends: Extends
    message: str
    """What is said of a match; `%s` stands for the words, and for what should take their place."""
    description: str = ""
    """Why it matters; `%s` as in the message."""
    link: str = ""
    """Where more is said about it."""
    limit: int = 0
    """How many matches are reported in one document; 0 for all."""
    scope: tuple[str, ...] = ("text",)
    """Parts of a document that it reads: selectors such as `heading.h1` or `paragraph & ~blockquote`."""
    action: Remedy = Remedy()
    ignorecase: bool = False
    nonword: bool = False
    """Whether expressions may begin and end inside a word."""
    vocab: bool = True
    """Whether words that the kit accepts are exceptions."""
    exceptions: tuple[str, ...] = ()
    """Expressions for words that are fine."""
    tokens: tuple[str, ...] = ()
    """Existence, repetition: expressions, any of which is looked for."""
    raw: tuple[str, ...] = ()
    """Existence: pieces of one expression, put together as they are."""
    append: bool = False
    """Existence: whether `raw` stands behind the tokens and not before them."""
    swap: tuple[Pair, ...] = ()
    """Substitution: what is unwanted, and what to write; alternatives are parted by `|`."""
    capitalize: bool = False
    """Substitution: whether a replacement begins with a capital where the words do."""
    matchcase: bool = False
    """Whether a replacement is written in the words' own case."""
    token: str = ""
    """Occurrence: the expression that is counted."""
    max: int = 0
    """Occurrence, repetition: the most times that are fine; 0 for no limit."""
    min: int = 0
    """Occurrence: the fewest times that are fine."""
    match: str = ""
    """Capitalization: `$title`, `$sentence`, `$lower`, `$upper` or an expression."""
    style: str = ""
    """Capitalization: `AP` or `Chicago`, for titles."""
    indicators: tuple[str, ...] = ()
    """Capitalization: endings of a word after which a capital follows."""
    threshold: float = 0.8
    """Capitalization: the share of words that must be as they should."""
    prefix: str = ""
    """Capitalization: an expression for what is passed over at the beginning."""
    first: str = ""
    """Conditional: what needs the second."""
    second: str = ""
    """Conditional: what must be there too; its groups say for which words."""
    either: tuple[Pair, ...] = ()
    """Consistency: pairs of expressions, of which a document may use one."""
    alpha: bool = False
    """Repetition: whether only letters count."""
