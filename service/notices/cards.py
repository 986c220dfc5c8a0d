"""What people are told, before a chat or an e-mail gives it its form: plain text, bounded, not escaped.

Every text may hold what a draft's author wrote: names of files, of teams, and the words of a finding. Whoever
gives a card its form must see to it that none of it acts as markup, as a mention or as a link.
"""

from typing import Literal, NamedTuple

from checker.domain import Severity
from checker.presentation.neutral import one_line

TITLE, NAME, QUOTE, RULE, SAYS = 140, 80, 300, 300, 300
"""Characters that are shown of a title, a name, a draft's words, a guideline's words, an explanation."""
SEVERITIES = {Severity.ERROR: "Error", Severity.WARNING: "Warning", Severity.SUGGESTION: "Suggestion"}
Tone = Literal["good", "bad", "plain"]


class Point(NamedTuple):
    """A finding that is named."""

    severity: Severity
    what: str
    """What kind of breach it is: `Off message`."""
    where: str
    """The draft's name."""
    url: str
    """Where the finding is shown."""
    guideline: str
    """The guideline's id."""
    rule: str = ""
    """The guideline's own words."""
    quote: str = ""
    """The draft's words; empty where none may be sent or something is missing."""
    says: str = ""
    """Why it is a breach; empty where no words of the draft may be sent."""

    @property
    def reasons(self) -> tuple[str, ...]:
        """Return what was broken and why that is a breach, a sentence each."""
        rule = f"Guideline {self.guideline}: {self.rule}" if self.rule else f"Guideline {self.guideline}"
        return (rule, self.says) if self.says else (rule,)

    @property
    def grade(self) -> str:
        """Return the severity as a word."""
        return SEVERITIES[self.severity]


class Button(NamedTuple):
    """What opens a page of the service."""

    label: str
    url: str


class Card(NamedTuple):
    """A message for people."""

    title: str
    text: str
    """A sentence or two."""
    facts: tuple[tuple[str, str], ...] = ()
    """Names and values, ten at most."""
    points: tuple[Point, ...] = ()
    """The worst first, three at most."""
    button: Button | None = None
    tone: Tone = "plain"


def clipped(text: str, most: int) -> str:
    """Return *text* as one line of at most *most* characters that acts on nothing that shows it."""
    line = one_line(text)
    return line if len(line) <= most else f"{line[: most - 1].rstrip()}…"
